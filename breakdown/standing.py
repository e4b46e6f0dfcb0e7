"""The ledger as it stands on one day: who has taken over from whom, and who belongs to a collective then.

What the ledger keeps is not changed by it: history stays under the names under which it was made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from breakdown.columns import ASSIGNMENTS, CLOSINGS, ISSUED, MEMBERS, PLANS, PROGRESS, Frame, make_frame
from breakdown.frame import rows_of
from breakdown.periods import parse_period
from breakdown.records import Records


def on_day(records: Records, day: date) -> Records:
    """The ledger with tasks, reports and plans under the units of a day, collectives with their members on it.

    Of two reports on one task in one period that come to one unit so, its own counts; of two 细化方案 likewise.
    """
    heirs = successors(records.units, day)
    dated = records.members[["valid_from", "valid_to"]].notna().to_numpy().any()
    if not heirs and not dated:
        return records
    inherited: dict[str, Any] = {
        spec.name: _handed_on(spec, getattr(records, spec.name), heirs) for spec in (ASSIGNMENTS, PROGRESS, CLOSINGS)
    }
    return replace(records, members=_members(records.members, heirs, day), plans=_plans(records.plans, heirs),
                   issued=_issued(records.issued, heirs, day), **inherited)


def successors(units: pd.DataFrame, day: date) -> dict[str, str]:
    """Every unit that exists no more on a day → the one that goes on for it then, through any number of changes."""
    over = {
        row["unit"]: row["successor"] for row in rows_of(units)
        if row["successor"] and not pd.isna(row["valid_to"]) and row["valid_to"].date() < day
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


def _handed_on(spec: Frame, frame: pd.DataFrame, heirs: Mapping[str, str]) -> pd.DataFrame:
    """Rows under the names of successors; a unit's own row stands before one that comes to it."""
    if not set(frame["unit"]) & set(heirs):
        return frame
    own: dict[tuple[Any, ...], dict[Any, Any]] = {}
    handed: dict[tuple[Any, ...], dict[Any, Any]] = {}
    keys = []
    for row in rows_of(frame):
        to = handed if row["unit"] in heirs else own
        row["unit"] = heirs.get(row["unit"], row["unit"])
        key = tuple(row[name] for name in spec.key)
        to.setdefault(key, row)
        keys.append(key)
    return make_frame(spec, [own.get(key) or handed[key] for key in dict.fromkeys(keys)])


def _plans(plans: pd.DataFrame, heirs: Mapping[str, str]) -> pd.DataFrame:
    """Stages under the names of successors, those of several predecessors behind each other."""
    if not set(plans["unit"]) & set(heirs):
        return plans
    listed = rows_of(plans)
    own = {(row["period"], row["unit"]) for row in listed}
    counted: Counter[tuple[str, str]] = Counter()
    rows = []
    for row in listed:
        heir = heirs.get(row["unit"], row["unit"])
        if heir != row["unit"] and (row["period"], heir) in own:
            continue
        counted[row["period"], heir] += 1
        rows.append(row | {"unit": heir, "position": counted[row["period"], heir]})
    return make_frame(PLANS, rows)


def _issued(issued: pd.DataFrame, heirs: Mapping[str, str], day: date) -> pd.DataFrame:
    """What predecessors saw in periods that have ended, for it says which tasks the numbers in their plans mean."""
    listed = rows_of(issued)
    own = {(row["period"], row["unit"]) for row in listed}
    ended = {name for name in issued["period"].unique() if parse_period(name).last_day < day}
    if not any(period in ended and unit in heirs for period, unit in own):
        return issued
    rows = [
        row | {"unit": heirs[row["unit"]]}
        if row["period"] in ended and row["unit"] in heirs and (row["period"], heirs[row["unit"]]) not in own else row
        for row in listed
    ]
    return make_frame(ISSUED, rows)


def _members(members: pd.DataFrame, heirs: Mapping[str, str], day: date) -> pd.DataFrame:
    """Members on a day under the names they have then; a collective that has none left keeps an empty row."""
    rows: dict[tuple[str, str], dict[Any, Any]] = {}
    for row in rows_of(members):
        if _holds(row, day):
            row["member"] = heirs.get(row["member"], row["member"])
            rows.setdefault((row["collective"], row["member"]), row)
    left = {collective for collective, _ in rows}
    return make_frame(MEMBERS, [*rows.values(), *_empty(members["collective"], left)])


def _empty(collectives: Iterable[str], left: set[str]) -> list[dict[str, str]]:
    return [{"collective": name, "member": ""} for name in dict.fromkeys(collectives) if name not in left]


def _holds(row: Mapping[Any, Any], day: date) -> bool:
    start, end = row["valid_from"], row["valid_to"]
    return bool((pd.isna(start) or start.date() <= day) and (pd.isna(end) or day <= end.date()))
