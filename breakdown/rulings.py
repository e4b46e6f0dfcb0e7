"""What the office decided on requests (调整申请), as forms, reviews and reports look it up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from breakdown.columns import DECISIONS, REQUEST_KINDS
from breakdown.frame import missing
from breakdown.periods import parse_period
from breakdown.records import Records

AGREED, REFUSED = DECISIONS
DEADLINE = REQUEST_KINDS[2]
KEY = ("period", "unit", "task_id", "kind")
Row = Mapping[Any, Any]


def rulings_by_request(records: Records) -> dict[tuple[str, ...], Row]:
    """The rulings by period, unit, task and matter of the request."""
    return {tuple(row[name] for name in KEY): row for row in records.rows("rulings")}


def open_requests(records: Records) -> list[Row]:
    """The requests about a known task on which nothing has been decided yet."""
    decided, tasks = rulings_by_request(records), {row["task_id"] for row in records.rows("tasks")}
    return [row for row in records.rows("requests")
            if row["task_id"] in tasks and tuple(row[name] for name in KEY) not in decided]


def extensions(records: Records) -> dict[str, list[Row]]:
    """By task the rulings that extended its deadline, oldest first; the first one's `before` is the original one."""
    found: dict[str, list[Row]] = {}
    rows = [row for row in records.rows("rulings")
            if row["kind"] == DEADLINE and row["decision"] == AGREED and row["before"] != row["after"]]
    for row in sorted(rows, key=lambda row: (row["asked_at"], row["unit"])):
        found.setdefault(row["task_id"], []).append(row)
    return found


def deadline_shown(deadline: str, extended: list[Row]) -> str:
    """A deadline as tables print it: an extended one with the original beside it."""
    original = extended[0]["before"] or "年底" if extended else deadline
    return deadline if original == deadline else f"{deadline}（原{original}）"


def answers(records: Records) -> dict[str, tuple[str, ...]]:
    """By unit one line for each ruling on its requests, in order of period and task."""
    numbers = {row["task_id"]: row["no"] for row in records.rows("tasks")}
    found: dict[str, list[tuple[tuple[Any, ...], str]]] = {}
    for row in records.rows("rulings"):
        period = parse_period(row["period"])
        line = f"{period.title}，序号{numbers.get(row['task_id'], '')}{row['kind'] or '申请调整'}：{ruling_text(row)}"
        order = (period.last_day, row["task_id"], row["kind"])
        found.setdefault(row["unit"], []).append((order, line))
    return {unit: tuple(line for _, line in sorted(listed)) for unit, listed in found.items()}


def ruling_text(row: Row) -> str:
    """A ruling in one line: 同意，6月底前调整为9月底前（张三，2021-04-02）；note."""
    change = f"，{row['before']}调整为{row['after']}" if row["decision"] == AGREED and row["kind"] == DEADLINE else ""
    day: str = "" if missing(row["decided_on"]) else f"{row['decided_on']:%Y-%m-%d}"
    signed = "，".join(filter(None, (row["approver"], day)))
    note = f"；{row['note']}" if row["note"] else ""
    return f"{row['decision']}{change}" + (f"（{signed}）" if signed else "") + note
