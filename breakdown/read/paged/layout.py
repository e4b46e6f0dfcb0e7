"""Pages of any source (pdf, ofd, scans) become contents: reading order, paragraphs, blank lines, tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from breakdown.read.contents import Contents
from breakdown.read.paged.columns import find_columns
from breakdown.read.paged.flow import Frame, goes_on, join, make_frame
from breakdown.read.paged.furniture import Sheet, find_furniture
from breakdown.read.paged.glyphs import Page
from breakdown.read.paged.grids import Grid, find_grids
from breakdown.read.paged.lines import TextLine, make_lines
from breakdown.read.paged.tables import OpenTable

# More blank lines in a row than this are the rest of a page.
_MOST_BLANK = 12
# By so many points the margins of left and right pages may differ.
_MIRRORED = 30.0


class _Leaf(NamedTuple):
    """A page taken apart: its lines outside tables, its tables, its texts that run askew."""

    sheet: Sheet
    grids: list[Grid]
    asides: list[str]


class Pages:
    """Takes pages one by one, keeping of each only its lines and tables, and lays all of them out in the end."""

    def __init__(self) -> None:
        self._leaves: list[_Leaf] = []

    def add(self, page: Page) -> None:
        """Take the next page."""
        grids, glyphs = find_grids(page.rules, page.glyphs)
        columns, lines = find_columns(make_lines(glyphs))
        grids = sorted([*grids, *columns], key=lambda grid: grid.ys[0])
        edges = [edge for grid in grids for edge in (grid.ys[0], grid.ys[-1])]
        sheet = Sheet(page.number, page.width, page.height, lines, edges)
        self._leaves.append(_Leaf(sheet, grids, page.asides))

    def lay_out(self) -> Contents:
        """Everything on the pages, in reading order."""
        furniture = find_furniture([leaf.sheet for leaf in self._leaves])
        writer = _Writer(Contents(), [leaf.sheet for leaf in self._leaves], furniture)
        for leaf in self._leaves:
            writer.page(leaf, furniture[leaf.sheet.number])
        return writer.end()


class _Writer:
    """Writes contents line by line; a paragraph or a table stays open until something else begins."""

    def __init__(self, contents: Contents, sheets: Sequence[Sheet], furniture: dict[int, set[int]]) -> None:
        self._contents = contents
        body = {sheet.number: _body(sheet, furniture[sheet.number]) for sheet in sheets}
        self._frames = _frames(sheets, body)
        self._whole = max(self._frames.values(), key=list(self._frames.values()).count)
        self._body = body
        self._bottom = max((lines[-1].base for lines in body.values() if lines), default=0.0)
        self._top = min((lines[0].base for lines in body.values() if lines), default=0.0)
        self._unit = _blank_height(list(body.values()), self._whole)
        self._paragraph: list[TextLine] = []
        self._table: OpenTable | None = None
        self._aside: list[tuple[str, str]] = []
        self._place = ""
        self._last: tuple[int, TextLine] | None = None

    def page(self, leaf: _Leaf, furniture: set[int]) -> None:
        """Write a page: lines and tables from top to bottom; a table stands where its upper edge is."""
        number = leaf.sheet.number
        grids = list(enumerate(leaf.grids, 1))
        for index, line in enumerate(leaf.sheet.lines):
            while grids and grids[0][1].ys[0] < line.base:
                self._grid(number, *grids.pop(0))
            place = f"第{number}页第{index + 1}行"
            if index in furniture:
                self._aside.append((line.text, place))
            else:
                self._line(number, line, place)
        for index, grid in grids:
            self._grid(number, index, grid)
        for text in leaf.asides:
            self._aside.append((text, f"第{number}页"))

    def end(self) -> Contents:
        """Close what is open; everything that was written."""
        self._close()
        return self._contents

    def _line(self, number: int, line: TextLine, place: str) -> None:
        self._end_table()
        if self._paragraph and self._last and self._continues(number, line):
            self._paragraph.append(line)
        else:
            self._close()
            self._blanks(number, line, place)
            self._paragraph, self._place = [line], place
        self._last = (number, line)

    def _continues(self, number: int, line: TextLine) -> bool:
        assert self._last is not None
        page, last = self._last
        if page == number:
            return goes_on(self._paragraph, line, self._frames[page])
        if self._whole.spaced and line.base - self._top > 0.7 * self._unit:
            return False
        frame = self._frames[number]
        # where room was left on the page before, only two lines that stay together came here
        room = round((self._bottom - last.base) / frame.pitch) if frame.pitch else 0
        alone = not goes_on([line], self._body[number][1], frame) if len(self._body[number]) > 1 else True
        if room > 1 or room == 1 and alone:
            return False
        return goes_on(self._paragraph, line, self._frames[page], frame)

    def _blanks(self, number: int, line: TextLine, place: str) -> None:
        """Blank lines before a line, from the gap above it; at the top of a page one gap may stand for two."""
        if self._last is None or not self._unit:
            return
        page, last = self._last
        if page == number:
            gap = line.base - last.base - self._whole.pitch
            count = int(gap / self._unit + 0.3)
        else:
            count = int((line.base - self._top) / self._unit + 0.3)
            count = max(count, 1) if self._whole.spaced else 0
        for _ in range(min(max(count, 0), _MOST_BLANK)):
            self._contents.paragraph("", place)

    def _grid(self, number: int, index: int, grid: Grid) -> None:
        self._end_paragraph()
        self._last = None
        if self._table is None or not self._table.takes(number, grid):
            self._close()
            self._table = OpenTable()
        self._aside += self._table.add(number, index, grid)

    def _close(self) -> None:
        self._end_paragraph()
        self._end_table()
        for text, place in self._aside:
            self._contents.paragraph(text, place, furniture=True)
        self._aside = []

    def _end_paragraph(self) -> None:
        if self._paragraph:
            self._contents.paragraph(join(self._paragraph), self._place)
            self._paragraph = []

    def _end_table(self) -> None:
        if self._table is not None:
            self._contents.table(self._table.cells())
            self._table = None


def _body(sheet: Sheet, furniture: set[int]) -> list[TextLine]:
    return [line for index, line in enumerate(sheet.lines) if index not in furniture]


def _frames(sheets: Sequence[Sheet], body: dict[int, list[TextLine]]) -> dict[int, Frame]:
    """The frame of every page; a page that does not show its own margins has those of all pages of its width."""
    frames: dict[int, Frame] = {}
    for width in {round(sheet.width) for sheet in sheets}:
        numbers = [sheet.number for sheet in sheets if round(sheet.width) == width]
        lines = [line for number in numbers for line in body[number]]
        whole = make_frame(lines)
        if lines and not (whole.right > width / 2 and _shows_margin(lines, whole.right)):
            whole = make_frame(lines, width - whole.left)
        for number in numbers:
            own = make_frame(body[number])
            # left and right pages have margins of their own; a page of short lines does not show them
            left = own.left if abs(own.left - whole.left) < _MIRRORED else whole.left
            right = own.right if abs(own.right - whole.right) < _MIRRORED else whole.right
            frames[number] = whole._replace(left=left, right=right)
    return frames


def _shows_margin(lines: Sequence[TextLine], right: float) -> bool:
    """Whether so many lines end at the right edge that text seems to be wrapped there."""
    ends = sum(line.full > right - 2 * line.size for line in lines)
    return ends >= max(3, 0.15 * len(lines))


def _blank_height(pages: Sequence[Sequence[TextLine]], frame: Frame) -> float:
    """How much an empty line adds to the gap between two lines."""
    gaps = [
        gap
        for lines in pages
        for before, after in zip(lines, lines[1:], strict=False)
        if 0.6 * frame.pitch < (gap := after.base - before.base - frame.pitch) < 1.4 * frame.pitch
    ]
    return sorted(gaps)[len(gaps) // 2] if gaps else frame.pitch
