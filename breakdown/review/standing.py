"""The ledger as a reading, for a review workbook of what stands."""

from __future__ import annotations

from breakdown.records import Reading, Records


def ledger_reading(records: Records, year: int) -> Reading:
    """All tasks of the ledger as a reading that knows their ids, so that a task worded anew keeps its own."""
    title = "、".join(dict.fromkeys(name for name in records.tasks["notice"] if name))
    return Reading(title, year, records.tasks, records.assignments, records.milestones, records.targets, records.units,
                   records.members, known=frozenset(records.tasks["task_id"]))
