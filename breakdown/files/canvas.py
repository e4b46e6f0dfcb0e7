"""Worksheets to which cells are written in a third of the library's time; the bytes are the library's own.

Forms and merge tables have up to millions of cells, nearly all of them text or empty. For these two the checks that the
library makes of every cell (where it lies, what it holds) are made once per table, and their XML is written in one
piece. Everything else goes the library's way. The rows of long tables go to the disk as they come.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import IO, Any, NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.url import Url
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellBlankTuple, CellStringTuple, Worksheet

from breakdown.files.values import in_xml

# What the library, and Excel, allow as the address of a link.
_LONGEST_LINK = 2079
# So many rows go to the disk at once.
_AT_ONCE = 200


class Link(NamedTuple):
    """A linked cell, its target as a grid names it, the text that it shows."""

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
        self.links: list[Link] = []

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
            self.links.append(Link(row, column, target, text))

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
        if not self.links:
            return
        self._xml_start_tag("hyperlinks")
        for link in sorted(self.links):
            url = link.url()
            if link.target.startswith("#"):
                self._write_hyperlink_internal(link.row, link.column, url)
            else:
                self.rel_count += 1
                self._write_hyperlink_external(link.row, link.column, self.rel_count, url)
                self.external_hyper_links.append(("/hyperlink", url._target(), "External"))
        self._xml_end_tag("hyperlinks")


class LongCanvas(Canvas):
    """One whose tables are too long to be held: their rows go to a file, their texts within their cells."""

    fh: Any
    dim_rowmin: Any
    dim_rowmax: Any

    def __init__(self) -> None:
        super().__init__()
        self._tables: list[_Table] = []
        self._cells: dict[int, str] = {}

    def reserve(self, row: int, column: int, last_row: int, last_column: int) -> None:
        """Make room for the cells from one corner to the other."""
        super().reserve(row, column, last_row, last_column)
        # closed when it has been copied, and gone from the disk with this process at the latest
        self._tables.append(_Table(row, last_row, tempfile.TemporaryFile(dir=self.tmpdir)))  # noqa: SIM115

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
        self._tables[-1].add("".join((start, *(self._cells[at] for at in sorted(self._cells)), "</row>")))
        self._cells.clear()

    def keep_drawn(self, at: int, xml: str) -> None:
        """Some rows of the last table, drawn elsewhere, with their number among all that come for it, in any order."""
        self._tables[-1].keep(at, xml)

    def change_drawn(self, at: int, change: Callable[[str], str]) -> None:
        """How to change such rows when all is put together."""
        self._tables[-1].changes[at] = change

    def take_drawn(self) -> str:
        """The rows of the last table."""
        table = self._tables.pop()
        drawn = "".join(table.parts())
        table.file.close()
        return drawn

    def _write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> int:
        if not self._tables or not self._tables[-1].first <= row <= self._tables[-1].last:
            done: int = super()._write_string(row, col, string, cell_format)
            return done
        self.table[row][col] = CellStringTuple(string, cell_format)
        return 0

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if type(cell) is CellStringTuple and type(cell.string) is str:
            start = f'<c r="{_letters(col)}{row + 1}" s="{cell.format._get_xf_index()}" t="inlineStr"><is>'
            self.fh.write(f"{start}{in_xml(cell.string)}</is></c>")
        else:
            super()._write_cell(row, col, cell)

    def _drawn_by(self, write: Callable[..., None], *given: Any) -> str:
        """What one of the library's functions writes."""
        rest, self.fh = self.fh, io.StringIO()
        write(*given)
        drawn, self.fh = str(self.fh.getvalue()), rest
        return drawn

    def _write_rows(self) -> None:
        first, last = self.dim_rowmin, self.dim_rowmax
        for table in self._tables:
            self.dim_rowmax = table.first - 1
            super()._write_rows()
            for part in table.parts():
                self.fh.write(part)
            table.file.close()
            self.dim_rowmin = table.last + 1
        self.dim_rowmax = last
        super()._write_rows()
        self.dim_rowmin = first


@dataclass
class _Table:
    """The drawn rows of one table, in parts: by number where in a file each lies, what is still to be changed in it."""

    first: int
    last: int
    file: IO[bytes]
    places: dict[int, tuple[int, int]] = field(default_factory=dict)
    changes: dict[int, Callable[[str], str]] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)

    def add(self, xml: str) -> None:
        """One row more, where rows come in order."""
        self.waiting.append(xml)
        if len(self.waiting) == _AT_ONCE:
            self.keep(len(self.places), "".join(self.waiting))
            self.waiting.clear()

    def keep(self, at: int, xml: str) -> None:
        """One part more."""
        start = self.file.tell()
        self.places[at] = start, self.file.write(xml.encode())

    def parts(self) -> Iterator[str]:
        """All parts in order."""
        for at in sorted(self.places):
            start, length = self.places[at]
            self.file.seek(start)
            xml = self.file.read(length).decode()
            yield self.changes[at](xml) if at in self.changes else xml
        yield "".join(self.waiting)


_letters = cache(xl_col_to_name)
