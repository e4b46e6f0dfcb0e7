"""csv, and text with tabs or semicolons: one sheet, every value as the text it is."""

from __future__ import annotations

import csv
import io
from pathlib import PurePath

from breakdown.book import Value
from breakdown.cells import SheetCells
from breakdown.files.limits import Allowance, bounded_text, broken
from breakdown.files.plain import lay_out

_SEPARATORS = (",", "\t", ";")
_SAMPLE = 60


def read(name: str, data: bytes, most: int) -> tuple[list[SheetCells], dict[str, str]]:
    """One sheet with the file's name, as Excel opens it; WorkbookError when it is no text or too long."""
    text = bounded_text(name, data, most)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        # how Excel is told which separator to expect
        separator, text = first.strip()[4], rest
    else:
        separator = _separator(text)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise broken(name) from error
    cells: dict[tuple[int, int], Value] = {
        (at, column): value for at, row in enumerate(rows) for column, value in enumerate(row) if value.strip()
    }
    return [SheetCells(PurePath(name).stem, lay_out(cells, Allowance(name)))], {}


def _separator(text: str) -> str:
    """The separator that divides most lines."""
    lines = text.splitlines()[:_SAMPLE]
    return max(_SEPARATORS, key=lambda each: sum(each in line for line in lines))
