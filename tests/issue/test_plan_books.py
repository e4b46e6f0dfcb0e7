"""Forms: who gets one, what stands in it, revisions."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from breakdown.book import Grid, Sheet
from breakdown.cells import IDENTITY_SHEET
from breakdown.columns import INPUT_COLUMNS, STATUSES
from breakdown.files.guides import load_guide
from breakdown.files.templates import load_styles
from breakdown.files.widths import sheet_widths
from breakdown.form import FORM_ROW, LOCKED_COLUMNS, TASK_COLUMNS
from breakdown.issue import Form, IssuePlan, plan_books
from breakdown.layout import paper_width
from breakdown.periods import parse_period
from tests.office_year import SETTINGS, applied, small_records, with_rows

MARCH = parse_period("2021-03")


@pytest.fixture(scope="module")
def plan() -> IssuePlan:
    return plan_books(small_records(), MARCH, SETTINGS)


def form(plan: IssuePlan, unit: str) -> Form:
    return next(form for form in plan.forms if form.unit == unit)


def sheet(made: Form, name: str) -> Sheet:
    return next(sheet for sheet in made.book.sheets if sheet.name == name)


def grid(made: Form, name: str) -> Grid:
    return next(block for block in sheet(made, name).blocks if isinstance(block, Grid))


def column(made: Form, name: str, header: str) -> list[object]:
    table = grid(made, name)
    at = [column.header for column in table.columns].index(header)
    return [row[at] for row in table.rows]


def text(made: Form, name: str) -> str:
    return str(sheet(made, name).blocks)


def test_every_unit_with_a_duty_gets_its_own_tasks(plan: IssuePlan) -> None:
    assert [form.unit for form in plan.forms] == ["区教育局", "区财政局", "区水务局", "清溪镇", "白石镇"]
    assert column(form(plan, "区财政局"), "牵头任务", "序号") == ["3", "8", "10"]
    assert column(form(plan, "区财政局"), "配合任务", "序号") == ["1", "2"]


def test_collectives_reach_their_members_and_lead_wins(plan: IssuePlan) -> None:
    assert column(form(plan, "清溪镇"), "牵头任务", "序号") == ["6", "9", "11"]
    assert column(form(plan, "清溪镇"), "配合任务", "序号") == ["12"]
    assert column(form(plan, "白石镇"), "配合任务", "序号") == ["6", "11", "12"]


def test_an_open_collective_goes_to_nobody_and_is_said_once(plan: IssuePlan) -> None:
    assert [(problem.code, problem.value) for problem in plan.problems] == [("collective-open", "有关单位")]


def test_a_unit_that_leads_nothing_gets_no_lead_sheet_and_no_stages() -> None:
    records = small_records()
    lead = records.assignments["role"] == "牵头"
    one = replace(records, assignments=records.assignments[~(lead & (records.assignments["unit"] == "白石镇"))])
    names = [sheet.name for sheet in form(plan_books(one, MARCH, SETTINGS), "白石镇").book.sheets]
    assert names == ["填报说明", "配合任务", "调整申请", "审签页", IDENTITY_SHEET]


def test_headers_are_the_declared_ones_in_order_and_only_inputs_are_open(plan: IssuePlan) -> None:
    columns = grid(form(plan, "区财政局"), "牵头任务").columns
    assert [column.header for column in columns] == [
        "序号", "重点工作", "年度目标", "牵头领导", "牵头单位", "配合单位", "完成时限",
        "上期状态", "上期进展", "序时进度", "状态", "完成值", "完成比例", "本期进展", "存在问题",
        "下一步措施", "预计完成时间", "需协调事项", "佐证材料", "填报人", "联系电话",
    ]
    assert [column.name for column in columns if column.editable] == [column.name for column in INPUT_COLUMNS]


def test_room_of_empty_columns_goes_to_the_account_and_the_page_stays_readable() -> None:
    records = small_records()
    records.tasks.loc[:, ["goal", "leaders"]] = ""
    made = form(plan_books(records, MARCH, SETTINGS), "区财政局")
    widths = {column.name: column.width for column in grid(made, "牵头任务").columns}
    assert widths["goal"] == 8.5 and widths["progress"] > next(
        column.width for column in TASK_COLUMNS if column.name == "progress")
    room = paper_width("A3", True, 28)
    for each in (made, form(plan_books(small_records(), MARCH, SETTINGS), "区财政局")):
        total = sheet_widths(sheet(each, "牵头任务"), load_styles()).total
        assert room / total >= 0.6, "printed smaller than can be read"


def test_expected_progress_follows_months_stages_and_due_day(plan: IssuePlan) -> None:
    assert column(form(plan, "区水务局"), "牵头任务", "序时进度") == ["100.0%", "33.3%", "25.0%", "25.0%"]


def test_last_report_is_shown_even_when_a_period_was_left_out() -> None:
    row = {"task_id": "T03", "unit": "区财政局", "role": "牵头"}
    records = with_rows(small_records(), progress=[
        row | {"period": "2020-12", "status": "未启动", "progress": "去年"},
        row | {"period": "2021-01", "status": "推进中", "progress": "新增1家"},
        row | {"period": "2021-03", "status": "已完成", "progress": "本期不是上期"},
    ])
    made = form(plan_books(records, MARCH, SETTINGS), "区财政局")
    assert column(made, "牵头任务", "上期状态") == ["推进中", "", ""]
    assert column(made, "牵头任务", "上期进展") == ["新增1家", "", ""]


def test_identity_stands_in_three_carriers(plan: IssuePlan) -> None:
    made = form(plan, "清溪镇")
    assert sheet(made, IDENTITY_SHEET).hidden
    hidden = [value for _, value in grid(made, IDENTITY_SHEET).rows]
    assert hidden == [value for _, value in made.book.properties]
    assert hidden[:4] == ["yunhe-2021", "清溪镇", "2021-03", "1"]
    issued = plan.changes.appended["issued"]
    keys = {*grid(made, "牵头任务").keys, *grid(made, "配合任务").keys}
    assert keys == set(issued[(issued["unit"] == "清溪镇") & (issued["row_id"] != FORM_ROW)]["row_id"])
    assert issued["row_id"][issued["row_id"] != FORM_ROW].is_unique


def test_digest_depends_on_the_key_and_on_every_locked_cell(plan: IssuePlan) -> None:
    records = small_records()
    digests = {dict(form(plan, "清溪镇").book.properties)["breakdown-digest"]}
    other = replace(SETTINGS, key="另一把")
    digests.add(dict(form(plan_books(records, MARCH, other), "清溪镇").book.properties)["breakdown-digest"])
    records.tasks.loc[5, "goal"] += "。"
    digests.add(dict(form(plan_books(records, MARCH, SETTINGS), "清溪镇").book.properties)["breakdown-digest"])
    assert len(digests) == 3


def test_issuing_again_keeps_the_revision_and_writes_nothing(plan: IssuePlan) -> None:
    records = applied(small_records(), plan.changes.appended, {})
    again = plan_books(records, MARCH, SETTINGS)
    assert again.changes.empty
    assert again.forms == plan.forms


def test_a_changed_task_raises_the_revision_of_its_units_alone(plan: IssuePlan) -> None:
    records = applied(small_records(), plan.changes.appended, {})
    records.tasks.loc[6, "content"] = "举办两场农民丰收节"
    again = plan_books(records, MARCH, SETTINGS)
    assert {form.unit: form.revision for form in again.forms if form.revision > 1} == {"白石镇": 2}
    assert set(again.changes.appended["issued"]["unit"]) == {"白石镇"}
    third = plan_books(applied(records, again.changes.appended, {}), MARCH, SETTINGS)
    assert third.changes.empty and form(third, "白石镇") == form(again, "白石镇")


def test_issued_rows_keep_what_the_unit_saw(plan: IssuePlan) -> None:
    issued = plan.changes.appended["issued"]
    row = issued[(issued["unit"] == "区教育局") & (issued["task_id"] == "T01")].iloc[0]
    cells = json.loads(row["cells"])
    assert sorted(cells) == sorted(column.name for column in LOCKED_COLUMNS)
    assert (cells["content"], cells["supports"], cells["expected"]) == ("新建公办幼儿园3所", "区财政局", "25.0%")


def test_guide_says_what_when_and_how_many() -> None:
    words = load_guide("progress")
    plan = plan_books(small_records(), MARCH, SETTINGS, guide=words)
    guide = text(form(plan, "清溪镇"), "填报说明")
    assert "共 4 项任务：牵头 3 项，配合 1 项" in guide
    assert "2021年4月5日 前" in guide
    assert "联系人：李静，电话 65550001" in guide
    for told in ("没有变化的任务可以不填", "“调整申请”表里", "到期前提出", "加批注", "核验后销号"):
        assert told in guide
    assert all(f"{status}：" in guide for status in STATUSES)
    year = plan_books(small_records(), parse_period("2021"), SETTINGS, guide=words)
    assert "2022年1月5日" in text(year.forms[0], "填报说明")


def test_sign_page_totals(plan: IssuePlan) -> None:
    made = form(plan, "清溪镇")
    assert grid(made, "审签页").rows == (("牵头任务", 3), ("配合任务", 1), ("合计", 4))
    assert "主要负责人签字（盖章）" in text(made, "审签页")
    digest = dict(made.book.properties)["breakdown-digest"].upper()
    assert f"表单校验码：{digest[:4]}-{digest[4:8]}" in text(made, "审签页")


def test_returned_stages_are_filled_in_again() -> None:
    stage = {"unit": "区财政局", "position": 1, "no": "3", "label": "摸底", "due": "2月底", "person": "王芳"}
    records = with_rows(small_records(), plans=[
        stage | {"period": "2021-01", "label": "旧的"}, stage | {"period": "2021-02"}, stage | {"period": "2021-04"},
    ])
    table = grid(form(plan_books(records, MARCH, SETTINGS), "区财政局"), "细化方案")
    assert table.rows == (("3", "摸底", "2月底", "王芳", ""),)
    assert table.blank_rows >= 10


def test_one_unit_by_alias_and_an_unknown_one() -> None:
    records = small_records()
    records.units.loc[1, "aliases"] = "财政局、区财政"
    plan = plan_books(records, MARCH, SETTINGS, ["财政局", "区林业局"])
    assert [form.unit for form in plan.forms] == ["区财政局"]
    assert [(problem.code, problem.value) for problem in plan.problems if problem.code == "unit-unknown"] == [
        ("unit-unknown", "区林业局")]


def test_a_name_that_is_no_unit_is_a_problem_and_a_dropped_task_is_gone() -> None:
    records = with_rows(small_records(), assignments=[
        {"task_id": "T01", "unit": "", "printed": "区林业局", "role": "配合", "via": "direct"},
        {"task_id": "T99", "unit": "区教育局", "printed": "区教育局", "role": "牵头", "via": "direct"},
    ])
    plan = plan_books(records, MARCH, SETTINGS)
    assert ("unit-unknown", "区林业局") in [(problem.code, problem.value) for problem in plan.problems]
    assert column(form(plan, "区教育局"), "牵头任务", "序号") == ["1", "12"]


def test_collectives_inside_collectives_end() -> None:
    records = with_rows(small_records(), members=[
        {"collective": "各镇", "member": "全区各单位"}, {"collective": "全区各单位", "member": "各镇"},
        {"collective": "全区各单位", "member": "区教育局"},
    ])
    plan = plan_books(records, MARCH, SETTINGS)
    assert column(form(plan, "区教育局"), "配合任务", "序号") == ["6", "11"]


def test_rules_say_who_is_overdue_and_what_is_missing(plan: IssuePlan) -> None:
    rules = grid(form(plan, "区水务局"), "牵头任务").rules
    styles = {rule.style for rule in rules}
    assert {"must", "green", "yellow", "red"} <= styles
    overdue = next(rule.formula for rule in rules if rule.style == "red")
    assert "<=20210331)" in overdue and "today" not in overdue, "a form of the past does not change with the calendar"
    assert grid(form(plan, "区水务局"), "牵头任务").keys[0].startswith("20210331|T02|牵头|")
    assert grid(form(plan, "区水务局"), "牵头任务").keys[3].startswith("00000000|T11|牵头|")


def test_same_in_same_out(plan: IssuePlan) -> None:
    assert plan_books(small_records(), MARCH, SETTINGS).forms == plan.forms
