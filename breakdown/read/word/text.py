"""The text of one paragraph: runs, breaks, symbols, results of fields, and what hangs on them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from breakdown.read.word.elements import BOX, TEXT, Element, W
from breakdown.read.word.styles import Styles, hides

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_OFFICE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_EQUATION = "Equation"
_PAGE = "\f"
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
# what describes the text, belongs to another text, or is shown above it
_SKIPPED = frozenset(f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "rt", "instrText", "delText", "del", "moveFrom"))
_NOTES = {f"{W}footnoteReference": "脚注", f"{W}endnoteReference": "尾注"}
# Signs of the fonts that draw them in place of letters, as far as forms use them; by the low byte.
_DRAWN = {
    "symbol": {0xB7: "·", 0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠"},
    "wingdings": {0x6C: "●", 0x6E: "■", 0x6F: "□", 0x75: "◆", 0x9F: "•", 0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xE0: "→",
                  0xFB: "×", 0xFC: "√", 0xFD: "☒", 0xFE: "☑"},
    "wingdings 2": {0x50: "√", 0x4F: "×", 0x51: "☒", 0x52: "☑", 0xA3: "□"},
}


@dataclass
class Inline:
    """One paragraph's text, and what stands in it: hidden pieces, notes (kind, id), text boxes, objects."""

    text: str = ""
    hidden: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    contents_list: bool = False


class Texts:
    """Reads paragraphs in print order; a field may begin in one and end in another."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        # by open field: its code, and whether its result has begun
        self._fields: list[tuple[str, bool]] = []

    def next(self, paragraph: Element) -> Inline:
        """The text of the next paragraph, page breaks at its ends left out."""
        style = self._styles.of(paragraph)
        found = Inline(contents_list=bool(re.match(r"toc \d|toc heading", self._styles.name(style))))
        parts: list[str] = []
        self._walk(paragraph, parts, found, self._styles.hidden(style))
        found.contents_list |= self._in_contents_list()
        found.text = "".join(parts).strip(_PAGE).replace(_PAGE, "\n")
        return found

    def _walk(self, element: Element, parts: list[str], found: Inline, hidden: bool) -> None:
        for each in element:
            if each.tag == f"{W}r":
                self._run(each, parts, found, hides(each, self._styles, hidden))
            elif each.tag not in _SKIPPED:
                self._leaf(each, parts, found, hidden)

    def _run(self, run: Element, parts: list[str], found: Inline, hidden: bool) -> None:
        mine: list[str] = []
        for each in run:
            if each.tag == TEXT:
                if each.text and self._shown():
                    mine.append(each.text.replace("\n", " "))
            elif each.tag not in _SKIPPED or each.tag == f"{W}instrText":
                self._leaf(each, mine, found, hidden)
        parts += mine
        if hidden and (text := "".join(mine).strip()):
            found.hidden.append(text)

    def _leaf(self, each: Element, parts: list[str], found: Inline, hidden: bool) -> None:
        """Anything but a plain piece of text; what is unknown is looked into."""
        name = each.tag
        if name == f"{W}fldChar":
            self._turn_field(each)
            found.contents_list |= self._in_contents_list()
        elif name == f"{W}instrText":
            if self._fields and not self._fields[-1][1]:
                self._fields[-1] = (self._fields[-1][0] + (each.text or ""), False)
        elif name == BOX:
            found.boxes.append(each)
        elif name == _OFFICE:
            self._note_object(each, found)
        elif not self._shown():
            return
        elif name in _NOTES:
            found.notes.append((_NOTES[name], each.get(f"{W}id", "")))
        elif sign := _sign(each):
            parts.append(sign)
        else:
            self._walk(each, parts, found, hidden)

    def _turn_field(self, mark: Element) -> None:
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(("", False))
        elif kind == "separate" and self._fields:
            self._fields[-1] = (self._fields[-1][0], True)
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _shown(self) -> bool:
        return all(result for _, result in self._fields)

    def _in_contents_list(self) -> bool:
        return any(code.split()[:1] == ["TOC"] for code, _ in self._fields)

    def _note_object(self, each: Element, found: Inline) -> None:
        program = each.get("ProgID", "")
        if not program.startswith(_EQUATION):
            found.objects.append(program)


def _sign(each: Element) -> str:
    """The sign for which an element without text stands, "" for none."""
    if each.tag in _SIGNS:
        return _SIGNS[each.tag]
    if each.tag in (TEXT, _MATH):
        return (each.text or "").replace("\n", " ")
    if each.tag == f"{W}br":
        return _PAGE if each.get(f"{W}type") in ("page", "column") else "\n"
    if each.tag == f"{W}sym":
        return _drawn(each.get(f"{W}char", ""), each.get(f"{W}font", ""))
    return ""


def _drawn(code: str, font: str) -> str:
    """A sign given by its number in a font; fonts of signs have a plane of their own for them."""
    if not re.fullmatch(r"[0-9A-Fa-f]{1,4}", code):
        return ""
    at = int(code, 16)
    low = at - 0xF000 if 0xF000 <= at <= 0xF0FF else at
    known = _DRAWN.get(font.lower())
    if known is not None:
        return known.get(low, chr(0xF000 + low) if low < 0x100 else chr(at))
    return chr(low) if low >= 0x20 and not 0xD800 <= low < 0xE000 else ""
