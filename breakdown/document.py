"""A notice as read: paragraphs and tables in print order, every piece knowing its place.

Every paragraph and every table cell has a number of its own, rising in print order over the whole document: that is
what the first law counts. Where it stands, as a clerk would look it up, is told by `Document.place`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from breakdown.problems import Problem


@dataclass(frozen=True)
class Paragraph:
    """One line as it stands in the source, blank lines included (they may separate the cells of a lost table).

    place: where it stands within the file (第12行, 第3页第8行). furniture: text of the page, not of the notice
    (navigation, page numbers, repeated headers); it is counted, and not read.
    """

    text: str
    line: int
    place: str = ""
    furniture: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing but white space stands in the line."""
        return not self.text.strip()


@dataclass(frozen=True)
class Cell:
    """One cell, its paragraphs parted by line breaks; "" is an empty cell."""

    text: str
    line: int
    place: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing but white space stands in the cell."""
        return not self.text.strip()


@dataclass(frozen=True)
class Table:
    """A table with borders: a full grid, in which a merged cell (the same object) stands at every place it covers.

    Rows are all as long as the widest; where the source has no cell at all stands an empty one. name: what the source
    calls the table (a sheet's name), or "".
    """

    rows: tuple[tuple[Cell, ...], ...]
    name: str = ""

    def cells(self) -> Iterator[Cell]:
        """Every cell once, in print order."""
        seen: set[int] = set()
        for row in self.rows:
            for cell in row:
                if cell.line not in seen:
                    seen.add(cell.line)
                    yield cell


Block = Paragraph | Table


@dataclass(frozen=True)
class Document:
    """A notice: file name, hash of its bytes, blocks in print order.

    problems: what reading the file itself found (hidden rows that were read, marks of revision). doubts: sentences
    that hold for every task of it (read by optical recognition).
    """

    name: str
    sha256: str
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs outside tables, in print order."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, in print order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    def pieces(self) -> Iterator[Paragraph | Cell]:
        """Every paragraph and every cell once, in print order."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block
            else:
                yield from block.cells()

    def place(self, line: int) -> str:
        """Where a paragraph or cell stands, as a clerk would look it up."""
        return f"{self.name} {self._places.get(line) or f'第{line}行'}"

    @cached_property
    def _places(self) -> dict[int, str]:
        return {piece.line: piece.place for piece in self.pieces()}
