"""What a form shows beside its blanks: names as printed, last period's report, expected progress, earlier stages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from breakdown.form import FORM_ROW, PLAN_NAMES, last_reports
from breakdown.issue.duties import Duty
from breakdown.pace import expected_pace, plan_stages
from breakdown.periods import Period, parse_period
from breakdown.records import Records

Row = Mapping[Any, Any]
# 上期进展 is a reminder beside the blank, not the record: longer text would make rows that no page holds.
_MOST_SHOWN = 300


@dataclass(frozen=True)
class Known:
    """The ledger's frames, indexed for forms.

    tasks by id · printed names by (task, role) · last report by (task, unit, role) · dated stages by task ·
    newest returned stages by unit · contact by unit · issued rows of this period's newest revision by unit.
    """

    tasks: Mapping[str, Row]
    printed: Mapping[tuple[str, str], str]
    last: Mapping[tuple[str, str, str], Row]
    stages: Mapping[str, list[tuple[date, str]]]
    plans: Mapping[str, tuple[tuple[str, ...], ...]]
    contacts: Mapping[str, Row]
    issued: Mapping[str, tuple[int, str]]

    def due(self, task_id: str) -> date | None:
        """The day a task is due, None when it has none or goes on for ever."""
        task = self.tasks[task_id]
        return None if task["ongoing"] or pd.isna(task["due"]) else task["due"].date()

    def locked(self, unit: str, duty: Duty, period: Period) -> dict[str, str]:
        """The locked cells of one form row by column name."""
        task, last = self.tasks[duty.task_id], self.last.get((duty.task_id, unit, duty.role), {})
        return {
            "no": task["no"], "content": task["content"], "goal": task["goal"], "leaders": task["leaders"],
            "leads": self.printed.get((duty.task_id, "牵头"), ""),
            "supports": self.printed.get((duty.task_id, "配合"), ""),
            "deadline_text": task["deadline_text"],
            "last_status": last.get("status", ""), "last_progress": _shown(last.get("progress", "")),
            "expected": expected(task, self.stages.get(duty.task_id, []), period),
        }


def _shown(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + "…"


def expected(task: Row, stages: list[tuple[date, str]], period: Period) -> str:
    """A task's pace at a period's end as forms print it, the very figure that the summary judges by."""
    due: date | None = None if pd.isna(task["due"]) else task["due"].date()
    pace = expected_pace(due, plan_stages(stages, period.last_day), period, task["year"] or period.year)
    return f"{pace:.1f}%"


def gather(records: Records, period: Period) -> Known:
    """Index the ledger for the forms of one period."""
    return Known(
        tasks={row["task_id"]: row for row in records.tasks.to_dict("records")},
        printed=_printed(records),
        last=last_reports(records, period),
        stages=_stages(records),
        plans=_plans(records, period),
        contacts={row["unit"]: row for row in records.units.to_dict("records")},
        issued=_issued(records, period),
    )


def _printed(records: Records) -> dict[tuple[str, str], str]:
    names: dict[tuple[str, str], list[str]] = {}
    for row in records.assignments.sort_values("position", kind="stable").to_dict("records"):
        names.setdefault((row["task_id"], row["role"]), []).append(row["printed"] or row["unit"])
    return {key: "、".join(dict.fromkeys(listed)) for key, listed in names.items()}


def _stages(records: Records) -> dict[str, list[tuple[date, str]]]:
    stages: dict[str, list[tuple[date, str]]] = {}
    for row in records.milestones.dropna(subset=["due"]).to_dict("records"):
        stages.setdefault(row["task_id"], []).append((row["due"].date(), row["label"]))
    return stages


def _plans(records: Records, period: Period) -> dict[str, tuple[tuple[str, ...], ...]]:
    newest: dict[str, tuple[date, list[tuple[str, ...]]]] = {}
    for row in records.plans.sort_values("position", kind="stable").to_dict("records"):
        ended = parse_period(row["period"]).last_day
        if ended > period.last_day:
            continue
        held = newest.get(row["unit"])
        if held is None or held[0] < ended:
            held = newest[row["unit"]] = (ended, [])
        if held[0] == ended:
            held[1].append(tuple(row[name] for name in PLAN_NAMES))
    return {unit: tuple(rows) for unit, (_, rows) in newest.items()}


def _issued(records: Records, period: Period) -> dict[str, tuple[int, str]]:
    """By unit the newest revision of this period and what its form row keeps."""
    frame = records.issued
    forms = frame[(frame["period"] == period.name) & (frame["row_id"] == FORM_ROW)]
    return {row["unit"]: (row["revision"], row["cells"])
            for row in forms.sort_values("revision", kind="stable").to_dict("records")}
