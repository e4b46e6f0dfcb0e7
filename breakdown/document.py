"""A notice as read: lines and tables in print order, every one knowing its place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Paragraph:
    """One line as it stands in the source, blank lines included (they may separate the cells of a lost table)."""

    text: str
    line: int

    @property
    def blank(self) -> bool:
        """Whether nothing but white space stands in the line."""
        return not self.text.strip()


@dataclass(frozen=True)
class Table:
    """A ruled table: rows of cells, each cell its text; `line` is where it begins."""

    rows: tuple[tuple[str, ...], ...]
    line: int


@dataclass(frozen=True)
class Document:
    """A notice: file name, hash of its bytes, blocks in print order."""

    name: str
    sha256: str
    blocks: tuple[Paragraph | Table, ...]

    def place(self, line: int) -> str:
        """Where a line stands, as a clerk would look it up."""
        return f"{self.name} 第{line}行"
