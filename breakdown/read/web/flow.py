"""Elements of a web page as lines, broken where a browser breaks them, and as the cells of tables."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from breakdown.read.contents import Placed
from breakdown.read.web.markers import Markers
from breakdown.read.web.page import SILENT, Element, Page, tag_of
from breakdown.read.web.webtable import cell_places, is_layout

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
))  # fmt: skip
_KEPT_SPACE = re.compile(r"white-space\s*:\s*(pre|break-spaces)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
# a line of the source that ends between two Chinese characters is no space
_WRAP = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[\r\n][ \t\r\n\f]*(?=[\u3000-\u9fff\uff00-\uffef])")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


@dataclass(frozen=True)
class Line:
    """One line as shown, and whether it is furniture."""

    text: str
    furniture: bool


# A line, or the cells of one table, still without places.
Piece = Line | list[Placed]


def page_pieces(page: Page) -> list[Piece]:
    """The lines and tables of a page in print order."""
    return _Walk(page, page.root, True).pieces


class _Walk:
    """Walks once through an element, however deep it is nested, and gathers what it shows."""

    def __init__(self, page: Page, root: Element, whole: bool) -> None:
        self.pieces: list[Piece] = []
        self._page, self._root, self._whole = page, root, whole
        self._markers, self._marker = Markers(), ""
        self._texts: list[str] = []
        # the elements within which all is furniture, white space is kept
        self._aside: Element | None = None
        self._kept: Element | None = None
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start" and self._start(element):
                walk.skip_subtree()
            elif event != "start":
                self._end(element)

    def _start(self, element: Element) -> bool:
        """An element opens; whether what it holds is to be passed over."""
        tag = tag_of(element)
        if tag in SILENT:
            return True
        if tag in _BLOCKS:
            self._end_line()
        if self._whole and self._aside is None and self._page.is_furniture(element):
            self._aside = element
        if tag == "table" and self._whole and self._aside is None and not is_layout(self._page, element):
            self.pieces.append(self._table(element))
            return True
        if self._kept is None and (tag in ("pre", "xmp") or _KEPT_SPACE.search(element.get("style", ""))):
            self._kept = element
        if tag == "br":
            self._end_line(blank=True)
        elif tag == "li":
            self._marker = self._markers.marker(element)
        self._write(element.text)
        return False

    def _end(self, element: Element) -> None:
        """An element, a comment or an instruction closes."""
        if tag_of(element) in _BLOCKS:
            self._end_line()
        if self._aside is element:
            self._end_line()
            self._aside = None
        if self._kept is element:
            self._kept = None
        if element is not self._root:
            self._write(element.tail)

    def _write(self, text: str | None) -> None:
        if not text:
            return
        text = _INVISIBLE.sub("", text)
        if self._kept is None:
            self._texts.append(text)
            return
        first, *rest = text.replace("\r\n", "\n").split("\n")
        self._texts.append(first)
        for line in rest:
            self._end_line(blank=True)
            self._texts.append(line)

    def _end_line(self, blank: bool = False) -> None:
        """What was written becomes a line; where nothing was, only a break makes a blank one."""
        text = "".join(self._texts)
        self._texts.clear()
        if self._kept is None:
            text = _SPACE.sub(" ", _WRAP.sub("", text)).strip(" ")
        if not text and not blank:
            return
        if text.strip() and self._marker:
            text, self._marker = self._marker + text.lstrip(), ""
        self.pieces.append(Line(text, self._aside is not None))

    def _table(self, table: Element) -> list[Placed]:
        return [
            (row, column, high, wide, _cell_text(self._page, cell), "")
            for row, column, high, wide, cell in cell_places(self._page, table)
        ]


def _cell_text(page: Page, cell: Element) -> str:
    """What a cell shows, a table within it row by row."""
    lines = [piece.text for piece in _Walk(page, cell, False).pieces if isinstance(piece, Line)]
    return "\n".join(line for line in lines if line.strip())
