"""Plain values as cells hold them: text always as text, dates as dates, nothing ever as a formula."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time
from numbers import Real

from xlsxwriter.xmlwriter import XMLwriter

from breakdown.book import Value
from breakdown.cells import cell_text

# A cell holds no more characters than this, rare ones counted twice; the rest stands on the sheet of long texts.
MOST_TEXT = 32_767
CUT = "……（未完，全文见“长文附页”）"
# Excel counts days from here on, among them a 29th of February 1900 that never was; earlier dates it does not know.
_BEFORE, _FIRST_DAY = datetime(1899, 12, 31), date(1900, 3, 1)
# half a surrogate pair and U+FFFE, U+FFFF are no characters and have no place in a file
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")
# What a workbook's XML writes in another way: its own signs, control characters and what looks like them escaped, ends.
_ESCAPED = re.compile("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9a-fA-F]{4}_|^\\s|\\s$")


def shown(value: Value) -> str:
    """A value as it stands in its cell, blanks and line breaks at its ends included."""
    return value if isinstance(value, str) else cell_text(value)


def figure(value: Value) -> float | None:
    """The number that a cell holds for a value; None where it holds what is shown, as text."""
    if value is None or value != value:
        return None
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime.combine(value, time())
        since = moment - _BEFORE
        days = since.days + (since.seconds + since.microseconds / 1e6) / 86400
        return days + 1 if moment.date() >= _FIRST_DAY else None
    if isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value) and abs(value) < 1e15:
        return float(value)
    return None


def fitted(text: str) -> str:
    """A text as a cell can hold it; beyond that it is cut with a visible note."""
    text = _NO_CHARACTER.sub("\ufffd", text)
    if len(text) <= MOST_TEXT // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MOST_TEXT:
        return text
    return units[: 2 * (MOST_TEXT - len(CUT))].decode("utf-16-le", "ignore") + CUT


def in_xml(text: str) -> str:
    """What a cell can hold of a text, as it stands within the cell."""
    if len(text) <= MOST_TEXT // 2 and not _ESCAPED.search(text):
        return f"<t>{text}</t>"
    escaped = XMLwriter._escape_control_characters(fitted(text))
    for sign, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        escaped = escaped.replace(sign, written)
    return f'<t xml:space="preserve">{escaped}</t>'
