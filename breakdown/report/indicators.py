"""The table of targets: each by the rule of its kind, with the figures of the periods so far and where they tend."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from breakdown.periods import Period
from breakdown.report.frames import FIGURES, INDICATORS
from breakdown.report.judge import Assessed
from breakdown.report.measures import Target
from breakdown.report.rows import Table, tabulate
from breakdown.report.standings import Terms

# Groups of targets in print order; what has no number is judged as a qualitative one.
KINDS = {"cumulative": "累计", "rate": "比率", "ceiling": "控制", "qualitative": "定性"}
UNTOLD = "未报数字"


def counting_figures(course: Iterable[Assessed]) -> Table:
    """The rows of FIGURES of the units whose reports count for their tasks, of some periods, oldest first."""
    rows: list[Any] = []
    for assessed in course:
        counting = {(task.task_id, task.unit) for task in assessed.tasks.rows}
        rows += [row for row in assessed.figures.rows if (row.task_id, row.unit) in counting]
    return Table(FIGURES, tuple(rows))


def indicator_table(
    terms: Mapping[str, Terms], tasks: Iterable[Any], figures: Iterable[Any], period: Period
) -> Table:
    """One row per target of every task, by kind and then in ledger order, as columns of INDICATORS.

    figures: rows of FIGURES of the units that count, of the period and earlier ones, oldest first. A target without a
    number has the task's class, for lack of any figure of its own.
    """
    told: dict[tuple[str, int], list[Any]] = {}
    for row in figures:
        told.setdefault((row.task_id, row.position), []).append(row)
    rows = []
    for task in tasks:
        for target in terms[task.task_id].targets:
            row = {"task_id": task.task_id, "position": target.position, "no": task.no,
                   "name": target.name or task.content, "content": task.content, "leaders": task.leaders,
                   "target": target.text or target.printed, "unit": task.unit or task.leads, "deadline": task.deadline}
            own = told.get((task.task_id, target.position), [])
            rows.append(row | (_numeric(target, own, task, period) if target.numeric else
                               _staged(task, terms[task.task_id])))
    rows.sort(key=lambda row: list(KINDS.values()).index(row["kind"]))
    return tabulate(INDICATORS, rows)


def _numeric(target: Target, told: list[Any], task: Any, period: Period) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": KINDS[target.kind], "goal": target.value, "measure": target.unit}
    now = told[-1] if told and told[-1].period == period.name else None
    if target.kind == "cumulative":
        row |= {"pace": task.pace}
    if now is None:
        return row | {"category": UNTOLD, "basis": task.basis}
    if target.kind != "cumulative":
        row |= {"gap": round(now.figure - target.value, 4)}
    return row | {"figure": now.figure, "percent": now.percent, "category": now.category, "basis": now.basis,
                  "trend": _trend(target, told), "shrunk": _shrunk(target, told)}


def _staged(task: Any, terms: Terms) -> dict[str, Any]:
    stages = terms.stages
    return {
        "kind": KINDS["qualitative"], "stages": f"{stages.due}/{len(stages.days)}" if stages else "",
        "pace": task.pace if stages else math.nan, "category": task.category, "basis": task.basis,
    }


def _trend(target: Target, told: list[Any]) -> str:
    """Against the figure before, in the target's measure; "" for the first figure of all."""
    if len(told) < 2:
        return ""
    change = _change(told)
    if not change:
        return "持平"
    measure = "个百分点" if target.unit == "%" else target.unit
    said = f"{'增加' if change > 0 else '减少'}{abs(change):g}{measure}"
    return f"{said}，累计数应只增不减" if _shrunk(target, told) else said


def _shrunk(target: Target, told: list[Any]) -> bool:
    """Whether a figure that can but grow is less than the one before."""
    return target.kind == "cumulative" and len(told) > 1 and _change(told) < 0


def _change(told: list[Any]) -> float:
    # what is lost in counting in another measure is no change
    return round(float(told[-1].figure - told[-2].figure), 4)
