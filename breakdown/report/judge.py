"""Every task judged, for one period after another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from breakdown.closings import Claim, Claimed, claims_in, read_claims
from breakdown.periods import Period
from breakdown.records import Records
from breakdown.report.history import History, asked_periods, read_history
from breakdown.report.leads import find_leads
from breakdown.report.ledger import task_table
from breakdown.report.lights import Lights
from breakdown.report.objections import read_objections
from breakdown.report.returned import return_table
from breakdown.report.standings import Terms, read_terms, stand
from breakdown.report.tables import unit_table
from breakdown.workdays import Calendar


@dataclass(frozen=True)
class Assessed:
    """Every task and unit judged for one period; figures: FIGURES · tasks: TASK_STANDINGS · units: UNIT_TABLE."""

    terms: dict[str, Terms]
    standings: pd.DataFrame
    figures: pd.DataFrame
    tasks: pd.DataFrame
    units: pd.DataFrame
    returns: pd.DataFrame
    claims: dict[tuple[str, str], Claim]


@dataclass(frozen=True)
class Judge:
    """What every period is judged by: the ledger, the day looked from, the preset, the calendar."""

    records: Records
    as_of: date
    lights: Lights
    calendar: Calendar
    history: History
    supports: History
    claimed: Claimed

    def assess(self, period: Period) -> Assessed:
        """One period, by what was collected in it."""
        records = self.records
        terms = read_terms(records, period, self.as_of, self.lights, self.calendar)
        returns = return_table(records, period.name)
        returned = dict(zip(returns["unit"], returns["state"], strict=True))
        claims = claims_in(self.claimed, period)
        standings, figures = stand(terms, find_leads(records, period.name), self.history, period, returned,
                                   read_objections(records), claims, self.lights)
        tasks = task_table(records, terms, standings, self.supports, period, self.lights)
        units = unit_table(records, standings, returned, period.name)
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
    return Judge(records, as_of, lights, calendar, read_history(records, "牵头"), read_history(records, "配合"),
                 read_claims(records))
