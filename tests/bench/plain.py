"""Workbooks as plain values that need no library: what the peers write again, cell for cell and format for format."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from breakdown.files.reader import read_workbook
from tests.bench.table import same

_EDGES = ("left", "right", "top", "bottom")
_CHECK = ("type", "formula1", "errorStyle", "errorTitle", "error", "promptTitle", "prompt")


def keep_cells(workbooks: list[Path], target: Path) -> None:
    """Pickle cells, formats and sizes of workbooks by file name."""
    kept = {path.name: [sheet_cells(sheet) for sheet in load_workbook(path).worksheets] for path in workbooks}
    target.write_bytes(pickle.dumps(kept))


def same_cells(ours: list[Path], folder: Path) -> None:
    """Stop where a workbook of a folder has another value in any cell than ours of the same name."""
    for path in ours:
        mine, theirs = _values(path), _values(folder / path.name)
        for place in sorted(mine.keys() | theirs.keys()):
            same(f"{path.name} {place}", mine.get(place), theirs.get(place))


def filled_cells(path: Path) -> int:
    """How many cells of a workbook hold something, as the program reads them."""
    return sum(value not in (None, "") for sheet in read_workbook(path).sheets for row in sheet.rows for value in row)


def columns_under(path: Path, sheet: str, headers: Sequence[str]) -> list[tuple[Any, ...]]:
    """What stands under some headers of a sheet, and where it goes on, without empty rows and the total, sorted."""
    book = CalamineWorkbook.from_path(path)
    found = list[tuple[Any, ...]]()
    for rows in (book.get_sheet_by_name(name).to_python() for name in book.sheet_names
                 if name == sheet or name.startswith(f"{sheet}（")):
        top = next(at for at, row in enumerate(rows) if headers[0] in row)
        places = [rows[top].index(header) for header in headers]
        found += (tuple(row[at] for at in places) for row in rows[top + 1 :] if any(row) and "合计" not in row)
    return sorted(found)


def _values(path: Path) -> dict[tuple[str, int, int], object]:
    # not through our own reader, to which a format makes a difference
    book = CalamineWorkbook.from_path(path)
    sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    return {(name, row, at): value for name, rows in sheets.items() for row, values in enumerate(rows)
            for at, value in enumerate(values) if value != ""}


def sheet_cells(sheet: Worksheet) -> dict[str, Any]:
    """One sheet; every style once, by the names that xlsxwriter gives its properties."""
    styles: dict[int, dict[str, Any]] = {}
    cells = []
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, MergedCell) or (cell.value is None and not cell.has_style):
                continue
            if cell.style_id not in styles:
                styles[cell.style_id] = _style(cell)
            cells.append((cell.row - 1, cell.column - 1, cell.value, cell.style_id))
    return {
        "title": sheet.title,
        "cells": cells,
        "styles": styles,
        "widths": {letter: size.width for letter, size in sheet.column_dimensions.items()},
        "heights": {number - 1: size.height for number, size in sheet.row_dimensions.items() if size.height},
        "merged": [(span.coord, span.start_cell.value, span.start_cell.style_id) for span in sheet.merged_cells.ranges],
        "checks": [(str(check.sqref), {name: getattr(check, name) for name in _CHECK})
                   for check in sheet.data_validations.dataValidation],
        "rules": [(str(span.sqref), rule.formula[0], _look(rule.dxf)) for span in sheet.conditional_formatting
                  for rule in span.rules],
    }


def _style(cell: Cell) -> dict[str, Any]:
    alignment, font, border = cell.alignment, cell.font, cell.border
    given: dict[str, Any] = {
        "font_name": font.name, "font_size": font.sz, "bold": font.b, "num_format": cell.number_format,
        "align": alignment.horizontal, "valign": {"center": "vcenter"}.get(alignment.vertical, alignment.vertical),
        "text_wrap": alignment.wrap_text, "locked": cell.protection.locked, **_colors(font.color, cell.fill.fgColor),
    }
    for edge in _EDGES:
        side = getattr(border, edge)
        if side is not None and side.style:
            given |= {edge: 1, f"{edge}_color": _hex(side.color)}
    return {name: value for name, value in given.items() if value is not None}


def _look(dxf: Any) -> dict[str, Any]:
    font, fill = dxf.font, dxf.fill
    colors = _colors(font.color if font else None, fill.bgColor if fill else None)
    return {name: value for name, value in {"bold": bool(font and font.b), **colors}.items() if value}


def _colors(letters: Any, ground: Any) -> dict[str, str]:
    given = {"font_color": _hex(letters), "bg_color": _hex(ground)}
    return {name: value for name, value in given.items() if value}


def _hex(color: Any) -> str:
    known = color is not None and color.type == "rgb" and color.rgb != "00000000"
    return f"#{color.rgb[2:]}" if known else ""
