"""The helper that looks at paper sees what is missing there."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from breakdown.book import Book, Grid, Sheet
from breakdown.columns import Column
from breakdown.files.templates import load_styles
from breakdown.files.writer import write_book
from tests.files.samples import sample_book
from tests.printed import check_workbook, fonts

COLUMNS = (Column("no", "序号", width=6), Column("a", "进展", width=20), Column("b", "数值", "number", width=12))
TEXT = "云河路管网已经更新，清溪镇小区开工。" * 6


def test_a_good_workbook_passes(tmp_path: Path) -> None:
    write_book(sample_book(), tmp_path / "好.xlsx", load_styles())
    printed = check_workbook(tmp_path / "好.xlsx", tmp_path)
    assert all(sorted(page.size) in ([210, 297], [297, 420]) for page in printed.pages)
    assert all(embedded for _, embedded in fonts(printed.pdf))


@pytest.mark.parametrize(("harm", "said"), [("low row", "clipped"), ("narrow number", "too narrow")])
def test_what_is_clipped_is_seen(tmp_path: Path, harm: str, said: str) -> None:
    grid = Grid("g", COLUMNS, (("1", TEXT, 123456789.5), ("2", "已建成。", 2)))
    write_book(Book("坏", (Sheet("表", (grid,), footer="云河区"),)), tmp_path / "坏.xlsx", load_styles())
    check_workbook(tmp_path / "坏.xlsx", tmp_path)
    book = openpyxl.load_workbook(tmp_path / "坏.xlsx")
    if harm == "low row":
        book["表"].row_dimensions[2].height = 14
    else:
        book["表"].column_dimensions["C"].width = 4
    book.save(tmp_path / "坏.xlsx")
    with pytest.raises(AssertionError, match=said):
        check_workbook(tmp_path / "坏.xlsx", tmp_path)
