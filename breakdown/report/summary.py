"""The figures of one period, from the ledger as it was known on one day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from breakdown.form import due_date
from breakdown.framed import Framed, Held
from breakdown.pace import linear_pace
from breakdown.periods import Period
from breakdown.records import FRAMES, Records
from breakdown.report.alerts import alert_table
from breakdown.report.closings import closing_table
from breakdown.report.course import change_table, periods_shown, trend_table, with_ranks_before
from breakdown.report.history import collecting_period
from breakdown.report.indicators import counting_figures, indicator_table
from breakdown.report.judge import new_judge, with_previous
from breakdown.report.lights import Lights
from breakdown.report.objections import adjustment_table
from breakdown.report.presets import PLAIN
from breakdown.report.repeats import repeat_tables
from breakdown.report.rows import Table, rows_of
from breakdown.report.tables import class_table, leader_table, light_table, section_table
from breakdown.report.trail import light_trail
from breakdown.settings import Settings
from breakdown.workdays import Calendar


@dataclass(frozen=True)
class Summary:
    """The figures of one period; frames with the columns of report/frames.py, held as rows until one is asked for.

    collected: the period whose reports count (a quarter stands on its last month). pace: linear, in per cent.
    compared: whether there was a period before. leader: whose tasks alone these are, "" for all.
    due: the day by which its returns are due. unknown_years: years whose workdays are but assumed.
    tasks: TASK_STANDINGS · standings: STANDINGS · classes: CLASS_TABLE ·
    lights: LIGHT_TABLE · units, leaders, sections · alerts: ALERT_TABLE · returns: RETURN_TABLE ·
    adjustments: ADJUSTMENTS · closings: CLOSING_TABLE · changed: the tasks whose class differs from last period's ·
    changes: CHANGES · indicators: INDICATORS · figures: FIGURES of the units that count, and trend: TREND, both of the
    periods shown · conflicts, findings: the ledger's, of the collected period ·
    trail: TRAIL · repeats: REPEATS · escalations: ESCALATIONS, of the year up to the collected period.
    """

    period: Period
    collected: Period
    as_of: date
    due: date
    pace: float
    compared: bool
    preset: str
    unknown_years: tuple[int, ...]
    tasks: Framed = Framed()
    standings: Framed = Framed()
    classes: Framed = Framed()
    lights: Framed = Framed()
    units: Framed = Framed()
    leaders: Framed = Framed()
    sections: Framed = Framed()
    alerts: Framed = Framed()
    returns: Framed = Framed()
    adjustments: Framed = Framed()
    closings: Framed = Framed()
    changed: Framed = Framed()
    changes: Framed = Framed()
    indicators: Framed = Framed()
    figures: Framed = Framed()
    trend: Framed = Framed()
    conflicts: Framed = Framed()
    findings: Framed = Framed()
    trail: Framed = Framed()
    repeats: Framed = Framed()
    escalations: Framed = Framed()
    leader: str = ""

    def named(self, name: str) -> Sequence[Any]:
        """The rows of one of its frames as named tuples; no frame is made of what is held as rows."""
        held = vars(self)[name]
        return held.named if isinstance(held, Held) else rows_of(held)


def summarize(
    records: Records, period: Period, as_of: date, settings: Settings, lights: Lights = PLAIN, year: bool = True
) -> Summary:
    """The summary of a period from what the ledger knew on the day `as_of`; the same input gives the same frames.

    year: whether the year's earlier periods are judged, too; without them trail, repeats, escalations, indicators and
    trend know the period alone.
    """
    judge = new_judge(records, as_of, lights, settings)
    collected = collecting_period(judge.asked, period)
    course = judge.course(collected, whole=False) if year else {collected: judge.assess(collected)}
    now, before = course[collected], judge.before(period, course)
    tasks = with_previous(judge.told(now, collected), before)
    repeats, escalations = repeat_tables(course, lights)
    shown = periods_shown(course)
    figures = counting_figures(course[one] for one in shown)
    trail = light_trail(course, lights)
    return Summary(
        period=period, collected=collected, as_of=as_of, due=due_date(collected, settings),
        pace=linear_pace(period, settings.year),
        compared=before is not None, preset=lights.name,
        unknown_years=_unknown_years(collected, as_of, lights, settings.calendar),
        tasks=tasks, standings=now.standings,
        classes=class_table(tasks.rows, before is not None), lights=light_table(tasks.rows, lights),
        units=with_ranks_before(now.units, before.units) if before else now.units,
        leaders=leader_table(tasks.rows), sections=section_table(tasks.rows),
        alerts=alert_table(tasks.rows, now.standings.rows, now.terms, judge.history, collected, as_of, lights,
                           now.waiting),
        returns=now.returns, adjustments=adjustment_table(records, collected),
        closings=closing_table(now.claims, now.tasks.rows, now.standings.rows),
        changed=tasks.only(lambda task: task.previous not in ("", task.category)),
        changes=change_table(now.tasks.rows, before.tasks.rows if before else ()),
        indicators=indicator_table(now.terms, tasks.rows, figures.rows, collected), figures=figures,
        trend=trend_table(trail.rows, shown, settings.year),
        conflicts=_of_period(records, "conflicts", collected), findings=_of_period(records, "findings", collected),
        trail=trail, repeats=repeats, escalations=escalations,
    )


def _unknown_years(period: Period, as_of: date, lights: Lights, calendar: Calendar) -> tuple[int, ...]:
    today = min(as_of, period.last_day)
    return calendar.unknown(today, calendar.horizon(today, lights.near_days))


def _of_period(records: Records, name: str, period: Period) -> Table:
    return Table(FRAMES[name], tuple(row for row in records.named(name) if row.period == period.name))
