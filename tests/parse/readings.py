"""Notices written inside a test, read as far as rows as written."""

from __future__ import annotations

from breakdown.document import Document, Paragraph
from breakdown.parse import Parsed, parse_document
from breakdown.words import Words


def read(text: str, words: Words) -> Parsed:
    """The rows of a notice given as text; its first line break is dropped."""
    lines = text.removeprefix("\n").split("\n")
    return parse_document(Document("n.txt", "", tuple(Paragraph(line, at) for at, line in enumerate(lines, 1))), words)


def column(parsed: Parsed, *names: str) -> list[tuple[str, ...]]:
    """The values of some columns, row by row."""
    return [tuple(row) for row in parsed.written[list(names)].itertuples(index=False)]


def codes(parsed: Parsed) -> list[str]:
    """The codes of the problems found."""
    return [problem.code for problem in parsed.problems]
