"""The task ledger of a period (总台账): one row per task, the most cautious of its lead units' standings, all shown."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from breakdown.columns import PREFERRED, TASK_STATUS
from breakdown.periods import Period, parse_period
from breakdown.report.duties import Duties
from breakdown.report.frames import CATEGORIES, CAUTION, TASK_STANDINGS
from breakdown.report.lights import Lights, Signs
from breakdown.report.rows import Table, tabulate
from breakdown.report.standings import Terms
from breakdown.rulings import deadline_shown

# Of more reporting units than this only the one that counts is quoted, the others are counted.
QUOTED = 3
# Begins what a supporting unit adds to the text of a task.
SUPPORT = "【配合·"


def task_table(
    duties: Duties, terms: Mapping[str, Terms], standings: Table, preferred: Mapping[str, str], lights: Lights
) -> Table:
    """One row per task in the notice's order, as columns of TASK_STANDINGS (`previous` and what is said still empty).

    preferred: by task the lead unit that counts because the office said so.
    """
    by_task = _by_task(standings)
    rows = []
    for task in duties.tasks:
        units = by_task.get(task.task_id, [])
        row = _as_printed(task, terms[task.task_id], duties)
        if units:
            chosen = [unit for unit in units if unit.unit == preferred.get(task.task_id)]
            row |= _standing(most_cautious(chosen or units))
        else:
            row |= _leaderless(task, lights, duties, terms[task.task_id].left is not None)
        rows.append(row)
    return tabulate(TASK_STANDINGS, rows)


def with_texts(tasks: Table, standings: Table, progress: Iterable[Any], period: Period) -> Table:
    """The same with what all units said: of the year's periods only one is printed with its texts.

    progress: the period's reports.
    """
    by_task, helping = _by_task(standings), _support_lines(progress)
    rows = []
    for task in tasks.rows:
        units = by_task.get(task.task_id, [])
        said = _said(units, next(row for row in units if row.unit == task.unit), period) if units else {}
        lines = [said.pop("progress", ""), *helping.get(task.task_id, [])]
        rows.append(task._replace(**said, progress="\n".join(filter(None, lines))))
    return Table(tasks.spec, tuple(rows))


def _by_task(standings: Table) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in standings.rows:
        found.setdefault(row.task_id, []).append(row)
    return found


def preferred_units(conflicts: Iterable[Any]) -> dict[str, str]:
    """By task the lead unit whose file the office said is to count where lead units disagree on the status.

    conflicts: those of one period, by name.
    """
    return {row.task_id: row.unit for row in conflicts
            if row.field == TASK_STATUS and row.counted and PREFERRED in row.reason}


def most_cautious(units: Sequence[Any]) -> Any:
    """Of several lead units' standings the one that counts; the earlier-named one where they stand alike."""
    return min(units, key=lambda row: (CAUTION.index(row.category), row.percent if row.percent >= 0 else math.inf))


def _as_printed(task: Any, terms: Terms, duties: Duties) -> dict[str, Any]:
    deadline, names, extended = terms.deadline, duties.names, duties.extended.get(task.task_id, [])
    shown = deadline_shown(task.deadline_text, extended) or (f"{task.year}年底（默认）" if deadline.assumed else "")
    return {
        "task_id": task.task_id, "no": task.no, "kind": task.kind, "section": task.section, "content": task.content,
        "goal": task.goal, "leaders": task.leaders, "leads": names.get((task.task_id, "牵头"), ""),
        "supports": names.get((task.task_id, "配合"), ""), "deadline": shown, "due": deadline.day,
        "assumed": deadline.assumed, "pace": terms.pace,
    }


def _standing(counts: Any) -> dict[str, Any]:
    return {
        "light": counts.light, "category": counts.category, "status": counts.status, "value": counts.value,
        "percent": counts.percent, "basis": counts.basis, "unit": counts.unit, "origin": counts.origin,
    }


def _said(units: Sequence[Any], counts: Any, period: Period) -> dict[str, str]:
    told = [row for row in units if row.reported]
    return {
        "progress": _together(units, counts, "progress", period), "problem": _together(told, counts, "problem", period),
        "next_step": _together(told, counts, "next_step", period),
    }


def _leaderless(task: Any, lights: Lights, duties: Duties, near: bool) -> dict[str, Any]:
    category, basis = "未报送", "通知未列牵头单位" if duties.leaderless(task.task_id) else "牵头单位待明确"
    if task.done:
        category, basis = "已完成", "通知注明已完成"
    light = lights.light(category, math.nan, Signs(near))
    return {"light": light, "category": category, "basis": basis}


def _together(units: Sequence[Any], counts: Any, field: str, period: Period) -> str:
    """The texts of all lead units, each with its name when there are several; many are counted, not quoted."""
    if len(units) == 1 and counts.reported in ("", period.name):
        return str(getattr(counts, field))
    quoted = list(units) if len(units) <= QUOTED else [counts]
    texts = []
    for row in quoted:
        text = getattr(row, field)
        if row.reported and row.reported != period.name and text:
            text = f"〔{parse_period(row.reported).title}报〕{text}"
        if len(units) > 1 and field == "progress":
            text = f"【{row.unit}·{row.category}】{text}"
        elif len(units) > 1 and text:
            text = f"【{row.unit}】{text}"
        texts.append(text)
    if len(units) > QUOTED and field == "progress":
        others = Counter(row.category for row in units if row is not counts)
        listed = "、".join(f"{name}{others[name]}家" for name in CATEGORIES if others[name])
        texts.append(f"【其余{len(units) - 1}家】{listed}")
    return "\n".join(filter(None, texts))


def _support_lines(progress: Iterable[Any]) -> dict[str, list[str]]:
    lines: dict[str, list[str]] = {}
    supporting = (row for row in progress if row.role == "配合")
    for row in sorted(supporting, key=lambda row: (row.task_id, row.unit)):
        if row.status or row.value or row.percent or row.progress:
            said = "，".join(filter(None, [row.status, row.progress]))
            lines.setdefault(row.task_id, []).append(f"{SUPPORT}{row.unit}】{said}")
    return lines
