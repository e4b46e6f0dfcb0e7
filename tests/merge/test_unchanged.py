"""Only what changed must be filled in: a row that is left without status stands as last period left it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from breakdown.book import Book
from breakdown.form import last_reports
from breakdown.issue.rules import task_rules
from breakdown.records import Records
from breakdown.words import Words
from tests.merge.test_round_trip import MARCH, codes, issued, merge
from tests.office_year import fill, returned_cells, small_records, with_rows

FIRMS, FARMS, SAVINGS = "新增规模以上企业5家", "培育家庭农场15家", "压减一般性支出5%"


def last(task_id: str, **report: Any) -> dict[str, Any]:
    return {"period": "2021-02", "task_id": task_id, "unit": "区财政局", "role": "牵头"} | report


@pytest.fixture(scope="module")
def year() -> tuple[Records, dict[str, Book]]:
    return issued(with_rows(small_records(), progress=[
        last("T03", status="推进中"), last("T08", status="已完成"), last("T10", status="申请调整")]))


def test_rows_left_out_stand_and_are_told_in_one_line(year: tuple[Records, dict[str, Book]], words: Words) -> None:
    cells = fill(returned_cells(year[1]["区财政局"]), "牵头任务", SAVINGS, 状态="推进中")
    plan = merge(year[0], words, cells)
    problem, = plan.changes.problems
    assert (problem.severity, problem.place, problem.code) == ("提示", "区财政局_2021-03.xlsx", "status-stands")
    assert problem.sentence == "2 项牵头任务没有填状态，按上期状态计：序号 3、8"
    assert list(plan.changes.appended["progress"]["task_id"]) == ["T10"], "nothing is recorded that nobody typed"
    assert plan.redo == ()


def test_a_text_without_a_status_leaves_the_status_as_it_was(
    year: tuple[Records, dict[str, Book]], words: Words
) -> None:
    cells = fill(returned_cells(year[1]["区财政局"]), "牵头任务", FIRMS, 本期进展="新签约一家企业")
    plan = merge(year[0], words, cells)
    assert codes(plan) == ["status-missing", "status-stands"]
    missing = next(problem for problem in plan.changes.problems if problem.code == "status-missing")
    assert SAVINGS in missing.sentence, "what is asked to be changed must be said again"
    assert list(plan.changes.appended["progress"]["status"]) == [""]


def test_a_status_said_in_an_earlier_return_is_not_told_as_left_out(
    year: tuple[Records, dict[str, Book]], words: Words
) -> None:
    first = fill(returned_cells(year[1]["区财政局"], "一.xlsx"), "牵头任务", FIRMS, 状态="已完成", 佐证材料="文件")
    second = fill(returned_cells(year[1]["区财政局"], "二.xlsx"), "牵头任务", SAVINGS, 状态="推进中")
    plan = merge(year[0], words, first, second)
    assert [problem.sentence for problem in plan.changes.problems] == ["1 项牵头任务没有填状态，按上期状态计：序号 8"]


def test_an_empty_form_is_still_an_empty_return(words: Words) -> None:
    records, books = issued(with_rows(small_records(), progress=[
        last(task_id, status="推进中") for task_id in ("T03", "T08", "T10")]))
    problem, = merge(records, words, returned_cells(books["区财政局"])).changes.problems
    assert (problem.severity, problem.code) == ("错误", "form-empty") and "没有变化" in problem.hint


def test_the_form_asks_where_no_status_stands() -> None:
    must = next(rule.formula for rule in task_rules("牵头", MARCH) if rule.columns == ("status",))
    assert must.startswith("AND(LEN({status})=0,") and "{" not in must.replace("{status}", "").replace(
        "{last_status}", ""), "conditional formats take no lists"
    for status in ("未启动", "推进中", "已完成", "已完成（待核验）", "已销号"):
        assert f'{{last_status}}<>"{status}"' in must
    assert "申请调整" not in must and "核验退回" not in must
    assert not any(rule.columns == ("status",) and rule.style == "must" for rule in task_rules("配合", MARCH))


def test_what_a_report_leaves_out_is_shown_as_it_stands() -> None:
    received = {"received_at": datetime(2021, 3, 2), "row": 4}
    records = with_rows(small_records(), progress=[
        last("T03", period="2021-01", status="推进中", value="3家", progress="签约", percent_value=60.0),
        last("T03", progress="开工", **received), last("T08", period="2021-01", status="推进中", value="9家"),
        last("T08", status="已完成")])
    found = last_reports(records, MARCH)
    assert {name: found["T03", "区财政局", "牵头"][name] for name in ("status", "value", "progress", "row")} == {
        "status": "推进中", "value": "3家", "progress": "开工", "row": 4}
    assert found["T03", "区财政局", "牵头"]["percent_value"] == 60.0
    assert found["T08", "区财政局", "牵头"]["value"] == "", "a report with a status says all"
