"""Days as people type them into a form."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from breakdown.book import Value
from breakdown.cells import cell_text
from breakdown.tasks.deadlines import find_day
from breakdown.tasks.numbers import fold_width, read_number

# Excel counts days from here; the serials are those of 2009 to 2064.
_SERIAL_ZERO, _SERIALS = date(1899, 12, 30), range(40_000, 60_001)


def read_day(value: Value, year: int) -> date | None:
    """A day (2026.6.30, 6月底前, 六月底, 2026年6月, Excel's 45838); without a year it lies in the year given."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = re.sub(r"[\sT]+\d{1,2}:\d\d(?::\d\d)?$", "", fold_width(cell_text(value)))
    number = read_number(text) if re.fullmatch(r"\d{5}(?:\.\d+)?", text) else None
    if number is not None:
        return _SERIAL_ZERO + timedelta(days=int(number)) if int(number) in _SERIALS else None
    return find_day(text, year)
