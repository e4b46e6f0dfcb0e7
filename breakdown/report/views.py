"""Frames as grids of a workbook: per cents as real percentages, lights in colour, totals below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from breakdown.book import Block, Grid, Lines, Mark, Value, narrow_empty
from breakdown.columns import FINDINGS, Column
from breakdown.frame import missing
from breakdown.report.frames import CATEGORIES, LIGHTS, ON_PLAN
from breakdown.report.shares import per_cent

LIGHT_STYLES = dict(zip(LIGHTS, ("red", "yellow", "green", "blue", "gray"), strict=True))
_PER_CENT = "（%）"


def make_grid(
    name: str, columns: Sequence[Column], listed: Sequence[Any], total: dict[str, Value] | None = None,
    filtered: bool = False, wide: str = "",
) -> Grid:
    """Named rows as a grid: columns declared in per cent become percentages, light names wear their colour.

    total: a last row by column name. wide: the column that gets the width of those that nothing fills.
    """
    rows = list(zip(*(_values(column, [getattr(row, column.name) for row in listed]) for column in columns),
                    strict=True))
    marks: tuple[Mark, ...] = ()
    if any(column.name == "light" for column in columns):
        marks = tuple(Mark(at, "light", LIGHT_STYLES[row.light]) for at, row in enumerate(listed) if row.light)
    shown = tuple(_column(column) for column in (narrow_empty(columns, rows, wide) if wide else columns))
    styles: tuple[tuple[int, str], ...] = ()
    if total is not None:
        styles = ((len(rows), "total"),)
        rows.append(tuple(_values(column, [total.get(column.name)])[0] for column in columns))
    return Grid(name, shown, tuple(rows), marks=marks, row_styles=styles, filtered=filtered)


def or_none(grid: Grid, sentence: str) -> Block:
    """The grid, or one sentence where it has no rows."""
    return grid if grid.rows else Lines(((sentence, "body"),))


def by_severity(findings: Iterable[Any]) -> list[Any]:
    """Findings as a person should take them: the gravest first, then by place."""
    order = FINDINGS.column("severity").choices
    return sorted(findings, key=lambda row: (order.index(row.severity), row.place))


def total_row(rows: Sequence[Any], label: str) -> dict[str, Value]:
    """The sums of a table of counts by class and light, with the share on plan of the whole."""
    sums = {name: sum(int(getattr(row, name)) for row in rows) for name in ("total", *CATEGORIES, *LIGHTS)}
    on_plan = sum(sums[name] for name in ON_PLAN)
    return {**sums, label: "合计", "on_plan": per_cent(on_plan, sums["total"]) if sums["total"] else None}


def _column(column: Column) -> Column:
    if column.header.endswith(_PER_CENT):
        return replace(column, header=column.header.removesuffix(_PER_CENT), kind="percent")
    return column


def _values(column: Column, values: Sequence[Any]) -> Sequence[Value]:
    if column.kind == "text":
        return values
    return [_value(column, value) for value in values]


def _value(column: Column, value: Any) -> Value:
    if missing(value):
        return None
    if column.header.endswith(_PER_CENT):
        return round(float(value) / 100, 4)
    if column.kind in ("int", "flag"):
        return int(value) if column.kind == "int" else bool(value)
    if isinstance(value, datetime):
        # a plain one, whatever it is in a frame
        return value.date() if column.kind == "date" else datetime.combine(value.date(), value.time())
    # whole numbers of a frame's column of numbers are none
    plain: Value = float(value) if isinstance(value, int) else value
    return plain
