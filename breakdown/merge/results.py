"""reports/PERIOD/merge.xlsx: register of returns, accepted values, conflicts, problems, linked to file and cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Literal, NamedTuple

from breakdown.book import Book, Grid, Lines, Link, Made, Mark, Sheet, StyleName, Value
from breakdown.columns import CONFLICTS, FINDINGS, PROGRESS, RETURNS, TASKS, Column
from breakdown.form import INPUT_NAMES
from breakdown.frame import missing
from breakdown.merge.changes import Wanted
from breakdown.merge.intake import FileKey
from breakdown.merge.kept import content_code
from breakdown.merge.register import Registered
from breakdown.periods import Period
from breakdown.problems import CODES
from breakdown.records import FRAMES
from breakdown.settings import Settings

_PLACE = re.compile(r"^(.*)〔(.*)〕(?:([A-Z]+\d+)|第(\d+)行)")
_STATES = {"迟报": "yellow", "空报": "yellow", "退回": "red", "无法识别": "red", "重复": "gray"}
_SEVERITIES = {"错误": "red", "存疑": "yellow"}
_ORDER = ("错误", "存疑", "提示")
_TASK = (*TASKS.pick("no", width=6), *TASKS.pick("content", width=30))
Row = Mapping[str, Any]
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


class _Table(NamedTuple):
    """One table: name of its sheet, its columns, which of them is marked, what the sheet says without rows."""

    sheet: str
    columns: tuple[Column, ...]
    marked: str = ""
    none: str = ""


_TABLES = {
    "returns": _Table("回收登记", _RETURN_COLUMNS, "state"),
    "taken": _Table("采纳内容", _TAKEN_COLUMNS),
    "conflicts": _Table("冲突", _CONFLICT_COLUMNS, "counted", "没有发现冲突。"),
    "problems": _Table("问题清单", _PROBLEM_COLUMNS, "severity", "没有发现问题。"),
}
TABLES = tuple(_TABLES)


class Line(NamedTuple):
    """One row of a table: by what it is sorted, its cells, where it stands in a file, the style of its marked cell."""

    order: tuple[str | int, ...]
    cells: tuple[Value, ...]
    place: str
    style: StyleName | None = None


Listed = Mapping[str, Sequence[Line]]


def result_lines(wanted: Wanted, registered: Iterable[Registered], tasks: Mapping[str, Row]) -> dict[str, list[Line]]:
    """By table the rows for some files of a period; wanted: what the ledger is to hold of them. tasks: by id."""
    codes = {item.taken.origin.key: content_code(item.taken) for item in registered}
    return {"returns": [_return_line(row, codes) for row in _rows("returns", wanted)],
            "taken": [_taken_line(row, tasks) for row in _rows("progress", wanted)],
            "conflicts": list(conflict_lines(_rows("conflicts", wanted), tasks)),
            "problems": [_problem_line(row) for row in _rows("findings", wanted)]}


def conflict_lines(conflicts: Iterable[Row], tasks: Mapping[str, Row]) -> Iterator[Line]:
    """Rows of `conflicts` as those of the table; tasks: by id."""
    for row in conflicts:
        task, counted = tasks.get(row["task_id"], _NO_TASK), "采用" if row["counted"] else "未采用"
        cells = {**row, **_of_task(task), "counted": counted}
        order = (task["position"], row["field"], counted, row["unit"], row["place"])
        yield _line("conflicts", order, cells, row["place"], "green" if row["counted"] else None)


def results_book(lines: Listed, period: Period, settings: Settings) -> Book:
    """The merge workbook of a period: all that the ledger holds after this merge, whatever came by it.

    lines: of every table its rows, sorted; each is asked for when it is written.
    """
    sheets = (sheet for name, table in _TABLES.items() for sheet in _sheets(name, table, lines[name], period))
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


def _sheets(name: str, table: _Table, lines: Sequence[Line], period: Period) -> list[Sheet]:
    """A table on as many sheets as it needs."""
    if table.none and not lines:
        return [Sheet(table.sheet, (Lines(((table.none, "body"),)),))]
    paper: Literal["A4", "A3"] = "A3" if len(table.columns) > _WIDE else "A4"
    starts = range(0, max(len(lines), 1), _MOST_ROWS)
    return [Sheet(table.sheet + (f"（{number}）" if number > 1 else ""),
                  (_grid(name, table, lines[start:start + _MOST_ROWS], period),), paper)
            for number, start in enumerate(starts, 1)]


def _grid(name: str, table: _Table, lines: Sequence[Line], period: Period) -> Grid:
    marks = (Mark(at, table.marked, line.style) for at, line in enumerate(lines if table.marked else ()) if line.style)
    return Grid(name, table.columns, Made(lines, _cells), marks=tuple(marks), links=Made(lines, partial(_link, period)),
                filtered=True)


def _cells(at: int, line: Line) -> tuple[Value, ...]:
    return line.cells


def _link(period: Period, at: int, line: Line) -> Link:
    return Link(at, _OPEN.name, target(line.place, period))


def _rows(name: str, wanted: Wanted) -> Iterator[Row]:
    names = FRAMES[name].names
    return (dict(zip(names, values, strict=True)) for values in wanted[name])


def _return_line(row: Row, codes: Mapping[FileKey, str]) -> Line:
    cells = {**row, "code": codes[row["file"], row["sha256"]], "revision": str(row["revision"] or "")}
    return _line("returns", (str(row["received_at"]), row["file"]), cells, row["file"], _STATES.get(row["state"]))


def _taken_line(row: Row, tasks: Mapping[str, Row]) -> Line:
    task = tasks.get(row["task_id"], _NO_TASK)
    place = f"{row['file']}〔{row['sheet']}〕第{row['row']}行"
    order = (task["position"], int(row["role"] != "牵头"), row["unit"])
    return _line("taken", order, {**row, **_of_task(task), "origin": place}, place)


def _problem_line(row: Row) -> Line:
    title, severity = CODES[row["code"]], row["severity"]
    order = (_ORDER.index(severity), row["place"], title, row["sentence"])
    return _line("problems", order, {**row, "code": title}, row["place"], _SEVERITIES.get(severity))


def _of_task(task: Row) -> Row:
    return {name: task[name] for name in _NO_TASK}


def _line(table: str, order: tuple[str | int, ...], cells: Row, place: str, style: StyleName | None = None) -> Line:
    shown = {**cells, _OPEN.name: "打开"}
    return Line(order, tuple([_value(shown[column.name]) for column in _TABLES[table].columns]), place, style)


def _value(value: Any) -> Value:
    if type(value) is str:
        return value
    if missing(value):
        return None
    return datetime(*value.timetuple()[:6]) if isinstance(value, datetime) else value
