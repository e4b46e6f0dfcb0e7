"""reports/PERIOD/merge.xlsx: register of returns, accepted values, conflicts, problems, linked to file and cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from breakdown.book import Book, Grid, Lines, Link, Made, Mark, Sheet, StyleName, Value
from breakdown.columns import CONFLICTS, FINDINGS, PROGRESS, RETURNS, TASKS, Column
from breakdown.form import INPUT_NAMES
from breakdown.frame import missing, rows_of
from breakdown.merge.kept import content_code
from breakdown.merge.register import Registered
from breakdown.periods import Period
from breakdown.problems import CODES
from breakdown.records import Records
from breakdown.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

_PLACE = re.compile(r"^(.*)〔(.*)〕(?:([A-Z]+\d+)|第(\d+)行)")
_STATES = {"迟报": "yellow", "空报": "yellow", "退回": "red", "无法识别": "red", "重复": "gray"}
_SEVERITIES = {"错误": "red", "存疑": "yellow"}
_ORDER = ("错误", "存疑", "提示")
_TASK = (*TASKS.pick("no", width=6), *TASKS.pick("content", width=30))
# What a row says whose task the ledger does not know.
_NO_TASK = {"no": "", "content": "", "position": 0}
# Excel follows no more links on a sheet than 65,530.
_MOST_ROWS = 65_000
# A table of more columns needs the larger paper.
_WIDE = 12
# LibreOffice shows linked text on one line and cuts it off there; so the link stands beside the place, in one word.
_OPEN = Column("open", "原件", width=6)
_RETURN_COLUMNS = (
    *RETURNS.pick("unit", "state"), *RETURNS.pick("file", width=30), _OPEN, *RETURNS.pick("received_at"),
    Column("revision", "版次", width=6), *RETURNS.pick("filled"), Column("code", "内容校验码", width=12),
    *RETURNS.pick("note", width=30),
)
_TAKEN_COLUMNS = (
    *_TASK, *PROGRESS.pick("unit", "role"), *PROGRESS.pick(*INPUT_NAMES, editable=False, group=""),
    *PROGRESS.pick("remark"), Column("origin", "出处", width=22), _OPEN,
)
_CONFLICT_COLUMNS = (*_TASK, *CONFLICTS.pick("field", "unit", "value", "counted", "place"), _OPEN,
                     *CONFLICTS.pick("reason"))
_PROBLEM_COLUMNS = (*FINDINGS.pick("severity", "code", "place"), _OPEN, *FINDINGS.pick("sentence", "value", "hint"))


def results_book(
    after: Records, registered: Sequence[Registered], period: Period, settings: Settings
) -> Book:
    """The merge workbook of a period: all that the ledger holds after this merge, whatever came by it."""
    sheets = (*_returns(after, registered, period), *_taken(after, period), *_conflicts(after, period),
              *_problems(after, period))
    return Book("merge", tuple(_titled(sheet, period, settings) for sheet in sheets))


def target(place: str, period: Period) -> str:
    """The link from reports/PERIOD/ to the file and cell that a place names."""
    match = _PLACE.match(place)
    folder = f"../../returned/{period.name}/"
    if not match:
        return folder + place
    cell = match[3] or f"A{match[4]}"
    return f"{folder}{match[1]}#'{match[2]}'!{cell}"


def _titled(sheet: Sheet, period: Period, settings: Settings) -> Sheet:
    title = Lines(((f"{settings.name}{period.title}{sheet.name}", "title"),))
    return Sheet(sheet.name, (title, *sheet.blocks), paper=sheet.paper)


class _Table(NamedTuple):
    """Rows in no order: by column the value of each; where each of them stands in a file; styles of marked cells."""

    name: str
    columns: tuple[Column, ...]
    cells: Mapping[str, Sequence[Value]]
    place: Callable[[int], str]
    mark: Callable[[int], StyleName | None] = lambda at: None
    marked: str = ""

    def grid(self, order: Sequence[int], period: Period) -> Grid:
        """Some of its rows, in an order. Only a row that is being written is ever there as a whole."""
        given = [self.cells[column.name] for column in self.columns]
        rows = Made(len(order), lambda at: tuple([values[order[at]] for values in given]))
        links = Made(len(order), lambda at: Link(at, _OPEN.name, target(self.place(order[at]), period)))
        marks = (Mark(at, self.marked, style) for at, row in enumerate(order) if (style := self.mark(row)))
        return Grid(self.name, self.columns, rows, marks=tuple(marks), links=links, filtered=True)


def _sheets(name: str, table: _Table, order: Sequence[int], period: Period, none: str = "") -> list[Sheet]:
    """A table on as many sheets as it needs. none: what a sheet without rows says."""
    if none and not order:
        return [Sheet(name, (Lines(((none, "body"),)),))]
    paper: Literal["A4", "A3"] = "A3" if len(table.columns) > _WIDE else "A4"
    parts = [order[start : start + _MOST_ROWS] for start in range(0, max(len(order), 1), _MOST_ROWS)]
    return [Sheet(name + (f"（{number}）" if number > 1 else ""), (table.grid(part, period),), paper)
            for number, part in enumerate(parts, 1)]


def _returns(after: Records, registered: Iterable[Registered], period: Period) -> list[Sheet]:
    cells = _cells(after.returns)
    codes = {(item.taken.origin.file, item.taken.origin.sha256): content_code(item.taken) for item in registered}
    cells["code"] = [codes[key] for key in zip(cells["file"], cells["sha256"], strict=True)]
    cells["revision"] = [str(number or "") for number in cells["revision"]]
    files, states = cells["file"], cells["state"]
    order = _sorted(cells, "received_at", "file")
    table = _Table("returns", _RETURN_COLUMNS, cells, lambda at: files[at], lambda at: _STATES.get(states[at]), "state")
    return _sheets("回收登记", table, order, period)


def _taken(after: Records, period: Period) -> list[Sheet]:
    cells = _with_tasks(_cells(after.progress.drop(columns=["received_at", "expected_date", "percent_value"])), after)
    files, sheets, rows = cells["file"], cells["sheet"], cells["row"]

    def place(at: int) -> str:
        return f"{files[at]}〔{sheets[at]}〕第{rows[at]}行"

    cells["origin"] = Made(len(files), place)
    cells["support"] = [role != "牵头" for role in cells["role"]]
    return _sheets("采纳内容", _Table("taken", _TAKEN_COLUMNS, cells, place),
                   _sorted(cells, "position", "support", "unit"), period)


def _conflicts(after: Records, period: Period) -> list[Sheet]:
    cells = _with_tasks(_cells(after.conflicts), after)
    counted = cells["counted"] = ["采用" if counted else "未采用" for counted in cells["counted"]]
    places = cells["place"]
    table = _Table("conflicts", _CONFLICT_COLUMNS, cells, lambda at: places[at],
                   lambda at: "green" if counted[at] == "采用" else None, "counted")
    order = _sorted(cells, "position", "field", "counted", "unit", "place")
    return _sheets("冲突", table, order, period, "没有发现冲突。")


def _problems(after: Records, period: Period) -> list[Sheet]:
    cells = _cells(after.findings)
    cells["code"] = [CODES[code] for code in cells["code"]]
    cells["rank"] = [_ORDER.index(severity) for severity in cells["severity"]]
    places, severities = cells["place"], cells["severity"]
    table = _Table("problems", _PROBLEM_COLUMNS, cells, lambda at: places[at],
                   lambda at: _SEVERITIES.get(severities[at]), "severity")
    order = _sorted(cells, "rank", "place", "code", "sentence")
    return _sheets("问题清单", table, order, period, "没有发现问题。")


def _cells(frame: pd.DataFrame) -> dict[str, Any]:
    """By column the values of a frame's rows, as a workbook takes them."""
    cells: dict[str, Any] = {name: frame[name].tolist() for name in frame.columns}
    for name in frame.select_dtypes(exclude="object").columns:
        cells[name] = [_value(value) for value in cells[name]]
    return cells | {_OPEN.name: ["打开"] * len(frame)}


def _with_tasks(cells: dict[str, Any], after: Records) -> dict[str, Any]:
    """The rows with what their task says."""
    known = {row["task_id"]: row for row in rows_of(after.tasks[["task_id", "no", "content", "position"]])}
    tasks = [known.get(task_id, _NO_TASK) for task_id in cells["task_id"]]
    return cells | {name: [task[name] for task in tasks] for name in _NO_TASK}


def _sorted(cells: Mapping[str, Sequence[Any]], *names: str) -> list[int]:
    """The places of rows in the order of some columns."""
    keys = list(zip(*(cells[name] for name in names), strict=True))
    return sorted(range(len(keys)), key=keys.__getitem__)


def _value(value: Any) -> Value:
    made: Value = None if missing(value) else value.to_pydatetime() if hasattr(value, "to_pydatetime") else value
    return made
