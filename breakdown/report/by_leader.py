"""A summary narrowed to the tasks of one leader: the same rows, their counts made anew by the same tables."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd

from breakdown.columns import make_frame
from breakdown.periods import parse_period
from breakdown.report.course import trend_table
from breakdown.report.frames import UNIT_TABLE
from breakdown.report.lights import Lights
from breakdown.report.rows import rows_of
from breakdown.report.summary import Summary
from breakdown.report.tables import class_table, count_row, leader_table, light_table, section_table, split_leaders
from breakdown.settings import Settings


def leaders_of(summary: Summary) -> list[str]:
    """The leaders named, in the ledger's order."""
    return list(dict.fromkeys(name for text in summary.tasks["leaders"] for name in split_leaders(text)))


def of_leader(summary: Summary, leader: str, lights: Lights, settings: Settings) -> Summary:
    """The summary of one leader's tasks, with the units that lead any of them.

    Units are counted by these tasks and have no rank: that is theirs by all they lead. What was found in files belongs
    to no task and is left out.
    """
    tasks = summary.tasks[[leader in split_leaders(text) for text in summary.tasks["leaders"]]].reset_index(drop=True)
    ids = set(tasks["task_id"])

    def own(frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["task_id"].isin(ids)].reset_index(drop=True)

    standings, trail = own(summary.standings), own(summary.trail)
    units, rows = set(standings["unit"]), rows_of(tasks)
    return replace(
        summary, leader=leader, tasks=tasks, standings=standings, trail=trail,
        classes=class_table(rows, summary.compared), lights=light_table(rows, lights),
        leaders=leader_table(rows), sections=section_table(rows),
        trend=trend_table(rows_of(trail), map(parse_period, summary.trend["name"]), settings.year),
        units=_units(summary, standings),
        returns=summary.returns[summary.returns["unit"].isin(units)].reset_index(drop=True),
        alerts=own(summary.alerts), closings=own(summary.closings), changed=own(summary.changed),
        changes=own(summary.changes), indicators=own(summary.indicators), figures=own(summary.figures),
        adjustments=_asked(summary.adjustments, tasks), conflicts=own(summary.conflicts), findings=summary.findings[:0],
        repeats=own(summary.repeats), escalations=own(summary.escalations),
    )


def _asked(adjustments: pd.DataFrame, tasks: pd.DataFrame) -> pd.DataFrame:
    # a request is shown with number and sentence of its task, not with its id
    shown = set(zip(tasks["no"], tasks["content"], strict=True))
    rows = [at for at, row in enumerate(rows_of(adjustments)) if (row.no, row.content) in shown]
    return adjustments.iloc[rows].reset_index(drop=True)


def _units(summary: Summary, standings: pd.DataFrame) -> pd.DataFrame:
    led: dict[str, list[object]] = {}
    for row in rows_of(standings):
        led.setdefault(row.unit, []).append(row)
    return make_frame(UNIT_TABLE, [
        row._asdict() | count_row(led[row.unit]) | {"rank": math.nan, "previous_rank": math.nan, "moved": ""}
        for row in rows_of(summary.units) if row.unit in led
    ])
