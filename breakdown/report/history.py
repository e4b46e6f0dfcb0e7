"""What lead units have reported so far, looked up by task, unit and period."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from breakdown.form import STANDING
from breakdown.periods import Period, parse_period
from breakdown.records import Records
from breakdown.report.typed import typed_words
from breakdown.stages import without_plan_forms


class Report(NamedTuple):
    """One unit's report on one task, as written; percent in points, NaN when none was typed.

    typed: the status word as typed where merging counted it as another (滞后 as 推进中). kept: "" or what stands from
    an earlier report, where this one left out its status: 状态, or 状态和数字.
    """

    period: str
    unit: str
    status: str
    typed: str
    value: str
    percent: float
    percent_text: str
    progress: str
    problem: str
    next_step: str
    needs: str
    origin: str
    kept: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing that says how the task stands was filled in."""
        return not (self.status or self.value or self.percent_text or self.progress or self.percent >= 0)

    def same_as(self, other: Report) -> bool:
        """Whether text and figures are word for word those of another report."""
        percents = {str(self.percent), str(other.percent)}
        texts = {(report.progress, report.value, report.percent_text) for report in (self, other)}
        return len(texts) == len(percents) == 1

    def after(self, earlier: Report) -> Report:
        """This report, which says no status, with what it leaves out as it was before."""
        figures, kept = self, "状态"
        if not (self.value or self.percent_text or self.percent >= 0):
            figures = earlier
            kept = "状态和数字" if earlier.value or earlier.percent_text or earlier.percent >= 0 else kept
        return self._replace(
            status=earlier.status, typed=earlier.typed, value=figures.value, percent=figures.percent,
            percent_text=figures.percent_text, progress=self.progress or earlier.progress, kept=kept)


@dataclass(frozen=True)
class Past:
    """One unit's reports on one task, so that no period has to go through those of the whole year.

    by_period: by the period's name. days: last days of the periods reported, rising. latest, left, waiting: what is
    answered after that many of them. returned: names of the periods in which the unit returned a form with content;
    what it left out is as it was before.
    """

    unit: str
    by_period: Mapping[str, Report]
    days: Sequence[date]
    latest: Sequence[Report | None]
    left: Sequence[Report | None]
    waiting: Sequence[date | None]
    returned: Collection[str]

    def at(self, period: Period) -> Report | None:
        """What the unit reported in exactly this period; None when nothing."""
        found = self.by_period.get(period.name)
        return found if found and not found.empty else None

    def before(self, period: Period) -> Report | None:
        """The unit's latest report of any earlier period; None when there is none."""
        return self.latest[bisect_left(self.days, period.first_day)]

    def last(self, period: Period) -> Report | None:
        """How earlier periods left the task: the newest report, from one that says no status back to one that does."""
        return self.left[bisect_left(self.days, period.first_day)]

    def waiting_since(self, period: Period) -> date | None:
        """The first day of the periods running, up to this one, in which the unit reported 未启动; None when none."""
        return self.waiting[bisect_right(self.days, period.last_day)]

    def counting(self, period: Period) -> Report | None:
        """What counts for a period: what was reported; of a return that says no status, with the one that stands."""
        now = self.at(period)
        if (now and now.status) or period.name not in self.returned:
            return now
        last = self.last(period)
        if last is None or last.status not in STANDING or (now is None and last.status == "已完成"):
            return now
        return (now or _silence(self.unit, period)).after(last)

    def unchanged(self, period: Period) -> int:
        """For how many periods in a row, this one included, the unit has reported 推进中 word for word the same."""
        now, count = self.counting(period), 0
        report = now
        while now and report and report.status == "推进中" and report.same_as(now):
            count, period = count + 1, period.previous()
            report = self.counting(period)
        return count


@dataclass(frozen=True)
class History:
    """Reports of lead units by task and unit, each list sorted by period.

    returned: by unit the names of the periods of returns with content.
    """

    reports: Mapping[tuple[str, str], Sequence[Report]]
    returned: Mapping[str, Collection[str]] = field(default_factory=dict)

    def of(self, task_id: str, unit: str) -> Past:
        """What one unit has reported on one task."""
        key = task_id, unit
        if key not in self._told:
            self._told[key] = _told(unit, self.reports.get(key, ()), self.returned.get(unit, ()))
        return self._told[key]

    @cached_property
    def _told(self) -> dict[tuple[str, str], Past]:
        return {}


def _told(unit: str, reports: Sequence[Report], returned: Collection[str]) -> Past:
    by_period: dict[str, Report] = {}
    days: list[date] = []
    latest: list[Report | None] = [None]
    left: list[Report | None] = [None]
    waiting: list[date | None] = [None]
    for report in reports:
        period, before, since = parse_period(report.period), left[-1], waiting[-1]
        by_period.setdefault(report.period, report)
        days.append(period.last_day)
        if report.empty:
            latest.append(latest[-1])
            left.append(before)
        else:
            latest.append(report)
            left.append(report if report.status or before is None else report.after(before))
        waits = report.status == "未启动"
        waiting.append(since if not report.status else (since or period.first_day) if waits else None)
    return Past(unit, by_period, days, latest, left, waiting, returned)


def read_history(records: Records) -> History:
    """All that lead units have reported."""
    rows = [row for row in records.named("progress") if row.role == "牵头"]
    days = {name: parse_period(name) for name in {row.period for row in rows}}
    words = typed_words(records)
    reports: dict[tuple[str, str], list[Report]] = {}
    for row in sorted(rows, key=lambda row: days[row.period]):
        typed = words.get((row.file, row.sheet, row.row), "")
        reports.setdefault((row.task_id, row.unit), []).append(_report(row, typed))
    return History(reports, _returned(records))


def asked_periods(records: Records) -> list[Period]:
    """The periods for which forms of progress went out or came back, oldest first."""
    issued = records.named("issued")
    rows = (*without_plan_forms(issued, issued), *records.named("progress"),
            *without_plan_forms(records.named("returns"), issued))
    return sorted(parse_period(name) for name in {row.period for row in rows} - {""})


def collecting_period(asked: Sequence[Period], period: Period) -> Period:
    """The newest of the periods asked within `period`; `period` itself when there is none.

    A quarter's summary stands on the reports of its last month when the office collects by month.
    """
    if period in asked:
        return period
    inside = [one for one in asked if period.first_day <= one.first_day and one.last_day <= period.last_day]
    return max(inside, default=period)


def _returned(records: Records) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in without_plan_forms(records.named("returns"), records.named("issued")):
        if row.state in ("已报", "迟报"):
            found.setdefault(row.unit, set()).add(row.period)
    return found


def _silence(unit: str, period: Period) -> Report:
    """Nothing said of a task in a return that says something of others."""
    return Report(period.name, unit, "", "", "", math.nan, "", "", "", "", "", "")


def _report(row: Any, typed: str) -> Report:
    # the file stands in the register of returns, one line per unit
    origin = "·".join(filter(None, (row.unit, row.sheet, f"第{row.row}行" if row.row else "")))
    return Report(row.period, row.unit, row.status, typed, row.value, row.percent_value, row.percent,
                  row.progress, row.problem, row.next_step, row.needs, origin)
