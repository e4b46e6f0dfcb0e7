"""Workbooks read as plain cells: xlsx, xlsm, xls, ods; the content decides, never the suffix."""

from __future__ import annotations

import hashlib
from pathlib import Path

from breakdown.cells import SheetCells, WorkbookCells
from breakdown.errors import WorkbookError
from breakdown.files.archive import custom_properties, encrypted, open_archive, sheets_with_formulas

try:
    from breakdown.files import calamine_reader

    _FAST = True
except ImportError:  # a machine for which there is no compiled reader; openpyxl reads xlsx and xlsm there
    _FAST = False

MOST_BYTES = 200_000_000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_EXPECTED = "应为 Excel 工作簿（xlsx、xlsm、xls、ods）"


def read_workbook(path: Path) -> WorkbookCells:
    """A workbook's sheets as plain cells, its hash and its custom properties; the file itself is only read.

    Dates are date or datetime, numbers float, errors text such as "#REF!", a formula that was never calculated is its
    own text; of merged cells only the first has the value. Raises WorkbookError when it is none, broken or encrypted.
    """
    data = _bytes_of(path)
    sheets, properties = _read(path.name, data)
    return WorkbookCells(path.name, hashlib.sha256(data).hexdigest(), tuple(sheets), properties)


def _bytes_of(path: Path) -> bytes:
    name = path.name
    if name.startswith("~$"):
        raise WorkbookError(f"{name} 是 Excel 打开文件时的临时锁文件", "应为工作簿本身", "请关闭 Excel 后删去它")
    try:
        if path.is_dir():
            raise WorkbookError(f"{name} 是文件夹", _EXPECTED, "请给出其中的文件")
        if path.stat().st_size > MOST_BYTES:
            raise WorkbookError(f"{name} 超过 200 MB", _EXPECTED, "请删去其中的图片后重试")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise WorkbookError(f"找不到 {path}", _EXPECTED, "请检查文件名") from error
    except OSError as error:
        found = f"{name} 打不开（{error.strerror or error}）"
        raise WorkbookError(found, _EXPECTED, "请检查权限或关闭占用它的程序") from error
    if not data:
        raise WorkbookError(f"{name} 是空文件（0 字节）", _EXPECTED, "请单位重新发送")
    return data


def _read(name: str, data: bytes) -> tuple[list[SheetCells], dict[str, str]]:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise encrypted(name)
        return _by_calamine(name, data), {}
    if not data.startswith(b"PK"):
        raise WorkbookError(
            f"{name} 不是 Excel 工作簿（内容是{_describe(data)}）", _EXPECTED, "请用 Excel 或 WPS 另存为 xlsx"
        )
    with open_archive(name, data) as archive:
        names = set(archive.namelist())
        properties = custom_properties(archive)
        formulas = sheets_with_formulas(archive)
    if "xl/workbook.xml" not in names:
        if not names & {"content.xml", "xl/workbook.bin"}:
            kind = "Word 文档" if "word/document.xml" in names else "压缩包"
            raise WorkbookError(f"{name} 不是 Excel 工作簿（内容是{kind}）", _EXPECTED, "请发送工作簿本身")
        return _by_calamine(name, data), properties
    return _xlsx_sheets(name, data, formulas), properties


def _xlsx_sheets(name: str, data: bytes, formulas: bool) -> list[SheetCells]:
    try:
        fast = calamine_reader.read_sheets(name, data) if _FAST else None
    except WorkbookError:
        # what one reader refuses the other may still understand; its own refusal is final
        fast = None
    if fast is not None and not formulas:
        return fast
    # openpyxl takes longer to import than the fast reader takes for fifty forms
    from breakdown.files import openpyxl_reader

    if fast is None:
        return openpyxl_reader.read_sheets(name, data)
    return openpyxl_reader.fill_in(name, data, fast)


def _by_calamine(name: str, data: bytes) -> list[SheetCells]:
    if not _FAST:
        raise WorkbookError(f"{name} 是 xls 或 ods 格式，这台机器上读不了", "应为 xlsx", "请用 Excel 另存为 xlsx")
    return calamine_reader.read_sheets(name, data)


def _describe(data: bytes) -> str:
    head = data[:1000].lstrip().lower()
    if head.startswith(b"%pdf"):
        return " PDF"
    if b"<html" in head or b"<table" in head:
        return "网页"
    if head.startswith(b"rar!") or head.startswith(b"7z"):
        return "压缩包"
    return "文本或其他格式"
