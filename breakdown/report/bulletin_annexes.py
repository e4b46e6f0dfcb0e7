"""The annexes of a bulletin, rows of text: all tasks, those that lag, units by rank, how units returned.

For the public only one of all tasks, without units and without what they wrote on tasks that lag.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from breakdown.paper import Field
from breakdown.report.frames import CATEGORIES, LAGGING
from breakdown.report.ledger import SUPPORT
from breakdown.report.rows import rows_of
from breakdown.report.summary import Summary

FIELDS = ALL, PUBLIC, BEHIND, UNITS, RETURNS = "全部任务", "公开任务", "滞后任务", "单位排名", "报送情况"
_TITLES = {
    ALL: "重点任务进展情况表", PUBLIC: "重点任务进展情况表", BEHIND: "滞后任务清单", UNITS: "责任单位推进情况排名表",
    RETURNS: "责任单位报送情况登记表",
}
# What reads as a failing beside a unit's name.
_FAILING = (*LAGGING, "未报送")
_NOBODY = "有关单位"


@dataclass(frozen=True)
class Annex:
    """One annex: name of its field, what it is called in the text (附件2, or 附件 where it is the only one), rows."""

    field: str
    label: str
    title: str
    rows: Sequence[dict[str, Field]]


def annexes(summary: Summary, public: bool) -> list[Annex]:
    """The annexes that have rows, numbered."""
    tables = {PUBLIC: _public(summary)} if public else {
        ALL: _tasks(summary), BEHIND: _behind(summary), UNITS: _units(summary), RETURNS: _returns(summary),
    }
    filled = [name for name, rows in tables.items() if rows]
    return [Annex(name, f"附件{at}" if len(filled) > 1 else "附件", _TITLES[name], tables[name])
            for at, name in enumerate(filled, 1)]


def _tasks(summary: Summary) -> list[dict[str, Field]]:
    return [
        {"序号": task.no, "重点工作": task.content, "牵头单位": task.leads, "完成时限": task.deadline,
         "类别": task.category, "完成值": task.value, "完成比例": _per_cent(task.percent),
         "本期进展": _led(task.progress)}
        for task in rows_of(summary.tasks)
    ]


def _public(summary: Summary) -> list[dict[str, Field]]:
    units = sorted({*summary.units["unit"], *summary.returns["unit"]}, key=len, reverse=True)
    rows = []
    for task, row in zip(rows_of(summary.tasks), _tasks(summary), strict=True):
        del row["牵头单位"]
        if task.category in _FAILING:
            row |= {"重点工作": _without(task.content, units), "本期进展": ""}
        rows.append(row | {"本期进展": _without(str(row["本期进展"]), units)})
    return rows


def _behind(summary: Summary) -> list[dict[str, Field]]:
    return [
        {"序号": task.no, "重点工作": task.content, "牵头单位": task.unit or task.leads, "完成时限": task.deadline,
         "类别": task.category, "情况": task.basis, "存在问题": task.problem, "下一步": task.next_step}
        for category in reversed(LAGGING) for task in rows_of(summary.tasks) if task.category == category
    ]


def _units(summary: Summary) -> list[dict[str, Field]]:
    rows: list[dict[str, Field]] = []
    for row in rows_of(summary.units):
        if not row.total:
            continue
        counts: dict[str, Field] = {name: int(getattr(row, name)) for name in CATEGORIES}
        rows.append({"组别": row.group, "名次": _whole(row.rank), "单位": row.unit, "牵头任务": int(row.total),
                     **counts, "达标率": _per_cent(row.on_plan), "报送情况": row.returned})
    return rows


def _returns(summary: Summary) -> list[dict[str, Field]]:
    return [
        {"报送情况": row.state, "单位": row.unit, "组别": row.group, "牵头任务": int(row.leading),
         "配合任务": int(row.supporting), "收到时间": _moment(row.received_at), "说明": row.note}
        for row in rows_of(summary.returns)
    ]


def _led(progress: str) -> str:
    """What the lead units report; what supporting units add stands in the summary workbook."""
    return f"\n{progress}".split(f"\n{SUPPORT}", maxsplit=1)[0].strip("\n")


def _without(text: str, units: Sequence[str]) -> str:
    """A text that names no unit."""
    for unit in units:
        text = text.replace(unit, _NOBODY)
    return text


def _per_cent(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.1f}%"


def _whole(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.0f}"


def _moment(value: Any) -> str:
    if pd.isna(value):
        return ""
    moment: datetime = value
    return f"{moment.month}月{moment.day}日{moment:%H:%M}"
