"""Shares with one decimal that add up to exactly 100.0."""

from __future__ import annotations

from collections.abc import Sequence


def largest_remainder(counts: Sequence[int]) -> list[float]:
    """Each count's share in per cent, one decimal, summing to 100.0; all 0.0 when there is nothing to share.

    Tenths left over by rounding down go to the largest remainders, to the earlier count where they tie.
    """
    total = sum(counts)
    if not total:
        return [0.0] * len(counts)
    tenths = [1000 * count // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda at: (-(1000 * counts[at] % total), at))
    for at in by_remainder[: 1000 - sum(tenths)]:
        tenths[at] += 1
    return [value / 10 for value in tenths]
