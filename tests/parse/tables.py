"""Tables with borders written inside a test."""

from __future__ import annotations

from collections.abc import Sequence

from breakdown.document import Document
from breakdown.parse import Parsed, parse_document
from breakdown.read.contents import Contents, Placed
from breakdown.words import Words

# A cell that only goes on with the merged cell above it (UP), or with the one to its left (LEFT).
UP, LEFT = "^", "<"
Grid = Sequence[Sequence[str]]


def read_tables(words: Words, *blocks: str | Grid, names: Sequence[str] = ()) -> Parsed:
    """The rows of a notice given as lines and tables in print order; names are those of the tables."""
    return parse_document(make_document(*blocks, names=names), words)


def make_document(*blocks: str | Grid, names: Sequence[str] = ()) -> Document:
    """A notice of lines and tables in print order."""
    contents = Contents()
    left = list(names)
    for block in blocks:
        if isinstance(block, str):
            contents.paragraph(block)
        else:
            contents.table(place_cells(block), left.pop(0) if left else "")
    return Document("n.docx", "", tuple(contents.blocks))


def place_cells(grid: Grid) -> list[Placed]:
    """The cells of a table; merged ones cover the marks UP and LEFT below and beside them."""
    placed: list[Placed] = []
    for at, row in enumerate(grid):
        for column, text in enumerate(row):
            if text in (UP, LEFT):
                continue
            wide = next((n for n, other in enumerate([*row[column + 1 :], ""]) if other != LEFT), 0) + 1
            below = [grid[n][column] if column < len(grid[n]) else "" for n in range(at + 1, len(grid))]
            high = next((n for n, other in enumerate([*below, ""]) if other != UP), 0) + 1
            placed.append((at, column, high, wide, text, f"第{at + 1}行"))
    return placed
