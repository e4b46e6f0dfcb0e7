"""Ranks as in standard competition: 1, 2, 3, 3, 5."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def competition_ranks(scores: Sequence[Any]) -> list[int]:
    """The rank of each score, the highest first; equal scores share a rank and the next one is skipped."""
    first_at: dict[Any, int] = {}
    for position, score in enumerate(sorted(scores, reverse=True), start=1):
        first_at.setdefault(score, position)
    return [first_at[score] for score in scores]
