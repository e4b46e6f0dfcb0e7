"""Names of units and collectives resolved by the registry, and two registries made one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd

from breakdown.columns import ASSIGNMENTS, MEMBERS, PROBLEMS, UNITS, conform, make_frame
from breakdown.names import split_outside_brackets
from breakdown.records import Reading, Records

_SEVERITIES = PROBLEMS.column("severity").choices
_DETAILS = ("full_name", "kind", "ranking", "valid_from", "valid_to", "successor", "contact", "phone", "note")
_TERM = ("valid_from", "valid_to")


def split_names(text: str) -> list[str]:
    """The names in one cell, split at 、,，;； and line breaks outside brackets, each once."""
    return list(dict.fromkeys(name for part in split_outside_brackets(text) if (name := "".join(part.split()))))


def names_of(units: pd.DataFrame) -> dict[str, str]:
    """Every name that the registry knows (own, full, alias) → the registered unit; an own name beats an alias."""
    known: dict[str, str] = {}
    rows = units.to_dict("records")
    for row in rows:
        for name in (*split_names(row["aliases"]), row["full_name"]):
            if name:
                known.setdefault(name, row["unit"])
    return known | {row["unit"]: row["unit"] for row in rows}


def apply_registry(reading: Reading, units: pd.DataFrame, members: pd.DataFrame) -> Reading:
    """A reading under the ledger's registry: known units and collectives as registered, proposals for the others."""
    merged = merge_units(reading.units, units)
    defined = merge_members(reading.members, members, names_of(merged))
    wanted = set(reading.members["collective"])
    return resolve(replace(reading, units=merged, members=defined[defined["collective"].isin(wanted)]))


def follow_registry(reading: Reading, records: Records) -> tuple[Reading, dict[str, str]]:
    """A reading in which the ledger's registry speaks for what nobody touched; which units it knows as names of others.

    A review workbook may have been written, even adopted, before somebody edited units.xlsx. Names of which the
    registry has never heard stay.
    """
    known = names_of(records.units)
    listed = {row["unit"]: row for row in reading.units.to_dict("records")}
    heirs = {unit: known[unit] for unit in listed if unit in reading.untouched and unit in known}
    rows: dict[str, dict[Any, Any]] = {unit: row for unit, row in listed.items() if unit not in heirs}
    for unit, heir in heirs.items():
        mine = rows.setdefault(heir, {"unit": heir, "aliases": ""})
        new = [name for name in split_names(listed[unit]["aliases"]) if name not in known]
        mine["aliases"] = "、".join([*split_names(mine["aliases"]), *new])
    defined = set(records.members.loc[records.members["member"] != "", "collective"]) & reading.untouched
    members = reading.members[~reading.members["collective"].isin(defined)]
    known_members = records.members[records.members["collective"].isin(set(reading.members["collective"]) & defined)]
    followed = member_frame([*members.to_dict("records"), *known_members.to_dict("records")])
    renamed = {unit: heir for unit, heir in heirs.items() if unit != heir}
    return replace(reading, units=unit_frame(rows.values()), members=followed), renamed


def resolve(reading: Reading) -> Reading:
    """A reading whose assignments and members bear registered names, and whose units and collectives are all listed."""
    single = reading.assignments[reading.assignments["via"] == "direct"]
    collectives = reading.assignments.loc[reading.assignments["via"] != "direct", "unit"]
    units = _complete(reading.units, [*single["unit"], *reading.members["member"]])
    known = names_of(units)
    assignments = rename_units(reading.assignments, known)
    members = _renamed(reading.members, known)
    listed = {row["collective"] for row in members}
    members += [{"collective": name} for name in dict.fromkeys(collectives) if name not in listed]
    return replace(reading, units=units, members=member_frame(members), assignments=assignments)


def rename_units(assignments: pd.DataFrame, known: dict[str, str]) -> pd.DataFrame:
    """Assignments under registered names; collectives keep theirs."""
    pairs = zip(assignments["unit"], assignments["via"], strict=True)
    units = [known.get(unit, unit) if via == "direct" else unit for unit, via in pairs]
    return conform(ASSIGNMENTS, assignments.assign(unit=units))


def in_order(reading: Reading) -> Reading:
    """A reading whose problems are ordered by severity and whose units of a task are counted from 1, leads first."""
    supports = reading.assignments.assign(later=reading.assignments["role"] != "牵头")
    rows = supports.sort_values(["later", "position"], kind="stable").drop(columns="later")
    counted: Counter[str] = Counter()
    positions = []
    for task_id in rows["task_id"]:
        counted[task_id] += 1
        positions.append(counted[task_id])
    rows = conform(ASSIGNMENTS, rows.assign(position=positions).sort_values(["task_id", "position"], kind="stable"))
    problems = sorted(reading.problems, key=lambda problem: _SEVERITIES.index(problem.severity))
    return replace(reading, assignments=rows, problems=problems)


def merge_units(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Two registries as one: what `second` says wins, what it leaves blank comes from `first`; aliases are united.

    A name that `second` gives to one unit is taken from the others, also where it was a unit of its own in `first`.
    """
    known = names_of(second)
    rows: dict[str, dict[Any, Any]] = {row["unit"]: dict(row) for row in second.to_dict("records")}
    for row in first.to_dict("records"):
        unit = known.get(row["unit"], row["unit"])
        mine = rows.setdefault(unit, {"unit": unit, "aliases": ""})
        names = [name for name in (*split_names(row["aliases"]), row["unit"]) if known.get(name, unit) == unit]
        mine["aliases"] = "、".join([*split_names(mine["aliases"]), *names])
        for name in _DETAILS:
            mine[name] = _first(mine.get(name), row[name])
    return unit_frame(rows.values())


def _first(value: Any, other: Any) -> Any:
    """The first of two values that is written."""
    return other if value in ("", None) or pd.isna(value) else value


def merge_members(first: pd.DataFrame, second: pd.DataFrame, known: dict[str, str]) -> pd.DataFrame:
    """Two lists of collectives as one: a collective with members in `second` is as there, otherwise as in `first`.

    From when to when a member belongs to it comes from `first` where `second` does not say.
    """
    defined = set(second.loc[second["member"] != "", "collective"])
    terms = {(row["collective"], row["member"]): row for row in _renamed(first, known)}
    listed = []
    for row in _renamed(second, known):
        before = terms.get((row["collective"], row["member"]), row)
        listed.append(row | {name: _first(row.get(name), before[name]) for name in _TERM})
    others = first[~first["collective"].isin(defined)]
    return member_frame([*listed, *_renamed(others, known)])


def unit_frame(rows: Iterable[dict[Any, Any]]) -> pd.DataFrame:
    """Rows as columns.UNITS; aliases sorted, each once, without the unit's own name."""
    tidy = [{**row, "aliases": "、".join(sorted(set(split_names(row["aliases"])) - {row["unit"]}))} for row in rows]
    return make_frame(UNITS, tidy)


def with_ranking(units: pd.DataFrame) -> pd.DataFrame:
    """The units with a group to be ranked in: where nobody has written one, the kind."""
    written = units["ranking"] != ""
    return conform(UNITS, units.assign(ranking=units["ranking"].where(written, units["kind"])))


def member_frame(rows: Iterable[dict[Any, Any]]) -> pd.DataFrame:
    """Rows as columns.MEMBERS, each once; the empty row of a collective goes when it has a member."""
    listed = list(rows)
    defined = {row["collective"] for row in listed if row.get("member")}
    kept: dict[tuple[str, str], dict[Any, Any]] = {}
    for row in listed:
        member = row.get("member") or ""
        if member or row["collective"] not in defined:
            kept.setdefault((row["collective"], member), row)
    return make_frame(MEMBERS, kept.values())


def _renamed(members: pd.DataFrame, known: dict[str, str]) -> list[dict[Any, Any]]:
    return [{**row, "member": known.get(row["member"], row["member"])} for row in members.to_dict("records")]


def _complete(units: pd.DataFrame, names: Iterable[str]) -> pd.DataFrame:
    known = names_of(units)
    missing = [name for name in dict.fromkeys(names) if name and name not in known]
    return unit_frame([*units.to_dict("records"), *({"unit": name, "aliases": ""} for name in missing)])
