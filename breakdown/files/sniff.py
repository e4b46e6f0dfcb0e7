"""What a file is, by its content: the kinds of workbook we read, and what to say of everything else."""

from __future__ import annotations

from breakdown.encoding import decode
from breakdown.errors import WorkbookError
from breakdown.files.archive import open_archive, unpack
from breakdown.files.limits import encrypted

EXPECTED = "应为 Excel 工作簿（xlsx、xlsm、xls、et、ods、csv 或网页表格）"
_SAVE_AS = "请用 Excel 或 WPS 另存为 xlsx"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_HEADS = (
    (b"%PDF", " PDF"), (b"\x89PNG", "图片"), (b"\xff\xd8\xff", "图片"), (b"GIF8", "图片"),
    (b"RIFF", "图片"), (b"II*\x00", "图片"), (b"MM\x00*", "图片"), (b"Rar!", "压缩包"), (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"), (b"{\\rtf", "文档"),
)
# streams of an OLE file, as the directory in it names them
_STREAMS = (("WordDocument", " Word 文档"), ("PowerPoint Document", "幻灯片"))
_PARTS = (("word/document.xml", " Word 文档"), ("ppt/presentation.xml", "幻灯片"))
_OFFICE = (b"[Content_Types].xml", b"_rels/.rels", b"mimetype")
_ODF = b"application/vnd.oasis.opendocument."


def kind_of(name: str, data: bytes, most: int) -> str:
    """xls, xlsx, xlsb, ods, html or csv; WorkbookError says what it is instead, and what to do."""
    if data.startswith(_OLE):
        return _kind_of_ole(name, data)
    if data.startswith(b"PK"):
        if kind := _kind_of_zip(name, data, most):
            return kind
        raise other(name, "压缩包")
    for head, what in _HEADS:
        if data.startswith(head):
            raise other(name, what)
    text = decode(data)
    if text is None:
        raise other(name, "无法辨认的格式")
    start = text[:4000].lower()
    if "<html" in start or "<table" in start or "<!doctype html" in start:
        return "html"
    if start.lstrip().startswith(("<?xml", "mime-version:")):
        raise other(name, "网页或 XML")
    return "csv"


def is_pack(data: bytes, most: int) -> bool:
    """Whether data is a zip of files, and no workbook or document."""
    # the first name in the zip tells nearly always, without a look at the directory at its end
    if not data.startswith(b"PK") or data.startswith(_OFFICE, 30):
        return False
    try:
        return not _kind_of_zip("", data, most)
    except WorkbookError:
        return False


def other(name: str, what: str) -> WorkbookError:
    """The refusal of a file that is something else."""
    return WorkbookError(f"{name} 不是 Excel 工作簿（内容是{what}）", EXPECTED, _SAVE_AS)


def _kind_of_ole(name: str, data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise encrypted(name)
    for stream, what in _STREAMS:
        if stream.encode("utf-16-le") in data:
            raise other(name, what)
    return "xls"


def _kind_of_zip(name: str, data: bytes, most: int) -> str:
    """xlsx, xlsb or ods; "" for a zip that is none of them."""
    archive = open_archive(name, data, most)
    names = archive.names
    for part, what in _PARTS:
        if part in names:
            raise other(name, what)
    for entry in archive.members:
        mimetype = unpack(archive, entry) if entry.raw == b"mimetype" else None
        if mimetype and mimetype.startswith(_ODF) and not mimetype.startswith(_ODF + b"spreadsheet"):
            raise other(name, "文档")
    kinds = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "content.xml": "ods"}
    return next((kind for part, kind in kinds.items() if part in names), "")
