"""The class of a task by one lead unit's report: the nine classes of FIELD.md §4, each with the words that say why."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from breakdown.pace import Stages
from breakdown.report.lights import Lights
from breakdown.report.measures import Measure
from breakdown.report.wording import chinese_day


@dataclass(frozen=True)
class Case:
    """What decides a class.

    status: 未启动/推进中/已完成/申请调整, other words as written, "" when the unit reported nothing in the period.
    words: status and progress as written. figure: what was typed as value or per cent. measure: the value set against
    the target, None when it cannot be. percent: the per cent typed, NaN when none or not understood.
    paced: false for a task that has but rates and ceilings as targets, which know no pace.
    missing: why there is no report. carried: title of the earlier period that reported completion. due: None when none.
    overdue: the due day has passed within the period. printed_done: the notice itself says the task is done.
    """

    status: str
    words: str
    figure: str
    percent: float
    measure: Measure | None
    stages: Stages | None
    pace: float
    paced: bool
    due: date | None
    overdue: bool
    ongoing: bool
    printed_done: bool
    missing: str = ""
    carried: str = ""


@dataclass(frozen=True)
class Verdict:
    """A class, the words that say why, and the per cent and the points above the pace where there is a figure."""

    category: str
    basis: str
    percent: float = math.nan
    gap: float = math.nan


def classify(case: Case, lights: Lights) -> Verdict:
    """The first rule that applies decides; the last always does."""
    for rule in RULES:
        verdict = rule(case, lights)
        if verdict is not None:
            return verdict
    return _running(case)


def _unreported(case: Case, lights: Lights) -> Verdict | None:
    if case.status:
        return None
    if case.carried:
        return Verdict("已完成", f"{case.carried}已报完成")
    if case.printed_done:
        return Verdict("已完成", "通知注明已完成")
    return Verdict("未报送", case.missing or "本期未报送")


def _finished(case: Case, lights: Lights) -> Verdict | None:
    if case.status == "已完成":
        return Verdict("已完成", "填报已完成", _percent(case))
    return None


def _adjusted(case: Case, lights: Lights) -> Verdict | None:
    if case.status == "申请调整":
        return Verdict("任务调整", "单位申请调整", _percent(case))
    return None


def _overdue(case: Case, lights: Lights) -> Verdict | None:
    if not case.overdue or _met(case):
        return None
    gap = _percent(case) - 100
    return Verdict("逾期未完成", f"{_deadline(case)}已过，报“{case.status}”", _percent(case), gap)


def _not_started(case: Case, lights: Lights) -> Verdict | None:
    if case.status == "未启动":
        return Verdict("未启动", "填报未启动", _percent(case))
    return None


def _measured(case: Case, lights: Lights) -> Verdict | None:
    measure = case.measure
    if measure is None:
        return None
    if measure.percent is not None:
        return _against_pace(case, measure.percent, measure.basis, lights)
    category = "达到序时进度" if measure.met else "未达序时进度"
    if measure.better:
        category = "超序时进度"
    return Verdict(category, measure.basis)


def _ongoing(case: Case, lights: Lights) -> Verdict | None:
    if case.ongoing and case.due is None and case.stages is None:
        return Verdict("持续推进", "持续推进类，无完成时限", case.percent)
    return None


def _typed_percent(case: Case, lights: Lights) -> Verdict | None:
    if math.isnan(case.percent) or not case.paced:
        return None
    return _against_pace(case, case.percent, f"填报完成比例{case.percent:g}%", lights)


def _worded(case: Case, lights: Lights) -> Verdict | None:
    # words of lagging first: 未达到序时 contains 达到序时
    said = (("未达序时进度", lights.behind), ("超序时进度", lights.ahead), ("达到序时进度", lights.on_plan))
    for category, words in said:
        for word in words:
            if word in case.words:
                return Verdict(category, f"未报数字，填报写“{word}”")
    return None


def _staged(case: Case, lights: Lights) -> Verdict | None:
    stages = case.stages
    if stages is None:
        return None
    if stages.due:
        return Verdict("未达序时进度", f"节点{_stage(stages, stages.due - 1)}已到，未报完成比例")
    return Verdict("达到序时进度", f"首个节点{_stage(stages, 0)}未到")


RULES: tuple[Callable[[Case, Lights], Verdict | None], ...] = (
    _unreported, _finished, _adjusted, _overdue, _not_started, _measured, _ongoing, _typed_percent, _worded, _staged,
)


def _running(case: Case) -> Verdict:
    figure = f"所填“{case.figure}”无法与目标比较" if case.figure else "未报数字"
    return Verdict("达到序时进度", f"报“{case.status}”，{figure}，时限未到")


def _against_pace(case: Case, percent: float, basis: str, lights: Lights) -> Verdict:
    """By whole stages where there is a stage plan, else by the linear pace; both sides rounded to one decimal."""
    percent = round(percent, 1)
    if case.stages is not None:
        ahead = case.stages.reached(percent) - case.stages.due
        basis = f"{basis}，应完成{case.stages.due}/{len(case.stages.days)}个节点"
        category = "超序时进度" if ahead > 0 else "达到序时进度" if ahead == 0 else "未达序时进度"
        return Verdict(category, basis, percent, round(percent - case.stages.pace, 1))
    gap = round(percent - case.pace, 1)
    category = "未达序时进度" if gap < 0 else "超序时进度" if gap > lights.ahead_points else "达到序时进度"
    return Verdict(category, basis, percent, gap)


def _deadline(case: Case) -> str:
    return f"时限{chinese_day(case.due)}" if case.due else "时限"


def _percent(case: Case) -> float:
    if case.measure is not None and case.measure.percent is not None:
        return case.measure.percent
    return case.percent


def _met(case: Case) -> bool:
    if case.measure is not None:
        return case.measure.met
    return case.percent >= 100


def _stage(stages: Stages, at: int) -> str:
    day = stages.days[at]
    return f"“{stages.labels[at]}”" if stages.labels[at] else f"{day.month}月{day.day}日"
