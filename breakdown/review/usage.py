"""Where the names of units are used: in which notices and tasks, in which role, and in which periods they reported."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any, NamedTuple

import pandas as pd

from breakdown.assigned import COLLECTIVE, members_of, near_names
from breakdown.errors import FolderError
from breakdown.frame import rows_of
from breakdown.records import Records
from breakdown.review.naming import names_of, split_names
from breakdown.tasks.aliases import suggest_aliases
from breakdown.words import Units

REGISTRY = "单位名册"
Rows = list[tuple[str, ...]]


class Usage(NamedTuple):
    """One unit: sentences about it, its names with where they come from, its tasks, its periods.

    names: name, where from. tasks: task id, number, content, role, notice, as printed. periods: period, rows issued,
    rows reported as lead, as support.
    """

    about: list[str]
    names: Rows
    tasks: Rows
    periods: Rows


def list_units(records: Records) -> Rows:
    """One row per unit: name, kind, ranking group, aliases, from when to when, successor, tasks led, supported.

    FolderError when no unit is known yet.
    """
    if records.units.empty and records.members.empty:
        next_step = "请先运行 breakdown read 通知文件，再运行 breakdown adopt"
        raise FolderError("名册里还没有单位", "应先采用一份通知", next_step)
    counts = Counter((unit, role) for unit, role, _ in {
        (unit, row["role"], row["task_id"])
        for row, units in _reached(records) for unit in units
    })
    return [
        (row["unit"], row["kind"], row["ranking"], row["aliases"], _term(row), row["successor"],
         str(counts[row["unit"], "牵头"]), str(counts[row["unit"], "配合"]))
        for row in rows_of(records.units)
    ]


def suggest_merges(records: Records, words: Units) -> list[str]:
    """Sentences about registered units of which one is, by the safe rule, short for another one."""
    open_ended = records.units[records.units["successor"] == ""]
    found = suggest_aliases(open_ended["unit"], words)
    pairs = [f"“{short}”可能就是“{full}”：如是，请在 units.xlsx 里把它写进“{full}”的别名栏，并删去它那一行"
             for short, full in found.pairs]
    return [*pairs, *(problem.sentence for problem in found.problems)]


def alias_sources(records: Records) -> dict[str, str]:
    """Where every alias of the registry comes from: the notices that print it, else the registry itself."""
    printed: dict[str, Counter[str]] = defaultdict(Counter)
    notices = dict(zip(records.tasks["task_id"], records.tasks["notice"], strict=True))
    for row in rows_of(records.assignments):
        if row["printed"] != row["unit"]:
            printed[row["printed"]][notices.get(row["task_id"], "")] += 1
    aliases = [alias for row in rows_of(records.units) for alias in split_names(row["aliases"])]
    return {alias: "、".join(f"{notice} {count}处" for notice, count in printed[alias].items()) or REGISTRY
            for alias in aliases}


def find_usage(records: Records, name: str) -> Usage:
    """All about one unit or collective, by any of its names; FolderError when nobody has ever used the name."""
    unit = names_of(records.units).get(name, name)
    reached = [(row, units) for row, units in _reached(records) if unit in (row["unit"], row["printed"], *units)]
    periods = _periods(records, unit)
    members = members_of(records)
    if not (reached or periods or unit in members or unit in set(records.units["unit"])):
        hint = f"{near_names(name, [*records.units['unit'], *members])}请用 breakdown units 查看已登记的单位"
        raise FolderError(f"台账和名册里都没有“{name}”", "应是单位或集合单位的名称、全称或别名", hint)
    tasks = {row["task_id"]: row for row in rows_of(records.tasks)}
    listed: Rows = []
    for row, _ in reached:
        task: dict[Any, Any] = tasks.get(row["task_id"], {})
        via = "" if row["unit"] == unit else "（集合）"
        listed.append((row["task_id"], task.get("no", ""), task.get("content", ""), row["role"] + via,
                       task.get("notice", ""), row["printed"]))
    return Usage(_about(records, name, unit, members), _names(records, unit), listed, periods)


def _reached(records: Records) -> list[tuple[dict[Any, Any], list[str]]]:
    """Every assignment with the units that it comes to."""
    members = members_of(records)
    order = {task_id: at for at, task_id in enumerate(records.tasks["task_id"])}
    rows = sorted(rows_of(records.assignments), key=lambda row: order.get(row["task_id"], len(order)))
    return [(row, members.get(row["unit"], [] if row["via"] == COLLECTIVE else [row["unit"]])) for row in rows]


def _about(records: Records, name: str, unit: str, members: dict[str, list[str]]) -> list[str]:
    told = [f"“{name}”登记为“{unit}”"] if name != unit else []
    for row in rows_of(records.units):
        if row["unit"] == unit:
            ranking = f"排名分组：{row['ranking'] or '未定'}"
            told.append("，".join(filter(None, [unit, row["kind"], ranking, _term(row)])))
            told += [f"停用后由“{row['successor']}”承接"] if row["successor"] else []
        elif row["successor"] == unit:
            told.append(f"承接“{row['unit']}”（{_term(row) or '没有写停用日期'}）的任务")
    if unit in members:
        told.append(f"集合单位，成员：{'、'.join(members[unit]) or '待明确'}")
    told += [f"是“{collective}”的成员" for collective, listed in members.items() if unit in listed]
    return told


def _names(records: Records, unit: str) -> Rows:
    sources = alias_sources(records)
    for row in rows_of(records.units):
        if row["unit"] == unit:
            full = [(row["full_name"], f"{REGISTRY}（全称）")] if row["full_name"] else []
            return [*full, *((alias, sources[alias]) for alias in split_names(row["aliases"]))]
    return []


def _periods(records: Records, unit: str) -> Rows:
    issued = records.issued[(records.issued["unit"] == unit) & (records.issued["task_id"] != "")]
    asked: dict[str, set[str]] = defaultdict(set)
    for row in rows_of(issued):
        asked[row["period"]].add(row["task_id"])
    reported = Counter((row["period"], row["role"]) for row in rows_of(records.progress) if row["unit"] == unit)
    periods = sorted({*asked, *(period for period, _ in reported)})
    return [(period, str(len(asked[period])), str(reported[period, "牵头"]), str(reported[period, "配合"]))
            for period in periods]


def _term(row: dict[Any, Any]) -> str:
    start, end = (None if pd.isna(row[name]) else f"{row[name]:%Y-%m-%d}" for name in ("valid_from", "valid_to"))
    return "，".join(filter(None, [start and f"{start}起", end and f"到{end}"]))
