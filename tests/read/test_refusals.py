"""What a clerk is told to do with a file that cannot be read: each cause has its own next step."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from breakdown.errors import NoticeError
from breakdown.read import read_document

_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")


def _docx(text: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", text)
    return packed.getvalue()


def _said(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    with pytest.raises(NoticeError) as caught:
        read_document(folder / name)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "found", "next_step"),
    [
        (_LOCKED, "“通知.docx”设有打开密码", "请用密码打开，取消密码"),
        (_docx(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "可能有害", "请勿打开，请发文单位重新发送"),
        (_docx(b"<w/>" * 500)[:60], "“通知.docx”不完整（可能没有下载完）", "请重新下载"),
        (_docx(b" " * 200_000_001), "“通知.docx”的内容超过 200 MB", "请确认没有选错文件"),
        ("修桥".encode() * 3_500_000, "“通知.docx”的内容超过 20 MB", "请确认没有选错文件"),
    ],
    ids=["locked", "harmful", "cut", "unpacks", "long"],
)
def test_each_cause_has_its_own_next_step(tmp_path: Path, data: bytes, found: str, next_step: str) -> None:
    said = _said(tmp_path, "通知.docx", data)
    assert found in said and next_step in said
    assert ("请勿打开" in said) == ("有害" in said)


def test_the_file_that_word_keeps_while_a_notice_is_open_is_named_as_such(tmp_path: Path) -> None:
    said = _said(tmp_path, "~$通知.docx", b"\x0bclerk" + b"\0" * 150)
    assert "临时文件" in said and "不带“~$”" in said


def test_an_error_page_is_quoted_once_and_marked_where_it_is_cut(tmp_path: Path) -> None:
    page = b"<html><title>404 Not Found</title><h1>404 Not Found</h1><p>nginx</p>"
    assert "（“404 Not Found nginx”）" in _said(tmp_path, "通知.html", page)
    assert "…”）" in _said(tmp_path, "通知.html", page.replace(b"nginx", b"n" * 60))
