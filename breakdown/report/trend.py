"""Periods side by side: the totals of each period of the year, as it is judged by what is known now."""

from __future__ import annotations

from typing import Any

import pandas as pd

from breakdown.columns import Column, Frame, make_frame
from breakdown.pace import linear_pace
from breakdown.periods import parse_period
from breakdown.report.frames import SECTION_TABLE
from breakdown.report.rows import rows_of
from breakdown.report.summary import Summary
from breakdown.report.tables import count_row
from breakdown.settings import Settings

TREND_TABLE = Frame(
    "trend_table",
    (Column("period", "期次"), Column("title", "期次", width=14), Column("pace", "序时进度（%）", "number", width=9),
     *SECTION_TABLE.columns[1:]),
    key=("period",),
)


def trend_table(summary: Summary, settings: Settings) -> pd.DataFrame:
    """One row per period of the summary's trail, oldest first, as columns of TREND_TABLE."""
    found: dict[str, list[Any]] = {}
    for row in rows_of(summary.trail):
        found.setdefault(row.period, []).append(row)
    periods = sorted(map(parse_period, found))
    return make_frame(TREND_TABLE, [
        {"period": period.name, "title": period.title, "pace": linear_pace(period, settings.year),
         **count_row(found[period.name])}
        for period in periods
    ])
