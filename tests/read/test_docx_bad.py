"""Word documents that are broken, locked, harmful or something else: one clear sentence, quickly."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from breakdown.errors import NoticeError
from breakdown.read import read_document
from tests.files.attacks import LAUGHS
from tests.read.rebuild_docx import paragraph, raw_docx, zipped

_OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
_MAIN = "word/document.xml"
_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = ("[Content_Types].xml", "<Types/>")


def good() -> bytes:
    return raw_docx(paragraph("修建清溪桥"))


def damaged() -> bytes:
    data = bytearray(zipped({_MAIN: paragraph("修建清溪桥") * 50}))
    data[60] ^= 0xFF
    return bytes(data)


def nested() -> bytes:
    deep = "<w:sdt><w:sdtContent>" * 400
    return zipped({_MAIN: f"<w:document {_NS}><w:body>{deep}"})


def bomb() -> bytes:
    """A part that unpacks to 30 MB of tags."""
    return zipped({_MAIN: f"<w:document {_NS}><w:body>" + "<w:p/>" * 5_000_000 + "</w:body></w:document>"})


def locked() -> bytes:
    data = bytearray(good())
    at = data.rfind(b"PK\x05\x06")
    begin = int.from_bytes(data[at + 16:at + 20], "little")
    while data[begin:begin + 4] == b"PK\x01\x02":
        data[begin + 8] |= 1
        begin += 46 + sum(int.from_bytes(data[begin + n:begin + n + 2], "little") for n in (28, 30, 32))
    return bytes(data)


CASES: list[tuple[Callable[[], bytes], str]] = [
    (lambda: good()[:-200], "不完整"),
    (lambda: good()[:200], "不完整"),
    (lambda: _OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    (locked, "密码"),
    (damaged, "损坏"),
    (lambda: zipped({_MAIN: f"<w:document {_NS}><w:body>"}), "损坏"),
    (nested, "损坏"),
    (lambda: zipped({_TYPES[0]: _TYPES[1], "word/styles.xml": "<a/>"}), "没有正文"),
    (lambda: zipped({_MAIN: f"<?xml version='1.0'?>{LAUGHS}<w:document {_NS}>&h;</w:document>"}), "实体"),
    (lambda: raw_docx(""), "没有中文"),
    (bomb, "太多"),
]


@pytest.mark.parametrize(("make", "says"), CASES)
def test_one_sentence_and_soon(tmp_path: Path, make: Callable[[], bytes], says: str) -> None:
    file = tmp_path / "通知.docx"
    file.write_bytes(make())
    begun = time.perf_counter()
    with pytest.raises(NoticeError, match=says) as refusal:
        read_document(file)
    assert time.perf_counter() - begun < 5
    assert str(refusal.value).count("。") == 1 and "通知.docx" in str(refusal.value)


def test_a_zip_that_says_it_unpacks_to_more_than_is_allowed(tmp_path: Path) -> None:
    file = tmp_path / "通知.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(_MAIN, "w") as part:
        for _ in range(260):
            part.write(bytes(1_000_000))
    with pytest.raises(NoticeError, match="超过 200 MB"):
        read_document(file)


def test_the_text_may_stand_in_a_part_of_another_name(tmp_path: Path) -> None:
    file = tmp_path / "通知.docx"
    with zipfile.ZipFile(file, "w") as archive:
        relation = '<Relationship Id="a" Type="x/officeDocument" Target="/word/document2.xml"/>'
        space = "http://schemas.openxmlformats.org/package/2006/relationships"
        archive.writestr(*_TYPES)
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{space}">{relation}</Relationships>')
        archive.writestr("word/document2.xml", f"<w:document {_NS}><w:body>{paragraph('修桥')}</w:body></w:document>")
    assert [each.text for each in read_document(file).paragraphs] == ["修桥"]
