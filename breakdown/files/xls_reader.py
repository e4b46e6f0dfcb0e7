"""xls, and et as WPS saves it: the old binary format, by a reader in pure Python, which no damage can make crash."""

from __future__ import annotations

import io
import struct
from datetime import date, datetime

import xlrd
from xlrd.biffh import error_text_from_code
from xlrd.book import Book
from xlrd.compdoc import CompDocError
from xlrd.formula import FormulaError
from xlrd.sheet import Cell

from breakdown.book import Value
from breakdown.cells import SheetCells
from breakdown.files.dates import partial_date, shown_parts
from breakdown.files.limits import Allowance, broken, encrypted
from breakdown.files.plain import lay_out, per_cent, plain

# What xlrd raises on files that are not as it expects them.
_REFUSALS = (
    xlrd.XLRDError, CompDocError, FormulaError, struct.error, LookupError, ValueError, TypeError, AttributeError,
    AssertionError, ArithmeticError, EOFError, NotImplementedError, RecursionError, UnboundLocalError,
)
_EPOCH_DAY = datetime(1900, 1, 1)


class _Nowhere(io.TextIOBase):
    """Where xlrd's remarks on a damaged file go."""

    def write(self, text: str, /) -> int:
        return len(text)


def read(name: str, data: bytes, most: int) -> tuple[list[SheetCells], dict[str, str]]:
    """Worksheets; the properties of this format are not read. WorkbookError when it is broken or encrypted."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise encrypted(name)
    allowance = Allowance(name)
    try:
        with xlrd.open_workbook(
            file_contents=data, on_demand=True, ragged_rows=True, formatting_info=True, logfile=_Nowhere()
        ) as book:
            return [_sheet(book, at, allowance) for at in range(book.nsheets)], {}
    except xlrd.XLRDError as error:
        raise encrypted(name) if "encrypted" in str(error) else broken(name) from error
    except _REFUSALS as error:
        raise broken(name) from error


def _sheet(book: Book, at: int, allowance: Allowance) -> SheetCells:
    sheet = book.sheet_by_index(at)
    cells, struck, shown = {}, set(), {}
    fonts = [font.struck_out for font in book.font_list]
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            value = _value(cell, book.datemode)
            if value is not None:
                form = book.xf_list[cell.xf_index]
                code = book.format_map[form.format_key].format_str
                share = cell.ctype == xlrd.XL_CELL_NUMBER and "%" in code
                cells[row, column] = per_cent(cell.value) if share else value
                if isinstance(value, date) and (parts := shown_parts(code)):
                    shown[row, column] = partial_date(value, parts)
                runs = (font for _, font in sheet.rich_text_runlist_map.get((row, column), ()))
                if any(fonts[font] for font in (form.font_index, *runs)):
                    struck.add((row, column))
    notes = {place: note.text for place, note in sheet.cell_note_map.items()}
    rows = frozenset(row for row, info in sheet.rowinfo_map.items() if info.hidden)
    columns = frozenset(column for column, info in sheet.colinfo_map.items() if info.hidden and column)
    merged = tuple((top, left, end - top, right - left) for top, end, left, right in sheet.merged_cells)
    book.unload_sheet(at)
    return SheetCells(sheet.name, lay_out(cells, allowance), sheet.visibility != 0, notes, frozenset(struck),
                      hidden_rows=rows, hidden_columns=columns, merged=merged, shown=shown)


def _value(cell: Cell, datemode: int) -> Value:
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(error_text_from_code.get(cell.value, "#VALUE!"))
    if cell.ctype != xlrd.XL_CELL_DATE:
        return plain(cell.value)
    try:
        moment = xlrd.xldate_as_datetime(cell.value, datemode)
    except (ValueError, OverflowError):
        return float(cell.value)
    return plain(moment.time() if moment < _EPOCH_DAY else moment)
