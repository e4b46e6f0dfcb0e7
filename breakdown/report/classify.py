"""The class of a task by one lead unit's report: the nine classes of FIELD.md §4, each with the words that say why."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from breakdown.columns import STATUSES
from breakdown.pace import Stages
from breakdown.report.frames import CAUTION
from breakdown.report.lights import Lights
from breakdown.report.measures import Measure, Measured
from breakdown.report.wording import chinese_day


class Case(NamedTuple):
    """What decides a class.

    reported: whether the unit reported anything in the period. status: 未启动/推进中/已完成/申请调整, other words as
    written, "" when left blank. words: status and progress as written. figure: what was typed as value or per cent.
    measured: the value set against the targets. percent: the per cent typed, NaN when none or not understood.
    paced: false for a task that has but rates and ceilings as targets, which know no pace.
    missing: why there is no report. carried: title of the earlier period that reported completion. kept: what of the
    report stands from an earlier one (状态, 状态和数字). due: None when none. overdue: the due day has passed within
    the period. printed_done: the notice itself says the task is done.
    void: why the unit's 申请调整 does not hold; "" when it does. closed, sent_back: what checking a claimed completion
    came to, in words; "" when it did not. A claim that was sent back comes as 推进中, and its words say nothing.
    """

    reported: bool
    status: str
    words: str
    figure: str
    percent: float
    measured: Measured
    stages: Stages | None
    pace: float
    paced: bool
    due: date | None
    overdue: bool
    ongoing: bool
    printed_done: bool
    missing: str = ""
    carried: str = ""
    kept: str = ""
    void: str = ""
    closed: str = ""
    sent_back: str = ""


class Verdict(NamedTuple):
    """A class, the words that say why, and the per cent and the points above the pace where there is a figure."""

    category: str
    basis: str
    percent: float = math.nan
    gap: float = math.nan


def classify(case: Case, lights: Lights) -> Verdict:
    """The first rule that applies decides; the last always does."""
    verdict = _first(case, lights)
    if case.sent_back:
        # the figures of a claim that did not stand may hold a task back, but not put it ahead
        ahead = verdict.category == "超序时进度"
        return verdict._replace(category="达到序时进度" if ahead else verdict.category,
                                basis=f"{case.sent_back}；{verdict.basis}" + ("，不计超序时" if ahead else ""))
    if case.closed:
        return verdict
    if case.kept:
        stands = f"{case.kept}未填，按上期“{case.status}”计"
        return verdict._replace(basis="；".join(filter(None, (stands, verdict.basis))))
    if case.void and verdict.category != "已完成":
        return verdict._replace(basis=f"{verdict.basis}（{case.void}）")
    if case.reported and case.status not in STATUSES and verdict.category != "未报送":
        return verdict._replace(basis=f"{verdict.basis}（{_unstated_word(case)}，按所填数字、文字判定）")
    return verdict


def _first(case: Case, lights: Lights) -> Verdict:
    # a year has tens of thousands of cases
    for rule in RULES:
        verdict = rule(case, lights)
        if verdict is not None:
            return verdict
    raise AssertionError(case)


def _closed(case: Case, lights: Lights) -> Verdict | None:
    return Verdict("已完成", case.closed, _percent(case)) if case.closed else None


def _unreported(case: Case, lights: Lights) -> Verdict | None:
    if case.reported:
        return None
    if case.carried:
        return Verdict("已完成", f"{case.carried}已报完成")
    if case.printed_done:
        return Verdict("已完成", "通知注明已完成")
    return Verdict("未报送", case.missing or "本期未报送")


def _unstated(case: Case, lights: Lights) -> Verdict | None:
    """No status that is one: only figures, or the unit's own word of the pace in place of a status, can decide."""
    if case.status in STATUSES or case.measured.clear or _has_percent(case):
        return None
    if case.status and _worded(case._replace(words=case.status), lights):
        return None
    return Verdict("未报送", f"报表已交，{_unstated_word(case)}")


def _finished(case: Case, lights: Lights) -> Verdict | None:
    if case.status == "已完成":
        return Verdict("已完成", "" if case.kept else "填报已完成", _percent(case))
    return None


def _adjusted(case: Case, lights: Lights) -> Verdict | None:
    if case.status == "申请调整" and not case.void:
        return Verdict("任务调整", "单位申请调整", _percent(case))
    return None


def _overdue(case: Case, lights: Lights) -> Verdict | None:
    # what was sent back is not done, whatever figures it came with
    if not case.overdue or (_met(case) and not case.sent_back):
        return None
    said = f"，报“{case.status}”" if case.status in STATUSES and not case.kept else "，没有报完成"
    basis = f"{_deadline(case)}已过" + ("" if case.sent_back else said)
    return Verdict("逾期未完成", basis, _percent(case), _percent(case) - 100)


def _not_started(case: Case, lights: Lights) -> Verdict | None:
    if case.status == "未启动":
        return Verdict("未启动", "" if case.kept else "填报未启动", _percent(case))
    return None


def _measured(case: Case, lights: Lights) -> Verdict | None:
    """By the figure that is furthest behind; a figure that may belong to several targets, where all agree."""
    measured = case.measured
    verdicts = [judge(case, measure, lights) for measure in measured.clear]
    if verdicts:
        strict = _strictest(verdicts)
        if len(verdicts) > 1:
            strict = strict._replace(basis=f"{len(verdicts)}项目标从严：{strict.basis}")
        missing = f"，另{measured.missing}项目标未报数"
        return strict._replace(basis=strict.basis + missing) if measured.missing else strict
    possible = [judge(case, measure, lights) for measure in measured.unclear]
    return _strictest(possible) if len({verdict.category for verdict in possible}) == 1 else None


def judge(case: Case, measure: Measure, lights: Lights) -> Verdict:
    """One figure against its target: a cumulative one by the pace, a rate or a ceiling by the target itself."""
    if measure.percent is not None:
        return _against_pace(case, measure.percent, measure.basis, lights)
    category = "超序时进度" if measure.better else "达到序时进度" if measure.met else "未达序时进度"
    return Verdict(category, measure.basis)


def _strictest(verdicts: Sequence[Verdict]) -> Verdict:
    return min(verdicts, key=lambda one: (CAUTION.index(one.category), math.inf if math.isnan(one.gap) else one.gap))


def _ongoing(case: Case, lights: Lights) -> Verdict | None:
    if case.ongoing and case.due is None and case.stages is None:
        return Verdict("持续推进", "持续推进类，无完成时限", case.percent)
    return None


def _typed_percent(case: Case, lights: Lights) -> Verdict | None:
    if not _has_percent(case):
        return None
    return _against_pace(case, case.percent, f"填报完成比例{case.percent:g}%{_unread(case)}", lights)


def _worded(case: Case, lights: Lights) -> Verdict | None:
    # words of lagging first: 未达到序时 contains 达到序时
    said = (("未达序时进度", lights.behind), ("超序时进度", lights.ahead), ("达到序时进度", lights.on_plan))
    for category, words in said:
        for word in words:
            if word in case.words:
                return Verdict(category, f"{case.measured.note or '未报数字'}，填报写“{word}”")
    return None


def _unclear(case: Case, lights: Lights) -> Verdict | None:
    """Nothing else tells how the task stands: the figure counts for the target it is furthest from."""
    possible = [judge(case, measure, lights) for measure in case.measured.unclear]
    if not possible:
        return None
    strict = _strictest(possible)
    return strict._replace(basis=f"{case.measured.note}，从严：{strict.basis}")


def _staged(case: Case, lights: Lights) -> Verdict | None:
    stages = case.stages
    if stages is None:
        return None
    if stages.due:
        return Verdict("未达序时进度", f"节点{_stage(stages, stages.due - 1)}已到，未报完成比例{_unread(case)}")
    return Verdict("达到序时进度", f"首个节点{_stage(stages, 0)}未到{_unread(case)}")


def _running(case: Case, lights: Lights) -> Verdict:
    figure = case.measured.note or (f"所填“{case.figure}”无法与目标比较" if case.figure else "未报数字")
    said = "" if case.kept or case.sent_back else f"报“{case.status}”，"
    return Verdict("达到序时进度", f"{said}{figure}，时限未到")


RULES: tuple[Callable[[Case, Lights], Verdict | None], ...] = (
    _closed, _unreported, _finished, _adjusted, _unstated, _overdue, _not_started, _measured, _ongoing,
    _typed_percent, _worded, _unclear, _staged, _running,
)


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


def _unstated_word(case: Case) -> str:
    return f"状态“{case.status}”无法识别" if case.status else "状态未填"


def _unread(case: Case) -> str:
    return f"（{case.measured.note}）" if case.measured.note else ""


def _has_percent(case: Case) -> bool:
    return case.paced and not math.isnan(case.percent)


def _percent(case: Case) -> float:
    """Of several targets' per cents the least, else the one typed."""
    percents = [measure.percent for measure in case.measured.clear if measure.percent is not None]
    return min(percents, default=case.percent)


def _met(case: Case) -> bool:
    """Whether every target is reached; a typed hundred per cent stands for those that have no figure."""
    measured = case.measured
    if measured.clear and not all(measure.met for measure in measured.clear):
        return False
    return case.percent >= 100 or (bool(measured.clear) and not measured.missing)


def _stage(stages: Stages, at: int) -> str:
    day = stages.days[at]
    return f"“{stages.labels[at]}”" if stages.labels[at] else f"{day.month}月{day.day}日"
