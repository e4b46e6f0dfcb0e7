"""The form that goes back with a 退回单: what is good stands in it, what is wanted is marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from breakdown.book import Book, Grid, Lines, Mark, Value
from breakdown.cells import LONG_NOTE, LONG_SHEET, WorkbookCells
from breakdown.issue import plan_books
from breakdown.issue.refill import refill_book
from breakdown.merge import MergePlan, Returned, reconcile
from breakdown.merge.shelf import stock
from breakdown.merge.take import take
from breakdown.records import Records
from breakdown.refill import office_note, without_office_notes
from breakdown.words import Words
from tests.merge.test_round_trip import MARCH, codes, issued, merge
from tests.office_year import SETTINGS, applied, edited, fill, returned_cells, small_records, with_rows

UNIT = "区财政局"
FIRMS, FARMS, SAVINGS = "新增规模以上企业5家", "培育家庭农场15家", "压减一般性支出5%"
APRIL_3 = datetime(2021, 4, 3, 9)
LAST = {"period": "2021-02", "task_id": "T10", "unit": UNIT, "role": "牵头", "status": "推进中"}
Year = tuple[Records, dict[str, Book]]


@pytest.fixture(scope="module")
def year() -> Year:
    return issued(with_rows(small_records(), progress=[LAST]))


def back(records: Records, plan: MergePlan) -> list[Book]:
    return [refill_book(refill, records, MARCH, SETTINGS) for refill in plan.refills]


def after(records: Records, plan: MergePlan) -> Records:
    return applied(records, plan.changes.appended, plan.changes.removed)


def grid(book: Book, name: str) -> Grid:
    blocks = next(sheet.blocks for sheet in book.sheets if sheet.name == name)
    return next(block for block in blocks if isinstance(block, Grid))


def row(book: Book, content: str, sheet: str = "牵头任务") -> dict[str, Value]:
    table = grid(book, sheet)
    values = next(values for values in table.rows if content in values)
    cells = zip(table.columns, values, strict=True)
    return {column.header: value for column, value in cells if column.editable and value}


def marks(book: Book, sheet: str = "牵头任务") -> dict[tuple[object, str], Mark]:
    """By the first cell of the row and the header of the column."""
    table = grid(book, sheet)
    headers = {column.name: column.header for column in table.columns}
    return {(table.rows[mark.row][0], headers[mark.column]): mark for mark in table.marks}


def errors(records: Records) -> list[str]:
    return sorted(records.findings.loc[records.findings["severity"] == "错误", "code"])


def first(year: Year, words: Words) -> tuple[MergePlan, Records]:
    """A return with one good row, two that must be mended, and stages."""
    cells = returned_cells(year[1][UNIT], "一.xlsx")
    cells = fill(cells, "牵头任务", FIRMS, 状态="滞后", 完成值="2家", 完成比例="0.4", 本期进展="新增2家", 填报人="王芳")
    cells = fill(cells, "牵头任务", FARMS, 状态="看情况", 完成比例="0.5", 佐证材料="验收单")
    cells = fill(cells, "牵头任务", SAVINGS, 状态="已完成", 完成比例="60%", 佐证材料="文件")
    cells = fill(cells, "配合任务", "新建公办幼儿园3所", 本期进展="资金已拨")
    cells = edited(cells, "细化方案", lambda rows: rows.append(["3", "摸底", "2月底", "王芳"]))
    plan = merge(year[0], words, cells)
    return plan, after(year[0], plan)


def test_what_is_good_is_filled_in_and_what_is_wanted_is_marked(year: Year, words: Words) -> None:
    plan, records = first(year, words)
    book, = back(records, plan)
    assert book.name == "区财政局_2021-03" and book.properties == year[1][UNIT].properties
    assert row(book, FIRMS) == {
        "状态": "滞后", "完成值": "2家", "完成比例": "40%", "本期进展": "新增2家", "填报人": "王芳"}
    assert row(book, FARMS) == {"完成比例": "50%", "佐证材料": "验收单"}, "a word that is no status is not given back"
    assert row(book, SAVINGS) == {"状态": "已完成", "完成比例": "60%", "佐证材料": "文件"}
    assert row(book, "新建公办幼儿园3所", "配合任务") == {"本期进展": "资金已拨"}
    assert grid(book, "细化方案").rows == (("3", "摸底", "2月底", "王芳", ""),)
    found = marks(book)
    assert {spot: mark.style for spot, mark in found.items()} == {
        ("8", "状态"): "error", ("10", "状态"): "error", ("10", "完成比例"): "error"}
    assert found["8", "状态"].comment.startswith("状态“看情况”无法识别。请从未启动、推进中、已完成、申请调整中选一个")
    assert grid(book, "牵头任务").keys == grid(year[1][UNIT], "牵头任务").keys
    coloured = [rule.style for rule in grid(book, "牵头任务").rules if rule.columns == ("status",)]
    assert coloured == ["must"], "no rule may cover a mark"


def test_only_the_marked_cells_filled_in_mends_it_and_changes_nothing_else(year: Year, words: Words) -> None:
    plan, records = first(year, words)
    book, = back(records, plan)
    cells = returned_cells(book, "二.xlsx")
    cells = fill(cells, "牵头任务", FARMS, 状态="推进中")
    cells = fill(cells, "牵头任务", SAVINGS, 完成比例="100%")
    again = merge(records, words, cells, at=APRIL_3)
    mended = after(records, again)
    assert errors(mended) == [] and again.redo == () and again.refills == ()
    assert set(codes(again)) == {"status-read"}, "the word as typed keeps its meaning"
    kept = ["task_id", "role", "status", "value", "percent_value", "progress", "evidence", "reporter"]
    before, now = (each.progress[each.progress["period"] == "2021-03"].sort_values("task_id")[kept].astype(object)
                   .where(lambda frame: frame.notna(), None).values.tolist() for each in (records, mended))
    assert len(now) == 4
    assert [(one, other) for one, other in zip(before, now, strict=True) if one != other] == [
        (["T08", "牵头", "看情况", "", 50.0, "", "验收单", ""], ["T08", "牵头", "推进中", "", 50.0, "", "验收单", ""]),
        (["T10", "牵头", "已完成", "", 60.0, "", "文件", ""], ["T10", "牵头", "已完成", "", 100.0, "", "文件", ""])]
    assert mended.plans[["no", "label", "due"]].values.tolist() == [["3", "摸底", "2月底"]]
    conflicts = mended.conflicts[["task_id", "field", "value", "counted"]].values.tolist()
    assert conflicts == [["T08", "状态", "看情况", False], ["T08", "状态", "推进中", True],
                         ["T10", "完成比例", "60%", False], ["T10", "完成比例", "100%", True]]
    assert list(mended.returns["state"]) == ["已报", "已报"]


def test_the_untouched_form_brings_nothing_that_the_unit_did_not_say(year: Year, words: Words) -> None:
    plan, records = first(year, words)
    cells = returned_cells(back(records, plan)[0], "二.xlsx")
    taken = take(Returned(cells, APRIL_3), stock(records), MARCH, SETTINGS, words)
    assert [problem.code for problem in taken.problems] == ["status-read"]


def test_the_form_is_the_one_that_was_issued_whatever_has_changed_since(year: Year, words: Words) -> None:
    plan, records = first(year, words)
    records.units["contact"], records.tasks["content"] = "张三", "另一种说法"
    settings = replace(SETTINGS, due_day=20)
    book = refill_book(plan.refills[0], records, MARCH, settings)
    texts = [[text for text, _ in block.lines] for each in (book, year[1][UNIT])
             for block in each.sheets[0].blocks if isinstance(block, Lines)]
    assert texts[0] == texts[1] and book.sheets[-1] == year[1][UNIT].sheets[-1]
    taken = take(Returned(returned_cells(book), APRIL_3), stock(records), MARCH, SETTINGS, words)
    assert {problem.code for problem in taken.problems} == {"status-read"}


def test_an_empty_return_gets_its_form_with_the_statuses_marked(year: Year, words: Words) -> None:
    plan = merge(year[0], words, returned_cells(year[1][UNIT]))
    book, = back(year[0], plan)
    assert set(marks(book)) == {("3", "状态"), ("8", "状态")}, "in 10 last period's status stands"
    assert "请在附上的表上填好后报回" in str(plan.redo[0][1])
    cells = returned_cells(book, "二.xlsx")
    for content in (FIRMS, FARMS):
        cells = fill(cells, "牵头任务", content, 状态="未启动")
    records = after(year[0], plan)
    assert errors(after(records, merge(records, words, cells, at=APRIL_3))) == []


def test_what_was_refused_goes_back_with_what_was_good_before(year: Year, words: Words) -> None:
    good = returned_cells(year[1][UNIT], "好.xlsx")
    for content in (FIRMS, FARMS):
        good = fill(good, "牵头任务", content, 状态="推进中")
    wrong = WorkbookCells("旧.xlsx", "旧", (), {**good.properties, "breakdown-period": "2021-02"})
    records = after(year[0], merge(year[0], words, good))
    plan = merge(records, words, wrong, at=APRIL_3)
    book, = back(records, plan)
    assert row(book, FIRMS) == {"状态": "推进中"} and marks(book) == {}
    records = after(records, plan)
    assert errors(records) == ["form-rejected"]
    again = merge(records, words, returned_cells(book, "再.xlsx"), at=datetime(2021, 4, 4))
    assert errors(after(records, again)) == [], "a return that says again what counts puts it right"
    assert again.redo == ()


def test_stages_are_marked_and_kept_as_typed(words: Words) -> None:
    records = small_records()
    plan = plan_books(records, MARCH, SETTINGS, kind="plan")
    records = applied(records, plan.changes.appended, {})
    form = next(form.book for form in plan.forms if form.unit == UNIT)
    cells = edited(returned_cells(form), "细化方案", lambda rows: rows.extend([
        ["3", "摸底", "2月底"], ["99", "招商", "6月底"], ["3", "投产", "看情况"]]))
    plan_of = merge(records, words, cells, at=datetime(2021, 3, 5))
    records = after(records, plan_of)
    book, = back(records, plan_of)
    assert book.name == "区财政局_2021-03_细化方案"
    assert [values[:3] for values in grid(book, "细化方案").rows] == [
        ("3", "摸底", "2月底"), ("99", "招商", "6月底"), ("3", "投产", "看情况")]
    spots = {(mark.row, mark.column): mark.style for mark in grid(book, "细化方案").marks}
    assert spots == {(1, "no"): "error", (2, "due"): "doubt"}

    def mend(rows: list[list[Any]]) -> None:
        next(line for line in rows if "招商" in line)[0] = "3"
        next(line for line in rows if "投产" in line)[2] = "11月底"

    again = merge(records, words, edited(returned_cells(book, "二.xlsx"), "细化方案", mend), at=datetime(2021, 3, 6))
    assert codes(again) == [] and errors(after(records, again)) == []


def test_requests_go_back_and_a_row_is_marked_where_none_was_written(year: Year, words: Words) -> None:
    cells = fill(returned_cells(year[1][UNIT], "一.xlsx"), "牵头任务", FIRMS, 状态="申请调整")
    cells = fill(cells, "牵头任务", FARMS, 状态="申请调整")
    cells = edited(cells, "调整申请", lambda rows: rows.append(["8", "别的", "10家", ""]))
    plan = merge(year[0], words, cells)
    records = after(year[0], plan)
    assert errors(records) == ["adjust-no-reason", "request-kind", "request-reason"]
    book, = back(records, plan)
    assert grid(book, "调整申请").rows == (("8", "", "10家", ""), ("", "", "", ""))
    spots = {(mark.row, mark.column) for mark in grid(book, "调整申请").marks}
    assert spots == {(0, "kind"), (0, "reason"), (1, "no"), (1, "kind"), (1, "wanted"), (1, "reason")}

    def mend(rows: list[list[Any]]) -> None:
        line = next(line for line in rows if "10家" in line)
        line[1], line[3] = "目标值", "用地未批"
        rows[rows.index(line) + 1] = ["3", "完成时限", "2022-6-30", "用地未批"]

    again = merge(records, words, edited(returned_cells(book, "二.xlsx"), "调整申请", mend), at=APRIL_3)
    assert errors(after(records, again)) == []


def test_a_request_without_a_number_goes_back_with_the_number_marked(year: Year, words: Words) -> None:
    asked = ["", "目标值", "10家", "用地未批"]
    plan = merge(year[0], words, edited(returned_cells(year[1][UNIT]), "调整申请", lambda rows: rows.append(asked)))
    book, = back(year[0], plan)
    assert grid(book, "调整申请").rows == (tuple(asked),)
    assert {(mark.row, mark.column) for mark in grid(book, "调整申请").marks} == {(0, "no")}


def test_a_share_that_nobody_could_read_comes_to_mean_nothing_beside_others(year: Year, words: Words) -> None:
    cells = returned_cells(year[1][UNIT], "一.xlsx")
    for content, share in ((FIRMS, "1"), (FARMS, "0.5"), (SAVINGS, "50")):
        cells = fill(cells, "牵头任务", content, 状态="推进中", 完成比例=share)
    cells = fill(cells, "配合任务", "新建公办幼儿园3所", 完成比例="0.5", 本期进展="资金已拨")
    records = after(year[0], merge(year[0], words, cells))
    fraction = fill(returned_cells(year[1][UNIT], "二.xlsx"), "牵头任务", FARMS, 状态="看情况", 完成比例="差不多")
    plan = merge(records, words, fraction, at=APRIL_3)
    book, = back(after(records, plan), plan)
    assert [row(book, content).get("完成比例") for content in (FIRMS, FARMS, SAVINGS)] == ["1", "差不多", "50%"]
    assert row(book, "新建公办幼儿园3所", "配合任务") == {"本期进展": "资金已拨"}
    assert marks(book)["3", "完成比例"].style == "doubt"
    taken = take(Returned(returned_cells(book), APRIL_3), stock(records), MARCH, SETTINGS, words)
    assert {entry.task_id: entry.percent for entry in taken.filled} == {
        "T01": None, "T03": None, "T08": None, "T10": 50.0}


def test_one_page_for_each_workbook(year: Year, words: Words) -> None:
    one = fill(returned_cells(year[1][UNIT], "一.xlsx"), "牵头任务", FIRMS, 状态="看情况", 完成值="2家")
    two = fill(returned_cells(year[1][UNIT], "二.xlsx"), "牵头任务", FARMS, 状态="再说")
    (_, slip), = reconcile(year[0], [Returned(one, APRIL_3), Returned(two, datetime(2021, 4, 4))], MARCH, SETTINGS,
                           words).redo
    assert [sheet.name for sheet in slip.sheets] == ["退回单1", "退回单2"]
    for sheet, file, value in zip(slip.sheets, ("一.xlsx", "二.xlsx"), ("看情况", "再说"), strict=True):
        assert f"贵单位报来的“{file}”有 1 处需要核改。附上的表已填好其余内容，只需改好涂色的格后报回。" in str(
            sheet.blocks[0])
        assert [values[3] for values in next(each for each in sheet.blocks if isinstance(each, Grid)).rows] == [value]


def test_the_refill_is_the_same_in_any_order(year: Year, words: Words) -> None:
    def came(file: str, content: str, day: int, **values: str) -> Returned:
        cells = fill(returned_cells(year[1][UNIT], file), "牵头任务", content, **values)
        return Returned(cells, datetime(2021, 4, day))

    files = [came("一.xlsx", FIRMS, 2, 状态="看情况", 完成值="2家"), came("二.xlsx", FARMS, 3, 状态="推进中"),
             came("三.xlsx", FIRMS, 4, 完成值="3家")]
    wanted = reconcile(year[0], files, MARCH, SETTINGS, words).refills
    for order in ((2, 1, 0), (1, 0, 2)):
        records = year[0]
        for at in order:
            plan = reconcile(records, [files[at]], MARCH, SETTINGS, words)
            records = after(records, plan)
        assert plan.refills == wanted and wanted[0].texts["T03", "牵头"] == {"value": "3家"}


def noted(cells: WorkbookCells, notes: Mapping[tuple[int, int], str]) -> WorkbookCells:
    return replace(cells, sheets=(replace(cells.sheets[0], notes=notes), *cells.sheets[1:]))


def test_comments_of_ours_are_told_from_those_of_the_unit(year: Year) -> None:
    ours = office_note("没有填状态。请从下拉列表中选择状态")
    cells = noted(returned_cells(year[1][UNIT]), {
        (0, 0): ours, (0, 1): ours.replace("\n", "\r\n"), (0, 2): ours + "已改好", (0, 3): "请看附件",
        (0, 4): ours.replace("没有填", "已经填")})
    assert set(without_office_notes(cells).sheets[0].notes) == {(0, 2), (0, 3), (0, 4)}


def test_a_long_text_that_is_printed_once_more_is_no_news(year: Year, words: Words) -> None:
    long = "已完成前期手续，正在组织招标。" * 200
    plan, records = first(year, words)
    texts = {**plan.refills[0].texts, ("T03", "牵头"): {"status": "推进中", "progress": long}}
    cells = returned_cells(refill_book(replace(plan.refills[0], texts=texts), records, MARCH, SETTINGS))
    extra = replace(cells.sheets[0], name=LONG_SHEET, rows=(
        (LONG_SHEET,), (LONG_NOTE,), ("牵头任务　O4　本期进展",), (long[:2000],), (long[2000:],)))
    came = Returned(replace(cells, sheets=(*cells.sheets, extra)), APRIL_3)
    taken = take(came, stock(records), MARCH, SETTINGS, words)
    assert taken.problems == ()
