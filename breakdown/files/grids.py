"""Grids written: header with its upper row, cells with their looks, drop-downs, rules, marks, links, row heights."""

from __future__ import annotations

import re
from itertools import groupby

from xlsxwriter.utility import xl_range

from breakdown.book import Grid, Rule
from breakdown.cells import KEY_HEADER, cell_name
from breakdown.engines import Engine
from breakdown.files.canvas import EMPTY, Canvas, stroke
from breakdown.files.checks import Source, input_check
from breakdown.files.drawing import draw_rows
from breakdown.files.formats import Formats
from breakdown.files.placed import Pen, Placed
from breakdown.files.rows import base_styles
from breakdown.files.values import MOST_TEXT
from breakdown.files.widths import Widths
from breakdown.layout import text_height

_BLANK_HEIGHT = 32.0


def place_grid(
    sheet: Canvas, grid: Grid, top: int, widths: Widths, formats: Formats, source: Source, protected: bool,
    engine: Engine,
) -> tuple[Placed, list[tuple[str, str]]]:
    """Write a grid from row `top` on; where it stands, and the (cell, text) of texts that no row can show in full."""
    first = top + (2 if any(column.group for column in grid.columns) else 1)
    placed = Placed(grid, top, first, first + len(grid.rows) + grid.blank_rows, widths.offset)
    pen = Pen(sheet, placed, widths, formats, protected, engine)
    _put_header(pen)
    draw_rows(pen)
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


def _put_header(pen: Pen) -> None:
    placed, columns, sheet = pen.placed, pen.placed.grid.columns, pen.sheet
    low = placed.first - 1
    grouped = low > placed.top
    sheet.reserve(placed.top, 0, low, placed.offset + len(columns) - 1)
    if grouped:
        _put_groups(pen)
    cells = []
    if placed.grid.keys:
        cells.append(stroke(0, pen.formats.cell("header")).cell(low, sheet.body(KEY_HEADER)))
    tallest = 0.0
    for index, column in enumerate(columns):
        name = "header_input" if pen.unlocked(column) else "header"
        # under an upper row, a header without a group looks like one tall cell, but its words stay in the lower row:
        # that is where a returned sheet's header is looked for
        edges = "bottom left right" if grouped and not column.group else ""
        drawn = stroke(placed.offset + index, pen.formats.cell(name, edges=edges))
        cells.append(drawn.cell(low, sheet.body(column.header)))
        size = pen.formats.look((name,)).size or 11
        tallest = max(tallest, text_height(column.header, pen.widths.columns[index], size))
    sheet.draw_row(low, max(tallest + 4, 26), cells)


def _put_groups(pen: Pen) -> None:
    sheet, top, at, cells = pen.sheet, pen.placed.top, pen.placed.offset, list[str]()
    for group, members in groupby(pen.placed.grid.columns, key=lambda column: column.group):
        columns = list(members)
        if group:
            name, edges = "group_input" if all(map(pen.unlocked, columns)) else "group", ""
            if len(columns) > 1:
                sheet.join(top, at, top, at + len(columns) - 1)
        for index, column in enumerate(columns):
            if not group:
                name, edges = "header_input" if pen.unlocked(column) else "header", "top left right"
            body = sheet.body("" if index else group)
            cells.append(stroke(at + index, pen.formats.cell(name, edges=edges)).cell(top, body))
        at += len(columns)
    sheet.draw_row(top, 24, cells)


def _put_blank_rows(pen: Pen) -> None:
    placed = pen.placed
    if not placed.grid.blank_rows:
        return
    formats = [pen.formats.cell(*base_styles(column, pen.protected), unlocked=True) for column in placed.grid.columns]
    first = placed.end - placed.grid.blank_rows
    pen.sheet.reserve(first, placed.offset, placed.end - 1, placed.offset + len(formats) - 1)
    strokes = [stroke(at, number) for at, number in enumerate(formats, start=placed.offset)]
    for row in range(first, placed.end):
        pen.sheet.draw_row(row, _BLANK_HEIGHT, [each.cell(row, EMPTY) for each in strokes])


def _put_checks(pen: Pen, source: Source) -> None:
    placed = pen.placed
    if placed.end == placed.first:
        return
    for column in placed.grid.columns:
        at = placed.column(column.name)
        check = input_check(column, cell_name(placed.first, at), source)
        if check:
            pen.sheet.data_validation(placed.first, at, placed.end - 1, at, check)
    kept = [placed.column(column.name) for column in placed.grid.columns if column.typed]
    if kept:
        # a figure kept as text is no mistake, and gets no green corner
        areas = " ".join(xl_range(placed.first, at, placed.end - 1, at) for at in kept)
        pen.sheet.ignore_errors({"number_stored_as_text": areas})


def _put_rule(pen: Pen, rule: Rule) -> None:
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


def _put_comment(pen: Pen, index: int, name: str, comment: str) -> None:
    text = comment[:MOST_TEXT]
    lines = sum(1 + len(line) // 18 for line in text.split("\n"))
    pen.sheet.write_comment(
        pen.placed.first + index, pen.placed.column(name), text,
        {"font_name": "宋体", "font_size": 9, "width": 240, "height": min(30 + 18 * lines, 600), "author": ""},
    )
