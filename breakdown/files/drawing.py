"""Rows of long tables drawn by several processes: each draws some of them, one puts them together in their order."""

from __future__ import annotations

import io
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any, ClassVar, NamedTuple

from xlsxwriter.workbook import Workbook

from breakdown import book
from breakdown.book import Grid, Made
from breakdown.engines import Engine, Local, Pace
from breakdown.files.canvas import AT_ONCE, Bundle, LongCanvas
from breakdown.files.formats import FormatKey, Formats
from breakdown.files.placed import Pen, Placed
from breakdown.files.rows import Looks, put_rows
from breakdown.files.styles import Styles
from breakdown.files.widths import Widths

_STYLED = re.compile(r'(<c r="[A-Z]+\d+" s=")(\d+)')
# So many rows are drawn at once; where they are drawn they need not go to the disk.
_ROWS = AT_ONCE


class Part(NamedTuple):
    """Some rows of a table as a table of their own, and how many stand above them."""

    start: int
    grid: Grid


class Drawn(NamedTuple):
    """The XML of some rows (UTF-8), the formats that it numbers anew, links, texts that no row can show in full."""

    xml: bytes
    formats: Sequence[FormatKey]
    links: Sequence[Bundle]
    long_texts: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class DrawRows:
    """Draws parts of one table, in whatever process.

    first: the row of the sheet at which the table's rows begin. formats: those that the workbook numbers from 1 on.
    """

    first: int
    widths: Widths
    styles: Styles
    formats: Sequence[FormatKey]
    protected: bool
    # a process that is not there yet takes a second to begin, in which sixteen thousand rows are drawn
    pace: ClassVar[Pace] = Pace(32, 2)

    def __call__(self, part: Part) -> Drawn:
        """The rows of one part."""
        # never closed: nobody wants the workbook
        workbook = Workbook(io.BytesIO(), {"in_memory": True})
        formats, sheet = Formats(workbook, self.styles), workbook.add_worksheet("rows", LongCanvas)
        for key in self.formats:
            formats.number(key)
        first = self.first + part.start
        placed = Placed(part.grid, first - 1, first, first + len(part.grid.rows), self.widths.offset)
        pen = Pen(sheet, placed, self.widths, formats, self.protected)
        put_rows(pen)
        # or the two hold each other and every link until the collector comes, which is seldom
        workbook.worksheets().clear()
        workbook.sheetnames.clear()
        return Drawn(b"".join(sheet.drawn()), formats.numbered[len(self.formats):], sheet.links.bundles(),
                     pen.long_texts)


def draw_rows(pen: Pen) -> None:
    """Write all rows of a grid, as put_rows does, with the help of the pen's engine where that is worth it."""
    grid, sheet = pen.placed.grid, pen.sheet
    parts = _parts(grid)
    if not isinstance(sheet, LongCanvas) or not pen.engine.near or len(parts) < 2 or _is_alone(pen.engine, len(parts)):
        put_rows(pen)
        return
    pen.reserve()
    # nearly all cells wear these
    Looks(pen)
    known = pen.formats.numbered
    work = DrawRows(pen.placed.first, pen.widths, pen.formats.styles, known, pen.protected)
    base = sheet.next_part()
    rest: dict[int, tuple[Sequence[FormatKey], Sequence[tuple[str, str]]]] = {}
    with closing(pen.engine.run(work, parts)) as made:
        for at, drawn in made:
            sheet.keep_drawn(base + at, drawn.xml)
            sheet.links.join(drawn.links)
            rest[at] = drawn.formats, drawn.long_texts
    # formats get their numbers in the order of the rows, whoever was the first to need them
    for at in range(len(parts)):
        keys, long_texts = rest[at]
        pen.long_texts += long_texts
        numbers = {number: pen.formats.number(key) for number, key in enumerate(keys, len(known) + 1)}
        if any(number != meant for number, meant in numbers.items()):
            sheet.change_drawn(base + at, _renumbering(numbers))


def _is_alone(engine: Engine, parts: int) -> bool:
    return isinstance(engine, Local) and not engine.others(parts, DrawRows.pace)


def _renumbering(numbers: Mapping[int, int]) -> Callable[[str], str]:
    def renumbered(xml: str) -> str:
        return _STYLED.sub(lambda match: f"{match[1]}{numbers.get(int(match[2]), match[2])}", xml)

    return renumbered


def _parts(grid: Grid) -> Sequence[Part]:
    """A grid's rows, some at a time, each with what belongs to it."""
    links = _Sorted(() if isinstance(grid.links, Made) else grid.links, lambda link: link.row)
    marks = _Sorted(grid.marks, lambda mark: mark.row)
    styles = _Sorted(grid.row_styles, lambda styled: styled[0])

    def part(at: int, start: int) -> Part:
        end = start + _ROWS
        return Part(start, replace(
            grid, rows=grid.rows[start:end], keys=grid.keys[start:end],
            # what is only made when it is asked for is there once for every row
            links=grid.links[start:end] if isinstance(grid.links, Made) else tuple(
                book.Link(link.row - start, link.column, link.target) for link in links.between(start, end)),
            marks=tuple(replace(mark, row=mark.row - start) for mark in marks.between(start, end)),
            row_styles=tuple((row - start, style) for row, style in styles.between(start, end))))

    return Made(range(0, len(grid.rows), _ROWS), part)


class _Sorted:
    """What belongs to rows, found by their numbers."""

    def __init__(self, items: Sequence[Any], row_of: Callable[[Any], int]) -> None:
        found = sorted((row_of(item), at) for at, item in enumerate(items))
        self._items, self._rows, self._places = items, [row for row, _ in found], [at for _, at in found]

    def between(self, start: int, end: int) -> Iterator[Any]:
        """Those of the rows from one to before another."""
        for at in range(bisect_left(self._rows, start), bisect_left(self._rows, end)):
            yield self._items[self._places[at]]
