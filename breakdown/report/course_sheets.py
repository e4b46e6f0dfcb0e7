"""变化 and 趋势: what moved since the last period, and how the periods of the year went."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from breakdown.book import Block, Chart, Grid, Lines, Mark, Sheet, Value
from breakdown.columns import Column
from breakdown.report.course import TURNS
from breakdown.report.frames import CATEGORIES, CHANGES, LAGGING_UNITS, TREND
from breakdown.report.pages import head, heading, page
from breakdown.report.summary import Summary
from breakdown.report.tables import lagging_units
from breakdown.report.views import make_grid, or_none
from breakdown.settings import Settings

TREND_SHEET = "趋势"
_TURN_STYLES = {"新完成": "green", "滞后转好": "green", "转为滞后": "yellow", "完成转未完成": "red"}


def change_sheet(summary: Summary, settings: Settings) -> Sheet:
    """Which tasks changed class, then which figures moved."""
    title = head(summary, "与上期相比的变化")
    if not summary.compared:
        return page("变化", (title, Lines((("没有上期填报，不作比较。", "body"),))), summary, settings, "A3")
    changes = summary.named("changes")
    counts = Counter(change.turn for change in changes)
    said = "、".join(f"{name}{counts[name]}项" for name in TURNS if counts[name])
    told = f"共{len(changes)}项：{said}。数字变化指类别未变而完成值、完成比例有变。"
    lines = Lines(((told, "body"),) if said else ())
    columns = tuple(column for column in CHANGES.columns if column.name != "task_id")
    marks = tuple(Mark(at, "turn", _TURN_STYLES[change.turn]) for at, change in enumerate(changes)
                  if change.turn in _TURN_STYLES)
    grid = replace(make_grid("changes", columns, changes, filtered=True, wide="content"), marks=marks)
    none = "与上期相比，各项任务的类别和数字都没有变化。"
    return page("变化", (title, lines, or_none(grid, none)), summary, settings, "A3")


def trend_sheet(summary: Summary, settings: Settings) -> Sheet:
    """The classes of every period so far, where last period's tasks went, the units with most lagging tasks."""
    trend = replace(make_grid("trend", TREND.columns[:-1], summary.named("trend")), repeat=False)
    blocks: list[Block] = [head(summary, "各期进展趋势"), heading("一、各期进展"), trend]
    if len(summary.named("trend")) > 1:
        blocks.append(Chart("line", "各期各类任务项数", "trend", "period",
                            ("已完成", "达到序时进度", "未达序时进度", "逾期未完成", "未报送"), height=13,
                            colors=("blue", "green", "yellow", "red", "gray"), labels=False))
    if summary.compared:
        said = "每行是上期的一类任务，各列是它们本期的类别。"
        blocks += [heading("二、上期各类任务的去向"), Lines(((said, "note"),)), _flow(summary)]
    lagging = lagging_units(summary.named("units")).rows
    if lagging:
        blocks += [heading(f"{'三' if summary.compared else '二'}、滞后任务较多的单位"),
                   Lines((("按各单位自己的填报；滞后包括未达序时进度、未启动和逾期未完成。", "note"),)),
                   replace(make_grid("lagging", LAGGING_UNITS.columns, lagging), repeat=False)]
    return replace(page(TREND_SHEET, tuple(blocks), summary, settings, "A3"), landscape=False, one_page=True)


def _flow(summary: Summary) -> Grid:
    """Last period's classes by row, this period's by column; both ways they add up to the tasks."""
    pairs = Counter((task.previous, task.category) for task in summary.named("tasks"))
    columns = (Column("previous", "上期类别", width=14), Column("total", "上期项数", "int", width=8),
               *TREND.pick(*CATEGORIES))
    rows: list[tuple[Value, ...]] = []
    for name in dict.fromkeys([*CATEGORIES, *(previous for previous, _ in pairs)]):
        counts = [pairs[name, now] for now in CATEGORIES]
        if sum(counts):
            rows.append((name or "上期没有", sum(counts), *counts))
    rows.append(("本期合计", *(sum(int(str(row[at])) for row in rows) for at in range(1, len(columns)))))
    return Grid("flow", columns, tuple(rows), row_styles=((len(rows) - 1, "total"),), repeat=False)
