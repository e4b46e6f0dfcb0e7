"""Who gets which task: assignments with their collectives expanded, one row per task and unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from breakdown.assigned import COLLECTIVE, members_of, near_names
from breakdown.columns import ROLES
from breakdown.errors import FolderError
from breakdown.problems import Problem
from breakdown.records import Records

DIRECT = "direct"


class Duty(NamedTuple):
    """One task of one unit: role, and the collective it came by ("direct": named itself)."""

    task_id: str
    role: str
    via: str


def assign(records: Records) -> tuple[dict[str, list[Duty]], list[Problem]]:
    """Every unit's duties in task order (lead before support, direct before collective), and what reached nobody."""
    tasks = {row["task_id"] for row in records.rows("tasks")}
    members = members_of(records)
    best: dict[tuple[str, str], Duty] = {}
    nobody: dict[tuple[str, str], int] = {}
    for row in records.rows("assignments"):
        if row["task_id"] not in tasks:
            continue
        name = row["unit"] or row["printed"]
        reached = False
        for unit, via in _receivers(row, name, members):
            reached = True
            duty = Duty(row["task_id"], row["role"], via)
            held = best.get((unit, duty.task_id))
            best[unit, duty.task_id] = duty if held is None else min(held, duty, key=_strength)
        if not reached:
            code = "collective-open" if row["via"] == COLLECTIVE or name in members else "unit-unknown"
            nobody[name, code] = nobody.get((name, code), 0) + 1
    duties = _by_unit(best, records)
    return duties, [_nobody(name, code, count) for (name, code), count in nobody.items()]


def choose_units(
    records: Records, duties: Mapping[str, list[Duty]], wanted: Sequence[str]
) -> tuple[list[str], list[Problem]]:
    """The units to issue to: all with duties, or those wanted by name, full name, alias; problems for unknown ones."""
    if not wanted:
        return list(duties), []
    names = {unit: unit for unit in duties}
    for row in records.rows("units"):
        for name in (row["unit"], row["full_name"], *row["aliases"].replace(",", "、").split("、")):
            names.setdefault(name.strip(), row["unit"])
    chosen = [names[name] for name in wanted if names.get(name) in duties]
    hint = "请核对单位名称；可用 breakdown units 查看已登记的单位"
    missing = [Problem("错误", name, "unit-unknown", f"没有发给“{name}”的任务", near_names(name, duties) + hint, name)
               for name in wanted if names.get(name) not in duties]
    return list(dict.fromkeys(chosen)), missing


def why_nobody(problems: Sequence[Problem], units: Sequence[str]) -> FolderError:
    """Why there is no unit to issue to: the names asked for, before what is wrong with the tasks."""
    if asked := [problem for problem in problems if problem.code == "unit-unknown" and problem.value in units]:
        names = "、".join(f"“{problem.value}”" for problem in asked)
        return FolderError(f"没有发给{names}的任务", "应是有任务的单位，写名称、全称或别名", asked[0].hint)
    found = problems[0].sentence if problems else "没有一项任务写明责任单位"
    return FolderError(f"没有可以发表的单位：{found.rstrip('。')}", "", "请在核对表中填写责任单位、采用后再发")


def _receivers(row: Mapping[Any, Any], name: str, members: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    if name in members:
        yield from ((unit, name) for unit in members[name])
    elif row["unit"] and row["via"] != COLLECTIVE:
        yield row["unit"], row["via"] or DIRECT


def _strength(duty: Duty) -> tuple[int, bool]:
    return ROLES.index(duty.role), duty.via != DIRECT


def _by_unit(best: Mapping[tuple[str, str], Duty], records: Records) -> dict[str, list[Duty]]:
    tasks = sorted(records.rows("tasks"), key=itemgetter("position"))
    task_order = {row["task_id"]: at for at, row in enumerate(tasks)}
    unit_order = {row["unit"]: at for at, row in enumerate(records.rows("units"))}
    pairs = sorted(best, key=lambda pair: (unit_order.get(pair[0], len(unit_order)), pair[0], task_order[pair[1]]))
    duties: dict[str, list[Duty]] = {}
    for unit, task in pairs:
        duties.setdefault(unit, []).append(best[unit, task])
    return duties


def _nobody(name: str, code: str, count: int) -> Problem:
    if code == "unit-unknown":
        return Problem("错误", name, code, f"“{name}”没有登记为单位，涉及的 {count} 项任务没有发给它",
                       "请在单位登记表中登记，或在任务核对中改正名称", name)
    return Problem("存疑", name, code, f"“{name}”包括哪些单位还不明确，涉及的 {count} 项任务没有据此发给任何单位",
                   "请在集合单位中写明成员单位后重新发表", name)
