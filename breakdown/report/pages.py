"""What every sheet of a report's workbook has alike: title, line of dates, headings, footer."""

from __future__ import annotations

from typing import Literal

from breakdown.book import Block, Lines, Sheet
from breakdown.report.summary import Summary
from breakdown.report.wording import chinese_day
from breakdown.settings import Settings


def head(summary: Summary, title: str) -> Lines:
    """The title of a sheet and the line under it: period, day, pace, tasks."""
    said = (f"期次：{summary.period.title}　　截至：{chinese_day(summary.as_of)}　　序时进度：{summary.pace:.1f}%　　"
            f"任务总数：{len(summary.named('tasks'))}项")
    whose = f"牵头领导：{summary.leader}　　" if summary.leader else ""
    return Lines(((title, "title"), (whose + said, "subtitle")))


def heading(text: str) -> Lines:
    """The heading of one of several tables."""
    return Lines(((text, "heading"),))


def page(
    name: str, blocks: tuple[Block, ...], summary: Summary, settings: Settings, paper: Literal["A4", "A3"] = "A4"
) -> Sheet:
    """A sheet with office and date in its footer."""
    return Sheet(name, blocks, paper, footer=f"{settings.name}　{chinese_day(summary.as_of)}")
