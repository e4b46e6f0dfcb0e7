"""What readers hand over, as the plain values and rows that the project knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from breakdown.book import Value
from breakdown.files.limits import Allowance

# More than ten wholes nobody means: the number was pasted, or typed without its sign.
_MOST_SHARE = 10
Rows = tuple[tuple[Value, ...], ...]


def trim(rows: Sequence[Sequence[object]]) -> Rows:
    """Rows without their empty ends, values as the project knows them."""
    # nearly all cells are empty or hold a text
    made = [tuple(_strip([value or None if type(value) is str else plain(value) for value in row])) for row in rows]
    while made and not made[-1]:
        made.pop()
    return tuple(made)


def lay_out(cells: Mapping[tuple[int, int], Value], allowance: Allowance) -> Rows:
    """Cells by zero-based row and column as rows; WorkbookError when they lie farther apart than the allowance."""
    widths: dict[int, int] = defaultdict(int)
    for row, column in cells:
        widths[row] = max(widths[row], column + 1)
    allowance.spend(max(widths, default=-1) + 1 + sum(widths.values()))
    lists: dict[int, list[Value]] = {row: [None] * width for row, width in widths.items()}
    for (row, column), value in cells.items():
        lists[row][column] = value
    return tuple(tuple(lists.get(row, ())) for row in range(max(widths, default=-1) + 1))


def plain(value: object) -> Value:
    """A cell's value as text, number, truth, date or None; times and spans of time as text."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, str | bool | int | float | date):
        return value
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return str(value)


def per_cent(value: Any) -> str | float:
    """A number in a per cent format as it is shown: 0.5 is 50%, 0.125 is 12.5%; 50, shown as 5000%, stays as it is."""
    if abs(value) > _MOST_SHARE:
        return float(value)
    return f"{value * 100:.8f}".rstrip("0").rstrip(".") + "%"


def is_picture(value: Value) -> bool:
    """Whether a value is the formula behind a picture in a cell, as WPS writes it."""
    # a look at the beginning: a cell may hold millions of characters
    return isinstance(value, str) and "DISPIMG(" in value[:30].upper()


def _strip(values: list[Value]) -> list[Value]:
    while values and values[-1] is None:
        values.pop()
    return values
