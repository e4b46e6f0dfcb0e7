"""Plain text in every encoding offices use, and what is no text at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from breakdown.errors import NoticeError
from breakdown.read import read_document

TEXT = "云河区2021年重点任务分解\n1.修建清溪桥。\r\n责任单位：区交通局。\n\n　\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "notice.txt"
    file.write_bytes(TEXT.encode(encoding))
    document = read_document(file)
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts == ["云河区2021年重点任务分解", "1.修建清溪桥。", "责任单位：区交通局。", "", "\u3000", ""]
    assert [paragraph.line for paragraph in document.paragraphs] == [1, 2, 3, 4, 5, 6]
    assert document.place(2) == "notice.txt 第2行"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "空文件"), (b" \n\n ", "空文件"), (b"PK\x03\x04rest", "不完整"), (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "图片"), (bytes.fromhex("d0cf11e0a1b11ae1"), "旧版"), (b"only english", "没有中文"),
        (b"\xff\xfe\x00\xd8\x00", "编码"), (bytes(range(128, 256)) * 3, "“notice.txt”"),
    ],
)  # fmt: skip
def test_no_notice(tmp_path: Path, data: bytes, says: str) -> None:
    file = tmp_path / "notice.txt"
    file.write_bytes(data)
    with pytest.raises(NoticeError, match=says):
        read_document(file)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(NoticeError, match="找不到"):
        read_document(tmp_path / "none.txt")
    with pytest.raises(NoticeError, match="文件夹"):
        read_document(tmp_path)
