"""What units say of the status of one task: its leads among themselves, then the lead that counts and supports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from breakdown.columns import PREFERRED, TASK_STATUS
from breakdown.merge.intake import Entry

_SUPPORT = "牵头与配合"
# the fields of the conflict rows that are made here
FIELDS = (TASK_STATUS, _SUPPORT)
# the more cautious first
_CAUTION = ("申请调整", "未启动", "推进中", "已完成")
_LEAD = "牵头"


class Said(NamedTuple):
    """The status that one unit reports of a task; of its file the rank and whether the office preferred it."""

    task_id: str
    unit: str
    role: str
    status: str
    place: str
    file: str
    rank: tuple[datetime, datetime, str, str]
    preferred: bool


def statuses(winners: Iterable[Entry]) -> list[Said]:
    """What is to be held against what other units say."""
    return [Said(entry.task_id, entry.unit, entry.role, entry.texts["status"], entry.place("status"),
                 entry.origin.file, entry.origin.rank, entry.origin.preferred)
            for entry in winners if entry.texts.get("status") in _CAUTION]


def between_units(said: Iterable[Said], period: str) -> Iterator[Mapping[str, Any]]:
    """Rows of `conflicts`. said: sorted by task and unit."""
    for _, told in groupby(said, attrgetter("task_id")):
        listed = list(told)
        leads = [one for one in listed if one.role == _LEAD]
        if len(listed) == 1 or not leads:
            continue
        # whoever was preferred counts until another lead's word comes; else the more cautious one
        last = max(leads, key=attrgetter("rank"))
        counts = last if last.preferred else min(leads, key=lambda one: _CAUTION.index(one.status))
        rows = [*_between_leads(leads, counts), *_against_supports(counts, listed)]
        yield from ({"period": period, **row} for row in rows)


def _between_leads(leads: Sequence[Said], counts: Said) -> list[dict[str, Any]]:
    if len({one.status for one in leads}) == 1:
        return []
    reason = "几个牵头单位填的状态不一致，暂按较稳妥的计"
    if counts.preferred:
        reason = f"几个牵头单位填的状态不一致，{PREFERRED}“{counts.file}”"
    return [_status_row(TASK_STATUS, one, one is counts if counts.preferred else one.status == counts.status, reason)
            for one in leads]


def _against_supports(lead: Said, listed: Sequence[Said]) -> list[dict[str, Any]]:
    """Supports that call done what the lead does not, or the other way round; asking for a change does not count."""
    asking = _CAUTION[0]
    against = [one for one in listed if one.role == "配合" and asking not in (lead.status, one.status)
               and (lead.status == "已完成") != (one.status == "已完成")]
    return [_status_row(_SUPPORT, one, one is lead, "牵头单位的填报决定任务状态，配合单位的并列在此")
            for one in ([lead, *against] if against else [])]


def _status_row(field: str, one: Said, counted: bool, reason: str) -> dict[str, Any]:
    return {"task_id": one.task_id, "field": field, "unit": one.unit, "value": one.status, "place": one.place,
            "counted": counted, "reason": reason}
