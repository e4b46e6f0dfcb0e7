"""A form that goes back: the revision that the unit has, with what is good filled in and what is wanted marked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from breakdown.book import Block, Book, Grid, Lines, Mark, Sheet, StyleName
from breakdown.form import (
    ADJUST,
    FORM_ROW,
    GUIDE,
    PLAN,
    PLAN_COLUMNS,
    PLAN_ROW,
    REQUEST_COLUMNS,
    Identity,
    form_name,
)
from breakdown.issue.guide import guide_sheet
from breakdown.issue.plan_sheets import plan_form_sheets
from breakdown.issue.sheets import FormRow, identity_sheet, visible_sheets
from breakdown.periods import Period
from breakdown.records import Records
from breakdown.refill import Refill, Row, Wanted, office_note
from breakdown.settings import Settings

_HEADING = re.compile(r"[一二三四五六七八九十]+、")
_SEVERITIES = ("错误", "存疑", "提示")
_STYLES: dict[str, StyleName] = {"错误": "error", "存疑": "doubt"}
_HEADS = [column.header for column in REQUEST_COLUMNS]


def refill_book(refill: Refill, records: Records, period: Period, settings: Settings) -> Book:
    """The newest form of a unit and kind as the rows of `issued` keep it, filled in and marked.

    Revision, identity, row ids, locked cells and fixed texts are those that were issued, so nothing has to be issued
    anew, whatever has changed in the ledger since.
    """
    revision, kept, listed = _issued(refill, records, period)
    printed = kept["texts"]
    stages = tuple(map(tuple, kept["plans"])) if refill.stages is None else refill.stages
    rows = [FormRow(row["row_id"], row["role"], json.loads(row["cells"])) for row in listed]
    make = plan_form_sheets if refill.kind == "plan" else visible_sheets
    guide = guide_sheet(lambda facts: _guide_lines(printed[GUIDE]), {})
    sheets = make(refill.unit, rows, stages, (), guide, period, kept["digest"])
    # on its sheet the headers of the table stand behind the lines
    answers = printed.get(ADJUST, _HEADS)[: -len(_HEADS)]
    filler = _Filler(refill, {row["row_id"]: (row["task_id"], row["role"]) for row in listed}, answers)
    filled = (filler.sheet(sheet) for sheet in sheets if sheet.name in printed)
    identity = Identity(settings.identity, refill.unit, period.name, str(revision), kept["digest"])
    return Book(form_name(refill.unit, period, refill.kind), (*filled, identity_sheet(identity)), identity.properties)


def _issued(refill: Refill, records: Records, period: Period) -> tuple[int, Mapping[str, Any], list[dict[Any, Any]]]:
    """Revision, form row and task rows of the newest form, task rows in the order of the ledger."""
    own = [row for row in records.rows("issued") if row["period"] == period.name and row["unit"] == refill.unit]
    kind = PLAN_ROW if refill.kind == "plan" else FORM_ROW
    form = max((row for row in own if row["row_id"] == kind), key=itemgetter("revision"))
    order = {row["task_id"]: row["position"] for row in records.rows("tasks")}
    listed = [row for row in own if row["revision"] == form["revision"] and row["task_id"]]
    listed.sort(key=lambda row: (order.get(row["task_id"], len(order)), row["task_id"]))
    return form["revision"], json.loads(form["cells"]), listed


def _guide_lines(texts: Sequence[str]) -> Lines:
    """The words of 填报说明 as they were printed, each in the look that its place or wording tells."""
    styles = ["title", "subtitle"] + ["heading" if _HEADING.match(text) else "body" for text in texts[2:]]
    return Lines(tuple(zip(texts, styles[: len(texts)], strict=True)))


@dataclass(frozen=True)
class _Filler:
    """Fills the sheets of one form. keys: task and role by row id. answers: the lines of 调整申请 as printed."""

    refill: Refill
    keys: Mapping[str, tuple[str, str]]
    answers: Sequence[str]

    def sheet(self, sheet: Sheet) -> Sheet:
        return replace(sheet, blocks=tuple(self._block(sheet.name, block) for block in sheet.blocks))

    def _block(self, name: str, block: Block) -> Block:
        if isinstance(block, Lines) and name == ADJUST:
            styles = ("title", "note", "heading", *["body"] * len(self.answers))
            return Lines(tuple(zip(self.answers, styles, strict=False)))
        if not isinstance(block, Grid):
            return block
        if block.columns == PLAN_COLUMNS:
            return self._marked(block, [(PLAN, at) for at in range(len(block.rows))])
        if block.columns == REQUEST_COLUMNS:
            rows = self.refill.requests
            return self._marked(replace(block, rows=rows), [(ADJUST, at) for at in range(len(rows))])
        return self._tasks(block) if block.keys else block

    def _tasks(self, grid: Grid) -> Grid:
        rows = [self.keys[key] for key in grid.keys]
        names = [column.name for column in grid.columns]
        values = []
        for row, cells in zip(rows, grid.rows, strict=True):
            texts = self.refill.texts.get(row, {})
            values.append(tuple(texts.get(name, value) for name, value in zip(names, cells, strict=True)))
        return self._marked(replace(grid, rows=tuple(values)), rows)

    def _marked(self, grid: Grid, rows: Sequence[Row]) -> Grid:
        """The grid with a mark on each cell in which something is wanted: in colour, what is wanted in a comment."""
        editable = {column.name for column in grid.columns if column.editable}
        wanted: dict[tuple[int, str], list[Wanted]] = {}
        for item in self.refill.wanted:
            if item.row in rows and item.column in editable:
                wanted.setdefault((rows.index(item.row), item.column), []).append(item)
        columns = {column for _, column in wanted}
        # the colour of what is filled in would cover the mark
        rules = tuple(rule for rule in grid.rules if rule.style == "must" or not columns.intersection(rule.columns))
        return replace(grid, rules=rules, marks=tuple(_mark(*spot, items) for spot, items in wanted.items()))


def _mark(at: int, column: str, items: Sequence[Wanted]) -> Mark:
    gravest = min((item.severity for item in items), key=_SEVERITIES.index)
    return Mark(at, column, _STYLES[gravest], office_note("\n".join(dict.fromkeys(item.said for item in items))))
