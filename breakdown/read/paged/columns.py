"""Tables without rules: numbered rows whose words stand below those of a header; when unsure, lines stay lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from breakdown.read.paged.grids import Grid, Region
from breakdown.read.paged.lines import Span, TextLine

_NUMBER = re.compile(r"\d{1,4}[.．、]?")
_HEADING = re.compile(r"[\u4e00-\u9fff（）()、/ ]{2,12}")
_FEWEST_COLUMNS, _FEWEST_ROWS = 3, 3
# Columns keep at least this share of the size apart.
_APART = 0.5


class _Found(NamedTuple):
    """Lines of a table, row by row; the extent of each column from left to right."""

    rows: list[list[TextLine]]
    columns: list[tuple[float, float]]


def find_columns(lines: Sequence[TextLine]) -> tuple[list[Grid], list[TextLine]]:
    """The tables among the lines of a page that stand outside ruled ones, and the lines that are left."""
    grids: list[Grid] = []
    rest: list[TextLine] = []
    index = 0
    while index < len(lines):
        found = _table(lines, index)
        if found is None:
            rest.append(lines[index])
            index += 1
        else:
            grids.append(_grid(found))
            index += sum(len(row) for row in found.rows)
    return grids, rest


def _table(lines: Sequence[TextLine], start: int) -> _Found | None:
    """The table whose header is one line: a number on the left of every row, something else behind it."""
    header = lines[start]
    if len(header.spans) < _FEWEST_COLUMNS or not all(_HEADING.fullmatch(span.text) for span in header.spans):
        return None
    columns = [(span.x0, span.x1) for span in header.spans]
    rows = [[header]]
    for line in lines[start + 1 :]:
        wider = _placed(line.spans, columns, line.size)
        if wider is None or line.base - rows[-1][-1].base > 4 * line.size:
            break
        numbered = line.spans[0].x0 < wider[0][1] and _NUMBER.fullmatch(line.spans[0].text) is not None
        if not numbered and (len(rows) == 1 or line.spans[0].x0 < wider[0][1]):
            break
        columns = wider
        if numbered:
            rows.append([line])
        else:
            rows[-1].append(line)
    full = all(len({_column(span, columns) for line in row for span in line.spans}) > 2 for row in rows[1:])
    return _Found(rows, columns) if len(rows) > _FEWEST_ROWS and full else None


def _placed(
    spans: Sequence[Span], columns: Sequence[tuple[float, float]], size: float
) -> list[tuple[float, float]] | None:
    """The columns as wide as a line makes them; None when one of its parts reaches over two of them."""
    wider = list(columns)
    if not spans:
        return None
    for span in spans:
        over = [at for at, (x0, x1) in enumerate(wider) if span.x0 < x1 and x0 < span.x1]
        if len(over) > 1:
            return None
        at = over[0] if over else min(range(len(wider)), key=lambda at: _distance(span, wider[at]))
        wider[at] = (min(wider[at][0], span.x0), max(wider[at][1], span.x1))
    apart = all(right[0] - left[1] > _APART * size for left, right in zip(wider, wider[1:], strict=False))
    return wider if apart else None


def _distance(span: Span, column: tuple[float, float]) -> float:
    return max(column[0] - span.x1, span.x0 - column[1])


def _column(span: Span, columns: Sequence[tuple[float, float]]) -> int:
    return max(bisect_right([x0 for x0, _ in columns], span.x0 + 0.1) - 1, 0)


def _grid(found: _Found) -> Grid:
    """The table as a grid whose edges stand in the middle between its columns and above its rows."""
    columns = found.columns
    middles = [(left[1] + right[0]) / 2 for left, right in zip(columns, columns[1:], strict=False)]
    xs = (columns[0][0] - 5, *middles, columns[-1][1] + 5)
    regions = []
    for at, row in enumerate(found.rows):
        for column in range(len(columns)):
            # text was wrapped at the right end of the column, not at the edge drawn here
            beyond = xs[column + 1] - columns[column][1]
            parts = [
                _part(line, span, beyond) for line in row for span in line.spans if _column(span, columns) == column
            ]
            regions.append(Region(at, column, 1, 1, parts))
    ys = (*(row[0].top for row in found.rows), found.rows[-1][-1].bottom)
    return Grid(xs, ys, tuple(regions))


def _part(line: TextLine, span: Span, beyond: float) -> TextLine:
    return TextLine(span.text, span.x0, span.x1, span.x1, line.base, line.size, line.size + beyond, (span,))
