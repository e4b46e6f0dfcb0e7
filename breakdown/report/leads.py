"""Who has to report on a task in a period: its lead units, collectives expanded as they were issued."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from breakdown.assigned import COLLECTIVE, members_of
from breakdown.records import Records
from breakdown.report.rows import rows_of
from breakdown.stages import without_plan_forms


class Lead(NamedTuple):
    """A lead unit of a task; via: direct, the collective it belongs to, or 填报 for one that reported unasked."""

    unit: str
    via: str


def find_leads(records: Records, period: str) -> dict[str, tuple[Lead, ...]]:
    """Each task's lead units in the notice's order; a task whose leads nobody has named yet has an empty tuple."""
    issued = _units_by_task(newest_issued(records, period))
    reporting = _units_by_task(records.progress[records.progress["period"] == period])
    members = members_of(records)
    named, collectives = _as_assigned(records, members)
    found = {}
    for task_id in records.tasks["task_id"]:
        units = dict(named.get(task_id, {}))
        for lead in _expand(collectives.get(task_id, []), members, issued.get(task_id, [])):
            units.setdefault(lead.unit, lead.via)
        for unit in sorted(reporting.get(task_id, [])):
            units.setdefault(unit, "填报")
        found[task_id] = tuple(Lead(unit, via) for unit, via in units.items())
    return found


def newest_issued(records: Records, period: str) -> pd.DataFrame:
    """The rows issued for a period, of each unit's newest form of progress only."""
    rows = without_plan_forms(records.issued[records.issued["period"] == period], records)
    newest = rows.groupby("unit")["revision"].transform("max")
    return rows[rows["revision"] == newest]


def tasks_with_lead(records: Records) -> set[str]:
    """The tasks for which the notice prints any lead at all, open collectives included."""
    return set(records.assignments.loc[records.assignments["role"] == "牵头", "task_id"])


def _as_assigned(
    records: Records, members: Mapping[str, list[str]]
) -> tuple[dict[str, dict[str, str]], dict[str, list[str]]]:
    named: dict[str, dict[str, str]] = defaultdict(dict)
    collectives: dict[str, list[str]] = defaultdict(list)
    rows = records.assignments[records.assignments["role"] == "牵头"].sort_values("position", kind="stable")
    for row in rows_of(rows):
        name = row.unit or row.printed
        if row.via == COLLECTIVE or name in members:
            collectives[row.task_id].append(name)
        else:
            named[row.task_id].setdefault(name, row.via)
    return named, collectives


def _expand(names: list[str], members: Mapping[str, list[str]], issued: list[str]) -> list[Lead]:
    # what was issued counts; before anything was issued, the members named so far
    if not names:
        return []
    member_of = {unit: name for name in reversed(names) for unit in members.get(name, [])}
    order = {unit: at for at, unit in enumerate(member_of)}
    units = sorted(issued, key=lambda unit: (order.get(unit, len(order)), unit)) or list(member_of)
    return [Lead(unit, member_of.get(unit, names[0])) for unit in units]


def _units_by_task(frame: pd.DataFrame) -> dict[str, list[str]]:
    rows = frame[frame["role"] == "牵头"]
    found: dict[str, list[str]] = defaultdict(list)
    for task_id, unit in zip(rows["task_id"], rows["unit"], strict=True):
        if unit not in found[task_id]:
            found[task_id].append(unit)
    return found
