"""Tables drawn with line characters (┌─┬─┐ │ ├─┼─┤), as old bulletins and mail print them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from breakdown.read.contents import Placed

_EDGES = "│┃║├┤┝┥┠┨┣┫╠╣┼╂╋╬┬┯┳╦┴┷┻╩┌┏╔┐┓╗└┗╚┘┛╝"
_RULES = "─━═┄┅┈┉-－—"
_EDGE = re.compile(f"[{_EDGES}]")
# A line of a cell that opens a paragraph of its own; any other goes on with the line above it.
_OPENS = re.compile(r"^[△▲●◆★■□◇○·•①-⑳]|^[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]")
_LATIN = re.compile(r"[A-Za-z0-9]$")


class _Piece(NamedTuple):
    """What stands in one line between two edges: from and to which column, and its text, None for a rule."""

    first: int
    last: int
    text: str | None


def is_boxed(line: str) -> bool:
    """Whether a line is part of a drawn table: edges at both ends."""
    bare = line.strip()
    return len(bare) > 2 and bare[0] in _EDGES and bare[-1] in _EDGES


def draws_rule(line: str) -> bool:
    """Whether a rule stands between two edges of a line."""
    return is_boxed(line) and any(_text(part) is None for part in _EDGE.split(line.strip())[1:-1])


def box_cells(numbered: Sequence[tuple[int, str]]) -> list[Placed]:
    """The cells of a drawn table, given as its lines with their numbers in the file."""
    lines = [line for _, line in numbered]
    parts = [_EDGE.split(line.strip())[1:-1] for line in lines]
    columns = max(map(len, parts))
    edges = _edges(lines) if any(len(part) != columns for part in parts) else None
    pieces = [_pieces(line, part, edges) for line, part in zip(lines, parts, strict=True)]
    starts = [at for at, line in enumerate(pieces) if any(piece.text is None for piece in line)]
    cells: list[Placed] = []
    open_cells: dict[int, tuple[int, int, list[str], int]] = {}
    for at, line in enumerate(pieces):
        row = sum(start <= at for start in starts) - 1
        for piece in line:
            if piece.text is not None:
                begun = open_cells.setdefault(piece.first, (max(row, 0), piece.last, [], numbered[at][0]))
                begun[2].append(piece.text.strip())
                continue
            for column in [column for column in open_cells if piece.first <= column <= piece.last]:
                cells.append(_cell(column, open_cells.pop(column), row))
    last = len(starts)
    cells += [_cell(column, begun, last) for column, begun in open_cells.items()]
    return sorted(cells)


def _cell(column: int, begun: tuple[int, int, list[str], int], end: int) -> Placed:
    row, last, texts, line = begun
    return (row, column, max(end - row, 1), last - column + 1, _joined(texts), f"第{line}行")


def _joined(texts: Sequence[str]) -> str:
    text = ""
    for piece in filter(None, texts):
        if text and _OPENS.match(piece):
            text += "\n"
        elif _LATIN.search(text) and re.match(r"[A-Za-z]", piece):
            text += " "
        text += piece
    return text


def _pieces(line: str, parts: Sequence[str], edges: Sequence[int] | None) -> list[_Piece]:
    if edges is None:
        return [_Piece(at, at, _text(part)) for at, part in enumerate(parts)]
    offsets = _offsets(line)
    found = []
    for part, (start, end) in zip(parts, zip(offsets, offsets[1:], strict=False), strict=True):
        first, last = _nearest(edges, start), _nearest(edges, end) - 1
        found.append(_Piece(first, max(first, last), _text(part)))
    return found


def _text(part: str) -> str | None:
    """The text between two edges; None where a rule stands."""
    return None if part and all(char in _RULES for char in part.strip()) and part.strip() else part


def _edges(lines: Sequence[str]) -> list[int]:
    """Where the edges of the line with most of them stand."""
    return max((_offsets(line) for line in lines), key=len)


def _offsets(line: str) -> list[int]:
    """The offsets of a line's edges; a Chinese character and a line character are two wide."""
    found, width = [], 0
    for char in line.strip():
        if char in _EDGES:
            found.append(width)
        width += 2 if char in _EDGES + _RULES or unicodedata.east_asian_width(char) in "WF" else 1
    return found


def _nearest(edges: Sequence[int], offset: int) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - offset))
