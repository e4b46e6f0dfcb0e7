"""The sheets of the review workbook: their names and columns, agreed between writing and reading back."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

from breakdown.columns import MEMBERS, PROBLEMS, TASKS, UNIT_KINDS, UNITS, Column

Row = Mapping[Hashable, Any]

TASK_SHEET, UNIT_SHEET, COLLECTIVE_SHEET = "任务核对", "单位核对", "集合单位"
PROBLEM_SHEET, GUIDE_SHEET, ORIGINAL_SHEET = "核对结果", "填写说明", "原稿"
# Hidden copies of the two sheets as they were written.
UNITS_BEFORE, COLLECTIVES_BEFORE = "单位原稿", "集合单位原稿"

YES = "是"
_FLAG = {"kind": "text", "choices": (YES,)}
# Names of the kinds of target (FIELD.md §3) as the sheet shows them.
TARGET_KINDS = {"cumulative": "累计", "rate": "水平", "ceiling": "上限", "qualitative": "定性"}

TASK_COLUMNS: tuple[Column, ...] = tuple(
    replace(column, editable=True)
    for column in (
        *TASKS.pick("no", "kind", "section", "subsection", "content"),
        # a header 目标 stands for the targets here
        *TASKS.pick("goal", synonyms=()),
        *TASKS.pick("leaders"),
        Column("leads", "牵头单位", width=18, synonyms=("责任单位", "牵头责任单位")),
        Column("supports", "配合单位", width=26, synonyms=("协同单位", "协办单位")),
        *TASKS.pick("deadline_text", "due"),
        *TASKS.pick("ongoing", "done", **_FLAG),
        Column("targets", "目标", width=22, prompt="一行一个，如 新增规上企业≥3家〔累计〕"),
        Column("milestones", "节点", width=24, prompt="一行一个，先日期后内容，如 2021-08-31 完成普查"),
        *TASKS.pick("remark"),
        Column("doubts", "存疑", width=26, prompt="核对无误后请清空"),
        *TASKS.pick("place", width=16),
        *TASKS.pick("position", kind="text"),
    )
)
UNIT_COLUMNS: tuple[Column, ...] = tuple(
    replace(column, editable=column.name in ("unit", "kind", "aliases", "full_name", "contact", "phone", "note"))
    for column in (
        Column("printed", "通知中的名称", width=22),
        *UNITS.pick("unit", header="登记单位", synonyms=("单位",), prompt="同一单位请写同一个名称"),
        Column("advice", "建议", width=30),
        *UNITS.pick("kind", choices=UNIT_KINDS),
        Column("leads", "牵头件数", "int", width=9),
        Column("supports", "配合件数", "int", width=9),
        *UNITS.pick("full_name", "aliases", "contact", "phone", "note"),
    )
)
COLLECTIVE_COLUMNS: tuple[Column, ...] = (
    *MEMBERS.pick("collective", editable=True),
    *MEMBERS.pick("member", width=40, prompt="可写多个单位，用顿号隔开；没有明确前请留空"),
    *MEMBERS.pick("note"),
    Column("used", "用于", width=34),
)
PROBLEM_COLUMNS: tuple[Column, ...] = PROBLEMS.columns
# What the tasks were when the workbook was made, on a hidden sheet; lists as JSON.
ORIGINAL_COLUMNS: tuple[Column, ...] = (
    *TASKS.pick("content", "goal", "deadline_text", "due", kind="text"),
    Column("leads", "牵头单位"),
    Column("supports", "配合单位"),
    *TASKS.pick("open", kind="text", header="含集合单位"),
    *TASKS.pick("year", "notice", kind="text"),
    Column("targets", "目标清单"),
    Column("milestones", "节点清单"),
)
IDENTITY_COLUMNS: tuple[Column, ...] = (Column("name", "项目"), Column("value", "内容", width=40))
TITLE_PROPERTY, YEAR_PROPERTY, SOURCE_PROPERTY = "breakdown-title", "breakdown-year", "breakdown-source"
FROM_LEDGER = "ledger"
