"""The same totals for a terminal: plain tables of text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from breakdown.closings import STANDINGS
from breakdown.periods import Period
from breakdown.records import Records
from breakdown.report.alerts import alert_table
from breakdown.report.closings import closing_table
from breakdown.report.frames import ALERTS
from breakdown.report.history import collecting_period
from breakdown.report.judge import new_judge, with_previous
from breakdown.report.lights import Lights
from breakdown.report.returned import return_counts
from breakdown.report.tables import class_table, light_table
from breakdown.settings import Settings


class StatusTable(NamedTuple):
    """One small table: title, header, rows of text; the last row of a table of classes or lights is its total."""

    title: str
    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def status_tables(
    records: Records, period: Period, as_of: date, lights: Lights, settings: Settings
) -> list[StatusTable]:
    """Classes, lights, returns and alerts of a period, with the very figures of the workbook; see `summarize`."""
    judge = new_judge(records, as_of, lights, settings)
    collected = collecting_period(judge.asked, period)
    now = judge.assess(collected)
    before = judge.before(period, {collected: now})
    tasks = with_previous(now.tasks, before).rows
    closings = closing_table(now.claims, tasks, now.standings.rows).rows
    alerts = alert_table(tasks, now.standings.rows, now.terms, judge.history, collected, as_of, lights,
                         now.waiting).rows
    return [
        _classes(f"{period.title}任务进展", tasks, before is not None),
        _lights(tasks, lights),
        _returns([row.state for row in now.returns.rows]),
        StatusTable("核验", ("情况", "条数"), _counted(STANDINGS, [row.standing for row in closings])),
        StatusTable("预警", ("类别", "条数"), _counted(ALERTS, [row.alert for row in alerts])),
    ]


def _classes(title: str, tasks: Sequence[Any], compared: bool) -> StatusTable:
    total = str(len(tasks))
    rows = [(row.category, str(row.count), f"{row.share:.1f}%", _whole(row.previous), _signed(row.change))
            for row in class_table(tasks, compared).rows]
    last = ("合计", total, _all(tasks), total if compared else "", "0" if compared else "")
    return StatusTable(title, ("类别", "项数", "占比", "上期", "增减"), [*rows, last])


def _lights(tasks: Sequence[Any], lights: Lights) -> StatusTable:
    rows = [(row.light, str(row.count), f"{row.share:.1f}%", row.meaning) for row in light_table(tasks, lights).rows]
    return StatusTable("亮灯", ("灯", "项数", "占比", "含义"), [*rows, ("合计", str(len(tasks)), _all(tasks), "")])


def _returns(states: Sequence[str]) -> StatusTable:
    counts = [(word, str(count)) for word, count in return_counts(states).items()]
    return StatusTable("报送", ("情况", "家数"), [*counts, ("应报单位", str(len(states)))])


def _counted(names: Sequence[str], found: Sequence[str]) -> list[tuple[str, str]]:
    return [(name, str(found.count(name))) for name in names]


def _all(tasks: Sequence[Any]) -> str:
    return "100.0%" if tasks else "0.0%"


def _whole(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.0f}"


def _signed(value: float) -> str:
    return "" if math.isnan(value) else f"{value:+.0f}" if value else "0"
