"""A checked reading into the ledger: the first time, or as an amendment that keeps every task's id and history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from breakdown.columns import conform
from breakdown.records import FRAMES, Changes, Reading, Records
from breakdown.review.amend import plan_changes
from breakdown.review.listed import list_heirs, list_registry, list_tasks
from breakdown.review.naming import (
    follow_registry,
    in_order,
    merge_members,
    merge_units,
    names_of,
    rename_units,
    resolve,
    with_ranking,
)
from breakdown.review.notices import Matched, match_reading
from breakdown.review.requests import Decision, extend, rule, unapplied

_TASK_FRAMES = ("tasks", "assignments", "milestones", "targets")


def plan_adoption(records: Records, reading: Reading, decisions: Sequence[Decision] = ()) -> Changes:
    """What adopting a reading writes; its problems list every difference to the ledger.

    Tasks known from an earlier reading of their notice keep their ids, others get the next free number of their year;
    tasks that their notice no longer holds are removed. Progress is never touched. What somebody has written about
    units into the workbook is merged into the ledger's registry, which speaks for the rest, and all assignments bear
    registered names. Decisions on requests become rulings, and agreed extensions new deadlines. Adopting a reading
    twice changes nothing.
    """
    reading, heirs = follow_registry(reading, records)
    known = in_order(resolve(replace(reading, units=merge_units(records.units, reading.units))))
    matched = match_reading(records, known.tasks, reading.known)
    known = replace(known, tasks=matched.settled(known.tasks))
    names = names_of(known.units)
    after = {name: _replaced(name, records, known, matched) for name in _TASK_FRAMES}
    after["assignments"] = rename_units(after["assignments"], names)
    after |= {"units": with_ranking(known.units), "members": merge_members(records.members, known.members, names)}
    after["rulings"], refused = rule(records, decisions)
    after["tasks"] = extend(after["tasks"], after["rulings"])
    problems = matched.problems + list_tasks(records, after, matched.covered) + list_registry(records, after)
    problems += [*refused, *unapplied(records, decisions, after), *list_heirs(heirs)]
    return plan_changes(records, after, problems)


def _replaced(name: str, records: Records, reading: Reading, matched: Matched) -> pd.DataFrame:
    """The ledger's rows of tasks that the reading does not speak about, and the reading's under their final ids."""
    old, new = getattr(records, name), getattr(reading, name)
    kept = old[~old["task_id"].isin(matched.covered)]
    mine = new.assign(task_id=[matched.ids[own] for own in new["task_id"]])
    return conform(FRAMES[name], pd.concat([kept, mine]) if len(kept) else mine)
