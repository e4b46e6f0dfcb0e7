"""What units asked to have changed and what became of it: the table of requests, and whether a 申请调整 holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from breakdown.periods import Period, parse_period
from breakdown.records import Records
from breakdown.report.frames import ADJUSTMENTS
from breakdown.report.rows import Table, tabulate
from breakdown.rulings import DEADLINE, KEY, REFUSED, Row, rulings_by_request

# By period, unit and task: each request with its ruling, None while nothing is decided.
Objections = Mapping[tuple[str, str, str], list[tuple[Row, Row | None]]]


def read_objections(records: Records) -> Objections:
    """All requests about known tasks."""
    decided = rulings_by_request(records)
    found: dict[tuple[str, str, str], list[tuple[Row, Row | None]]] = {}
    for row in records.rows("requests"):
        ruling = decided.get(tuple(row[name] for name in KEY))
        found.setdefault((row["period"], row["unit"], row["task_id"]), []).append((row, ruling))
    return found


def why_void(objections: Objections, key: tuple[str, str, str], due: date | None) -> str:
    """Why a unit's 申请调整 does not hold; "" while it does: it waits for an answer, or was agreed to.

    It falls when all that was asked was refused, or came as an extension asked for after the due day (FIELD.md §1).
    """
    listed = objections.get(key, [])
    if listed and all(ruling is not None and ruling["decision"] == REFUSED for _, ruling in listed):
        return "申请调整未获同意"
    if listed and due and all(row["kind"] == DEADLINE and row["received_at"].date() > due for row, _ in listed):
        return "到期后才申请延期"
    return ""


def adjustment_table(records: Records, period: Period) -> Table:
    """Every request up to a period with its ruling, as columns of ADJUSTMENTS, in order of period and task."""
    tasks = {row["task_id"]: row for row in records.rows("tasks")}
    decided = rulings_by_request(records)
    rows = []
    for row in records.rows("requests"):
        when, task = parse_period(row["period"]), tasks.get(row["task_id"], {})
        if when.last_day > period.last_day:
            continue
        ruling = decided.get(tuple(row[name] for name in KEY), {})
        order = (when.last_day, task.get("position", 0), row["unit"], row["position"])
        rows.append((order, {
            **row, **ruling, "asked": when.title, "no": task.get("no") or row["no"],
            "content": task.get("content", ""), "decision": ruling.get("decision") or "待决定",
        }))
    rows.sort(key=lambda pair: pair[0])
    return tabulate(ADJUSTMENTS, [{name: row[name] for name in ADJUSTMENTS.names if name in row} for _, row in rows])
