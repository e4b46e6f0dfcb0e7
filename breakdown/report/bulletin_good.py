"""进展较好: what was newly done, what is ahead, what caught up, whose tasks and which sections are all on plan."""

from __future__ import annotations

from typing import Any

from breakdown.report.bulletin_words import Point, brief, clause, listed, point, quoted
from breakdown.report.frames import LAGGING, ON_PLAN
from breakdown.report.rows import rows_of
from breakdown.report.summary import Summary
from breakdown.report.tables import NOBODY

_DONE, _AHEAD = "已完成", "超序时进度"


def good_points(summary: Summary, annex: str) -> list[Point]:
    """The points of the section, none where nothing can be said."""
    found = (_done(summary, annex), _ahead(summary, annex), _recovered(summary), _units(summary),
             _sections(summary))
    return [each for each in found if each]


def _done(summary: Summary, annex: str) -> Point | None:
    """What the figures do not bear out is no good news."""
    doubted = set(summary.alerts[summary.alerts["alert"] == "数字与状态不符"]["task_id"])
    done = [task for task in rows_of(summary.tasks) if task.category == _DONE and task.previous != _DONE]
    tasks = [task for task in done if task.task_id not in doubted]
    if not tasks:
        return None
    title = "本期新完成" if summary.compared else "已经完成"
    rest = f"（报已完成而数字不符的{len(done) - len(tasks)}项不在内）" if len(done) > len(tasks) else ""
    return point(title, f"{title}{len(tasks)}项{rest}", [_named(task) for task in tasks], annex)


def _ahead(summary: Summary, annex: str) -> Point | None:
    tasks = [task for task in rows_of(summary.tasks) if task.category == _AHEAD]
    if not tasks:
        return None
    tasks.sort(key=lambda task: -(task.percent - task.pace) if task.percent >= 0 else 0)
    return point("进度超前", f"{len(tasks)}项任务超序时进度", [_ahead_of(task) for task in tasks], annex)


def _ahead_of(task: Any) -> str:
    # of a rate there is no per cent, and before the first stage no pace
    percent = f"，完成{task.percent:.1f}%" if task.percent >= 0 else ""
    pace = f"，序时进度{task.pace:.1f}%" if percent and task.pace > 0 else ""
    return f"{_named(task)}{percent}{pace}"


def _recovered(summary: Summary) -> Point | None:
    """What lagged last time and is on plan now; what is done now stands among that."""
    tasks = [task for task in rows_of(summary.changed)
             if task.previous in LAGGING and task.category in ON_PLAN and task.category != _DONE]
    if not tasks:
        return None
    names = listed([clause(task.content) for task in tasks], 5)
    return point("赶上进度", f"上期滞后、本期赶上的{len(tasks)}项：{names}")


def _units(summary: Summary) -> Point | None:
    """The units that lead something, all of it on plan."""
    groups: dict[str, list[str]] = {}
    for row in rows_of(summary.units):
        if row.total and row.on_plan == 100:
            groups.setdefault(row.group, []).append(row.unit)
    if not groups:
        return None
    parts = "；".join(f"{group}{len(units)}家：{listed(units)}" for group, units in groups.items())
    return point("牵头任务全部达标的单位", f"牵头任务全部完成、达到或超过序时进度以及持续推进的，{parts}")


def _sections(summary: Summary) -> Point | None:
    names = [row.section for row in rows_of(summary.sections) if row.section != NOBODY and row.on_plan == 100]
    if not names or len(names) == len(summary.sections) == 1:
        return None
    said = f"任务全部完成、达到或超过序时进度以及持续推进的板块{len(names)}个：{quoted(names)}"
    return point("任务全部达标的板块", said)


def _named(task: Any) -> str:
    return f"{brief(task.content)}（{task.leads}）" if task.leads else brief(task.content)

