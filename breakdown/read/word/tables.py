"""Tables of a Word document as a grid: which cells cover which rows and columns."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise

from breakdown.read.word.elements import (
    CELL,
    PARAGRAPH,
    ROW,
    TABLE,
    Element,
    W,
    find,
    number,
    pieces,
    says_anything,
    value,
)

# Word makes no table with more columns.
_MOST_COLUMNS = 63
# Borders of two rows that lie no further apart (twips, a twentieth of a point) were meant to be one.
_SAME_BORDER = 100


@dataclass
class Spot:
    """A cell with the elements whose text it shows: its row, its first and last border, and how many rows it covers."""

    row: int
    left: int
    right: int
    high: int = 1
    elements: list[Element] = field(default_factory=list)


def read_grid(table: Element) -> list[Spot]:
    """The cells of a table in print order, merged ones once; left and right number the borders between columns."""
    rows = [_read_row(at, row) for at, row in enumerate(pieces(table, ROW))]
    _straighten([spot for row in rows for spot in row], _borders(table))
    spots: list[Spot] = []
    above: dict[int, Spot] = {}
    for row in rows:
        here: dict[int, Spot] = {}
        for spot in row:
            upper = above.get(spot.left)
            if upper is not None and _goes_on(spot.elements[0], "vMerge"):
                upper.high += 1
                upper.elements += spot.elements
                here[spot.left] = upper
            else:
                here[spot.left] = spot
                spots.append(spot)
        above = here
    return spots


def is_layout(table: Element, spots: list[Spot]) -> bool:
    """Whether a table only places text on the page: one column, one filled cell, or less text than the tables in it."""
    filled = [spot for spot in spots if any(_is_filled(cell) for cell in spot.elements)]
    if len({spot.left for spot in spots}) < 2 or len(filled) < 2:
        return True
    inner = [cell for each in table.iter(TABLE) if each is not table for cell in each.iter(CELL)]
    if not inner:
        return False
    own = sum(any(_speaks_itself(cell) for cell in spot.elements) for spot in filled)
    return sum(says_anything(cell) for cell in inner) > max(own, 3)


def _read_row(at: int, row: Element) -> list[Spot]:
    spots: list[Spot] = []
    left = _bounded(number(row, "trPr/gridBefore") or 0)
    for cell in pieces(row, CELL):
        right = min(left + max(_bounded(number(cell, "tcPr/gridSpan") or 1), 1), _MOST_COLUMNS)
        if spots and (right <= left or _goes_on(cell, "hMerge")):
            spots[-1].right = right
            spots[-1].elements.append(cell)
        else:
            spots.append(Spot(at, left, right, elements=[cell]))
        left = right
    return spots


def _speaks_itself(cell: Element) -> bool:
    """Whether text stands in a cell beside the tables in it."""
    return any(each.tag == PARAGRAPH and says_anything(each) for each in pieces(cell, PARAGRAPH, TABLE))


def _is_filled(cell: Element) -> bool:
    return says_anything(cell) or next(cell.iter(f"{W}numPr"), None) is not None


def _goes_on(cell: Element, name: str) -> bool:
    """Whether a cell belongs to the one above it (vMerge) or on its left (hMerge)."""
    return find(cell, f"tcPr/{name}") is not None and value(cell, f"tcPr/{name}") in ("", "continue")


def _bounded(count: int) -> int:
    return min(max(count, 0), _MOST_COLUMNS)


def _borders(table: Element) -> list[int]:
    """Where the borders of the grid lie, in twips from the left; [] where that is not said."""
    grid = find(table, "tblGrid")
    widths = [each.get(f"{W}w", "") for each in ([] if grid is None else grid.iterchildren(f"{W}gridCol"))]
    if not all(width.isdecimal() and 0 < int(width) < 100_000 for width in widths):
        return []
    borders = [0]
    for width in widths:
        borders.append(borders[-1] + int(width))
    return borders


def _straighten(spots: list[Spot], borders: list[int]) -> None:
    """Number the borders anew, in place: those that nearly touch are one, those at which no cell ends are none."""
    used = sorted({spot.left for spot in spots} | {spot.right for spot in spots})
    if used and used[-1] < len(borders):
        gaps = [borders[at] - borders[before] for before, at in pairwise(used)]
        apart = used[:1] + [at for at, gap in zip(used[1:], gaps, strict=True) if gap > _SAME_BORDER]
        if all(bisect_right(apart, spot.left) < bisect_right(apart, spot.right) for spot in spots):
            used = apart
    for spot in spots:
        spot.left, spot.right = bisect_right(used, spot.left) - 1, bisect_right(used, spot.right) - 1
