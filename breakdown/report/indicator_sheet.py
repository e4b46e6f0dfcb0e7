"""指标: every target of every task by the rule of its kind, with the figures of the periods so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from breakdown.book import Block, Lines, Mark, Sheet
from breakdown.columns import Column
from breakdown.frame import named
from breakdown.report.frames import INDICATORS, LAGGING
from breakdown.report.indicators import KINDS, UNTOLD
from breakdown.report.pages import head, page
from breakdown.report.summary import Summary
from breakdown.report.views import make_grid
from breakdown.settings import Settings

_NOTES = (
    "累计指标：完成值与目标值之比为完成率，与序时进度比较。比率指标（增速、达标率等）：与目标直接比较；控制指标：不超过上限即达标；"
    "两种都不折算序时进度。定性目标：没有数值，按节点和填报状态判定，不折算百分比，各期所列为当期类别。",
    "各期所列为累计填报数，按目标的计量单位；一项任务有几个牵头单位的，按计入台账的填报。",
)
# As many characters as stand in a column of figures.
_SHORT = {
    "已完成": "完成", "超序时进度": "超序时", "达到序时进度": "达序时", "未达序时进度": "未达", "未启动": "未启动",
    "逾期未完成": "逾期", "持续推进": "持续", "任务调整": "调整", "未报送": "未报",
}


def indicator_sheet(summary: Summary, settings: Settings) -> Sheet:
    """One row per target, by kind; the numbers in its first line add up to the targets."""
    blocks: tuple[Block, ...] = (head(summary, "指标完成情况"),)
    rows = summary.named("indicators")
    if not rows:
        blocks += (Lines((("通知没有列出可以单独统计的目标。", "body"),)),)
    else:
        blocks += (Lines(((_totals(rows), "body"), *((note, "note") for note in _NOTES))), _grid(summary))
    return page("指标", blocks, summary, settings, "A3")


def _totals(rows: Sequence[Any]) -> str:
    kinds = Counter(row.kind for row in rows)
    parts = "、".join(f"{kind}{kinds[kind]}个" for kind in KINDS.values() if kind in kinds)
    untold = sum(row.category == UNTOLD for row in rows)
    return f"共{len(rows)}个目标：{parts}" + (f"；有数值而本期未报数字的{untold}个。" if untold else "。")


def _grid(summary: Summary) -> Block:
    trend, rows = summary.named("trend"), summary.named("indicators")
    months = tuple(Column(f"at{at}", shown.period, "number", width=7.5) for at, shown in enumerate(trend))
    figures = {(row.period, row.task_id, row.position): round(row.figure, 4) for row in summary.named("figures")}
    classes = {(row.period, row.task_id): _SHORT[row.category] for row in summary.named("trail")}
    told = named((*INDICATORS.names, *(month.name for month in months)),
                 ((*row, *(_told(row, shown.name, figures, classes) for shown in trend)) for row in rows))
    columns = (*INDICATORS.pick("kind", "no", "name", "target"), *months,
               *INDICATORS.pick("goal", "percent", "pace", "gap", "stages", "category", "trend", "unit", "deadline",
                                "basis"))
    grid = make_grid("indicators", columns, told, filtered=True, wide="name")
    return replace(grid, marks=tuple(_marks(rows)))


def _told(
    row: Any, period: str, figures: dict[tuple[str, str, int], float], classes: dict[tuple[str, str], str]
) -> float | str | None:
    if row.kind == KINDS["qualitative"]:
        return classes.get((period, row.task_id))
    return figures.get((period, row.task_id, row.position))


def _marks(rows: Iterable[Any]) -> list[Mark]:
    marks = []
    for at, row in enumerate(rows):
        if row.category in LAGGING:
            marks.append(Mark(at, "category", "red" if row.category == "逾期未完成" else "yellow"))
        if row.category == UNTOLD:
            marks.append(Mark(at, "category", "gray"))
        if row.shrunk:
            marks.append(Mark(at, "trend", "doubt"))
    return marks
