"""Classes, lights and ranks of a period once more, from the exported tables alone: small code of its own.

What it knows: the rules of the default preset, as the README and FIELD.md tell them, so far as the district needs them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

Rows = list[dict[str, Any]]
CAUTIOUS = ["任务调整", "逾期未完成", "未启动", "未达序时进度", "达到序时进度", "持续推进", "超序时进度",
            "已完成", "未报送"]
ON_PLAN = {"已完成", "超序时进度", "达到序时进度", "持续推进"}
COLOURS = {"已完成": "蓝", "超序时进度": "绿", "达到序时进度": "绿", "持续推进": "绿", "未达序时进度": "黄",
           "未启动": "黄", "逾期未完成": "红", "任务调整": "灰", "未报送": "灰"}
LAST = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


@dataclass(frozen=True)
class Export:
    """The exported tables, as rows."""

    tasks: Rows
    assignments: Rows
    issued: Rows
    progress: Rows
    returns: Rows
    units: Rows
    targets: Rows
    plans: Rows
    closings: Rows
    rulings: Rows


@dataclass(frozen=True)
class Stand:
    """How a unit's task stands: class and light."""

    category: str
    light: str


def recount(export: Export, month: int) -> dict[tuple[str, str], Stand]:
    """By task and lead unit how it stands in a month."""
    heirs = {row["unit"]: row["successor"] for row in export.units
             if row["successor"] and row["valid_to"].month < month}
    found = {}
    for task in export.tasks:
        for row in export.assignments:
            if row["task_id"] == task["task_id"] and row["role"] == "牵头":
                unit = heirs.get(row["unit"], row["unit"])
                names = {unit, *(old for old, new in heirs.items() if new == unit)}
                found[task["task_id"], unit] = _stand(export, task, names, month)
    return found


def by_task(stands: dict[tuple[str, str], Stand]) -> dict[str, Stand]:
    """Of several lead units the most cautious one."""
    found: dict[str, Stand] = {}
    for (task_id, _), stand in stands.items():
        held = found.get(task_id)
        if held is None or CAUTIOUS.index(stand.category) < CAUTIOUS.index(held.category):
            found[task_id] = stand
    return found


def ranks(stands: dict[tuple[str, str], Stand], groups: dict[str, str]) -> dict[str, int]:
    """Each unit's rank in its group: one more than the units that do better."""
    counts: dict[str, Counter[str]] = {}
    for (_, unit), stand in stands.items():
        counts.setdefault(unit, Counter())[stand.category] += 1
    score = {unit: (sum(one[name] for name in ON_PLAN) / one.total(), one["已完成"] / one.total())
             for unit, one in counts.items()}
    return {unit: 1 + sum(score[other] > score[unit] for other in score if groups[other] == groups[unit])
            for unit in score}


def _stand(export: Export, task: dict[str, Any], names: set[str], month: int) -> Stand:
    own = [row for row in export.progress if row["task_id"] == task["task_id"] and row["unit"] in names
           and row["role"] == "牵头" and _month(row) <= month]
    own.sort(key=_month)
    checked = [row for row in export.closings if row["task_id"] == task["task_id"] and row["unit"] in names
               and _month(row) <= month]
    newest = max(checked, key=_month, default=None)
    said = [row["status"] for row in own]
    if newest and newest["result"] == "销号" and set(said[said.index("已完成"):]) == {"已完成"}:
        return Stand("已完成", "蓝")
    now = own[-1] if own and _month(own[-1]) == month else None
    back = bool(newest and newest["result"] == "退回" and _month(own[-1]) <= _month(newest))
    return _judged(export, task, now, back, bool(own) and own[-1]["status"] == "已完成", month)


def _judged(
    export: Export, task: dict[str, Any], now: dict[str, Any] | None, back: bool, done_before: bool, month: int
) -> Stand:
    if now is None:
        return _lit("已完成" if done_before and not back else "未报送")
    if now["status"] == "已完成" and not back:
        return _lit("已完成")
    if now["status"] == "申请调整" and not _refused(export, now):
        return _lit("任务调整")
    category, gap, met = _by_figures(export, task, now, month)
    due = None if pd.isna(task["due"]) else task["due"].date()
    over = due is not None and due <= date(2021, month, LAST[month - 1])
    if over and (back or not met):
        return _lit("逾期未完成")
    if now["status"] == "未启动":
        return _lit("未启动")
    return _lit("达到序时进度" if category == "超序时进度" and back else category, gap)


def _by_figures(export: Export, task: dict[str, Any], now: dict[str, Any], month: int) -> tuple[str, float, bool]:
    """The class by figures, the points above the pace, and whether all is reached."""
    targets = [row for row in export.targets if row["task_id"] == task["task_id"] and row["kind"] != "qualitative"]
    typed = re.search(r"[\d.]+", now["value"])
    stages = _stages(export, task)
    due_by = 0 if pd.isna(task["due"]) else task["due"].month
    over = 0 < due_by <= month
    if targets and typed:
        figure, wanted, kind = float(typed[0]), targets[0]["value"], targets[0]["kind"]
        if kind == "ceiling":
            return ("达到序时进度" if figure <= wanted else "未达序时进度"), math.nan, figure <= wanted
        if kind == "rate":
            return _against(figure - wanted), math.nan, figure >= wanted
        percent = math.floor(1000 * figure / wanted + 0.5 + 1e-9) / 10
    elif not pd.isna(now["percent_value"]):
        percent = now["percent_value"]
    else:
        return ("持续推进" if task["ongoing"] else "达到序时进度"), math.nan, False
    if stages:
        passed = sum(stage <= month for stage in stages)
        ahead = int(percent * len(stages) / 100 + 1e-9) - passed
        return _against(ahead), round(percent - round(100 * passed / len(stages), 1), 1), percent >= 100
    gap = round(percent - (100.0 if over else round(100 * month / 12, 1)), 1)
    return _against(gap), gap, percent >= 100


def _against(gap: float) -> str:
    return "超序时进度" if gap > 0 else "未达序时进度" if gap < 0 else "达到序时进度"


def _stages(export: Export, task: dict[str, Any]) -> list[int]:
    """The months of a task's stage plan."""
    months = {int(row["due"].removesuffix("月底前")) for row in export.plans if row["no"] == task["no"]}
    return sorted(months) if len(months) > 1 else []


def _refused(export: Export, now: dict[str, Any]) -> bool:
    return any(row["task_id"] == now["task_id"] and row["period"] == now["period"] and row["decision"] == "不同意"
               for row in export.rulings)


def _lit(category: str, gap: float = math.nan) -> Stand:
    return Stand(category, "红" if category == "未达序时进度" and gap < -20 else COLOURS[category])


def _month(row: dict[str, Any]) -> int:
    return int(row["period"][-2:])
