"""Who has to report on a task in a period: its lead units, collectives expanded as they were issued."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from breakdown.records import Records
from breakdown.report.duties import Duties
from breakdown.stages import without_plan_forms


class Lead(NamedTuple):
    """A lead unit of a task; via: direct, the collective it belongs to, or 填报 for one that reported unasked."""

    unit: str
    via: str


def find_leads(duties: Duties, issued: pd.DataFrame, progress: pd.DataFrame) -> dict[str, tuple[Lead, ...]]:
    """Each task's lead units in the notice's order; a task whose leads nobody has named yet has an empty tuple.

    issued: what newest_issued gives. progress: the reports of the same period.
    """
    asked, reporting = _units_by_task(issued), _units_by_task(progress)
    found = {}
    for task in duties.tasks:
        units = dict(duties.named.get(task.task_id, {}))
        collectives = duties.collectives.get(task.task_id, ())
        for lead in _expand(collectives, duties.members, asked.get(task.task_id, [])):
            units.setdefault(lead.unit, lead.via)
        for unit in sorted(reporting.get(task.task_id, [])):
            units.setdefault(unit, "填报")
        found[task.task_id] = tuple(Lead(unit, via) for unit, via in units.items())
    return found


def newest_issued(collected: Records) -> pd.DataFrame:
    """The rows issued for a period, of each unit's newest form of progress only; collected: what belongs to it."""
    rows = without_plan_forms(collected.issued, collected)
    newest = rows.groupby("unit")["revision"].transform("max")
    return rows[rows["revision"] == newest]


def _expand(names: Sequence[str], members: Mapping[str, list[str]], issued: list[str]) -> list[Lead]:
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
