"""The rows of a grid written: cells with their looks, links, heights that show every line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from breakdown.book import Link, Made, Mark, StyleName, Value
from breakdown.cells import cell_name
from breakdown.columns import Column
from breakdown.files.canvas import Canvas, Stroke, figure_body, stroke
from breakdown.files.placed import Pen
from breakdown.files.values import figure, shown
from breakdown.layout import MAX_HEIGHT, fitting_size, height_of, line_count, lines_in, per_line, text_height

# Text columns up to this width hold names and numbers and are centred; wider ones hold sentences.
_SHORT = 13.0
# So many texts are remembered for each look.
_MOST_KNOWN = 4096
# By column, the styles that one row's cells wear over those of their columns.
Dress = Mapping[int, tuple[str, ...]]
_Any = TypeVar("_Any")


@dataclass(frozen=True)
class _Look:
    """How the cells of one column look that wear the same styles.

    known: by text the height that it needs, and the body of its cell; each reckoned once.
    """

    names: tuple[str, ...]
    stroke: Stroke
    width: float
    size: float
    room: int
    known: dict[str, tuple[float, str]] = field(default_factory=dict)

    def measure(self, text: str, sheet: Canvas) -> tuple[float, str]:
        """What is known of a text from then on."""
        if len(self.known) > _MOST_KNOWN:
            self.known.clear()
        found = self.known[text] = height_of(lines_in(text, self.room), self.size), sheet.body(text)
        return found


class Looks:
    """The looks of a grid's columns, each made once."""

    def __init__(self, pen: Pen) -> None:
        self._pen, self._columns = pen, pen.placed.grid.columns
        self._bases = [base_styles(column, pen.unlocked(column)) for column in self._columns]
        self._made: dict[tuple[int, tuple[str, ...]], _Look] = {}
        self.plain = [self.dressed(at, ()) for at in range(len(self._columns))]

    def dressed(self, at: int, over: tuple[str, ...]) -> _Look:
        """The look of a column's cells with some styles over their own."""
        if (at, over) not in self._made:
            names, formats, width = (*self._bases[at], *over), self._pen.formats, self._pen.widths.columns[at]
            size = formats.look(names).size or 11
            number = formats.cell(*names, size=size, unlocked=self._pen.unlocked(self._columns[at]))
            drawn = stroke(self._pen.placed.offset + at, number)
            self._made[at, over] = _Look(names, drawn, width, size, per_line(width, size))
        return self._made[at, over]


def put_rows(pen: Pen) -> None:
    """Write all rows of a grid; texts that do not fit at the least size are noted down in pen.long_texts."""
    placed, grid = pen.placed, pen.placed.grid
    if not grid.rows:
        return
    pen.reserve()
    looks, dresses, sheet = Looks(pen), _Dresses(pen), pen.sheet
    ids = stroke(0, pen.formats.cell("cell")) if grid.keys else None
    each = (_by_row(grid.links, lambda link: link.row), _by_row(grid.row_styles, lambda styled: styled[0]),
            _by_row(grid.marks, lambda mark: mark.row))
    for index, (values, links, styles, marks) in enumerate(zip(grid.rows, *each, strict=False)):
        targets = dresses.targets(values, links)
        dress = dresses.over(targets, styles, marks) if targets or styles or marks else {}
        height, cells = _row_cells(pen, index, values, looks, dress)
        row = placed.first + index
        sheet.draw_row(row, height, [ids.cell(row, sheet.body(grid.keys[index])), *cells] if ids else cells)
        for at, target in targets.items():
            sheet.link(row, placed.offset + at, target, shown(values[at]))


def _by_row(items: Iterable[_Any], row_of: Callable[[_Any], int]) -> Iterator[list[_Any]]:
    """What belongs to the first row, to the second, and so on without end."""
    # what is only made when it is asked for comes in the order of rows
    waiting, row = iter(items if isinstance(items, Made) else sorted(items, key=row_of)), 0
    first = next(waiting, None)
    while True:
        found = []
        while first is not None and row_of(first) == row:
            found.append(first)
            first = next(waiting, None)
        yield found
        row += 1


def base_styles(column: Column, unlocked: bool) -> tuple[str, ...]:
    """The styles of a column's cells."""
    kind = "short" if column.kind == "text" and column.width <= _SHORT else column.kind
    return ("cell", kind, "input" if unlocked else "locked", *(["typed"] if column.typed else []))


def _row_cells(
    pen: Pen, index: int, values: tuple[Value, ...], looks: Looks, dress: Dress
) -> tuple[float, list[str]]:
    """The height of a row, and its cells; the formats of those that the row dresses in its own way are made here."""
    # a merge table has a hundred thousand cells: what is the same for a whole column is reckoned before
    number, tallest, cells, sheet = pen.placed.first + index + 1, 0.0, [], pen.sheet
    for at, (value, look) in enumerate(zip(values, looks.plain, strict=True)):
        over, held = dress.get(at, ()) if dress else (), None
        if type(value) is str:
            text = value
        else:
            text, held = shown(value), figure(value)
            if isinstance(value, date):
                over = (_date_style(value), *over)
        if over:
            look = looks.dressed(at, over)
        if held is None:
            height, body = look.known.get(text) or look.measure(text, sheet)
        else:
            height, body = text_height(text, look.width, look.size), figure_body(held)
        before, behind = look.stroke
        if height > MAX_HEIGHT:
            height, behind = _shrunk(pen, index, at, text, look)
        if height > tallest:
            tallest = height
        cells.append(f"{before}{number}{behind}{body}")
    return round(min(MAX_HEIGHT, max(tallest + 3, pen.formats.styles.page.least_height)), 1), cells


def _shrunk(pen: Pen, index: int, at: int, text: str, look: _Look) -> tuple[float, str]:
    """Height and look of a text that is too tall in its size: smaller, and noted down where that is not enough."""
    placed, column = pen.placed, pen.placed.grid.columns[at]
    size = fitting_size(text, look.width, look.size, pen.formats.styles.page.least_size)
    height = text_height(text, look.width, size)
    if height > MAX_HEIGHT:
        name = cell_name(placed.first + index, placed.offset + at)
        pen.long_texts.append((f"{name}　{column.header}", text))
    number = pen.formats.cell(*look.names, size=size, unlocked=pen.unlocked(column))
    return height, stroke(placed.offset + at, number).behind


class _Dresses:
    """What the cells of a row wear over the styles of their columns: as links, as all the row does, as marked."""

    def __init__(self, pen: Pen) -> None:
        self._columns = {column.name: at for at, column in enumerate(pen.placed.grid.columns)}
        self._widths, self._size = pen.widths.columns, pen.formats.look(("cell", "link")).size or 11

    def targets(self, values: Sequence[Value], links: Iterable[Link]) -> dict[int, str]:
        """By column the targets of linked cells whose text stands on one line: LibreOffice would cut off a second."""
        found = {}
        for link in links:
            at = self._columns[link.column]
            text = shown(values[at])
            if text and line_count(text, self._widths[at], self._size) == 1:
                found[at] = link.target
        return found

    def over(
        self, targets: Iterable[int], styles: Iterable[tuple[int, StyleName]], marks: Iterable[Mark]
    ) -> Dress:
        """The dress of one row; of two marks on one cell the later one counts."""
        dress: dict[int, tuple[str, ...]] = dict.fromkeys(targets, ("link",))
        for _, style in styles:
            dress = {at: (*dress.get(at, ()), style) for at in self._columns.values()}
        for at, style in {self._columns[mark.column]: mark.style for mark in marks}.items():
            dress[at] = (*dress.get(at, ()), style)
        return dress


def _date_style(value: date) -> str:
    # a date may stand in a column of text; without a format it would show as a bare number
    return "datetime" if isinstance(value, datetime) else "date"

