"""How the values of a task were worked out from its wording: the day it is due, and who stands behind a collective."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from breakdown.columns import TASKS
from breakdown.tasks.rows import Built


def told_origins(written: Sequence[Mapping[str, Any]], rows: Sequence[Built]) -> list[dict[str, Any]]:
    """Rows of columns.ORIGINS with the ids of their tasks, and one more for each task that says how it is due."""
    ids = [row.task["task_id"] for row in rows]
    made = [{**origin, "task_id": ids[origin["position"]]} for origin in written]
    read_at = {row["position"]: row["place"] for row in made if row["field"] == TASKS.column("deadline_text").header}
    made += [_due(position, row, read_at.get(position, "")) for position, row in enumerate(rows)]
    return sorted(made, key=lambda origin: int(origin["position"]))


def _due(position: int, row: Built, read_at: str) -> dict[str, Any]:
    value, rule = _reading(row.task)
    stages = [f"{stage['label']}（{stage['due'].isoformat()}）" for stage in row.milestones if stage["due"]]
    earlier = f"更早的节点：{'、'.join(stages[:-1])}" if len(stages) > 1 else ""
    return {
        "task_id": row.task["task_id"], "position": position, "field": TASKS.column("due").header, "value": value,
        "rule": rule, "place": read_at or row.task["place"], "quote": row.task["deadline_text"], "considered": earlier,
    }  # fmt: skip


def _reading(task: Mapping[str, Any]) -> tuple[str, str]:
    """What counts as the deadline, and why."""
    if task["due"]:
        return task["due"].isoformat(), "完成时限里最晚的日期"
    if task["done"]:
        return "已完成", "完成时限写明已经完成"
    if task["ongoing"]:
        return "持续推进", "完成时限没有日期，写的是持续性工作"
    why = "完成时限里没有能定出的日期" if task["deadline_text"] else "没有写完成时限"
    return "", f"{why}，台账按年底计算"
