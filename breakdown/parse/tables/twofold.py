"""Tables that print two tasks in a row: the same columns left and right become one run of rows."""

from __future__ import annotations

from collections.abc import Sequence

from breakdown.document import Cell
from breakdown.parse.tables.titles import Heading, Row

_FEWEST = 2


def fold_columns(heading: Heading, rows: Sequence[Row]) -> tuple[Heading, list[Row]]:
    """The head of one run of columns, and all rows under it: the left ones, then the right ones, heading by heading.

    Where the numbers go from left to right, so do the rows.
    """
    words = [title.word for title in heading.titles]
    parts = next((count for count in (2, 3) if _repeats(words, count)), 1)
    if parts == 1:
        return heading, list(rows)
    wide = len(words) // parts
    folded: list[Row] = []
    run: list[list[Row]] = []
    for row in rows:
        pieces = [row[at : at + wide] for at in range(0, len(row), wide)]
        if _across(pieces):
            folded += [*_in_order(run), pieces[0]]
            run = []
        else:
            run.append(pieces)
    return Heading(heading.titles[:wide], heading.high), [*folded, *_in_order(run)]


def _repeats(words: Sequence[str], count: int) -> bool:
    wide = max(1, len(words) // count)
    parts = [words[at : at + wide] for at in range(0, len(words), wide)]
    return wide >= _FEWEST and len(parts) == count and all(part == parts[0] for part in parts) and any(parts[0])


def _across(pieces: Sequence[Row]) -> bool:
    """Whether a cell goes over the middle of the row."""
    lines = [{cell.line for cell in piece} for piece in pieces]
    return any(left & right for left, right in zip(lines, lines[1:], strict=False))


def _in_order(run: Sequence[Sequence[Row]]) -> list[Row]:
    if not run:
        return []
    first = [_number(piece[0]) for piece in run[0]]
    sideways = None not in first and first == list(range(first[0] or 0, (first[0] or 0) + len(first)))
    if len(run) > 1 and sideways:
        return [piece for pieces in run for piece in pieces]
    return [pieces[at] for at in range(len(run[0])) for pieces in run]


def _number(cell: Cell) -> int | None:
    text = cell.text.strip()
    return int(text) if text.isdecimal() else None
