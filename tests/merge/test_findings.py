"""What is flagged in reports that can be read, what leads disagree on, and what a unit gets back."""

from __future__ import annotations

from datetime import datetime

import pytest

from breakdown.book import Book, Grid
from breakdown.merge.results import target
from breakdown.records import Records
from breakdown.words import Words
from tests.merge.damage import Rows
from tests.merge.test_round_trip import MARCH, codes, issued, merge
from tests.office_year import applied, edited, fill, returned_cells, small_records, with_rows

TASK = "新增规模以上企业5家"
LAST = {"period": "2021-02", "task_id": "T03", "unit": "区财政局", "role": "牵头", "status": "推进中", "value": "3家",
        "progress": "已签约三家企业", "percent": "60%", "percent_value": 60.0}


@pytest.fixture(scope="module")
def year() -> tuple[Records, dict[str, Book]]:
    return issued(with_rows(small_records(), progress=[LAST]))


@pytest.mark.parametrize(("values", "expected"), [
    ({"状态": "推进中", "完成值": "4家", "完成比例": "80%"}, []),
    ({"状态": "已完成", "完成比例": "60%", "佐证材料": "文件"}, ["done-below-100"]),
    ({"状态": "已完成", "完成比例": "100%"}, ["done-no-evidence"]),
    ({"状态": "已完成", "佐证材料": "文件", "预计完成时间": "2021-4-30"}, ["done-future"]),
    ({"状态": "已完成", "佐证材料": "文件", "预计完成时间": "2021-3-30"}, []),
    ({"状态": "推进中", "完成比例": "50%"}, ["falls-back"]),
    ({"状态": "推进中", "完成值": "2家"}, ["falls-back"]),
    ({"状态": "推进中", "完成值": "3万家"}, ["value-jump"]),
    ({"状态": "推进中", "本期进展": "已签约三家企业。"}, ["text-repeated"]),
    ({"状态": "申请调整"}, ["adjust-no-reason"]),
    ({"状态": "申请调整", "存在问题": "用地未批，申请延期"}, ["adjust-no-kind"]),
    ({"状态": "有序推进"}, ["status-read"]),
    ({"状态": "看情况"}, ["status-unknown"]),
    ({"状态": "推进中", "完成比例": "差不多"}, ["percent-unread"]),
    ({"状态": "推进中", "预计完成时间": "再说"}, ["day-unread"]),
    ({"状态": "推进中", "本期进展": "#NAME?", "存在问题": "=A1"}, ["formula"]),
    ({"状态": "推进中", "本期进展": "完成#1楼封顶"}, []),
])
def test_what_is_flagged(
    year: tuple[Records, dict[str, Book]], words: Words, values: dict[str, str], expected: list[str]
) -> None:
    cells = fill(returned_cells(year[1]["区财政局"]), "牵头任务", TASK, **values)
    for other in ("培育家庭农场15家", "压减一般性支出5%"):
        cells = fill(cells, "牵头任务", other, 状态="未启动")
    plan = merge(year[0], words, cells)
    assert codes(plan) == expected
    row = next(row for row in plan.changes.appended["progress"].to_dict("records") if row["task_id"] == "T03")
    assert row["percent"] == values.get("完成比例", "") and row["expected_on"] == values.get("预计完成时间", "")


def test_an_unknown_status_stays_as_typed_and_a_synonym_is_kept_in_the_finding(
    year: tuple[Records, dict[str, Book]], words: Words
) -> None:
    for typed, kept in (("看情况", "看情况"), ("有序推进", "推进中")):
        plan = merge(year[0], words, fill(returned_cells(year[1]["区财政局"]), "牵头任务", TASK, 状态=typed))
        assert list(plan.changes.appended["progress"]["status"]) == [kept]
        assert typed in list(plan.changes.appended["findings"]["value"])


def test_a_support_report_needs_no_status_and_never_speaks_for_the_lead(
    year: tuple[Records, dict[str, Book]], words: Words
) -> None:
    lead = fill(returned_cells(year[1]["区教育局"]), "牵头任务", "新建公办幼儿园3所", 状态="推进中")
    lead = fill(lead, "牵头任务", "建好乡村图书角", 状态="推进中")
    support = returned_cells(year[1]["区财政局"])
    support = fill(support, "配合任务", "新建公办幼儿园3所", 状态="已完成", 本期进展="资金已拨")
    plan = merge(year[0], words, lead, support)
    rows = plan.changes.appended["progress"]
    assert sorted(zip(rows["task_id"], rows["role"], rows["status"], strict=True)) == [
        ("T01", "牵头", "推进中"), ("T01", "配合", "已完成"), ("T12", "牵头", "推进中")]
    conflicts = plan.changes.appended["conflicts"].to_dict("records")
    assert [(row["field"], row["unit"], row["value"], row["counted"]) for row in conflicts] == [
        ("牵头与配合", "区教育局", "推进中", True), ("牵头与配合", "区财政局", "已完成", False)]
    assert "done-no-evidence" not in codes(plan)


@pytest.mark.parametrize(("lead", "support", "rows"), [
    ("已完成", "未启动", 2), ("已完成", "推进中", 2), ("未启动", "已完成", 2), ("未启动", "推进中", 0),
    ("已完成", "已完成", 0), ("申请调整", "已完成", 0), ("已完成", "申请调整", 0), ("推进中", "", 0),
    ("看情况", "已完成", 0),
])
def test_only_done_against_not_done_stands_beside_the_lead(
    year: tuple[Records, dict[str, Book]], words: Words, lead: str, support: str, rows: int
) -> None:
    task = "新建公办幼儿园3所"
    cells = (fill(returned_cells(year[1]["区教育局"]), "牵头任务", task, 状态=lead),
             fill(returned_cells(year[1]["区财政局"]), "配合任务", task, 状态=support, 本期进展="资金已拨"))
    assert len(merge(year[0], words, *cells).changes.appended["conflicts"]) == rows


def test_leads_that_disagree_are_a_conflict_until_they_agree(
    year: tuple[Records, dict[str, Book]], words: Words
) -> None:
    town = fill(returned_cells(year[1]["清溪镇"]), "牵头任务", "落实河长制", 状态="已完成", 佐证材料="照片")
    water = fill(returned_cells(year[1]["区水务局"]), "牵头任务", "落实河长制", 状态="推进中")
    changes = merge(year[0], words, town, water).changes
    conflicts = changes.appended["conflicts"]
    assert [(row["field"], row["unit"], row["value"], row["counted"]) for row in conflicts.to_dict("records")] == [
        ("任务状态", "区水务局", "推进中", True), ("任务状态", "清溪镇", "已完成", False)]
    records = applied(year[0], changes.appended, changes.removed)
    agreed = returned_cells(year[1]["区水务局"], "更正.xlsx")
    agreed = fill(agreed, "牵头任务", "落实河长制", 状态="已完成", 佐证材料="照片")
    changes = merge(records, words, agreed, at=datetime(2021, 4, 4)).changes
    records = applied(records, changes.appended, changes.removed)
    assert "任务状态" not in set(records.conflicts["field"])


def test_a_changed_locked_cell_is_a_proposal(year: tuple[Records, dict[str, Book]], words: Words) -> None:
    def change(rows: Rows) -> None:
        row = next(row for row in rows if TASK in row)
        row[row.index("年底前")] = "明年6月底前"

    plan = merge(year[0], words, edited(returned_cells(year[1]["区财政局"]), "牵头任务", change))
    problem = next(problem for problem in plan.changes.problems if problem.code == "locked-changed")
    assert (problem.value, problem.place) == ("明年6月底前", "区财政局_2021-03.xlsx〔牵头任务〕H4")
    assert "年底前" in problem.sentence


def test_two_rows_of_one_task_that_differ_are_not_guessed(year: tuple[Records, dict[str, Book]], words: Words) -> None:
    cells = fill(returned_cells(year[1]["区财政局"]), "牵头任务", TASK, 状态="推进中", 完成值="4家", 填报人="王芳")

    def split(rows: Rows) -> None:
        again = list(next(row for row in rows if TASK in row))
        again[again.index("4家")] = "5家"
        rows.insert(0, [None])
        rows.append(again)

    plan = merge(year[0], words, edited(cells, "牵头任务", split))
    row = plan.changes.appended["progress"].iloc[0]
    assert (row["status"], row["value"], row["reporter"]) == ("推进中", "", "王芳")
    repeated = sorted(problem.value for problem in plan.changes.problems if problem.code == "row-repeated")
    assert repeated == ["4家", "5家"]


def test_a_slip_lists_cell_what_stands_there_and_what_is_wanted(
    year: tuple[Records, dict[str, Book]], words: Words
) -> None:
    cells = fill(returned_cells(year[1]["区财政局"]), "牵头任务", TASK, 状态="申请调整", 完成比例="差不多")
    plan = merge(year[0], words, cells)
    assert [(unit, book.name) for unit, book in plan.redo] == [("区财政局", "区财政局_2021-03_退回单")]
    grid = next(block for block in plan.redo[0][1].sheets[0].blocks if isinstance(block, Grid))
    assert [column.header for column in grid.columns] == [
        "序号", "重点工作", "栏目", "现在填的", "情况", "请这样改", "位置"]
    row = next(row for row in grid.rows if row[3] == "差不多")
    assert (row[:3], row[6]) == (("3", TASK, "完成比例"), "〔牵头任务〕N4")
    assert all(row[0] and row[1] and row[2] and row[4] and row[5] for row in grid.rows) and len(grid.rows) == 4


def test_a_slip_names_the_row_of_a_changed_locked_cell(year: tuple[Records, dict[str, Book]], words: Words) -> None:
    def change(rows: Rows) -> None:
        row = next(row for row in rows if TASK in row)
        row[row.index("年底前")] = "明年6月底前"

    plan = merge(year[0], words, edited(returned_cells(year[1]["区财政局"]), "牵头任务", change))
    grid = next(block for block in plan.redo[0][1].sheets[0].blocks if isinstance(block, Grid))
    assert ("3", TASK, "", "明年6月底前") in [row[:4] for row in grid.rows]


FIGURES = {
    "T03": [("cumulative", 5, "家"), ("cumulative", 2, "万平方米")], "T08": [("cumulative", 8, "万平方米")],
    "T10": [("ceiling", 4, "%")],
}


@pytest.mark.parametrize(("content", "before", "now", "expected"), [
    # each figure against last period's figure of the same unit, whichever target stands last
    (TASK, "4家", "3家", ["falls-back"]), (TASK, "4家", "5家", []),
    (TASK, "0.4万平方米", "0.38万平方米", ["falls-back"]), (TASK, "4000平方米", "0.38万平方米", ["falls-back"]),
    (TASK, "3家、0.4万平方米", "4家，0.38万平方米", ["falls-back"]), (TASK, "3家、0.4万平方米", "4家，0.5万平方米", []),
    (TASK, "4家", "0.38万平方米", []), (TASK, "4", "3", ["falls-back"]), (TASK, "4家", "3", []),
    # a bare number is in the target's unit, unless it can hardly be
    ("培育家庭农场15家", "2.9万平方米", "2.8", ["falls-back"]), ("培育家庭农场15家", "28000平方米", "2.9", []),
    ("培育家庭农场15家", "2.8", "29000平方米", []), ("培育家庭农场15家", "2.8", "800", []),
    ("培育家庭农场15家", "2.8", "28000", ["value-unread"]), ("培育家庭农场15家", "28000", "2.9", []),
    # a ceiling may fall
    ("压减一般性支出5%", "3.9%", "3.6%", []),
])
def test_each_figure_is_set_against_the_last_one_of_its_unit(
    words: Words, content: str, before: str, now: str, expected: list[str]
) -> None:
    records = small_records()
    task = records.tasks.loc[records.tasks["content"] == content, "task_id"].item()
    targets = [{"task_id": task_id, "position": at, "kind": kind, "value": value, "unit": unit}
               for task_id, listed in FIGURES.items() for at, (kind, value, unit) in enumerate(listed, 1)]
    records = with_rows(records, progress=[LAST | {"task_id": task, "value": before, "percent_value": None}],
                        targets=targets)
    records, books = issued(records)
    cells = returned_cells(books["区财政局"])
    for other in (TASK, "培育家庭农场15家", "压减一般性支出5%"):
        cells = fill(cells, "牵头任务", other, 状态="推进中", **({"完成值": now} if other == content else {}))
    plan = merge(records, words, cells)
    assert codes(plan) == expected
    assert now in list(plan.changes.appended["progress"]["value"])


def test_a_good_return_after_a_bad_one_needs_no_slip(year: tuple[Records, dict[str, Book]], words: Words) -> None:
    empty = returned_cells(year[1]["区教育局"], "空.xlsx")
    good = returned_cells(year[1]["区教育局"], "好.xlsx")
    for task in ("新建公办幼儿园3所", "建好乡村图书角"):
        good = fill(good, "牵头任务", task, 状态="推进中")
    assert [unit for unit, _ in merge(year[0], words, empty).redo] == ["区教育局"]
    assert merge(year[0], words, empty, good).redo == ()


def test_links_lead_to_file_and_cell() -> None:
    assert target("甲/乙.xlsx〔牵头任务〕B3", MARCH) == "../../returned/2021-03/甲/乙.xlsx#'牵头任务'!B3"
    assert target("乙.xlsx〔Sheet1〕第7行", MARCH) == "../../returned/2021-03/乙.xlsx#'Sheet1'!A7"
    assert target("乙.xlsx", MARCH) == "../../returned/2021-03/乙.xlsx"
