"""Books written as workbooks: the one place where sheets, headers, hidden ids and print setup are made."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from breakdown.book import Book, Chart, Charts, Grid, Lines, Sheet
from breakdown.cells import LISTS_SHEET, LONG_NOTE, LONG_SHEET
from breakdown.engines import HERE, Engine
from breakdown.errors import FolderError
from breakdown.files.atomic import whole
from breakdown.files.canvas import EMPTY, Canvas, LongCanvas, stroke
from breakdown.files.charts import draw_chart
from breakdown.files.formats import Formats
from breakdown.files.grids import place_grid
from breakdown.files.placed import Placed
from breakdown.files.printing import freeze, set_up_page
from breakdown.files.styles import Style, Styles
from breakdown.files.values import fitted
from breakdown.files.widths import Widths, sheet_widths
from breakdown.layout import MAX_HEIGHT, Cell, line_count, needed_height

# Workbooks carry a creation date; a fixed one makes equal content equal bytes.
_CREATED = datetime(2000, 1, 1)
# A sheet has 1,048,576 rows; some thousands stand over a table and under it.
_MOST_ROWS = 1_040_000
# A book of more cells is not held as a whole while it is written.
_MANY_CELLS = 50_000
# The height of the empty rows under a chart.
_CHART_ROW = 20.0
_PROTECTION = {
    "format_cells": True, "format_columns": True, "format_rows": True, "autofilter": True, "sort": True,
    # comments count as objects; a link is evidence
    "objects": True, "insert_hyperlinks": True,
}


def write_book(book: Book, path: Path, styles: Styles, engine: Engine = HERE) -> None:
    """Write a book as an xlsx file, whole or not at all; the same book always gives the same bytes.

    Text is written as text, whatever it begins with. Text that no row can show in full on paper stands once more on an
    extra sheet 长文附页. Raises FolderError when the file cannot be written, TemplateError on an unknown style.
    """
    with whole(path) as file:
        _put(book, file, styles, engine)


def book_bytes(book: Book, styles: Styles, engine: Engine = HERE) -> bytes:
    """The bytes of the xlsx file of a book, the same whoever draws its long tables (engine).

    Raises FolderError where a table has more rows than a sheet of Excel.
    """
    buffer = io.BytesIO()
    _put(book, buffer, styles, engine)
    return buffer.getvalue()


def _put(book: Book, file: BinaryIO, styles: Styles, engine: Engine) -> None:
    _check_lengths(book)
    if not _is_long(book):
        _write(book, file, styles, HERE)
        return
    with tempfile.TemporaryDirectory(prefix="breakdown-", ignore_cleanup_errors=True) as place:
        _write(book, file, styles, engine, place)


def _check_lengths(book: Book) -> None:
    """Excel would call the file damaged; the library leaves out the rows beyond without a word."""
    for sheet in book.sheets:
        for grid in (block for block in sheet.blocks if isinstance(block, Grid)):
            if len(grid.rows) > _MOST_ROWS:
                found, most = f"“{book.name}”的“{sheet.name}”有{len(grid.rows):,}行", f"{_MOST_ROWS:,}行"
                raise FolderError(found, f"Excel 的一张工作表最多约{most}", "请分成几份写，如每位牵头领导一份")


def _is_long(book: Book) -> bool:
    """Whether a book had better not be held as a whole; charts and comments look at rows that are gone by then."""
    blocks = [block for sheet in book.sheets for block in sheet.blocks]
    grids = [block for block in blocks if isinstance(block, Grid)]
    if any(isinstance(block, Chart | Charts) for block in blocks):
        return False
    return (sum(len(grid.rows) * len(grid.columns) for grid in grids) > _MANY_CELLS
            and not any(mark.comment for grid in grids for mark in grid.marks))


def _write(book: Book, file: BinaryIO, styles: Styles, engine: Engine, place: str = "") -> None:
    """place: a folder for what a long book does not hold; "" where it is held as a whole."""
    kind, options = (LongCanvas, {"tmpdir": place}) if place else (Canvas, {"in_memory": True})
    with Workbook(file, {**options, "strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        workbook.set_properties({"title": book.name, "created": _CREATED})
        for name, value in book.properties:
            workbook.set_custom_property(name, value, "text")
        formats = Formats(workbook, styles)
        sheets = [workbook.add_worksheet(sheet.name, kind) for sheet in book.sheets]
        lists = Lists(workbook)
        long_texts: list[tuple[str, str]] = []
        painters = [_Painter(workbook, worksheet, sheet, formats, lists, engine)
                    for sheet, worksheet in zip(book.sheets, sheets, strict=True)]
        for painter in painters:
            long_texts += painter.paint()
        # a chart may show a table of a later sheet
        placed = {sheet.name: painter.placed for sheet, painter in zip(book.sheets, painters, strict=True)}
        for painter in painters:
            painter.draw_charts(placed)
        if long_texts:
            extra = _long_sheet(long_texts)
            _Painter(workbook, workbook.add_worksheet(LONG_SHEET, Canvas), extra, formats, lists, HERE).paint()
        _show_first(book.sheets, sheets)


class Lists:
    """Choices too long for a drop-down's own 255 characters, as ranges of one hidden sheet that is made when needed."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._sheet: Worksheet | None = None
        self._ranges: dict[tuple[str, ...], str] = {}

    def source(self, choices: tuple[str, ...]) -> list[str] | str:
        """What a drop-down takes as its source: the choices themselves, or the range that holds them."""
        if len(",".join(choices)) <= 255 and not any("," in choice for choice in choices):
            return list(choices)
        if choices not in self._ranges:
            self._ranges[choices] = self._store(choices)
        return self._ranges[choices]

    def _store(self, choices: tuple[str, ...]) -> str:
        if self._sheet is None:
            self._sheet = self._workbook.add_worksheet(LISTS_SHEET)
            self._sheet.hide()
        column = len(self._ranges)
        for row, choice in enumerate(choices):
            self._sheet.write_string(row, column, fitted(choice))
        letter = chr(65 + column)
        return f"='{LISTS_SHEET}'!${letter}$1:${letter}${len(choices)}"


class _Painter:
    """One sheet while it is being written: where the next block begins, how wide the columns are."""

    def __init__(
        self, workbook: Workbook, worksheet: Canvas, sheet: Sheet, formats: Formats, lists: Lists, engine: Engine
    ) -> None:
        self._workbook, self._worksheet, self._sheet = workbook, worksheet, sheet
        self._formats, self._lists, self._engine = formats, lists, engine
        self._widths: Widths = sheet_widths(sheet, formats.styles)
        self._row, self._above = 0, 0.0
        self.placed: dict[str, Placed] = {}
        self._charts: list[tuple[int, tuple[Chart, ...]]] = []
        self._long: list[tuple[str, str]] = []

    def paint(self) -> list[tuple[str, str]]:
        """Write all blocks and the page setup; the (heading, text) of every text that its row cannot show in full."""
        self._set_columns()
        for block in self._sheet.blocks:
            if isinstance(block, Lines):
                self._put_lines(block)
            elif isinstance(block, Grid):
                self._put_grid(block)
            else:
                self._leave_room(block.charts if isinstance(block, Charts) else (block,))
        self._finish()
        return self._long

    def draw_charts(self, placed: Mapping[str, Mapping[str, Placed]]) -> None:
        """Draw the sheet's charts over the tables placed, by sheet and name."""
        for row, charts in self._charts:
            width, height = self._widths.pixels // len(charts), charts[0].height * _CHART_ROW / 0.75
            for at, block in enumerate(charts):
                sheet = block.sheet or self._sheet.name
                chart = draw_chart(self._workbook, sheet, block, placed[sheet][block.grid], self._formats.styles)
                chart.set_size({"width": width, "height": height})
                self._worksheet.insert_chart(
                    row, self._widths.offset, chart, {"object_position": 1, "x_offset": at * width})

    def _set_columns(self) -> None:
        widths = self._widths
        if widths.offset:
            self._worksheet.set_column(0, 0, 8, None, {"hidden": True})
        for index, width in enumerate(widths.columns, start=widths.offset):
            self._worksheet.set_column(index, index, width)

    def _put_lines(self, block: Lines) -> None:
        first, last, sheet = self._widths.offset, self._widths.last, self._worksheet
        for text, name in block.lines:
            look = self._formats.look(("body", name))
            heights = _line_heights(text, self._widths.total, look)
            number, end = self._formats.cell("body", name), self._row + len(heights) - 1
            strokes = [stroke(at, number) for at in range(first, last + 1)]
            sheet.reserve(self._row, first, end, last)
            if first < last or len(heights) > 1:
                sheet.join(self._row, first, end, last)
            for height in heights:
                cells = [each.cell(self._row, EMPTY) for each in strokes]
                if text:
                    cells[0], text = strokes[0].cell(self._row, sheet.body(text)), ""
                sheet.draw_row(self._row, height, cells)
                self._row += 1
            self._above += sum(heights)

    def _put_grid(self, block: Grid) -> None:
        if self.placed:
            self._row += 1
        placed, long_texts = place_grid(
            self._worksheet, block, self._row, self._widths, self._formats, self._lists.source, self._sheet.protected,
            self._engine,
        )
        self.placed[block.name] = placed
        heading = self._sheet.name
        self._long += [(f"{heading}　{cell}", text) for cell, text in long_texts]
        area = f"='{heading}'!{placed.area}"
        self._workbook.define_name(f"'{heading}'!{block.name}", area)
        self._row = placed.end

    def _leave_room(self, charts: tuple[Chart, ...]) -> None:
        first = self._row + 1
        self._worksheet.reserve(first, 0, first + charts[0].height - 1, 0)
        for row in range(first, first + charts[0].height):
            self._worksheet.draw_row(row, _CHART_ROW, ())
        self._charts.append((first, charts))
        self._row = first + charts[0].height

    def _finish(self) -> None:
        sheet, worksheet = self._sheet, self._worksheet
        if not sheet.hidden:
            # a hidden sheet with a print area would be printed by LibreOffice
            set_up_page(worksheet, sheet, self._formats.styles.page, max(self._row - 1, 0), self._widths.last)
        freeze(worksheet, sheet, list(self.placed.values()), self._widths, self._above)
        if sheet.protected:
            worksheet.protect("", _PROTECTION)
        if sheet.hidden:
            worksheet.hide()
        if sheet.tab:
            tab = self._formats.styles.styles.get(sheet.tab, Style())
            worksheet.set_tab_color(tab.fill or self._formats.styles.color(sheet.tab))


def _line_heights(text: str, width: float, look: Style) -> list[float]:
    # a text taller than a row may be stands in several rows merged into one
    size = look.size or 11
    height = max(needed_height([Cell(text, width, size)]), look.height or 0)
    if line_count(text, width, size) == 1 and not look.height:
        height = size * 1.75 + 1
    rows = int(height // (MAX_HEIGHT + 1)) + 1
    return [round(height / rows, 1)] * rows


def _long_sheet(texts: Sequence[tuple[str, str]]) -> Sheet:
    lines = [("长文附页", "title"), (LONG_NOTE, "note")]
    for heading, text in texts:
        lines.append((heading, "heading"))
        # two thousand characters stand well below the limits of a cell and of a merged block
        lines += [(text[at : at + 2000], "body") for at in range(0, len(text), 2000)]
    return Sheet(LONG_SHEET, (Lines(tuple(lines)),), landscape=False, freeze=False)


def _show_first(sheets: Sequence[Sheet], worksheets: Sequence[Canvas]) -> None:
    for sheet, worksheet in zip(sheets, worksheets, strict=True):
        if not sheet.hidden:
            worksheet.activate()
            worksheet.set_first_sheet()
            return
