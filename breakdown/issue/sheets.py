"""The sheets of a form, as descriptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from breakdown.book import Grid, Lines, Sheet, narrow_empty
from breakdown.cells import IDENTITY_SHEET
from breakdown.columns import Column
from breakdown.form import (
    GUIDE,
    IDENTITY_COLUMNS,
    PLAN,
    PLAN_COLUMNS,
    SIGN,
    TASK_COLUMNS,
    TASK_SHEETS,
    Identity,
    due_date,
    short_code,
)
from breakdown.issue.rules import task_rules
from breakdown.periods import Period
from breakdown.settings import Settings

_GRIDS = {"牵头": "lead", "配合": "support"}
_PLAN_ROWS = 15
_TOTALS = (Column("item", "类别", width=30), Column("count", "项数", "int", width=14))

_STATUSES = (
    "未启动：还没有开始做。",
    "推进中：已经在做，还没有做完。做得快慢请在“本期进展”里写明。",
    "已完成：全部做完。请在“佐证材料”里写明文件名、文号或链接，方便核验。",
    "申请调整：任务表述、责任单位、完成时限或目标值需要调整。请在“存在问题”里写明要调整什么、为什么；没有答复之前，仍按原来的要求推进。",
)
_ASK = "填写中有疑问，或者认为任务、分工有误，请与发表的督查部门联系，也可以选“申请调整”并写明意见。"


class FormRow(NamedTuple):
    """One task of a form: row id, role, locked cells by column name."""

    key: str
    role: str
    cells: Mapping[str, str]


def visible_sheets(
    unit: str, rows: Sequence[FormRow], stages: Sequence[tuple[str, ...]], contact: Mapping[Any, Any],
    period: Period, settings: Settings, digest: str,
) -> tuple[Sheet, ...]:
    """填报说明, the task sheets that have rows, 细化方案 where the unit leads, 审签页 with the digest's short code."""
    counts = {role: sum(row.role == role for row in rows) for role in TASK_SHEETS}
    footer = f"{unit}　{period.title}"
    sheets = [_guide(unit, counts, contact, period, settings)]
    for role in TASK_SHEETS:
        if counts[role]:
            sheets.append(_task_sheet(unit, role, [row for row in rows if row.role == role], period, footer))
    if counts["牵头"]:
        sheets.append(plan_sheet(unit, stages, footer))
    totals = (*((f"{role}任务", count) for role, count in counts.items()), ("合计", sum(counts.values())))
    return (*sheets, sign_sheet(f"{unit}　{period.title}", totals, footer, short_code(digest)))


def identity_sheet(identity: Identity) -> Sheet:
    """The hidden sheet that carries a form's identity."""
    grid = Grid("identity", IDENTITY_COLUMNS, identity.rows, repeat=False)
    return Sheet(IDENTITY_SHEET, (grid,), hidden=True, freeze=False)


def _guide(
    unit: str, counts: Mapping[str, int], contact: Mapping[Any, Any], period: Period, settings: Settings
) -> Sheet:
    due = due_date(period, settings)
    lines = [
        (f"{settings.name}重点工作进展填报表", "title"),
        (f"{unit}　{period.title}", "subtitle"),
        ("一、填什么", "heading"),
        (f"本表共 {sum(counts.values())} 项任务：{_share(counts)}。", "body"),
        (f"请于 {due.year}年{due.month}月{due.day}日 前填好并报回。", "body"),
        ("二、怎么填", "heading"),
        *((f"{at}．{text}", "body") for at, text in enumerate(_steps(counts), 1)),
        ("三、状态怎么选", "heading"),
        *((text, "body") for text in _STATUSES),
        ("四、有疑问怎么办", "heading"),
        *((text, "body") for text in (_ASK, *contact_lines(contact))),
    ]
    return Sheet(GUIDE, (Lines(tuple(lines)),), landscape=False, protected=True, freeze=False)


def _share(counts: Mapping[str, int]) -> str:
    return "，".join(f"{role} {count} 项" for role, count in counts.items() if count)


def _steps(counts: Mapping[str, int]) -> list[str]:
    steps = ["只填浅黄色的栏目，其余栏目是已经知道的内容，不用动。"]
    if counts["牵头"]:
        steps.append("牵头任务每项都请选“状态”；其他栏目有新情况就填，没有可以空着。")
    if counts["配合"]:
        steps.append("配合任务有进展的再填；任务的状态以牵头单位填报的为准。")
    steps += [
        "数字请带单位，如“12家”“2000万元”；不带的，按目标的单位计。",
        "完成比例写成“50%”；时间写成“2021-6-30”或“6月底前”都可以。",
        "可以排序、筛选、调整行高列宽。请在本表上直接填，不要用上期的表或其他单位的表来改。",
    ]
    if counts["牵头"]:
        steps.append("“细化方案”里写牵头任务分几步做、每步什么时候做完、谁负责；以前报过的已经填好，有变化再改，行数不够可以往下接着写。")
    return [*steps, "填完后打印“审签页”，由主要负责人签字盖章，和本表一起报回。"]


def contact_lines(contact: Mapping[Any, Any]) -> list[str]:
    """Whom the office has on record for a unit: one line, none when nobody."""
    if not contact.get("contact"):
        return []
    phone = f"，电话 {contact['phone']}" if contact.get("phone") else ""
    return [f"贵单位登记的联系人：{contact['contact']}{phone}。如有变动，请告诉我们。"]


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
