"""The rows of a grid written: cells with their looks, links, heights that show every line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from xlsxwriter.format import Format

from breakdown.book import Value
from breakdown.cells import cell_name
from breakdown.columns import Column
from breakdown.files.placed import Pen
from breakdown.files.values import put_text, put_value, shown, whole
from breakdown.layout import MAX_HEIGHT, fitting_size, line_count, text_height

# Text columns up to this width hold names and numbers and are centred; wider ones hold sentences.
_SHORT = 13.0
# By column, the styles that one row's cells wear over those of their columns.
Dress = Mapping[int, tuple[str, ...]]


@dataclass(frozen=True)
class _Look:
    """How the cells of one column look that wear the same styles; the heights of its texts, each reckoned once."""

    names: tuple[str, ...]
    format: Format
    width: float
    size: float
    heights: dict[str, float] = field(default_factory=dict)

    def height(self, text: str) -> float:
        """The height that a text needs."""
        height = self.heights[text] = text_height(text, self.width, self.size)
        return height


class _Looks:
    """The looks of a grid's columns, each made once."""

    def __init__(self, pen: Pen) -> None:
        self._pen, self._columns = pen, pen.placed.grid.columns
        self._bases = [base_styles(column, pen.unlocked(column)) for column in self._columns]
        self._made: dict[tuple[int, tuple[str, ...]], _Look] = {}
        self.plain = [self.dressed(at, ()) for at in range(len(self._columns))]

    def dressed(self, at: int, over: tuple[str, ...]) -> _Look:
        """The look of a column's cells with some styles over their own."""
        if (at, over) not in self._made:
            names, formats = (*self._bases[at], *over), self._pen.formats
            size = formats.look(names).size or 11
            format_ = formats.cell(*names, size=size, unlocked=self._pen.unlocked(self._columns[at]))
            self._made[at, over] = _Look(names, format_, self._pen.widths.columns[at], size)
        return self._made[at, over]


def put_rows(pen: Pen) -> None:
    """Write all rows of a grid; texts that do not fit at the least size are noted down in pen.long_texts."""
    placed, grid = pen.placed, pen.placed.grid
    if not grid.rows:
        return
    pen.sheet.reserve(placed.first, 0, placed.first + len(grid.rows) - 1, placed.offset + len(grid.columns) - 1)
    links = _links(pen)
    looks, dresses = _Looks(pen), _dresses(pen, links)
    for index, values in enumerate(grid.rows):
        _put_row(pen, index, values, looks, dresses.get(index, {}), links.get(index, {}))
        if grid.keys:
            put_text(pen.sheet, placed.first + index, 0, grid.keys[index], pen.formats.cell("cell"))


def base_styles(column: Column, unlocked: bool) -> tuple[str, ...]:
    """The styles of a column's cells."""
    kind = "short" if column.kind == "text" and column.width <= _SHORT else column.kind
    return ("cell", kind, "input" if unlocked else "locked", *(["typed"] if column.typed else []))


def _put_row(
    pen: Pen, index: int, values: tuple[Value, ...], looks: _Looks, dress: Dress, links: Mapping[int, str]
) -> None:
    # a merge table has a hundred thousand cells: what is the same for a whole column is reckoned before
    put, row, offset, tallest = pen.sheet.put, pen.placed.first + index, pen.placed.offset, 0.0
    for at, (value, look) in enumerate(zip(values, looks.plain, strict=True)):
        text = value if isinstance(value, str) else shown(value)
        over = dress.get(at, ()) if dress else ()
        if isinstance(value, date):
            over = (_date_style(value), *over)
        if over:
            look = looks.dressed(at, over)
        height = look.heights.get(text) or look.height(text)
        format_ = look.format
        if height > MAX_HEIGHT:
            height, format_ = _shrunk(pen, index, at, text, look)
        if height > tallest:
            tallest = height
        if at in links:
            _put_link(pen, row, offset + at, text, format_, links[at])
        elif not text or (isinstance(value, str) and whole(text)):
            put(row, offset + at, text, format_)
        else:
            put_value(pen.sheet, row, offset + at, value, format_)
    height = min(MAX_HEIGHT, max(tallest + 3, pen.formats.styles.page.least_height))
    pen.sheet.set_row(row, round(height, 1))


def _shrunk(pen: Pen, index: int, at: int, text: str, look: _Look) -> tuple[float, Format]:
    """Height and format of a text that is too tall in its size: smaller, and noted down where that is not enough."""
    placed, column = pen.placed, pen.placed.grid.columns[at]
    size = fitting_size(text, look.width, look.size, pen.formats.styles.page.least_size)
    height = text_height(text, look.width, size)
    if height > MAX_HEIGHT:
        name = cell_name(placed.first + index, placed.offset + at)
        pen.long_texts.append((f"{name}　{column.header}", text))
    return height, pen.formats.cell(*look.names, size=size, unlocked=pen.unlocked(column))


def _dresses(pen: Pen, links: Mapping[int, Mapping[int, str]]) -> dict[int, Dress]:
    """By row what its cells wear over the styles of their columns: as links, as all the row does, as marked."""
    grid = pen.placed.grid
    places = {column.name: at for at, column in enumerate(grid.columns)}
    dresses: dict[int, dict[int, tuple[str, ...]]] = defaultdict(dict)
    for row, targets in links.items():
        dresses[row] = dict.fromkeys(targets, ("link",))
    for row, style in grid.row_styles:
        dresses[row] = {at: (*dresses[row].get(at, ()), style) for at in places.values()}
    marks = {(mark.row, places[mark.column]): mark.style for mark in grid.marks}
    for (row, at), style in marks.items():
        dresses[row][at] = (*dresses[row].get(at, ()), style)
    return dict(dresses)


def _links(pen: Pen) -> dict[int, dict[int, str]]:
    """By row and column the targets of linked cells whose text stands on one line.

    LibreOffice would cut off what needs a second one.
    """
    grid = pen.placed.grid
    names = [column.name for column in grid.columns]
    size = pen.formats.look(("cell", "link")).size or 11
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for link in grid.links:
        at = names.index(link.column)
        text = shown(grid.rows[link.row][at])
        if text and line_count(text, pen.widths.columns[at], size) == 1:
            found[link.row][at] = link.target
    return dict(found)


def _date_style(value: date) -> str:
    # a date may stand in a column of text; without a format it would show as a bare number
    return "datetime" if isinstance(value, datetime) else "date"


def _put_link(pen: Pen, row: int, column: int, text: str, format_: Format, target: str) -> None:
    if target.startswith("#"):
        sheet, _, cell = target[1:].rpartition("!")
        pen.sheet.write_url(row, column, f"internal:'{sheet.strip(chr(39))}'!{cell}", format_, text)
    else:
        pen.sheet.write_url(row, column, f"external:{target}", format_, text)
