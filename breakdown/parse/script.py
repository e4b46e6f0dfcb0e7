"""Traditional characters: the notice is read in simplified ones, and what was read is put back as it is printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from breakdown.document import Cell, Document, Paragraph, Table

# Fewer than this are names or slips.
_FEWEST = 8
# Shorter pieces than this could stand anywhere.
_SHORTEST = 2


class Script:
    """A document in simplified characters, one for one, and the way back."""

    def __init__(self, document: Document, pairs: Iterable[str]) -> None:
        self._table = {ord(pair[0]): pair[1] for pair in pairs}
        self._printed = "\n".join(piece.text for block in document.blocks for piece in _pieces(block))
        self._folded = self._printed.translate(self._table)
        differ = sum(a != b for a, b in zip(self._printed, self._folded, strict=True))
        self.folds = differ >= _FEWEST
        self.document = self._fold(document) if self.folds else document

    def _fold(self, document: Document) -> Document:
        cells: dict[int, Cell] = {}
        blocks: list[Paragraph | Table] = []
        for block in document.blocks:
            if isinstance(block, Paragraph):
                blocks.append(replace(block, text=block.text.translate(self._table)))
                continue
            for cell in block.cells():
                cells[cell.line] = replace(cell, text=cell.text.translate(self._table))
            rows = tuple(tuple(cells[cell.line] for cell in row) for row in block.rows)
            blocks.append(replace(block, rows=rows))
        return replace(document, blocks=tuple(blocks))

    def restore(self, text: str) -> str:
        """A text made of pieces of the notice, in the characters of the notice."""
        # most stand there as a whole; to look for every piece of a long text in a long notice takes minutes
        whole = self._folded.find(text)
        if whole >= 0:
            return self._printed[whole : whole + len(text)]
        restored: list[str] = []
        start = 0
        while start < len(text):
            end, at = start + _SHORTEST, -1
            while end <= len(text) and (found := self._folded.find(text[start:end], max(at, 0))) >= 0:
                at, end = found, end + 1
            end = end - 1 if at >= 0 else start + 1
            restored.append(self._printed[at : at + end - start] if at >= 0 else text[start:end])
            start = end
        return "".join(restored)


def _pieces(block: Paragraph | Table) -> Iterable[Paragraph | Cell]:
    return [block] if isinstance(block, Paragraph) else block.cells()
