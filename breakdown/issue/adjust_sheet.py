"""The sheet on which a unit asks to have a task changed (异议), and what the office said to what it asked before."""

from __future__ import annotations

from collections.abc import Sequence

from breakdown.book import Grid, Lines, Sheet
from breakdown.form import ADJUST, REQUEST_COLUMNS

_BLANK_ROWS = 8
_NOTE = (
    "认为任务表述、责任单位、完成时限、目标值需要调整的才填，没有的空着；任务序号照任务表中的序号写，一件事写一行。"
    "申请延期须在到期前提出；没有答复之前，仍按原来的要求推进。"
)


def adjust_sheet(unit: str, answers: Sequence[str], footer: str) -> Sheet:
    """调整申请: what was answered so far, one line each, and room for requests."""
    told = (("以前申请的答复：", "heading"), *((answer, "body") for answer in answers)) if answers else ()
    lines = Lines(((f"{unit}{ADJUST}", "title"), (_NOTE, "note"), *told))
    grid = Grid("requests", REQUEST_COLUMNS, (), blank_rows=_BLANK_ROWS)
    return Sheet(ADJUST, (lines, grid), footer=footer)
