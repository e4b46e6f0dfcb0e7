"""What the tasks were when the review workbook was made: kept on a hidden sheet, to tell what the office changed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from breakdown.book import Grid, Sheet
from breakdown.cells import IDENTITY_SHEET, WorkbookCells
from breakdown.errors import WorkbookError
from breakdown.records import Reading
from breakdown.review.tables import read_table
from breakdown.review.view import (
    FROM_LEDGER,
    IDENTITY_COLUMNS,
    ORIGINAL_COLUMNS,
    ORIGINAL_SHEET,
    SOURCE_PROPERTY,
    TITLE_PROPERTY,
    YEAR_PROPERTY,
    YES,
    Row,
)

_TEXTS = ("content", "goal", "deadline_text", "due", "notice", "year")


@dataclass(frozen=True)
class Original:
    """One task as it was: its texts by column name, printed units by role, whether a list was open, targets, stages."""

    texts: dict[str, str] = field(default_factory=dict)
    units: dict[str, list[str]] = field(default_factory=dict)
    open: bool = False
    targets: list[dict[Any, Any]] = field(default_factory=list)
    milestones: list[dict[Any, Any]] = field(default_factory=list)


def day_text(value: Any) -> str:
    """A date of a frame as 2021-08-31; "" for NaT."""
    return "" if pd.isna(value) else f"{value:%Y-%m-%d}"


def identity_sheet(reading: Reading) -> Sheet:
    """The hidden sheet that says which reading this workbook reviews."""
    return Sheet(IDENTITY_SHEET, (Grid("identity", IDENTITY_COLUMNS, identity(reading)),), hidden=True)


def identity(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Which reading a workbook reviews, as name and value, for the hidden sheet and the document's properties."""
    source = ((SOURCE_PROPERTY, FROM_LEDGER),) if reading.known else ()
    return (TITLE_PROPERTY, reading.title), (YEAR_PROPERTY, str(reading.year)), *source


def original_sheet(
    reading: Reading, printed: dict[tuple[str, str], list[str]], targets: dict[str, list[Row]],
    milestones: dict[str, list[Row]],
) -> Sheet:
    """The hidden sheet of originals; printed names by (task, role), targets and stages by task."""
    rows = []
    for task in reading.tasks.to_dict("records"):
        own = task["task_id"]
        values = {
            **task, "due": day_text(task["due"]), "open": YES if task["open"] else "", "year": str(task["year"]),
            "leads": _dump(printed.get((own, "牵头"), [])), "supports": _dump(printed.get((own, "配合"), [])),
            "targets": _dump(targets.get(own, [])),
            "milestones": _dump([{**row, "due": day_text(row["due"])} for row in milestones.get(own, [])]),
        }
        rows.append(tuple(values[column.name] for column in ORIGINAL_COLUMNS))
    grid = Grid("originals", ORIGINAL_COLUMNS, tuple(rows), keys=tuple(reading.tasks["task_id"]))
    return Sheet(ORIGINAL_SHEET, (grid,), hidden=True)


def sheet_before(sheet: Sheet, name: str) -> Sheet:
    """The hidden copy of a sheet's table as it is written."""
    plain = tuple(Grid(grid.name, grid.columns, grid.rows, keys=grid.keys)
                  for grid in sheet.blocks if isinstance(grid, Grid))
    return Sheet(name, plain, hidden=True)


def read_identity(cells: WorkbookCells) -> tuple[str, int, bool]:
    """Title and year of the reading and whether it is the ledger's own; WorkbookError without a year."""
    known = dict(cells.properties)
    sheet = cells.sheet(IDENTITY_SHEET)
    if sheet:
        known |= {sheet.text(row, 0): sheet.text(row, 1) for row in range(len(sheet.rows)) if sheet.text(row, 1)}
    year = known.get(YEAR_PROPERTY, "")
    if not year.isdigit():
        raise WorkbookError(
            f"{cells.file} 不是核对工作簿，或其中隐藏的“{IDENTITY_SHEET}”表已被删除",
            "应为 breakdown read 生成的核对工作簿", "请使用原文件修改，不要把内容复制到新文件",
        )
    return known.get(TITLE_PROPERTY, ""), int(year), known.get(SOURCE_PROPERTY) == FROM_LEDGER


def read_originals(cells: WorkbookCells) -> dict[str, Original]:
    """The originals by task id; WorkbookError when their sheet is gone."""
    made = {}
    for row in read_table(cells, ORIGINAL_SHEET, ORIGINAL_COLUMNS, [], keyed=True):
        texts = row.texts()
        stages = [{**stage, "due": stage["due"] or None} for stage in json.loads(texts["milestones"])]
        made[row.key] = Original(
            {name: texts[name] for name in _TEXTS},
            {"牵头": json.loads(texts["leads"]), "配合": json.loads(texts["supports"])},
            texts["open"] == YES, json.loads(texts["targets"]),
            [{**stage, "due": pd.Timestamp(stage["due"]) if stage["due"] else pd.NaT} for stage in stages],
        )
    return made


def _dump(rows: list[Any]) -> str:
    return json.dumps(rows, ensure_ascii=False)
