"""What readers hand over, as the plain values and rows that the project knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from breakdown.book import Value
from breakdown.files.limits import Allowance

Rows = tuple[tuple[Value, ...], ...]


def trim(rows: Sequence[Sequence[object]]) -> Rows:
    """Rows without their empty ends, values as the project knows them."""
    made = [tuple(_strip([plain(value) for value in row])) for row in rows]
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


def _strip(values: list[Value]) -> list[Value]:
    while values and values[-1] is None:
        values.pop()
    return values
