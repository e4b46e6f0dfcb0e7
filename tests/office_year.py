"""A small fictional ledger, and forms as they come back: in memory, laid out as the writer does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from breakdown.book import Book, Grid, Lines, Sheet, Value
from breakdown.cells import KEY_HEADER, SheetCells, WorkbookCells
from breakdown.columns import make_frame
from breakdown.records import FRAMES, Records
from breakdown.settings import Settings

SETTINGS = Settings("云河区", 2021, identity="yunhe-2021", key="钥匙")

_UNITS = ("区教育局", "区财政局", "区水务局", "清溪镇", "白石镇")
_CONTENTS = (
    "新建公办幼儿园3所", "改造老旧管网12公里", "新增规模以上企业5家", "建成清溪水厂一期", "开展河道清淤20处",
    "完成旧村整治8个", "举办农民丰收节", "培育家庭农场15家", "推进数字乡村建设", "压减一般性支出5%",
    "落实河长制", "建好乡村图书角",
)
_LEADS = (
    "区教育局", "区水务局", "区财政局", "区水务局", "区水务局", "清溪镇",
    "白石镇", "区财政局", "清溪镇", "区财政局", "区水务局", "区教育局",
)


def small_records() -> Records:
    """Five units and twelve tasks; task 11 is led by two units, 各镇 has two members, 有关单位 is open."""
    tasks = [{"task_id": f"T{at:02d}", "no": str(at), "kind": "任务", "content": content, "goal": f"目标{at}",
              "leaders": "陈明", "deadline_text": "年底前", "due": "2021-12-31", "position": at}
             for at, content in enumerate(_CONTENTS, 1)]
    tasks[1] |= {"deadline_text": "3月底前", "due": "2021-03-31"}
    tasks[10] |= {"deadline_text": "持续推进", "due": None, "ongoing": True}
    assignments = [_assignment(f"T{at:02d}", unit, "牵头") for at, unit in enumerate(_LEADS, 1)]
    assignments += [
        _assignment("T11", "清溪镇", "牵头"),
        _assignment("T01", "区财政局", "配合"), _assignment("T02", "区财政局", "配合"),
        _assignment("T06", "各镇", "配合", "集合"), _assignment("T11", "各镇", "配合", "集合"),
        _assignment("T12", "各镇", "配合", "集合"), _assignment("T12", "白石镇", "配合"),
        _assignment("T08", "有关单位", "配合", "集合"),
    ]
    members = [("各镇", "清溪镇"), ("各镇", "白石镇"), ("有关单位", "")]
    return with_rows(
        Records.empty(), tasks=tasks, assignments=assignments,
        units=[{"unit": unit, "full_name": unit, "contact": "李静", "phone": "65550001"} for unit in _UNITS],
        members=[{"collective": name, "member": member} for name, member in members],
        milestones=[{"task_id": "T04", "position": at, "label": "节点", "due": f"2021-0{month}-28"}
                    for at, month in enumerate((2, 6, 9), 1)],
        targets=[{"task_id": "T03", "position": 1, "kind": "cumulative", "value": 5, "unit": "家"}],
    )


def _assignment(task_id: str, name: str, role: str, via: str = "direct") -> dict[str, Any]:
    return {"task_id": task_id, "unit": name, "printed": name, "role": role, "via": via}


def with_rows(records: Records, **rows: list[dict[str, Any]]) -> Records:
    """The records with rows added by frame name."""
    return applied(records, {name: make_frame(FRAMES[name], listed) for name, listed in rows.items()}, {})


def applied(
    records: Records, appended: Mapping[str, pd.DataFrame], removed: Mapping[str, pd.DataFrame]
) -> Records:
    """The records after changes, as the ledger would answer: the newest row of every key."""
    made = {}
    for name in {*appended, *removed}:
        spec, frame = FRAMES[name], getattr(records, name)
        key = list(spec.key)
        if name in removed:
            gone = set(removed[name][key].itertuples(index=False, name=None))
            kept = [row not in gone for row in frame[key].itertuples(index=False, name=None)]
            frame = frame[pd.Series(kept, dtype=bool, index=frame.index)]
        if len(appended.get(name, ())):
            new = appended[name]
            frame = (pd.concat([frame, new]) if len(frame) else new).drop_duplicates(key, keep="last")
        made[name] = frame.reset_index(drop=True)
    return replace(records, **made)


def returned_cells(book: Book, file: str = "", sha256: str = "") -> WorkbookCells:
    """A book as the reader would give it back, untouched."""
    name = file or f"{book.name}.xlsx"
    sheets = tuple(SheetCells(sheet.name, _sheet_rows(sheet), sheet.hidden) for sheet in book.sheets)
    return WorkbookCells(name, sha256 or f"hash of {name}", sheets, dict(book.properties))


def fill(cells: WorkbookCells, sheet: str, content: str, **values: Value) -> WorkbookCells:
    """The workbook with values typed into the row of a task, by header."""
    def typed(rows: list[list[Value]]) -> None:
        head = next(row for row in rows if "重点工作" in row)
        row = next(row for row in rows if content in row)
        row += [None] * (len(head) - len(row))
        for header, value in values.items():
            row[head.index(header)] = value

    return edited(cells, sheet, typed)


def edited(cells: WorkbookCells, sheet: str, edit: Any) -> WorkbookCells:
    """The workbook with one sheet's rows (lists) changed by a function."""
    sheets = []
    for each in cells.sheets:
        rows = [list(row) for row in each.rows]
        if each.name == sheet:
            edit(rows)
        sheets.append(replace(each, rows=tuple(tuple(row) for row in rows)))
    return replace(cells, sheets=tuple(sheets))


def _sheet_rows(sheet: Sheet) -> tuple[tuple[Value, ...], ...]:
    shift = any(isinstance(block, Grid) and block.keys for block in sheet.blocks)
    rows: list[tuple[Value, ...]] = []
    for block in sheet.blocks:
        if isinstance(block, Lines):
            rows += [(None, text) if shift else (text,) for text, _ in block.lines]
        elif isinstance(block, Grid):
            rows += _grid_rows(block, shift)
    return tuple(rows)


def _grid_rows(grid: Grid, shift: bool) -> list[tuple[Value, ...]]:
    lead: tuple[Value, ...] = (None,) if shift else ()
    groups = [column.group for column in grid.columns]
    rows: list[tuple[Value, ...]] = []
    if any(groups):
        first = [group if group and group not in groups[:at] else None for at, group in enumerate(groups)]
        rows.append((*lead, *first))
    rows.append((*((KEY_HEADER,) if grid.keys else lead), *(column.header for column in grid.columns)))
    for at, row in enumerate(grid.rows):
        rows.append((*((grid.keys[at],) if grid.keys else lead), *(value if value != "" else None for value in row)))
    return rows + [()] * grid.blank_rows
