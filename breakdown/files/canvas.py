"""A worksheet to which cells are written in a third of the library's time; the bytes are the library's own.

Forms and merge tables have up to a hundred thousand cells, nearly all of them text or empty. For these two the checks
that the library makes of every cell (where it lies, what it holds) are made once per table, and their XML is written
in one piece. Everything else goes the library's way.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellBlankTuple, CellStringTuple, Worksheet


class Canvas(Worksheet):  # type: ignore[misc]
    """A worksheet; `reserve` the rows and columns of a table before putting text into it."""

    def reserve(self, row: int, column: int, last_row: int, last_column: int) -> None:
        """Make room for the cells from one corner to the other."""
        self._check_dimensions(row, column)
        self._check_dimensions(last_row, last_column)

    def put(self, row: int, column: int, text: str, format_: Format) -> None:
        """One cell of a reserved table: text of at most 32,767 characters, or "" for an empty cell."""
        if text:
            self.table[row][column] = CellStringTuple(self.str_table._get_shared_string_index(text), format_)
        else:
            self.table[row][column] = CellBlankTuple(format_)

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        kind = type(cell)
        if cell.format is None or kind not in (CellStringTuple, CellBlankTuple):
            super()._write_cell(row, col, cell)
            return
        start = f'<c r="{_letters(col)}{row + 1}" s="{cell.format._get_xf_index()}"'
        self.fh.write(f'{start} t="s"><v>{cell.string}</v></c>' if kind is CellStringTuple else f"{start}/>")

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        # the library looks for thirty functions newer than any that our rules use
        return formula.removeprefix("=")


_letters = cache(xl_col_to_name)
