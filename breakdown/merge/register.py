"""The register of returns: on time, late, empty, repeated, sent back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from breakdown.merge.intake import Taken


class Registered(NamedTuple):
    """One file as the register has it."""

    taken: Taken
    state: str
    note: str


class _Content(NamedTuple):
    """What a return says, for comparison; the file that said it first."""

    texts: Mapping[tuple[str, str, str], Mapping[str, str]]
    stages: object
    requests: object
    file: str


def register(taken: Sequence[Taken], due: date, plan_due: datetime | None = None) -> list[Registered]:
    """Each file's final state and note, in order of receipt. A return that says what counts already is a repetition.

    due: the last day for progress. plan_due: the last moment for a 细化方案 asked for alone; None: none is late.
    """
    held: dict[tuple[str, str], _Content] = {}
    hashes: dict[tuple[str, str], str] = {}
    made = []
    for item in sorted(taken, key=lambda item: item.origin.rank):
        same = ""
        if item.state == "已报":
            before, content = held.get((item.unit, item.kind)), _content(item)
            if before and before[:3] == content[:3]:
                same = before.file
            else:
                held[item.unit, item.kind] = content
        else:
            same = hashes.get((item.unit, item.origin.sha256), "")
        hashes.setdefault((item.unit, item.origin.sha256), item.origin.file)
        made.append(_registered(item, same, _overdue(item, due, plan_due)))
    return made


def return_rows(
    registered: Sequence[Registered], stamps: Mapping[tuple[str, str], datetime], period: str
) -> list[dict[str, Any]]:
    """Rows of the frame `returns`; stamps: when the office preferred a file, by name and content."""
    return [
        {"file": item.taken.origin.file, "sha256": item.taken.origin.sha256, "unit": item.taken.unit, "period": period,
         "revision": item.taken.revision, "received_at": item.taken.origin.received_at, "state": item.state,
         "filled": item.taken.count, "note": item.note, "preferred_at": stamps.get(item.taken.origin.key)}
        for item in registered
    ]


def _registered(item: Taken, same: str, overdue: str) -> Registered:
    if same:
        return Registered(item, "重复", f"与“{same}”内容相同")
    if item.state == "已报" and overdue:
        return Registered(item, "迟报", overdue)
    if item.state == "空报" and overdue:
        return Registered(item, "空报", f"一项未填，且{overdue}")
    return Registered(item, item.state, item.note)


def _overdue(item: Taken, due: date, plan_due: datetime | None) -> str:
    """By when a return was due where it came later, for a 细化方案 with the moment it came; "" where it is in time."""
    came = item.origin.received_at
    if item.kind == "progress":
        return f"应于 {due.month}月{due.day}日 前报回" if came.date() > due else ""
    if item.kind == "verify" or plan_due is None or came <= plan_due:
        return ""
    return f"细化方案应于 {plan_due:%Y-%m-%d %H:%M} 前报回，{came:%Y-%m-%d %H:%M:%S} 收到"


def _content(item: Taken) -> _Content:
    texts = {entry.key: entry.texts for entry in item.filled}
    requests = {(request.key, request.wanted, request.reason) for request in item.requests}
    return _Content(texts, item.stages.rows if item.stages else None, requests, item.origin.file)
