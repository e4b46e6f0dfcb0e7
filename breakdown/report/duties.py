"""What notices and rulings lay down, read once for all the periods that are judged by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

from breakdown.assigned import COLLECTIVE, members_of
from breakdown.records import Records
from breakdown.report.measures import Target
from breakdown.rulings import Row, extensions


class Lead(NamedTuple):
    """A lead unit of a task; via: direct, the collective it belongs to, or 填报 for one that reported unasked."""

    unit: str
    via: str


@dataclass(frozen=True)
class Duties:
    """Tasks and who is assigned to them.

    tasks: rows of `tasks` in the notice's order. targets, extended: by task, rulings oldest first. names: by task and
    role the units joined by 、. named: by task its lead units. collectives: by task those that
    lead it. members: every collective's units. supports: by unit the tasks that it supports under its own name.
    registry: rows of `units`.
    """

    tasks: Sequence[Any]
    targets: Mapping[str, tuple[Target, ...]]
    extended: Mapping[str, list[Row]]
    names: Mapping[tuple[str, str], str]
    named: Mapping[str, tuple[Lead, ...]]
    collectives: Mapping[str, Sequence[str]]
    members: Mapping[str, list[str]]
    supports: Mapping[str, set[str]]
    registry: Mapping[str, Any]

    def leaderless(self, task_id: str) -> bool:
        """Whether the notice prints no lead at all for a task, not even an open collective."""
        return task_id not in self.named and task_id not in self.collectives


def read_duties(records: Records) -> Duties:
    """The duties as the ledger knows them."""
    members = members_of(records)
    names: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    named: defaultdict[str, dict[str, str]] = defaultdict(dict)
    collectives: defaultdict[str, list[str]] = defaultdict(list)
    for row in sorted(records.named("assignments"), key=attrgetter("position")):
        name = row.unit or row.printed
        names[row.task_id, row.role].append(name)
        if row.role == "牵头" and (row.via == COLLECTIVE or name in members):
            collectives[row.task_id].append(name)
        elif row.role == "牵头":
            named[row.task_id].setdefault(name, row.via)
    return Duties(
        sorted(records.named("tasks"), key=attrgetter("position")), _targets(records), extensions(records),
        {key: "、".join(dict.fromkeys(listed)) for key, listed in names.items()},
        {task_id: tuple(Lead(*pair) for pair in units.items()) for task_id, units in named.items()}, dict(collectives),
        members, _supports(records),
        {row.unit: row for row in records.named("units")},
    )


def _supports(records: Records) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in records.named("assignments"):
        if row.role == "配合" and row.unit and row.via != COLLECTIVE:
            found.setdefault(row.unit, set()).add(row.task_id)
    return found


def _targets(records: Records) -> dict[str, tuple[Target, ...]]:
    found: dict[str, list[Target]] = {}
    for row in sorted(records.named("targets"), key=attrgetter("position")):
        target = Target(row.kind, row.value, row.unit, row.text, row.name, row.position)
        found.setdefault(row.task_id, []).append(target)
    return {task_id: tuple(listed) for task_id, listed in found.items()}
