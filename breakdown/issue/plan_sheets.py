"""The sheets of a form that asks for a unit's 细化方案 alone."""

from __future__ import annotations

from collections.abc import Sequence

from breakdown.book import Grid, Lines, Sheet, narrow_empty
from breakdown.columns import Column
from breakdown.form import LOCKED_COLUMNS, PLAN, TASK_SHEETS, short_code
from breakdown.issue.adjust_sheet import adjust_sheet
from breakdown.issue.sheets import FormRow, plan_sheet, sign_sheet
from breakdown.periods import Period

# What a unit needs to know of a task to break it down: not how it stood last period.
REFERENCE: tuple[Column, ...] = tuple(
    column for column in LOCKED_COLUMNS if column.name not in ("last_status", "last_progress", "expected")
)
# Room for so many stages of each task; more rows may follow.
_STEPS, _LEAST = 3, 15


def plan_form_sheets(
    unit: str, rows: Sequence[FormRow], stages: Sequence[tuple[str, ...]], answers: Sequence[str], guide: Sheet,
    period: Period, digest: str,
) -> tuple[Sheet, ...]:
    """填报说明, the unit's lead tasks for reference, 细化方案 with the stages so far, 调整申请, 审签页."""
    head = f"{unit}　{period.title}{PLAN}"
    blank = max(_LEAST, _STEPS * len(rows))
    return (
        guide, _reference(unit, rows, head), plan_sheet(unit, stages, head, blank), adjust_sheet(unit, answers, head),
        sign_sheet(head, (("牵头任务", len(rows)),), head, short_code(digest)),
    )


def _reference(unit: str, rows: Sequence[FormRow], footer: str) -> Sheet:
    values = tuple(tuple(row.cells[column.name] for column in REFERENCE) for row in rows)
    columns = narrow_empty(REFERENCE, values, "content", ["no"])
    grid = Grid("reference", columns, values, keys=tuple(row.key for row in rows), filtered=True)
    title = Lines(((f"{unit}牵头任务（供对照）", "title"),))
    return Sheet(TASK_SHEETS["牵头"], (title, grid), protected=True, footer=footer)
