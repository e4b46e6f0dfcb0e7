"""Characters of a page become lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from breakdown.read.paged.glyphs import Glyph

# What never begins a line, and may hang over the right margin; what never ends one.
_CLOSING = frozenset("，。、；：？！,.;:?!）)】》〉」』”’〕］]}%％…")
_OPENING = frozenset("（(【《〈「『“‘〔［[{")
# A run of these is not broken over two lines.
_WORD = re.compile(r"[A-Za-z0-9.%+/_@-]")
# A gap as wide as this share of the size parts words; a wider one parts columns.
_WORD_GAP, _SPAN_GAP = 0.55, 0.8
_LATIN_GAP = 0.2


class Span(NamedTuple):
    """A stretch of a line without wide gaps."""

    text: str
    x0: float
    x1: float


class TextLine(NamedTuple):
    """One line: its text, where its visible part begins and ends, its baseline, its size.

    full: where it ends without the punctuation that may hang over the margin. first: how wide its first part is that
    cannot be broken, so that a line before it with less room had to end where it did.
    """

    text: str
    x0: float
    x1: float
    full: float
    base: float
    size: float
    first: float
    spans: tuple[Span, ...]

    @property
    def top(self) -> float:
        """The upper edge of its characters."""
        return self.base - 0.88 * self.size

    @property
    def bottom(self) -> float:
        """The lower edge of its characters."""
        return self.base + 0.12 * self.size


def make_lines(glyphs: Sequence[Glyph]) -> list[TextLine]:
    """Lines from top to bottom, characters from left to right; lines of plain spaces alone are left out."""
    lines = (_make_line(_without_doubles(row)) for row in _rows(glyphs))
    return [line for line in lines if line is not None]


def _rows(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Characters that share a baseline, raised and lowered ones with those that they stand beside."""
    row: list[Glyph] = []
    base = size = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        if row and glyph.base - base > 0.4 * max(size, glyph.size):
            yield sorted(row, key=lambda each: each.x0)
            row = []
        # the largest character of a row says where its baseline is
        if not row or glyph.size > size:
            base, size = glyph.base, glyph.size
        row.append(glyph)
    if row:
        yield sorted(row, key=lambda each: each.x0)


def _without_doubles(row: Sequence[Glyph]) -> list[Glyph]:
    """A row without the second prints by which some programs make letters bold."""
    kept: list[Glyph] = []
    for glyph in row:
        near = (each for each in reversed(kept[-3:]) if each.text == glyph.text)
        if not any(abs(each.x0 - glyph.x0) < 0.4 * (glyph.x1 - glyph.x0) for each in near):
            kept.append(glyph)
    return kept


def _make_line(row: Sequence[Glyph]) -> TextLine | None:
    seen = [glyph for glyph in row if not glyph.text.isspace()]
    if not seen:
        text = "".join(glyph.text for glyph in row)
        if not text.strip(" \t\r\n"):
            return None
        # spaces that are no plain ones show that somebody left a cell empty here
        return TextLine(text, row[0].x0, row[-1].x1, row[0].x0, row[0].base, row[0].size, 0.0, ())
    size = max(glyph.size for glyph in seen)
    base = next(glyph.base for glyph in seen if glyph.size == size)
    text = "".join(_spaced(row)).rstrip(" ")
    last = [glyph for glyph in seen if glyph.text not in _CLOSING] or seen
    return TextLine(
        text, seen[0].x0, seen[-1].x1, last[-1].x1, base, size, _first_width(seen), tuple(_spans(row, seen)),
    )  # fmt: skip


def _spaced(row: Sequence[Glyph]) -> Iterator[str]:
    """The characters of a row, with a space where a gap between them shows one."""
    before: Glyph | None = None
    for glyph in row:
        if before is not None and _parted(before, glyph):
            yield " "
        yield glyph.text
        before = glyph


def _parted(before: Glyph, glyph: Glyph) -> bool:
    if before.text.isspace() or glyph.text.isspace():
        return False
    latin = before.text.isascii() and before.text.isalnum() and glyph.text.isascii() and glyph.text.isalnum()
    return glyph.x0 - before.x1 > (_LATIN_GAP if latin else _WORD_GAP) * max(before.size, glyph.size)


def _spans(row: Sequence[Glyph], seen: Sequence[Glyph]) -> Iterator[Span]:
    """The stretches between wide gaps; spaces that are printed make a gap, too."""
    start = 0
    for index in range(1, len(seen) + 1):
        if index < len(seen) and seen[index].x0 - seen[index - 1].x1 <= _SPAN_GAP * seen[index].size:
            continue
        part = [glyph for glyph in row if seen[start].x0 <= glyph.x0 <= seen[index - 1].x0]
        yield Span("".join(_spaced(part)), seen[start].x0, seen[index - 1].x1)
        start = index


def _first_width(seen: Sequence[Glyph]) -> float:
    """How wide the first part of a line is that is never broken: brackets, a word or a character, what closes it."""
    end = 0
    while end < len(seen) - 1 and seen[end].text in _OPENING:
        end += 1
    end += 1
    while end < len(seen):
        before, char = seen[end - 1].text, seen[end].text
        # a bracket that closes binds the Latin word behind it
        bound = _WORD.fullmatch(char) and (_WORD.fullmatch(before) or before in ")]")
        if not bound and char not in _CLOSING:
            break
        end += 1
    return min(seen[end - 1].x1 - seen[0].x0, 8 * seen[0].size)
