"""The fast reader of xlsx, a compiled one; it drops errors and formulas without a value."""

from __future__ import annotations

import io

import python_calamine as calamine

from breakdown.cells import SheetCells
from breakdown.files.limits import broken, encrypted
from breakdown.files.plain import trim


def read_sheets(name: str, data: bytes) -> list[SheetCells]:
    """All worksheets of a workbook; WorkbookError when it is broken or encrypted."""
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = []
        for at, meta in enumerate(book.sheets_metadata):
            if meta.typ == calamine.SheetTypeEnum.WorkSheet:
                rows = book.get_sheet_by_index(at).to_python(skip_empty_area=False)
                hidden = meta.visible != calamine.SheetVisibleEnum.Visible
                sheets.append(SheetCells(meta.name, trim(rows), hidden))
        return sheets
    except calamine.PasswordError as error:
        raise encrypted(name) from error
    except _refusals() as error:
        raise broken(name) from error


def _refusals() -> tuple[type[BaseException], ...]:
    """What the compiled reader raises on a damaged file; the last of them exists only once it has tripped over one."""
    panics = (kind for kind in BaseException.__subclasses__() if kind.__name__ == "PanicException")
    return (calamine.CalamineError, calamine.ZipError, calamine.XmlError, *panics)
