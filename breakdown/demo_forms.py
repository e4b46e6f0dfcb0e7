"""Plays the units of the demonstration: fills in an issued form as a clerk would, with the mistakes its case names."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from breakdown.cells import Located, SheetCells, cell_text, locate
from breakdown.columns import INPUT_COLUMNS, Column
from breakdown.form import LOCKED_COLUMNS, PLAN, PLAN_COLUMNS, TASK_COLUMNS, TASK_SHEETS
from breakdown.periods import Period

_INPUTS = {column.header: column.name for column in INPUT_COLUMNS}
_NUMBER = re.compile(r"\d{1,6}(?:\.\d+)?")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
# What may be wrong with a form, in the words of examples/demo/returns.csv.
_LAST_FORM, _EMPTY, _CUT = "上期表", "空表", "截断"


@dataclass(frozen=True)
class Case:
    """One file that a unit returns.

    harms: what is wrong with it, by name with its details. reports: texts by 序号 and header. stages: its 细化方案.
    """

    unit: str
    file: str
    received_at: datetime
    harms: Mapping[str, Sequence[str]]
    reports: Mapping[str, Mapping[str, str]]
    stages: Sequence[Sequence[str]]


def returned_form(case: Case, period: Period, issued: Callable[[Period], Path]) -> bytes:
    """The bytes of the file that a unit returns for a period; the same case always gives the same bytes."""
    when = period.previous() if _LAST_FORM in case.harms else period
    form = _form_of(case.unit, when, issued)
    if _EMPTY in case.harms:
        return form.read_bytes()
    book = load_workbook(form)
    _fill_tasks(book, case.reports)
    _fill_stages(book, case.stages)
    for name, details in case.harms.items():
        if name == "串表":
            _take_rows(book, load_workbook(_form_of(details[0], when, issued)))
        elif name in _HARMS:
            for sheet, table in _task_tables(book):
                _HARMS[name](sheet, table, details)
    data = steady_bytes(book, case.received_at)
    return data[: len(data) // 2] if _CUT in case.harms else data


def steady_bytes(book: Workbook, at: datetime) -> bytes:
    """A workbook as saved by a program at a given moment: openpyxl would stamp it with the present one."""
    saved, steady = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            data = parts.read(name)
            if name == "docProps/core.xml":
                data = _MODIFIED.sub(rb"\g<1>" + f"{at:%Y-%m-%dT%H:%M:%SZ}".encode(), data)
            info = zipfile.ZipInfo(name, at.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return steady.getvalue()


def find_table(sheet: Worksheet, columns: tuple[Column, ...]) -> Located:
    """The table of a sheet that was written here, by the words of its header."""
    rows = tuple(tuple(_plain(value) for value in row) for row in sheet.iter_rows(values_only=True))
    found = locate(SheetCells(sheet.title, rows), columns)
    assert found is not None, f"no table on {sheet.title}"
    return found


def _form_of(unit: str, period: Period, issued: Callable[[Period], Path]) -> Path:
    return issued(period) / f"{unit}_{period.name}.xlsx"


def _task_tables(book: Workbook) -> list[tuple[Worksheet, Located]]:
    sheets = [book[title] for title in TASK_SHEETS.values() if title in book.sheetnames]
    return [(sheet, find_table(sheet, TASK_COLUMNS)) for sheet in sheets]


def _fill_tasks(book: Workbook, reports: Mapping[str, Mapping[str, str]]) -> None:
    for sheet, table in _task_tables(book):
        for row in _rows_below(sheet, table):
            for header, text in reports.get(_text(sheet, row, table.columns["no"]), {}).items():
                if text:
                    _put(sheet, row, table.columns[_INPUTS[header]], _typed(text))


def _fill_stages(book: Workbook, stages: Sequence[Sequence[str]]) -> None:
    if not stages:
        return
    sheet = book[PLAN]
    table = find_table(sheet, PLAN_COLUMNS)
    for row, stage in enumerate(stages, table.header_row + 1):
        for column, text in zip(PLAN_COLUMNS, stage, strict=True):
            _put(sheet, row, table.columns[column.name], text)


def _take_rows(book: Workbook, other: Workbook) -> None:
    """Another unit's rows pasted over one's own, hidden ids included."""
    for (sheet, table), (source, _) in zip(_task_tables(book), _task_tables(other), strict=True):
        columns = [table.columns[column.name] for column in LOCKED_COLUMNS]
        for row in _rows_below(sheet, table):
            for at in (*columns, *(() if table.key_column is None else (table.key_column,))):
                _put(sheet, row, at, source.cell(row + 1, at + 1).value)


def _turn_columns(sheet: Worksheet, table: Located, details: Sequence[str]) -> None:
    """The input columns in reverse order, their headers with them."""
    columns = sorted(table.columns[column.name] for column in INPUT_COLUMNS)
    for row in range(table.header_row, sheet.max_row):
        values = [sheet.cell(row + 1, at + 1).value for at in columns]
        for at, value in zip(columns, reversed(values), strict=True):
            _put(sheet, row, at, value)


def _rename_headers(sheet: Worksheet, table: Located, details: Sequence[str]) -> None:
    for column in INPUT_COLUMNS:
        if column.synonyms:
            _put(sheet, table.header_row, table.columns[column.name], column.synonyms[0])


def _add_column(sheet: Worksheet, table: Located, details: Sequence[str]) -> None:
    """A column of the unit's own; details: its header and what stands in its first row."""
    for row, text in enumerate(details, table.header_row):
        _put(sheet, row, sheet.max_column if row == table.header_row else sheet.max_column - 1, text)


def _change_locked(sheet: Worksheet, table: Located, details: Sequence[str]) -> None:
    """A locked cell overwritten; details: 序号, header, new text."""
    number, header, text = details
    name = next(column.name for column in LOCKED_COLUMNS if column.header == header)
    for row in _rows_below(sheet, table):
        if _text(sheet, row, table.columns["no"]) == number:
            _put(sheet, row, table.columns[name], text)


_HARMS: dict[str, Callable[[Worksheet, Located, Sequence[str]], None]] = {
    "列顺序打乱": _turn_columns, "表头改名": _rename_headers, "加列": _add_column, "改动": _change_locked,
}  # fmt: skip


def _rows_below(sheet: Worksheet, table: Located) -> range:
    return range(table.header_row + 1, sheet.max_row)


def _text(sheet: Worksheet, row: int, column: int) -> str:
    return cell_text(_plain(sheet.cell(row + 1, column + 1).value))


def _plain(value: object) -> str | int | float | None:
    return value if isinstance(value, str | int | float) else None


def _put(sheet: Worksheet, row: int, column: int, value: object) -> None:
    sheet.cell(row + 1, column + 1).value = value  # type: ignore[assignment]


def _typed(text: str) -> str | float:
    """What a cell holds after somebody typed a text: a plain number becomes one."""
    return float(text) if _NUMBER.fullmatch(text) else text
