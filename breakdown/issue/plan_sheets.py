"""The sheets of a form that asks for a unit's 细化方案 alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from breakdown.book import Grid, Lines, Sheet, narrow_empty
from breakdown.columns import Column
from breakdown.form import GUIDE, LOCKED_COLUMNS, PLAN, TASK_SHEETS, short_code
from breakdown.issue.sheets import FormRow, contact_lines, plan_sheet, sign_sheet
from breakdown.periods import Period
from breakdown.settings import Settings

# What a unit needs to know of a task to break it down: not how it stood last period.
REFERENCE: tuple[Column, ...] = tuple(
    column for column in LOCKED_COLUMNS if column.name not in ("last_status", "last_progress", "expected")
)
# Room for so many stages of each task; more rows may follow.
_STEPS, _LEAST = 3, 15


def plan_form_sheets(
    unit: str, rows: Sequence[FormRow], stages: Sequence[tuple[str, ...]], contact: Mapping[Any, Any],
    period: Period, settings: Settings, digest: str,
) -> tuple[Sheet, ...]:
    """填报说明, the unit's lead tasks for reference, 细化方案 with the stages so far, 审签页."""
    head = f"{unit}　{period.title}{PLAN}"
    blank = max(_LEAST, _STEPS * len(rows))
    return (
        _guide(head, len(rows), contact, settings), _reference(unit, rows, head),
        plan_sheet(unit, stages, head, blank),
        sign_sheet(head, (("牵头任务", len(rows)),), head, short_code(digest)),
    )


def due_text(due: datetime) -> str:
    """A day and hour as notices print it: 2019年3月8日12时, 2019年3月8日17时30分."""
    minute = f"{due.minute}分" if due.minute else ""
    return f"{due.year}年{due.month}月{due.day}日{due.hour}时{minute}"


def _guide(head: str, count: int, contact: Mapping[Any, Any], settings: Settings) -> Sheet:
    due = settings.plan_due
    wanted = f"请于 {due_text(due)} 前填好并报回，过时即记为迟报。" if due else "请按通知要求的时间填好并报回。"
    steps = (
        f"只填“{PLAN}”这一张表；“{TASK_SHEETS['牵头']}”是供对照的，不用动。",
        "一步写一行，行数不够可以往下接着写；每项任务至少分两步，各有完成时间。",
        "“任务序号”照“牵头任务”表中的序号写，每一行都写。",
        "“完成时间”写到日或月，如“2021-6-30”“6月底前”。不要写“按序时推进”，那样看不出是哪天。",
        "“责任人”和“电话”写这一步由谁负责、怎么联系。以前报过的已经填好，有变化再改。",
        "通知没有列明节点的任务，采纳的节点就是今后计算序时进度的依据；通知已经列明的，仍按通知计。",
        "填完后打印“审签页”，由主要负责人签字盖章，和本表一起报回。",
    )
    asked = ("填写中有疑问，或者认为任务、分工有误，请与发表的督查部门联系。", *contact_lines(contact))
    lines = (
        (f"{settings.name}重点工作细化方案填报表", "title"), (head, "subtitle"),
        ("一、填什么", "heading"),
        (f"贵单位牵头 {count} 项任务，请写明每项分几步做、每步什么时候做完、谁负责。", "body"), (wanted, "body"),
        ("二、怎么填", "heading"), *((f"{at}．{text}", "body") for at, text in enumerate(steps, 1)),
        ("三、有疑问怎么办", "heading"), *((text, "body") for text in asked),
    )
    return Sheet(GUIDE, (Lines(lines),), landscape=False, protected=True, freeze=False)


def _reference(unit: str, rows: Sequence[FormRow], footer: str) -> Sheet:
    values = tuple(tuple(row.cells[column.name] for column in REFERENCE) for row in rows)
    columns = narrow_empty(REFERENCE, values, "content", ["no"])
    grid = Grid("reference", columns, values, keys=tuple(row.key for row in rows), filtered=True)
    title = Lines(((f"{unit}牵头任务（供对照）", "title"),))
    return Sheet(TASK_SHEETS["牵头"], (title, grid), protected=True, footer=footer)
