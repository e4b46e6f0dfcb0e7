"""PDFs of ruled tables for tests: merged cells, header on every page, rows cut where a page ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import NamedTuple

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.read.rebuild_docx import LEFT, UP
from tests.read.rebuild_pdf import FONT, use_font

_NO_START = "，。、；：！？,.;:)）》”」%"
_PADDING, _ABOVE, _MARGIN = 4.0, 1.0, 60.0


class _Box(NamedTuple):
    """A cell: rows and columns from and to, and its lines."""

    row: int
    column: int
    below: int
    after: int
    lines: list[str]


class Ruled(NamedTuple):
    """How a table is set: widths of its columns, header rows repeated, type size, whether its rules show."""

    widths: Sequence[float]
    repeat: int = 1
    size: float = 9
    rules: bool = True
    wide: bool = True


def table_pdf(
    rows: Sequence[Sequence[str]], form: Ruled, above: Sequence[str] = (), below: Sequence[str] = (), header: str = ""
) -> bytes:
    """A table between lines of text; "^" is merged with the cell above, "<" with that on its left."""
    use_font()
    page = landscape(A4) if form.wide else A4
    target = BytesIO()
    canvas = Canvas(target, pagesize=page, invariant=1)
    boxes = list(_boxes(rows, form))
    heights = _heights(boxes, len(rows))
    slots = [(row, slot) for row, count in enumerate(heights) for slot in range(count)]
    head = [place for place in slots if place[0] < form.repeat]
    pitch = 1.3 * form.size
    y = _lines(canvas, page[1] - _MARGIN, above, pitch, form.size)
    number, drawn = 1, 0
    while drawn < len(slots):
        room = int((y - _MARGIN) / (pitch + 2 * _ABOVE))
        repeated = head if drawn else []
        part = repeated + slots[drawn : drawn + room - len(repeated)]
        y = _draw(canvas, boxes, heights, part, form, y)
        drawn += len(part) - len(repeated)
        if drawn < len(slots):
            _furnish(canvas, page, number, header)
            number, y = number + 1, page[1] - _MARGIN
    _lines(canvas, y - 2 * pitch, below, pitch, form.size)
    _furnish(canvas, page, number, header)
    canvas.save()
    return target.getvalue()


def _boxes(rows: Sequence[Sequence[str]], form: Ruled) -> Iterator[_Box]:
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            if text in (UP, LEFT):
                continue
            after = next((n for n in range(column + 1, len(cells)) if cells[n] != LEFT), len(cells))
            below = next((n for n in range(row + 1, len(rows)) if rows[n][column] != UP), len(rows))
            room = sum(form.widths[column:after]) - 2 * _PADDING
            lines = [line for part in text.split("\n") for line in _wrapped(part, room, form.size)]
            yield _Box(row, column, below, after, lines)


def _wrapped(text: str, room: float, size: float) -> Iterator[str]:
    """Lines as wide as there is room, no stop at the start of one."""
    line = ""
    for char in text.replace("·", "・"):
        if stringWidth(line + char, FONT, size) > room:
            keep = -1 if char in _NO_START else len(line)
            yield line[:keep]
            line = line[keep:]
        line += char
    if line:
        yield line


def _heights(boxes: Sequence[_Box], rows: int) -> list[int]:
    """Lines of every row; the last row of a merged cell grows where the others have not enough."""
    heights = [1] * rows
    for box in sorted(boxes, key=lambda box: box.below - box.row):
        missing = len(box.lines) - sum(heights[box.row : box.below])
        heights[box.below - 1] += max(missing, 0)
    return heights


def _draw(
    canvas: Canvas, boxes: Sequence[_Box], heights: Sequence[int], slots: Sequence[tuple[int, int]], form: Ruled,
    y: float,
) -> float:  # fmt: skip
    """Draw some lines of a table from y on; where they end."""
    pitch = 1.3 * form.size
    lefts = [_MARGIN + sum(form.widths[:column]) for column in range(len(form.widths) + 1)]
    canvas.setLineWidth(0.5)
    canvas.setFont(FONT, form.size)
    for index, (row, slot) in enumerate(slots):
        first, last = index == 0, index == len(slots) - 1
        base = y - form.size - (_ABOVE if slot == 0 else 0)
        bottom = base - (pitch - form.size) - (_ABOVE if slot == heights[row] - 1 else 0)
        for box in boxes:
            if not box.row <= row < box.below:
                continue
            line = sum(heights[box.row : row]) + slot
            if line < len(box.lines):
                canvas.drawString(lefts[box.column] + _PADDING, base, box.lines[line])
            if not form.rules:
                continue
            canvas.line(lefts[box.column], y, lefts[box.column], bottom)
            canvas.line(lefts[box.after], y, lefts[box.after], bottom)
            if first or row == box.row and slot == 0:
                canvas.line(lefts[box.column], y, lefts[box.after], y)
            if last or row == box.below - 1 and slot == heights[row] - 1:
                canvas.line(lefts[box.column], bottom, lefts[box.after], bottom)
        y = bottom
    return y


def _lines(canvas: Canvas, y: float, lines: Sequence[str], pitch: float, size: float) -> float:
    canvas.setFont(FONT, size)
    for line in lines:
        canvas.drawString(_MARGIN, y - size, line)
        y -= pitch
    return y - (pitch if lines else 0)


def _furnish(canvas: Canvas, page: tuple[float, float], number: int, header: str) -> None:
    canvas.setFont(FONT, 8)
    canvas.drawCentredString(page[0] / 2, 30, f"第{number}页")
    canvas.drawString(_MARGIN, page[1] - 40, header)
    canvas.showPage()
