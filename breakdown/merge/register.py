"""The register of returns: on time, late, empty, repeated, sent back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from breakdown.merge.intake import Taken
from breakdown.merge.settle import ledger_entries
from breakdown.records import Records


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


def register(taken: Sequence[Taken], records: Records, period: str, due: date) -> list[Registered]:
    """Each file's final state and note, in order of receipt. A return that says what counts already is a repetition."""
    ordered = sorted(taken, key=lambda item: item.origin.rank)
    held = _held(ordered, records, period)
    hashes: dict[str, str] = {}
    made = []
    for item in ordered:
        before = held.get(item.unit)
        content = _content(item)
        same = ""
        if item.state == "已报":
            same = before.file if before and before[:2] == content[:2] else ""
            held[item.unit] = content if not same else before or content
        elif item.origin.sha256 in hashes:
            same = hashes[item.origin.sha256]
        hashes.setdefault(item.origin.sha256, item.origin.file)
        made.append(_registered(item, same, due))
    return made


def newest_returns(records: Records, period: str) -> dict[str, tuple[datetime, str, str]]:
    """By unit the rank of the latest return with content that the register holds already."""
    rows = records.returns[(records.returns["period"] == period) & records.returns["state"].isin(["已报", "迟报"])]
    ranks: dict[str, tuple[datetime, str, str]] = {}
    for row in rows.to_dict("records"):
        rank = (row["received_at"].to_pydatetime(), row["sha256"], row["file"])
        ranks[row["unit"]] = max(ranks.get(row["unit"], rank), rank)
    return ranks


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


def _held(ordered: Sequence[Taken], records: Records, period: str) -> dict[str, _Content]:
    """By unit what the ledger holds already from files that are not read again, all of them received earlier."""
    first = {item.unit: item.origin for item in reversed(ordered)}
    held: dict[str, _Content] = {}
    for entry in ledger_entries(records, period, [item.origin for item in ordered]):
        if entry.unit in first and entry.origin.rank < first[entry.unit].rank:
            content = held.setdefault(entry.unit, _Content({}, None, entry.origin.file))
            held[entry.unit] = content._replace(texts={**content.texts, entry.key: entry.texts})
    return held
