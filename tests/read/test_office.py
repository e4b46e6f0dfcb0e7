"""Older and foreign text documents, through LibreOffice: read as their docx would be, refused in one sentence."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from breakdown.errors import NoticeError
from breakdown.pipeline import read_notices
from breakdown.read import read_document
from breakdown.read.word import office
from breakdown.reading import task_records
from breakdown.words import Words
from tests.files.attacks import LAUGHS
from tests.office import convert, needs_office
from tests.read.rebuild_docx import rebuild_docx, table_docx, zipped
from tests.shared import require_shared, score

ROWS = [["序号", "任务", "责任单位", "<"], ["^", "^", "牵头", "配合"], ["1", "修建清溪桥", "区交通局", "清溪镇"]]
_WORDML = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Word.Document"?>\n'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>{}</w:body></w:wordDocument>'
)


@pytest.mark.parametrize(("suffix", "made"), [("wps", "doc:MS Word 97"), ("rtf", "rtf"), ("odt", "odt"),
                                              ("docx", "docx")])  # fmt: skip
def test_paragraphs_and_merged_cells_survive(tmp_path: Path, suffix: str, made: str) -> None:
    needs_office()
    source = tmp_path / "源.docx"
    source.write_bytes(table_docx(ROWS, above=["云河区2021年重点任务", "", "　　前面有空格"], below=["附则"]))
    (tmp_path / "out").mkdir()
    file = convert(source, tmp_path / "out", made).rename(tmp_path / f"通知.{suffix}")
    document = read_document(file)
    assert [each.text for each in document.paragraphs[:3]] == ["云河区2021年重点任务", "", "　　前面有空格"]
    assert [each.text for each in document.paragraphs if each.text][-1] == "附则"
    (table,) = document.tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["序号", "任务", "责任单位", "责任单位"], ["序号", "任务", "牵头", "配合"],
        ["1", "修建清溪桥", "区交通局", "清溪镇"],
    ]  # fmt: skip
    assert document.place(next(table.cells()).line) == f"通知.{suffix} 表1第1行第1列"


@pytest.mark.shared
def test_a_real_notice_saved_as_doc_reads_to_its_gold(tmp_path: Path, words: Words) -> None:
    needs_office()
    text = (require_shared() / "notices" / "zhaohua-2020.txt").read_text(encoding="utf-8")
    source = tmp_path / "zhaohua-2020.docx"
    source.write_bytes(rebuild_docx(text))
    reading = read_notices([convert(source, tmp_path, "doc:MS Word 97")], words)
    figures, differences = score("zhaohua-2020", task_records(reading))
    figures.pop("flagged")
    assert figures.pop("silent_error_rate") == 0
    assert {name: value for name, value in figures.items() if value != 1} == {}, differences[:5]


def test_word_2003_xml(tmp_path: Path) -> None:
    needs_office()
    file = tmp_path / "通知.xml"
    file.write_text(_WORDML.format("<w:p><w:r><w:t>修建清溪桥</w:t></w:r></w:p>"), encoding="utf-8")
    assert [each.text for each in read_document(file).paragraphs if each.text] == ["修建清溪桥"]


def test_word_xml_in_one_file_needs_no_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{space}"><Relationship Id="a" Type="{relation}"'
        ' Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{main}"><w:body><w:p><w:r><w:t>修桥</w:t></w:r></w:p></w:body>'
        "</w:document>",
    }
    inside = "".join(f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{xml}</pkg:xmlData></pkg:part>'
                     for name, xml in parts.items())  # fmt: skip
    file = tmp_path / "通知.xml"
    package = "http://schemas.microsoft.com/office/2006/xmlPackage"
    whole = f'<?xml version="1.0"?><pkg:package xmlns:pkg="{package}">{inside}</pkg:package>'
    file.write_text(whole, encoding="utf-8")
    assert [each.text for each in read_document(file).paragraphs] == ["修桥"]
    file.write_text(whole.replace("?>", f"?>{LAUGHS}", 1), encoding="utf-8")
    with pytest.raises(NoticeError, match="实体"):
        read_document(file)


def ole(head: bytes, behind: str = "") -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + head + bytes(600) + behind.encode("utf-16-le")


def test_without_office_one_sentence_says_how_to_get_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    file = tmp_path / "通知.wps"
    file.write_bytes(ole(b"\xec\xa5\xc1\x00", "WordDocument"))
    with pytest.raises(NoticeError, match="没有安装 LibreOffice.*另存为 docx.*或者安装 LibreOffice") as refusal:
        read_document(file)
    assert str(refusal.value).count("。") == 1


@pytest.mark.parametrize(
    ("suffix", "data", "says"),
    [
        ("doc", ole(b"\xec\xa5\xc1\x00" + bytes(7) + b"\x01", "WordDocument"), "密码"),
        ("xml", (_WORDML.replace("<w:wordDocument", LAUGHS + "<w:wordDocument", 1)).encode(), "实体"),
        ("odt", zipped({"mimetype": "application/vnd.oasis.opendocument.text",
                        "META-INF/manifest.xml": "<m><encryption-data/></m>"}), "密码"),
        ("odt", zipped({"mimetype": "application/vnd.oasis.opendocument.text",
                        "content.xml": f"<?xml version='1.0'?>{LAUGHS}<a>&h;</a>"}), "实体"),
    ],
)  # fmt: skip
def test_refused_before_office_opens_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, data: bytes, says: str
) -> None:
    monkeypatch.setattr(office, "_run", lambda command: pytest.fail("LibreOffice was asked"))
    file = tmp_path / f"通知.{suffix}"
    file.write_bytes(data)
    with pytest.raises(NoticeError, match=says):
        read_document(file)


@pytest.mark.parametrize(("suffix", "data"), [
    ("doc", ole(b"\xec\xa5\xc1\x00")), ("rtf", b"{\\rtf1\\ansi{{{"),
    ("odt", zipped({"mimetype": "application/vnd.oasis.opendocument.text"})),
])  # fmt: skip
def test_what_office_cannot_open_is_no_text(tmp_path: Path, suffix: str, data: bytes) -> None:
    needs_office()
    file = tmp_path / f"通知.{suffix}"
    file.write_bytes(data)
    with pytest.raises(NoticeError, match="打不开|没有中文"):
        read_document(file)


def test_an_office_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_SECONDS", 0.3)
    begun = time.perf_counter()
    assert office._run(["sleep", "30"]) is False
    assert time.perf_counter() - begun < 5
    monkeypatch.setattr(office, "find_office", lambda: "office")
    monkeypatch.setattr(office, "_run", lambda command: False)
    file = tmp_path / "通知.rtf"
    file.write_bytes(b"{\\rtf1 }")
    with pytest.raises(NoticeError, match="超过"):
        read_document(file)


def test_a_docx_named_doc_is_read_as_what_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    file = tmp_path / "通知.doc"
    file.write_bytes(table_docx(ROWS))
    assert len(read_document(file).tables) == 1
