"""Several values that one unit returns for one thing: which counts, and what stands on the conflict sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from breakdown.cells import fold
from breakdown.columns import INPUT_COLUMNS, PROGRESS
from breakdown.form import VERIFY
from breakdown.merge.intake import Entry, Request, Stages, Taken
from breakdown.merge.prefer import why
from breakdown.merge.requests import settle_requests
from breakdown.merge.verify_form import TYPED

Key = tuple[str, str, str]

_REMARK = "remark"
_COLUMNS = (*INPUT_COLUMNS, PROGRESS.column("remark"))
_PLAN = "细化方案"


@dataclass(frozen=True)
class Settled:
    """What counts of some units' returns: entries by task, unit and role; stages by unit; requests; `conflicts`."""

    winners: Mapping[Key, Entry]
    stages: Mapping[str, Stages]
    requests: Sequence[Request]
    conflicts: tuple[Mapping[str, Any], ...]


def settle(taken: Sequence[Taken], period: str) -> Settled:
    """Per task and unit the latest row with content counts, per unit the latest changed stages; losers are listed.

    taken: all files of these units in the period but repetitions, in order of receipt.
    """
    candidates: dict[Key, list[Entry]] = {}
    plans: dict[str, list[Stages]] = {}
    for item in taken:
        for entry in item.filled:
            candidates.setdefault(entry.key, []).append(entry)
        if item.stages:
            plans.setdefault(item.unit, []).append(item.stages)
    winners = {key: _latest(listed) for key, listed in candidates.items()}
    conflicts = [row for key, listed in candidates.items() for row in _between_returns(listed, winners[key])]
    conflicts += [row for listed in plans.values() for row in _lost_stages(listed)]
    requests, reworded = settle_requests(taken, winners.values())
    return Settled(winners, {unit: listed[-1] for unit, listed in plans.items()}, requests,
                   tuple({"period": period, **row} for row in [*conflicts, *reworded]))


def _latest(listed: Sequence[Entry]) -> Entry:
    """The latest row in which something was filled in, with the unit's latest remark: none is taken back by silence."""
    typed = next((entry for entry in reversed(listed) if entry.typed), listed[-1])
    remarked = next((entry for entry in reversed(listed) if _REMARK in entry.texts), typed)
    if remarked is typed:
        return typed
    return replace(typed, texts={**typed.texts, _REMARK: remarked.texts[_REMARK]},
                   elsewhere={_REMARK: remarked.place(_REMARK)})


def _between_returns(listed: Sequence[Entry], winner: Entry) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    if len(listed) == 1:
        return rows
    typed = [entry for entry in listed if entry.typed] or listed
    checked = winner.role == VERIFY
    several = "前后几份核验表填得不同" if checked else "同一单位多次报送"
    for column in TYPED if checked else _COLUMNS:
        # a row with nothing but a remark says nothing in the other columns, one without a remark takes none back
        told = typed if column.name != _REMARK else [entry for entry in listed if _REMARK in entry.texts]
        counted = _meaning(winner, column.name)
        if len({_meaning(entry, column.name) for entry in told}) < 2:
            continue
        rows += [{
            "task_id": entry.task_id, "field": column.header, "unit": entry.unit,
            "value": entry.texts.get(column.name, ""), "place": entry.place(column.name),
            "counted": _meaning(entry, column.name) == counted, "reason": why(entry.origin, winner.origin, several),
        } for entry in told]
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
         "reason": why(stages.origin, listed[-1].origin)}
        for stages in listed[:-1] for row, at in zip(stages.rows, stages.at, strict=True) if row not in kept
    ]
