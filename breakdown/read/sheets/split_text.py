"""Text that was opened as a workbook: lines cut at their commas into neighbouring cells, put together again."""

from __future__ import annotations

from collections.abc import Sequence

_HEADER_WORD = 14
_SHARE = 0.7
_FEWEST = 3


def rejoined(rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a text that a table program cut at half-width commas; none where the rows may be a table.

    Clearly cut is: every cut row begins in the first column and has no gap, rows are of many lengths, and none that is
    as long as the longest could head columns.
    """
    filled = [row for row in rows if row]
    wide = [row for row in filled if len(row) > 1]
    if len(filled) < _FEWEST or not wide or any(not cell.strip() for row in wide for cell in row):
        return []
    most = max(map(len, wide))
    lengths = [len(row) for row in filled]
    if lengths.count(most) > len(filled) / 2 or any(_heads(row) for row in wide if len(row) >= _SHARE * most):
        return []
    return [",".join(row) for row in rows]


def _heads(row: Sequence[str]) -> bool:
    """Whether a row could be the header of a table."""
    return all(len(cell.strip()) <= _HEADER_WORD and not cell.strip().endswith(tuple("。；：;:")) for cell in row)
