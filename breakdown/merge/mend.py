"""What of a unit's returns is good, and what must be mended: the form that goes back to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from breakdown.columns import INPUT_COLUMNS, REQUEST_KINDS
from breakdown.form import ADJUST, INPUT_NAMES, KINDS, PLAN, PLAN_COLUMNS, REQUEST_COLUMNS, STANDING, Kind
from breakdown.merge.beside import MERGED
from breakdown.merge.intake import Entry, Noted, Origin
from breakdown.merge.settle import Settled
from breakdown.merge.shelf import IssuedForm, IssuedRow, Shelf
from breakdown.periods import Period
from breakdown.problems import Problem, Severity
from breakdown.refill import Refill, Wanted
from breakdown.tasks.numbers import read_number

_NAMES = {column.header: column.name for column in INPUT_COLUMNS}
_PLAN_HEADS = {column.header: column.name for column in PLAN_COLUMNS}
_REQUEST_HEADS = {column.header: column.name for column in REQUEST_COLUMNS}
_ROW = re.compile(r"第(\d+)行$")
# Words that stand for nothing are not given back; of what contradicts something else nobody knows which is wrong.
_EMPTIED = frozenset({"status-unknown"})
_ALSO = {"done-below-100": "status", "done-future": "status"}
# 申请调整 without a matter: what is missing stands on a sheet of its own.
_UNEXPLAINED = frozenset({"adjust-no-reason", "adjust-no-kind"})


def refills(
    open_: Mapping[str, Sequence[Noted]], noted: Sequence[Noted], kinds: Mapping[Origin, Kind], settled: Settled,
    shelf: Shelf, period: Period,
) -> tuple[Refill, ...]:
    """The forms that go back, by unit and kind: the newest issued, filled in with all that counts.

    open_: by unit what must be mended. noted: all findings. kinds: of the form that each file is.
    """
    newest = {kind: shelf.newest(period.name, kind) for kind in KINDS.values()}
    typed = {item.problem.place: item.problem.value for item in noted if item.problem.code == "status-read"}
    made = []
    for unit, listed in open_.items():
        asked = dict.fromkeys(kinds[item.origin] for item in listed)
        # a form that was refused does not say of what kind the right one is
        there = [kind for kind in asked if unit in newest[kind]] or [kind for kind in newest if unit in newest[kind]]
        forms = (shelf.form((unit, period.name, newest[kind][unit])) for kind in there)
        made += [_Mender(unit, listed, settled, typed, form).refill() for form in forms if form]
    return tuple(made)


class _Mender:
    """One form of one unit."""

    def __init__(
        self, unit: str, listed: Sequence[Noted], settled: Settled, typed: Mapping[str, str], form: IssuedForm
    ) -> None:
        self._unit, self._listed, self._typed, self._form = unit, listed, typed, form
        self._rows: dict[str, IssuedRow] = {}
        if form.kind == "progress":
            self._rows = {row.task_id: row for row in form.rows}
        self._winners = {task_id: winner for task_id, row in self._rows.items()
                         if (winner := settled.winners.get((task_id, unit, row.role)))}
        self._stages = settled.stages.get(unit)
        # a status 申请调整 alone makes a request that stands in no row: without a number, yet with a task
        self._requests = [request for request in settled.requests
                          if request.unit == unit and (request.no or not request.task_id)]

    def refill(self) -> Refill:
        """What the form goes back with."""
        requests: list[tuple[str, ...]] = [
            (request.no, request.kind if request.kind in REQUEST_KINDS else "", request.wanted, request.reason)
            for request in self._requests]
        missing = [item for item in self._listed if item.problem.code in _UNEXPLAINED]
        wanted = [*self._cells(), *self._statuses(), *self._steps(), *self._asked(),
                  *self._unexplained(missing, len(requests))]
        requests += [("",) * len(REQUEST_COLUMNS)] * len(missing)
        texts = {(task_id, entry.role): self._texts(entry) for task_id, entry in self._winners.items()}
        stages = self._stages.rows if self._stages else None
        return Refill(self._unit, self._form.kind, texts, stages, tuple(requests), tuple(wanted))

    def _texts(self, entry: Entry) -> dict[str, str]:
        """What counts of a row, in words that mean the same again whatever stands beside them."""
        texts = {name: entry.texts[name] for name in INPUT_NAMES if name in entry.texts}
        texts |= {"status": self._typed[place]} if (place := entry.place("status")) in self._typed else {}
        # bare numbers tell how their column is written: none may say so of one that nobody could read
        bare = read_number(texts.get("percent", ""))
        if bare is not None and entry.percent is not None:
            texts["percent"] = f"{entry.percent:.10g}%"
        elif bare not in (None, 1):
            del texts["percent"]
        for item in self._listed:
            if item.problem.code in _EMPTIED and item.task_id == entry.task_id:
                texts.pop(_NAMES[item.column], None)
        return texts

    def _cells(self) -> Iterator[Wanted]:
        """The cells of task rows that a finding names."""
        for item in self._listed:
            row = self._rows.get(item.task_id)
            if row is None or item.column not in _NAMES:
                continue
            names = (_NAMES[item.column], _ALSO.get(item.problem.code, ""))
            yield from (_wanted((item.task_id, row.role), name, item.problem) for name in names if name)

    def _statuses(self) -> Iterator[Wanted]:
        """The lead rows that still want a status: neither said in this period nor standing from an earlier one."""
        named = {item.task_id for item in self._listed
                 if item.problem.code in ("status-missing", MERGED) and _NAMES.get(item.column) == "status"}
        for task_id, row in self._rows.items():
            winner = self._winners.get(task_id)
            said = (winner and "status" in winner.texts) or row.cells.get("last_status") in STANDING
            if row.role == "牵头" and not said and task_id not in named:
                yield Wanted((task_id, row.role), "status", "错误", "没有填状态。请从下拉列表中选择状态")

    def _steps(self) -> Iterator[Wanted]:
        """The cells of 细化方案 that a finding names."""
        stages = self._stages
        for item in self._listed:
            match = _ROW.search(item.problem.place)
            if stages and match and item.origin == stages.origin and item.problem.code.startswith("plan-"):
                row = (PLAN, stages.at.index(int(match[1])))
                yield _wanted(row, _PLAN_HEADS.get(item.column, "due"), item.problem)

    def _asked(self) -> Iterator[Wanted]:
        """The cells of 调整申请 that a finding names."""
        places: dict[str, int] = {request.place: at for at, request in enumerate(self._requests)}
        for item in self._listed:
            if item.problem.place in places and item.column in _REQUEST_HEADS:
                yield _wanted((ADJUST, places[item.problem.place]), _REQUEST_HEADS[item.column], item.problem)

    def _unexplained(self, missing: Sequence[Noted], first: int) -> Iterator[Wanted]:
        """An empty row of 调整申请 for each 申请调整 that says nothing of what is to be changed."""
        for at, item in enumerate(missing, first):
            number = self._rows[item.task_id].cells["no"] if item.task_id in self._rows else ""
            for column in REQUEST_COLUMNS:
                yield Wanted((ADJUST, at), column.name, item.problem.severity,
                             f"序号 {number} 选了申请调整：请在这一行写明任务序号、申请事项、建议和理由")


def _wanted(row: tuple[str, str | int], column: str, problem: Problem) -> Wanted:
    severity: Severity = problem.severity
    return Wanted(row, column, severity, "。".join(filter(None, (problem.sentence, problem.hint))))
