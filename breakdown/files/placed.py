"""A grid on its sheet, and what writing it needs at hand."""

from __future__ import annotations

from dataclasses import dataclass, field

from xlsxwriter.utility import xl_range_abs

from breakdown.book import Grid
from breakdown.columns import Column
from breakdown.engines import HERE, Engine
from breakdown.files.canvas import Canvas
from breakdown.files.formats import Formats
from breakdown.files.widths import Widths


@dataclass(frozen=True)
class Placed:
    """A grid on its sheet: first header row, first data row, one past the last row, first visible column."""

    grid: Grid
    top: int
    first: int
    end: int
    offset: int

    def column(self, name: str) -> int:
        """The sheet's column index of a grid column; KeyError when the grid has none of that name."""
        for index, column in enumerate(self.grid.columns, start=self.offset):
            if column.name == name:
                return index
        raise KeyError(name)

    @property
    def area(self) -> str:
        """The grid's lower header row and all its rows, as an absolute range."""
        last = max(self.end - 1, self.first - 1)
        return str(xl_range_abs(self.first - 1, 0, last, self.offset + len(self.grid.columns) - 1))


@dataclass
class Pen:
    """What writing one grid needs at hand; engine: who draws its rows where they are many."""

    sheet: Canvas
    placed: Placed
    widths: Widths
    formats: Formats
    protected: bool
    engine: Engine = HERE
    long_texts: list[tuple[str, str]] = field(default_factory=list)

    def reserve(self) -> None:
        """Make room for the cells of its rows."""
        placed, grid = self.placed, self.placed.grid
        last = placed.offset + len(grid.columns) - 1
        self.sheet.reserve(placed.first, 0, placed.first + len(grid.rows) - 1, last)

    def unlocked(self, column: Column) -> bool:
        """Whether a column's cells stay open on a protected sheet."""
        return self.protected and column.editable
