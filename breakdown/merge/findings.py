"""All findings of a period: what reading and checking each file noticed, and what has since been put right.

No finding goes away because another file came: one about something that no longer counts stays as 提示 and says which
file took its place, so that the list is the same whether files were merged one by one or together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from breakdown.columns import INPUT_COLUMNS
from breakdown.form import INPUT_NAMES, VERIFY, Kind
from breakdown.merge.checks import check_entry, missing_statuses, pasts
from breakdown.merge.intake import Entry, Noted, Origin, Taken
from breakdown.merge.plans import PLAN_CODES, check_stages
from breakdown.merge.register import Registered
from breakdown.merge.requests import REQUEST_CODES, check_requests, lateness
from breakdown.merge.settle import Settled
from breakdown.merge.shelf import Shelf
from breakdown.merge.verify_checks import Stated, check_decision
from breakdown.merge.verify_form import TYPED, TYPED_NAMES
from breakdown.periods import Period
from breakdown.records import Records
from breakdown.stages import notice_milestones

_HEADERS = {column.name: column.header for column in INPUT_COLUMNS}
_VERIFY_HEADERS = {column.name: column.header for column in TYPED}
_ROW = re.compile(r"〔(.*)〕(?:[A-Z]+(\d+)|第(\d+)行)$")


def find(
    registered: Sequence[Registered], settled: Settled, stated: Stated, shelf: Shelf, records: Records, period: Period
) -> list[Noted]:
    """The findings of all files of some units in a period, file by file.

    stated: what units report of the tasks on which the office has decided.
    """
    past, milestones, late = pasts(records, period), notice_milestones(records), lateness(records)
    last = {(item.taken.unit, item.taken.kind): item.taken for item in registered
            if item.taken.state == "已报" and item.state != "重复"}
    # one that says again what counts puts right what came in between
    newest = {(item.taken.unit, item.taken.kind): item.taken.origin for item in registered
              if item.taken.state == "已报"}
    counting = {entry.origin for entry in settled.winners.values()} | {each.origin for each in settled.stages.values()}
    counting |= {request.origin for request in settled.requests}
    standing = _Standing(settled, newest, counting)
    noted = []
    for item in registered:
        mine = [Noted(item.taken.unit, item.taken.origin, problem) for problem in item.taken.problems]
        if item.state != "重复":
            mine += [one for entry in item.taken.filled if entry.role != VERIFY
                     for one in check_entry(entry, past(entry))]
            mine += [one for entry in item.taken.filled if entry.role == VERIFY
                     for one in check_decision(entry, stated.get((entry.task_id, entry.unit), ""))]
            form = shelf.form((item.taken.unit, period.name, item.taken.revision))
            if form:
                mine += check_stages(item.taken, form, milestones, period) + check_requests(item.taken, form, late)
        index = _Index(item.taken)
        noted += [_put_right(index.assign(one), item, index, standing) for one in mine]
    for (unit, kind), taken in last.items():
        form = shelf.form((unit, period.name, taken.revision)) if kind == "progress" else None
        if form:
            noted += missing_statuses(taken, form, settled.winners)
    return noted


class _Standing(NamedTuple):
    """What counts, the last return with content of each unit and kind, repetitions too, files of which some counts."""

    settled: Settled
    newest: Mapping[tuple[str, Kind], Origin]
    counting: set[Origin]


class _Index:
    """The rows and input cells of one file, by place in it; looked up only where something was found."""

    def __init__(self, taken: Taken) -> None:
        self._taken = taken

    @cached_property
    def _cells(self) -> dict[str, tuple[Entry, str]]:
        # a remark stands beside what was typed, often in the same cell
        return {entry.places[name]: (entry, name) for entry in self._taken.entries
                for name in (TYPED_NAMES if entry.role == VERIFY else INPUT_NAMES) if name in entry.places}

    @cached_property
    def _rows(self) -> dict[tuple[str, int], Entry]:
        return {entry.home: entry for entry in self._taken.entries}

    def entry(self, place: str) -> Entry | None:
        """The task row that a place lies in."""
        inside = place.removeprefix(self._taken.origin.file)
        if inside in self._cells:
            return self._cells[inside][0]
        match = _ROW.search(place)
        return self._rows.get((match[1], int(match[2] or match[3]))) if match else None

    def assign(self, noted: Noted) -> Noted:
        """The finding with the task and column that its place belongs to."""
        entry, place = self.entry(noted.problem.place), noted.problem.place
        if entry is None:
            return noted
        headers = _VERIFY_HEADERS if entry.role == VERIFY else _HEADERS
        inside = place.removeprefix(self._taken.origin.file)
        column = headers[self._cells[inside][1]] if inside in self._cells else ""
        return noted._replace(task_id=entry.task_id, column=column)


def _put_right(noted: Noted, item: Registered, index: _Index, standing: _Standing) -> Noted:
    """The finding as it is where it still matters, else as 提示 with the file that took its place."""
    if noted.problem.code in PLAN_CODES:
        counts = standing.settled.stages[item.taken.unit].origin
        reason = "" if counts == item.taken.origin else _replaced(counts)
    elif noted.problem.code in REQUEST_CODES:
        reason = _reworded(noted, standing)
    else:
        reason = _outdone(item, index.entry(noted.problem.place), standing)
    if not reason or noted.problem.severity == "提示":
        return noted
    return noted._replace(problem=noted.problem._replace(severity="提示", hint=f"{reason}，不用再处理"))


def _outdone(item: Registered, entry: Entry | None, standing: _Standing) -> str:
    """Why a finding no longer matters; "" when it does."""
    taken = item.taken
    if item.state == "重复":
        return f"此件{item.note}"
    if entry is not None and entry.typed:
        winner = standing.settled.winners[entry.key].origin
        return "" if winner == taken.origin else _replaced(winner)
    newest = standing.newest.get((taken.unit, taken.kind))
    if newest is None or newest == taken.origin:
        return ""
    # an empty return takes nothing away, even after one with content
    if taken.state == "空报" or (newest.rank > taken.origin.rank and taken.origin not in standing.counting):
        return _replaced(newest)
    return ""


def _reworded(noted: Noted, standing: _Standing) -> str:
    """Why a finding about a request no longer matters: another file of the unit says it anew."""
    if any(request.place == noted.problem.place for request in standing.settled.requests):
        return ""
    newest = max((item.origin for item in standing.settled.requests if item.unit == noted.unit), default=noted.origin,
                 key=lambda origin: origin.rank)
    return _replaced(newest) if newest != noted.origin else ""


def _replaced(by: Origin) -> str:
    return f"已由“{by.file}”代替"
