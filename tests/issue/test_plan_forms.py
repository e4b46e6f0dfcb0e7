"""Forms that ask for the 细化方案 alone: who gets one, what stands in it; forms of progress stay as they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from breakdown.book import Grid
from breakdown.cells import IDENTITY_SHEET
from breakdown.files.guides import load_guide
from breakdown.form import FORM_ROW, PLAN_ROW
from breakdown.issue import Form, IssuePlan, plan_books
from breakdown.periods import parse_period
from breakdown.records import Records
from tests.office_year import SETTINGS, applied, small_records, with_rows

MARCH = parse_period("2021-03")
DUE = replace(SETTINGS, plan_due=datetime(2021, 3, 8, 12))


def plan_forms(records: Records) -> IssuePlan:
    return plan_books(records, MARCH, DUE, kind="plan")


def form(plan: IssuePlan, unit: str) -> Form:
    return next(form for form in plan.forms if form.unit == unit)


def grid(made: Form, name: str) -> Grid:
    blocks = next(sheet.blocks for sheet in made.book.sheets if sheet.name == name)
    return next(block for block in blocks if isinstance(block, Grid))


def test_lead_units_get_their_lead_tasks_and_room_for_stages() -> None:
    lead = small_records().assignments["role"] == "牵头"
    records = small_records()
    records = replace(records, assignments=records.assignments[~(lead & (records.assignments["unit"] == "白石镇"))])
    plan = plan_forms(records)
    assert [form.unit for form in plan.forms] == ["区教育局", "区财政局", "区水务局", "清溪镇"]
    made = form(plan, "区财政局")
    assert made.book.name == "区财政局_2021-03_细化方案"
    names = [sheet.name for sheet in made.book.sheets]
    assert names == ["填报说明", "牵头任务", "细化方案", "调整申请", "审签页", IDENTITY_SHEET]
    table = grid(made, "牵头任务")
    assert [row[0] for row in table.rows] == ["3", "8", "10"]
    assert not any(column.editable for column in table.columns) and len(table.keys) == 3
    assert grid(made, "细化方案").blank_rows >= 15
    assert grid(made, "审签页").rows == (("牵头任务", 3),)


def test_a_unit_with_many_tasks_has_room_for_three_stages_of_each() -> None:
    assigned = [{"task_id": f"T{at:02d}", "unit": "白石镇", "printed": "白石镇", "role": "牵头", "via": "direct"}
                for at in range(1, 11)]
    made = form(plan_forms(with_rows(small_records(), assignments=assigned)), "白石镇")
    assert grid(made, "细化方案").blank_rows == 30


@pytest.mark.parametrize(("due", "told"), [
    (datetime(2021, 3, 8, 12), "请于 2021年3月8日12时 前填好"),
    (datetime(2021, 3, 8, 17, 30), "2021年3月8日17时30分 前"),
    (None, "请按通知要求的时间填好"),
])
def test_the_guide_says_by_what_hour(due: datetime | None, told: str) -> None:
    words = load_guide("plan")
    plan = plan_books(small_records(), MARCH, replace(SETTINGS, plan_due=due), kind="plan", guide=words)
    assert told in str(form(plan, "区财政局").book.sheets[0].blocks)


def test_both_kinds_are_kept_side_by_side() -> None:
    records = small_records()
    progress = plan_books(records, MARCH, DUE)
    records = applied(records, progress.changes.appended, {})
    plan = plan_forms(records)
    assert {form.revision for form in plan.forms} == {2}
    records = applied(records, plan.changes.appended, {})
    assert len(records.issued) == len(progress.changes.appended["issued"]) + len(plan.changes.appended["issued"])
    own = records.issued[records.issued["unit"] == "区财政局"]
    assert own[own["row_id"].isin([FORM_ROW, PLAN_ROW])][["row_id", "revision"]].values.tolist() == [
        [FORM_ROW, 1], [PLAN_ROW, 2]]
    # issuing either kind again is no news, and neither replaces the other
    for again, before in ((plan_books(records, MARCH, DUE), progress), (plan_forms(records), plan)):
        assert again.changes.empty and again.forms == before.forms


def test_other_stages_or_another_hour_make_a_new_revision_of_the_plan_form_only() -> None:
    records = small_records()
    for kind in ("progress", "plan"):
        changes = plan_books(records, MARCH, DUE, kind=kind).changes  # type: ignore[arg-type]
        records = applied(records, changes.appended, {})
    later = replace(DUE, plan_due=datetime(2021, 3, 9, 12))
    again = plan_books(records, MARCH, later, kind="plan")
    assert {form.revision for form in again.forms} == {3}
    assert plan_books(records, MARCH, later).changes.empty


def test_stages_returned_so_far_stand_in_the_form() -> None:
    stage = {"period": "2021-02", "unit": "区财政局", "position": 1, "no": "3", "label": "摸底", "due": "2月底"}
    made = form(plan_forms(with_rows(small_records(), plans=[stage])), "区财政局")
    assert grid(made, "细化方案").rows == (("3", "摸底", "2月底", "", ""),)
