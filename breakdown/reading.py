"""A reading as plain records: the tasks with the field names of the gold data, for scripts and other programs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from breakdown.framed import Row
from breakdown.records import Reading


def task_records(reading: Reading) -> list[dict[str, Any]]:
    """One dictionary per task: no, section, subsection, content, goal, leaders, lead_units, support_units, open,
    deadline_text, due, ongoing, done, then doubts, targets, milestones, place; what is not written is None or [].
    expanded: the names that the reading completed (市财政局 in 市教育局、财政局), each with its print.
    """
    units, targets, milestones = (_by_task(reading.rows(name)) for name in ("assignments", "targets", "milestones"))
    return [
        _record(task, units[task["task_id"]], targets[task["task_id"]], milestones[task["task_id"]])
        for task in reading.rows("tasks")
    ]


def _by_task(listed: Iterable[Row]) -> defaultdict[str, list[Row]]:
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for row in listed:
        rows[row["task_id"]].append(row)
    return rows


def _record(
    task: Mapping[str, Any], units: list[Row], targets: list[Row], milestones: list[Row]
) -> dict[str, Any]:
    return {
        **{name: task[name] or None for name in ("no", "section", "subsection")},
        "content": task["content"],
        "goal": task["goal"] or None,
        "leaders": task["leaders"].split("、") if task["leaders"] else [],
        "lead_units": [row["unit"] for row in units if row["role"] == "牵头"],
        "support_units": [row["unit"] for row in units if row["role"] == "配合"],
        "expanded": {row["unit"]: row["printed"] for row in units if row["unit"] != row["printed"]},
        "open": bool(task["open"]),
        "deadline_text": task["deadline_text"] or None,
        "due": _day(task["due"]),
        "ongoing": bool(task["ongoing"]),
        "done": bool(task["done"]),
        "kind": task["kind"],
        "doubts": [doubt for doubt in task["doubts"].split("\n") if doubt],
        "targets": [
            {name: row[name] for name in ("name", "kind", "relation", "unit", "text", "value")}
            for row in targets
        ],
        "milestones": [{"label": row["label"], "due": _day(row["due"]), "text": row["text"]} for row in milestones],
        "place": task["place"],
    }


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
