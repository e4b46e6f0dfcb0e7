"""reports/PERIOD/merge.xlsx: register of returns, accepted values, conflicts, problems, linked to file and cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from breakdown.book import Book, Grid, Lines, Link, Mark, Sheet, Value
from breakdown.columns import CONFLICTS, FINDINGS, PROGRESS, RETURNS, TASKS, Column
from breakdown.form import INPUT_NAMES
from breakdown.frame import rows_of
from breakdown.merge.kept import content_code
from breakdown.merge.register import Registered
from breakdown.periods import Period
from breakdown.problems import CODES
from breakdown.records import Records
from breakdown.settings import Settings

_PLACE = re.compile(r"^(.*)〔(.*)〕(?:([A-Z]+\d+)|第(\d+)行)")
_STATES = {"迟报": "yellow", "空报": "yellow", "退回": "red", "无法识别": "red", "重复": "gray"}
_SEVERITIES = {"错误": "red", "存疑": "yellow"}
_ORDER = ("错误", "存疑", "提示")
_TASK = (*TASKS.pick("no", width=6), *TASKS.pick("content", width=30))
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
    sheets = (_returns(after, registered, period), _taken(after, period), _conflicts(after, period),
              _problems(after, period))
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


def _returns(after: Records, registered: Iterable[Registered], period: Period) -> Sheet:
    frame = after.returns.sort_values(["received_at", "file"], kind="stable")
    codes = {(item.taken.origin.file, item.taken.origin.sha256): content_code(item.taken) for item in registered}
    rows = [row | {"code": codes[row["file"], row["sha256"]], "revision": str(row["revision"] or "")}
            for row in rows_of(frame)]
    grid = _grid("returns", _RETURN_COLUMNS, rows, [row["file"] for row in rows], period,
                 [Mark(at, "state", _STATES[row["state"]]) for at, row in enumerate(rows) if row["state"] in _STATES])
    return Sheet("回收登记", (grid,))


def _taken(after: Records, period: Period) -> Sheet:
    tasks = _tasks(after)
    rows = [row | tasks.get(row["task_id"], {}) | {"origin": f"{row['file']}〔{row['sheet']}〕第{row['row']}行"}
            for row in rows_of(after.progress)]
    rows.sort(key=lambda row: (row.get("position", 0), row["role"] != "牵头", row["unit"]))
    links = [row["origin"] for row in rows]
    return Sheet("采纳内容", (_grid("taken", _TAKEN_COLUMNS, rows, links, period),), paper="A3")


def _conflicts(after: Records, period: Period) -> Sheet:
    tasks = _tasks(after)
    rows = [row | tasks.get(row["task_id"], {}) | {"counted": "采用" if row["counted"] else "未采用"}
            for row in rows_of(after.conflicts)]
    rows.sort(key=lambda row: (row.get("position", 0), row["field"], row["counted"], row["unit"], row["place"]))
    marks = [Mark(at, "counted", "green") for at, row in enumerate(rows) if row["counted"] == "采用"]
    links = [row["place"] for row in rows]
    blocks: tuple[Grid | Lines, ...] = (_grid("conflicts", _CONFLICT_COLUMNS, rows, links, period, marks),)
    return Sheet("冲突", blocks if rows else (Lines((("没有发现冲突。", "body"),)),))


def _problems(after: Records, period: Period) -> Sheet:
    rows: list[dict[Any, Any]] = [row | {"code": CODES[row["code"]]} for row in rows_of(after.findings)]
    rows.sort(key=lambda row: (_ORDER.index(row["severity"]), row["place"], row["code"], row["sentence"]))
    marks = [Mark(at, "severity", _SEVERITIES[row["severity"]])
             for at, row in enumerate(rows) if row["severity"] in _SEVERITIES]
    links = [row["place"] for row in rows]
    blocks: tuple[Grid | Lines, ...] = (_grid("problems", _PROBLEM_COLUMNS, rows, links, period, marks),)
    return Sheet("问题清单", blocks if rows else (Lines((("没有发现问题。", "body"),)),))


def _tasks(after: Records) -> dict[str, dict[str, Any]]:
    return {row["task_id"]: {name: row[name] for name in ("no", "content", "position")}
            for row in rows_of(after.tasks)}


def _grid(
    name: str, columns: Sequence[Column], rows: Sequence[dict[Any, Any]], places: Iterable[str], period: Period,
    marks: Iterable[Mark] = (),
) -> Grid:
    given = [(column.name, "打开" if column is _OPEN else "") for column in columns]
    values = tuple(tuple([_value(row.get(name, default)) for name, default in given]) for row in rows)
    made = tuple(Link(at, "open", target(place, period)) for at, place in enumerate(places))
    return Grid(name, tuple(columns), values, marks=tuple(marks), links=made, filtered=True)


def _value(value: Any) -> Value:
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return None
    return value.to_pydatetime() if isinstance(value, pd.Timestamp) else value
