"""Every task judged, for one period after another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from breakdown.closings import Claim, Claimed, claims_in, read_claims
from breakdown.periods import Period
from breakdown.records import Records
from breakdown.report.duties import Duties, read_duties
from breakdown.report.history import History, asked_periods, read_history
from breakdown.report.leads import find_leads, newest_issued
from breakdown.report.ledger import preferred_units, task_table
from breakdown.report.lights import Lights
from breakdown.report.objections import Objections, read_objections
from breakdown.report.returned import return_table
from breakdown.report.rows import Table
from breakdown.report.standings import Terms, read_terms, stand
from breakdown.report.tables import unit_table
from breakdown.stages import task_milestones
from breakdown.workdays import Calendar

# The frames whose rows belong to one period each.
_COLLECTED = ("issued", "progress", "returns", "conflicts")


@dataclass(frozen=True)
class Assessed:
    """Every task and unit judged for one period; figures: FIGURES · tasks: TASK_STANDINGS · units: UNIT_TABLE."""

    terms: dict[str, Terms]
    standings: Table
    figures: Table
    tasks: Table
    units: Table
    returns: Table
    claims: dict[tuple[str, str], Claim]


@dataclass(frozen=True)
class Judge:
    """What every period is judged by: the ledger, the day looked from, the preset, the calendar.

    slices: by name of a period the ledger with what was collected in it alone.
    """

    records: Records
    duties: Duties
    slices: Mapping[str, Records]
    as_of: date
    lights: Lights
    calendar: Calendar
    history: History
    supports: History
    objections: Objections
    claimed: Claimed

    def assess(self, period: Period) -> Assessed:
        """One period, by what was collected in it."""
        duties, collected = self.duties, self.slices.get(period.name) or _slice(self.records, {}, period.name)
        terms = read_terms(duties, task_milestones(self.records, period), period, self.as_of, self.lights,
                           self.calendar)
        issued = newest_issued(collected)
        returns = return_table(duties, collected, issued)
        returned = {row.unit: row.state for row in returns.rows}
        claims = claims_in(self.claimed, period)
        leads = find_leads(duties, issued, collected.progress)
        standings, figures = stand(terms, leads, self.history, period, returned, self.objections, claims, self.lights)
        tasks = task_table(duties, terms, standings, preferred_units(collected.conflicts), self.supports, period,
                           self.lights)
        units = unit_table(duties, standings, returned, issued)
        return Assessed(terms, standings, figures, tasks, units, returns, claims)

    def course(self, collected: Period) -> Mapping[Period, Assessed]:
        """The periods of one kind and year up to one, oldest first: those in which units were asked, and that one."""
        asked, periods, at = set(asked_periods(self.records)), [collected], collected.previous()
        while at.year == collected.year:
            if at in asked:
                periods.append(at)
            at = at.previous()
        # of an earlier period nobody reads what supporting units said
        brief = replace(self, supports=History({}))
        return {period: (self if period == collected else brief).assess(period) for period in reversed(periods)}


def new_judge(records: Records, as_of: date, lights: Lights, calendar: Calendar) -> Judge:
    """A judge over all that the ledger knows."""
    return Judge(records, read_duties(records), _slices(records), as_of, lights, calendar,
                 read_history(records, "牵头"), read_history(records, "配合"), read_objections(records),
                 read_claims(records))


def _slices(records: Records) -> dict[str, Records]:
    # frames of a year are searched once, not once for every period
    parts = {name: dict(tuple(getattr(records, name).groupby("period", sort=False))) for name in _COLLECTED}
    return {period: _slice(records, parts, period) for period in {key for part in parts.values() for key in part}}


def _slice(records: Records, parts: Mapping[str, Mapping[str, pd.DataFrame]], period: str) -> Records:
    return replace(records, **{name: parts.get(name, {}).get(period, getattr(records, name)[:0])
                               for name in _COLLECTED})
