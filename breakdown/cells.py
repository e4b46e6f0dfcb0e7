"""Workbooks that came back, as plain cells, and how a table is found in them wherever it moved."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache

from breakdown.book import Value
from breakdown.columns import Column

_SPACE = re.compile(r"\s+")
# Texts up to this length are folded once and remembered.
_SHORT = 200
# Header of the hidden first column of a grid with row ids.
KEY_HEADER = "行标识（请勿改动）"
# Name of the hidden sheet that carries a form's identity as rows of name, value.
IDENTITY_SHEET = "标识"
# Sheets that the writer itself adds where needed: choices of long drop-downs (hidden), texts too long for their row.
LISTS_SHEET = "选项"
LONG_SHEET = "长文附页"
LONG_NOTE = "以下文字较长，原单元格在纸上印不全，全文印在这里。"


@dataclass(frozen=True)
class SheetCells:
    """One sheet: rows[0][0] is A1; every row is as long as its last non-empty cell.

    Cells, rows and columns below are zero-based. notes: comments by cell. struck: cells of which all or a part is
    struck through. pictures: cells over which a picture begins. hidden_rows, hidden_columns: those that hold something.
    unseen: the file may hold notes and strokes that could not be read. merged: first row and column, rows and columns
    covered, of each merged range (of xlsx only when asked for). shown: what a date shows that lacks its day or year,
    by cell (likewise).
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    hidden: bool = False
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    struck: frozenset[tuple[int, int]] = frozenset()
    pictures: frozenset[tuple[int, int]] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    unseen: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    shown: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @cached_property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """Every cell as trimmed text, "" when empty; row for row as long as `rows`."""
        return tuple([tuple(["" if value is None else cell_text(value) for value in row]) for row in self.rows])

    @cached_property
    def folded(self) -> tuple[tuple[str, ...], ...]:
        """Every cell as text for comparison."""
        return tuple([tuple([fold(text) if text else "" for text in row]) for row in self.texts])

    def value(self, row: int, column: int) -> Value:
        """The value at zero-based row and column; None beyond the edge."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return None
        return self.rows[row][column]

    def text(self, row: int, column: int) -> str:
        """The cell as trimmed text; "" when empty."""
        if row >= len(self.texts) or column >= len(self.texts[row]):
            return ""
        return self.texts[row][column]


@dataclass(frozen=True)
class WorkbookCells:
    """A workbook read back: file name as given, hash of its bytes, sheets in order, custom properties."""

    file: str
    sha256: str
    sheets: tuple[SheetCells, ...]
    properties: Mapping[str, str] = field(default_factory=dict)

    def sheet(self, name: str) -> SheetCells | None:
        """The sheet of that name, or None."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)

    def place(self, sheet: SheetCells, row: int, column: int) -> str:
        """Where a cell stands, as a clerk would look it up: file〔sheet〕B3."""
        return f"{self.file}〔{sheet.name}〕{cell_name(row, column)}"


@dataclass(frozen=True)
class Located:
    """A table found in a sheet: its header row, the column index of each declared name, other headers, id column."""

    header_row: int
    columns: dict[str, int]
    others: dict[int, str]
    key_column: int | None


def cell_text(value: Value) -> str:
    """A cell's value as trimmed text: whole floats without ".0", dates as 2021-06-30, None as ""."""
    if isinstance(value, str):
        return value.strip()
    # NaN and NaT differ from themselves
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if (value.hour, value.minute) == (0, 0) else "%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def cell_name(row: int, column: int) -> str:
    """A1-style name of zero-based row and column."""
    return f"{_letters(column)}{row + 1}"


@lru_cache(maxsize=1024)
def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def fold(text: str) -> str:
    """Text for comparison: width folded, white space and punctuation at the ends gone."""
    return _fold_short(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).strip("*:：。.，,；;（）()")


# headers, statuses, units and the texts of tasks come again and again
_fold_short = lru_cache(maxsize=4096)(_fold)
_KEY = _fold(KEY_HEADER)


@lru_cache(maxsize=64)
def _titles(columns: tuple[Column, ...]) -> dict[str, str]:
    """Column names by folded header and synonym; a header of its own goes before another column's synonym."""
    known = {fold(column.header): column.name for column in columns}
    for column in columns:
        for title in column.synonyms:
            known.setdefault(fold(title), column.name)
    return known


def locate(sheet: SheetCells, columns: Iterable[Column], search_rows: int = 40) -> Located | None:
    """Find the header row by its words (headers and synonyms), never by position; None when under two headers match."""
    known = _titles(tuple(columns))
    best: Located | None = None
    for index, row in enumerate(sheet.folded[:search_rows]):
        # nearly all rows are none
        if known.keys().isdisjoint(row) or sum(title in known for title in row) < 2:
            continue
        found: dict[str, int] = {}
        others: dict[int, str] = {}
        key_column = None
        for at, title in enumerate(row):
            if not title:
                continue
            if title == _KEY:
                key_column = at
            elif title in known and known[title] not in found:
                found[known[title]] = at
            else:
                others[at] = sheet.texts[index][at]
        if len(found) >= 2 and (best is None or len(found) > len(best.columns)):
            best = Located(index, found, others, key_column)
    return best
