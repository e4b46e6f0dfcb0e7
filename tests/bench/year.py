"""Folders whose ledger is written at once: a year of reports, drawn by tests/report/office.py; many tasks."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime, time, timedelta
from pathlib import Path

import pandas as pd

from breakdown.columns import make_frame
from breakdown.files.ledger import open_ledger
from breakdown.periods import TEN_DAYS, Period, parse_period
from breakdown.records import FRAMES, Changes
from tests.bench.notice import UNITS, task_rows
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


def make_tasks(folder: Path, tasks: int, units: int, supports: int) -> None:
    """A folder whose ledger holds the tasks of notice.py without a notice, which may not be as long as that."""
    run(*breakdown("init", str(folder), "--name", "云河区", "--year", "2021"))
    listed, assigned = [], []
    for at, (no, section, content, lead, helpers, deadline) in enumerate(task_rows(tasks, units, supports)):
        listed.append({"task_id": f"t{at:05d}", "no": no, "kind": "任务", "section": section, "content": content,
                       "deadline_text": deadline, "year": 2021, "position": at})
        asked = [(lead, "牵头"), *((helper, "配合") for helper in dict.fromkeys(helpers.split("、")) if helper != lead)]
        assigned += [{"task_id": f"t{at:05d}", "unit": unit, "printed": unit, "role": role, "via": "direct",
                      "position": place} for place, (unit, role) in enumerate(asked)]
    known = [{"unit": unit, "full_name": unit, "kind": "部门"} for unit in UNITS[:units]]
    rows = {"tasks": listed, "assignments": assigned, "units": known}
    ledger = open_ledger(folder / "ledger.db")
    ledger.apply(Changes({name: make_frame(FRAMES[name], made) for name, made in rows.items()}), "adopt",
                 datetime(2021, 1, 4))
    ledger.close()


def _of(frame: pd.DataFrame, period: Period) -> pd.DataFrame:
    return frame[frame["period"] == period.name]


def _evening(period: Period, days: int) -> datetime:
    return datetime.combine(period.last_day + timedelta(days), time(18))
