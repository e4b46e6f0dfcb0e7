"""Heights and widths of Chinese text in cells, so that nothing is clipped on paper (pure arithmetic, FIELD.md §6).

Widths are Excel column widths (a Chinese character counts two), sizes and heights are points.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

# Excel's own limit for a row.
MAX_HEIGHT = 409.0
# A Latin letter or digit against a Chinese character, in the widest of the usual fonts.
LATIN = 0.58
# No line may begin with a full stop or end with an opening bracket, so lines are a little shorter than they could be.
LOSS = 1.05
# Paper widths in millimetres: (portrait, landscape).
PAPER = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}
# Narrow columns (numbers, dates, names) keep their width when a table is fitted to the paper.
NARROW = 13.0


class Cell(NamedTuple):
    """One cell's text, the width it has (merged neighbours included), and its size."""

    text: str
    width: float
    size: float


def per_line(width: float, size: float) -> int:
    """How many Chinese characters one line of a column holds."""
    return max(1, int((7 * width - 1) / (4 / 3 * size)))


def line_count(text: str, width: float, size: float) -> int:
    """How many lines a text takes in a column, its own line breaks included."""
    return lines_in(text, per_line(width, size))


def lines_in(text: str, room: int) -> int:
    """How many lines a text takes where so many Chinese characters stand on one."""
    # most cells hold a few characters
    if len(text) <= room and "\n" not in text:
        return 1
    if "\n" in text:
        return sum(_wrapped(line, room) for line in text.split("\n"))
    return _wrapped(text, room)


def _wrapped(line: str, room: int) -> int:
    length = _length(line)
    return 1 if length <= room else math.ceil(length / room * LOSS)


def height_of(lines: int, size: float) -> float:
    """The height that so many lines need."""
    return 1.5 * size * lines + 1.5


@lru_cache(4096)
def text_height(text: str, width: float, size: float) -> float:
    """The height that a text needs in a column."""
    return height_of(line_count(text, width, size), size)


def needed_height(cells: Iterable[Cell]) -> float:
    """The height a row of these cells needs; above MAX_HEIGHT it does not fit, see `widen` and `fitting_size`."""
    return max((text_height(*cell) for cell in cells), default=0.0)


def never_tall(width: float, size: float) -> float:
    """How many characters without a line break surely need no more height in a column than a row can have."""
    return _lines_that_fit(size) * per_line(width, size) / LOSS


def may_be_tall(text: str, width: float, size: float) -> bool:
    """Whether a text, as it stands in a column, may need more height than a row can have; quick for short ones."""
    # a text of few characters is never tall, even with one of them on a line
    most = _lines_that_fit(size)
    return len(text) > most / 2.1 and text.count("\n") + LOSS * len(text) / per_line(width, size) > most


def _lines_that_fit(size: float) -> int:
    return int((MAX_HEIGHT - 1.5) / (1.5 * size)) - 1


def widen(texts: Iterable[str], width: float, size: float, limit: float) -> float:
    """The smallest width from `width` to `limit` at which each text fits one row, or `limit` where none does."""
    tall = [text for text in texts if may_be_tall(text, width, size)]
    while width < limit and needed_height(Cell(text, width, size) for text in tall) > MAX_HEIGHT:
        width = min(limit, width + 2)
    return width


def fitting_size(text: str, width: float, size: float, least: float) -> float:
    """The largest size, at most `size`, at which a text fits one row; `least` points where none does."""
    while size > least and needed_height([Cell(text, width, size)]) > MAX_HEIGHT:
        size = max(least, size - 0.5)
    return size


def paper_width(paper: str, landscape: bool, margins: float) -> float:
    """How many column-width units stand side by side on a page at full size; margins: both sides together, in mm."""
    millimetres = PAPER[paper][landscape] - margins
    return millimetres / 25.4 * 96 / 7


def fit_widths(widths: Sequence[float], room: float, least_scale: float) -> list[float]:
    """Widths for a table as wide as its page: text columns grow to fill it, or give way until it prints readably.

    room: paper_width. least_scale: how far the page may be scaled down when it is printed one page wide.
    """
    # five pixels of padding stand beside the seven of each unit
    total = sum(widths) + len(widths) * 5 / 7
    wide = sum(width for width in widths if width > NARROW)
    spare = room - total if total < room else min(0.0, room / least_scale - total)
    if not wide or not spare:
        return list(widths)
    factor = min(1.6, max(0.5, 1 + spare / wide))
    return [round(max(NARROW, width * factor), 1) if width > NARROW else width for width in widths]


def _length(text: str) -> float:
    latin = len(text.encode("ascii", "ignore"))
    return len(text) - latin + latin * LATIN
