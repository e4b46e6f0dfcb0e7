"""Any notice rebuilt as a workbook: one line per cell in column A, or a real table with merged cells."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

# The fields of gold and the header words that a table gives them, in the order of its columns.
_COLUMNS = (
    ("section", "重点工作"), ("subsection", "工作内容"), ("no", "序号"), ("goal", "年度目标"), ("content", "主要任务"),
    ("deadline_text", "完成时限"), ("leaders", "牵头领导"), ("lead_units", "牵头单位"), ("support_units", "配合单位"),
)  # fmt: skip


def book_of_lines(text: str) -> bytes:
    """A workbook of a text opened in a table program: every line a cell of the first column."""
    return _book([[(at, 0, 1, 1, line)] for at, line in enumerate(text.split("\n")) if line])


def book_of_table(rows: Sequence[Sequence[str]], title: str, merged: int = 0) -> bytes:
    """A workbook with a title over all columns and a table; in the first `merged` columns equal cells are merged."""
    cells = [[(0, 0, 1, len(rows[0]), title)]]
    for at in range(len(rows)):
        cells.append([(at + 1, column, high, 1, text) for column, high, text in row_cells(rows, at, merged)])
    return _book(cells)


def row_cells(rows: Sequence[Sequence[str]], at: int, merged: int) -> list[tuple[int, int, str]]:
    """Column, rows covered and text of the cells that begin in a row of a table with a header."""
    found = []
    for column, text in enumerate(rows[at]):
        high = 1
        if at and text and column < merged:
            # what is merged lies within what is merged to its left
            same = rows[at][: column + 1]
            if at > 1 and rows[at - 1][: column + 1] == same:
                continue
            while at + high < len(rows) and rows[at + high][: column + 1] == same:
                high += 1
        found.append((column, high, text))
    return found


def table_of(tasks: Sequence[dict[str, Any]]) -> tuple[list[list[str]], int]:
    """A table with the tasks of a gold file under a header, and how many of its first columns hold headings."""
    used = [(name, header) for name, header in _COLUMNS if any(task[name] for task in tasks)]
    rows = [[_shown(task, name) for name, _ in used] for task in tasks]
    return [[header for _, header in used], *rows], sum(name in ("section", "subsection") for name, _ in used)


def _shown(task: dict[str, Any], name: str) -> str:
    value = task[name]
    if not isinstance(value, list):
        return value or ""
    # gold has dropped the word that makes a list open
    return "、".join(value) + ("等" if task["open"] and value and name == "support_units" else "")


def _book(rows: Sequence[Sequence[tuple[int, int, int, int, str]]]) -> bytes:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"strings_to_numbers": False}) as book:
        sheet, wrapped = book.add_worksheet("任务分解"), book.add_format({"text_wrap": True, "border": 1})
        for row, column, high, wide, text in (cell for cells in rows for cell in cells):
            if high * wide > 1:
                sheet.merge_range(row, column, row + high - 1, column + wide - 1, "", wrapped)
            value = int(text) if text.isascii() and text.isdigit() else text
            sheet.write(row, column, value, wrapped)
    return data.getvalue()
