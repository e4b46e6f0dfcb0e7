"""csv: rows as Excel opens them; one whose header has this program's own field names is read as records."""

from __future__ import annotations

from breakdown.cells import SheetCells
from breakdown.encoding import decode
from breakdown.files.limits import MOST_BYTES
from breakdown.files.reader import read_bytes
from breakdown.read.contents import Contents, check_size
from breakdown.read.records import add_records, are_fields
from breakdown.read.sheets.workbook import add_sheet
from breakdown.read.steps import Step
from breakdown.read.textual import separator_of


def gather(name: str, data: bytes, step: Step) -> Contents:
    """The one table of a csv file; NoticeError when it is too large."""
    text = decode(data) or ""
    check_size(text.count(separator_of(text)) + text.count("\n"))
    contents = Contents()
    (sheet,) = read_bytes(name, data, MOST_BYTES).sheets
    if sheet.texts and are_fields(sheet.texts[0]):
        add_records(contents, name, _records(sheet))
    else:
        add_sheet(contents, name, sheet, "")
    return contents


def _records(sheet: SheetCells) -> list[tuple[str, dict[str, object]]]:
    header, *rows = sheet.texts
    return [
        (f"第{number}行", dict(zip(header, [*row, *[""] * len(header)], strict=False)))
        for number, row in enumerate(rows, 2) if any(row)
    ]  # fmt: skip
