"""Who does what, read back from the review workbook: names as printed, what they mean, who leads and who supports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from breakdown.cells import WorkbookCells
from breakdown.columns import Column
from breakdown.names import is_collective, is_open, split_units
from breakdown.problems import Problem
from breakdown.review.naming import member_frame, names_of, unit_frame
from breakdown.review.originals import Original
from breakdown.review.registry import checked_kind, read_members, settle_aliases, unregistered_members
from breakdown.review.tables import TableRow, read_table
from breakdown.review.view import (
    COLLECTIVE_COLUMNS,
    COLLECTIVE_SHEET,
    COLLECTIVES_BEFORE,
    UNIT_COLUMNS,
    UNIT_SHEET,
    UNITS_BEFORE,
)
from breakdown.tasks.collectives import unit_kind
from breakdown.words import Words

_ROLES = (("牵头", "leads"), ("配合", "supports"))


@dataclass(frozen=True)
class Names:
    """What printed names mean: the units as the office registered them, and the collectives with their members.

    untouched: those of both on whose rows nothing was changed since the workbook was written.
    """

    units: pd.DataFrame
    listed: pd.DataFrame
    known: dict[str, str]
    words: Words
    untouched: frozenset[str]

    def unit(self, printed: str) -> str:
        """The registered name of a printed unit."""
        return self.known.get(printed, printed)

    def collective(self, printed: str) -> bool:
        """Whether a printed name stands for several units: listed as such, or unregistered and worded so."""
        if printed in set(self.listed["collective"]):
            return True
        return printed not in self.known and is_collective(printed, self.words.units)

    def registry(self, used: set[str]) -> pd.DataFrame:
        """The registered units and those that appear for the first time, in tasks or as members."""
        names = [*sorted(used), *(self.unit(name) for name in self.listed["member"] if name)]
        new = [name for name in dict.fromkeys(names) if name not in set(self.units["unit"])]
        added = [{"unit": name, "aliases": "", "kind": unit_kind(name, self.words)} for name in new]
        return unit_frame([*self.units.to_dict("records"), *added])

    def members(self, used: set[str]) -> pd.DataFrame:
        """The collectives with registered members, and those that are used but not listed, still without members."""
        rows = [{**row, "member": self.unit(row["member"])} for row in self.listed.to_dict("records")]
        missing = sorted(used - set(self.listed["collective"]))
        return member_frame([*rows, *({"collective": name} for name in missing)])


def read_names(
    cells: WorkbookCells, words: Words, registered: Collection[str], problems: list[Problem]
) -> Names:
    """What the sheets 单位核对 and 集合单位 say; WorkbookError when one of them or a column is missing.

    registered: names that the ledger's registry knows.
    """
    units = _read_units(read_table(cells, UNIT_SHEET, UNIT_COLUMNS, problems), problems)
    listed = read_members(read_table(cells, COLLECTIVE_SHEET, COLLECTIVE_COLUMNS, problems), problems)
    problems += unregistered_members(listed, {*names_of(units), *registered})
    units_before = _read_units(_rows_before(cells, UNITS_BEFORE, UNIT_COLUMNS), [])
    listed_before = read_members(_rows_before(cells, COLLECTIVES_BEFORE, COLLECTIVE_COLUMNS), [])
    untouched = _same(units, units_before, "unit") | _same(listed, listed_before, "collective")
    return Names(units, listed, names_of(units), words, untouched)


def _rows_before(cells: WorkbookCells, name: str, columns: Sequence[Column]) -> list[TableRow]:
    """A table as it was written; no rows where an older program has written it."""
    return read_table(cells, name, columns, []) if cells.sheet(name) else []


def _same(now: pd.DataFrame, before: pd.DataFrame, name: str) -> frozenset[str]:
    """The names whose rows are all as they were."""
    old = _rows_by(before, name)
    return frozenset(own for own, rows in _rows_by(now, name).items() if old[own] == rows)


def _rows_by(frame: pd.DataFrame, name: str) -> dict[str, list[tuple[str, ...]]]:
    rows: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in frame.to_dict("records"):
        rows[row[name]].append(tuple(map(str, row.values())))
    return rows


def _read_units(rows: list[TableRow], problems: list[Problem]) -> pd.DataFrame:
    """One row per registered name, printed names as aliases; of several rows the first that says a thing counts."""
    made: dict[str, dict[str, str]] = {}
    for row in rows:
        values = checked_kind(row, row.texts(), problems)
        printed = row.key or values["printed"]
        unit = "".join(values["unit"].split()) or printed
        if not unit:
            problems.append(row.problem("row-empty", "这一行没有写单位名称，未采用", "请补上单位名称，或删去这一行"))
            continue
        mine = made.setdefault(unit, {"unit": unit, "aliases": ""})
        mine["aliases"] = "、".join((mine["aliases"], values["aliases"], printed))
        for name in ("kind", "full_name", "contact", "phone", "note"):
            mine[name] = mine.get(name) or values[name]
            if values[name] not in ("", mine[name]):
                sentence = f"“{unit}”的几行写得不一样，采用前面的“{mine[name]}”"
                problems.append(row.problem("cell-wrong", sentence, "同一单位请写成一样", name, "存疑"))
    return unit_frame(settle_aliases(made, problems))


def read_roles(
    row: TableRow, task_id: str, original: Original, names: Names, problems: list[Problem]
) -> tuple[list[dict[Any, Any]], bool]:
    """The assignments of one task, leads first, and whether a list is open (相关, 等, 各…)."""
    made: list[dict[Any, Any]] = []
    unchanged = True
    is_list_open = False
    for role, column in _ROLES:
        printed = original.units.get(role, [])
        if row.text(column) != "、".join(printed):
            unchanged = False
            found = split_units(row.text(column), names.words.units)
            printed = [name.text for name in found]
            is_list_open = is_list_open or any(name.open for name in found)
        else:
            is_list_open = is_list_open or any(is_open(name, names.words.units) for name in printed)
        made += [_assignment(task_id, name, role, names) for name in printed]
    problems += _both_roles(row, made, {*original.units.get("牵头", ())} & {*original.units.get("配合", ())})
    numbered = [{**assignment, "position": at} for at, assignment in enumerate(made, 1)]
    return numbered, original.open if unchanged else is_list_open


def _assignment(task_id: str, printed: str, role: str, names: Names) -> dict[Any, Any]:
    if names.collective(printed):
        return {"task_id": task_id, "unit": printed, "printed": printed, "role": role, "via": "集合"}
    return {"task_id": task_id, "unit": names.unit(printed), "printed": printed, "role": role, "via": "direct"}


def _both_roles(row: TableRow, assignments: Iterable[dict[Any, Any]], told: set[str]) -> list[Problem]:
    """Units that lead and support one task, unless the notice itself says so (`told`: the reading knows that)."""
    leads = [each["unit"] for each in assignments if each["role"] == "牵头" and each["printed"] not in told]
    supports = {each["unit"] for each in assignments if each["role"] == "配合"}
    return [
        row.problem("role-both", f"“{unit}”既是牵头单位又是配合单位", "请在其中一栏删去", "supports", "存疑")
        for unit in dict.fromkeys(leads) if unit in supports
    ]
