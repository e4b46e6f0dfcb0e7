"""Workbooks (xlsx, xls, et, ods): every sheet a table, as people see it; a sheet of one column is a text.

One rule for what stands above a table: rows with one filled cell, up to the first row with two, are paragraphs. All
below stays in the table, notes too. Rows and columns in which no text begins are left out, but a blank row between
filled ones stays as one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from breakdown.book import Value
from breakdown.cells import SheetCells, cell_name, cell_text
from breakdown.files.reader import read_shown
from breakdown.problems import Problem
from breakdown.read.contents import Contents, Placed
from breakdown.read.sheets.remarks import sheet_problems
from breakdown.read.sheets.split_text import rejoined
from breakdown.read.steps import Step


@dataclass(frozen=True)
class _Cell:
    """A text on a sheet: where it begins, how many rows and columns it covers."""

    row: int
    column: int
    high: int
    wide: int
    text: str


def gather(name: str, data: bytes, step: Step) -> Contents:
    """The sheets of a workbook that hold anything, hidden ones too; WorkbookError when it cannot be read."""
    contents = Contents()
    for sheet in read_shown(name, data).sheets:
        add_sheet(contents, name, sheet, f"工作表“{sheet.name}”")
    return contents


def add_sheet(contents: Contents, name: str, sheet: SheetCells, prefix: str) -> None:
    """Add a sheet as paragraphs or a table, and what should be said of it; nothing when it is empty."""
    cells = _cells(sheet)
    if not cells:
        return
    contents.problems += sheet_problems(sheet, f"{name} {prefix}")
    lines = _as_text(sheet, cells)
    for row, text in enumerate(lines):
        contents.paragraph(text, f"{prefix}{cell_name(row, 0)}")
    if lines:
        return
    first = _first_row(cells)
    _add_lines(contents, [cell for cell in cells if cell.row < first], prefix)
    _add_table(contents, name, sheet.name, [cell for cell in cells if cell.row >= first], prefix)


def _cells(sheet: SheetCells) -> list[_Cell]:
    """The filled cells in print order."""
    spans = {(row, column): (high, wide) for row, column, high, wide in sheet.merged}
    found = []
    for row, values in enumerate(sheet.rows):
        for column, value in enumerate(values):
            text = sheet.shown.get((row, column)) or _text(value)
            if text.strip():
                found.append(_Cell(row, column, *spans.get((row, column), (1, 1)), text.strip()))
    return found


def _text(value: Value) -> str:
    """A value as its cell shows it; the noise behind the fifteenth digit is not shown."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, float):
        return cell_text(float(f"{value:.15g}"))
    return cell_text(value)


def _as_text(sheet: SheetCells, cells: Sequence[_Cell]) -> list[str]:
    """The lines of a sheet that holds a text and no table; none when it holds a table."""
    rows = [[_text(value) for value in row] for row in sheet.rows]
    if len({cell.row for cell in cells}) == len(cells):
        # white space alone may stand where a cell of a lost table was
        return ["".join(row) for row in rows]
    return [] if sheet.merged else rejoined(rows)


def _first_row(cells: Sequence[_Cell]) -> int:
    """The first row in which two cells are filled."""
    return next(cell.row for cell, after in pairwise(cells) if cell.row == after.row)


def _add_lines(contents: Contents, cells: Sequence[_Cell], prefix: str) -> None:
    """Add rows with one cell each as paragraphs, a blank one where rows are blank."""
    last = cells[0].row if cells else 0
    for cell in cells:
        if cell.row > last + 1:
            contents.paragraph("", f"{prefix}{cell_name(cell.row - 1, 0)}")
        contents.paragraph(cell.text, f"{prefix}{cell_name(cell.row, cell.column)}")
        last = cell.row


def _add_table(contents: Contents, name: str, title: str, cells: Sequence[_Cell], prefix: str) -> None:
    """Add a table from the cells of a sheet, and a problem for each text beneath a merged cell, which nobody sees."""
    rows, columns = _kept_rows(cells), sorted({cell.column for cell in cells})
    placed: list[Placed] = []
    for cell in cells:
        row, column = bisect_left(rows, cell.row), bisect_left(columns, cell.column)
        high = bisect_left(rows, cell.row + cell.high) - row
        wide = bisect_left(columns, cell.column + cell.wide) - column
        placed.append((row, column, high, wide, cell.text, f"{prefix}{cell_name(cell.row, cell.column)}"))
    # what is covered keeps its own place
    contents.table(sorted(placed, key=lambda each: each[2] * each[3]), title)
    covered: set[tuple[int, int]] = set()
    for row, column, high, wide, text, place in placed:
        if (row, column) in covered:
            sentence = f"这一格的文字“{text[:40]}”被合并单元格盖住，看不见，已一并读入"
            hint = "请打开原文件核对"
            contents.problems.append(Problem("存疑", f"{name} {place}", "hidden-read", sentence, hint, text))
        covered.update((row + down, column + right) for down in range(high) for right in range(wide))


def _kept_rows(cells: Sequence[_Cell]) -> list[int]:
    """The rows in which a text begins; and one blank row of those that part what is above from what is below."""
    rows: list[int] = []
    end = cells[0].row
    for cell in cells:
        if not rows or cell.row > rows[-1]:
            if cell.row > end:
                rows.append(cell.row - 1)
            rows.append(cell.row)
        end = max(end, cell.row + cell.high)
    return rows
