"""The sheets of a form, as descriptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from breakdown.book import Grid, Lines, Sheet, narrow_empty
from breakdown.cells import IDENTITY_SHEET
from breakdown.columns import Column
from breakdown.form import (
    IDENTITY_COLUMNS,
    PLAN,
    PLAN_COLUMNS,
    SIGN,
    TASK_COLUMNS,
    TASK_SHEETS,
    Identity,
    short_code,
)
from breakdown.issue.adjust_sheet import adjust_sheet
from breakdown.issue.rules import task_rules
from breakdown.periods import Period

_GRIDS = {"牵头": "lead", "配合": "support"}
_PLAN_ROWS = 15
_TOTALS = (Column("item", "类别", width=30), Column("count", "项数", "int", width=14))


class FormRow(NamedTuple):
    """One task of a form: row id, role, locked cells by column name."""

    key: str
    role: str
    cells: Mapping[str, str]


def visible_sheets(
    unit: str, rows: Sequence[FormRow], stages: Sequence[tuple[str, ...]], answers: Sequence[str], guide: Sheet,
    period: Period, digest: str,
) -> tuple[Sheet, ...]:
    """填报说明, task sheets that have rows, 细化方案 where the unit leads, 调整申请, 审签页 with the digest's code."""
    counts = {role: sum(row.role == role for row in rows) for role in TASK_SHEETS}
    footer = f"{unit}　{period.title}"
    sheets = [guide]
    for role in TASK_SHEETS:
        if counts[role]:
            sheets.append(_task_sheet(unit, role, [row for row in rows if row.role == role], period, footer))
    if counts["牵头"]:
        sheets.append(plan_sheet(unit, stages, footer))
    sheets.append(adjust_sheet(unit, answers, footer))
    totals = (*((f"{role}任务", count) for role, count in counts.items()), ("合计", sum(counts.values())))
    return (*sheets, sign_sheet(f"{unit}　{period.title}", totals, footer, short_code(digest)))


def identity_sheet(identity: Identity) -> Sheet:
    """The hidden sheet that carries a form's identity."""
    grid = Grid("identity", IDENTITY_COLUMNS, identity.rows, repeat=False)
    return Sheet(IDENTITY_SHEET, (grid,), hidden=True, freeze=False)


def _task_sheet(unit: str, role: str, rows: Sequence[FormRow], period: Period, footer: str) -> Sheet:
    blank = ("",) * (len(TASK_COLUMNS) - len(rows[0].cells))
    locked = [column.name for column in TASK_COLUMNS[: len(rows[0].cells)]]
    values = tuple((*(row.cells[name] for name in locked), *blank) for row in rows)
    # what is to be filled in keeps its room; locked columns without a word give theirs to the longest account
    columns = narrow_empty(TASK_COLUMNS, values, "progress", [column.name for column in TASK_COLUMNS[len(locked) :]])
    grid = Grid(
        _GRIDS[role], columns, values,
        keys=tuple(row.key for row in rows), rules=task_rules(role, period), filtered=True,
    )
    title = Lines(((f"{unit}{period.title}{role}任务进展表", "title"),))
    return Sheet(TASK_SHEETS[role], (title, grid), paper="A3", protected=True, footer=footer)


def plan_sheet(unit: str, stages: Sequence[tuple[str, ...]], footer: str, blank_rows: int = _PLAN_ROWS) -> Sheet:
    """细化方案: the stages returned so far, and room for more."""
    lines = Lines(((f"{unit}牵头任务细化方案", "title"), ("任务序号照“牵头任务”表中的序号写；一步写一行。", "note")))
    grid = Grid("plan", PLAN_COLUMNS, tuple(stages), blank_rows=blank_rows)
    return Sheet(PLAN, (lines, grid), footer=footer)


def sign_sheet(subtitle: str, totals: tuple[tuple[str, int], ...], footer: str, code: str) -> Sheet:
    """审签页: totals (item, count), lines for the signature, the code that tells which form it belongs to."""
    blocks = (
        Lines((("审签页", "title"), (subtitle, "subtitle"))),
        Grid("totals", _TOTALS, totals, repeat=False),
        Lines((
            ("本单位对所填内容的真实性、准确性负责。", "body"),
            ("主要负责人签字（盖章）：", "sign"), ("填报人：", "sign"), ("联系电话：", "sign"),
            ("日期：　　　　年　　月　　日", "sign"), (f"表单校验码：{code}", "note"),
        )),
    )
    return Sheet(SIGN, blocks, landscape=False, freeze=False, footer=footer)
