"""From what counts to rows of the ledger: only those that it does not hold yet, and those that are no longer so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from breakdown.columns import Frame
from breakdown.form import PLAN_NAMES, VERIFY
from breakdown.frame import missing
from breakdown.framed import Frames, Held, Tuples, fit_rows, fit_tuples
from breakdown.merge.intake import Entry, Noted, Stages
from breakdown.merge.kept import taken_rows
from breakdown.merge.prefer import Stamps
from breakdown.merge.register import Registered, return_rows
from breakdown.merge.requests import request_rows
from breakdown.merge.settle import Settled
from breakdown.records import FRAMES, Changes, Records

Row = Mapping[str, Any]
Values = tuple[Any, ...]
# By frame its rows, values in the order of its columns.
Wanted = Mapping[str, Sequence[Values]]


def wanted_rows(
    registered: Sequence[Registered], stamps: Stamps, settled: Settled, noted: Sequence[Noted], period: str
) -> dict[str, list[Values]]:
    """What the ledger is to hold of some files of a period, by frame: all that follows from them, each key once."""
    rows: dict[str, Iterable[Row]] = {
        "progress": (_progress_row(entry, period) for entry in settled.winners.values() if entry.role != VERIFY),
        "closings": (_closing_row(entry, period) for entry in settled.winners.values() if entry.role == VERIFY),
        "plans": (row for stages in settled.stages.values() for row in _plan_rows(stages, period)),
        "requests": request_rows(settled.requests, period),
        "returns": return_rows(registered, stamps, period),
        "taken": taken_rows((item.taken for item in registered), period),
        "findings": ({"period": period, **item.problem._asdict()} for item in noted),
        "conflicts": settled.conflicts,
    }
    return {name: fitted(name, each) for name, each in rows.items()}


def fitted(name: str, rows: Iterable[Row]) -> list[Values]:
    """Rows of a frame as tuples, of several with one key the last one."""
    spec = FRAMES[name]
    return list(_by_key(spec, fit_tuples(spec, rows)).values())


def plan_changes(wanted: Wanted, records: Records, period: str) -> Changes:
    """The plan for one transaction: of every frame that is wanted, what the ledger held for the period is replaced."""
    appended, removed = dict[str, Held](), dict[str, Held]()
    for name, rows in wanted.items():
        spec = FRAMES[name]
        made, before = _by_key(spec, rows), _by_key(spec, _of_period(spec, records, period))
        appended[name] = Tuples(spec, [row for key, row in made.items() if not _same(row, before.get(key))])
        gone = (dict(zip(spec.key, key, strict=True)) for key in before if key not in made)
        removed[name] = fit_rows(spec, gone)
    return Changes(Frames(appended), Frames(removed))


def with_claims(records: Records, wanted: Wanted, decided: Iterable[Values], period: str) -> Records:
    """The ledger after a merge, of progress what leads report: other periods as they are, this one as it is made."""
    made = {}
    for name, rows in (("progress", wanted["progress"]), ("closings", decided)):
        spec = FRAMES[name]
        at = spec.names.index("period")
        made[name] = [*(row for row in records.tuples(name) if row[at] != period), *rows]
    role = FRAMES["progress"].names.index("role")
    made["progress"] = [row for row in made["progress"] if row[role] == "牵头"]
    return records.but(**{name: Tuples(FRAMES[name], rows) for name, rows in made.items()})


def _of_period(spec: Frame, records: Records, period: str) -> Iterator[Values]:
    at = spec.names.index("period")
    return (row for row in records.tuples(spec.name) if row[at] == period)


def _by_key(spec: Frame, rows: Iterable[Values]) -> dict[Any, Values]:
    """Rows by their key, of several the last one."""
    key_of = itemgetter(*map(spec.names.index, spec.key))
    return {key_of(row): row for row in rows}


def _progress_row(entry: Entry, period: str) -> Row:
    return {
        "period": period, "task_id": entry.task_id, "unit": entry.unit, "role": entry.role, **entry.texts,
        "percent_value": entry.percent, "expected_date": entry.expected, "file": entry.origin.file,
        "sheet": entry.home[0], "row": entry.home[1], "received_at": entry.origin.received_at,
    }


def _closing_row(entry: Entry, period: str) -> Row:
    claimed, claim = entry.claim
    return {
        "period": period, "task_id": entry.task_id, "unit": entry.unit, **entry.texts, "checked_date": entry.expected,
        "claimed": claimed, "claim": claim, "file": entry.origin.file, "sheet": entry.home[0], "row": entry.home[1],
        "received_at": entry.origin.received_at,
    }


def _plan_rows(stages: Stages, period: str) -> Iterable[Row]:
    for position, (row, at) in enumerate(zip(stages.rows, stages.at, strict=True), 1):
        yield {"period": period, "unit": stages.unit, "position": position, **dict(zip(PLAN_NAMES, row, strict=True)),
               "file": stages.origin.file, "row": at}


def _same(row: Values, before: Values | None) -> bool:
    return before is not None and (row == before or all(
        value == held or (missing(value) and missing(held)) for value, held in zip(row, before, strict=True)))
