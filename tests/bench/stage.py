"""What the benchmarks need before the clock starts: a ledger, filled-in returns, the cells of workbooks."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from copy import copy
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from breakdown.columns import INPUT_COLUMNS
from tests.bench.notice import write_notice

FILLED = {
    "状态": "推进中",
    "完成值": "12家",
    "完成比例": "50%",
    "本期进展": "已完成选址和设计，施工单位进场，进度过半。",
    "存在问题": "资金到位较慢。",
    "填报人": "张三",
    "联系电话": "000-60000000",
}


def run(*arguments: str) -> None:
    """Run one command to its end; its output is shown when it fails."""
    done = subprocess.run(arguments, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)}\n{done.stdout}{done.stderr}")


def breakdown(*arguments: str) -> tuple[str, ...]:
    """The command line of the installed program, run by the Python that runs this."""
    return (sys.executable, "-m", "breakdown", *arguments)


def make_ledger(folder: Path, tasks: int) -> None:
    """A folder whose ledger holds the notice of notice.py."""
    run(*breakdown("init", str(folder), "--name", "云河区", "--year", "2021"))
    notice = folder / "notices" / "notice.txt"
    notice.parent.mkdir(exist_ok=True)
    notice.write_text(write_notice(tasks), encoding="utf-8")
    run(*breakdown("-C", str(folder), "read", "notices/notice.txt", "-o", "review.xlsx"))
    run(*breakdown("-C", str(folder), "adopt", "review.xlsx"))


def fill_returns(folder: Path, period: str) -> None:
    """Fill in every issued form of a period and put it among the returns."""
    target = folder / "returned" / period
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted((folder / "issued" / period).glob("*.xlsx")):
        book = load_workbook(path)
        for sheet in book.worksheets:
            fill_sheet(sheet)
        book.save(target / path.name)


def fill_sheet(sheet: Worksheet) -> None:
    """Fill in every task row below the header row of one sheet."""
    headers = {column.header for column in INPUT_COLUMNS}
    columns: dict[int, str] = {}
    for row in sheet.iter_rows():
        found = {cell.column: str(cell.value) for cell in row if cell.value in headers}
        if len(found) == len(headers):
            columns = found
        elif columns and row[0].value:
            for at, header in columns.items():
                sheet.cell(row[0].row, at).value = FILLED.get(header)


def keep_cells(workbooks: list[Path], target: Path) -> None:
    """Pickle cells, styles and sizes of workbooks by file name, for the peers to write again."""
    kept = {path.name: [sheet_cells(sheet) for sheet in load_workbook(path).worksheets] for path in workbooks}
    target.write_bytes(pickle.dumps(kept))


def sheet_cells(sheet: Worksheet) -> dict[str, Any]:
    """One sheet as plain values, every style once."""
    styles: dict[int, Any] = {}
    cells = []
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, MergedCell) or (cell.value is None and not cell.has_style):
                continue
            if cell.style_id not in styles:
                looks = (cell.font, cell.fill, cell.border, cell.alignment, cell.number_format, cell.protection)
                styles[cell.style_id] = tuple(copy(look) for look in looks)
            cells.append((cell.row, cell.column, cell.value, cell.style_id))
    return {
        "title": sheet.title,
        "cells": cells,
        "styles": styles,
        "widths": {letter: size.width for letter, size in sheet.column_dimensions.items()},
        "heights": {number: size.height for number, size in sheet.row_dimensions.items() if size.height},
        "merged": [span.coord for span in sheet.merged_cells.ranges],
        "validations": list(sheet.data_validations.dataValidation),
        "rules": [(str(span.sqref), span.rules) for span in sheet.conditional_formatting],
    }
