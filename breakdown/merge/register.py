"""The register of returns: on time, late, empty, repeated, sent back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
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
    file: str


def register(taken: Sequence[Taken], due: date) -> list[Registered]:
    """Each file's final state and note, in order of receipt. A return that says what counts already is a repetition."""
    held: dict[str, _Content] = {}
    hashes: dict[str, str] = {}
    made = []
    for item in sorted(taken, key=lambda item: item.origin.rank):
        same = ""
        if item.state == "已报":
            before, content = held.get(item.unit), _content(item)
            if before and before[:2] == content[:2]:
                same = before.file
            else:
                held[item.unit] = content
        elif item.origin.sha256 in hashes:
            same = hashes[item.origin.sha256]
        hashes.setdefault(item.origin.sha256, item.origin.file)
        made.append(_registered(item, same, due))
    return made


def return_rows(registered: Sequence[Registered], period: str) -> list[dict[str, Any]]:
    """Rows of the frame `returns`."""
    return [
        {"file": item.taken.origin.file, "sha256": item.taken.origin.sha256, "unit": item.taken.unit, "period": period,
         "revision": item.taken.revision, "received_at": item.taken.origin.received_at, "state": item.state,
         "filled": len(item.taken.filled), "note": item.note}
        for item in registered
    ]


def _registered(item: Taken, same: str, due: date) -> Registered:
    late = item.origin.received_at.date() > due
    if same:
        return Registered(item, "重复", f"与“{same}”内容相同")
    if item.state == "已报" and late:
        return Registered(item, "迟报", f"应于 {due.month}月{due.day}日 前报回")
    if item.state == "空报" and late:
        return Registered(item, "空报", f"一项未填，且应于 {due.month}月{due.day}日 前报回")
    return Registered(item, item.state, item.note)


def _content(item: Taken) -> _Content:
    texts = {entry.key: entry.texts for entry in item.filled}
    return _Content(texts, item.stages.rows if item.stages else None, item.origin.file)
