"""Pdf with text: characters and ruling lines by pdfminer.six, laid out as every paged format is."""

from __future__ import annotations

import logging
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.psexceptions import PSException

from breakdown.errors import NoticeError
from breakdown.read.contents import Contents
from breakdown.read.paged.glyphs import Page
from breakdown.read.paged.layout import Pages
from breakdown.read.paged.ocr import Recognizer, doubt_of, render
from breakdown.read.paged.pdf_guard import grows_too_much
from breakdown.read.paged.pdf_page import TooMuchError, draw_page
from breakdown.read.steps import Step

# A notice of more pages than this is a book.
MOST_PAGES = 2000
# What a parser of broken or hostile files may stumble over.
_BROKEN = (
    PSException, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError, RuntimeError,
    EOFError, struct.error, zlib.error,
)  # fmt: skip
_EXPECTED = "应是一份完整、未加密的 PDF"


def gather(name: str, data: bytes, step: Step) -> Contents:
    """Lines and tables of a pdf, page by page; NoticeError when it is locked, broken, far too long, or only pictures.

    Pages without text are recognised where the engine for it is installed, which leaves a doubt.
    """
    # what a broken font or picture makes the library say is nothing that a clerk can use
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    if grows_too_much(data):
        raise _too_much(name)
    pages = Pages()
    scans: list[int] = []
    pictures = _Pictures(name, data)
    try:
        sources = _sources(name, data)
        manager = PDFResourceManager()
        for number, source in enumerate(sources, 1):
            drawn = draw_page(manager, number, source)
            pages.add(pictures.page(number) if drawn.is_picture else drawn.page)
            scans += [number] if drawn.is_scan else []
            step("读取页面", len(sources))
    except PDFEncryptionError as error:
        raise NoticeError(f"“{name}”设有打开密码", _EXPECTED, "请取消密码后再读取") from error
    except TooMuchError as error:
        raise _too_much(name) from error
    except _BROKEN as error:
        raise NoticeError(f"“{name}”已损坏或不完整", _EXPECTED, "请重新下载，或请发文单位重新发送") from error
    contents = pages.lay_out()
    contents.doubts += [doubt_of(numbers) for numbers in (pictures.numbers, scans) if numbers]
    return contents


def _too_much(name: str) -> NoticeError:
    return NoticeError(f"“{name}”的页面里内容太多，不像是通知", _EXPECTED, "请确认文件来源；可打印成新的 PDF 后再读取")


class _Pictures:
    """Recognises the pages that are pictures; the engine is loaded at the first one."""

    def __init__(self, name: str, data: bytes) -> None:
        self.numbers: list[int] = []
        self._name, self._data = name, data
        self._reader: Recognizer | None = None

    def page(self, number: int) -> Page:
        """The page as recognised."""
        self._reader = self._reader or Recognizer(self._name)
        self.numbers.append(number)
        return self._reader.page(number, render(self._data, number))


def _sources(name: str, data: bytes) -> list[PDFPage]:
    """The pages of a file; NoticeError when there are none, or too many."""
    found: list[PDFPage] = []
    for page in _pages(data):
        found.append(page)
        if len(found) > MOST_PAGES:
            raise NoticeError(f"“{name}”超过 {MOST_PAGES} 页", "应是一份通知", "请确认没有选错文件")
    if not found:
        raise NoticeError(f"“{name}”里没有页面", _EXPECTED, "请重新下载，或请发文单位重新发送")
    return found


def _pages(data: bytes) -> Iterator[PDFPage]:
    yield from PDFPage.create_pages(PDFDocument(PDFParser(BytesIO(data))))
