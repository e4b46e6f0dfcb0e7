"""A notice as read: its lines in print order, every one knowing its place."""

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
class Document:
    """A notice: file name, hash of its bytes, lines in print order."""

    name: str
    sha256: str
    paragraphs: tuple[Paragraph, ...]

    def place(self, line: int) -> str:
        """Where a line stands, as a clerk would look it up."""
        return f"{self.name} 第{line}行"
