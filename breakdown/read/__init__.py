"""DOOR for notices: the bytes of a file become a Document.

In: the path of a notice as received. Out: Document, its paragraphs and tables in print order, or NoticeError.

    document = read_document(Path("notice.docx"))
    document.paragraphs[0].text
    document.place(12)          # "notice.docx 第12段"
"""

from __future__ import annotations

import hashlib
import re
from importlib import import_module
from pathlib import Path

from breakdown.document import Document
from breakdown.encoding import decode
from breakdown.errors import HarmfulError, LockedError, NoticeError, OversizeError, WorkbookError
from breakdown.files.limits import MEGABYTE, MOST_BYTES
from breakdown.files.refusals import refusal
from breakdown.files.sniff import identify
from breakdown.read.contents import Contents
from breakdown.read.steps import Step, silent
from breakdown.read.textual import kind_of_text

# By what the content of a file shows it to be: the module whose gather(name, data, step) gives its Contents.
READERS = {
    "pdf": "paged.pdf",
    "ofd": "paged.ofd",
    "image": "paged.ocr",
    "text": "text",
    "html": "web.html",
    "mht": "web.html",
    "docx": "word.docx",
    "xlsx": "sheets.workbook",
    "xls": "sheets.workbook",
    "ods": "sheets.workbook",
    "doc": "word.office",
    "rtf": "word.office",
    "odt": "word.office",
    "wordml": "word.office",
    "csv": "delimited",
    "records": "records",
    "markdown": "markdown",
    "zip": "archive",
}
# What is said of a kind that is no notice.
_OTHERS = {
    "image": "是图片", "pack": "是压缩包，但不是 zip 格式", "zip": "是压缩包", "slides": "是幻灯片",
    "pdf": "是 PDF 文件",
    "ofd": "是 OFD 文件", "xlsx": "是 Excel 工作簿", "xls": "是旧版 Excel 工作簿", "xlsb": "是二进制 Excel 工作簿",
    "ods": "是 OpenDocument 工作簿", "html": "是网页", "mht": "是网页存档", "xml": "是 XML 文件",
}
# What to do about a file that its reader refuses; one made to do harm is not to be opened.
_NEXT: dict[type[WorkbookError], str] = {
    LockedError: "请用密码打开，取消密码、保存后再读取；不知道密码的，请发文单位重新发送",
    HarmfulError: "请勿打开，请发文单位重新发送",
    OversizeError: "请确认没有选错文件；没有选错的，请发文单位重新发送一份普通的文件",
}
_REFETCH = "请重新下载，或请发文单位重新发送；在 Word、Excel 或 WPS 里能打开的，另存后再读取"
_HAN = re.compile(r"[\u4e00-\u9fff]")


def read_document(path: Path, step: Step = silent) -> Document:
    """Read one notice; NoticeError when it is missing, a folder, empty, broken or of a format that is not read."""
    data = _bytes_of(path)
    contents = read_contents(path.name, data, step)
    document = Document(
        path.name, hashlib.sha256(data).hexdigest(), tuple(contents.blocks), tuple(contents.problems),
        tuple(contents.doubts),
    )  # fmt: skip
    if not _says_anything(document):
        expected = "应是一份工作任务分解通知"
        raise NoticeError(f"“{path.name}”里没有中文文字", expected, "请确认文件没有损坏、没有选错")
    return document


def read_contents(name: str, data: bytes, step: Step) -> Contents:
    """The contents of a file in memory, such as one from an archive; its content decides, never its suffix."""
    try:
        kind = identify(name, data, MOST_BYTES)
        if kind == "text":
            kind = kind_of_text(decode(data) or "")
        if kind not in READERS:
            raise _unread(name, kind)
        contents: Contents = import_module(f"breakdown.read.{READERS[kind]}").gather(name, data, step)
    except WorkbookError as error:
        # a workbook's reader speaks of forms; what it found holds for a notice, too
        raise _as_notice(name, error) from error
    return contents


def _as_notice(name: str, error: WorkbookError) -> NoticeError:
    found = error.found.replace(f"{name} ", f"“{name}”", 1)
    next_step = next((step for kind, step in _NEXT.items() if isinstance(error, kind)), _REFETCH)
    return NoticeError(found, "应是一份完整、未加密的通知", next_step)


def _unread(name: str, kind: str) -> NoticeError:
    what = _OTHERS.get(kind, "的格式无法辨认，或文字编码无法识别")
    expected = "应是 Word、Excel、PDF、OFD、网页或文本格式的通知"
    return NoticeError(f"“{name}”{what}", expected, "请在原程序中打开，另存为其中一种格式后再读取")


def _says_anything(document: Document) -> bool:
    return any(_HAN.search(piece.text) for piece in document.pieces())


def _bytes_of(path: Path) -> bytes:
    if path.name.startswith("~$"):
        found = f"“{path.name}”是 Word、Excel 打开文件时留下的临时文件，没有通知正文"
        raise NoticeError(found, "应是通知本身", "请选同一文件夹里文件名不带“~$”的那一个")
    try:
        if path.is_file() and path.stat().st_size > MOST_BYTES:
            found = f"“{path.name}”超过 {MOST_BYTES // MEGABYTE} MB"
            raise NoticeError(found, "应是一份通知", "请确认没有选错文件，或删去其中的图片后再读取")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise NoticeError(f"找不到文件“{path}”", "应是一份通知", "请检查文件名和所在文件夹") from error
    except IsADirectoryError as error:
        raise NoticeError(f"“{path}”是一个文件夹", "应是一份通知文件", "请指明文件夹里的哪一个文件") from error
    except PermissionError as error:
        raise NoticeError(f"没有权限读取“{path}”", "应能打开该文件", "请复制到自己的文件夹再读取") from error
    except OSError as error:
        why = refusal(error)
        raise NoticeError(f"读取“{path}”失败（{why.reason}）", "应是可读的文件", why.next_step) from error
    # to strip it would copy it
    if not data or data.isspace():
        raise NoticeError(f"“{path.name}”是空文件", "应有通知正文", "请重新保存或重新索取")
    return data
