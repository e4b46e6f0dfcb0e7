"""细化方案 that come back: recognised, late to the minute, taken, bound to tasks, and what 序时进度 makes of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from breakdown.book import Book
from breakdown.cells import IDENTITY_SHEET, WorkbookCells
from breakdown.form import due_date
from breakdown.issue import plan_books
from breakdown.issue.known import expected, gather
from breakdown.merge import MergePlan, Returned, reconcile
from breakdown.periods import Period, parse_period
from breakdown.records import Records
from breakdown.report.judge import Assessed, new_judge
from breakdown.report.presets import PLAIN
from breakdown.stages import task_milestones
from breakdown.words import Words
from tests.merge.damage import lose_row_ids
from tests.merge.test_round_trip import MARCH, codes
from tests.office_year import SETTINGS, applied, edited, fill, returned_cells, small_records, with_rows

DUE = replace(SETTINGS, plan_due=datetime(2021, 3, 8, 12))
NOON = datetime(2021, 3, 8, 12)
ROWS = (("3", "摸底", "2月底", "王芳", "65550001"),
        ("3", "招商", "2021-6-30", "王芳", ""), ("3", "投产", "11月底前", "", ""))
Year = tuple[Records, dict[str, Book], dict[str, Book]]


def office(records: Records) -> Year:
    books = []
    for kind in ("progress", "plan"):
        plan = plan_books(records, MARCH, DUE, kind=kind)  # type: ignore[arg-type]
        records = applied(records, plan.changes.appended, {})
        books.append({form.unit: form.book for form in plan.forms})
    return records, books[0], books[1]


@pytest.fixture(scope="module")
def year() -> Year:
    return office(small_records())


def returned(
    books: dict[str, Book], *rows: tuple[object, ...], unit: str = "区财政局", file: str = ""
) -> WorkbookCells:
    return edited(returned_cells(books[unit], file), "细化方案", lambda sheet: sheet.extend(map(list, rows or ROWS)))


def merge(records: Records, words: Words, *cells: WorkbookCells, at: datetime = NOON) -> MergePlan:
    return reconcile(records, [Returned(each, at) for each in cells], MARCH, DUE, words)


def after(records: Records, plan: MergePlan) -> Records:
    return applied(records, plan.changes.appended, plan.changes.removed)


def states(plan: MergePlan) -> list[tuple[str, str]]:
    return [(row["file"], row["state"]) for row in plan.changes.appended["returns"].to_dict("records")]


def test_any_number_of_rows_is_taken_and_nothing_else_is_missed(year: Year, words: Words) -> None:
    many = tuple((str((3, 8, 10)[at % 3]), f"第{at}步", "6月底", "王芳", "") for at in range(90))
    plan = merge(year[0], words, returned(year[2], *many))
    assert codes(plan) == [] and not plan.redo, "a plan form owes no status"
    assert list(plan.changes.appended["plans"]["label"]) == [f"第{at}步" for at in range(90)]
    row = plan.changes.appended["returns"].iloc[0]
    assert (row["file"], row["state"], row["filled"]) == ("区财政局_2021-03_细化方案.xlsx", "已报", 90)
    again = merge(after(year[0], plan), words, returned(year[2], *many))
    assert again.changes.empty and again.book == plan.book


@pytest.mark.parametrize("lost", [("properties",), ("properties", "sheet"), ("sheet", "rows"), ("properties", "rows"),
                                  ("properties", "sheet", "rows")])
def test_it_is_known_by_what_is_left_of_its_identity(year: Year, words: Words, lost: tuple[str, ...]) -> None:
    cells = returned(year[2], file="方案.xlsx")
    if "properties" in lost:
        cells = replace(cells, properties={})
    if "sheet" in lost:
        cells = replace(cells, sheets=tuple(sheet for sheet in cells.sheets if sheet.name != IDENTITY_SHEET))
    if "rows" in lost:
        cells = edited(cells, "牵头任务", lambda rows: lose_row_ids(rows, None))  # type: ignore[arg-type]
    plan = merge(year[0], words, cells, at=datetime(2021, 3, 8, 12, 1))
    assert states(plan) == [("方案.xlsx", "迟报")], "only a plan form is late by then"
    assert codes(plan) == (["identity-guessed"] if len(lost) == 3 else [])


@pytest.mark.parametrize(("received", "state", "note"), [
    (datetime(2021, 3, 8, 12, 0, 0), "已报", ""),
    (datetime(2021, 3, 8, 12, 0, 1), "迟报", "细化方案应于 2021-03-08 12:00 前报回，2021-03-08 12:00:01 收到"),
    (datetime(2021, 3, 9, 8, 5, 0), "迟报", "细化方案应于 2021-03-08 12:00 前报回，2021-03-09 08:05:00 收到"),
])
def test_late_to_the_minute_says_by_when_and_when_it_came(
    year: Year, words: Words, received: datetime, state: str, note: str
) -> None:
    row = merge(year[0], words, returned(year[2]), at=received).changes.appended["returns"].iloc[0]
    assert (row["state"], row["note"]) == (state, note)


def test_the_hour_of_plans_is_not_that_of_progress_and_none_set_is_never_late(year: Year, words: Words) -> None:
    progress = fill(returned_cells(year[1]["区财政局"]), "牵头任务", "新增规模以上企业5家", 状态="推进中")
    assert states(merge(year[0], words, progress, at=datetime(2021, 4, 5, 20)))[0][1] == "已报"
    came = [Returned(returned(year[2]), datetime(2021, 12, 1))]
    assert states(reconcile(year[0], came, MARCH, SETTINGS, words))[0][1] == "已报"


def test_both_kinds_in_one_merge_and_the_plan_is_no_report_of_progress(year: Year, words: Words) -> None:
    plan = merge(year[0], words, returned(year[2]))
    table = judged(after(year[0], plan), MARCH).returns.frame
    assert table.loc[table["unit"] == "区财政局", ["state", "leading"]].values.tolist() == [["未报", 3]]
    progress = fill(returned_cells(year[1]["区财政局"]), "牵头任务", "新增规模以上企业5家", 状态="推进中")
    both = merge(year[0], words, returned(year[2]), progress)
    table = judged(after(year[0], both), MARCH).returns.frame
    assert table.loc[table["unit"] == "区财政局", "state"].item() == "按时报送"
    assert list(both.changes.appended["progress"]["task_id"]) == ["T03"]
    assert len(both.changes.appended["plans"]) == 3
    one_by_one = after(year[0], plan)
    one_by_one = after(one_by_one, merge(one_by_one, words, progress))
    for name in ("progress", "plans", "returns", "findings"):
        mine, theirs = getattr(one_by_one, name), getattr(after(year[0], both), name)
        assert sorted(map(str, mine.to_dict("records"))) == sorted(map(str, theirs.to_dict("records")))


def test_an_empty_plan_is_an_empty_return_and_one_left_as_filled_in_is_not(year: Year, words: Words) -> None:
    empty = merge(year[0], words, returned_cells(year[2]["区财政局"]))
    assert states(empty)[0][1] == "空报" and codes(empty) == ["form-empty"]
    stage = {"period": "2021-02", "unit": "区财政局", "position": 1, "no": "3", "label": "摸底", "due": "2月底"}
    records, _, books = office(with_rows(small_records(), plans=[stage]))
    kept = merge(records, words, returned_cells(books["区财政局"]))
    assert states(kept)[0][1] == "已报" and codes(kept) == [] and not len(kept.changes.appended["plans"])


def test_what_cannot_be_understood_is_named_and_kept(year: Year, words: Words) -> None:
    plan = merge(year[0], words, returned(
        year[2], ("99", "摸底", "2月底"), ("2", "别家的任务", "2月底"),
        ("第3项", "", "6月底"), ("３", "投产", "按序时推进"),
        (None, "验收", "11月底"), ("8", "无时间", None)))
    found = {(problem.code, problem.severity, problem.value) for problem in plan.changes.problems}
    assert found == {
        ("plan-task", "错误", "99"), ("plan-task", "错误", "2"), ("plan-label", "存疑", "6月底"),
        ("plan-day", "存疑", "按序时推进"), ("plan-task", "提示", "验收"), ("plan-day", "存疑", "无时间"),
    }
    kept = plan.changes.appended["plans"][["no", "label", "due"]].values.tolist()
    assert kept[0] == ["99", "摸底", "2月底"] and ["３", "投产", "按序时推进"] in kept and len(kept) == 6
    place = next(problem.place for problem in plan.changes.problems if problem.value == "99")
    assert place.startswith("区财政局_2021-03_细化方案.xlsx〔细化方案〕第")
    assert [unit for unit, _ in plan.redo] == ["区财政局"]


def test_a_later_plan_puts_right_what_was_wrong(year: Year, words: Words) -> None:
    wrong = merge(year[0], words, returned(year[2], ("99", "摸底", "2月底"), file="一.xlsx"))
    records = after(year[0], wrong)
    right = merge(records, words, returned(year[2], file="二.xlsx"), at=datetime(2021, 3, 9))
    findings = after(records, right).findings
    assert findings.loc[findings["code"] == "plan-task", ["severity", "hint"]].values.tolist() == [
        ["提示", "已由“二.xlsx”代替，不用再处理"]]


def judged(records: Records, period: Period) -> Assessed:
    """A period as reports judge it on the day after its returns are due."""
    return new_judge(records, due_date(period, SETTINGS) + timedelta(1), PLAIN, SETTINGS).assess(period)


def paces(records: Records, period: str) -> dict[str, str]:
    when = parse_period(period)
    stages = gather(records, when).stages
    return {row["task_id"]: expected(row, stages.get(row["task_id"], []), when)
            for row in records.tasks.to_dict("records")}


def test_accepted_stages_become_the_milestones_of_forms_and_reports_alike(year: Year, words: Words) -> None:
    records = after(year[0], merge(year[0], words, returned(year[2])))
    assert task_milestones(records, MARCH)["T03"] == [
        (date(2021, 2, 28), "摸底"), (date(2021, 6, 30), "招商"), (date(2021, 11, 30), "投产")]
    assert (paces(year[0], "2021-03")["T03"], paces(records, "2021-03")["T03"]) == ("25.0%", "33.3%")
    assert paces(records, "2021-02") == paces(year[0], "2021-02"), "before the plan was returned it does not count"
    for period in ("2021-03", "2021-06", "2021-11"):
        when = parse_period(period)
        terms = judged(records, when).terms
        assert paces(records, period) == {task_id: f"{term.pace:.1f}%" for task_id, term in terms.items()}
    stages = judged(records, MARCH).terms["T03"].stages
    assert stages is not None and stages.labels == ("摸底", "招商", "投产")


def test_numbers_mean_what_the_unit_saw_even_after_the_notice_was_renumbered(year: Year, words: Words) -> None:
    records = after(year[0], merge(year[0], words, returned(year[2])))
    records.tasks["no"] = [str(at + 1) for at in range(1, 13)]
    assert set(task_milestones(records, MARCH)) == {"T03", "T04"}


def test_one_stage_or_unread_days_make_no_plan(year: Year, words: Words) -> None:
    rows = (("3", "摸底", "2月底"), ("3", "招商", "看情况"), ("8", "一步到位", "6月底"))
    records = after(year[0], merge(year[0], words, returned(year[2], *rows)))
    assert "T03" not in task_milestones(records, MARCH) and "T08" not in task_milestones(records, MARCH)
    assert paces(records, "2021-03")["T03"] == "25.0%"


def test_the_notices_own_milestones_win_and_the_difference_is_a_finding(year: Year, words: Words) -> None:
    rows = (("4", "开工", "3月底"), ("4", "完工", "10月底"))
    plan = merge(year[0], words, returned(year[2], *rows, unit="区水务局"))
    assert codes(plan) == ["plan-differs"]
    sentence = plan.changes.problems[0].sentence
    assert "3月31日、10月31日" in sentence and "2月28日、6月28日、9月28日" in sentence and "按通知计" in sentence
    assert task_milestones(after(year[0], plan), MARCH)["T04"] == task_milestones(year[0], MARCH)["T04"]
    same = (("4", "甲", "2月28日"), ("4", "乙", "6月28日"), ("4", "丙", "9月28日"))
    assert codes(merge(year[0], words, returned(year[2], *same, unit="区水务局"))) == []


def test_of_several_leads_the_first_that_returned_stages_counts(year: Year, words: Words) -> None:
    def rows(day: str) -> tuple[tuple[str, str, str], ...]:
        return ("11", "排查", "2月底"), ("11", "整治", day)

    first = returned(year[2], *rows("5月底"), unit="区水务局")
    second = returned(year[2], *rows("8月底"), unit="清溪镇")
    only = after(year[0], merge(year[0], words, second))
    assert [day.month for day, _ in task_milestones(only, MARCH)["T11"]] == [2, 8]
    both = after(only, merge(only, words, first))
    assert [day.month for day, _ in task_milestones(both, MARCH)["T11"]] == [2, 5]


def test_members_of_a_leading_collective_stand_in_its_place(words: Words) -> None:
    records = small_records()
    lead = records.assignments["role"] == "牵头"
    records = replace(records, assignments=records.assignments[~(lead & (records.assignments["task_id"] == "T01"))])
    records, _, books = office(with_rows(records, assignments=[
        {"task_id": "T01", "unit": "各镇", "printed": "各镇", "role": "牵头", "via": "集合", "position": 0},
        {"task_id": "T01", "unit": "区教育局", "printed": "区教育局", "role": "牵头", "via": "direct", "position": 1}]))
    rows = {"白石镇": "5月底", "区教育局": "8月底"}
    came = [returned(books, ("1", "选址", "2月底"), ("1", "开学", day), unit=unit) for unit, day in rows.items()]
    records = after(records, merge(records, words, *came))
    assert [day.month for day, _ in task_milestones(records, MARCH)["T01"]] == [2, 5]
