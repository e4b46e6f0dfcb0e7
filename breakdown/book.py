"""Books: descriptions of workbooks that rooms return and `files/` writes; plain values, comparable as text.

A Book has Sheets, a Sheet has blocks from top to bottom: Lines (free text over the sheet's width), Grid (a table),
Chart, Charts (some side by side). The widths of a sheet's columns are those of its widest grid (the one with most
columns). A grid with `keys` gets a hidden first column that carries the row ids; every other grid on the same sheet is
shifted along with it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import count
from typing import Any, Literal, TypeVar, overload

from breakdown.columns import Column

# Width of a column in which a whole table has nothing to show.
EMPTY_WIDTH = 8.5
# Beyond this the eye loses the line.
WIDEST = 64.0

Value = str | int | float | bool | date | datetime | None
_Each = TypeVar("_Each", covariant=True)
# Names of styles that templates/workbook.toml defines (font, size, colours, borders).
StyleName = str


class Made(Sequence[_Each]):
    """Values of which each is made of another when it is asked for, and not kept: rows of tables too long to be held.

    A slice is one, too; where its source and what makes it can be pickled, another process may make them.
    """

    def __init__(self, source: Sequence[Any], make: Callable[[int, Any], _Each]) -> None:
        """make: of the place of a value, counted from the first one, and of what stands there in the source."""
        self._source, self._make = source, make

    def __len__(self) -> int:
        return len(self._source)

    @overload
    def __getitem__(self, at: int) -> _Each: ...
    @overload
    def __getitem__(self, at: slice) -> Made[_Each]: ...
    def __getitem__(self, at: int | slice) -> _Each | Made[_Each]:
        if isinstance(at, slice):
            return Made(self._source[at], self._make)
        return self._make(range(len(self))[at], self._source[at])

    def __iter__(self) -> Iterator[_Each]:
        return map(self._make, count(), self._source)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


@dataclass(frozen=True)
class Rule:
    """A conditional format: where `formula` holds, `columns` wear `style`.

    formula: an Excel formula without "=", in which {name} stands for the row's cell of that column, {key} for its
    hidden row id and {today} for TODAY().
    """

    columns: tuple[str, ...]
    formula: str
    style: StyleName


@dataclass(frozen=True)
class Mark:
    """One cell dressed differently, with an optional cell comment. row: index into the grid's rows."""

    row: int
    column: str
    style: StyleName
    comment: str = ""


@dataclass(frozen=True)
class Link:
    """A hyperlink on one cell: to a file beside the workbook (relative path) or a place in this one ("#表名!A1")."""

    row: int
    column: str
    target: str


@dataclass(frozen=True)
class Lines:
    """Free lines over the sheet's width, each with a style: title, subtitle, heading, body, note, warning, sign."""

    lines: tuple[tuple[str, StyleName], ...]


@dataclass(frozen=True)
class Grid:
    """A table: columns, rows of plain values, row ids, empty rows to fill in, conditional formats and marks.

    name: what the table is called inside the workbook (ASCII, defined name). repeat: its header stands on every page.
    filtered: an auto-filter stands on the header. locked columns (not editable) are protected when the sheet is.
    links: those that are only made when they are asked for (Made) are one for every row, in order.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Value, ...]]
    keys: Sequence[str] = ()
    blank_rows: int = 0
    rules: tuple[Rule, ...] = ()
    marks: tuple[Mark, ...] = ()
    links: Sequence[Link] = ()
    row_styles: tuple[tuple[int, StyleName], ...] = ()
    repeat: bool = True
    filtered: bool = False


@dataclass(frozen=True)
class Chart:
    """A native chart over a grid: categories from one column, one series per value column.

    sheet: where the grid stands; "" for the chart's own sheet. most: where the axis of the values ends; None leaves it
    to the program that shows the chart. labels: whether every point tells its value.
    """

    kind: Literal["pie", "column", "bar", "line"]
    title: str
    grid: str
    category: str
    values: tuple[str, ...]
    rows: tuple[int, int] | None = None
    height: int = 15
    colors: tuple[str, ...] = ()
    most: float | None = None
    sheet: str = ""
    labels: bool = True


@dataclass(frozen=True)
class Charts:
    """Charts side by side that share the width of the sheet, as high as the first one."""

    charts: tuple[Chart, ...]


Block = Lines | Grid | Chart | Charts


@dataclass(frozen=True)
class Sheet:
    """One sheet and how it prints. paper: A4 or A3; one page wide; page numbers below, `footer` at their left.

    one_page: all of it on a single page.
    """

    name: str
    blocks: tuple[Block, ...]
    paper: Literal["A4", "A3"] = "A4"
    landscape: bool = True
    one_page: bool = False
    hidden: bool = False
    protected: bool = False
    freeze: bool = True
    footer: str = ""
    tab: StyleName = ""


@dataclass(frozen=True)
class Book:
    """A workbook: file name without suffix, sheets, custom document properties (identity travels there, too)."""

    name: str
    sheets: tuple[Sheet, ...]
    properties: tuple[tuple[str, str], ...] = field(default=())


def narrow_empty(
    columns: Sequence[Column], rows: Sequence[Sequence[Value]], wide: str, keep: Collection[str] = ()
) -> tuple[Column, ...]:
    """Columns with those that no row fills made narrow, and their width given to the column `wide`; `keep` stay."""
    empty = [
        column.width > EMPTY_WIDTH and column.name not in keep and all(row[at] in ("", None) for row in rows)
        for at, column in enumerate(columns)
    ]
    spare = sum(column.width - EMPTY_WIDTH for column, none in zip(columns, empty, strict=True) if none)
    widths = [EMPTY_WIDTH if none else column.width for column, none in zip(columns, empty, strict=True)]
    for at, column in enumerate(columns):
        if column.name == wide:
            widths[at] = max(column.width, min(column.width + spare, WIDEST))
    return tuple(column if column.width == width else replace(column, width=width)
                 for column, width in zip(columns, widths, strict=True))
