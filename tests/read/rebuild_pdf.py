"""PDFs for tests: any notice's text, or a table with rules, set by reportlab in a font that every viewer has."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, LongTable, Paragraph, SimpleDocTemplate, TableStyle

FONT = "STSong-Light"
# one cell: its text, and how many rows and columns it covers
Spanning = tuple[str, int, int]


class _Blank(Flowable):  # type: ignore[misc]
    """A line of nothing or of spaces, which unlike a spacer keeps its place at the top of a page."""

    def __init__(self, height: float, text: str) -> None:
        super().__init__()
        self.height, self.text = height, text

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return 1, self.height

    def draw(self) -> None:
        if self.text:
            self.canv.setFont(FONT, self.height / 1.5)
            self.canv.drawString(0, self.height / 3, self.text)


def text_pdf(text: str, header: str = "", indent: float = 0, size: float = 12) -> bytes:
    """Every line of a text as a paragraph; blank lines are empty lines; page numbers at the foot."""
    style = _style(size, indent * size)
    flow: list[Any] = [
        Paragraph(_escaped(line.lstrip()), style) if line.strip() else _Blank(style.leading, _escaped(line))
        for line in text.split("\n")
    ]
    return _build(flow, header)


def table_pdf(
    rows: Sequence[Sequence[str | Spanning]], widths: Sequence[float], before: str = "", after: str = "",
    repeat: int = 1, wide: bool = True, header: str = "", size: float = 9,
) -> bytes:  # fmt: skip
    """A ruled table between two texts; `repeat` header rows on every page, rows cut where the page ends."""
    style = _style(size)
    cells, spans = _grid(rows, len(widths))
    data = [[Paragraph(_escaped(text), style) if text else "" for text in row] for row in cells]
    rules: list[Any] = [("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    table = LongTable(data, widths, repeatRows=repeat, splitInRow=1, style=TableStyle([*rules, *spans]))
    flow = [Paragraph(_escaped(line), style) for line in before.split("\n") if line]
    flow += [table, *(Paragraph(_escaped(line), style) for line in after.split("\n") if line)]
    return _build(flow, header, landscape(A4) if wide else A4)


def _grid(rows: Sequence[Sequence[str | Spanning]], columns: int) -> tuple[list[list[str]], list[Any]]:
    """Every place of the table, "" where another cell covers it, and reportlab's words for the covering cells."""
    texts = [["" for _ in range(columns)] for _ in rows]
    taken: set[tuple[int, int]] = set()
    spans = []
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            text, high, wide = (cell, 1, 1) if isinstance(cell, str) else cell
            texts[row][column] = text
            taken |= {(row + down, column + across) for down in range(high) for across in range(wide)}
            if high > 1 or wide > 1:
                spans.append(("SPAN", (column, row), (column + wide - 1, row + high - 1)))
            column += wide
    return texts, spans


def _style(size: float, indent: float = 0) -> ParagraphStyle:
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    return ParagraphStyle("body", fontName=FONT, fontSize=size, leading=1.5 * size, wordWrap="CJK",
                          firstLineIndent=indent)  # fmt: skip


def _escaped(text: str) -> str:
    # the font has neither of these two, and leaves them out
    text = text.replace("\xa0", "\u3000").replace("·", "・")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br/>")


def _build(flow: list[Any], header: str, pagesize: tuple[float, float] = A4) -> bytes:
    def furnish(canvas: Any, template: Any) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawCentredString(pagesize[0] / 2, 30, f"— {canvas.getPageNumber()} —")
        canvas.drawString(60, pagesize[1] - 40, header)

    target = BytesIO()
    SimpleDocTemplate(target, pagesize=pagesize, invariant=1).build(flow, onFirstPage=furnish, onLaterPages=furnish)
    return target.getvalue()
