"""How the periods of a year went up to the one reported: which are shown, the trend, what moved since the last."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from breakdown.pace import linear_pace
from breakdown.periods import Period
from breakdown.report.frames import CHANGES, LAGGING, ON_PLAN, TREND, UNIT_TABLE
from breakdown.report.rows import Table, tabulate
from breakdown.report.tables import count_row

# As many periods as a table has columns for and a chart has points for on one page.
MOST_PERIODS = 12
_DONE = "已完成"
# What happened to a task since the period before, in print order.
TURNS = ("新完成", "滞后转好", "转为滞后", "完成转未完成", "类别变化", "数字变化")


def periods_shown(periods: Iterable[Period]) -> list[Period]:
    """Those of a year's periods, oldest first, that tables and charts show; of more than twelve each month's newest."""
    shown = list(periods)
    return shown if len(shown) <= MOST_PERIODS else list({one.last_day.month: one for one in shown}.values())


def trend_table(trail: Iterable[Any], periods: Iterable[Period], year: int) -> Table:
    """The counts of each period, oldest first, as columns of TREND; each row adds up to the tasks.

    trail: rows of TRAIL. year: the notice's, by which the pace is reckoned.
    """
    rows = []
    by_period: dict[str, list[Any]] = {}
    for row in trail:
        by_period.setdefault(row.period, []).append(row)
    for period in periods:
        counts = count_row(by_period.get(period.name, ()))
        rows.append({"name": period.name, "period": period.title.removeprefix(f"{period.year}年"),
                     "pace": linear_pace(period, year), **counts})
    return tabulate(TREND, rows)


def change_table(tasks: Iterable[Any], before: Iterable[Any]) -> Table:
    """The tasks whose class, value or per cent is not that of the period before, as columns of CHANGES.

    tasks: rows of TASK_STANDINGS now. before: the same of the period before, empty when there was none.
    """
    earlier = {row.task_id: row for row in before}
    rows = []
    for task in tasks:
        last = earlier.get(task.task_id)
        if last is None or (_standing(task) == _standing(last)):
            continue
        rows.append({
            "task_id": task.task_id, "no": task.no, "content": task.content, "leaders": task.leaders,
            "unit": task.unit or task.leads, "turn": _turn(last.category, task.category), "previous": last.category,
            "category": task.category, "previous_value": last.value, "value": task.value,
            "previous_percent": last.percent, "percent": task.percent, "basis": task.basis,
        })
    rows.sort(key=lambda row: TURNS.index(row["turn"]))
    return tabulate(CHANGES, rows)


def with_ranks_before(units: Table, before: Table) -> Table:
    """A table of units with the rank that each had in its group in the period before, and how far it moved."""
    ranks = {(row.group, row.unit): row.rank for row in before.rows}
    rows: list[dict[str, Any]] = []
    for row in units.rows:
        last = ranks.get((row.group, row.unit))
        known = last is not None and last > 0 and row.rank > 0
        rows.append({**row._asdict(), "previous_rank": last, "moved": _moved(last - row.rank) if known else ""})
    return tabulate(UNIT_TABLE, rows)


def _standing(task: Any) -> tuple[str, str, str]:
    # of a per cent without figure nothing can be said, NaN is not even itself
    return task.category, task.value, f"{task.percent:.1f}"


def _turn(last: str, now: str) -> str:
    if last == now:
        return "数字变化"
    if _DONE in (last, now):
        return "新完成" if now == _DONE else "完成转未完成"
    if last in LAGGING and now in ON_PLAN:
        return "滞后转好"
    return "转为滞后" if last not in LAGGING and now in LAGGING else "类别变化"


def _moved(places: float) -> str:
    return f"↑{places:.0f}" if places > 0 else f"↓{-places:.0f}" if places < 0 else "—"
