"""Ofd (GB/T 33190): a zip of XML pages, texts and lines placed in millimetres, laid out as every paged format."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from xml.etree import ElementTree

from breakdown.errors import NoticeError
from breakdown.files.archive import open_archive, unpacked
from breakdown.files.limits import MOST_BYTES
from breakdown.read.contents import Contents
from breakdown.read.paged.layout import Pages
from breakdown.read.paged.ofd_page import Sheet, draw_sheet
from breakdown.read.steps import Step

# A notice of more pages than this is a book.
_MOST_PAGES = 2000
_EXPECTED = "应是一份完整、未加密的 OFD 文件"
_RESEND = "请重新下载，或请发文单位重新发送"


def gather(name: str, data: bytes, step: Step) -> Contents:
    """Lines and tables of an ofd, page by page; NoticeError when a part is missing or no XML, or there are no pages."""
    parts = dict(unpacked(name, open_archive(name, data, MOST_BYTES)))
    try:
        sheets = [sheet for document in _documents(parts) for sheet in _sheets(parts, document)]
        if not 0 < len(sheets) <= _MOST_PAGES:
            found = f"超过 {_MOST_PAGES} 页" if sheets else "里没有页面"
            raise NoticeError(f"“{name}”{found}", "应是一份通知", _RESEND)
        pages = Pages()
        for number, sheet in enumerate(sheets, 1):
            pages.add(draw_sheet(number, sheet))
            step("读取页面", len(sheets))
    except (ElementTree.ParseError, KeyError, ValueError) as error:
        raise NoticeError(f"“{name}”已损坏或不完整", _EXPECTED, _RESEND) from error
    return pages.lay_out()


def _documents(parts: dict[str, bytes]) -> Iterator[str]:
    """The names of the parts that describe documents."""
    for root in _root(parts, "OFD.xml").iterfind(".//{*}DocRoot"):
        yield _place("", root.text or "")


def _sheets(parts: dict[str, bytes], document: str) -> Iterator[Sheet]:
    """The pages of a document with their size, each with the templates that lie beneath it."""
    root = _root(parts, document)
    box = _box(root)
    templates = {
        each.get("ID", ""): _root(parts, _place(document, each.get("BaseLoc", "")))
        for each in root.iterfind(".//{*}TemplatePage")
    }
    for page in root.iterfind("{*}Pages/{*}Page"):
        content = _root(parts, _place(document, page.get("BaseLoc", "")))
        beneath = [templates[each.get("TemplateID", "")] for each in content.iterfind("{*}Template")]
        left, top, width, height = _box(content) or box or (0.0, 0.0, 210.0, 297.0)
        yield Sheet(left, top, width, height, [*beneath, content])


def _root(parts: dict[str, bytes], name: str) -> ElementTree.Element:
    return ElementTree.fromstring(parts[name])


def _place(beside: str, path: str) -> str:
    """The name of a part from a path that begins at the root, or beside another part."""
    path = path.strip()
    whole = path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(beside), path)
    return posixpath.normpath(whole)


def _box(root: ElementTree.Element) -> tuple[float, float, float, float] | None:
    box = root.find(".//{*}PhysicalBox")
    if box is None or not box.text:
        return None
    left, top, width, height = (float(value) for value in box.text.split())
    return left, top, width, height
