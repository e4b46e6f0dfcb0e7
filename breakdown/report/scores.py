"""Year-end scores: what every unit gained and lost by the rules, each point with the row it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pandas as pd

from breakdown.closings import CLOSED
from breakdown.columns import RESULTS, UNIT_KINDS, Column, Frame, make_frame
from breakdown.form import due_date
from breakdown.periods import Period, parse_period
from breakdown.records import Records
from breakdown.report.history import collecting_period
from breakdown.report.judge import Assessed, new_judge
from breakdown.report.lights import Lights
from breakdown.report.ranking import competition_ranks
from breakdown.report.rows import rows_of
from breakdown.report.score_rules import (
    BEHIND,
    EARLY,
    EMPTY,
    LATE,
    ONCE,
    OVERDUE,
    RETURNED,
    UNSENT,
    UNTRUE,
    WAITING,
    ScoreRule,
    Scoring,
)
from breakdown.report.tables import UNREGISTERED
from breakdown.report.wording import chinese_day
from breakdown.settings import Settings

_BY_STATE = {"未报": UNSENT, "退回未重报": UNSENT, "迟报": LATE, "空报": EMPTY}
_BY_CATEGORY = {"未达序时进度": BEHIND, "未启动": WAITING, "逾期未完成": OVERDUE}
# What lifts a score to the least one.
FLOOR = "最低分"

SCORE_ROWS = Frame(
    "score_rows",
    (
        Column("group", "组别", width=8),
        Column("unit", "单位", width=18),
        Column("rule", "规则", width=10),
        Column("points", "分数", "number", width=8),
        Column("title", "期次", width=12),
        Column("no", "序号", width=7),
        Column("content", "重点工作", width=34),
        Column("basis", "依据", width=34),
        Column("place", "出处", width=24),
        Column("period", "期次代号"),
        Column("task_id", "编号"),
    ),
)
SCORES = Frame(
    "scores",
    (
        Column("group", "组别", width=9),
        Column("rank", "名次", "int", width=7),
        Column("tied", "并列", width=7),
        Column("unit", "单位", width=24),
        Column("base", "起算分", "number", width=9),
        Column("lost", "扣分", "number", width=9),
        Column("gained", "加分", "number", width=9),
        Column("score", "得分", "number", width=9),
    ),
    key=("unit",),
)


@dataclass(frozen=True)
class Scored:
    """Scores up to a period; scores: SCORES, by group and rank · rows: SCORE_ROWS, which add up to them.

    waiting: how many units need not have returned the last period yet, due on that day.
    """

    period: Period
    periods: tuple[Period, ...]
    as_of: date
    scoring: Scoring
    scores: pd.DataFrame
    rows: pd.DataFrame
    waiting: int
    due: date


def score_units(
    records: Records, period: Period, as_of: date, lights: Lights, settings: Settings, scoring: Scoring
) -> Scored:
    """The scores of all units that were asked for anything, from the beginning of the year to the end of a period."""
    judge = new_judge(records, as_of, lights, settings)
    collected = collecting_period(judge.asked, period)
    course = judge.course(collected)
    groups = {row.unit: row.ranking or row.kind for row in rows_of(records.units)}
    units = sorted({row.unit for one in course.values()
                    for row in (*one.standings.rows, *one.returns.rows)})
    tasks = {task.task_id: task for one in course.values() for task in one.tasks.rows}
    events = [event for event in _events(records, course, scoring) if event["unit"] in units]
    rows, scores = [], []
    for unit in units:
        group = groups.get(unit) or UNREGISTERED
        listed = list(_explained([event for event in events if event["unit"] == unit], scoring))
        for row in listed:
            task = tasks.get(row.get("task_id", ""))
            rows.append(row | {"group": group, "unit": unit, "no": task.no if task else "",
                               "content": task.content if task else ""})
        scores.append({"group": group, "unit": unit, **_sums([row["points"] for row in listed], scoring)})
    ranked = _ranked(scores)
    order = {row["unit"]: at for at, row in enumerate(ranked)}
    rows.sort(key=lambda row: order[row["unit"]])
    return Scored(period, tuple(course), as_of, scoring, make_frame(SCORES, map(_plain, ranked)),
                  make_frame(SCORE_ROWS, map(_plain, rows)), len(course[collected].waiting),
                  due_date(collected, settings))


def _events(records: Records, course: Mapping[Period, Assessed], scoring: Scoring) -> Iterator[dict[str, Any]]:
    """Everything that a rule can ask for, oldest first."""
    for period, one in course.items():
        at = {"period": period.name, "title": period.title}
        for row in one.returns.rows:
            if row.state in _BY_STATE:
                yield at | {"unit": row.unit, "event": _BY_STATE[row.state], "basis": row.note or row.state,
                            "place": row.file or "收表登记"}
        # one that was never sent again counts as 未报, and not twice
        again = {row.unit for row in one.returns.rows if row.state != "退回未重报"}
        for row in rows_of(records.returns[records.returns["period"] == period.name]):
            if row.state == "退回" and row.unit in again:
                yield at | {"unit": row.unit, "event": RETURNED, "basis": row.note or "回表被退回", "place": row.file}
        for row in one.standings.rows:
            if row.category in _BY_CATEGORY:
                yield at | {"unit": row.unit, "event": _BY_CATEGORY[row.category], "basis": row.basis,
                            "place": row.origin, "task_id": row.task_id}
        for row in rows_of(records.closings[records.closings["period"] == period.name]):
            if row.result == RESULTS[1]:
                yield at | {"unit": row.unit, "event": UNTRUE, "basis": row.reason or "核验退回",
                            "place": _row_place(row.file, row.sheet, row.row), "task_id": row.task_id}
    yield from _early(course, scoring)


def _early(course: Mapping[Period, Assessed], scoring: Scoring) -> Iterator[dict[str, Any]]:
    """What was struck off and had been claimed long enough before a deadline that the notice names."""
    last = list(course)[-1]
    counting = {(row.task_id, row.unit) for row in course[last].standings.rows}
    for key, claim in course[last].claims.items():
        deadline = course[last].terms[key[0]].deadline if key in counting else None
        if claim.standing != CLOSED or claim.closing is None or not deadline or deadline.assumed or not deadline.day:
            continue
        period = parse_period(claim.closing["claimed"] or claim.closing["period"])
        if period in course and deadline.day - period.last_day >= timedelta(days=scoring.early_days):
            basis = f"{period.title}报完成，时限{chinese_day(deadline.day)}，{claim.basis}"
            yield {"unit": key[1], "task_id": key[0], "event": EARLY, "basis": basis, "period": period.name,
                   "title": period.title,
                   "place": _row_place(*(claim.closing[name] for name in ("file", "sheet", "row")))}


def _row_place(file: str, sheet: str, row: int) -> str:
    return "·".join(filter(None, (file, sheet, f"第{row}行" if row else "")))


def _explained(events: Iterable[Mapping[str, Any]], scoring: Scoring) -> Iterator[dict[str, Any]]:
    """One unit's rows, rule by rule; what goes beyond a rule's most has no points, what the floor gives stands last."""
    found, total = list(events), scoring.base
    for rule in scoring.rules:
        for row in _by_rule([event for event in found if event["event"] == rule.name], rule):
            total += row["points"]
            yield row
    if total < scoring.lowest:
        yield {"rule": FLOOR, "points": scoring.lowest - total, "basis": f"得分不低于{scoring.lowest}分"}


def _by_rule(events: Iterable[Mapping[str, Any]], rule: ScoreRule) -> Iterator[dict[str, Any]]:
    seen, used = set(), Decimal(0)
    for event in events:
        key = event.get("task_id", "")
        if rule.counted == ONCE and key in seen:
            continue
        seen.add(key)
        left = rule.most - used if rule.most else abs(rule.points)
        size = min(abs(rule.points), left)
        used += size
        capped = f"（此项最多{rule.most}分，已到上限）" if size < abs(rule.points) else ""
        yield {**event, "rule": rule.name, "points": size.copy_sign(rule.points), "basis": event["basis"] + capped}


def _sums(points: list[Decimal], scoring: Scoring) -> dict[str, Decimal]:
    lost = sum((one for one in points if one < 0), Decimal(0))
    gained = sum((one for one in points if one > 0), Decimal(0))
    return {"base": scoring.base, "lost": lost, "gained": gained, "score": scoring.base + lost + gained}


def _ranked(scores: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """By group in the order of columns.UNIT_KINDS, then by rank; equal scores share one."""
    ordered = []
    own = sorted({row["group"] for row in scores} - {*UNIT_KINDS, UNREGISTERED})
    for group in (*UNIT_KINDS, *own, UNREGISTERED):
        inside = [row for row in scores if row["group"] == group]
        ranks = competition_ranks([row["score"] for row in inside])
        ordered += sorted((row | {"rank": rank, "tied": "并列" if ranks.count(rank) > 1 else ""}
                           for row, rank in zip(inside, ranks, strict=True)), key=lambda row: int(row["rank"]))
    return ordered


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: float(value) if isinstance(value, Decimal) else value for name, value in row.items()}
