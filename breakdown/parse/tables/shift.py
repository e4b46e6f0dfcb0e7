"""Rows that lack their first cells, so that all others stand too far to the left."""

from __future__ import annotations

import re
from collections.abc import Sequence

from breakdown.document import Cell
from breakdown.parse.tables.evidence import Block, score
from breakdown.parse.tables.fields import Columns, Kind
from breakdown.parse.tables.header import Field
from breakdown.parse.tables.titles import Row
from breakdown.words import Words

_FIELD_OF: dict[Kind, Field] = {
    "number": "number", "heading": "section", "content": "content", "goal": "goal", "deadline": "deadline",
    "leader": "leader", "lead": "lead", "support": "support",
}  # fmt: skip
# What numbers a heading in the column of numbers.
CHINESE_NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十百]+[)）]?[、.．]?$")
# How far a cell may have moved, and by how many points the other place must be the better one.
_FARTHEST = 3
_MARGIN = 8.0


def unshift(row: Row, columns: Columns, words: Words) -> Row:
    """The row with its cells moved right where their wording says so; blank cells change places with them.

    A number may have stayed in its column: then the cells behind it have moved.
    """
    if sum(not cell.blank for cell in row) < 2 or len({cell.line for cell in row}) < len(row):
        return row
    trailing = next((at for at, cell in enumerate(reversed(row)) if not cell.blank), 0)
    number = next(iter(columns.at("number")), None)
    if number is not None and CHINESE_NUMBER.match(row[number].text.strip()):
        return row
    starts = {0, number + 1} if number is not None and row[number].text.strip().isdigit() else {0}
    moved = [
        (*row[:start], *row[len(row) - by :], *row[start : len(row) - by])
        for start in sorted(starts)
        for by in range(1, min(trailing, _FARTHEST) + 1)
    ]
    best = max([row, *moved], key=lambda cells: _points(cells, columns, words))
    return best if _points(best, columns, words) >= _points(row, columns, words) + _MARGIN else row


def _points(row: Sequence[Cell], columns: Columns, words: Words) -> float:
    return sum(
        score(Block((cell.line,), (cell.text.strip(),)), _FIELD_OF[column.kind], words)
        for cell, column in zip(row, columns.columns, strict=True)
        if not cell.blank and column.kind in _FIELD_OF
    )


def fits(rows: Sequence[Row], columns: Columns, words: Words) -> bool:
    """Whether rows read as their columns want, on the whole; rows with one word tell nothing."""
    told = [row for row in rows if sum(not cell.blank for cell in row) > 1 and len({cell.line for cell in row}) > 1]
    points = [_points(unshift(row, columns, words), columns, words) for row in told]
    return sum(points) > 0 if points else len(rows) <= _FARTHEST
