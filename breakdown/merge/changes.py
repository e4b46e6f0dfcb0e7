"""From what counts to rows of the ledger: only those that it does not hold yet, and those that are no longer so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from breakdown.columns import Frame, make_frame
from breakdown.form import PLAN_NAMES
from breakdown.merge.intake import Entry, Noted, Stages
from breakdown.merge.register import Registered, return_rows
from breakdown.merge.settle import TASK_STATUS, Settled
from breakdown.records import FRAMES, Changes, Records

Row = Mapping[str, Any]


def plan_changes(
    registered: Sequence[Registered], settled: Settled, noted: Sequence[Noted], records: Records, period: str
) -> tuple[Changes, Records]:
    """The plan for one transaction, and the ledger as it will answer for this period afterwards."""
    files = {item.taken.origin.file for item in registered}
    wanted: dict[str, Sequence[Row]] = {
        "progress": [_progress_row(entry, period) for entry in settled.winners.values()],
        "plans": [row for stages in settled.stages.values() for row in _plan_rows(stages, period)],
        "returns": return_rows(registered, period),
        "findings": [{"period": period, **item.problem._asdict()} for item in noted],
        "conflicts": list(settled.conflicts),
    }
    stale: dict[str, Callable[[Row], bool]] = {
        "plans": lambda row: row["unit"] in settled.stages,
        "findings": lambda row: _file(row["place"]) in files,
        "conflicts": lambda row: row["field"] == TASK_STATUS,
    }
    appended, removed = {}, {}
    after: dict[str, Any] = {}
    for name, rows in wanted.items():
        spec, frame = FRAMES[name], getattr(records, name)
        before = _by_key(spec, frame[frame["period"] == period])
        made = _by_key(spec, make_frame(spec, rows))
        gone = [key for key, row in before.items() if name in stale and key not in made and stale[name](row)]
        left = {key: row for key, row in before.items() if key not in set(gone)}
        appended[name] = make_frame(spec, [row for key, row in made.items() if not _same(row, before.get(key))])
        removed[name] = make_frame(spec, [before[key] for key in gone])[list(spec.key)]
        after[name] = make_frame(spec, {**left, **made}.values())
    problems = list(dict.fromkeys(item.problem for item in noted))
    return Changes(appended, removed, problems), replace(records, **after)


def _by_key(spec: Frame, frame: pd.DataFrame) -> dict[tuple[Any, ...], Row]:
    rows: list[dict[Any, Any]] = frame.to_dict("records")
    return {tuple(row[name] for name in spec.key): row for row in rows}


def _progress_row(entry: Entry, period: str) -> dict[str, Any]:
    return {
        "period": period, "task_id": entry.task_id, "unit": entry.unit, "role": entry.role, **entry.texts,
        "percent_value": entry.percent, "expected_date": entry.expected, "file": entry.origin.file,
        "sheet": entry.home[0], "row": entry.home[1], "received_at": entry.origin.received_at,
    }


def _plan_rows(stages: Stages, period: str) -> Iterable[dict[str, Any]]:
    for position, (row, at) in enumerate(zip(stages.rows, stages.at, strict=True), 1):
        yield {"period": period, "unit": stages.unit, "position": position, **dict(zip(PLAN_NAMES, row, strict=True)),
               "file": stages.origin.file, "row": at}


def _same(row: Row, before: Row | None) -> bool:
    return before is not None and all(
        value == before[name] or (pd.isna(value) and pd.isna(before[name])) for name, value in row.items())


def _file(place: str) -> str:
    return place.rpartition("〔")[0] or place


