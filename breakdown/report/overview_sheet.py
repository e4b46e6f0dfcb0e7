"""总览: all that a leader looks at first, on one page."""

from __future__ import annotations

from dataclasses import replace

from breakdown.book import Block, Chart, Charts, Grid, Lines, Mark, Sheet, Value
from breakdown.columns import Column
from breakdown.report.course_sheets import TREND_SHEET
from breakdown.report.frames import CATEGORIES, CLASS_TABLE, LIGHTS
from breakdown.report.overview import headline, notes
from breakdown.report.pages import head, heading, page
from breakdown.report.returned import return_counts
from breakdown.report.summary import Summary
from breakdown.report.tables import lagging_units
from breakdown.report.views import LIGHT_STYLES, make_grid
from breakdown.settings import Settings

SECTION_SHEET = "板块汇总"
_CHART_HEIGHT = 14


def overview_sheet(summary: Summary, settings: Settings) -> Sheet:
    """Sentences, classes, charts of classes, periods, sections and units, lights, returns, notes."""
    blocks: tuple[Block, ...] = (
        head(summary, f"{settings.name}{summary.period.title}重点任务推进情况汇总表"),
        Lines(tuple((line, "body") for line in headline(summary))),
        heading("一、进展类别"), _class_grid(summary), *_charts(summary),
        heading("二、亮灯"), _light_grid(summary), heading("三、报送"), _return_grid(summary),
        Lines(tuple((line, "note") for line in notes(summary))),
    )
    return replace(page("总览", blocks, summary, settings, "A3"), landscape=False, one_page=True)


def _light_grid(summary: Summary) -> Grid:
    """The lights side by side: one row of counts, one of shares, each under its name."""
    columns = (Column("what", "灯", width=18), *(Column(name, name, "int", width=14) for name in LIGHTS))
    counts: tuple[Value, ...] = ("项数", *(int(row.count) for row in summary.named("lights")))
    shares: tuple[Value, ...] = ("占比", *(f"{row.share:.1f}%" for row in summary.named("lights")))
    marks = tuple(Mark(0, name, LIGHT_STYLES[name]) for name in LIGHTS)
    return Grid("lights", columns, (counts, shares), marks=marks, repeat=False)


def _return_grid(summary: Summary) -> Grid:
    """How many units returned how, side by side; they add up to the units asked."""
    states = [row.state for row in summary.named("returns")]
    counts = return_counts(states)
    columns = (Column("asked", "应报单位", "int", width=18), *(Column(word, word, "int", width=14) for word in counts))
    return Grid("returns", columns, ((len(states), *counts.values()),), repeat=False)


def _class_grid(summary: Summary) -> Grid:
    total = len(summary.named("tasks"))
    whole = 100.0 if total else 0.0
    sums: dict[str, Value] = {"category": "合计", "count": total, "share": whole}
    columns = CLASS_TABLE.columns if summary.compared else CLASS_TABLE.pick("category", "count", "share")
    if summary.compared:
        sums |= {"previous": total, "previous_share": whole, "change": 0}
    return replace(make_grid("classes", columns, summary.named("classes"), sums), repeat=False)


def _charts(summary: Summary) -> tuple[Charts, ...]:
    """Two in a row; those that have nothing to compare are left out."""
    values = ("count", "previous") if summary.compared else ("count",)
    charts = [Chart("column", "各类任务项数", "classes", "category", values, (0, len(CATEGORIES)), _CHART_HEIGHT,
                    ("blue", "gray"))]
    if len(summary.named("trend")) > 1:
        charts.append(Chart("line", "各期达标率", "trend", "period", ("on_plan",), height=_CHART_HEIGHT, most=1,
                            sheet=TREND_SHEET))
    sections, lagging = len(summary.named("sections")), lagging_units(summary.named("units")).rows
    if sections:
        charts.append(Chart("column", "各板块达标率", "sections", "section", ("on_plan",), (0, sections), _CHART_HEIGHT,
                            most=1, sheet=SECTION_SHEET))
    if lagging:
        charts.append(Chart("bar", "滞后任务较多的单位（项）", "lagging", "unit", ("lagging",), height=_CHART_HEIGHT,
                            colors=("orange",), sheet=TREND_SHEET))
    return tuple(Charts(tuple(charts[at : at + 2])) for at in range(0, len(charts), 2))
