"""HTML saved as .xls: every table a sheet, cells where their rowspan and colspan put them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape

from breakdown.book import Value
from breakdown.cells import SheetCells
from breakdown.errors import WorkbookError
from breakdown.files.limits import Allowance, bounded_text, too_many_cells
from breakdown.files.plain import lay_out, plain

_TAG = re.compile(r"<(/?)([a-zA-Z][\w:]*)([^<>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""")
_NUMBER = re.compile(r"[+-]?[\d,]*\.?\d+%?")
_SPACE = re.compile(r"[ \t\r\n]+")
# what browsers do not show as text of the page
_SILENT = ("script", "style", "title")
_BREAKS = ("br", "p", "div", "li")
_STROKES = ("s", "strike", "del")
_MOST_TAGS = 1_000_000
_MOST_SPAN = 1000
_MOST_COLUMNS = 20_000


def read(name: str, data: bytes, most: int) -> tuple[list[SheetCells], dict[str, str]]:
    """The tables of a page as sheets, its meta entries as properties; WorkbookError when there is no table."""
    text = bounded_text(name, data, most)
    if text.count("<") > _MOST_TAGS:
        raise too_many_cells(name)
    page = _Page(name)
    for tag, attributes, content in _pieces(text):
        page.take(tag, attributes)
        page.write(unescape(content))
    if page.tables or ("<html" in text.lower() and "</html" not in text.lower()):
        raise WorkbookError(f"{name} 不完整（可能没有下载完）", "应为完整的网页表格", "请单位重新发送，最好另存为 xlsx")
    if not page.sheets:
        raise WorkbookError(f"{name} 是网页，里面没有表格", "应为填报表", "请用 Excel 或 WPS 另存为 xlsx")
    return page.sheets, page.properties


def _pieces(text: str) -> Iterator[tuple[str, str, str]]:
    """Every tag ("/td" when it closes) with its attributes and the text behind it; comments and scripts left out."""
    # the library's parser takes quadratic time for pages that are made for it
    at = 0
    while (start := text.find("<", at)) >= 0:
        if text.startswith("<!", start) or text.startswith("<?", start):
            mark = "-->" if text.startswith("<!--", start) else ">"
            end = text.find(mark, start)
            at = len(text) if end < 0 else end + len(mark)
            tag = attributes = ""
        elif found := _TAG.match(text, start):
            tag, attributes, at = found[1] + found[2].lower(), found[3], found.end()
            if tag in _SILENT:
                end = text.find(f"</{tag}", at)
                at = len(text) if end < 0 else end
        else:
            # a sign that opens nothing is text
            following = text.find("<", start + 1)
            end = len(text) if following < 0 else following
            yield "", "", text[start:end]
            at = end
            continue
        following = text.find("<", at)
        yield tag, attributes, text[at:] if following < 0 else text[at:following]


class _Table:
    """The cells of one table, and which columns a cell from above still covers (by the first row that is free)."""

    def __init__(self) -> None:
        self.row, self.column = -1, 0
        self.cells: dict[tuple[int, int], Value] = {}
        self.notes: dict[tuple[int, int], str] = {}
        self.struck: set[tuple[int, int]] = set()
        self.covered: dict[int, int] = {}
        self.cell: dict[str, str] | None = None
        self.texts: list[str] = []
        self.note: list[str] | None = None
        self.place = (0, 0)


class _Page:
    """Takes the tags and texts of a page one by one."""

    def __init__(self, name: str) -> None:
        self.sheets: list[SheetCells] = []
        self.properties: dict[str, str] = {}
        self.tables: list[_Table] = []
        self._name, self._allowance = name, Allowance(name)
        self._heading: list[str] = []

    def take(self, tag: str, attributes: str) -> None:
        """A tag."""
        table = self.tables[-1] if self.tables else None
        if tag == "table":
            self.tables.append(_Table())
        elif tag == "meta":
            found = _attributes(attributes)
            self.properties[found.get("name", "")] = found.get("content", "")
        elif tag in ("em", "caption", "h1") and table is None:
            self._heading = []
        elif table is None:
            return
        elif tag in ("td", "th"):
            self._end_cell(table)
            self._start_cell(table, _attributes(attributes))
        elif tag in ("/td", "/th"):
            self._end_cell(table)
        elif tag == "tr":
            self._end_cell(table)
            table.row, table.column = table.row + 1, 0
        elif tag == "/table":
            self._end_table(table)
        elif tag == "comment":
            table.note = []
        elif tag == "/comment":
            table.notes[table.place] = _tidy("".join(table.note or ()))
            table.note = None
        elif tag in _BREAKS:
            table.texts.append("\v")
        elif tag in _STROKES and table.cell is not None:
            table.struck.add(table.place)

    def write(self, text: str) -> None:
        """Text behind a tag."""
        if not self.tables:
            self._heading.append(text)
        elif self.tables[-1].note is not None:
            self.tables[-1].note.append(text)
        elif self.tables[-1].cell is not None:
            self.tables[-1].texts.append(text)

    def _end_table(self, table: _Table) -> None:
        self.tables.pop()
        self._end_cell(table)
        if table.cells:
            name = _tidy("".join(self._heading)) or f"表{len(self.sheets) + 1}"
            rows = lay_out(table.cells, self._allowance)
            self.sheets.append(SheetCells(name, rows, False, table.notes, frozenset(table.struck)))
        if not self.tables:
            self._heading = []

    def _start_cell(self, table: _Table, attributes: dict[str, str]) -> None:
        table.row = max(table.row, 0)
        while table.covered.get(table.column, 0) > table.row:
            # a page may be made of nothing but covered cells
            self._allowance.spend(1)
            table.column += 1
        wide, high = (_span(attributes.get(name, "")) for name in ("colspan", "rowspan"))
        table.place, table.cell, table.texts = (table.row, table.column), attributes, []
        if table.column + wide > _MOST_COLUMNS:
            raise too_many_cells(self._name)
        if high > 1:
            table.covered.update((column, table.row + high) for column in range(table.column, table.column + wide))
        table.column += wide

    def _end_cell(self, table: _Table) -> None:
        if table.cell is not None:
            value = _value(table.cell, _tidy("".join(table.texts)))
            if value is not None:
                table.cells[table.place] = value
        table.cell = None


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(text)}


def _span(text: str) -> int:
    return min(max(int(text), 1), _MOST_SPAN) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _tidy(text: str) -> str:
    """Text as a browser shows it: white space runs are one space, only breaks break lines."""
    return "\n".join(line.strip() for line in _SPACE.sub(" ", text.replace("\xa0", " ")).split("\v")).strip("\n")


def _value(attributes: dict[str, str], text: str) -> Value:
    """The number that Excel or LibreOffice keeps beside a text that shows one; else the text."""
    exact = attributes.get("sdval") or attributes.get("x:num")
    if exact and _NUMBER.fullmatch(text):
        with suppress(ValueError):
            return float(exact)
    return plain(text)
