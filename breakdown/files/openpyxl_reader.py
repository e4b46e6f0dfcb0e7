"""The slow reader of xlsx: where there is no fast one, and for errors, formulas, notes and strokes that it drops."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.comments.comment_sheet import CommentSheet
from openpyxl.packaging.relationship import RelationshipList, get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.reader.strings import read_rich_text, read_string_table
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._reader import WorksheetReader
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.constants import SHARED_STRINGS
from openpyxl.xml.functions import fromstring

from breakdown.book import Value
from breakdown.cells import SheetCells
from breakdown.files.limits import Allowance, broken
from breakdown.files.plain import is_picture, lay_out, per_cent, plain

# What openpyxl raises on files that are not as it expects them.
_REFUSALS = (
    InvalidFileException, zipfile.BadZipFile, SyntaxError, LookupError, ValueError, TypeError, AttributeError, OSError,
    AssertionError, ArithmeticError, RecursionError, EOFError, NotImplementedError,
)
Place = tuple[int, int]
# Signs that XML cannot hold are written as _x0001_, and a text that only looks like that as _x005F_x0001_.
_MARK = "\u2060"
_ESCAPED = re.compile(f"_x([0-9A-Fa-f]{{4}}){_MARK}?_")
_COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


class _Cells(ExcelReader):
    """openpyxl's reader, for cells and their comments alone: what else is broken in a file keeps none of them back.

    Merging is not carried out, since it would take away what stands beneath a merged cell.
    """

    def read(self) -> None:
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        apply_stylesheet(self.archive, self.wb)
        self.read_worksheets()

    def read_strings(self) -> None:
        part: Any = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        if part is not None:
            # openpyxl drops x005F_, after which nobody can tell an escaped sign from one that was typed that way
            source = self.archive.read(part.PartName[1:]).replace(b"x005F_", b"x005F%s_" % _MARK.encode())
            read: Any = read_rich_text if self.rich_text else read_string_table
            self.shared_strings = read(io.BytesIO(source))

    def read_worksheets(self) -> None:
        for sheet, rel in self.parser.find_sheets():
            if rel.target not in self.valid_files or not rel.Type.endswith("/worksheet"):
                continue
            made = self.wb.create_sheet(sheet.name)
            with self.archive.open(rel.target) as part:
                WorksheetReader(made, part, self.shared_strings, self.data_only, self.rich_text).bind_cells()
            for comments in self._related(rel.target).find(_COMMENTS):
                source: Any = fromstring(self.archive.read(comments.target))
                listed: Any = CommentSheet.from_tree(source)
                for place, comment in listed.comments:
                    made[place].comment = comment
            made.sheet_state = sheet.state

    def _related(self, part: str) -> RelationshipList:
        path: str = get_rels_path(part)  # type: ignore[no-untyped-call]
        return get_dependents(self.archive, path) if path in self.valid_files else RelationshipList()


def read_sheets(name: str, data: bytes, allowance: Allowance) -> list[SheetCells]:
    """All worksheets of an xlsx or xlsm file; WorkbookError when openpyxl cannot read it."""
    values, formulas = _load(name, data, True), _load(name, data, False)
    sheets = []
    for sheet in values.worksheets:
        written = dict(_written(formulas[sheet.title]))
        # a picture in a cell is a formula that only WPS can work out; elsewhere it comes to an error
        found = {place: str(value) for place, value in written.items() if is_picture(value)}
        pictures = {place: formula.replace("=_xlfn.", "=", 1) for place, formula in found.items()}
        cells = written | dict(_written(sheet)) | pictures
        notes = {place: cell.comment.text for place, cell in _cells(sheet) if cell.comment}
        struck = frozenset(place for place, cell in _cells(sheet) if _is_struck(cell))
        hidden = sheet.sheet_state != "visible"
        sheets.append(SheetCells(sheet.title, lay_out(cells, allowance), hidden, notes, struck))
    return sheets


def _load(name: str, data: bytes, values: bool) -> Workbook:
    try:
        with warnings.catch_warnings():
            # it warns of every extension it does not know, which is no news for a reader
            warnings.simplefilter("ignore")
            reader = _Cells(io.BytesIO(data), data_only=values, keep_links=False, rich_text=values)
            reader.read()
            return reader.wb
    except _REFUSALS as error:
        raise broken(name) from error


def _cells(sheet: Worksheet) -> Iterator[tuple[Place, Cell]]:
    # the public iterators walk through every empty cell between two that lie far apart
    for (row, column), cell in sheet._cells.items():
        if isinstance(cell, Cell):
            yield (row - 1, column - 1), cell


def _written(sheet: Worksheet) -> Iterator[tuple[Place, Value]]:
    for place, cell in _cells(sheet):
        value = cell.value
        if isinstance(value, ArrayFormula):
            value = value.text
        if isinstance(value, CellRichText):
            value = str(value)
        if isinstance(value, str) and cell.data_type == "s":
            value = _unescaped(value)
        if isinstance(value, float | int) and not isinstance(value, bool):
            yield place, per_cent(value) if "%" in cell.number_format else float(value)
        elif value is not None and not isinstance(value, DataTableFormula) and value != "":
            yield place, plain(value)


@lru_cache(maxsize=16)
def _unescaped(text: str) -> str:
    # thousands of cells may share one text of millions of signs
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text).replace(f"x005F{_MARK}", "x005F")


def _is_struck(cell: Cell) -> bool:
    """Whether a cell, or a run of its text, is struck through."""
    if cell.value is None:
        return False
    if isinstance(cell.value, CellRichText):
        return any(isinstance(run, TextBlock) and run.font.strike for run in cell.value)
    return bool(cell.has_style and cell.font.strike)
