"""A ruled table over one page or several becomes one table: repeated headers dropped, cut rows joined."""

from __future__ import annotations

import re
from collections.abc import Sequence

from breakdown.read.contents import Placed
from breakdown.read.paged.cells import MOST_PADDING, CellText, Part
from breakdown.read.paged.flow import join
from breakdown.read.paged.grids import Grid, Region

_NUMBER = re.compile(r"\d{1,4}[.．、]?|[（(]\d{1,4}[)）]")
_ANYTHING = re.compile(r".+")
_STOP = re.compile(r"[。；;！!]$")
# Edges as near as this are the same on two pages.
_NEAR = 4.0
# A header stands within the first rows of a table.
_HEAD_ROWS = 4


class _Cell:
    """A cell of the whole table; x0, x1: from the left edge of the table, the same on every page."""

    def __init__(self, row: int, high: int, x0: float, x1: float, part: Part, place: str) -> None:
        self.row, self.high, self.x0, self.x1, self.place = row, high, x0, x1, place
        self.parts = [part]

    @property
    def text(self) -> str:
        """Everything in the cell, without spaces."""
        return re.sub(r"\s", "", "".join(line.text for part in self.parts for line in part.lines))

    def over(self, other: _Cell) -> bool:
        """Whether both take the same columns."""
        return abs(self.x0 - other.x0) < _NEAR and abs(self.x1 - other.x1) < _NEAR

    def absorb(self, other: _Cell, rows: int) -> None:
        """Take a cell below as the rest of this one, which covers so many rows more."""
        self.parts += other.parts
        self.high += rows


class OpenTable:
    """A table as far as it was read; `add` takes what the next page shows of it."""

    def __init__(self) -> None:
        self._cells: list[_Cell] = []
        self._edges: list[float] = []
        self._rows = 0
        self._page = 0
        self._width = 0.0

    def takes(self, number: int, grid: Grid) -> bool:
        """Whether a grid at the top of a page goes on with this table: the next page, the same columns."""
        if number != self._page + 1 or abs(grid.xs[-1] - grid.xs[0] - self._width) > 2 * _NEAR:
            return False
        own = [x - grid.xs[0] for x in grid.xs]
        shared = sum(any(abs(x - edge) < _NEAR for edge in self._edges) for x in own)
        return shared >= min(len(own), len(self._edges)) - 1 and shared > 2

    def add(self, number: int, index: int, grid: Grid) -> list[tuple[str, str]]:
        """Take a grid of a page; the header rows that it repeats come back as texts with their places."""
        cells = [_cell(region, grid, f"第{number}页表{index}") for region in grid.regions]
        repeated = self._repeats(cells) if self._cells else 0
        dropped = [cell for cell in cells if cell.row < repeated]
        kept = [cell for cell in cells if cell.row >= repeated]
        for cell in kept:
            cell.row -= repeated
        if self._cells:
            self._go_on(kept)
        else:
            self._cells = kept
        self._rows = max((cell.row + cell.high for cell in self._cells), default=0)
        self._page, self._width = number, grid.xs[-1] - grid.xs[0]
        for x in grid.xs:
            if not any(abs(x - grid.xs[0] - edge) < _NEAR for edge in self._edges):
                self._edges.append(x - grid.xs[0])
        self._edges.sort()
        return [(join(part.lines), cell.place) for cell in dropped for part in cell.parts if part.lines]

    def cells(self) -> list[Placed]:
        """The cells of the table, their lines joined to paragraphs."""
        texts = CellText([cell.parts for cell in self._cells])
        placed: list[Placed] = []
        for cell in sorted(self._cells, key=lambda cell: (cell.row, cell.x0)):
            column, after = self._column(cell.x0), self._column(cell.x1)
            placed.append((cell.row, column, cell.high, max(after - column, 1), texts.text(cell.parts), cell.place))
        return placed

    def _column(self, x: float) -> int:
        return min(range(len(self._edges)), key=lambda index: abs(self._edges[index] - x))

    def _repeats(self, cells: Sequence[_Cell]) -> int:
        """How many rows at the head of a page repeat rows at the head of the table."""
        first, now = _row_texts(self._cells, _HEAD_ROWS), _row_texts(cells, _HEAD_ROWS)
        best = 0
        for start in range(len(first)):
            same = 0
            while same < len(now) and start + same < len(first) and now[same] == first[start + same]:
                same += 1
            if sum(len(row) for row in now[:same]) > 1:
                best = max(best, same)
        while best and any(cell.row < best < cell.row + cell.high for cell in cells):
            best -= 1
        return best

    def _go_on(self, cells: list[_Cell]) -> None:
        """Put the rows of a page below those before it; a row or cell that the page break cut becomes one again."""
        above = [cell for cell in self._cells if cell.row + cell.high == self._rows]
        first = [cell for cell in cells if cell.row == 0]
        pairs = {id(cell): match for cell in first if (match := next((one for one in above if one.over(cell)), None))}
        cut = len(pairs) == len(first) and self._is_cut(first, above, pairs)
        shift = self._rows - (1 if cut else 0)
        for cell in cells:
            match = pairs.get(id(cell))
            if match is not None and (cut or _merged_on(match, cell)):
                match.absorb(cell, cell.high - (1 if cut else 0))
            else:
                cell.row += shift
                self._cells.append(cell)

    def _is_cut(self, first: Sequence[_Cell], above: Sequence[_Cell], pairs: dict[int, _Cell]) -> bool:
        """Whether the first row of a page is the rest of the last row before it."""
        if len(first) < 2 or len(above) < 2 or not any(cell.text for cell in first):
            return False
        # in a row that was cut, a cell that no row lacks is there once
        lacking = [cell for cell in first if bool(cell.text) != bool(pairs[id(cell)].text)]
        for cell in first:
            if self._holds_always(cell, _NUMBER) and (cell.text or cell in lacking):
                return cell in lacking
        running = [(pairs[id(cell)], cell) for cell in first if cell.text and pairs[id(cell)].text]
        if not running or not all(_is_full(before) for before, _ in running):
            return False
        stopped = all(_STOP.search(before.text) for before, _ in running)
        return not stopped or any(self._holds_always(cell, _ANYTHING) for cell in lacking)

    def _holds_always(self, like: _Cell, pattern: re.Pattern[str]) -> bool:
        """Whether a column holds something of a kind in every row before, each row with a cell of its own."""
        column = [cell for cell in self._cells if cell.over(like)]
        # what may be the header tells nothing where other rows do
        column = [cell for cell in column if cell.row >= _HEAD_ROWS] or column
        if like.high > 1 or any(cell.high > 1 for cell in column):
            return False
        earlier = [bool(pattern.fullmatch(cell.text)) for cell in column if cell.row + cell.high < self._rows]
        # one row may be an exception
        return sum(earlier) >= max(2, len(earlier) - 1 - len(earlier) // 20)


def _cell(region: Region, grid: Grid, place: str) -> _Cell:
    x0, x1 = grid.xs[region.column], grid.xs[region.column + region.wide]
    part = Part(x0, x1, region.lines)
    place = f"{place}第{region.row + 1}行第{region.column + 1}列"
    return _Cell(region.row, region.high, x0 - grid.xs[0], x1 - grid.xs[0], part, place)


def _row_texts(cells: Sequence[_Cell], rows: int) -> list[tuple[str, ...]]:
    """The texts of the first rows, cell by cell; a row without any is not told from another."""
    found = []
    for row in range(rows):
        texts = tuple(cell.text for cell in sorted(cells, key=lambda cell: cell.x0) if cell.row == row and cell.text)
        if not texts:
            break
        found.append(texts)
    return found


def _merged_on(above: _Cell, cell: _Cell) -> bool:
    """Whether a cell over several rows, whose text the page before holds, goes on in an empty one."""
    return not cell.text and bool(above.text) and (above.high > 1 or cell.high > 1)


def _is_full(cell: _Cell) -> bool:
    """Whether the last line of a cell reaches its right edge."""
    part = next(part for part in reversed(cell.parts) if part.lines)
    last = part.lines[-1]
    return part.x1 - last.x1 < MOST_PADDING + 1.5 * last.size
