"""Worksheets to which cells are written in a third of the library's time; the bytes are the library's own.

Forms and merge tables have up to millions of cells, nearly all of them text or empty. For these two the checks that the
library makes of every cell (where it lies, what it holds) are made once per table, and their XML is written in one
piece. Everything else goes the library's way. The rows of long tables go to the disk as they come.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple, TextIO

from xlsxwriter.format import Format
from xlsxwriter.url import Url
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellBlankTuple, CellStringTuple, Worksheet

from breakdown.files.values import in_xml

# What the library, and Excel, allow as the address of a link.
_LONGEST_LINK = 2079


class _Link(NamedTuple):
    row: int
    column: int
    target: str
    text: str

    def url(self) -> Url:
        """As the library has it."""
        sheet, _, cell = self.target[1:].rpartition("!")
        inside = f"internal:'{sheet.strip(chr(39))}'!{cell}"
        made = Url(inside if self.target.startswith("#") else f"external:{self.target}")
        # the library does not do it here
        made.text = Worksheet._escape_control_characters(self.text)
        return made


class Canvas(Worksheet):  # type: ignore[misc]
    """A worksheet; `reserve` the rows and columns of a table before putting text into it, then end each row."""

    def __init__(self) -> None:
        super().__init__()
        self._links: list[_Link] = []

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

    def fill(self, row: int, column: int, last_row: int, formats: Sequence[Format]) -> None:
        """Rows of empty cells, from one column on, each column with its format."""
        self._check_dimensions(row, column)
        self._check_dimensions(last_row, column + len(formats) - 1)
        cells = dict(enumerate(map(CellBlankTuple, formats), start=column))
        for at in range(row, last_row + 1):
            self.table[at].update(cells)

    def join(self, row: int, column: int, last_row: int, last_column: int, format_: Format) -> None:
        """Make several cells one, to be filled from its first; no two of these may overlap."""
        self.fill(row, column, last_row, [format_] * (last_column - column + 1))
        self.merge.append([row, column, last_row, last_column])

    def link(self, row: int, column: int, target: str, text: str) -> None:
        """Link a cell that has its text already to a file (relative path) or a place in this workbook ("#表名!A1")."""
        if len(target) <= _LONGEST_LINK:
            self._links.append(_Link(row, column, target, text))

    def end_row(self, row: int, height: float) -> None:
        """Every cell of a table's row has been put; rows end in order."""
        self.set_row(row, height)

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

    def _write_hyperlinks(self) -> None:
        # the library keeps a kilobyte for every link from the moment it is made
        if not self._links:
            return
        self._xml_start_tag("hyperlinks")
        for link in sorted(self._links):
            url = link.url()
            if link.target.startswith("#"):
                self._write_hyperlink_internal(link.row, link.column, url)
            else:
                self.rel_count += 1
                self._write_hyperlink_external(link.row, link.column, self.rel_count, url)
                self.external_hyper_links.append(("/hyperlink", url._target(), "External"))
        self._xml_end_tag("hyperlinks")


class LongCanvas(Canvas):
    """One whose tables are too long to be held: each row goes to a file when it ends, its texts within its cells."""

    fh: Any
    dim_rowmin: Any
    dim_rowmax: Any

    def __init__(self) -> None:
        super().__init__()
        self._drawn: list[tuple[int, int, TextIO]] = []
        self._cells: dict[int, str] = {}

    def reserve(self, row: int, column: int, last_row: int, last_column: int) -> None:
        """Make room for the cells from one corner to the other."""
        super().reserve(row, column, last_row, last_column)
        # closed when it has been copied, and gone from the disk with this process at the latest
        rows = tempfile.TemporaryFile("w+", encoding="utf-8", newline="", dir=self.tmpdir)  # noqa: SIM115
        self._drawn.append((row, last_row, rows))

    def put(self, row: int, column: int, text: str, format_: Format) -> None:
        """See Canvas."""
        start = f'<c r="{_letters(column)}{row + 1}" s="{format_._get_xf_index()}"'
        self._cells[column] = f'{start} t="inlineStr"><is>{in_xml(text)}</is></c>' if text else f"{start}/>"

    def end_row(self, row: int, height: float) -> None:
        """See Canvas."""
        super().end_row(row, height)
        for column, cell in self.table.pop(row, {}).items():
            self._cells[column] = self._drawn_by(self._write_cell, row, column, cell)
        start = self._drawn_by(self._write_row, row, None, self.row_info.pop(row))
        self._drawn[-1][2].write("".join((start, *(self._cells[at] for at in sorted(self._cells)), "</row>")))
        self._cells.clear()

    def _drawn_by(self, write: Callable[..., None], *given: Any) -> str:
        """What one of the library's functions writes."""
        rest, self.fh = self.fh, io.StringIO()
        write(*given)
        drawn, self.fh = str(self.fh.getvalue()), rest
        return drawn

    def _write_rows(self) -> None:
        first, last = self.dim_rowmin, self.dim_rowmax
        for start, end, rows in self._drawn:
            self.dim_rowmax = start - 1
            super()._write_rows()
            rows.seek(0)
            shutil.copyfileobj(rows, self.fh)
            rows.close()
            self.dim_rowmin = end + 1
        self.dim_rowmax = last
        super()._write_rows()
        self.dim_rowmin = first


_letters = cache(xl_col_to_name)
