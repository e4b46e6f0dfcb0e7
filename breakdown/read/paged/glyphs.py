"""What stands on one printed page: characters and ruling lines, in points from its upper left corner."""

from __future__ import annotations

from typing import NamedTuple


class Glyph(NamedTuple):
    """One character: where it begins and ends, its baseline, its size."""

    text: str
    x0: float
    x1: float
    base: float
    size: float


class Rule(NamedTuple):
    """A straight ruling line: `at` is the height of one that lies, or the distance from the left of one that stands."""

    lies: bool
    at: float
    start: float
    end: float


class Page(NamedTuple):
    """One page, upright for its reader; asides: texts that run in another direction (watermarks, stamps)."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Rule]
    asides: list[str]
