"""Styles of a Word document: what a paragraph or a run has from them and from those on which they are based."""

from __future__ import annotations

from breakdown.read.word.elements import Element, W, find, number, switch, value

# A chain of styles that is longer than this goes round in circles.
_LONGEST = 30


class Styles:
    """Numbering and hiding by style; a document without styles has none of it."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default = ""
        for style in [] if root is None else root.iter(f"{W}style"):
            identifier = style.get(f"{W}styleId", "")
            self._styles[identifier] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
                self._default = identifier
        self._numbering: dict[str, tuple[int | None, int | None, str]] = {}
        self._hidden: dict[str, bool] = {}

    def of(self, paragraph: Element) -> str:
        """The style of a paragraph, the document's usual one where it names none."""
        return value(paragraph, "pPr/pStyle") or self._default

    def name(self, style: str) -> str:
        """What a style is called, in small letters."""
        return value(self._styles[style], "name").lower() if style in self._styles else ""

    def numbering(self, style: str) -> tuple[int | None, int | None, str]:
        """List, level and the style that names the list; each from the nearest style that says it."""
        if style not in self._numbering:
            listed = level = None
            source = ""
            for each in self._chain(style):
                level = number(each, "pPr/numPr/ilvl") if level is None else level
                if listed is None and (found := number(each, "pPr/numPr/numId")) is not None:
                    listed, source = found, each.get(f"{W}styleId", "")
            self._numbering[style] = (listed, level, source)
        return self._numbering[style]

    def hidden(self, style: str) -> bool:
        """Whether a style hides the text that bears it."""
        if style not in self._hidden:
            said = (switch(each, "rPr/vanish") for each in self._chain(style))
            self._hidden[style] = next((each for each in said if each is not None), False)
        return self._hidden[style]

    def list_of(self, style: str) -> int | None:
        """The list that a numbering style stands for."""
        return number(self._styles[style], "pPr/numPr/numId") if style in self._styles else None

    def _chain(self, style: str) -> list[Element]:
        chain: list[Element] = []
        while style in self._styles and len(chain) < _LONGEST:
            chain.append(self._styles[style])
            style = value(chain[-1], "basedOn")
        return chain


def hides(run: Element, styles: Styles, paragraph_hidden: bool) -> bool:
    """Whether a run is hidden text: by itself, by its style or by its paragraph's."""
    form = find(run, "rPr")
    if form is None:
        return paragraph_hidden
    own = switch(form, "vanish")
    if own is not None:
        return own
    return paragraph_hidden or styles.hidden(value(form, "rStyle"))
