"""A folder whose ledger holds a year of reports: so many tasks, units and periods, drawn by tests/report/office.py."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime, time, timedelta
from pathlib import Path

import pandas as pd

from breakdown.files.ledger import open_ledger
from breakdown.periods import TEN_DAYS, Period, parse_period
from breakdown.records import Changes
from tests.bench.stage import breakdown, run
from tests.report.office import make_office

# Frames whose rows come in period by period; the others stand from the beginning of the year.
_COLLECTED = ("issued", "progress", "returns")


def ten_days(count: int = 36) -> list[str]:
    """The names of a year's first ten-day periods."""
    return [f"2021-{month:02d}-{part}" for month in range(1, 13) for part in TEN_DAYS][:count]


def months(count: int = 12) -> list[str]:
    """The names of a year's first months."""
    return [f"2021-{month:02d}" for month in range(1, 13)][:count]


def make_year(folder: Path, tasks: int, units: int, periods: list[str]) -> int:
    """A folder as `breakdown init` leaves it, its ledger written as issuing and merging would have, without forms.

    How many rows of progress it holds.
    """
    run(*breakdown("init", str(folder), "--name", "云河区", "--year", "2021"))
    records = make_office(1, tasks, units, periods)
    frames = {one.name: getattr(records, one.name) for one in fields(records) if one.name != "spent"}
    ledger = open_ledger(folder / "ledger.db")
    ledger.apply(Changes({name: frame for name, frame in frames.items() if name not in _COLLECTED}), "adopt",
                 datetime(2021, 1, 4))
    for period in map(parse_period, periods):
        asked = {name: _of(frames[name], period) for name in _COLLECTED}
        ledger.apply(Changes({"issued": asked.pop("issued")}), "issue", _evening(period, 0), period.name)
        ledger.apply(Changes(asked), "merge", _evening(period, 6), period.name)
    ledger.close()
    return len(frames["progress"])


def _of(frame: pd.DataFrame, period: Period) -> pd.DataFrame:
    return frame[frame["period"] == period.name]


def _evening(period: Period, days: int) -> datetime:
    return datetime.combine(period.last_day + timedelta(days), time(18))
