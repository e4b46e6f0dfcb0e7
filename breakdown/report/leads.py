"""Who has to report on a task in a period: its lead units, collectives expanded as they were issued."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import pandas as pd

from breakdown.records import Records
from breakdown.report.duties import Duties, Lead
from breakdown.stages import without_plan_forms


def find_leads(duties: Duties, issued: pd.DataFrame, progress: pd.DataFrame) -> dict[str, tuple[Lead, ...]]:
    """Each task's lead units in the notice's order; a task whose leads nobody has named yet has an empty tuple.

    issued: what newest_issued gives. progress: the reports of the same period.
    """
    asked, reporting = _units_by_task(issued), _units_by_task(progress)
    found = {}
    for task in duties.tasks:
        leads = duties.named.get(task.task_id, ())
        collectives = duties.collectives.get(task.task_id, ())
        if collectives:
            leads = _with(leads, _expand(collectives, duties.members, asked.get(task.task_id, [])))
        found[task.task_id] = _with(leads, [Lead(unit, "填报") for unit in sorted(reporting.get(task.task_id, ()))])
    return found


def newest_issued(collected: Records) -> pd.DataFrame:
    """The rows issued for a period, of each unit's newest form of progress only; collected: what belongs to it."""
    rows = without_plan_forms(collected.issued, collected)
    newest = rows.groupby("unit")["revision"].transform("max")
    return rows[rows["revision"] == newest]


def _expand(names: Sequence[str], members: Mapping[str, list[str]], issued: list[str]) -> list[Lead]:
    # what was issued counts; before anything was issued, the members named so far
    member_of = {unit: name for name in reversed(names) for unit in members.get(name, [])}
    order = {unit: at for at, unit in enumerate(member_of)}
    units = sorted(issued, key=lambda unit: (order.get(unit, len(order)), unit)) or list(member_of)
    return [Lead(unit, member_of.get(unit, names[0])) for unit in units]


def _with(leads: tuple[Lead, ...], more: Sequence[Lead]) -> tuple[Lead, ...]:
    known = {lead.unit for lead in leads}
    return (*leads, *(lead for lead in more if lead.unit not in known))


def _units_by_task(frame: pd.DataFrame) -> dict[str, list[str]]:
    rows = frame[frame["role"] == "牵头"]
    found: dict[str, list[str]] = defaultdict(list)
    for task_id, unit in zip(rows["task_id"], rows["unit"], strict=True):
        if unit not in found[task_id]:
            found[task_id].append(unit)
    return found
