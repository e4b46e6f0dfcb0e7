"""A Book as the cells that come back when its workbook is written and read unchanged: the layout of files/writer.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from breakdown.book import Book, Grid, Lines, Sheet, Value
from breakdown.cells import KEY_HEADER, SheetCells, WorkbookCells

Rows = list[list[Value]]


def book_cells(book: Book) -> WorkbookCells:
    """The cells of every sheet of a book; empty text is an empty cell."""
    return WorkbookCells(f"{book.name}.xlsx", "0" * 64, tuple(map(sheet_cells, book.sheets)), dict(book.properties))


def sheet_cells(sheet: Sheet) -> SheetCells:
    """One sheet: lines, then for each grid an optional group row, the header, the rows, the blank rows."""
    rows: Rows = []
    grids = [block for block in sheet.blocks if isinstance(block, Grid)]
    shift: list[Value] = [None] if any(grid.keys for grid in grids) else []
    for block in sheet.blocks:
        if isinstance(block, Lines):
            rows += [[*shift, text] for text, _ in block.lines]
        elif isinstance(block, Grid):
            rows += _grid_rows(block, shift)
    return SheetCells(sheet.name, tuple(tuple(_trimmed(row)) for row in rows), sheet.hidden)


def edit(cells: WorkbookCells, name: str, change: Callable[[Rows], Rows | None]) -> WorkbookCells:
    """The same workbook with one sheet's rows changed, in place or by returning other rows; rows are padded alike."""
    sheets = []
    for sheet in cells.sheets:
        if sheet.name == name:
            width = max((len(row) for row in sheet.rows), default=0)
            rows = [[*row, *[None] * (width - len(row))] for row in sheet.rows]
            changed = change(rows)
            sheet = replace(sheet, rows=tuple(tuple(row) for row in (rows if changed is None else changed)))
        sheets.append(sheet)
    return replace(cells, sheets=tuple(sheets))


def _grid_rows(grid: Grid, shift: list[Value]) -> Rows:
    rows: Rows = []
    if any(column.group for column in grid.columns):
        rows.append([*shift, *(column.group for column in grid.columns)])
    key_header: list[Value] = [KEY_HEADER] if grid.keys else shift
    rows.append([*key_header, *(column.header for column in grid.columns)])
    for at, values in enumerate(grid.rows):
        key: list[Value] = [grid.keys[at]] if grid.keys else shift
        rows.append([*key, *values])
    return rows + [[] for _ in range(grid.blank_rows)]


def _trimmed(row: list[Value]) -> list[Value]:
    cells: list[Value] = [None if value == "" else value for value in row]
    while cells and cells[-1] is None:
        cells.pop()
    return cells
