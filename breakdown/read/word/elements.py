"""The XML of a Word document: names of elements, and small questions to one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# lxml brings no types of its own
Element = Any

PARAGRAPH, TABLE, ROW, CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
TEXT, BOX = f"{W}t", f"{W}txbxContent"
_OFF = ("0", "false", "off")
# what only describes the element around it
_PROPERTIES = frozenset(f"{W}{name}" for name in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "sdtPr", "tblGrid"))


def find(element: Element, path: str) -> Element | None:
    """The first element on a path of names (pPr/numPr/numId), or None."""
    for name in path.split("/"):
        if element is None:
            return None
        element = element.find(f"{W}{name}")
    return element


def value(element: Element, path: str) -> str:
    """The val of the first element on a path, "" where there is none."""
    found = find(element, path)
    return "" if found is None else found.get(f"{W}val", "")


def number(element: Element, path: str) -> int | None:
    """The val of the first element on a path as a number, or None."""
    text = value(element, path)
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 10 else None


def switch(element: Element, path: str) -> bool | None:
    """Whether a property is switched on or off; None where nothing is said."""
    found = find(element, path)
    return None if found is None else found.get(f"{W}val", "1") not in _OFF


def pieces(container: Element, *wanted: str) -> Iterator[Element]:
    """The wanted elements in a container, also inside content controls, insertions and other wrappers, in order."""
    for each in container:
        if each.tag in wanted:
            yield each
        elif each.tag not in _PROPERTIES and isinstance(each.tag, str):
            yield from pieces(each, *wanted)


def says_anything(element: Element) -> bool:
    """Whether an element holds text that is more than white space."""
    return any(text.text and text.text.strip() for text in element.iter(TEXT))
