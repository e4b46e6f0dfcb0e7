"""Who has to report on a task in a period: its lead units, collectives expanded as they were issued."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from breakdown.report.duties import Duties, Lead
from breakdown.stages import without_plan_forms


def find_leads(duties: Duties, issued: Iterable[Any], progress: Iterable[Any]) -> dict[str, tuple[Lead, ...]]:
    """Each task's lead units in the notice's order; a task whose leads nobody has named yet has an empty tuple.

    issued: what newest_issued gives. progress: the reports of the same period, by name.
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


def newest_issued(issued: Sequence[Any]) -> list[Any]:
    """Of the rows issued for a period, by name, those of each unit's newest form of progress."""
    rows, newest = without_plan_forms(issued, issued), dict[str, int]()
    for row in rows:
        newest[row.unit] = max(row.revision, newest.get(row.unit, row.revision))
    return [row for row in rows if row.revision == newest[row.unit]]


def _expand(names: Sequence[str], members: Mapping[str, list[str]], issued: list[str]) -> list[Lead]:
    # what was issued counts; before anything was issued, the members named so far
    member_of = {unit: name for name in reversed(names) for unit in members.get(name, [])}
    order = {unit: at for at, unit in enumerate(member_of)}
    units = sorted(issued, key=lambda unit: (order.get(unit, len(order)), unit)) or list(member_of)
    return [Lead(unit, member_of.get(unit, names[0])) for unit in units]


def _with(leads: tuple[Lead, ...], more: Sequence[Lead]) -> tuple[Lead, ...]:
    known = {lead.unit for lead in leads}
    return (*leads, *(lead for lead in more if lead.unit not in known))


def _units_by_task(rows: Iterable[Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.role == "牵头" and row.unit not in found[row.task_id]:
            found[row.task_id].append(row.unit)
    return found
