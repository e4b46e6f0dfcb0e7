"""Workbooks read: formats by content, errors and formulas kept, bad files refused in words for a clerk."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference

from breakdown.errors import WorkbookError
from breakdown.files import xlsx_reader
from breakdown.files.reader import read_workbook
from breakdown.files.templates import load_styles
from breakdown.files.writer import book_bytes
from tests.files.samples import sample_book
from tests.shared import needs_fast

GOOD = book_bytes(sample_book(), load_styles())


def saved(workbook: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def strange_workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "怪表"
    sheet["B2"], sheet["C2"], sheet["D2"] = "#REF!", "=SUM(A1:A3)", datetime(2021, 6, 30, 12, 5)
    sheet["B2"].data_type = "e"
    sheet["B4"], sheet["C4"], sheet["D4"], sheet["E4"] = time(3, 4), timedelta(hours=30), True, date(2021, 6, 30)
    sheet.merge_cells("B6:D7")
    sheet["B6"] = "合并"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3))
    book.create_chartsheet("图").add_chart(chart)
    book.create_sheet("空").sheet_state = "veryHidden"
    return saved(book)


EXPECTED = (
    (),
    (None, "#REF!", "=SUM(A1:A3)", datetime(2021, 6, 30, 12, 5)),
    (),
    (None, "03:04:00", "30:00", True, date(2021, 6, 30)),
    (),
    (None, "合并"),
)


@pytest.mark.parametrize("fast", [pytest.param(True, marks=needs_fast), False])
def test_errors_formulas_times_and_merged_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fast: bool) -> None:
    monkeypatch.setattr(xlsx_reader, "_FAST", fast)
    (tmp_path / "怪.xlsx").write_bytes(strange_workbook())
    back = read_workbook(tmp_path / "怪.xlsx")
    assert [(sheet.name, sheet.hidden) for sheet in back.sheets] == [("怪表", False), ("空", True)]
    assert back.sheets[0].rows == EXPECTED and back.sheets[1].rows == ()


def test_both_readers_read_a_form_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "表.xlsx").write_bytes(GOOD)
    fast = read_workbook(tmp_path / "表.xlsx")
    monkeypatch.setattr(xlsx_reader, "_FAST", False)
    slow = read_workbook(tmp_path / "表.xlsx")
    assert slow == fast and fast.properties == {"breakdown": "abc"}


@pytest.mark.parametrize("name", ["表.xls", "表.et", "表.csv", "表"])
def test_the_content_decides_not_the_suffix(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(GOOD)
    assert read_workbook(tmp_path / name).sheet("牵头任务") is not None


def zipped(**files: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("空.xlsx", b"", "空文件"),
        ("断.xlsx", GOOD[: len(GOOD) // 2], "不完整"),
        ("断.xls", OLE + b"\0" * 600, "已损坏"),
        ("密.xlsx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        ("信.xlsx", b"%PDF-1.4", "PDF"),
        ("网页.xls", "<html><body>重点工作</body></html>".encode(), "没有表格"),
        ("图.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "图片"),
        ("文.xls", OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "Word"),
        ("包.xls", b"Rar!\x1a\x07\x00", "压缩包"),
        ("乱.csv", b"\x01\x02\x03,\xff", "无法辨认"),
        ("文.docx", zipped(**{"word/document.xml": "<a/>"}), "Word"),
        ("包.zip", zipped(**{"一.xlsx": "x"}), "压缩包"),
        ("坏.xlsx", zipped(**{"xl/workbook.xml": "<broken"}), "已损坏"),
        ("~$锁.xlsx", b"x", "锁文件"),
    ],
)
def test_bad_files_are_refused_with_a_next_step(tmp_path: Path, name: str, data: bytes, found: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(WorkbookError, match=found) as caught:
        read_workbook(tmp_path / name)
    assert name in caught.value.found and caught.value.expected and caught.value.next_step


def test_folders_missing_files_and_locked_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="文件夹"):
        read_workbook(tmp_path)
    with pytest.raises(WorkbookError, match="找不到"):
        read_workbook(tmp_path / "无.xlsx")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    (tmp_path / "锁.xlsx").write_bytes(GOOD)
    (tmp_path / "锁.xlsx").chmod(0)
    with pytest.raises(WorkbookError, match="打不开"):
        read_workbook(tmp_path / "锁.xlsx")


def test_permission_errors_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "锁.xlsx").write_bytes(GOOD)

    def refuse(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(WorkbookError, match="打不开"):
        read_workbook(tmp_path / "锁.xlsx")


@pytest.mark.parametrize(
    "custom", ["<Properties><p", "<Properties>" + "x" * 5_000_000 + "</Properties>"]
)
def test_broken_properties_are_left_out_and_the_cells_still_read(tmp_path: Path, custom: str) -> None:
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(changed, "w") as new:
        for item in old.namelist():
            new.writestr(item, custom if item == "docProps/custom.xml" else old.read(item))
    (tmp_path / "表.xlsx").write_bytes(changed.getvalue())
    back = read_workbook(tmp_path / "表.xlsx")
    assert back.properties == {} and back.sheet("牵头任务") is not None
