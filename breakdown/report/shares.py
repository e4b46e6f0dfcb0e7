"""Shares with one decimal: of one part, and of parts within parts that add up to exactly 100.0."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

_Cell = TypeVar("_Cell", bound=Hashable)


def per_cent(part: float, whole: float) -> float:
    """A part of a whole in per cent, one decimal, halves rounded up as in Excel."""
    return math.floor(1000 * part / whole + 0.5 + 1e-9) / 10


def nested_shares(counts: Mapping[_Cell, int], levels: Sequence[Mapping[_Cell, Hashable]]) -> dict[_Cell, float]:
    """Each cell's share in per cent, all together 100.0 (or 0.0 when there is nothing), each rounded down or up.

    levels: from coarse to fine, the part that a cell lies in; a part lies within one of the level above. What a part
    has is given to its own parts: tenths left over by rounding down go to the largest remainders, to the earlier part
    where they tie. So one of two parts of the first level has the share that per_cent gives it.
    """
    total = sum(counts.values())
    return {cell: tenths / 10 for cell, tenths in _divide(1000 if total else 0, list(counts), counts, levels, total)}


def _divide(
    tenths: int, cells: list[_Cell], counts: Mapping[_Cell, int], levels: Sequence[Mapping[_Cell, Hashable]], total: int
) -> list[tuple[_Cell, int]]:
    if not levels:
        return list(zip(cells, _apportion(tenths, [counts[cell] for cell in cells], total), strict=True))
    parts: dict[Hashable, list[_Cell]] = {}
    for cell in cells:
        parts.setdefault(levels[0][cell], []).append(cell)
    sizes = [sum(counts[cell] for cell in part) for part in parts.values()]
    given = _apportion(tenths, sizes, total)
    return [pair for part, own in zip(parts.values(), given, strict=True)
            for pair in _divide(own, part, counts, levels[1:], total)]


def _apportion(tenths: int, counts: Sequence[int], total: int) -> list[int]:
    """So many tenths of a per cent among counts of a total, each rounded down or up."""
    given = [1000 * count // total if total else 0 for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda at: (-(1000 * counts[at] % total), at)) if total else []
    for at in by_remainder[: tenths - sum(given)]:
        given[at] += 1
    return given
