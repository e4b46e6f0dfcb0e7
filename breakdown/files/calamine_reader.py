"""The fast reader, a compiled one; it reads xlsx, xlsm, xls and ods, but drops errors and formulas without a value."""

from __future__ import annotations

import io

import python_calamine as calamine

from breakdown.cells import SheetCells
from breakdown.errors import WorkbookError
from breakdown.files.archive import encrypted
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
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError) as error:
        raise WorkbookError(
            f"{name} 已损坏或不完整", "应为 Excel 工作簿（xlsx、xlsm、xls、ods）",
            "请用 Excel 打开检查，或请单位重新发送",
        ) from error
