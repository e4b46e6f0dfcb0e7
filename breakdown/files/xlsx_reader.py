"""xlsx and xlsm: by the fast reader in one pass; by the slow one where the fast one cannot tell or must not try."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import zip_longest

from breakdown.cells import SheetCells
from breakdown.errors import WorkbookError
from breakdown.files.archive import Archive, open_archive
from breakdown.files.limits import Allowance, too_many_cells
from breakdown.files.plain import per_cent
from breakdown.files.xlsx_survey import Survey, light, survey

try:
    from breakdown.files import calamine_reader

    _FAST = True
except ImportError:  # a machine for which there is no compiled reader
    from multiprocessing import parent_process

    _FAST = False
    if parent_process() is None:
        # told once, by the process that the clerk started
        print("这台电脑上没有快速读表的组件（python-calamine），改用较慢的方式读表，结果相同。", file=sys.stderr)


def read(name: str, data: bytes, most: int) -> tuple[list[SheetCells], dict[str, str]]:
    """Worksheets and custom properties; values only, links and macros are not followed. Raises WorkbookError."""
    archive = open_archive(name, data, most)
    seen = survey(name, archive)
    fast = _fast(name, data) if seen.fast and _FAST else None
    if fast is None:
        return [_with_looks(sheet, seen) for sheet in _slow(name, archive)], seen.properties
    if seen.gaps or seen.marks:
        try:
            fast = _filled(fast, _slow(name, archive))
        except WorkbookError:
            # notes are not worth losing the form for; cells are
            if seen.gaps:
                raise
            fast = [replace(sheet, unseen=True) for sheet in fast]
    fast = [_with_percents(sheet, seen.percents.get(sheet.name, set())) for sheet in fast]
    return [_with_looks(sheet, seen) for sheet in fast], seen.properties


def _with_looks(sheet: SheetCells, seen: Survey) -> SheetCells:
    """The sheet with its hidden rows and columns, its merged cells, and those over which pictures begin."""
    if not any(sheet.name in found for found in (seen.hidden, seen.pictures, seen.merged)):
        return sheet
    rows, ranges = seen.hidden.get(sheet.name, ([], []))
    widest = max(map(len, sheet.rows), default=0)
    columns = {column for first, last in ranges for column in range(first - 1, min(last, widest))}
    return replace(sheet, pictures=frozenset(seen.pictures.get(sheet.name, ())), merged=seen.merged.get(sheet.name, ()),
                   hidden_rows=frozenset(row - 1 for row in rows), hidden_columns=frozenset(columns))


def _with_percents(sheet: SheetCells, places: set[tuple[int, int]]) -> SheetCells:
    """The sheet with its percentages as they are shown."""
    if not places:
        return sheet
    rows = [list(row) for row in sheet.rows]
    for row, column in places:
        value = sheet.value(row, column)
        if isinstance(value, float | int) and not isinstance(value, bool):
            rows[row][column] = per_cent(value)
    return replace(sheet, rows=tuple(map(tuple, rows)))


def _fast(name: str, data: bytes) -> list[SheetCells] | None:
    try:
        return calamine_reader.read_sheets(name, data)
    except WorkbookError:
        # what one reader refuses the other may still understand; its own refusal is final
        return None


def _slow(name: str, archive: Archive) -> list[SheetCells]:
    if not light(name, archive):
        raise too_many_cells(name)
    # openpyxl takes longer to import than the fast reader takes for fifty forms
    from breakdown.files import openpyxl_reader

    return openpyxl_reader.read_sheets(name, archive.data, Allowance(name))


def _filled(fast: list[SheetCells], slow: list[SheetCells]) -> list[SheetCells]:
    """The fast reader's values with what only the slow one sees: errors, formulas without a value, notes, strokes."""
    others = {sheet.name: sheet for sheet in slow}
    return [_joined(sheet, others[sheet.name]) if sheet.name in others else sheet for sheet in fast]


def _joined(fast: SheetCells, slow: SheetCells) -> SheetCells:
    rows = []
    for ours, theirs in zip_longest(fast.rows, slow.rows, fillvalue=()):
        pairs = zip_longest(ours, theirs)
        rows.append(tuple(value if value is not None else other for value, other in pairs))
    return replace(slow, rows=tuple(rows), hidden=fast.hidden)
