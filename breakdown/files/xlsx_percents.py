"""Which cells of an xlsx file show their number as a percentage: 50% typed into a cell is kept there as 0.5."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

Place = tuple[int, int]

# Built-in number formats 0% and 0.00%.
_BUILT_IN = {b"9": True, b"10": True}
FORMAT = re.compile(rb"<numFmt\s([^>]*)>")
XF = re.compile(rb"<xf\s([^>]*)>")
ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_SHEET = re.compile(rb"<sheet\s([^>]*)>")
_RELATION = re.compile(rb"<Relationship\s([^>]*)>")


def percent_cells(parts: Mapping[str, bytes]) -> dict[str, set[Place]]:
    """By sheet name the places (from zero) of numbers in a per cent format; parts: the file's XML by part name."""
    styles = _percent_styles(parts.get("xl/styles.xml", b""))
    if not styles:
        return {}
    numbers = b"|".join(str(style).encode() for style in styles)
    cell = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})" s="(?:' + numbers + rb')"(?: t="n")?>')
    found = {}
    for part, name in sheet_names(parts).items():
        places = {(int(row) - 1, column_index(letters)) for letters, row in cell.findall(parts.get(part, b""))}
        if places:
            found[name] = places
    return found


def _percent_styles(styles: bytes) -> list[int]:
    """The cell formats, by number, that show a percentage."""
    formats = dict(_BUILT_IN)
    for tag in FORMAT.findall(styles):
        attributes = dict(ATTRIBUTE.findall(tag))
        formats[attributes.get(b"numFmtId", b"")] = b"%" in attributes.get(b"formatCode", b"")
    inside = styles.partition(b"<cellXfs")[2].partition(b"</cellXfs>")[0]
    used = [dict(ATTRIBUTE.findall(tag)).get(b"numFmtId", b"") for tag in XF.findall(inside)]
    return [at for at, number in enumerate(used) if formats.get(number)]


def sheet_names(parts: Mapping[str, bytes]) -> dict[str, str]:
    """A sheet's name by its part."""
    targets = {}
    for tag in _RELATION.findall(parts.get("xl/_rels/workbook.xml.rels", b"")):
        attributes = dict(ATTRIBUTE.findall(tag))
        target = attributes.get(b"Target", b"").decode("utf-8", "replace")
        targets[attributes.get(b"Id", b"")] = target.removeprefix("/") if target[:1] == "/" else f"xl/{target}"
    names = {}
    for tag in _SHEET.findall(parts.get("xl/workbook.xml", b"")):
        attributes = dict(ATTRIBUTE.findall(tag))
        part = targets.get(attributes.get(b"r:id", b""), "")
        names[part] = unescape(attributes.get(b"name", b"").decode("utf-8", "replace"))
    return names


def column_index(letters: bytes) -> int:
    """A column's number, from 0, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
