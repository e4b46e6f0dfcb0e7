"""One page of a pdf: its characters and ruling lines as a Page, however it is turned."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTCurve, LTFigure, LTImage, LTItem, LTLine, LTPage, LTRect
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from breakdown.read.paged.glyphs import Glyph, Page, Rule

# What one page may draw: twenty times what a crowded one does.
MOST_DRAWN = 200_000
# A page of fewer characters than this has no text of its own; one of more curves than that may show it as outlines.
_FEW, _MANY = 15, 150
# A filled shape as thin as this is a ruling line.
_THIN = 3.0
# Shapes that somebody sees as parts of a ruling line are at least as long as this.
_SHORT = 2.0


class TooMuchError(ValueError):
    """A page draws more than any notice does."""


class Letter(NamedTuple):
    """A character as drawn: where its baseline begins, in which direction it runs, how far, its size."""

    text: str
    x: float
    y: float
    angle: int
    advance: float
    size: float


class Drawn(NamedTuple):
    """A page as read.

    unknown: the share of its characters that no font explains. pictured: the share of it that pictures cover. shapes:
    how many curves it shows, as where letters were drawn as outlines.
    """

    page: Page
    unknown: float
    pictured: float
    shapes: int

    @property
    def is_picture(self) -> bool:
        """Whether its text must be recognised: there is hardly any, and a picture or many shapes instead."""
        letters = sum(not glyph.text.isspace() for glyph in self.page.glyphs)
        if letters < _FEW:
            return self.pictured > 0.3 or self.shapes > _MANY
        return self.unknown > 0.3

    @property
    def is_scan(self) -> bool:
        """Whether its text lies over a picture of the whole page, as programs that scan leave it."""
        return self.pictured > 0.8 and not self.is_picture


class _Device(PDFPageAggregator):
    """Collects the characters of a page, and stops at a page that never ends."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager, laparams=None)
        self.letters: list[Letter] = []
        self.unknown = 0
        self._left = MOST_DRAWN

    def render_char(self, matrix: Any, font: Any, fontsize: float, scaling: float, rise: float, cid: int,
                    ncs: Any, graphicstate: Any) -> float:  # fmt: skip
        self._spend()
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = ""
        # characters of the private use area mean nothing outside their font
        if not text or any("\ue000" <= char <= "\uf8ff" or char == "\x00" for char in text):
            self.unknown += 1
            text = text.replace("\x00", "") or "\ufffd"
        advance = font.char_width(cid) * fontsize * scaling
        a, b, c, d, x, y = matrix
        along, up = math.hypot(a, b), math.hypot(c, d)
        angle = round(math.degrees(math.atan2(b, a))) % 360
        self.letters.append(Letter(text, x + c * rise, y + d * rise, angle, advance * along, abs(fontsize) * up))
        return float(advance)

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        self._spend()
        # a path of many parts is taken apart anew at every one of them
        if len(path) <= 2000:
            super().paint_path(gstate, stroke, fill, evenodd, path)

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        self._spend()
        super().begin_figure(name, bbox, matrix)

    def _spend(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise TooMuchError


def draw_page(manager: PDFResourceManager, number: int, source: PDFPage) -> Drawn:
    """Draw one page; TooMuchError when it has no end."""
    device = _Device(manager)
    PDFPageInterpreter(manager, device).process_page(source)
    layout = device.get_result()
    items = list(_items(layout))
    area = max(layout.width * layout.height, 1.0)
    pictured = sum(item.width * item.height for item in items if isinstance(item, LTImage)) / area
    unknown = device.unknown / len(device.letters) if device.letters else 0.0
    shapes = sum(isinstance(item, LTCurve) and not isinstance(item, LTRect | LTLine) for item in items)
    return Drawn(_upright(number, layout, device.letters, items), unknown, pictured, shapes)


def _items(layout: LTPage | LTFigure) -> Iterator[LTItem]:
    for item in layout:
        if isinstance(item, LTFigure):
            yield from _items(item)
        else:
            yield item


def _upright(number: int, layout: LTPage, letters: list[Letter], items: list[LTItem]) -> Page:
    """The page turned so that most of its characters stand upright; those that do not are asides."""
    counts = {angle: sum(letter.angle == angle for letter in letters) for angle in (0, 90, 180, 270)}
    turn = max(counts, key=lambda angle: counts[angle])
    width, height = layout.width, layout.height
    glyphs: list[Glyph] = []
    asides: list[Letter] = []
    for letter in letters:
        if letter.angle == turn and letter.text:
            x, base = _turned(letter.x, letter.y, turn, width, height)
            glyphs.append(Glyph(letter.text, x, x + letter.advance, base, letter.size))
        else:
            asides.append(letter)
    rules = [_turned_rule(rule, turn, width, height) for rule in _rules(items)]
    if turn in (90, 270):
        width, height = height, width
    return Page(number, width, height, glyphs, rules, list(_joined(asides)))


def _turned(x: float, y: float, turn: int, width: float, height: float) -> tuple[float, float]:
    """A point of the pdf, measured from its lower left corner, as seen by a reader from the upper left."""
    if turn == 0:
        return x, height - y
    if turn == 90:
        return y, x
    if turn == 180:
        return width - x, y
    return height - y, width - x


def _turned_rule(ends: tuple[float, float, float, float], turn: int, width: float, height: float) -> Rule:
    (x0, y0), (x1, y1) = _turned(*ends[:2], turn, width, height), _turned(*ends[2:], turn, width, height)
    if abs(x1 - x0) >= abs(y1 - y0):
        return Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
    return Rule(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))


def _rules(items: list[LTItem]) -> Iterator[tuple[float, float, float, float]]:
    """The straight lines that a page shows: lines, edges of frames, thin filled shapes."""
    for item in items:
        if not isinstance(item, LTCurve) or _is_white(item):
            continue
        x0, y0, x1, y1 = item.bbox
        wide, high = x1 - x0, y1 - y0
        if max(wide, high) < _SHORT:
            continue
        if min(wide, high) <= _THIN:
            middle = ((x0 + x1) / 2, (y0 + y1) / 2)
            yield (x0, middle[1], x1, middle[1]) if wide >= high else (middle[0], y0, middle[0], y1)
        elif isinstance(item, LTRect) and item.stroke:
            yield from ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1))
        elif item.stroke and not isinstance(item, LTLine):
            for (ax, ay), (bx, by) in zip(item.pts, item.pts[1:], strict=False):
                if min(abs(ax - bx), abs(ay - by)) <= 1 and max(abs(ax - bx), abs(ay - by)) >= _SHORT:
                    yield ax, ay, bx, by


def _is_white(item: LTCurve) -> bool:
    color = item.stroking_color if item.stroke else item.non_stroking_color
    values = color if isinstance(color, tuple | list) else (color,)
    return len(values) in (1, 3) and all(isinstance(value, int | float) and value >= 0.99 for value in values)


def _joined(letters: list[Letter]) -> Iterator[str]:
    """Texts that run askew, in the order in which they were drawn."""
    text, last = "", -1
    for letter in letters:
        if letter.angle != last and text.strip():
            yield text
            text = ""
        text, last = text + letter.text, letter.angle
    if text.strip():
        yield text
