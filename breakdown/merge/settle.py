"""Several values for one thing: which counts, and what stands on the conflict sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from breakdown.cells import fold
from breakdown.columns import INPUT_COLUMNS
from breakdown.merge.intake import Entry, Request, Stages, Taken
from breakdown.merge.requests import settle_requests

Key = tuple[str, str, str]

# The status of a task as a whole, on which its lead units may disagree (other fields are columns of one unit's row).
TASK_STATUS = "任务状态"
_PLAN = "细化方案"
# the more cautious first
_CAUTION = ("申请调整", "未启动", "推进中", "已完成")


@dataclass(frozen=True)
class Settled:
    """What counts after all returns: entries by task, unit and role; stages by unit; requests; rows of `conflicts`."""

    winners: Mapping[Key, Entry]
    stages: Mapping[str, Stages]
    requests: Sequence[Request]
    conflicts: tuple[Mapping[str, Any], ...]


def settle(taken: Sequence[Taken], period: str) -> Settled:
    """Per task and unit the latest row with content counts, per unit the latest changed stages; losers are listed.

    taken: all files of the period but repetitions, in order of receipt.
    """
    candidates: dict[Key, list[Entry]] = {}
    plans: dict[str, list[Stages]] = {}
    for item in taken:
        for entry in item.filled:
            candidates.setdefault(entry.key, []).append(entry)
        if item.stages:
            plans.setdefault(item.unit, []).append(item.stages)
    winners = {key: listed[-1] for key, listed in candidates.items()}
    conflicts = [row for listed in candidates.values() for row in _between_returns(listed)]
    conflicts += [row for listed in plans.values() for row in _lost_stages(listed)]
    conflicts += _between_leads(winners)
    requests, reworded = settle_requests(taken, winners.values())
    return Settled(winners, {unit: listed[-1] for unit, listed in plans.items()}, requests,
                   tuple({"period": period, **row} for row in [*conflicts, *reworded]))


def _between_returns(listed: Sequence[Entry]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    if len(listed) == 1:
        return rows
    for column in INPUT_COLUMNS:
        values = [entry.texts.get(column.name, "") for entry in listed]
        said = [_meaning(entry, column.name) for entry in listed]
        if len(set(said)) < 2:
            continue
        for entry, value, meant in zip(listed, values, said, strict=True):
            rows.append({
                "task_id": entry.task_id, "field": column.header, "unit": entry.unit, "value": value,
                "place": entry.place(column.name),
                "counted": meant == said[-1],
                "reason": f"同一单位多次报送，以后收到的为准；此件 {entry.origin.received_at:%Y-%m-%d %H:%M} 收到",
            })
    return rows


def _meaning(entry: Entry, name: str) -> str:
    """What a cell says, for comparison: 0.5 among fractions and 50% are the same share."""
    if name == "percent" and entry.percent is not None:
        return f"{entry.percent:g}%"
    return fold(entry.texts.get(name, ""))


def _lost_stages(listed: Sequence[Stages]) -> list[dict[str, Any]]:
    """Stages of earlier returns that the latest one no longer has."""
    kept = set(listed[-1].rows)
    return [
        {"task_id": "", "field": _PLAN, "unit": stages.unit, "value": "，".join(text for text in row if text),
         "place": f"{stages.origin.file}〔{stages.sheet}〕A{at}", "counted": False,
         "reason": f"同一单位多次报送，以后收到的为准；此件 {stages.origin.received_at:%Y-%m-%d %H:%M} 收到"}
        for stages in listed[:-1] for row, at in zip(stages.rows, stages.at, strict=True) if row not in kept
    ]


def _between_leads(winners: Mapping[Key, Entry]) -> list[dict[str, Any]]:
    """Lead units of one task that report different statuses; the most cautious counts."""
    leads: dict[str, list[Entry]] = {}
    for key in sorted(winners):
        entry = winners[key]
        if entry.role == "牵头" and entry.texts.get("status") in _CAUTION:
            leads.setdefault(entry.task_id, []).append(entry)
    rows = []
    for entries in leads.values():
        careful = min((entry.texts["status"] for entry in entries), key=_CAUTION.index)
        if all(entry.texts["status"] == careful for entry in entries):
            continue
        rows += [{
            "task_id": entry.task_id, "field": TASK_STATUS, "unit": entry.unit, "value": entry.texts["status"],
            "place": entry.place("status"), "counted": entry.texts["status"] == careful,
            "reason": "几个牵头单位填的状态不一致，暂按较稳妥的计",
        } for entry in entries]
    return rows
