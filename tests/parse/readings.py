"""Notices written inside a test, read as far as rows as written."""

from __future__ import annotations

from breakdown.document import Document
from breakdown.parse import Parsed, parse_document
from breakdown.read.text import gather_lines
from breakdown.words import Words


def read(text: str, words: Words) -> Parsed:
    """The rows of a notice given as text; its first line break is dropped."""
    blocks = gather_lines(text.removeprefix("\n")).blocks
    return parse_document(Document("n.txt", "", tuple(blocks)), words)


def column(parsed: Parsed, *names: str) -> list[tuple[str, ...]]:
    """The values of some columns, row by row."""
    return [tuple(row) for row in parsed.written[list(names)].itertuples(index=False)]


def codes(parsed: Parsed) -> list[str]:
    """The codes of the problems found."""
    return [problem.code for problem in parsed.problems]
