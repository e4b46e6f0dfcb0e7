"""A small writer of ofd files for tests: text wrapped to lines of so many characters, and tables with rules."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_SIZE, _PITCH, _LEFT, _TOP, _BOTTOM = 4.0, 7.0, 25.0, 30.0, 270.0


class Ofd:
    """Pages of 210 by 297 millimetres, filled from the top; `save` gives the bytes."""

    def __init__(self) -> None:
        self.pages: list[list[str]] = [[]]
        self._y = _TOP

    def text(self, x: float, y: float, text: str, extra: str = "") -> None:
        """A text whose first character stands at a point, the others one size apart."""
        deltas = f"g {len(text) - 1} {_SIZE}" if len(text) > 1 else ""
        self.pages[-1].append(
            f'<ofd:TextObject ID="1" Boundary="{x} {y - _SIZE} {len(text) * _SIZE} {_SIZE}" Font="1" Size="{_SIZE}"'
            f" {extra}>"
            f'<ofd:TextCode X="0" Y="{_SIZE}" DeltaX="{deltas}">{escape(text)}</ofd:TextCode></ofd:TextObject>'
        )

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A straight line."""
        self.pages[-1].append(
            f'<ofd:PathObject ID="1" Boundary="{x0} {y0} {x1 - x0} {y1 - y0}" LineWidth="0.2">'
            f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def paragraph(self, text: str, width: int = 40) -> None:
        """A paragraph in lines of so many characters; an empty one is a blank line."""
        for start in range(0, max(len(text), 1), width):
            if self._y > _BOTTOM:
                self.pages.append([])
                self._y = _TOP
            if text:
                self.text(_LEFT, self._y, text[start : start + width])
            self._y += _PITCH

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
        """A ruled table on this page; widths in characters."""
        edges = [_LEFT + sum(widths[:count]) * _SIZE + 2 * count for count in range(len(widths) + 1)]
        y = self._y - _PITCH + 1
        self.rule(edges[0], y, edges[-1], y)
        for row in rows:
            cells = [[text[at : at + wide] for at in range(0, len(text), wide)]
                     for text, wide in zip(row, widths, strict=True)]  # fmt: skip
            below = y + max(map(len, cells)) * _PITCH + 1
            for edge, lines in zip(edges, cells, strict=False):
                for count, line in enumerate(lines):
                    self.text(edge + 1, y + (count + 1) * _PITCH - 1, line)
            for edge in edges:
                self.rule(edge, y, edge, below)
            self.rule(edges[0], below, edges[-1], below)
            y = below
        self._y = y + 2 * _PITCH

    def save(self) -> bytes:
        """The zip with its directory of pages."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("OFD.xml", f'<ofd:OFD {_SPACE} Version="1.0"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml'
                             "</ofd:DocRoot></ofd:DocBody></ofd:OFD>")  # fmt: skip
            listed = "".join(f'<ofd:Page ID="{at}" BaseLoc="Pages/Page_{at}/Content.xml"/>'
                             for at in range(len(self.pages)))  # fmt: skip
            archive.writestr("Doc_0/Document.xml", f"<ofd:Document {_SPACE}><ofd:CommonData><ofd:PageArea>"
                             "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
                             f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>")  # fmt: skip
            for at, objects in enumerate(self.pages):
                body = "".join(objects)
                archive.writestr(f"Doc_0/Pages/Page_{at}/Content.xml", f'<ofd:Page {_SPACE}><ofd:Content>'
                                 f'<ofd:Layer ID="1">{body}</ofd:Layer></ofd:Content></ofd:Page>')  # fmt: skip
        return target.getvalue()


def text_ofd(text: str) -> bytes:
    """Every line of a text as a paragraph."""
    made = Ofd()
    for line in text.split("\n"):
        made.paragraph(line)
    return made.save()
