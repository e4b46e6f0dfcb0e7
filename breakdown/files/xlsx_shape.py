"""What a second look at an xlsx file tells: merged ranges, and what a date shows that lacks its day or its year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from html import unescape

from breakdown.cells import SheetCells
from breakdown.files.archive import open_archive, unpacked
from breakdown.files.dates import partial_date, shown_parts
from breakdown.files.limits import too_many_cells
from breakdown.files.xlsx_percents import ATTRIBUTE, FORMAT, XF, column_index, sheet_names

# First row and column, rows and columns covered.
Range = tuple[int, int, int, int]
_MERGED = re.compile(rb"""[<:]mergeCell\s[^>]*?\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})""")
_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})" s="(\d+)"')
# Built-in formats that show a part of a date; the later ones are those of Chinese programs.
_BUILT_IN = {
    "16": "md", "17": "ym", "27": "ym", "28": "md", "29": "md", "36": "ym", "50": "ym", "51": "md", "52": "ym",
    "53": "md", "54": "md", "57": "ym", "58": "md",
}  # fmt: skip
_MOST_MERGED = 200_000


def with_shape(name: str, data: bytes, most: int, sheets: Sequence[SheetCells]) -> tuple[SheetCells, ...]:
    """The sheets with merged ranges and with dates as shown; WorkbookError when there are far too many ranges."""
    parts = dict(unpacked(name, open_archive(name, data, most)))
    styles = _styles(parts.get("xl/styles.xml", b""))
    texts = {title: parts.get(part, b"") for part, title in sheet_names(parts).items()}
    if sum(text.count(b"mergeCell ") for text in texts.values()) > _MOST_MERGED:
        raise too_many_cells(name)
    return tuple(
        replace(sheet, merged=merged_ranges(texts.get(sheet.name, b"")), shown=_shown(sheet, texts, styles))
        for sheet in sheets
    )


def merged_ranges(text: bytes) -> tuple[Range, ...]:
    """The merged ranges of a sheet's part."""
    found = []
    for left, top, right, bottom in _MERGED.findall(text):
        row, column = int(top) - 1, column_index(left)
        found.append((row, column, int(bottom) - row, column_index(right) + 1 - column))
    return tuple(found)


def _shown(sheet: SheetCells, texts: Mapping[str, bytes], styles: Mapping[bytes, str]) -> dict[tuple[int, int], str]:
    shown = {}
    for letters, row, style in _CELL.findall(texts.get(sheet.name, b"")) if styles else ():
        place = (int(row) - 1, column_index(letters))
        value = sheet.value(*place) if style in styles else None
        if isinstance(value, date):
            shown[place] = partial_date(value, styles[style])
    return shown


def _styles(styles: bytes) -> dict[bytes, str]:
    """The cell formats, by number, that show a part of a date, and which."""
    formats = dict(_BUILT_IN)
    for tag in FORMAT.findall(styles):
        attributes = {key.decode(): value.decode("utf-8", "replace") for key, value in ATTRIBUTE.findall(tag)}
        formats[attributes.get("numFmtId", "")] = shown_parts(unescape(attributes.get("formatCode", "")))
    inside = styles.partition(b"<cellXfs")[2].partition(b"</cellXfs>")[0]
    used = [dict(ATTRIBUTE.findall(tag)).get(b"numFmtId", b"").decode("ascii", "replace") for tag in XF.findall(inside)]
    return {str(at).encode(): formats[number] for at, number in enumerate(used) if formats.get(number)}
