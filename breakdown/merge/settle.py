"""Several values for one thing: which counts, and what stands on the conflict sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from breakdown.cells import fold
from breakdown.columns import INPUT_COLUMNS
from breakdown.form import INPUT_NAMES, PLAN_NAMES
from breakdown.merge.intake import Entry, Origin, Stages, Taken
from breakdown.records import Records

Key = tuple[str, str, str]
Places = Mapping[tuple[str, str, str, str], str]

# The status of a task as a whole, on which its lead units may disagree (other fields are columns of one unit's row).
TASK_STATUS = "任务状态"
_PLAN = "细化方案"
# the more cautious first
_CAUTION = ("申请调整", "未启动", "推进中", "已完成")


@dataclass(frozen=True)
class Settled:
    """What counts after all returns: entries by task, unit and role; stages by unit; rows of the frame `conflicts`."""

    winners: Mapping[Key, Entry]
    stages: Mapping[str, Stages]
    conflicts: tuple[Mapping[str, Any], ...]


def settle(taken: Sequence[Taken], records: Records, period: str) -> Settled:
    """Per task and unit the latest row with content counts, per unit the latest changed stages; losers are listed."""
    known = {item.origin for item in taken}
    candidates: dict[Key, list[Entry]] = {}
    for entry in (*ledger_entries(records, period, known), *(entry for item in taken for entry in item.filled)):
        candidates.setdefault(entry.key, []).append(entry)
    plans: dict[str, list[Stages]] = {}
    for stages in (*_ledger_stages(records, period, known), *(item.stages for item in taken if item.stages)):
        plans.setdefault(stages.unit, []).append(stages)
    for entries in candidates.values():
        entries.sort(key=lambda item: item.origin.rank)
    for versions in plans.values():
        versions.sort(key=lambda item: item.origin.rank)
    winners = {key: listed[-1] for key, listed in candidates.items()}
    places = _known_places(records, period)
    conflicts = [row for listed in candidates.values() for row in _between_returns(listed, places)]
    conflicts += [row for listed in plans.values() for row in _lost_stages(listed)]
    conflicts += _between_leads(winners, places)
    return Settled(winners, {unit: listed[-1] for unit, listed in plans.items()},
                   tuple({"period": period, **row} for row in conflicts))


def ledger_entries(records: Records, period: str, known: Iterable[Origin] = ()) -> list[Entry]:
    """The ledger's reports of a period as entries, without those that came by files which are read again now."""
    again = {(origin.file, origin.received_at) for origin in known}
    hashes = _hashes(records)
    entries = []
    for row in records.progress[records.progress["period"] == period].to_dict("records"):
        received = row["received_at"].to_pydatetime()
        if (row["file"], received) in again:
            continue
        origin = Origin(received, hashes.get((row["file"], received), ""), row["file"])
        texts = {name: row[name] for name in INPUT_NAMES if row[name]}
        percent = None if pd.isna(row["percent_value"]) else row["percent_value"]
        expected = None if pd.isna(row["expected_date"]) else row["expected_date"].date()
        entries.append(Entry(row["unit"], row["task_id"], row["role"], texts, {}, (row["sheet"], row["row"]), origin,
                             percent, expected))
    return entries


def _hashes(records: Records) -> dict[tuple[str, Any], str]:
    return {(row["file"], row["received_at"].to_pydatetime()): row["sha256"]
            for row in records.returns.to_dict("records")}


def _ledger_stages(records: Records, period: str, known: set[Origin]) -> list[Stages]:
    """The stages the ledger holds for a period; the file's register row tells when they came."""
    received = {origin.file: origin for origin in known}
    origins = {row["file"]: Origin(row["received_at"].to_pydatetime(), row["sha256"], row["file"])
               for row in records.returns[records.returns["period"] == period].to_dict("records")}
    made = []
    plans = records.plans[records.plans["period"] == period]
    for unit, rows in plans.sort_values("position", kind="stable").groupby("unit"):
        listed = rows.to_dict("records")
        origin = origins.get(listed[0]["file"])
        if origin and received.get(origin.file) != origin:
            values = tuple(tuple(row[name] for name in PLAN_NAMES) for row in listed)
            made.append(Stages(str(unit), values, tuple(row["row"] for row in listed), _PLAN, origin))
    return made


def _known_places(records: Records, period: str) -> Places:
    """Cells that the ledger's conflicts name, by task, field, unit and file."""
    rows = records.conflicts[records.conflicts["period"] == period].to_dict("records")
    return {(row["task_id"], row["field"], row["unit"], row["place"].rpartition("〔")[0]): row["place"] for row in rows}


def _place(entry: Entry, name: str, field: str, places: Places) -> str:
    """Where a value stands; for a report that only the ledger knows, where an earlier conflict said it stands."""
    known = places.get((entry.task_id, field, entry.unit, entry.origin.file))
    return entry.places.get(name) or known or entry.place(name)


def _between_returns(listed: Sequence[Entry], places: Places) -> list[dict[str, Any]]:
    rows = []
    for column in INPUT_COLUMNS:
        values = [entry.texts.get(column.name, "") for entry in listed]
        if len({fold(value) for value in values}) < 2:
            continue
        for entry, value in zip(listed, values, strict=True):
            rows.append({
                "task_id": entry.task_id, "field": column.header, "unit": entry.unit, "value": value,
                "place": _place(entry, column.name, column.header, places),
                "counted": fold(value) == fold(values[-1]),
                "reason": f"同一单位多次报送，以后收到的为准；此件 {entry.origin.received_at:%Y-%m-%d %H:%M} 收到",
            })
    return rows


def _lost_stages(listed: Sequence[Stages]) -> list[dict[str, Any]]:
    """Stages of earlier returns that the latest one no longer has."""
    kept = set(listed[-1].rows)
    return [
        {"task_id": "", "field": _PLAN, "unit": stages.unit, "value": "，".join(text for text in row if text),
         "place": f"{stages.origin.file}〔{stages.sheet}〕A{at}", "counted": False,
         "reason": f"同一单位多次报送，以后收到的为准；此件 {stages.origin.received_at:%Y-%m-%d %H:%M} 收到"}
        for stages in listed[:-1] for row, at in zip(stages.rows, stages.at, strict=True) if row not in kept
    ]


def _between_leads(winners: Mapping[Key, Entry], places: Places) -> list[dict[str, Any]]:
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
            "place": _place(entry, "status", TASK_STATUS, places), "counted": entry.texts["status"] == careful,
            "reason": "几个牵头单位填的状态不一致，暂按较稳妥的计",
        } for entry in entries]
    return rows
