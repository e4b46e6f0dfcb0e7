"""What was taken from each file, kept whole in the ledger: later merges need no file that was merged before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from breakdown.form import json_text, short_code
from breakdown.merge.intake import Entry, Origin, Request, Stages, Taken
from breakdown.problems import Problem
from breakdown.records import Records

# By column of a form the sheet and the letters under which its cells stand.
Layout = tuple[tuple[str, str], ...]
_REQUEST = ("task_id", "no", "kind", "wanted", "reason", "sheet", "row")


def taken_rows(taken: Iterable[Taken], period: str) -> Iterator[dict[str, Any]]:
    """Rows of the frame `taken`."""
    for item in taken:
        yield {"period": period, "file": item.origin.file, "sha256": item.origin.sha256,
               "content": item.packed or pack(item).packed}


def pack(item: Taken) -> Taken:
    """The same with all of it as the ledger keeps it."""
    return replace(item, packed=json_text(_pack(item)))


def kept(records: Records, period: str, without: Collection[tuple[str, str]] = ()) -> list[Taken]:
    """What earlier merges of a period took; `without` the (file, sha256) of those that are read again now."""
    return [unpack(file, sha256, content) for named, file, sha256, content in records.tuples("taken")
            if named == period and (file, sha256) not in without]


def unpack(file: str, sha256: str, content: str) -> Taken:
    """What was taken from a file, of what the ledger keeps of it."""
    return replace(_unpack(file, sha256, json.loads(content)), packed=content)


def content_code(item: Taken) -> str:
    """A short code of all that a unit typed: equal content, equal code; "" when nothing was typed."""
    filled = sorted(item.filled, key=lambda entry: entry.key)
    entries = [[entry.task_id, entry.role, dict(entry.texts)] for entry in filled]
    stages = item.stages.rows if item.stages else ()
    requests = [[request.no, request.kind, request.wanted, request.reason] for request in item.requests]
    if not entries and not stages and not requests:
        return ""
    return short_code(hashlib.sha256(json_text([entries, stages, requests]).encode()).hexdigest())


def _pack(item: Taken) -> dict[str, Any]:
    stages = item.stages
    layouts: dict[Layout, int] = {}
    return {
        "received_at": item.origin.received_at.isoformat(), "state": item.state, "unit": item.unit,
        "revision": item.revision, "note": item.note, "kind": item.kind,
        "entries": [_pack_entry(entry, item.unit, layouts) for entry in item.entries],
        "layouts": [dict(layout) for layout in layouts],
        "stages": {"rows": stages.rows, "at": stages.at, "sheet": stages.sheet} if stages else None,
        "problems": item.problems, "requests": [_pack_request(request) for request in item.requests],
    }


def _pack_entry(entry: Entry, unit: str, layouts: dict[Layout, int]) -> dict[str, Any]:
    # a decision is about a unit and a claim of its own
    more: dict[str, Any] = {"unit": entry.unit, "claim": entry.claim} if entry.unit != unit else {}
    row, places = str(entry.home[1]), entry.places.items()
    if all(place.endswith(row) for _, place in places):
        # nearly always the cells of all rows of a sheet lie in the same columns: half of what there is to say
        layout = tuple([(name, place.removesuffix(row)) for name, place in places])
        more["layout"] = layouts.setdefault(layout, len(layouts))
    else:
        more["places"] = dict(places)
    return {
        "task_id": entry.task_id, "role": entry.role, "texts": dict(entry.texts), "home": entry.home,
        "percent": entry.percent, "expected": entry.expected.isoformat() if entry.expected else None, **more,
    }


def _pack_request(request: Request) -> dict[str, Any]:
    return {name: getattr(request, name) for name in _REQUEST}


def _unpack(file: str, sha256: str, content: Mapping[str, Any]) -> Taken:
    origin = Origin(datetime.fromisoformat(content["received_at"]), sha256, file)
    layouts = [tuple(layout.items()) for layout in content.get("layouts", ())]
    entries = tuple(_unpack_entry(entry, content["unit"], origin, layouts) for entry in content["entries"])
    problems = tuple(Problem(*parts) for parts in content["problems"])
    stages = _unpack_stages(content["stages"], content["unit"], origin) if content["stages"] else None
    # older ledgers know of no requests, and of no forms of two kinds
    requests = tuple(Request(content["unit"], **kept, origin=origin) for kept in content.get("requests", ()))
    return Taken(origin, content["state"], content["unit"], content["revision"], content["note"], entries, stages,
                 problems, requests, content.get("kind", "progress"))


def _unpack_entry(kept: Mapping[str, Any], unit: str, origin: Origin, layouts: Sequence[Layout]) -> Entry:
    sheet, row = kept["home"]
    # older ledgers name every place
    places = _places(layouts[kept["layout"]], row) if "layout" in kept else kept["places"]
    expected = date.fromisoformat(kept["expected"]) if kept["expected"] else None
    claimed, claim = kept.get("claim", ("", ""))
    return Entry(kept.get("unit", unit), kept["task_id"], kept["role"], kept["texts"], places, (sheet, row), origin,
                 kept["percent"], expected, (claimed, claim))


@lru_cache(maxsize=4096)
def _places(layout: Layout, row: int) -> Mapping[str, str]:
    # the same in all forms that nobody has rearranged
    return {name: f"{column}{row}" for name, column in layout}


def _unpack_stages(kept: Mapping[str, Any], unit: str, origin: Origin) -> Stages:
    rows = tuple(tuple(row) for row in kept["rows"])
    return Stages(unit, rows, tuple(kept["at"]), kept["sheet"], origin)
