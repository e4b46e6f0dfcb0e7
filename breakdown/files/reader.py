"""Workbooks read as plain cells, whatever they were saved as; the content decides, never the suffix."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from breakdown.cells import SheetCells, WorkbookCells
from breakdown.errors import WorkbookError
from breakdown.files.limits import MOST_BYTES, too_large
from breakdown.files.refusals import refusal
from breakdown.files.sniff import EXPECTED, kind_of

# By what sniff.kind_of finds: the module whose read(name, data, most) gives sheets and properties.
READERS = {
    "xlsx": "xlsx_reader",
    "xls": "xls_reader",
    "ods": "ods_reader",
    "csv": "csv_reader",
    "html": "html_reader",
}


def read_workbook(path: Path, most: int = MOST_BYTES) -> WorkbookCells:
    """A workbook's sheets as plain cells, its hash and its custom properties; the file itself is only read.

    Dates are date or datetime, numbers float, errors text such as "#REF!", a formula that was never calculated is its
    own text; of merged cells only the first has the value. Raises WorkbookError when it is none, broken, encrypted or
    unpacks to more than `most` bytes.
    """
    return read_bytes(path.name, _bytes_of(path, most), most)


def read_bytes(name: str, data: bytes, most: int = MOST_BYTES) -> WorkbookCells:
    """The same of a workbook that is in memory, such as one from an archive."""
    if not data:
        raise WorkbookError(f"{name} 是空文件（0 字节）", EXPECTED, "请单位重新发送")
    sheets, properties = _sheets(name, data, most)
    return WorkbookCells(name, hashlib.sha256(data).hexdigest(), tuple(sheets), properties)


def read_shown(name: str, data: bytes, most: int = MOST_BYTES) -> WorkbookCells:
    """The same with merged ranges, and with dates as they are shown, which takes a second look at an xlsx file."""
    cells = read_bytes(name, data, most)
    if kind_of(name, data, most) != "xlsx":
        return cells
    from breakdown.files.xlsx_shape import with_shape

    return replace(cells, sheets=with_shape(name, data, most, cells.sheets))


def _sheets(name: str, data: bytes, most: int) -> tuple[list[SheetCells], dict[str, str]]:
    if len(data) > most:
        raise too_large(name, most)
    kind = kind_of(name, data, most)
    if kind not in READERS:
        raise WorkbookError(f"{name} 是 {kind} 格式，这里读不了", EXPECTED, "请用 Excel 或 WPS 另存为 xlsx")
    # a reader is loaded when the first file of its kind comes
    module = import_module(f"breakdown.files.{READERS[kind]}")
    sheets, properties = module.read(name, data, most)
    return sheets, properties


def _bytes_of(path: Path, most: int) -> bytes:
    name = path.name
    if name.startswith("~$"):
        raise WorkbookError(f"{name} 是 Excel 打开文件时的临时锁文件", "应为工作簿本身", "请关闭 Excel 后删去它")
    try:
        if path.is_dir():
            raise WorkbookError(f"{name} 是文件夹", EXPECTED, "请给出其中的文件")
        if path.stat().st_size > most:
            raise too_large(name, most)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise WorkbookError(f"找不到 {path}", EXPECTED, "请检查文件名") from error
    except OSError as error:
        why = refusal(error)
        raise WorkbookError(f"{name} 打不开（{why.reason}）", EXPECTED, why.next_step) from error
