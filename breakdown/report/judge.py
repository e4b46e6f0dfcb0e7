"""Every task judged, for one period after another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from breakdown.closings import Claim, Claimed, claims_in, read_claims
from breakdown.form import due_date
from breakdown.periods import Period
from breakdown.records import Records
from breakdown.report.duties import Duties, read_duties
from breakdown.report.frames import NOT_DUE, RETURN_TABLE, STANDINGS
from breakdown.report.history import History, asked_periods, collecting_period, read_history
from breakdown.report.leads import find_leads, newest_issued
from breakdown.report.ledger import preferred_units, task_table, with_texts
from breakdown.report.lights import Lights
from breakdown.report.objections import Objections, read_objections
from breakdown.report.returned import return_table
from breakdown.report.rows import Table
from breakdown.report.standings import Terms, read_terms, stand
from breakdown.report.tables import unit_table
from breakdown.settings import Settings
from breakdown.stages import task_milestones


@dataclass(frozen=True)
class Assessed:
    """Every task and unit judged for one period; figures: FIGURES · tasks: TASK_STANDINGS · units: UNIT_TABLE.

    tasks: without what is said of them, see `told`.
    """

    terms: dict[str, Terms]
    standings: Table
    figures: Table
    tasks: Table
    units: Table
    returns: Table
    claims: dict[tuple[str, str], Claim]

    @property
    def waiting(self) -> frozenset[str]:
        """The units whose return is wanted and not due yet."""
        return frozenset(row.unit for row in self.returns.rows if row.state == NOT_DUE)

    def counts(self) -> Assessed:
        """Only what later periods look back on, tasks, units and figures: a large office's year has 36 of these."""
        return Assessed({}, Table(STANDINGS, ()), self.figures, self.tasks, self.units, Table(RETURN_TABLE, ()), {})


class Collected(NamedTuple):
    """What was collected in one period: rows of the ledger's frames, by name."""

    issued: Sequence[Any] = ()
    progress: Sequence[Any] = ()
    returns: Sequence[Any] = ()
    conflicts: Sequence[Any] = ()


@dataclass(frozen=True)
class Judge:
    """What every period is judged by: the ledger, the day looked from, the preset, the office's settings.

    asked: the periods for which forms of progress went out or came back, oldest first. slices: by name of a period what
    was collected in it.
    """

    records: Records
    asked: Sequence[Period]
    duties: Duties
    slices: Mapping[str, Collected]
    as_of: date
    lights: Lights
    settings: Settings
    history: History
    objections: Objections
    claimed: Claimed

    def assess(self, period: Period) -> Assessed:
        """One period, by what was collected in it."""
        duties, collected = self.duties, self.slices.get(period.name, Collected())
        terms = read_terms(duties, task_milestones(self.records, period), period, self.as_of, self.lights,
                           self.settings.calendar)
        issued = newest_issued(collected.issued)
        returns = return_table(duties, collected, issued, self.as_of > due_date(period, self.settings))
        returned = {row.unit: row.state for row in returns.rows}
        claims = claims_in(self.claimed, period)
        leads = find_leads(duties, issued, collected.progress)
        standings, figures = stand(terms, leads, self.history, period, returned, self.objections, claims, self.lights)
        tasks = task_table(duties, terms, standings, preferred_units(collected.conflicts), self.lights)
        units = unit_table(duties, standings, returned, issued)
        return Assessed(terms, standings, figures, tasks, units, returns, claims)

    def told(self, assessed: Assessed, period: Period) -> Table:
        """The tasks of a period that was judged, with what all units said."""
        reports = self.slices.get(period.name, Collected()).progress
        return with_texts(assessed.tasks, assessed.standings, reports, period)

    def before(self, period: Period, course: Mapping[Period, Assessed]) -> Assessed | None:
        """The period before one; None when nothing was issued or came back then. course: periods judged already."""
        earlier = collecting_period(self.asked, period.previous())
        if earlier not in self.asked:
            return None
        return course.get(earlier) or self.assess(earlier)

    def course(self, collected: Period, whole: bool = True) -> Mapping[Period, Assessed]:
        """The periods of one kind and year up to one, oldest first: those in which units were asked, and that one.

        whole: whether the earlier ones are kept with all that they were judged by.
        """
        periods, at = [collected], collected.previous()
        while at.year == collected.year:
            if at in self.asked:
                periods.append(at)
            at = at.previous()
        earlier = ((period, self.assess(period)) for period in reversed(periods[1:]))
        return {period: one if whole else one.counts() for period, one in earlier} | {collected: self.assess(collected)}


def with_previous(tasks: Table, before: Assessed | None) -> Table:
    """Tasks with the class that each had in the period before."""
    known = {task.task_id: task.category for task in before.tasks.rows} if before else {}
    return Table(tasks.spec, tuple(task._replace(previous=known.get(task.task_id, "")) for task in tasks.rows))


def new_judge(records: Records, as_of: date, lights: Lights, settings: Settings) -> Judge:
    """A judge over all that the ledger knows."""
    return Judge(records, asked_periods(records), read_duties(records), _slices(records), as_of, lights, settings,
                 read_history(records), read_objections(records), read_claims(records))


def _slices(records: Records) -> dict[str, Collected]:
    # the rows of a year are searched once, not once for every period
    found: dict[str, dict[str, list[Any]]] = {}
    for name in Collected._fields:
        for row in records.named(name):
            found.setdefault(row.period, {}).setdefault(name, []).append(row)
    return {period: Collected(**parts) for period, parts in found.items()}
