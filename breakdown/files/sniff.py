"""What a file is, by its content: the kinds of workbook we read, and what to say of everything else."""

from __future__ import annotations

import re

from breakdown.encoding import decode
from breakdown.errors import WorkbookError
from breakdown.files.archive import open_archive, unpack
from breakdown.files.limits import MOST_TEXT, encrypted, too_large

EXPECTED = "应为 Excel 工作簿（xlsx、xlsm、xls、et、ods、csv 或网页表格）"
_SAVE_AS = "请用 Excel 或 WPS 另存为 xlsx"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_HEADS = (
    (b"%PDF", "pdf"), (b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"),
    (b"RIFF", "image"), (b"II*\x00", "image"), (b"MM\x00*", "image"), (b"Rar!", "pack"), (b"7z\xbc\xaf", "pack"),
    (b"\x1f\x8b", "pack"), (b"{\\rtf", "rtf"),
)
# streams of an OLE file, as the directory in it names them
_STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("PowerPoint Document", "slides"))
# how the text of an old Word document begins: the mark, and its version
_SECTOR, _WORD_HEAD = 512, re.compile(rb"\xec\xa5[^\x00]\x00", re.DOTALL)
_PARTS = {
    "xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "word/document.xml": "docx", "ppt/presentation.xml": "slides",
    "OFD.xml": "ofd", "content.xml": "ods",
}
# how Word's own XML files say what they are
_WORDML = ('progid="word.document"', "office/word/2003/wordml", "office/2006/xmlpackage")
_OFFICE = (b"[Content_Types].xml", b"_rels/.rels", b"mimetype")
_ODF = b"application/vnd.oasis.opendocument."
# how a kind that is no workbook is called where one was expected
_NAMES = {
    "pdf": " PDF", "image": "图片", "pack": "压缩包", "zip": "压缩包", "rtf": "文档", "doc": " Word 文档",
    "docx": " Word 文档", "slides": "幻灯片", "odt": "文档", "ofd": " OFD 文档", "xml": "网页或 XML",
    "mht": "网页或 XML", "wordml": " Word 文档", "unknown": "无法辨认的格式",
}


def identify(name: str, data: bytes, most: int) -> str:
    """What a file is by its content: xlsx, xlsb, xls, ods, html, text; zip, or a key of _NAMES for anything else.

    WorkbookError when it is a zip that is truncated or too large, a text that is, or an office file with a password.
    """
    if data.startswith(_OLE):
        return _kind_of_ole(name, data)
    if data.startswith(b"PK"):
        return _kind_of_zip(name, data, most)
    # a few bytes before the mark are allowed, and usual
    if b"%PDF-" in data[:1024]:
        return "pdf"
    for head, kind in _HEADS:
        if data.startswith(head):
            return kind
    if len(data) > MOST_TEXT:
        raise too_large(name, MOST_TEXT)
    text = decode(data)
    if text is None:
        return "unknown"
    start = text[:4000].lower()
    if start.lstrip().startswith("mime-version:") or "\nmime-version:" in start:
        return "mht"
    if "<html" in start or "<table" in start or "<!doctype html" in start:
        return "html"
    if not start.lstrip().startswith("<?xml"):
        return "text"
    return "wordml" if any(mark in start for mark in _WORDML) else "xml"


def kind_of(name: str, data: bytes, most: int) -> str:
    """xls, xlsx, xlsb, ods, html or csv; WorkbookError says what it is instead, and what to do."""
    kind = identify(name, data, most)
    if kind in _NAMES:
        raise other(name, _NAMES[kind])
    return "csv" if kind == "text" else kind


def is_pack(data: bytes, most: int) -> bool:
    """Whether data is a zip of files, and no workbook or document."""
    # the first name in the zip tells nearly always, without a look at the directory at its end
    if not data.startswith(b"PK") or data.startswith(_OFFICE, 30):
        return False
    try:
        return _kind_of_zip("", data, most) == "zip"
    except WorkbookError:
        return False


def other(name: str, what: str) -> WorkbookError:
    """The refusal of a file that is something else."""
    return WorkbookError(f"{name} 不是 Excel 工作簿（内容是{what}）", EXPECTED, _SAVE_AS)


def _kind_of_ole(name: str, data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise encrypted(name)
    named = next((kind for stream, kind in _STREAMS if stream.encode("utf-16-le") in data), "")
    # the directory, which names the streams, often stands at the end, and a truncated file has lost it
    return named or ("xls" if word_head(data) is None else "doc")


def word_head(data: bytes) -> int | None:
    """Where the text of an old Word document begins: at the start of a sector; None where there is none."""
    found = (match.start() for match in _WORD_HEAD.finditer(data))
    return next((at for at in found if at % _SECTOR == 0), None)


def _kind_of_zip(name: str, data: bytes, most: int) -> str:
    archive = open_archive(name, data, most)
    for entry in archive.members:
        mimetype = unpack(archive, entry) if entry.raw == b"mimetype" else None
        if mimetype and mimetype.startswith(_ODF) and not mimetype.startswith(_ODF + b"spreadsheet"):
            return "odt"
    names = archive.names
    # the text of a Word document may stand in a part of another name
    worded = "[Content_Types].xml" in names and any(part.startswith("word/") for part in names)
    return next((kind for part, kind in _PARTS.items() if part in names), "docx" if worded else "zip")
