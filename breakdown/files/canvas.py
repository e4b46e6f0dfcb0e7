"""Worksheets whose rows are drawn from the top down, each in one piece, in a quarter of the library's time.

Forms and merge tables have up to millions of cells, nearly all of them text or empty. What the library does for every
cell (looks where it lies and what it holds, keeps it, finds it again, puts its XML together) is done here once for a
column, a look, a text. All but rows goes the library's way. The rows of long tables go to the disk as they come.
"""

from __future__ import annotations

import pickle
import tempfile
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import IO, Any, NamedTuple

from xlsxwriter.url import Url
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from breakdown.files.values import fitted, in_xml

# What the library, and Excel, allow as the address of a link.
_LONGEST_LINK = 2079
# So many links are packed away together.
_MOST_LINKS = 1000
# So many rows go to the disk at once, and only where more are to come.
AT_ONCE = 500
# The height of a row that says nothing of it, in pixels.
_PLAIN_ROW = 20
# What follows a cell's place and look where it is empty.
EMPTY = "/>"


class Link(NamedTuple):
    """A linked cell, its target as a grid names it, the text that it shows."""

    row: int
    column: int
    target: str
    text: str


class Bundle(NamedTuple):
    """Some links packed away, and the first of them."""

    first: Link
    data: bytes


class Links:
    """The links of one sheet, packed away by the thousand: as they are, each takes a third of a kilobyte."""

    def __init__(self) -> None:
        self._packed: list[Bundle] = []
        self._last: list[Link] = []

    def add(self, link: Link) -> None:
        """One more, in any order."""
        self._last.append(link)
        if len(self._last) > _MOST_LINKS:
            self._pack()

    def join(self, bundles: Iterable[Bundle]) -> None:
        """Some more, packed elsewhere."""
        self._packed += bundles

    def bundles(self) -> Sequence[Bundle]:
        """All of them, packed."""
        if self._last:
            self._pack()
        return self._packed

    def __iter__(self) -> Iterator[Link]:
        """From the top down; where they came in that order, too, a thousand at a time."""
        waiting: list[Link] = []
        for first, packed in sorted(self.bundles()):
            behind = bisect_left(waiting, first)
            yield from waiting[:behind]
            waiting = sorted([*waiting[behind:], *pickle.loads(zlib.decompress(packed))])
        yield from waiting

    def __bool__(self) -> bool:
        return bool(self._packed or self._last)

    def _pack(self) -> None:
        self._packed.append(Bundle(min(self._last), zlib.compress(pickle.dumps(self._last), 1)))
        self._last = []


class Heights:
    """The height in pixels of every row that says so, two bytes each, as the library asks for it."""

    def __init__(self) -> None:
        # of a row that says nothing 0
        self._pixels = array("H")

    def __setitem__(self, row: int, size: Sequence[Any]) -> None:
        self._pixels.extend([0] * (row + 1 - len(self._pixels)))
        self._pixels[row] = size[0]

    def __contains__(self, row: int) -> bool:
        return row < len(self._pixels) and self._pixels[row] > 0

    def __getitem__(self, row: int) -> tuple[int, bool]:
        return self._pixels[row], False


class Stroke(NamedTuple):
    """What all cells of one column in one look begin with: up to the number of the row, and from there on."""

    before: str
    behind: str

    def cell(self, row: int, body: str) -> str:
        """The cell of a row, with its body (Canvas.body, figure_body or EMPTY)."""
        return f"{self.before}{row + 1}{self.behind}{body}"


@cache
def stroke(column: int, look: int) -> Stroke:
    """The cells of a column in the look of that number."""
    return Stroke(f'<c r="{_letters(column)}', f'" s="{look}"')


def figure_body(number: float) -> str:
    """What follows a cell's place and look where it holds a number."""
    return f"><v>{number:.16G}</v></c>"


class Canvas(Worksheet):  # type: ignore[misc]
    """A worksheet; `reserve` rows and columns, then draw the rows in order."""

    def __init__(self) -> None:
        super().__init__()
        self.links = Links()
        self.row_sizes = Heights()
        self._drawn: list[str] = []

    def reserve(self, row: int, column: int, last_row: int, last_column: int) -> None:
        """Make room for the cells from one corner to the other."""
        self._check_dimensions(row, column)
        self._check_dimensions(last_row, last_column)

    def body(self, text: str) -> str:
        """What follows a cell's place and look where it holds a text; good for all cells of the sheet."""
        if not text:
            return EMPTY
        at = self.str_table._get_shared_string_index(fitted(text))
        # counted as often as it is drawn
        self.str_table.count -= 1
        return f' t="s"><v>{at}</v></c>'

    def draw_row(self, row: int, height: float, cells: Iterable[str]) -> None:
        """A row of that height in points, and its cells in order."""
        pixels = int(height * 4 / 3 + 0.5)
        # where comments and charts look for it
        self.row_sizes[row] = [pixels, False]
        self._keep(f'<row r="{row + 1}"{_height(pixels)}>{"".join(cells)}</row>')

    def join(self, row: int, column: int, last_row: int, last_column: int) -> None:
        """Make several cells one, to be filled from its first; no two of these may overlap."""
        self.merge.append([row, column, last_row, last_column])

    def link(self, row: int, column: int, target: str, text: str) -> None:
        """Link a cell to a file (relative path) or a place in this workbook ("#表名!A1")."""
        if len(target) <= _LONGEST_LINK:
            self.links.add(Link(row, column, target, text))

    def _keep(self, xml: str) -> None:
        self.str_table.count += xml.count(' t="s">')
        self._drawn.append(xml)

    def _write_rows(self) -> None:
        self.fh.write("".join(self._drawn))

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        # the library looks for thirty functions newer than any that our rules use
        return formula.removeprefix("=")

    def _write_hyperlinks(self) -> None:
        # the library keeps a kilobyte for every link from the moment it is made
        if not self.links:
            return
        self._xml_start_tag("hyperlinks")
        for link in self.links:
            file, _, place = link.target.partition("#")
            if file:
                self._write_file_link(link, file, place)
            else:
                sheet, _, cell = place.rpartition("!")
                url = Url(f"internal:'{sheet.strip(chr(39))}'!{cell}")
                # the library does not do it here
                url.text = self._escape_control_characters(link.text)
                self._write_hyperlink_internal(link.row, link.column, url)
        self._xml_end_tag("hyperlinks")

    def _write_file_link(self, link: Link, file: str, place: str) -> None:
        # thousands of links lead to places in the same few files
        self.rel_count += 1
        self.external_hyper_links.append(_relation(file))
        location = f' location="{self._escape_attributes(place)}"' if place else ""
        name = f"{_letters(link.column)}{link.row + 1}"
        self.fh.write(f'<hyperlink ref="{name}" r:id="rId{self.rel_count}"{location}/>')


class LongCanvas(Canvas):
    """One that is too long to be held: its rows go to a file, its texts within their cells."""

    fh: Any

    def __init__(self) -> None:
        super().__init__()
        self._file: IO[bytes] | None = None
        self._places: dict[int, tuple[int, int]] = {}
        self._changes: dict[int, Callable[[str], str]] = {}

    def body(self, text: str) -> str:
        """See Canvas."""
        return f' t="inlineStr"><is>{in_xml(text)}</is></c>' if text else EMPTY

    def next_part(self) -> int:
        """The number of the first of the parts that are about to come."""
        self._store()
        return len(self._places)

    def keep_drawn(self, at: int, xml: bytes) -> None:
        """A part, rows drawn elsewhere, with its number; parts may come in any order, but none may be left out."""
        if self._file is None:
            # gone from the disk with this process at the latest
            self._file = tempfile.TemporaryFile(dir=self.tmpdir)  # noqa: SIM115
        start = self._file.tell()
        self._places[at] = start, self._file.write(xml)

    def change_drawn(self, at: int, change: Callable[[str], str]) -> None:
        """How to change such rows when all is put together."""
        self._changes[at] = change

    def drawn(self) -> Iterator[bytes]:
        """All rows in order, some at a time."""
        for at in sorted(self._places):
            start, length = self._places[at]
            assert self._file is not None
            self._file.seek(start)
            xml = self._file.read(length)
            yield self._changes[at](xml.decode()).encode() if at in self._changes else xml
        yield "".join(self._drawn).encode()

    def _keep(self, xml: str) -> None:
        if len(self._drawn) == AT_ONCE:
            self._store()
        self._drawn.append(xml)

    def _store(self) -> None:
        if self._drawn:
            self.keep_drawn(len(self._places), "".join(self._drawn).encode())
            self._drawn.clear()

    def _write_rows(self) -> None:
        # they need not be encoded once more
        self.fh.flush()
        for part in self.drawn():
            self.fh.buffer.write(part)
        if self._file is not None:
            self._file.close()


@cache
def _height(pixels: int) -> str:
    return "" if pixels == _PLAIN_ROW else f' ht="{pixels * 0.75:.16g}" customHeight="1"'


@cache
def _relation(file: str) -> tuple[str, str, str]:
    """A path as the library makes it the target of a link."""
    return "/hyperlink", str(Url(f"external:{file}")._target()), "External"


_letters = cache(xl_col_to_name)
