"""merge.xlsx of more rows than a sheet, or the memory, should hold: further sheets, nothing lost, nothing twice."""

from __future__ import annotations

import pickle
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from breakdown.book import Book, Grid, Made
from breakdown.files import writer
from breakdown.files.templates import load_styles
from breakdown.merge import MergePlan, Returned, reconcile, results
from breakdown.words import Words
from tests.merge.test_round_trip import MARCH, issued
from tests.office_year import SETTINGS, fill, returned_cells, small_records


def merged(words: Words) -> MergePlan:
    """Every task row of a unit filled in, one of them twice."""
    records, books = issued(small_records())
    came = []
    for at in range(2):
        cells = returned_cells(books["区财政局"], f"财政{at}.xlsx")
        for task in ("新增规模以上企业5家", "培育家庭农场15家"):
            cells = fill(cells, "牵头任务", task, 状态="推进中", 完成值=f"{at + 1}家")
        came.append(Returned(cells, datetime(2021, 4, 2 + at)))
    return reconcile(records, came, MARCH, SETTINGS, words)


def rows_of_sheets(book: Book, name: str) -> list[tuple[object, ...]]:
    """The rows of a table over all its sheets."""
    return [row for sheet in book.sheets if sheet.name.startswith(name)
            for block in sheet.blocks if isinstance(block, Grid) for row in block.rows]


def test_a_table_goes_on_in_a_further_sheet(words: Words, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    whole = merged(words).book
    monkeypatch.setattr(results, "_MOST_ROWS", 1)
    monkeypatch.setattr(writer, "_MANY_CELLS", 1)
    apart = merged(words).book
    names = [sheet.name for sheet in apart.sheets]
    assert [sheet.name for sheet in whole.sheets] == ["回收登记", "采纳内容", "冲突", "问题清单"]
    assert {"回收登记", "回收登记（2）", "采纳内容", "采纳内容（2）"} <= set(names) and len(names) == len(set(names))
    for name in ("回收登记", "采纳内容", "冲突", "问题清单"):
        assert rows_of_sheets(apart, name) == rows_of_sheets(whole, name) != []
    writer.write_book(apart, tmp_path / "merge.xlsx", load_styles())
    book = openpyxl.load_workbook(tmp_path / "merge.xlsx")
    assert book.sheetnames == names
    for name in ("采纳内容", "采纳内容（2）"):
        links = [cell.hyperlink for row in book[name].iter_rows() for cell in row if cell.hyperlink]
        assert [link.target for link in links] == ["..\\..\\returned\\2021-03\\财政1.xlsx"]


def test_values_that_are_made_when_asked_for() -> None:
    made = Made((2, 3, 4, 5), times)
    assert list(made) == [0, 3, 8, 15] and made[-1] == 15
    # places in a slice are counted from its first
    assert list(made[1:3]) == [0, 4] == list(pickle.loads(pickle.dumps(made[1:3])))
    assert made == (0, 3, 8, 15) and made != (0, 3, 8) and len({made, Made(range(2, 6), times)}) == 1
    with pytest.raises(IndexError):
        made[4]


def times(at: int, value: int) -> int:
    """A function that another process could find."""
    return at * value
