"""The figures of one period, from the ledger as it was known on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from breakdown.closings import find_claims
from breakdown.pace import linear_pace
from breakdown.periods import Period
from breakdown.records import Records
from breakdown.report.alerts import alert_table
from breakdown.report.closings import closing_table
from breakdown.report.history import History, asked_periods, collecting_period, read_history
from breakdown.report.leads import find_leads
from breakdown.report.ledger import task_table
from breakdown.report.lights import Lights
from breakdown.report.objections import adjustment_table, read_objections
from breakdown.report.presets import PLAIN
from breakdown.report.returned import return_table
from breakdown.report.standings import Terms, read_terms, stand
from breakdown.report.tables import class_table, leader_table, light_table, section_table, unit_table
from breakdown.settings import Settings
from breakdown.workdays import WEEKDAYS, Calendar


@dataclass(frozen=True)
class Summary:
    """The figures of one period; frames with the columns of report/frames.py.

    collected: the period whose reports count (a quarter stands on its last month). pace: linear, in per cent.
    compared: whether there was a period before.
    unknown_years: years whose workdays are but assumed.
    tasks: TASK_STANDINGS · standings: STANDINGS · classes: CLASS_TABLE ·
    lights: LIGHT_TABLE · units, leaders, sections · alerts: ALERT_TABLE · returns: RETURN_TABLE ·
    adjustments: ADJUSTMENTS · closings: CLOSING_TABLE · changed: the tasks whose class differs from last period's ·
    conflicts, findings: the ledger's, of the collected period.
    """

    period: Period
    collected: Period
    as_of: date
    pace: float
    compared: bool
    preset: str
    unknown_years: tuple[int, ...]
    tasks: pd.DataFrame
    standings: pd.DataFrame
    classes: pd.DataFrame
    lights: pd.DataFrame
    units: pd.DataFrame
    leaders: pd.DataFrame
    sections: pd.DataFrame
    alerts: pd.DataFrame
    returns: pd.DataFrame
    adjustments: pd.DataFrame
    closings: pd.DataFrame
    changed: pd.DataFrame
    conflicts: pd.DataFrame
    findings: pd.DataFrame


@dataclass(frozen=True)
class Assessed:
    """Every task judged for one period."""

    terms: dict[str, Terms]
    standings: pd.DataFrame
    tasks: pd.DataFrame
    returns: pd.DataFrame
    closings: pd.DataFrame


def summarize(
    records: Records, period: Period, as_of: date, settings: Settings, lights: Lights = PLAIN,
    calendar: Calendar = WEEKDAYS,
) -> Summary:
    """The summary of a period from what the ledger knew on the day `as_of`; the same input gives the same frames."""
    history, supports = read_history(records, "牵头"), read_history(records, "配合")
    collected = collecting_period(records, period)
    now = _assess(records, collected, as_of, history, supports, lights, calendar)
    before = _categories_before(records, period.previous(), as_of, history, supports, lights, calendar)
    tasks = now.tasks.assign(previous=[before.get(task_id, "") for task_id in now.tasks["task_id"]])
    returned = dict(zip(now.returns["unit"], now.returns["state"], strict=True))
    return Summary(
        period=period, collected=collected, as_of=as_of, pace=linear_pace(period, settings.year),
        compared=bool(before), preset=lights.name,
        unknown_years=_unknown_years(collected, as_of, lights, calendar), tasks=tasks, standings=now.standings,
        classes=class_table(tasks, bool(before)), lights=light_table(tasks, lights),
        units=unit_table(records, now.standings, returned, collected.name),
        leaders=leader_table(tasks), sections=section_table(tasks),
        alerts=alert_table(tasks, now.standings, now.terms, history, collected, as_of, lights), returns=now.returns,
        adjustments=adjustment_table(records, collected), closings=now.closings,
        changed=tasks[(tasks["previous"] != "") & (tasks["previous"] != tasks["category"])].reset_index(drop=True),
        conflicts=_of_period(records.conflicts, collected), findings=_of_period(records.findings, collected),
    )


def _assess(
    records: Records, period: Period, as_of: date, history: History, supports: History, lights: Lights,
    calendar: Calendar,
) -> Assessed:
    terms = read_terms(records, period, as_of, lights, calendar)
    returns = return_table(records, period.name)
    returned = dict(zip(returns["unit"], returns["state"], strict=True))
    claims = find_claims(records, period)
    standings = stand(terms, find_leads(records, period.name), history, period, returned,
                      read_objections(records), claims, lights)
    tasks = task_table(records, terms, standings, supports, period, lights)
    return Assessed(terms, standings, tasks, returns, closing_table(claims, tasks, standings))


def _categories_before(
    records: Records, period: Period, as_of: date, history: History, supports: History, lights: Lights,
    calendar: Calendar,
) -> dict[str, str]:
    """Each task's class in the period before; empty when nothing was issued or came back then."""
    collected = collecting_period(records, period)
    if collected not in asked_periods(records):
        return {}
    tasks = _assess(records, collected, as_of, history, supports, lights, calendar).tasks
    return dict(zip(tasks["task_id"], tasks["category"], strict=True))


def _unknown_years(period: Period, as_of: date, lights: Lights, calendar: Calendar) -> tuple[int, ...]:
    today = min(as_of, period.last_day)
    return calendar.unknown(today, calendar.horizon(today, lights.near_days))


def _of_period(frame: pd.DataFrame, period: Period) -> pd.DataFrame:
    return frame[frame["period"] == period.name].reset_index(drop=True)


