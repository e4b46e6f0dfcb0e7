"""Lines mended before they are read: letters that were spaced out, hard wraps, several items on one line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from breakdown.document import Document
from breakdown.parse.glued import split_glued
from breakdown.parse.lines import Line
from breakdown.parse.wraps import join_wraps
from breakdown.words import Words

_FEWEST = 6
_MOST = 0.8
# digits of a year or date with single blanks between them
_DIGITS = re.compile(r"(?<![\d])\d(?: \d){3}(?= ?年)")


def mend_lines(
    lines: Sequence[Line], document: Document, words: Words
) -> tuple[list[Line], dict[int, int]]:
    """The lines as the office meant them, and for each number the number that its line has in the document.

    A line made of several has the number of the first; where one has become several, the numbers behind it move up.
    Cells of tables stay as they are.
    """
    raw = {paragraph.line: paragraph.text for paragraph in document.paragraphs}
    closed = [line._replace(text=close_up(line.text)) if line.number in raw else line for line in lines]
    mended: list[Line] = []
    sources: dict[int, int] = {}
    added = 0
    for line in join_wraps(closed, raw, words):
        texts = split_glued(line.text, words) if line.number in raw else [line.text]
        for at, text in enumerate(texts):
            mended.append(line._replace(number=line.number + added + at, text=text))
            sources[mended[-1].number] = line.number
        added += len(texts) - 1
    return mended, sources


def close_up(text: str) -> str:
    """A line whose characters stand apart, closed up (责 任 单 位 ： 市 财 政 局); digits of a year in any line."""
    pieces = text.split()
    single = sum(len(piece) == 1 for piece in pieces)
    if len(pieces) >= _FEWEST and single >= _MOST * len(pieces):
        return "".join(pieces)
    return _DIGITS.sub(lambda match: match[0].replace(" ", ""), text)
