"""PDFs of any notice's text for tests, set by reportlab in a font that every viewer has."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

FONT = "STSong-Light"


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


def use_font() -> None:
    """Make the font known to reportlab."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def _style(size: float, indent: float = 0) -> ParagraphStyle:
    use_font()
    return ParagraphStyle("body", fontName=FONT, fontSize=size, leading=1.5 * size, wordWrap="CJK",
                          firstLineIndent=indent)  # fmt: skip


def _escaped(text: str) -> str:
    # the font has neither of these two, and leaves them out
    text = text.replace("\xa0", "\u3000").replace("·", "・")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br/>")


def _build(flow: list[Any], header: str) -> bytes:
    def furnish(canvas: Any, template: Any) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawCentredString(A4[0] / 2, 30, f"— {canvas.getPageNumber()} —")
        canvas.drawString(60, A4[1] - 40, header)

    target = BytesIO()
    SimpleDocTemplate(target, pagesize=A4, invariant=1).build(flow, onFirstPage=furnish, onLaterPages=furnish)
    return target.getvalue()
