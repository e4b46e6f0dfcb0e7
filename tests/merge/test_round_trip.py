"""What was issued and comes back untouched changes nothing; what is filled in arrives where it belongs."""

from __future__ import annotations

from datetime import datetime

import pytest

from breakdown.book import Book
from breakdown.cells import WorkbookCells
from breakdown.issue import plan_books
from breakdown.merge import MergePlan, Returned, reconcile
from breakdown.periods import parse_period
from breakdown.records import Records
from breakdown.words import Words
from tests.office_year import SETTINGS, applied, fill, returned_cells, small_records, with_rows

MARCH = parse_period("2021-03")
APRIL_2 = datetime(2021, 4, 2, 9, 30)


def issued(records: Records | None = None) -> tuple[Records, dict[str, Book]]:
    records = records or small_records()
    plan = plan_books(records, MARCH, SETTINGS)
    return applied(records, plan.changes.appended, {}), {form.unit: form.book for form in plan.forms}


def merge(records: Records, words: Words, *cells: WorkbookCells, at: datetime = APRIL_2) -> MergePlan:
    return reconcile(records, [Returned(each, at) for each in cells], MARCH, SETTINGS, words)


def codes(plan: MergePlan) -> list[str]:
    return sorted(problem.code for problem in plan.changes.problems)


def test_untouched_forms_are_empty_returns_and_nothing_else(words: Words) -> None:
    records, books = issued()
    plan = merge(records, words, *map(returned_cells, books.values()))
    assert codes(plan) == ["form-empty"] * 5
    assert [len(plan.changes.appended[name]) for name in ("progress", "plans", "conflicts")] == [0, 0, 0]
    assert list(plan.changes.appended["returns"]["state"]) == ["空报"] * 5


def test_stages_that_came_with_the_form_are_no_news(words: Words) -> None:
    stage = {"period": "2021-02", "unit": "区财政局", "position": 1, "no": "3", "label": "摸底", "due": "2月底"}
    records, books = issued(with_rows(small_records(), plans=[stage]))
    plan = merge(records, words, returned_cells(books["区财政局"]))
    assert codes(plan) == ["form-empty"] and not len(plan.changes.appended["plans"])


def test_stages_that_the_unit_wrote_twice_are_no_news_either(words: Words) -> None:
    stage = {"period": "2021-02", "unit": "区财政局", "label": "摸底", "due": "2月底"}
    twice = [{**stage, "position": at, "no": number} for at, number in enumerate(("3", "３"), 1)]
    records, books = issued(with_rows(small_records(), plans=twice))
    plan = merge(records, words, returned_cells(books["区财政局"]))
    assert codes(plan) == ["form-empty"] and not len(plan.changes.appended["plans"])


def test_every_input_column_is_recorded(words: Words) -> None:
    records, books = issued()
    cells = fill(returned_cells(books["区财政局"]), "牵头任务", "新增规模以上企业5家", **{
        "状态": "推进中", "完成值": "2家", "完成比例": "40%", "本期进展": "新增2家", "存在问题": "用地",
        "下一步措施": "协调", "预计完成时间": datetime(2021, 10, 30), "需协调事项": "无", "佐证材料": "文件1",
        "填报人": "王芳", "联系电话": 65550009,
    })
    plan = merge(records, words, cells)
    row = plan.changes.appended["progress"].iloc[0]
    assert dict(row[["task_id", "unit", "role", "status", "value", "percent", "progress", "problem"]]) == {
        "task_id": "T03", "unit": "区财政局", "role": "牵头", "status": "推进中", "value": "2家", "percent": "40%",
        "progress": "新增2家", "problem": "用地"}
    assert (row["percent_value"], str(row["expected_date"])[:10], row["phone"]) == (40.0, "2021-10-30", "65550009")
    assert (row["file"], row["sheet"], row["row"]) == ("区财政局_2021-03.xlsx", "牵头任务", 4)
    assert codes(plan) == ["status-missing", "status-missing"]


@pytest.mark.parametrize("unit", ["区财政局", "清溪镇"])
def test_merging_again_changes_nothing(words: Words, unit: str) -> None:
    records, books = issued()
    content = {"区财政局": "新增规模以上企业5家", "清溪镇": "落实河长制"}[unit]
    cells = fill(returned_cells(books[unit]), "牵头任务", content, 状态="有序推进", 完成比例="看情况")
    plan = merge(records, words, cells)
    after = applied(records, plan.changes.appended, plan.changes.removed)
    again = merge(after, words, cells)
    assert again.changes.empty
    assert again.book == plan.book
