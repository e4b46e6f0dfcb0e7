"""What a form shows beside its blanks: names as printed, last period's report, expected progress, earlier stages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from breakdown.assigned import printed_names
from breakdown.closings import CLOSED, PENDING, SENT_BACK, Claim, before, find_claims, shown
from breakdown.form import KINDS, PLAN_NAMES, Kind, last_reports
from breakdown.frame import missing
from breakdown.issue.duties import Duty
from breakdown.pace import expected_pace, plan_stages
from breakdown.periods import Period
from breakdown.records import Records
from breakdown.rulings import answers, deadline_shown, extensions
from breakdown.stages import newest_plans, task_milestones

Row = Mapping[Any, Any]
# So much of the reason for sending a claim back stands before 上期进展.
_REASON = 80


@dataclass(frozen=True)
class Known:
    """The ledger's frames, indexed for forms.

    tasks by id · printed names by (task, role) · last report by (task, unit, role) · dated stages by task ·
    newest returned stages by unit · contact by unit · answers to its requests by unit · extensions by task ·
    claimed completions by (task, lead unit) · this period's newest form by unit and kind · the newest revision of any
    kind by unit.
    """

    tasks: Mapping[str, Row]
    printed: Mapping[tuple[str, str], str]
    last: Mapping[tuple[str, str, str], Row]
    stages: Mapping[str, list[tuple[date, str]]]
    plans: Mapping[str, tuple[tuple[str, ...], ...]]
    contacts: Mapping[str, Row]
    answers: Mapping[str, tuple[str, ...]]
    extended: Mapping[str, list[Row]]
    claims: Mapping[tuple[str, str], Claim]
    issued: Mapping[tuple[str, Kind], tuple[int, str]]
    revisions: Mapping[str, int]

    def due(self, task_id: str) -> date | None:
        """The day a task is due, None when it has none or goes on for ever."""
        task = self.tasks[task_id]
        return None if task["ongoing"] or missing(task["due"]) else task["due"].date()

    def locked(self, unit: str, duty: Duty, period: Period) -> dict[str, str]:
        """The locked cells of one form row by column name."""
        task, last = self.tasks[duty.task_id], self.last.get((duty.task_id, unit, duty.role), {})
        return {
            "no": task["no"], "content": task["content"], "goal": task["goal"], "leaders": task["leaders"],
            "leads": self.printed.get((duty.task_id, "牵头"), ""),
            "supports": self.printed.get((duty.task_id, "配合"), ""),
            "deadline_text": deadline_shown(task["deadline_text"], self.extended.get(duty.task_id, [])),
            **_last(last, self.claims.get((duty.task_id, unit)) if duty.role == "牵头" else None),
            "expected": expected(task, self.stages.get(duty.task_id, []), period),
        }


def _last(report: Row, claim: Claim | None) -> dict[str, str]:
    """上期状态 and 上期进展: a reminder beside the blanks, with what the office said to a claim of completion."""
    status, progress = report.get("status", ""), report.get("progress", "")
    if claim:
        status = {PENDING: "已完成（待核验）", SENT_BACK: "核验退回", CLOSED: CLOSED}[claim.standing]
    if claim and claim.closing and claim.standing == SENT_BACK:
        reason = claim.closing["reason"] or "没有写原因"
        short = reason if len(reason) <= _REASON else reason[: _REASON - 1] + "…"
        progress = f"〔核验退回：{short}〕{progress}"
    return {"last_status": status, "last_progress": shown(progress)}


def expected(task: Row, stages: list[tuple[date, str]], period: Period) -> str:
    """A task's pace at a period's end as forms print it, the very figure that the summary judges by."""
    due: date | None = None if missing(task["due"]) else task["due"].date()
    pace = expected_pace(due, plan_stages(stages, period.last_day), period, task["year"] or period.year)
    return f"{pace:.1f}%"


def gather(records: Records, period: Period) -> Known:
    """Index the ledger for the forms of one period."""
    issued = _issued(records, period)
    return Known(
        tasks={row["task_id"]: row for row in records.rows("tasks")},
        printed=printed_names(records),
        last=last_reports(records, period),
        stages=task_milestones(records, period),
        plans=_plans(records, period),
        contacts={row["unit"]: row for row in records.rows("units")},
        answers=answers(records),
        extended=extensions(records),
        claims=find_claims(records, before(period)),
        issued=issued,
        revisions=_revisions(issued),
    )


def _plans(records: Records, period: Period) -> dict[str, tuple[tuple[str, ...], ...]]:
    plans = newest_plans(records, period)
    return {unit: tuple(tuple(row[name] for name in PLAN_NAMES) for row in rows) for unit, rows in plans.items()}


def _issued(records: Records, period: Period) -> dict[tuple[str, Kind], tuple[int, str]]:
    """By unit and kind the newest revision of this period and what its form row keeps."""
    forms = [row for row in records.rows("issued") if row["period"] == period.name and row["row_id"] in KINDS]
    return {(row["unit"], KINDS[row["row_id"]]): (row["revision"], row["cells"])
            for row in sorted(forms, key=itemgetter("revision"))}


def _revisions(issued: Mapping[tuple[str, Kind], tuple[int, str]]) -> dict[str, int]:
    newest: dict[str, int] = {}
    for (unit, _), (revision, _) in issued.items():
        newest[unit] = max(revision, newest.get(unit, 0))
    return newest
