"""Web pages as a browser saves them, and web archives (mht): the notice in them, all around it as furniture."""

from __future__ import annotations

import email
import email.policy
import re

from lxml import etree

from breakdown.document import Paragraph, Table
from breakdown.encoding import decode
from breakdown.errors import NoticeError
from breakdown.files.limits import MEGABYTE, MOST_TEXT, too_many_cells
from breakdown.read.contents import Contents
from breakdown.read.steps import Step
from breakdown.read.web.flow import Line, page_pieces
from breakdown.read.web.page import Page

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
# Chinese pages that name an older set are written in the newer one.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}
_ENVELOPE = re.compile(rb"^\s*mime-version:", re.IGNORECASE | re.MULTILINE)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_MOST_TAGS = 600_000
_MOST_PARTS = 200
# A page that shows no more than this, and says one of these, is no notice.
_SHORT = 400
# How much of it is quoted.
_QUOTED = 30
_FAILED = re.compile(
    r"\b(?:40[0134]|50[0234])\b|not found|forbidden|bad gateway|access denied|unauthorized|service unavailable"
    r"|(?:页面|网页|文件|内容|地址|资源|信息)[^，。]{0,6}(?:不存在|已删除|已过期|找不到|无法访问|未找到)"
    r"|找不到[^，。]{0,8}(?:页面|网页|文件)|(?:没有|无)权限?访问|访问(?:被拒绝|受限|出错|验证)|系统(?:错误|繁忙)|安全验证|请先?登录",
    re.IGNORECASE,
)
_ASKS = re.compile(r"""<input[^>]+type\s*=\s*["']?password""", re.IGNORECASE)


def gather(name: str, data: bytes, step: Step) -> Contents:
    """The lines and tables of a page; NoticeError when it is a page of an error, of a login, or too deeply nested."""
    source = _decoded(name, _page_of(name, data) if _is_archive(data) else (data, ""))
    if source.count("<") > _MOST_TAGS:
        raise too_many_cells(name)
    contents = Contents()
    count = tables = 0
    for piece in page_pieces(Page(name, _parsed(name, source))):
        if isinstance(piece, Line):
            count += bool(piece.text.strip())
            contents.paragraph(piece.text, f"网页第{count}行", piece.furniture)
        else:
            tables += 1
            contents.table([
                (row, column, high, wide, text, f"第{tables}个表第{row + 1}行第{column + 1}列")
                for row, column, high, wide, text, _ in piece
            ])  # fmt: skip
    _refuse_failure(name, source, contents)
    return contents


def _parsed(name: str, source: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    # a declaration of another encoding must not decide now
    root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        expected = "应是从网站保存的普通网页"
        raise NoticeError(f"“{name}”嵌套过深，读不全", expected, "请在浏览器中打开，把正文复制到 Word 另存后再读取")
    if root is None:
        found = f"“{name}”是网页，但里面没有内容"
        raise NoticeError(found, "应有通知正文", "请在浏览器中打开网页，等正文出现后重新保存")
    return root


def _decoded(name: str, page: tuple[bytes, str]) -> str:
    """The page as text: by its mark, by what it or its envelope says, else by what fits."""
    data, charset = page
    if len(data) > MOST_TEXT:
        found = f"“{name}”超过 {MOST_TEXT // MEGABYTE} MB"
        raise NoticeError(found, "应是一份通知的网页", "请在浏览器中打开，把正文复制到 Word 另存后再读取")
    if not data.startswith(_MARKS):
        said = _CHARSET.search(data[:4096])
        charset = (said[1].decode("ascii", "replace") if said else charset).lower()
        try:
            return data.decode(_WIDER.get(charset, charset or "utf-8"))
        except (UnicodeDecodeError, LookupError):
            # what the page says of itself is wrong
            pass
    text = decode(data)
    return data.decode("gb18030", "replace") if text is None else text


def _is_archive(data: bytes) -> bool:
    return _ENVELOPE.search(data[:4000]) is not None


def _page_of(name: str, data: bytes) -> tuple[bytes, str]:
    """The page in a web archive and the encoding that its envelope names."""
    if data.count(b"boundary=") > _MOST_PARTS:
        raise too_many_cells(name)
    message = email.message_from_bytes(data, policy=email.policy.default)
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    bodies = [(part.get_payload(decode=True), part.get_content_charset("")) for part in pages]
    found = [(body, charset) for body, charset in bodies if isinstance(body, bytes) and body.strip()]
    if not found:
        raise NoticeError(f"“{name}”是网页存档，但里面没有网页", "应有通知正文", "请在浏览器中打开原网页重新保存")
    # the frame of a workbook saved as an archive is shorter than its sheets
    return max(found, key=lambda each: len(each[0]))


def _refuse_failure(name: str, source: str, contents: Contents) -> None:
    """NoticeError when a page shows little more than that something went wrong, or asks who one is."""
    lines = [block.text.strip() for block in contents.blocks if isinstance(block, Paragraph) and not block.blank]
    if any(isinstance(block, Table) for block in contents.blocks):
        return
    text = " ".join(lines)
    found = _FAILED.search(text)
    if len(text) > _SHORT or not (found or _ASKS.search(source)):
        return
    shown = " ".join(dict.fromkeys(lines))
    what = f"网站的出错页面（“{shown[:_QUOTED]}{'…' * (len(shown) > _QUOTED)}”）" if found else "网站的登录页面"
    raise NoticeError(f"“{name}”是{what}，不是通知", "应是通知的网页", "请在浏览器中确认能看到通知正文，再重新保存")
