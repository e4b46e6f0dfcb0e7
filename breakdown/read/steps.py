"""How a reader of a long file tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

# Told after each step of long work: what is being done, how many steps there are.
Step = Callable[[str, int], None]


def silent(what: str, total: int) -> None:
    """Tell nobody."""
