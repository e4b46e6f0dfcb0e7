"""What the office must chase: overdue, behind, not reported, near due, standing still, figures against words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from breakdown.columns import make_frame
from breakdown.periods import Period
from breakdown.report.frames import ALERT_TABLE, ALERTS
from breakdown.report.history import History
from breakdown.report.lights import Lights
from breakdown.report.rows import rows_of
from breakdown.report.standings import Terms
from breakdown.report.wording import chinese_day


def alert_table(
    tasks: pd.DataFrame, standings: pd.DataFrame, terms: Mapping[str, Terms], history: History, period: Period,
    as_of: date, lights: Lights,
) -> pd.DataFrame:
    """One row per matter, as columns of ALERT_TABLE, by kind and then in ledger order.

    Deadlines and classes are matters of the task, standing still and contradictions of one lead unit's report.
    """
    rows = []
    printed = {task.task_id: task for task in rows_of(tasks)}
    day = min(as_of, period.last_day)
    for task in printed.values():
        for alert, sentence in _about_task(task, terms[task.task_id], day):
            rows.append(_row(alert, sentence, task, task.unit or task.leads, task.light))
    for standing in rows_of(standings):
        task = printed[standing.task_id]
        for alert, sentence in _about_report(standing, history, period, lights.still_periods):
            # the blue of 已完成 would approve what is in question
            light = "" if standing.category == "已完成" else standing.light
            rows.append(_row(alert, sentence, task, standing.unit, light))
    rows.sort(key=lambda row: ALERTS.index(row["alert"]))
    return make_frame(ALERT_TABLE, rows)


def _about_task(task: Any, terms: Terms, day: date) -> Iterator[tuple[str, str]]:
    due = terms.deadline.day
    if task.category == "已完成":
        return
    if due is None:
        pass
    elif terms.overdue and task.category in ("逾期未完成", "未报送", "任务调整"):
        yield "逾期", task.basis if task.category == "逾期未完成" else f"时限{chinese_day(due)}已过，{task.basis}"
    elif terms.left is not None:
        left = f"还有{terms.left}个工作日" if terms.left else "已没有工作日"
        yield "临近时限", f"距时限{chinese_day(due)}{left}" if due > day else f"时限{chinese_day(due)}，当日到期"
    if task.category == "未达序时进度":
        # a rate or a ceiling knows no pace
        yield "未达序时", task.basis if math.isnan(task.percent) else f"{task.basis}，序时进度{task.pace:.1f}%"
    if task.category == "未启动":
        yield "未启动", f"{task.basis}，序时进度{task.pace:.1f}%"
    if task.category == "未报送":
        yield "未报送", task.basis


def _about_report(standing: Any, history: History, period: Period, still: int) -> Iterator[tuple[str, str]]:
    same = history.unchanged(standing.task_id, standing.unit, period)
    if same >= still:
        what = "填报与上期一字不差" if standing.progress or standing.value else "没有填写任何进展"
        yield "疑似停滞", f"连续{same}期报推进中，{what}"
    if standing.category == "已完成" and standing.percent < 100:
        yield "数字与状态不符", f"报已完成，但完成比例只有{standing.percent:.1f}%，待核"


def _row(alert: str, sentence: str, task: Any, unit: str, light: str) -> dict[str, Any]:
    return {
        "alert": alert, "light": light, "no": task.no, "content": task.content, "leaders": task.leaders, "unit": unit,
        "deadline": task.deadline, "sentence": sentence, "task_id": task.task_id,
    }
