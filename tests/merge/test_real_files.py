"""The same laws on files: issued by the writer, read back by the reader, filled in by another program."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from breakdown.files.reader import read_workbook
from breakdown.files.templates import load_styles
from breakdown.files.writer import write_book
from breakdown.merge import MergePlan
from breakdown.words import Words
from tests.merge.test_round_trip import codes, issued, merge
from tests.office_year import small_records, with_rows


def test_issue_write_read_merge_is_no_change(tmp_path: Path, words: Words) -> None:
    stages = [{"period": "2021-02", "unit": "清溪镇", "position": 1, "no": "6", "label": "摸底", "due": "2月底"}]
    last = [{"period": "2021-02", "unit": "清溪镇", "role": "牵头", "task_id": "T06", "progress": "好" * 900}]
    records = with_rows(small_records(), plans=stages, progress=last)
    # so long that the writer prints it once more on a sheet of its own
    records.tasks.loc[5, "goal"] = "整治内容，" * 1500
    records, books = issued(records)
    cells = []
    for unit, book in books.items():
        path = tmp_path / f"{unit}.xlsx"
        write_book(book, path, load_styles())
        cells.append(read_workbook(path))
    assert any(sheet.name == "长文附页" for each in cells for sheet in each.sheets)
    plan = merge(records, words, *cells)
    assert codes(plan) == ["form-empty"] * 5
    assert not len(plan.changes.appended["progress"]) and not len(plan.changes.appended["plans"])


@pytest.fixture
def filled(tmp_path: Path, words: Words) -> MergePlan:
    """A form that openpyxl filled in, without its properties and with a title row inserted, merged."""
    records, books = issued()
    path = tmp_path / "清溪镇.xlsx"
    write_book(books["清溪镇"], path, load_styles())
    book = openpyxl.load_workbook(path)
    sheet = book["牵头任务"]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "状态" for cell in row))
    columns = {cell.value: cell.column for cell in head}
    for name, value in {"状态": "已完成", "完成比例": 1, "本期进展": "＝全部完成", "佐证材料": "验收单"}.items():
        sheet.cell(head[0].row + 1, columns[name]).value = value
        sheet.cell(head[0].row + 2, columns[name]).value = value
    for name in ("breakdown-unit", "breakdown-period"):
        del book.custom_doc_props[name]
    sheet.title = "Sheet2"
    book.save(path)
    return merge(records, words, read_workbook(path))


def test_a_form_filled_in_by_another_program(filled: MergePlan) -> None:
    progress = filled.changes.appended["progress"]
    assert sorted(progress["task_id"]) == ["T06", "T09"]
    assert set(progress["status"]) == {"已完成"} and set(progress["progress"]) == {"＝全部完成"}
    assert set(progress["sheet"]) == {"Sheet2"}
    assert list(filled.changes.appended["returns"]["state"]) == ["已报"]


def test_the_plans_books_can_be_written(filled: MergePlan, tmp_path: Path) -> None:
    for at, book in enumerate((filled.book, *(book for _, book in filled.redo))):
        write_book(book, tmp_path / f"{at}.xlsx", load_styles())
    names = [sheet.name for sheet in read_workbook(tmp_path / "0.xlsx").sheets]
    assert names[:4] == ["回收登记", "采纳内容", "冲突", "问题清单"]
    assert [unit for unit, _ in filled.redo] == ["清溪镇"]
    slip = read_workbook(tmp_path / "1.xlsx").sheets[0]
    assert any("没有填状态" in slip.text(row, 4) for row in range(len(slip.rows)))
