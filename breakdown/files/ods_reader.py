"""ods: read as a stream of tags, so that no repetition, entity or nesting in it can ask for more memory than it has."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from xml.etree import ElementTree

from breakdown.book import Value
from breakdown.cells import SheetCells
from breakdown.files.archive import open_archive, properties_in, unpacked
from breakdown.files.limits import Allowance, broken, encrypted, too_many_cells
from breakdown.files.plain import is_picture, lay_out, per_cent, plain

_URN = "{{urn:oasis:names:tc:opendocument:xmlns:{}:1.0}}"
_TABLE, _TEXT, _OFFICE, _STYLE, _DRAW = (
    _URN.format(name) for name in ("table", "text", "office", "style", "drawing"))
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_STROKES = (f"{_STYLE}text-line-through-style", f"{_STYLE}text-line-through-type")
_NUMBERS = ("float", "percentage", "currency")
_SPANS = (f"{_TABLE}number-rows-spanned", f"{_TABLE}number-columns-spanned")
_MOST_ROWS = 1_048_576
_DIGITS = re.compile(r"\d+")
Attributes = dict[str, str]


def read(name: str, data: bytes, most: int) -> tuple[list[SheetCells], dict[str, str]]:
    """Worksheets and custom properties; WorkbookError when it is broken or encrypted."""
    content, properties = b"", {}
    for part, text in unpacked(name, open_archive(name, data, most)):
        properties.update(properties_in(part, text))
        if part == "content.xml":
            content = text
        if part == "META-INF/manifest.xml" and b"encryption-data" in text:
            raise encrypted(name)
    target = _Tables(name)
    parser = ElementTree.XMLParser(target=target)
    try:
        parser.feed(content)
        parser.close()
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise broken(name) from error
    return target.sheets, properties


class _Tables:
    """Takes the tags of content.xml one by one and keeps the cells of every table."""

    def __init__(self, name: str) -> None:
        self.sheets: list[SheetCells] = []
        self._name, self._allowance = name, Allowance(name)
        self._style = ""
        self._cell: Attributes = {}
        self._texts: list[str] = []
        self._note: list[str] = []
        self._in_note = self._in_text = self._in_cell = self._row_hidden = self._struck_run = False
        self._hidden: set[str] = set()
        self._struck_styles: set[str] = set()
        self._start_table({})

    def start(self, tag: str, attributes: Attributes) -> None:
        """A tag opens."""
        if tag == f"{_STYLE}style":
            self._style = attributes.get(f"{_STYLE}name", "")
        elif tag == f"{_STYLE}table-properties" and attributes.get(f"{_TABLE}display") == "false":
            self._hidden.add(self._style)
        elif tag == f"{_STYLE}text-properties" and any(attributes.get(name, "none") != "none" for name in _STROKES):
            self._struck_styles.add(self._style)
        elif tag == f"{_TABLE}table":
            self._start_table(attributes)
        elif tag == f"{_TABLE}table-column":
            self._start_columns(attributes)
        elif tag == f"{_TABLE}table-row":
            self._column, self._repeat_row = 0, _count(attributes, f"{_TABLE}number-rows-repeated")
            self._row_hidden = _is_hidden(attributes)
        elif tag in _CELLS:
            self._start_cell(attributes)
        elif tag == f"{_DRAW}image" and self._in_cell and not self._in_note:
            self._pictures.add((self._row, self._column))
        elif tag == f"{_TEXT}span" and attributes.get(f"{_TEXT}style-name") in self._struck_styles:
            self._struck_run = not self._in_note
        elif tag == f"{_OFFICE}annotation":
            self._in_note = True
        elif tag == f"{_TEXT}p":
            if self._pieces:
                self._pieces.append("\n")
            self._in_text = True
        elif tag in _BLANKS and self._in_text:
            self.data(_BLANKS[tag] * min(_count(attributes, f"{_TEXT}c"), 1000))

    def end(self, tag: str) -> None:
        """A tag closes."""
        if tag == f"{_TEXT}p":
            self._in_text = False
        elif tag == f"{_OFFICE}annotation":
            self._in_note = False
        elif tag in _CELLS:
            self._end_cell()
        elif tag == f"{_TABLE}table-row":
            self._row += self._repeat_row
        elif tag == f"{_TABLE}table":
            hidden = self._table.get(f"{_TABLE}style-name") in self._hidden
            name = self._table.get(f"{_TABLE}name", "")
            rows = lay_out(self._cells, self._allowance)
            columns = {column for _, column in self._cells for first, last in self._hidden_columns
                       if first <= column < last}
            self.sheets.append(SheetCells(
                name, rows, hidden, self._notes, frozenset(self._struck), frozenset(self._pictures),
                frozenset(self._hidden_rows), frozenset(columns), merged=tuple(self._merged), shown=self._shown))

    def data(self, text: str) -> None:
        """Text between tags."""
        if self._in_text:
            self._pieces.append(text)

    def close(self) -> None:
        """The document is at its end."""

    @property
    def _pieces(self) -> list[str]:
        return self._note if self._in_note else self._texts

    def _start_table(self, attributes: Attributes) -> None:
        self._table, self._row, self._column, self._repeat_row = attributes, 0, 0, 1
        self._cells: dict[tuple[int, int], Value] = {}
        self._notes: dict[tuple[int, int], str] = {}
        self._struck: set[tuple[int, int]] = set()
        self._pictures: set[tuple[int, int]] = set()
        self._hidden_rows: set[int] = set()
        self._hidden_columns: list[tuple[int, int]] = []
        self._columns_told = 0
        self._merged: list[tuple[int, int, int, int]] = []
        self._shown: dict[tuple[int, int], str] = {}

    def _start_columns(self, attributes: Attributes) -> None:
        end = self._columns_told + _count(attributes, f"{_TABLE}number-columns-repeated")
        # a form's own row ids stand in its hidden first column
        if _is_hidden(attributes) and end > 1:
            self._hidden_columns.append((self._columns_told, end))
        self._columns_told = end

    def _start_cell(self, attributes: Attributes) -> None:
        self._cell, self._in_cell, self._struck_run = attributes, True, False
        self._texts.clear()
        self._note.clear()

    def _end_cell(self) -> None:
        repeat, place = _count(self._cell, f"{_TABLE}number-columns-repeated"), (self._row, self._column)
        text = "".join(self._texts)
        value = _value(self._cell, text)
        self._see_shape(place, value, text)
        if value is not None:
            if self._row + self._repeat_row > _MOST_ROWS:
                raise too_many_cells(self._name)
            self._allowance.spend(repeat * self._repeat_row)
            for row in range(self._row, self._row + self._repeat_row):
                self._cells.update(((row, column), value) for column in range(self._column, self._column + repeat))
            if self._row_hidden:
                self._hidden_rows.update(range(self._row, self._row + self._repeat_row))
            if self._struck_run or self._cell.get(f"{_TABLE}style-name") in self._struck_styles:
                self._struck.add(place)
        if self._note:
            self._notes[place] = "".join(self._note)
        self._column += repeat
        self._in_cell = False


    def _see_shape(self, place: tuple[int, int], value: Value, text: str) -> None:
        """Note the range that a cell covers, and what it shows of a date when that is not all of it."""
        if any(name in self._cell for name in _SPANS):
            high, wide = (_count(self._cell, name) for name in _SPANS)
            self._merged.append((*place, high, wide))
        if isinstance(value, date) and len(_DIGITS.findall(text)) in (1, 2):
            self._shown[place] = text


_BLANKS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}


def _count(attributes: Attributes, name: str) -> int:
    return max(int(attributes.get(name, "1")), 1)


def _is_hidden(attributes: Attributes) -> bool:
    return attributes.get(f"{_TABLE}visibility", "visible") != "visible"


def _value(cell: Attributes, text: str) -> Value:
    formula = cell.get(f"{_TABLE}formula", "").removeprefix("of:")
    if is_picture(formula):
        return formula
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind in _NUMBERS:
        number = float(cell[f"{_OFFICE}value"])
        return per_cent(number) if kind == "percentage" else number
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true"
    if kind == "date":
        with suppress(ValueError):
            return plain(datetime.fromisoformat(cell.get(f"{_OFFICE}date-value", "")))
    text = text or cell.get(f"{_OFFICE}string-value", "")
    if not text and not kind:
        # a formula that was never calculated
        return plain(formula)
    return plain(text)
