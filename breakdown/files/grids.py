"""Grids written: header with its upper row, cells with their looks, drop-downs, rules, marks, links, row heights."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from breakdown.book import Grid, Rule, Value
from breakdown.cells import KEY_HEADER, cell_name
from breakdown.columns import Column
from breakdown.files.formats import Formats
from breakdown.files.values import MOST_TEXT, put_text, put_value, shown
from breakdown.files.widths import Widths
from breakdown.layout import MAX_HEIGHT, Cell, fitting_size, line_count, needed_height

# Text columns up to this width hold names and numbers and are centred; wider ones hold sentences.
_SHORT = 13.0
# A closed list (a status) refuses other words; a long one (unit names) cannot know them all and only asks.
_CLOSED_LIST = 12
_BLANK_HEIGHT = 32.0

Source = Callable[[tuple[str, ...]], list[str] | str]


@dataclass(frozen=True)
class Placed:
    """A grid on its sheet: first header row, first data row, one past the last row, first visible column."""

    grid: Grid
    top: int
    first: int
    end: int
    offset: int

    def column(self, name: str) -> int:
        """The sheet's column index of a grid column; KeyError when the grid has none of that name."""
        for index, column in enumerate(self.grid.columns, start=self.offset):
            if column.name == name:
                return index
        raise KeyError(name)

    @property
    def area(self) -> str:
        """The grid's lower header row and all its rows, as an absolute range."""
        last = max(self.end - 1, self.first - 1)
        return str(xl_range_abs(self.first - 1, 0, last, self.offset + len(self.grid.columns) - 1))


@dataclass
class _Pen:
    """What writing one grid needs at hand."""

    sheet: Worksheet
    placed: Placed
    widths: Widths
    formats: Formats
    protected: bool
    long_texts: list[tuple[str, str]] = field(default_factory=list)

    def unlocked(self, column: Column) -> bool:
        return self.protected and column.editable


def place_grid(
    sheet: Worksheet, grid: Grid, top: int, widths: Widths, formats: Formats, source: Source, protected: bool
) -> tuple[Placed, list[tuple[str, str]]]:
    """Write a grid from row `top` on; where it stands, and the (cell, text) of texts that no row can show in full."""
    first = top + (2 if any(column.group for column in grid.columns) else 1)
    placed = Placed(grid, top, first, first + len(grid.rows) + grid.blank_rows, widths.offset)
    pen = _Pen(sheet, placed, widths, formats, protected)
    _put_header(pen)
    _put_rows(pen)
    _put_blank_rows(pen)
    _put_checks(pen, source)
    for rule in grid.rules:
        _put_rule(pen, rule)
    for mark in grid.marks:
        if mark.comment:
            _put_comment(pen, mark.row, mark.column, mark.comment)
    if grid.filtered:
        last_column = widths.offset + len(grid.columns) - 1
        sheet.autofilter(first - 1, 0, max(placed.end - 1, first - 1), last_column)
    return placed, pen.long_texts


def _put_header(pen: _Pen) -> None:
    placed, columns = pen.placed, pen.placed.grid.columns
    low = placed.first - 1
    grouped = low > placed.top
    if placed.grid.keys:
        put_text(pen.sheet, low, 0, KEY_HEADER, pen.formats.cell("header"))
    cells = []
    for index, column in enumerate(columns):
        name = "header_input" if pen.unlocked(column) else "header"
        # under an upper row, a header without a group looks like one tall cell, but its words stay in the lower row:
        # that is where a returned sheet's header is looked for
        edges = "bottom left right" if grouped and not column.group else ""
        put_text(pen.sheet, low, placed.offset + index, column.header, pen.formats.cell(name, edges=edges))
        size = pen.formats.look((name,)).size or 11
        cells.append(Cell(column.header, pen.widths.columns[index], size))
    pen.sheet.set_row(low, max(needed_height(cells) + 4, 26))
    if grouped:
        _put_groups(pen)


def _put_groups(pen: _Pen) -> None:
    pen.sheet.set_row(pen.placed.top, 24)
    at = pen.placed.offset
    for group, members in groupby(pen.placed.grid.columns, key=lambda column: column.group):
        columns = list(members)
        if group:
            name = "group_input" if all(pen.unlocked(column) for column in columns) else "group"
            _merge(pen.sheet, pen.placed.top, at, at + len(columns) - 1, group, pen.formats.cell(name))
        else:
            for index, column in enumerate(columns, start=at):
                name = "header_input" if pen.unlocked(column) else "header"
                put_text(pen.sheet, pen.placed.top, index, "", pen.formats.cell(name, edges="top left right"))
        at += len(columns)


def _merge(sheet: Worksheet, row: int, first: int, last: int, text: str, format_: Format) -> None:
    if last > first:
        sheet.merge_range(row, first, row, last, "", format_)
    put_text(sheet, row, first, text, format_)


def _put_rows(pen: _Pen) -> None:
    grid = pen.placed.grid
    row_styles: dict[int, tuple[str, ...]] = {}
    for index, style in grid.row_styles:
        row_styles[index] = (*row_styles.get(index, ()), style)
    marks = {(mark.row, mark.column): mark.style for mark in grid.marks}
    links = _links(pen)
    bases = [_base_styles(column, pen.unlocked(column)) for column in grid.columns]
    for index, values in enumerate(grid.rows):
        extra = row_styles.get(index, ())
        names = []
        for column, base, value in zip(grid.columns, bases, values, strict=True):
            place = (index, column.name)
            linked = ("link",) if place in links else ()
            marked = (marks[place],) if place in marks else ()
            names.append((*base, *_date_style(value), *linked, *extra, *marked))
        sizes = _set_height(pen, index, values, names)
        for at, column in enumerate(grid.columns):
            format_ = pen.formats.cell(*names[at], size=sizes[at], unlocked=pen.unlocked(column))
            _put_cell(pen, index, at, values[at], format_, links.get((index, column.name)))
        if grid.keys:
            put_text(pen.sheet, pen.placed.first + index, 0, grid.keys[index], pen.formats.cell("cell"))


def _links(pen: _Pen) -> dict[tuple[int, str], str]:
    """The targets of linked cells whose text stands on one line; LibreOffice would cut off what needs a second one."""
    grid = pen.placed.grid
    names = [column.name for column in grid.columns]
    size = pen.formats.look(("cell", "link")).size or 11
    found = {}
    for link in grid.links:
        at = names.index(link.column)
        if line_count(shown(grid.rows[link.row][at]), pen.widths.columns[at], size) == 1:
            found[link.row, link.column] = link.target
    return found


def _base_styles(column: Column, unlocked: bool) -> tuple[str, ...]:
    kind = "short" if column.kind == "text" and column.width <= _SHORT else column.kind
    return ("cell", kind, "input" if unlocked else "locked")


def _date_style(value: Value) -> tuple[str, ...]:
    # a date may stand in a column of text; without a format it would show as a bare number
    if isinstance(value, date):
        return ("datetime" if isinstance(value, datetime) else "date",)
    return ()


def _put_cell(pen: _Pen, index: int, at: int, value: Value, format_: Format, target: str | None) -> None:
    row, column = pen.placed.first + index, pen.placed.offset + at
    text = shown(value)
    if target is None or not text:
        put_value(pen.sheet, row, column, value, format_)
    elif target.startswith("#"):
        sheet, _, cell = target[1:].rpartition("!")
        pen.sheet.write_url(row, column, f"internal:'{sheet.strip(chr(39))}'!{cell}", format_, text)
    else:
        pen.sheet.write_url(row, column, f"external:{target}", format_, text)


def _set_height(pen: _Pen, index: int, values: tuple[Value, ...], names: list[tuple[str, ...]]) -> list[float]:
    """Set a row's height; the size of each cell's text. Texts that do not fit at the least size are noted down."""
    page = pen.formats.styles.page
    sizes, tallest = [], 0.0
    for at, value in enumerate(values):
        text, width, size = shown(value), pen.widths.columns[at], pen.formats.look(names[at]).size or 11
        height = needed_height([Cell(text, width, size)])
        if height > MAX_HEIGHT:
            size = fitting_size(text, width, size, page.least_size)
            height = needed_height([Cell(text, width, size)])
        if height > MAX_HEIGHT:
            name = cell_name(pen.placed.first + index, pen.placed.offset + at)
            pen.long_texts.append((f"{name}　{pen.placed.grid.columns[at].header}", text))
        sizes.append(size)
        tallest = max(tallest, height)
    height = min(MAX_HEIGHT, max(tallest + 3, page.least_height))
    pen.sheet.set_row(pen.placed.first + index, round(height, 1))
    return sizes


def _put_blank_rows(pen: _Pen) -> None:
    placed = pen.placed
    for row in range(placed.first + len(placed.grid.rows), placed.end):
        pen.sheet.set_row(row, _BLANK_HEIGHT)
        for at, column in enumerate(placed.grid.columns):
            styles = _base_styles(column, pen.protected)
            pen.sheet.write_blank(row, placed.offset + at, None, pen.formats.cell(*styles, unlocked=True))


def _put_checks(pen: _Pen, source: Source) -> None:
    placed = pen.placed
    if placed.end == placed.first:
        return
    for column in placed.grid.columns:
        if not column.editable or not (column.choices or column.prompt):
            continue
        prompt = {"input_title": column.header[:32], "input_message": column.prompt[:255]} if column.prompt else {}
        check: dict[str, object] = {"validate": "any", **prompt}
        if column.choices:
            check |= {
                "validate": "list",
                "source": source(column.choices),
                "error_type": "stop" if len(column.choices) <= _CLOSED_LIST else "warning",
                "error_title": f"{column.header}不在列表中"[:32],
                "error_message": "请从下拉列表中选择。点单元格右边的小箭头即可看到全部选项。",
            }
        at = placed.column(column.name)
        pen.sheet.data_validation(placed.first, at, placed.end - 1, at, check)


def _put_rule(pen: _Pen, rule: Rule) -> None:
    placed = pen.placed
    if placed.end == placed.first:
        return

    def refer(match: re.Match[str]) -> str:
        if match[1] == "today":
            return "TODAY()"
        # the hidden row ids stand in the first column
        return "$" + cell_name(placed.first, 0 if match[1] == "key" else placed.column(match[1]))

    criteria = "=" + re.sub(r"\{(\w+)\}", refer, rule.formula)
    for name in rule.columns:
        at = placed.column(name)
        pen.sheet.conditional_format(
            placed.first, at, placed.end - 1, at,
            {"type": "formula", "criteria": criteria, "format": pen.formats.rule(rule.style)},
        )


def _put_comment(pen: _Pen, index: int, name: str, comment: str) -> None:
    text = comment[:MOST_TEXT]
    lines = sum(1 + len(line) // 18 for line in text.split("\n"))
    pen.sheet.write_comment(
        pen.placed.first + index, pen.placed.column(name), text,
        {"font_name": "宋体", "font_size": 9, "width": 240, "height": min(30 + 18 * lines, 600), "author": ""},
    )
