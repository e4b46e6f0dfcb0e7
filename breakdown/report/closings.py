"""The list of claimed completions (销号清单): what waits to be checked, what was sent back, what was struck off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from breakdown.closings import CLOSED, PENDING, SENT_BACK, STANDINGS, Claim, checked_day
from breakdown.periods import parse_period
from breakdown.report.frames import CLOSING_TABLE
from breakdown.report.rows import Table, tabulate


def closing_table(
    claims: Mapping[tuple[str, str], Claim], tasks: Iterable[Any], standings: Iterable[Any]
) -> Table:
    """One row per task and lead unit that claims it done, as columns of CLOSING_TABLE: what waits first.

    tasks: rows of TASK_STANDINGS. standings: of STANDINGS, whose units are those that count.
    """
    counting = {(row.task_id, row.unit) for row in standings}
    claimed: dict[str, list[tuple[str, Claim]]] = {}
    for (task_id, unit), claim in claims.items():
        if (task_id, unit) in counting:
            claimed.setdefault(task_id, []).append((unit, claim))
    rows = []
    for task in tasks:
        for unit, claim in claimed.get(task.task_id, []):
            row = {"standing": claim.standing, "task_id": task.task_id, "no": task.no, "content": task.content,
                   "unit": unit, "deadline": task.deadline, "proof": claim.report["evidence"],
                   "claimed": parse_period(claim.report["period"]).title}
            closing = claim.closing if claim.standing != PENDING else None
            if closing:
                row |= {name: closing[name] for name in ("approver", "evidence", "reason")}
                row |= {"checked_on": checked_day(closing)}
            rows.append(row)
    rows.sort(key=lambda row: STANDINGS.index(row["standing"]))
    return tabulate(CLOSING_TABLE, rows)


def done_by_checking(tasks: Iterable[Any], closings: Iterable[Any]) -> dict[str, int]:
    """The tasks that count as 已完成, by what checking came to; they add up. Then the tasks that were sent back.

    A task with several lead units waits while one of them does.
    """
    standings: dict[str, set[str]] = {}
    for row in closings:
        standings.setdefault(row.task_id, set()).add(row.standing)
    counts: Counter[str] = Counter()
    for task in tasks:
        found = standings.get(task.task_id, set())
        if task.category == "已完成":
            counts[PENDING if PENDING in found else CLOSED if CLOSED in found else ""] += 1
        elif SENT_BACK in found:
            counts[SENT_BACK] += 1
    return {name: counts[name] for name in (CLOSED, PENDING, "", SENT_BACK)}
