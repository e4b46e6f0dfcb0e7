"""The memory of lights: how every task was lit in each period of the year, and how that period is shown now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from breakdown.periods import Period
from breakdown.report.frames import ON_PLAN, TRAIL
from breakdown.report.judge import Assessed
from breakdown.report.lights import Lights
from breakdown.report.rows import Table, tabulate


def light_trail(course: Mapping[Period, Assessed], lights: Lights) -> Table:
    """One row per task and period in ledger order, as columns of TRAIL; course: oldest period first.

    A red is made good once a later period finds the task on plan; with a preset that remembers, the period that was
    missed is then shown in the light that it names, never in green.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for period, assessed in course.items():
        title = period.title
        for task in assessed.tasks.rows:
            found.setdefault(task.task_id, []).append({
                "task_id": task.task_id, "no": task.no, "period": period.name, "title": title,
                "category": task.category, "light": task.light, "basis": task.basis, "percent": task.percent,
                "pace": task.pace,
            })
    for rows in found.values():
        good = False
        for row in reversed(rows):
            made_good = good and row["light"] == "红"
            row["shown"] = lights.made_good if made_good and lights.made_good else row["light"]
            row["made_good"] = made_good
            good = good or row["category"] in ON_PLAN
    return tabulate(TRAIL, (row for rows in found.values() for row in rows))
