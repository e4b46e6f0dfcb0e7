"""How wide the columns of a sheet are."""

from __future__ import annotations

from dataclasses import dataclass

from breakdown.book import Grid, Sheet
from breakdown.files.styles import Styles
from breakdown.layout import fit_widths, may_be_tall, never_tall, paper_width, widen

# No column is made wider than this for the sake of one long text.
_WIDEST = 72.0
# A text of so few characters is never too tall for a row, be there one of them on a line.
_FEW = 10
# A sheet of mere lines has this many columns, as wide as the paper together.
_LINE_COLUMNS = 8


@dataclass(frozen=True)
class Widths:
    """offset: 1 when a hidden column of row ids stands first. columns: the widths of the visible columns."""

    offset: int
    columns: tuple[float, ...]

    @property
    def last(self) -> int:
        """Index of the last column."""
        return self.offset + len(self.columns) - 1

    @property
    def total(self) -> float:
        """Width of all visible columns merged into one (each has five pixels of padding beside its units)."""
        return sum(self.columns) + (len(self.columns) - 1) * 5 / 7

    @property
    def pixels(self) -> int:
        """Width of all visible columns in pixels."""
        return sum(int(width * 7 + 5) for width in self.columns)


def sheet_widths(sheet: Sheet, styles: Styles) -> Widths:
    """The widths of a sheet: those of its grid with most columns, fitted to the page and to its longest texts."""
    page = styles.page
    room = paper_width(sheet.paper, sheet.landscape, page.left + page.right)
    grids = [block for block in sheet.blocks if isinstance(block, Grid)]
    offset = int(any(grid.keys for grid in grids))
    if not grids:
        # several columns rather than one: a column wider than the paper could not be fitted to it
        return Widths(offset, (round(room / _LINE_COLUMNS * 0.95, 1),) * _LINE_COLUMNS)
    widest = max(grids, key=lambda grid: len(grid.columns))
    fitted = fit_widths([column.width for column in widest.columns], room, page.least_scale)
    size = styles.style("cell").size or 11
    tall: list[list[str]] = [[] for _ in fitted]
    looked = [(texts, width, never_tall(width, size)) for texts, width in zip(tall, fitted, strict=True)]
    for row in widest.rows:
        for (texts, width, low), value in zip(looked, row, strict=True):
            # nothing else is ever long
            if type(value) is str and len(value) > _FEW and (len(value) > low or "\n" in value) \
                    and may_be_tall(value, width, size):
                texts.append(value)
    columns = [widen(texts, width, size, max(width, _WIDEST)) for texts, width in zip(tall, fitted, strict=True)]
    return Widths(offset, tuple(columns))
