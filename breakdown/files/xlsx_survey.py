"""What an xlsx file holds, seen in its bytes before any reader opens it: how far its cells reach, what needs a look."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from breakdown.files.archive import Archive, properties_in, unpacked
from breakdown.files.limits import MEGABYTE, MOST_CELLS, too_many_cells
from breakdown.files.xlsx_percents import Place, percent_cells, sheet_names
from breakdown.files.xlsx_pictures import picture_cells
from breakdown.files.xlsx_shape import Range, merged_ranges

# As every office program writes a cell, and the other ways in which one could stand there.
_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
_ODD = tuple(start + end for start in (b"<c", b":c") for end in (b" ", b"/", b">", b"\n", b"\t", b"\r"))[1:]
_FORMULA = re.compile(rb"<c ([^>]*)><f(?:[^>]*/>|[^>]*>[^<]*</f>)(<v>[^<]+)?")
_HIDDEN_ROW = re.compile(rb'<row r="(\d+)"[^>]* hidden="(?:1|true)"[^>/]*>')
_HIDDEN_COLUMNS = re.compile(rb'<col [^>]*hidden="(?:1|true)"[^>]*>')
_ENDS = re.compile(rb' (min|max)="(\d+)"')
_AREA = re.compile(rb"""(?:mergeCell|hyperlink)\s[^>]*?\bref\s*=\s*["']([A-Z]+)(\d+):([A-Z]+)(\d+)""")
_MOST_CELL_TAGS = 1_000_000
# The fast reader copies a shared text into every cell that shows it.
_MOST_COPIED = 500 * MEGABYTE
# More than this takes the slow reader longer than a clerk waits.
_MOST_TAGS = 300_000
_MOST_AREA = 1_000_000
# Nobody merges so many cells of a form by hand.
_MOST_RANGES = 2_000


# Rows, and ranges of columns.
Hidden = tuple[list[int], list[tuple[int, int]]]


@dataclass
class Survey:
    """What was seen in a file's parts.

    regular: every cell says where it stands. gaps: there are errors or formulas without a value, which the fast reader
    takes for empty cells. marks: there are notes or strokes, which it does not see. reach: cells that it will lay out.
    written: cells. longest: bytes of the longest shared text. properties: the custom ones.
    By sheet name: percents: the places of numbers that are shown as percentages; pictures: the cells over which some
    begin; hidden: rows, and ranges of columns, from 1; merged: ranges of several cells as in SheetCells.
    """

    regular: bool = True
    gaps: bool = False
    marks: bool = False
    reach: int = 0
    written: int = 0
    longest: int = 0
    properties: dict[str, str] = field(default_factory=dict)
    percents: dict[str, set[Place]] = field(default_factory=dict)
    pictures: dict[str, set[Place]] = field(default_factory=dict)
    hidden: dict[str, Hidden] = field(default_factory=dict)
    merged: dict[str, tuple[Range, ...]] = field(default_factory=dict)

    @property
    def fast(self) -> bool:
        """Whether the fast reader can open the file without asking for more memory than there is."""
        return self.regular and self.reach <= MOST_CELLS and self.written * self.longest <= _MOST_COPIED


def survey(name: str, archive: Archive) -> Survey:
    """Look through every part of an xlsx file; WorkbookError when one is damaged, harmful or far too large."""
    seen = Survey()
    parts: dict[str, bytes] = {}
    hidden: dict[str, Hidden] = {}
    merged: dict[str, tuple[Range, ...]] = {}
    pictured = False
    for part, text in unpacked(name, archive):
        parts[part] = text
        seen.properties.update(properties_in(part, text))
        seen.marks |= "comments" in part.lower() and part.endswith(".xml")
        if b"sheetData" in text:
            _see_sheet(name, text, seen)
            if found := _hidden(text):
                hidden[part] = found
            if b"mergeCell " in text and len(ranges := merged_ranges(text)) <= _MOST_RANGES:
                merged[part] = ranges
        elif b"<fonts" in text:
            # behind the fonts stand those of conditional formats, which strike nothing by themselves
            seen.marks |= b"<strike" in text.partition(b"</fonts>")[0]
        elif part.startswith("xl/drawings/"):
            pictured |= b"pic>" in text
        elif b"<si" in text or b":si" in text:
            seen.longest = max(seen.longest, *map(len, text.split(b"si>")))
            seen.marks |= b"<strike" in text
    seen.percents = percent_cells(parts)
    seen.pictures = picture_cells(parts) if pictured else {}
    if hidden or merged:
        names = sheet_names(parts)
        seen.hidden = {names.get(part, ""): found for part, found in hidden.items()}
        seen.merged = {names.get(part, ""): found for part, found in merged.items()}
    return seen


def light(name: str, archive: Archive) -> bool:
    """Whether the slow reader, which visits every tag and every cell of a range, will be done in a few seconds."""
    tags = area = 0
    for _, text in unpacked(name, archive):
        tags += text.count(b"<")
        for left, top, right, bottom in _AREA.findall(text):
            area += max(_number(right) - _number(left) + 1, 1) * max(int(bottom) - int(top) + 1, 1)
    return tags <= _MOST_TAGS and area <= _MOST_AREA


def _see_sheet(name: str, text: bytes, seen: Survey) -> None:
    plain, prefixed, cells = text.count(b"<c"), text.count(b":c"), text.count(b"<c ")
    if plain + prefixed > _MOST_CELL_TAGS:
        raise too_many_cells(name)
    places = _CELL.findall(text)
    # what else begins like a cell is nearly always a column or a conditional format
    others = prefixed or plain - cells - text.count(b"<co") - text.count(b"<cf")
    seen.regular &= len(places) == cells and not (others and any(odd in text for odd in _ODD))
    if places:
        rows, columns = {row for _, row in places}, {letters for letters, _ in places}
        seen.reach += max(map(int, rows)) * max(map(_number, columns))
    seen.written += len(places)
    seen.gaps |= b't="e"' in text
    seen.marks |= b"<strike" in text
    written = text[:text.rfind(b"</sheetData>")]
    if b"<f" in written:
        # a formula may have come to an empty text
        seen.gaps |= any(not value and b't="str"' not in cell for cell, value in _FORMULA.findall(written))


def _hidden(text: bytes) -> Hidden | None:
    """The hidden rows that hold cells, and the hidden columns; None where there are none."""
    head, _, body = text.partition(b"<sheetData")
    columns = [dict(_ENDS.findall(tag)) for tag in _HIDDEN_COLUMNS.findall(head)]
    ranges = [(int(each.get(b"min", b"0")), int(each.get(b"max", b"0"))) for each in columns]
    # a form's own row ids stand in its hidden first column
    ranges = [each for each in ranges if each != (1, 1)]
    seldom = b'hidden="1"' in body or b'hidden="true"' in body
    rows = [int(row) for row in _HIDDEN_ROW.findall(body)] if seldom else []
    return (rows, ranges) if rows or ranges else None


def _number(letters: bytes) -> int:
    """A column's number, from 1, by its letters."""
    number = 0
    for letter in letters[:3]:
        number = number * 26 + letter - 64
    return number
