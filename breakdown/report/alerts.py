"""What the office must chase: overdue, behind, not reported, near due, standing still, nothing but good news."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from breakdown.periods import Period
from breakdown.report.amounts import read_amounts
from breakdown.report.frames import ALERT_TABLE, ALERTS
from breakdown.report.history import History, Report
from breakdown.report.lights import Lights
from breakdown.report.rows import Table, tabulate
from breakdown.report.standings import Terms
from breakdown.report.wording import chinese_day

# What units write where they name no problem.
_NO_PROBLEM = ("", "无", "暂无", "没有", "无问题", "不存在", "/", "-", "—", "——")


def alert_table(
    tasks: Sequence[Any], standings: Sequence[Any], terms: Mapping[str, Terms], history: History, period: Period,
    as_of: date, lights: Lights, waiting: Container[str] = (),
) -> Table:
    """One row per matter, as columns of ALERT_TABLE, by kind and then in ledger order.

    Deadlines and classes are matters of the task, standing still and contradictions of one lead unit's report.
    waiting: the units of whom no return is due yet; that they have not reported is no matter.
    """
    rows = []
    printed = {task.task_id: task for task in tasks}
    day = min(as_of, period.last_day)
    for task in printed.values():
        for alert, sentence in _about_task(task, terms[task.task_id], day):
            if alert == "未报送" and task.unit in waiting:
                continue
            rows.append(_row(alert, sentence, task, task.unit or task.leads, task.light))
    for standing in standings:
        task = printed[standing.task_id]
        for alert, sentence in _about_report(standing, terms[task.task_id], history, period, lights):
            # the blue of 已完成 would approve what is in question
            light = "" if standing.category == "已完成" else standing.light
            rows.append(_row(alert, sentence, task, standing.unit, light))
    rows.sort(key=lambda row: ALERTS.index(row["alert"]))
    return tabulate(ALERT_TABLE, rows)


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
        # before its first stage nothing is asked of a task yet
        yield "未启动", f"{task.basis}，序时进度{task.pace:.1f}%" if task.pace else task.basis
    if task.category == "未报送":
        yield "未报送", task.basis


def _about_report(
    standing: Any, terms: Terms, history: History, period: Period, lights: Lights
) -> Iterator[tuple[str, str]]:
    past = history.of(standing.task_id, standing.unit)
    same = past.unchanged(period)
    if same >= lights.still_periods:
        what = "填报与上期一字不差" if standing.progress or standing.value else "没有填写任何进展"
        yield "疑似停滞", f"连续{same}期报推进中，{what}"
    report = past.at(period)
    if report and (fault := "；".join(_only_good(standing, report, terms, lights))):
        yield "报喜不报忧", fault
    if standing.category == "已完成" and standing.percent < 100:
        yield "数字与状态不符", f"报已完成，但完成比例只有{standing.percent:.1f}%，待核"


def _only_good(standing: Any, report: Report, terms: Terms, lights: Lights) -> Iterator[str]:
    """What a report of progress leaves out: figures where the target is one, the trouble where the task is behind."""
    if not report.progress or standing.status not in ("推进中", ""):
        return
    numeric = [target for target in terms.targets if target.numeric]
    told = report.value or report.percent_text or report.percent >= 0 or read_amounts(report.progress)
    if numeric and not told:
        yield f"目标是{numeric[0].printed}，进展只有文字，没有数字"
    said = any(word in report.progress for word in (*lights.behind, *lights.trouble))
    if standing.category in ("未达序时进度", "逾期未完成") and report.problem.strip() in _NO_PROBLEM and not said:
        yield f"{standing.category}，但填报没有写存在问题"


def _row(alert: str, sentence: str, task: Any, unit: str, light: str) -> dict[str, Any]:
    return {
        "alert": alert, "light": light, "no": task.no, "content": task.content, "leaders": task.leaders, "unit": unit,
        "deadline": task.deadline, "sentence": sentence, "task_id": task.task_id,
    }
