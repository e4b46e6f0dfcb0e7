"""Python's search for objects that hold each other, made seldom in every process that works for a command."""

from __future__ import annotations

import atexit
import gc

# A command makes millions of small values, hardly a cycle among them, and ends: to look at all of them after every
# seven hundred took a tenth of it. Sixty forms keep about a third of so many.
_SELDOM = 300_000, 50, 50


def search_seldom() -> tuple[int, int, int]:
    """Let the search wait for some hundred thousand new objects; what it waited for before (gc.set_threshold)."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    return before


def end_without_search() -> None:
    """Let this process end without looking at all that it holds once more, which takes a tenth of a second."""
    atexit.register(gc.freeze)
