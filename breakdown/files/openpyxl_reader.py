"""The pure-Python reader: where there is no compiled one, and for errors and formulas that the compiled one drops."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from breakdown.book import Value
from breakdown.cells import SheetCells
from breakdown.errors import WorkbookError
from breakdown.files.plain import plain

# What openpyxl raises on files that are not as it expects them.
_REFUSALS = (
    InvalidFileException, zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError, AttributeError, IndexError,
    OSError,
)


def read_sheets(name: str, data: bytes) -> list[SheetCells]:
    """All worksheets of an xlsx or xlsm file; WorkbookError when openpyxl cannot read it."""
    values, formulas = _load(name, data, True), _load(name, data, False)
    sheets = []
    for sheet in values.worksheets:
        cells = dict(_written(formulas[sheet.title])) | dict(_written(sheet))
        sheets.append(SheetCells(sheet.title, _rows(cells), sheet.sheet_state != "visible"))
    return sheets


def fill_in(name: str, data: bytes, sheets: list[SheetCells]) -> list[SheetCells]:
    """Sheets with the cells that openpyxl sees and the fast reader left empty: errors, formulas without a value."""
    try:
        slow = {sheet.name: sheet for sheet in read_sheets(name, data)}
    except WorkbookError:
        return sheets
    filled = []
    for sheet in sheets:
        other = slow.get(sheet.name)
        cells = {} if other is None else dict(_cells(other))
        filled.append(SheetCells(sheet.name, _rows(cells | dict(_cells(sheet))), sheet.hidden))
    return filled


def _load(name: str, data: bytes, values: bool) -> Workbook:
    try:
        with warnings.catch_warnings():
            # it warns of every extension it does not know, which is no news for a reader
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(data), data_only=values)
    except _REFUSALS as error:
        raise WorkbookError(
            f"{name} 已损坏或不完整", "应为 Excel 工作簿（xlsx、xlsm）", "请用 Excel 打开检查，或请单位重新发送"
        ) from error


def _written(sheet: Worksheet) -> Iterator[tuple[tuple[int, int], Value]]:
    for at, row in enumerate(sheet.iter_rows()):
        for column, cell in enumerate(row):
            value = cell.value
            if isinstance(value, ArrayFormula):
                value = value.text
            if value is not None and not isinstance(value, DataTableFormula) and value != "":
                yield (at, column), plain(value)


def _cells(sheet: SheetCells) -> Iterator[tuple[tuple[int, int], Value]]:
    for at, row in enumerate(sheet.rows):
        for column, value in enumerate(row):
            if value is not None:
                yield (at, column), value


def _rows(cells: dict[tuple[int, int], Value]) -> tuple[tuple[Value, ...], ...]:
    rows: list[list[Value]] = []
    for (row, column), value in sorted(cells.items(), key=lambda item: item[0]):
        while len(rows) <= row:
            rows.append([])
        rows[row] += [None] * (column - len(rows[row])) + [value]
    return tuple(tuple(row) for row in rows)
