"""What readers hand over, as the plain values that the project knows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from breakdown.book import Value


def trim(rows: Sequence[Sequence[object]]) -> tuple[tuple[Value, ...], ...]:
    """Rows without their empty ends, values as the project knows them."""
    made = [tuple(_strip([plain(value) for value in row])) for row in rows]
    while made and not made[-1]:
        made.pop()
    return tuple(made)


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
