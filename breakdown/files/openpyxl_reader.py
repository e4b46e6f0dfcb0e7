"""The slow reader of xlsx: where there is no fast one, and for errors, formulas, notes and strokes that it drops."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from breakdown.book import Value
from breakdown.cells import SheetCells
from breakdown.files.limits import Allowance, broken
from breakdown.files.plain import is_picture, lay_out, per_cent, plain

# What openpyxl raises on files that are not as it expects them.
_REFUSALS = (
    InvalidFileException, zipfile.BadZipFile, SyntaxError, LookupError, ValueError, TypeError, AttributeError, OSError,
    AssertionError, ArithmeticError, RecursionError, EOFError, NotImplementedError,
)
Place = tuple[int, int]


def read_sheets(name: str, data: bytes, allowance: Allowance) -> list[SheetCells]:
    """All worksheets of an xlsx or xlsm file; WorkbookError when openpyxl cannot read it."""
    values, formulas = _load(name, data, True), _load(name, data, False)
    sheets = []
    for sheet in values.worksheets:
        written = dict(_written(formulas[sheet.title]))
        pictures = {place: value for place, value in written.items() if is_picture(value)}
        # a picture in a cell is a formula that only WPS can work out; elsewhere it comes to an error
        cells = written | dict(_written(sheet)) | pictures
        notes = {place: cell.comment.text for place, cell in _cells(sheet) if cell.comment}
        struck = frozenset(place for place, cell in _cells(sheet) if _is_struck(cell))
        hidden = sheet.sheet_state != "visible"
        sheets.append(SheetCells(sheet.title, lay_out(cells, allowance), hidden, notes, struck))
    return sheets


def _load(name: str, data: bytes, values: bool) -> Workbook:
    try:
        with warnings.catch_warnings():
            # it warns of every extension it does not know, which is no news for a reader
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(data), data_only=values, keep_links=False, rich_text=values)
    except _REFUSALS as error:
        raise broken(name) from error


def _cells(sheet: Worksheet) -> Iterator[tuple[Place, Cell]]:
    # the public iterators walk through every empty cell between two that lie far apart
    for (row, column), cell in sheet._cells.items():
        if isinstance(cell, Cell):
            yield (row - 1, column - 1), cell


def _written(sheet: Worksheet) -> Iterator[tuple[Place, Value]]:
    for place, cell in _cells(sheet):
        value = cell.value
        if isinstance(value, ArrayFormula):
            value = value.text
        if isinstance(value, CellRichText):
            value = str(value)
        if value is not None and not isinstance(value, DataTableFormula) and value != "":
            number = isinstance(value, float | int) and not isinstance(value, bool)
            yield place, per_cent(value) if number and "%" in cell.number_format else plain(value)


def _is_struck(cell: Cell) -> bool:
    """Whether a cell, or a run of its text, is struck through."""
    if cell.value is None:
        return False
    if isinstance(cell.value, CellRichText):
        return any(isinstance(run, TextBlock) and run.font.strike for run in cell.value)
    return bool(cell.has_style and cell.font.strike)
