"""The counts of a period by class, light, unit, leader and section; each adds up to what it divides."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from breakdown.columns import UNIT_KINDS, Frame
from breakdown.report.duties import Duties
from breakdown.report.frames import (
    CATEGORIES,
    CLASS_TABLE,
    LAGGING,
    LAGGING_UNITS,
    LEADER_TABLE,
    LIGHT_TABLE,
    LIGHTS,
    NOT_DUE,
    ON_PLAN,
    SECTION_TABLE,
    UNIT_TABLE,
)
from breakdown.report.lights import Lights
from breakdown.report.ranking import competition_ranks
from breakdown.report.rows import Table, tabulate
from breakdown.report.shares import nested_shares, per_cent

NOBODY = "（未明确）"
UNREGISTERED = "未登记"
_MOST_LAGGING = 10


def class_table(tasks: Sequence[Any], compared: bool) -> Table:
    """Every class in print order with count, share and, when there was a period before, the change against it."""
    counts, before = Counter(task.category for task in tasks), Counter(task.previous for task in tasks)
    shares = _shares((task.category, task.light) for task in tasks)
    shares_before = _shares((task.previous, LIGHTS[0]) for task in tasks)
    rows: list[dict[str, Any]] = []
    for name in CATEGORIES:
        row: dict[str, Any] = {"category": name, "count": counts[name], "share": shares[name]}
        if compared:
            row |= {"previous": before[name], "previous_share": shares_before[name],
                    "change": counts[name] - before[name]}
        rows.append(row)
    return tabulate(CLASS_TABLE, rows)


def light_table(tasks: Sequence[Any], lights: Lights) -> Table:
    """Every light with count, share and meaning."""
    counts = Counter(task.light for task in tasks)
    shares = _shares((task.category, task.light) for task in tasks)
    return tabulate(LIGHT_TABLE, [
        {"light": name, "count": counts[name], "share": shares[name], "meaning": lights.meanings[name]}
        for name in LIGHTS
    ])


def _shares(standings: Iterable[tuple[str, str]]) -> dict[str, float]:
    """The share of every class and light: one division of the whole, so that equal sets of tasks print one number.

    standings: class and light of every task. On plan or not, lagging or not, class, light: each is divided within the
    one before.
    """
    counts = Counter(standings)
    cells = {(category, light): counts[category, light] for category in CATEGORIES for light in LIGHTS}
    on_plan, lagging = ({cell: cell[0] in names for cell in cells} for names in (ON_PLAN, LAGGING))
    shares = nested_shares(cells, (on_plan, lagging, {cell: cell[0] for cell in cells}))
    return {name: round(sum(share for cell, share in shares.items() if name in cell), 1)
            for name in (*CATEGORIES, *LIGHTS)}


def section_table(tasks: Iterable[Any]) -> Table:
    """One row per section in the notice's order."""
    return _divide(tasks, SECTION_TABLE, "section", lambda row: [row.section or NOBODY])


def leader_table(tasks: Iterable[Any]) -> Table:
    """One row per leader; a task with two leaders counts for both, one without any for nobody (last)."""
    table = _divide(tasks, LEADER_TABLE, "leader", lambda row: split_leaders(row.leaders) or [NOBODY])
    return Table(table.spec, tuple(sorted(table.rows, key=lambda row: row.leader == NOBODY)))


def split_leaders(text: str) -> list[str]:
    """The leaders named in a cell, each once."""
    return list(dict.fromkeys(part.strip() for part in re.split("[、，,；;\n]", text) if part.strip()))


def unit_table(duties: Duties, standings: Table, returned: Mapping[str, str], issued: Iterable[Any]) -> Table:
    """One row per unit by its own reports, ranked inside its group; units that lead nothing come last, without rank.

    Ranked by the share of tasks on plan, then by the share completed; nobody of a group in which one need not have
    reported yet. Groups stand in the order of columns.UNIT_KINDS, then those that the office named itself.
    """
    groups = {unit: row.ranking or row.kind for unit, row in duties.registry.items()}
    supporting = _supporting(duties, issued)
    led: dict[str, list[Any]] = {}
    for row in standings.rows:
        led.setdefault(row.unit, []).append(row)
    rows = []
    for unit in dict.fromkeys([*led, *supporting, *returned]):
        row = {"unit": unit, "group": groups.get(unit) or UNREGISTERED, **count_row(led.get(unit, []))}
        row |= {"supporting": len(supporting.get(unit, ())), "returned": returned.get(unit, "未下发")}
        rows.append(row)
    return tabulate(UNIT_TABLE, _ranked(rows))


def lagging_units(units: Iterable[Any]) -> Table:
    """The about ten units with most lagging tasks, as columns of LAGGING_UNITS; who stands alike is in or out alike."""
    names = [name for name in LAGGING_UNITS.names if name != "lagging"]
    rows: list[dict[str, Any]] = [{name: getattr(unit, name) for name in names} for unit in units]
    rows = [row | {"lagging": sum(row[name] for name in LAGGING)} for row in rows]
    rows = sorted((row for row in rows if row["lagging"]), key=lambda row: (-row["lagging"], row["on_plan"]))
    if len(rows) > _MOST_LAGGING:
        last = rows[_MOST_LAGGING - 1]["lagging"]
        alike = [row for row in rows if row["lagging"] >= last]
        rows = alike if len(alike) <= _MOST_LAGGING * 3 // 2 else [row for row in rows if row["lagging"] > last]
    return tabulate(LAGGING_UNITS, rows)


def count_row(rows: Iterable[Any]) -> dict[str, Any]:
    """Counts by class and light of some standings, their total, and the share on plan in per cent (NaN for none)."""
    listed = list(rows)
    # a year has thousands of short lists, for which a Counter takes ten times as long
    categories, lights = [row.category for row in listed], [row.light for row in listed]
    on_plan = sum(categories.count(name) for name in ON_PLAN)
    return {
        "total": len(listed), **{name: categories.count(name) for name in CATEGORIES},
        **{name: lights.count(name) for name in LIGHTS},
        "on_plan": per_cent(on_plan, len(listed)) if listed else math.nan,
    }


def _divide(tasks: Iterable[Any], spec: Frame, name: str, parts: Callable[[Any], list[str]]) -> Table:
    groups: dict[str, list[Any]] = {}
    for row in tasks:
        for part in parts(row):
            groups.setdefault(part, []).append(row)
    return tabulate(spec, [{name: part, **count_row(rows)} for part, rows in groups.items()])


def _ranked(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    ordered = []
    own = sorted({row["group"] for row in rows} - {*UNIT_KINDS, UNREGISTERED})
    for group in (*UNIT_KINDS, *own, UNREGISTERED):
        inside = [row for row in rows if row["group"] == group]
        leading = [row for row in inside if row["total"]]
        if any(row["returned"] == NOT_DUE for row in leading):
            ordered += sorted(inside, key=lambda row: not row["total"])
            continue
        for row, rank in zip(leading, competition_ranks([_score(row) for row in leading]), strict=True):
            row["rank"] = rank
        ordered += sorted(leading, key=lambda row: int(row["rank"])) + [row for row in inside if not row["total"]]
    return ordered


def _score(row: Mapping[str, Any]) -> tuple[float, float]:
    return sum(row[name] for name in ON_PLAN) / row["total"], row["已完成"] / row["total"]


def _supporting(duties: Duties, issued: Iterable[Any]) -> dict[str, set[str]]:
    found = {unit: set(tasks) for unit, tasks in duties.supports.items()}
    for row in issued:
        if row.role == "配合" and row.unit:
            found.setdefault(row.unit, set()).add(row.task_id)
    return found
