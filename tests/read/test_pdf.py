"""Pdf with text: paragraphs, blank lines, page furniture; nothing on a page is lost, broken files are told as such."""

from __future__ import annotations

import zlib
from collections import Counter
from io import BytesIO
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from breakdown.document import Document, Paragraph
from breakdown.errors import NoticeError
from breakdown.read import read_document
from breakdown.read.paged import pdf_page
from tests.read.rebuild_pdf import text_pdf
from tests.read.rebuild_pdf_table import Ruled, table_pdf

LONG = "加快建设云河新区数字经济产业园，引进龙头企业三家以上，完成固定资产投资二十亿元，新增就业岗位一千个，"
NOTICE = "\n".join(
    [
        "云河区人民政府关于印发重点工作任务分解方案的通知", "", "各乡镇人民政府，区政府各部门：",
        f"1.{LONG * 3}年底前全面完成。", "责任单位：区发展改革局；配合单位：区财政局、区商务局。",
        f"2.{LONG * 2}形成规模。", "责任单位：区商务局。",
    ]
)  # fmt: skip


def read(tmp_path: Path, data: bytes) -> Document:
    path = tmp_path / "通知.pdf"
    path.write_bytes(data)
    return read_document(path)


def told(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if not paragraph.furniture]


def characters(document: Document) -> Counter[str]:
    texts = [
        piece.text
        for block in document.blocks
        for piece in ([block] if isinstance(block, Paragraph) else block.cells())
    ]
    return Counter("".join("".join(texts).split()))


def printed(data: bytes) -> Counter[str]:
    with pdfplumber.open(BytesIO(data)) as pdf:
        return Counter(char["text"] for page in pdf.pages for char in page.chars if char["text"].strip())


def no_pages() -> bytes:
    target = BytesIO()
    pypdfium2.PdfDocument.new().save(target)
    return target.getvalue()


@pytest.mark.parametrize("indent", [0, 2])
def test_wrapped_lines_become_the_paragraphs_they_were(tmp_path: Path, indent: int) -> None:
    assert told(read(tmp_path, text_pdf(NOTICE, indent=indent))) == NOTICE.split("\n")


def test_a_paragraph_goes_on_over_pages_and_page_furniture_stands_aside(tmp_path: Path) -> None:
    text = "\n".join(f"{number}.{LONG * 4}年底前完成。" for number in range(1, 60))
    document = read(tmp_path, text_pdf(text, header="云河区人民政府文件"))
    assert told(document) == text.split("\n")
    furniture = [paragraph.text for paragraph in document.paragraphs if paragraph.furniture]
    assert furniture[:4] == ["云河区人民政府文件", "— 1 —", "云河区人民政府文件", "— 2 —"]
    assert document.paragraphs[2].place == "第1页第8行"


def test_no_character_of_a_page_is_lost(tmp_path: Path) -> None:
    rows = [["序号", "工作任务", "责任单位"], *([str(number), LONG, "区商务局"] for number in range(1, 40))]
    table = table_pdf(rows, Ruled([40, 300, 100]), ["附件"], ["说明"], header="云河区")
    for data in (text_pdf(NOTICE, "页眉"), table):
        assert characters(read(tmp_path, data)) == printed(data)


def test_bare_numbers_at_the_foot_of_pages_are_page_numbers_only_if_they_count_pages(tmp_path: Path) -> None:
    lines = "\n\n".join(f"工作{number}\n\n{number}" for number in range(1, 90))
    document = read(tmp_path, text_pdf(lines))
    assert [text for text in told(document) if text.isdigit()] == [str(number) for number in range(1, 90)]


def test_a_locked_file_is_told_as_such(tmp_path: Path) -> None:
    target = BytesIO()
    canvas = Canvas(target, encrypt=StandardEncryption("geheim", strength=128))
    canvas.drawString(100, 100, "notice")
    canvas.save()
    with pytest.raises(NoticeError, match="设有打开密码"):
        read(tmp_path, target.getvalue())


def test_a_stream_that_bursts_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    for packed in (zlib.compress(bytes(70_000_000)), zlib.compress(zlib.compress(bytes(70_000_000)))):
        body = b"1 0 obj<</Length 9/Filter/FlateDecode>>\nstream\n" + packed + b"\nendstream\nendobj\n"
        with pytest.raises(NoticeError, match="内容太多"):
            read(tmp_path, b"%PDF-1.4\n" + body)


def test_a_page_that_draws_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_page, "MOST_DRAWN", 50)
    with pytest.raises(NoticeError, match="内容太多"):
        read(tmp_path, text_pdf(NOTICE))


def test_a_page_printed_on_its_side_reads_as_one_that_stands(tmp_path: Path) -> None:
    rows = [["序号", "工作任务", "责任单位"], *([str(number), LONG, "区商务局"] for number in range(1, 5))]
    straight = table_pdf(rows, Ruled([40, 300, 100], wide=False), ["附件"])
    for turn in (90, 180, 270):
        document = read(tmp_path, turned(straight, turn))
        assert [[cell.text for cell in row] for row in document.tables[0].rows] == rows
        assert document.paragraphs[0].text == "附件"


def turned(data: bytes, turn: int) -> bytes:
    """A page whose contents, and not the page, are turned."""
    target = BytesIO()
    with pypdfium2.PdfDocument(data) as pdf:
        cosine, sine = {90: (0, 1), 180: (-1, 0), 270: (0, -1)}[turn]
        for thing in pdf[0].get_objects(max_depth=1):
            thing.transform(pypdfium2.PdfMatrix(cosine, sine, -sine, cosine, 600, 600))
        pdf[0].gen_content()
        pdf.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.4\nnothing here", "已损坏或不完整"),
        (text_pdf(NOTICE)[:900], "已损坏或不完整"),
        (no_pages(), "没有页面"),
    ],
)  # fmt: skip
def test_broken_files_are_told_in_one_sentence(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(NoticeError) as caught:
        read(tmp_path, data)
    assert words in str(caught.value)
