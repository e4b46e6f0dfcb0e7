"""The ledger as it stands on one day: who has taken over from whom, and who belongs to a collective then.

What the ledger keeps is not changed by it: history stays under the names under which it was made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from breakdown.columns import ASSIGNMENTS, CLOSINGS, ISSUED, MEMBERS, PLANS, PROGRESS, Frame
from breakdown.frame import missing
from breakdown.framed import Held, Rows, Tuples, fit_rows
from breakdown.periods import parse_period
from breakdown.records import Records, Row


def on_day(records: Records, day: date) -> Records:
    """The ledger with tasks, reports and plans under the units of a day, collectives with their members on it.

    Of two reports on one task in one period that come to one unit so, its own counts; of two 细化方案 likewise.
    """
    heirs, members = successors(records.rows("units"), day), records.rows("members")
    if not heirs and all(missing(row["valid_from"]) and missing(row["valid_to"]) for row in members):
        return records
    changed: dict[str, Held | None] = {"plans": _plans(records, heirs), "issued": _issued(records, heirs, day)}
    for spec in (ASSIGNMENTS, PROGRESS, CLOSINGS):
        changed[spec.name] = _handed_on(spec, records, heirs)
    changed = {name: held for name, held in changed.items() if held is not None}
    return records.but(members=_members(members, heirs, day), **changed)


def successors(units: Iterable[Row], day: date) -> dict[str, str]:
    """Every unit that exists no more on a day → the one that goes on for it then, through any number of changes."""
    over = {
        row["unit"]: row["successor"] for row in units
        if row["successor"] and not missing(row["valid_to"]) and row["valid_to"].date() < day
    }
    return {unit: heir for unit in over if (heir := _last(unit, over)) != unit}


def _last(unit: str, over: Mapping[str, str]) -> str:
    """The end of a chain of successors; where they run in a circle the unit itself."""
    seen, at = {unit}, unit
    while at in over:
        at = over[at]
        if at in seen:
            return unit
        seen.add(at)
    return at


def _handed_on(spec: Frame, records: Records, heirs: Mapping[str, str]) -> Tuples | None:
    """Rows under the names of successors, a unit's own before one that comes to it; None where none changes."""
    at, key_of = spec.names.index("unit"), itemgetter(*map(spec.names.index, spec.key))
    rows: dict[Any, tuple[Any, ...]] = {}
    handed = set[Any]()
    for row in records.tuples(spec.name):
        heir = heirs.get(row[at])
        key = key_of(row := (*row[:at], heir, *row[at + 1 :]) if heir else row)
        if key not in rows or (key in handed and not heir):
            rows[key] = row
            (handed.add if heir else handed.discard)(key)
    return Tuples(spec, list(rows.values())) if handed else None


def _plans(records: Records, heirs: Mapping[str, str]) -> Rows | None:
    """Stages under the names of successors, those of several behind each other; None where none changes."""
    listed = records.rows("plans")
    own = {(row["period"], row["unit"]) for row in listed}
    if not any(unit in heirs for _, unit in own):
        return None
    counted: Counter[tuple[str, str]] = Counter()
    rows = []
    for row in listed:
        heir = heirs.get(row["unit"], row["unit"])
        if heir != row["unit"] and (row["period"], heir) in own:
            continue
        counted[row["period"], heir] += 1
        rows.append(row | {"unit": heir, "position": counted[row["period"], heir]})
    return Rows(PLANS, tuple(rows))


def _issued(records: Records, heirs: Mapping[str, str], day: date) -> Tuples | None:
    """What predecessors saw in periods that have ended, for it says which tasks the numbers in their plans mean.

    None where that changes nothing.
    """
    # its first columns
    own = {(period, unit) for period, unit, *_ in records.tuples("issued")}
    ended = {name for name in {period for period, _ in own} if parse_period(name).last_day < day}
    handed = {(period, unit): (period, heirs[unit]) for period, unit in own if period in ended and unit in heirs}
    handed = {pair: heir for pair, heir in handed.items() if heir not in own}
    if not handed:
        return None
    return Tuples(ISSUED, [(*handed.get(row[:2], row[:2]), *row[2:]) for row in records.tuples("issued")])


def _members(members: Sequence[Row], heirs: Mapping[str, str], day: date) -> Rows:
    """Members on a day under the names they have then; a collective that has none left keeps an empty row."""
    rows: dict[tuple[str, str], Row] = {}
    for row in members:
        if _holds(row, day):
            row["member"] = heirs.get(row["member"], row["member"])
            rows.setdefault((row["collective"], row["member"]), row)
    left = {collective for collective, _ in rows}
    empty = (name for name in dict.fromkeys(row["collective"] for row in members) if name not in left)
    return fit_rows(MEMBERS, [*rows.values(), *({"collective": name} for name in empty)])


def _holds(row: Row, day: date) -> bool:
    start, end = row["valid_from"], row["valid_to"]
    return bool((missing(start) or start.date() <= day) and (missing(end) or day <= end.date()))
