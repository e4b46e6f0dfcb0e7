"""Frames as grids of a workbook: per cents as real percentages, lights in colour, totals below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pandas as pd

from breakdown.book import Block, Grid, Lines, Mark, Value, narrow_empty
from breakdown.columns import FINDINGS, Column
from breakdown.report.frames import CATEGORIES, LIGHTS, ON_PLAN
from breakdown.report.rows import rows_of
from breakdown.report.shares import per_cent

LIGHT_STYLES = dict(zip(LIGHTS, ("red", "yellow", "green", "blue", "gray"), strict=True))
_PER_CENT = "（%）"


def make_grid(
    name: str, columns: Sequence[Column], frame: pd.DataFrame, total: dict[str, Value] | None = None,
    filtered: bool = False, wide: str = "",
) -> Grid:
    """A frame as a grid: columns declared in per cent become percentages, light names wear their colour.

    total: a last row by column name. wide: the column that gets the width of those that nothing fills.
    """
    rows = [tuple(_value(column, getattr(row, column.name)) for column in columns) for row in rows_of(frame)]
    marks = tuple(Mark(at, "light", LIGHT_STYLES[row.light]) for at, row in enumerate(rows_of(frame))
                  if any(column.name == "light" for column in columns) and row.light)
    shown = tuple(_column(column) for column in (narrow_empty(columns, rows, wide) if wide else columns))
    styles: tuple[tuple[int, str], ...] = ()
    if total is not None:
        styles = ((len(rows), "total"),)
        rows.append(tuple(_value(column, total.get(column.name)) for column in columns))
    return Grid(name, shown, tuple(rows), marks=marks, row_styles=styles, filtered=filtered)


def or_none(grid: Grid, sentence: str) -> Block:
    """The grid, or one sentence where it has no rows."""
    return grid if grid.rows else Lines(((sentence, "body"),))


def by_severity(findings: pd.DataFrame) -> pd.DataFrame:
    """Findings as a person should take them: the gravest first, then by place."""
    order = {word: at for at, word in enumerate(FINDINGS.column("severity").choices)}
    ranked = findings.assign(rank=findings["severity"].map(order)).sort_values(["rank", "place"], kind="stable")
    return ranked.drop(columns="rank").reset_index(drop=True)


def total_row(frame: pd.DataFrame, label: str) -> dict[str, Value]:
    """The sums of a table of counts by class and light, with the share on plan of the whole."""
    names = ("total", *CATEGORIES, *LIGHTS)
    sums: dict[str, Value] = {name: int(frame[name].sum()) for name in names}
    whole = int(frame["total"].sum())
    on_plan = int(frame[list(ON_PLAN)].to_numpy().sum())
    return sums | {label: "合计", "on_plan": per_cent(on_plan, whole) if whole else None}


def _column(column: Column) -> Column:
    if column.header.endswith(_PER_CENT):
        return replace(column, header=column.header.removesuffix(_PER_CENT), kind="percent")
    return column


def _value(column: Column, value: Any) -> Value:
    if value is None or pd.isna(value):
        return None
    if column.header.endswith(_PER_CENT):
        return round(float(value) / 100, 4)
    if column.kind in ("int", "flag"):
        return int(value) if column.kind == "int" else bool(value)
    if isinstance(value, pd.Timestamp):
        moment: datetime = value.to_pydatetime()
        return moment.date() if column.kind == "date" else moment
    plain: Value = value
    return plain
