"""Rows of a table whose cells are parted by blanks only, as copied from a page or a letter."""

from __future__ import annotations

from collections.abc import Sequence

_NUMBERS = ("序号", "编号")
_STOPS = ".．、"
_FEWEST_CELLS, _FEWEST_ROWS = 3, 3


def spaced_rows(lines: Sequence[str]) -> list[list[str]]:
    """The cells of the head and of the rows numbered 1, 2, 3 … right below it; none where no such head comes first.

    A cell more than the head has belongs to the text behind the number, which may hold blanks. The number may stand in
    the second column: a row that begins with it goes on with the heading above.
    """
    head = _words(lines[0])
    wide = len(head)
    at = next((at for at in (0, 1) if wide >= _FEWEST_CELLS + at and head[at] in _NUMBERS), None)
    if at is None:
        return []
    rows = [head]
    for line in lines[1:]:
        cells = line.split()
        number = str(len(rows))
        if at and cells and cells[0].rstrip(_STOPS) == number:
            cells = ["", *cells]
        if len(cells) < wide or cells[at].rstrip(_STOPS) != number:
            break
        more = len(cells) - wide
        rows.append([*cells[: at + 1], " ".join(cells[at + 1 : at + more + 2]), *cells[at + more + 2 :]])
    return rows if len(rows) > _FEWEST_ROWS else []


def _words(line: str) -> list[str]:
    """The words of a head; one whose characters stand apart (工 作 任 务) is closed up."""
    words: list[str] = []
    single = False
    for piece in line.split():
        if single and len(piece) == 1:
            words[-1] += piece
        else:
            words.append(piece)
        single = len(piece) == 1
    return words
