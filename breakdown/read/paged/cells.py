"""The text of the cells of one table: which lines of a cell are one paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from breakdown.read.paged.flow import Frame, fills, goes_on, join, paragraphs
from breakdown.read.paged.lines import TextLine

# Text keeps at most this far from the ruling lines beside it.
MOST_PADDING = 12.0
_SEPARATOR = re.compile(r"[、，,；;。：:\s]+")
# A name of a list; what holds figures is something else.
_NAME = re.compile(r"[^\d]{3,24}")


class Part:
    """What one page shows of a cell: its edges there and its lines."""

    def __init__(self, x0: float, x1: float, lines: list[TextLine]) -> None:
        self.x0, self.x1, self.lines = x0, x1, lines


class CellText:
    """Joins the lines of cells; how far text keeps from the edges, and which names there are, all cells tell."""

    def __init__(self, cells: Sequence[Sequence[Part]]) -> None:
        parts = [part for cell in cells for part in cell]
        gaps = [min(line.x0 - part.x0, part.x1 - line.full) for part in parts for line in part.lines]
        # text may run over an edge; what it keeps from the edges elsewhere is the same in all columns
        self._padding = min((gap for gap in gaps if 0 <= gap <= MOST_PADDING), default=0.0)
        steps = Counter(round((low.base - high.base) * 2) / 2 for part in parts for high, low in pairwise(part.lines))
        self._pitch = steps.most_common(1)[0][0] if steps else 0.0
        # a list stands among lists: what a name is, the other cells of the same width tell
        self._names: dict[int, set[str]] = {}
        for cell in cells:
            self._names.setdefault(_width(cell[0]), set()).update(self._sure_names(cell))

    def text(self, cell: Sequence[Part]) -> str:
        """The paragraphs of a cell, parted by line breaks."""
        found: list[list[TextLine]] = []
        frame: Frame | None = None
        names = self._names[_width(cell[0])]
        for part in cell:
            own = self._frame(part)
            blocks = [piece for block in paragraphs(part.lines, own) for piece in _listed(block, names)]
            runs = found and blocks and frame and goes_on(found[-1], blocks[0][0], frame, own)
            if runs and not _are_names(found[-1][-1].text, blocks[0][0].text, names):
                found[-1] += blocks.pop(0)
            found += blocks
            frame = own if part.lines else frame
        return "\n".join(join(block).strip(" ") for block in found)

    def _frame(self, part: Part) -> Frame:
        return Frame(part.x0 + self._padding, part.x1 - self._padding, self._pitch)

    def _sure_names(self, cell: Sequence[Part]) -> Iterator[str]:
        """Names that no line break can have cut: between separators, or beside a line that is not full."""
        cut = False
        lines = [(line, self._frame(part)) for part in cell for line in part.lines]
        for (line, frame), after in zip(lines, [*lines[1:], None], strict=False):
            pieces = _SEPARATOR.split(line.text.strip())
            runs = after is not None and fills(line, after[0], frame)
            yield from (
                piece
                for place, piece in enumerate(pieces)
                if _NAME.fullmatch(piece) and not (cut and place == 0) and not (runs and place == len(pieces) - 1)
            )
            cut = runs


def _width(part: Part) -> int:
    return round((part.x1 - part.x0) / 4)


def _listed(block: Sequence[TextLine], names: set[str]) -> Iterator[list[TextLine]]:
    """A paragraph, or the lines of a list whose names fill the column: each stands elsewhere as a whole."""
    piece = [block[0]]
    for before, line in pairwise(block):
        if _are_names(before.text, line.text, names):
            yield piece
            piece = []
        piece.append(line)
    yield piece


def _are_names(before: str, after: str, names: set[str]) -> bool:
    """Whether a line break parts two names: both are known, or the one that is fills its line as the other does."""
    last, first = _SEPARATOR.split(before.rstrip())[-1], _SEPARATOR.split(after.lstrip())[0]
    if last + first in names or first[:1] in ("(", "（", "<", "〈"):
        return False
    if last in names:
        return first in names or last == before.strip()
    return first in names and first == after.strip() and last == before.strip() and last[:1] == first[:1]
