"""A reading laid out as the review workbook."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from breakdown.book import Book, Grid, Lines, Rule, Sheet, Value, narrow_empty
from breakdown.columns import PROBLEMS, Column
from breakdown.problems import CODES, Problem
from breakdown.records import Reading
from breakdown.review.doubted import doubted_tasks
from breakdown.review.guide import guide_sheet
from breakdown.review.naming import in_order, resolve, split_names
from breakdown.review.originals import identity, identity_sheet, original_sheet, sheet_before
from breakdown.review.view import (
    COLLECTIVE_COLUMNS,
    COLLECTIVE_SHEET,
    COLLECTIVES_BEFORE,
    PROBLEM_COLUMNS,
    PROBLEM_SHEET,
    TASK_COLUMNS,
    TASK_SHEET,
    UNIT_COLUMNS,
    UNIT_SHEET,
    UNITS_BEFORE,
    YES,
    Row,
)
from breakdown.review.wording import joined, stage_line, target_line

_SEVERITIES = PROBLEMS.column("severity").choices
_STYLES = {"错误": "error", "存疑": "doubt"}
_USED_SHOWN = 8
# What was confirmed in an earlier review is not coloured.
_CONFIRMED = "已确认"


def plan_review(reading: Reading, requests: Sheet | None = None) -> Book:
    """The review workbook of a reading (DESIGN.md §5): tasks, units, collectives, problems, guide, and what it was.

    requests: the sheet on which the office decides what units ask to have changed, where the ledger holds any.
    """
    known = in_order(resolve(reading))
    printed = _printed(known)
    targets, stages = _by_task(known.targets), _by_task(known.milestones)
    units, collectives = _unit_sheet(known), _collective_sheet(known)
    return Book(
        f"{reading.year}年任务核对",
        (
            *((requests,) if requests else ()), _task_sheet(known, printed, targets, stages), units,
            collectives, _problem_sheet(known), guide_sheet(),
            original_sheet(known, printed, targets, stages), sheet_before(units, UNITS_BEFORE),
            sheet_before(collectives, COLLECTIVES_BEFORE), identity_sheet(known),
        ),
        identity(known),
    )


def _by_task(frame: pd.DataFrame) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in frame.sort_values("position", kind="stable").to_dict("records"):
        rows[row["task_id"]].append(row)
    return rows


def _printed(reading: Reading) -> dict[tuple[str, str], list[str]]:
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in reading.assignments.to_dict("records"):
        names[row["task_id"], row["role"]].append(row["printed"])
    return names


def _task_sheet(
    reading: Reading, printed: dict[tuple[str, str], list[str]], targets: dict[str, list[Row]],
    stages: dict[str, list[Row]],
) -> Sheet:
    tasks = reading.tasks.sort_values("position", kind="stable")
    rows = []
    for task in tasks.to_dict("records"):
        own = task["task_id"]
        values = {
            **task, "due": None if pd.isna(task["due"]) else task["due"].date(),
            "ongoing": YES if task["ongoing"] else "", "done": YES if task["done"] else "",
            "leads": "、".join(printed.get((own, "牵头"), [])), "supports": "、".join(printed.get((own, "配合"), [])),
            "targets": joined(targets.get(own, []), target_line), "milestones": joined(stages.get(own, []), stage_line),
            "position": str(task["position"]),
        }
        rows.append(_values(TASK_COLUMNS, values))
    doubted = Rule(tuple(column.name for column in TASK_COLUMNS), "LEN({doubts})>0", "doubt")
    columns = narrow_empty(TASK_COLUMNS, rows, "content")
    grid = Grid("tasks", columns, tuple(rows), keys=tuple(tasks["task_id"]), rules=(doubted,), filtered=True)
    doubts = int((tasks["doubts"] != "").sum())
    note = (
        f"共 {len(tasks)} 项，其中存疑 {doubts} 项（涂色的行，疑点见“存疑”栏，可用筛选只看这些行）。"
        "请对照通知核对，有误的直接改；改法见“填写说明”。"
    )
    title = f"{reading.year}年任务核对表"
    lines = Lines(((title, "title"), *(((reading.title, "subtitle"),) if reading.title else ()), (note, "note")))
    return Sheet(TASK_SHEET, (lines, grid), paper="A3", footer=f"{reading.year}年任务核对")


def _unit_sheet(reading: Reading) -> Sheet:
    single = reading.assignments[reading.assignments["via"] == "direct"]
    counts = Counter(zip(single["printed"], single["role"], strict=True))
    names: dict[str, list[str]] = defaultdict(list)
    for name, unit in zip(single["printed"], single["unit"], strict=True):
        if name not in names[unit]:
            names[unit].append(name)
    told = {problem.value: problem for problem in reading.problems if problem.code in ("unit-similar", "unit-unknown")}
    rows, keys = [], []
    for unit in reading.units.to_dict("records"):
        printed = names.get(unit["unit"]) or [unit["unit"]]
        for name in printed:
            others = [alias for alias in split_names(unit["aliases"]) if alias not in printed]
            advice = _advice(name, unit["unit"], told, reading.confirmed)
            rows.append(_values(UNIT_COLUMNS, {
                **unit, "printed": name, "aliases": "、".join(others), "advice": advice,
                "leads": counts[name, "牵头"], "supports": counts[name, "配合"],
            }))
            keys.append(name)
    open_question = f'AND(LEN({{advice}})>0,LEFT({{advice}},3)<>"{_CONFIRMED}")'
    asked = Rule(("printed", "unit", "advice"), open_question, "doubt")
    grid = Grid("units", UNIT_COLUMNS, tuple(rows), keys=tuple(keys), rules=(asked,), filtered=True)
    note = f"共 {len(reading.units)} 个单位、{len(rows)} 种写法。同一单位的几种写法，请在“登记单位”栏写成同一个名称。"
    return Sheet(UNIT_SHEET, (Lines((("单位核对", "title"), (note, "note"))), grid), footer="单位核对")


def _advice(name: str, unit: str, told: dict[str, Problem], confirmed: Mapping[str, str]) -> str:
    if name in confirmed:
        return f"{_CONFIRMED}是“{unit}”（出处：{confirmed[name]}），不必再核"
    if name != unit:
        return f"按“{unit}”登记，请确认是同一单位"
    if problem := told.get(name):
        return "；".join(part for part in (problem.sentence, problem.hint) if part)
    return ""


def _collective_sheet(reading: Reading) -> Sheet:
    numbers = dict(zip(reading.tasks["task_id"], reading.tasks["no"], strict=True))
    used: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in reading.assignments[reading.assignments["via"] != "direct"].to_dict("records"):
        used[row["unit"], row["role"]].append(numbers.get(row["task_id"]) or row["task_id"])
    rows = [
        _values(COLLECTIVE_COLUMNS, {**row, "used": _used(used, row["collective"])})
        for row in reading.members.to_dict("records")
    ]
    unknown = Rule(("collective", "member"), "AND(LEN({collective})>0,LEN({member})=0)", "must")
    grid = Grid("collectives", COLLECTIVE_COLUMNS, tuple(rows), blank_rows=8, rules=(unknown,))
    open_count = int((reading.members["member"] == "").sum())
    listed = reading.members["collective"].nunique()
    note = f"共 {listed} 个集合单位，其中 {open_count} 个尚未明确成员（涂色）。未明确的不向任何单位交办。"
    return Sheet(COLLECTIVE_SHEET, (Lines((("集合单位", "title"), (note, "note"))), grid), footer="集合单位")


def _used(used: dict[tuple[str, str], list[str]], collective: str) -> str:
    parts = []
    for role in ("牵头", "配合"):
        if found := used.get((collective, role)):
            more = "等" if len(found) > _USED_SHOWN else ""
            parts.append(f"{role}{len(found)}项：{'、'.join(found[:_USED_SHOWN])}{more}")
    return "\n".join(parts)


def _problem_sheet(reading: Reading) -> Sheet:
    problems = [*reading.problems, *doubted_tasks(reading)]
    rows = [{**problem._asdict(), "code": CODES[problem.code]} for problem in problems]
    values = tuple(_values(PROBLEM_COLUMNS, row) for row in rows)
    dressed = tuple((at, _STYLES[row["severity"]]) for at, row in enumerate(rows) if row["severity"] in _STYLES)
    grid = Grid("problems", PROBLEM_COLUMNS, values, row_styles=dressed, filtered=True)
    counted = Counter(row["severity"] for row in rows)
    said = "，".join(f"{severity} {counted[severity]} 条" for severity in _SEVERITIES)
    note = f"{said}。逐条看过、处理完的行可以删去。" if rows else "没有发现问题。"
    return Sheet(PROBLEM_SHEET, (Lines((("核对结果", "title"), (note, "note"))), grid), footer="核对结果")


def _values(columns: Iterable[Column], row: Mapping[Any, Any]) -> tuple[Value, ...]:
    return tuple(row[column.name] for column in columns)
