"""The same totals for a terminal: plain tables of text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from breakdown.closings import STANDINGS
from breakdown.report.frames import ALERTS
from breakdown.report.returned import return_counts
from breakdown.report.rows import rows_of
from breakdown.report.summary import Summary


class StatusTable(NamedTuple):
    """One small table: title, header, rows of text; the last row of a table of classes or lights is its total."""

    title: str
    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def status_tables(summary: Summary) -> list[StatusTable]:
    """Classes, lights, returns and alerts of a period, with the very figures of the workbook."""
    total = str(len(summary.tasks))
    classes = [(row.category, str(row.count), f"{row.share:.1f}%", _whole(row.previous), _signed(row.change))
               for row in rows_of(summary.classes)]
    whole = "100.0%" if len(summary.tasks) else "0.0%"
    before = total if summary.compared else ""
    classes.append(("合计", total, whole, before, "0" if before else ""))
    lights = [(row.light, str(row.count), f"{row.share:.1f}%", row.meaning) for row in rows_of(summary.lights)]
    lights.append(("合计", total, whole, ""))
    returns = [(word, str(count)) for word, count in return_counts(summary.returns).items()]
    returns.append(("应报单位", str(len(summary.returns))))
    alerts = summary.alerts["alert"].value_counts()
    checked = summary.closings["standing"].value_counts()
    return [
        StatusTable(f"{summary.period.title}任务进展", ("类别", "项数", "占比", "上期", "增减"), classes),
        StatusTable("亮灯", ("灯", "项数", "占比", "含义"), lights),
        StatusTable("报送", ("情况", "家数"), returns),
        StatusTable("核验", ("情况", "条数"), [(name, str(checked.get(name, 0))) for name in STANDINGS]),
        StatusTable("预警", ("类别", "条数"), [(name, str(alerts.get(name, 0))) for name in ALERTS]),
    ]


def _whole(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.0f}"


def _signed(value: float) -> str:
    return "" if math.isnan(value) else f"{value:+.0f}" if value else "0"
