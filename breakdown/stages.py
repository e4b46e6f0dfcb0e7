"""The stages by which a task's 序时进度 is reckoned: the notice's own, else those that a lead unit's 细化方案 names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from breakdown.assigned import lead_order
from breakdown.cells import fold
from breakdown.days import read_day
from breakdown.form import FORM_ROW, PLAN_ROW
from breakdown.frame import missing
from breakdown.periods import Period, parse_period
from breakdown.records import Records

Milestones = list[tuple[date, str]]
_AROUND = re.compile(r"^(?:第|任务|序号)*|(?:号|项|条)?$")


class Step(NamedTuple):
    """One row of a 细化方案 as understood: task ("" = none for sure), label, day; carried: 序号 of the row above."""

    task_id: str
    label: str
    day: date | None
    carried: bool


def by_number(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A form's tasks, given as (序号, task id), by plain 序号; a 序号 that stands for two tasks has ""."""
    found: dict[str, str] = {}
    for number, task_id in rows:
        held = found.setdefault(plain_number(number), task_id)
        if held != task_id:
            found[plain_number(number)] = ""
    found.pop("", None)
    return found


def plain_number(number: str) -> str:
    """A 序号 as it is compared: 第３项, 任务3 and 3 are the same."""
    return _AROUND.sub("", fold(number))


def read_steps(rows: Iterable[Sequence[str]], numbers: Mapping[str, str], year: int) -> list[Step]:
    """The rows (序号, 节点, 完成时间, …) of a 细化方案, in order; a row without 序号 goes with the one above it."""
    steps: list[Step] = []
    above = ""
    for number, label, due, *_ in rows:
        above = number or above
        steps.append(Step(numbers.get(plain_number(above), ""), label, read_day(due, year), not number and bool(above)))
    return steps


def newest_plans(records: Records, period: Period) -> dict[str, list[Mapping[Any, Any]]]:
    """By unit the rows of `plans` of the newest period, up to the one given, for which it returned stages."""
    newest: dict[str, tuple[date, list[Mapping[Any, Any]]]] = {}
    for row in sorted(records.rows("plans"), key=itemgetter("position")):
        ended = parse_period(row["period"]).last_day
        if ended > period.last_day:
            continue
        held = newest.get(row["unit"])
        if held is None or held[0] < ended:
            held = newest[row["unit"]] = (ended, [])
        if held[0] == ended:
            held[1].append(row)
    return {unit: rows for unit, (_, rows) in newest.items()}


def notice_milestones(records: Records) -> dict[str, Milestones]:
    """Each task's dated stages as the notice names them."""
    found: dict[str, Milestones] = {}
    for row in records.rows("milestones"):
        if not missing(row["due"]):
            found.setdefault(row["task_id"], []).append((row["due"].date(), row["label"]))
    return found


def task_milestones(records: Records, period: Period) -> dict[str, Milestones]:
    """Each task's dated stages as they count in a period, for forms and reports alike.

    Where the notice names two days or more it wins. Else the stages of a 细化方案 count, taken for this period or an
    earlier one; where several units lead, those of the first lead unit by position whose stages name two days or more.
    """
    found = notice_milestones(records)
    planned = _planned(records, period)
    for task_id, units in lead_order(records).items() if planned else ():
        if is_plan(found.get(task_id, [])):
            continue
        returned = (planned.get((task_id, unit), []) for unit in units)
        plan = next((stages for stages in returned if is_plan(stages)), None)
        if plan is not None:
            found[task_id] = plan
    return found


def is_plan(stages: Milestones) -> bool:
    """Whether dated stages make a plan: two different days at least."""
    return len({day for day, _ in stages}) > 1


def without_plan_forms(rows: Sequence[Any], issued: Iterable[Any]) -> Sequence[Any]:
    """Of rows of `issued` or `returns`, by name, those of forms of progress, not of a 细化方案 issued alone."""
    alone = {(row.period, row.unit, row.revision) for row in issued if row.row_id == PLAN_ROW}
    return [row for row in rows if (row.period, row.unit, row.revision) not in alone] if alone else rows


def _planned(records: Records, period: Period) -> dict[tuple[str, str], Milestones]:
    plans = newest_plans(records, period)
    if not plans:
        return {}
    wanted = {(rows[0]["period"], unit) for unit, rows in plans.items()}
    numbers = _issued_numbers(records, wanted)
    found: dict[tuple[str, str], Milestones] = {}
    for unit, rows in plans.items():
        own = rows[0]["period"]
        texts = [(row["no"], row["label"], row["due"]) for row in rows]
        for step in read_steps(texts, numbers.get((own, unit), {}), parse_period(own).year):
            if step.task_id and step.label and step.day:
                found.setdefault((step.task_id, unit), []).append((step.day, step.label))
    return found


def _issued_numbers(records: Records, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], dict[str, str]]:
    """By period and unit the numbers under which the unit saw its lead tasks: a corrected notice may renumber them."""
    rows: dict[tuple[str, str], dict[str, str]] = {}
    leading = [row for row in records.rows("issued")
               if row["role"] == "牵头" and (row["period"], row["unit"]) in wanted]
    for row in sorted(leading, key=itemgetter("revision")):
        if row["row_id"] not in (FORM_ROW, PLAN_ROW):
            rows.setdefault((row["period"], row["unit"]), {})[row["task_id"]] = json.loads(row["cells"])["no"]
    return {key: by_number((number, task_id) for task_id, number in listed.items()) for key, listed in rows.items()}
