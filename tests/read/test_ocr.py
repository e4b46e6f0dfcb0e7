"""Pictures of pages: recognised with a doubt where the engine is installed, one sentence where it is not."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from breakdown.document import Document
from breakdown.errors import NoticeError
from breakdown.read import read_document
from tests.read.rebuild_pdf import text_pdf

TEXT = "区商务局牵头，区财政局配合，年底前完成"


def picture(kind: str, text: str = TEXT) -> bytes:
    """A small picture of a line of text, or a pdf of one page that holds nothing else."""
    with pypdfium2.PdfDocument(text_pdf(text, size=20)) as pdf:
        image = pdf[0].render(scale=2.4).to_pil().crop((120, 120, 1200, 320))
    page = Image.new("RGB", (1200, 400), "white")
    page.paste(image, (40, 80))
    target = BytesIO()
    page.save(target, kind, resolution=144)
    return target.getvalue()


def read(tmp_path: Path, name: str, data: bytes) -> Document:
    (tmp_path / name).write_bytes(data)
    return read_document(tmp_path / name)


def test_a_picture_is_recognised_with_a_doubt(tmp_path: Path) -> None:
    document = read(tmp_path, "通知.png", picture("PNG"))
    assert [line.text for line in document.paragraphs] == [TEXT]
    assert document.doubts == ("通知由图片识别，文字可能有误，请与原件核对",)


def test_only_the_scanned_pages_of_a_pdf_are_recognised(tmp_path: Path) -> None:
    target = BytesIO()
    with pypdfium2.PdfDocument(text_pdf("各乡镇人民政府：现将任务分解如下，请认真组织实施。")) as mixed:
        with pypdfium2.PdfDocument(picture("PDF")) as scan:
            mixed.import_pages(scan)
        mixed.save(target)
    document = read(tmp_path, "通知.pdf", target.getvalue())
    told = [line.text for line in document.paragraphs if line.text and not line.furniture]
    assert told == ["各乡镇人民政府：现将任务分解如下，请认真组织实施。", TEXT]
    assert document.doubts == ("第2页由图片识别，文字可能有误，请与原件核对",)


@pytest.mark.parametrize(("name", "kind"), [("通知.jpg", "JPEG"), ("通知.pdf", "PDF")])
def test_without_the_engine_one_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: str
) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr_onnxruntime", None)
    with pytest.raises(NoticeError) as caught:
        read(tmp_path, name, picture(kind))
    assert "是图片、扫描件" in str(caught.value) and 'pip install ".[ocr]"' in str(caught.value)


def test_a_font_that_explains_none_of_its_characters_makes_a_page_a_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr_onnxruntime", None)
    data = text_pdf(TEXT * 3).replace(b"/UniGB-UCS2-H", b"/Identity-H  ").replace(b"(GB1)", b"(XY1)")
    with pytest.raises(NoticeError, match="取不出文字"):
        read(tmp_path, "通知.pdf", data)


def test_a_broken_picture_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(NoticeError, match="已损坏或不完整"):
        read(tmp_path, "通知.png", picture("PNG")[:200])
