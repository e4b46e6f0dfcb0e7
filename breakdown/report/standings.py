"""How every task stands by each of its lead units' reports: one row per task and lead unit."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from breakdown.closings import CLOSED, PENDING, Claim
from breakdown.frame import missing
from breakdown.pace import Stages, expected_pace, plan_stages
from breakdown.periods import Period, parse_period
from breakdown.report.classify import Case, Verdict, classify, judge
from breakdown.report.duties import Duties, Lead
from breakdown.report.frames import FIGURES, NOT_DUE, STANDINGS
from breakdown.report.history import History, Report
from breakdown.report.lights import Lights, Signs
from breakdown.report.measures import Measure, Measured, Target, measure
from breakdown.report.objections import Objections, why_void
from breakdown.report.rows import Table, row_of, tabulate
from breakdown.report.wording import chinese_day
from breakdown.stages import Milestones
from breakdown.workdays import Calendar

_STANDING = row_of(STANDINGS)
_MISSING = {"空报": "空报", "退回未重报": "退回未重报", "未报": "本期未报送", NOT_DUE: "未到报送日，尚未报送"}


class Deadline(NamedTuple):
    """A task's due day, None when it goes on; `assumed`: the notice names none and the year's end stands in."""

    day: date | None
    assumed: bool


class Terms(NamedTuple):
    """What a task is judged by, whoever reports: deadline, targets, stage plan, and its pace at a period's end.

    left: workdays to a deadline that is near, from the period's end or the day looked from; None where none is near.
    start: its planned start, where a stage is one by its name.
    """

    task_id: str
    ongoing: bool
    printed_done: bool
    deadline: Deadline
    targets: tuple[Target, ...]
    stages: Stages | None
    pace: float
    overdue: bool
    left: int | None = None
    start: date | None = None

    @property
    def paced(self) -> bool:
        """Whether a per cent can be set against the pace: not where all targets are rates or ceilings."""
        return not self.targets or any(target.kind not in ("rate", "ceiling") for target in self.targets)


class Stood(NamedTuple):
    """standings: STANDINGS, one row per task and lead unit. figures: FIGURES, one row per target that has a figure."""

    standings: Table
    figures: Table


def read_terms(
    duties: Duties, milestones: Mapping[str, Milestones], period: Period, as_of: date, lights: Lights,
    calendar: Calendar,
) -> dict[str, Terms]:
    """The terms of every task for one period; milestones: those that count in it.

    A task is overdue when its due day lies within or before the period and before `as_of`.
    """
    found = {}
    today = min(as_of, period.last_day)
    horizon = calendar.horizon(today, lights.near_days)
    for row in duties.tasks:
        deadline = read_deadline(row)
        stages = plan_stages(milestones.get(row.task_id, []), period.last_day)
        day = deadline.day
        reached = day is not None and day <= period.last_day
        pace = expected_pace(day, stages, period, row.year or period.year)
        found[row.task_id] = Terms(
            row.task_id, row.ongoing, row.done, deadline, duties.targets.get(row.task_id, ()), stages,
            pace, reached and day is not None and day < as_of,
            calendar.workdays(today, day) if day is not None and today <= day <= horizon else None,
            _start(milestones.get(row.task_id, []), lights),
        )
    return found


def read_deadline(task: Any) -> Deadline:
    """A row of tasks → its deadline."""
    if not missing(task.due):
        return Deadline(task.due.date(), False)
    if task.ongoing or task.done or not task.year:
        return Deadline(None, False)
    return Deadline(date(task.year, 12, 31), True)


def stand(
    terms: Mapping[str, Terms], leads: Mapping[str, tuple[Lead, ...]], history: History, period: Period,
    returned: Mapping[str, str], objections: Objections, claims: Mapping[tuple[str, str], Claim], lights: Lights,
) -> Stood:
    """Every lead unit's standing in a period, and its figures; returned: unit → word of RETURN_WORDS.

    claims: completions claimed, by task and unit, with what checking them came to.
    """
    rows, figures = [], []
    for task_id, units in leads.items():
        for lead in units:
            past = history.of(task_id, lead.unit)
            now, last = past.counting(period), past.last(period)
            case = _case(terms[task_id], now, last, _why_missing(lead.unit, returned))
            if case.status == "申请调整":
                case = case._replace(void=why_void(objections, (period.name, lead.unit, task_id), case.due))
            claim = claims.get((task_id, lead.unit))
            checked = _as_checked(case, claim)
            verdict = classify(checked, lights)
            if claim and claim.standing == PENDING and verdict.category == "已完成":
                verdict = verdict._replace(basis=f"{verdict.basis}，{PENDING}")
            signs = _signs(terms[task_id], bool(checked.sent_back), past.waiting_since(period), period)
            if lights.start_red_months and verdict.category == "未启动":
                verdict = verdict._replace(basis=f"{verdict.basis}{_waited(terms[task_id], signs)}")
            light = lights.light(verdict.category, verdict.gap, signs)
            written = past.at(period) or past.before(period)
            rows.append(_row(task_id, lead, case, verdict, light, now, written))
            own = {"period": period.name, "task_id": task_id, "unit": lead.unit}
            figures += [own | _figure(case, measure, lights) for measure in case.measured.clear]
    return Stood(Table(STANDINGS, tuple(rows)), tabulate(FIGURES, figures))


def _case(terms: Terms, now: Report | None, last: Report | None, missing: str) -> Case:
    done_before = now is None and last is not None and last.status == "已完成"
    return Case(
        reported=now is not None,
        status=now.status if now else "",
        words=f"{now.typed or now.status}，{now.progress}" if now else "",
        figure=(now.value or now.percent_text) if now else "",
        percent=now.percent if now else math.nan,
        measured=measure(now.value, terms.targets) if now else Measured(),
        stages=terms.stages, pace=terms.pace, paced=terms.paced, due=terms.deadline.day,
        overdue=terms.overdue, ongoing=terms.ongoing, printed_done=terms.printed_done, missing=missing,
        carried=parse_period(last.period).title if last and done_before else "",
        kept=now.kept if now else "",
    )


def _signs(terms: Terms, sent_back: bool, since: date | None, period: Period) -> Signs:
    """since: the first day of the periods running in which the unit has reported 未启动."""
    start = terms.start or since or period.first_day
    months = _months(start, period.last_day + timedelta(days=1))
    return Signs(terms.left is not None, sent_back, months if start <= period.last_day else None)


def _months(first: date, last: date) -> int:
    """Whole months from one day to another."""
    return 12 * (last.year - first.year) + last.month - first.month - (last.day < first.day)


def _waited(terms: Terms, signs: Signs) -> str:
    planned = f"，计划{chinese_day(terms.start)}启动" if terms.start else ""
    return planned + (f"，已过{signs.waited}个月" if signs.waited else "")


def _start(milestones: Iterable[tuple[date, str]], lights: Lights) -> date | None:
    return min((day for day, label in milestones if any(word in label for word in lights.start)), default=None)


def _figure(case: Case, measure: Measure, lights: Lights) -> dict[str, Any]:
    verdict = judge(case, measure, lights)
    return {"position": measure.target.position, "figure": measure.figure, "percent": verdict.percent,
            "category": verdict.category, "basis": verdict.basis}


def _as_checked(case: Case, claim: Claim | None) -> Case:
    """The case as checking left it: what was struck off is done, what was sent back goes on, its figures count."""
    if claim is None or claim.standing == PENDING:
        return case
    if claim.standing == CLOSED:
        return case._replace(closed=claim.basis)
    status = "推进中" if case.status == "已完成" else case.status
    return case._replace(status=status, words="", carried="", printed_done=False, sent_back=claim.basis)


def _row(
    task_id: str, lead: Lead, case: Case, verdict: Verdict, light: str, now: Report | None, written: Report | None
) -> Any:
    """now: what counts. written: the report whose texts are shown, of this period or an earlier one."""
    said = (written.period, written.progress, written.problem, written.next_step, written.needs,
            written.origin) if written else ("",) * 6
    # in the order of the columns: a large office's year has a million of them
    return _STANDING(task_id, lead.unit, lead.via, verdict.category, light, case.status, now.value if now else "",
                     verdict.percent, case.pace, verdict.gap, verdict.basis, *said)


def _why_missing(unit: str, returned: Mapping[str, str]) -> str:
    if unit not in returned:
        return "本期未下发填报表"
    return _MISSING.get(returned[unit], "已报填报表，此项未填")
