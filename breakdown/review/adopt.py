"""A checked reading into the ledger: the first time, or as an amendment that keeps every task's id and history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from breakdown.columns import conform
from breakdown.records import FRAMES, Changes, Reading, Records
from breakdown.review.amend import highest_numbers, plan_changes
from breakdown.review.listed import list_registry, list_tasks
from breakdown.review.naming import in_order, merge_members, merge_units, names_of, rename_units, resolve, with_ranking
from breakdown.review.requests import Decision, extend, rule, unapplied
from breakdown.tasks.identity import match_tasks

_TASK_FRAMES = ("tasks", "assignments", "milestones", "targets")


class Matched(NamedTuple):
    """Final id of every task of a reading, and the ledger's tasks that the reading speaks about, gone ones included."""

    ids: dict[str, str]
    covered: set[str]


def plan_adoption(records: Records, reading: Reading, decisions: Sequence[Decision] = ()) -> Changes:
    """What adopting a reading writes; its problems list every difference to the ledger.

    Tasks known from an earlier reading of their notice keep their ids, others get the next free number of their year;
    tasks that their notice no longer holds are removed. Progress is never touched. The reading's registry is merged
    with the ledger's, and all assignments bear registered names. Decisions on requests become rulings, and agreed
    extensions new deadlines. Adopting a reading twice changes nothing.
    """
    known = in_order(resolve(replace(reading, units=merge_units(records.units, reading.units))))
    matched = _match(records, known.tasks, reading.known)
    names = names_of(known.units)
    after = {name: _replaced(name, records, known, matched) for name in _TASK_FRAMES}
    after["assignments"] = rename_units(after["assignments"], names)
    after |= {"units": with_ranking(known.units), "members": merge_members(records.members, known.members, names)}
    after["rulings"], refused = rule(records, decisions)
    after["tasks"] = extend(after["tasks"], after["rulings"])
    problems = list_tasks(records, after, matched.covered) + list_registry(records, after)
    problems += [*refused, *unapplied(records, decisions, after)]
    return plan_changes(records, after, problems)


def _replaced(name: str, records: Records, reading: Reading, matched: Matched) -> pd.DataFrame:
    """The ledger's rows of tasks that the reading does not speak about, and the reading's under their final ids."""
    old, new = getattr(records, name), getattr(reading, name)
    kept = old[~old["task_id"].isin(matched.covered)]
    mine = new.assign(task_id=[matched.ids[own] for own in new["task_id"]])
    return conform(FRAMES[name], pd.concat([kept, mine]) if len(kept) else mine)


def _match(records: Records, tasks: pd.DataFrame, standing: frozenset[str]) -> Matched:
    """standing: the ids that a reading of the ledger itself knows for certain."""
    ids: dict[str, str] = {}
    covered: set[str] = set()
    if standing:
        covered = set(standing) & set(records.tasks["task_id"])
        ids = {own: own for own in tasks["task_id"] if own in covered}
        return Matched(_numbered(records, tasks, ids), covered)
    notices = set(tasks["notice"])
    for (year, notice), mine in tasks.groupby(["year", "notice"], sort=False):
        olds = records.tasks[records.tasks["year"] == year]
        old = olds[olds["notice"] == notice]
        if old.empty:
            old = _same_under_another_name(olds[~olds["notice"].isin(notices)], mine)
        ids |= match_tasks(old, mine)
        covered |= set(old["task_id"])
    return Matched(_numbered(records, tasks, ids), covered)


def _numbered(records: Records, tasks: pd.DataFrame, ids: dict[str, str]) -> dict[str, str]:
    """The ids with the next free number of its year for every task that has none."""
    highest = Counter(highest_numbers(records))
    for row in tasks.sort_values("position", kind="stable").to_dict("records"):
        if row["task_id"] not in ids:
            highest[row["year"]] += 1
            ids[row["task_id"]] = f"{row['year']}-{highest[row['year']]:03d}"
    return ids


def _same_under_another_name(olds: pd.DataFrame, mine: pd.DataFrame) -> pd.DataFrame:
    """The tasks of the notice that this is under another name: more than half of its tasks return; else none."""
    for _, old in olds.groupby("notice", sort=False):
        if 2 * len(match_tasks(old, mine)) > len(old):
            return old
    return olds.iloc[:0]
