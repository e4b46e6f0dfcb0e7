"""Plain values put into cells: text always as text, dates as dates, nothing ever as a formula."""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from numbers import Real

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet
from xlsxwriter.xmlwriter import XMLwriter

from breakdown.book import Value
from breakdown.cells import cell_text

# A cell holds no more characters than this; the rest stands on the sheet of long texts.
MOST_TEXT = 32_767
CUT = "……（未完，全文见“长文附页”）"
_FIRST_DAY = date(1900, 3, 1)
# half a surrogate pair and U+FFFE, U+FFFF are no characters and have no place in a file
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")
# What a workbook's XML writes in another way: its own signs, control characters and what looks like them escaped, ends.
_ESCAPED = re.compile(r"[&<>\x00-\x08\x0b-\x1f]|_x[0-9a-fA-F]{4}_|^\s|\s$")


def shown(value: Value) -> str:
    """A value as it stands in its cell, blanks and line breaks at its ends included."""
    return value if isinstance(value, str) else cell_text(value)


def put_value(sheet: Worksheet, row: int, column: int, value: Value, format_: Format | None) -> None:
    """Write one value; empty, NaN and NaT become a blank cell that keeps its look."""
    if value is None or value != value:
        sheet.write_blank(row, column, None, format_)
    elif isinstance(value, date):
        # Excel counts a 29th of February 1900 that never was
        if (value.date() if isinstance(value, datetime) else value) < _FIRST_DAY:
            put_text(sheet, row, column, cell_text(value), format_)
        else:
            sheet.write_datetime(row, column, value, format_)
    elif isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value) and abs(value) < 1e15:
        sheet.write_number(row, column, float(value), format_)
    else:
        put_text(sheet, row, column, shown(value), format_)


def put_text(sheet: Worksheet, row: int, column: int, text: str, format_: Format | None) -> None:
    """Write text as text, whatever it begins with; beyond what a cell can hold it is cut with a visible note."""
    if not text:
        sheet.write_blank(row, column, None, format_)
        return
    text = _NO_CHARACTER.sub("\ufffd", text)
    sheet.write_string(row, column, text if len(text) <= MOST_TEXT else text[: MOST_TEXT - len(CUT)] + CUT, format_)


def whole(text: str) -> bool:
    """Whether a cell can hold a text as it is; the library counts some rare characters twice."""
    return len(text) <= MOST_TEXT // 2 and not _NO_CHARACTER.search(text)


def in_xml(text: str) -> str:
    """A text as it stands within its own cell."""
    if not _ESCAPED.search(text):
        return f"<t>{text}</t>"
    escaped = XMLwriter._escape_control_characters(text)
    for sign, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        escaped = escaped.replace(sign, written)
    return f'<t xml:space="preserve">{escaped}</t>'
