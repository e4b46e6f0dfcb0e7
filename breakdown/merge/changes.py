"""From what counts to rows of the ledger: only those that it does not hold yet, and those that are no longer so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from breakdown.columns import Frame, make_frame
from breakdown.form import PLAN_NAMES, VERIFY
from breakdown.frame import missing, rows_of
from breakdown.merge.intake import Entry, Noted, Stages
from breakdown.merge.kept import taken_rows
from breakdown.merge.prefer import Stamps
from breakdown.merge.register import Registered, return_rows
from breakdown.merge.requests import request_rows
from breakdown.merge.settle import Settled
from breakdown.problems import Problem
from breakdown.records import FRAMES, Changes, Records

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]


def plan_changes(
    registered: Sequence[Registered], stamps: Stamps, settled: Settled, noted: Sequence[Noted], told: Sequence[Problem],
    records: Records, period: str,
) -> tuple[Changes, Records]:
    """The plan for one transaction, and the ledger as it will answer for this period afterwards.

    What follows from all files of the period replaces what the ledger held for it. told: the problems to be shown now.
    """
    wanted: dict[str, Iterable[Row]] = {
        "progress": (_progress_row(entry, period) for entry in settled.winners.values() if entry.role != VERIFY),
        "closings": (_closing_row(entry, period) for entry in settled.winners.values() if entry.role == VERIFY),
        "plans": (row for stages in settled.stages.values() for row in _plan_rows(stages, period)),
        "requests": request_rows(settled.requests, period),
        "returns": return_rows(registered, stamps, period),
        "taken": taken_rows((item.taken for item in registered), period),
        "findings": ({"period": period, **item.problem._asdict()} for item in noted),
        "conflicts": settled.conflicts,
    }
    appended, removed = {}, {}
    after: dict[str, Any] = {}
    for name, rows in wanted.items():
        spec, frame = FRAMES[name], getattr(records, name)
        held = frame[frame["period"] == period]
        after[name] = _last_of_each(spec, make_frame(spec, rows))
        if held.empty:
            appended[name] = after[name]
            continue
        before, made = _by_key(spec, held), _by_key(spec, after[name])
        new = [at for at, (key, row) in enumerate(made.items()) if not _same(row, before.get(key))]
        gone = [at for at, key in enumerate(before) if key not in made]
        appended[name] = after[name].iloc[new].reset_index(drop=True)
        removed[name] = held.iloc[gone][list(spec.key)].reset_index(drop=True)
    return Changes(appended, removed, list(dict.fromkeys(told))), replace(records, **after)


def _last_of_each(spec: Frame, frame: pd.DataFrame) -> pd.DataFrame:
    """The last row of every key, in the order in which they stand."""
    again = frame.duplicated(list(spec.key), keep="last")
    return frame[~again].reset_index(drop=True) if again.any() else frame


def with_claims(records: Records, after: Records, period: str) -> Records:
    """The ledger after a merge, of progress what leads report: other periods as they are, this one as it is made."""
    import pandas as pd

    made = {}
    for name in ("progress", "closings"):
        held, new = (getattr(each, name) for each in (records, after))
        parts = [held[held["period"] != period], new]
        if name == "progress":
            parts = [part[part["role"] == "牵头"] for part in parts]
        parts = [part for part in parts if len(part)]
        made[name] = pd.concat(parts, ignore_index=True) if parts else new[:0]
    return replace(records, **made)


def _by_key(spec: Frame, frame: pd.DataFrame) -> dict[tuple[Any, ...], Row]:
    rows: list[dict[Any, Any]] = rows_of(frame)
    return {tuple(row[name] for name in spec.key): row for row in rows}


def _progress_row(entry: Entry, period: str) -> dict[str, Any]:
    return {
        "period": period, "task_id": entry.task_id, "unit": entry.unit, "role": entry.role, **entry.texts,
        "percent_value": entry.percent, "expected_date": entry.expected, "file": entry.origin.file,
        "sheet": entry.home[0], "row": entry.home[1], "received_at": entry.origin.received_at,
    }


def _closing_row(entry: Entry, period: str) -> dict[str, Any]:
    claimed, claim = entry.claim
    return {
        "period": period, "task_id": entry.task_id, "unit": entry.unit, **entry.texts, "checked_date": entry.expected,
        "claimed": claimed, "claim": claim, "file": entry.origin.file, "sheet": entry.home[0], "row": entry.home[1],
        "received_at": entry.origin.received_at,
    }


def _plan_rows(stages: Stages, period: str) -> Iterable[dict[str, Any]]:
    for position, (row, at) in enumerate(zip(stages.rows, stages.at, strict=True), 1):
        yield {"period": period, "unit": stages.unit, "position": position, **dict(zip(PLAN_NAMES, row, strict=True)),
               "file": stages.origin.file, "row": at}


def _same(row: Row, before: Row | None) -> bool:
    return before is not None and all(
        value == before[name] or (missing(value) and missing(before[name])) for name, value in row.items())
