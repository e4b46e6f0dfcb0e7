"""What the reader looks up in a workbook's zip itself, with care, since files come from anywhere."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree import ElementTree

from breakdown.errors import WorkbookError

# A workbook that unpacks to more than this is no form that anybody filled in.
_MOST_UNPACKED = 1_000_000_000
_MOST_XML = 4_000_000
_ODF_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"


def open_archive(name: str, data: bytes) -> zipfile.ZipFile:
    """The zip of a workbook; WorkbookError when it is truncated or unpacks to something absurd."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise WorkbookError(f"{name} 不完整（可能没有下载完）", "应为完整的工作簿", "请单位重新发送") from error
    if sum(info.file_size for info in archive.infolist()) > _MOST_UNPACKED:
        raise WorkbookError(f"{name} 解开后超过 1 GB", "应为普通的填报表", "请单位检查后重新发送")
    return archive


def custom_properties(archive: zipfile.ZipFile) -> dict[str, str]:
    """Custom document properties (xlsx and ods) by name; what cannot be read safely is left out."""
    found: dict[str, str] = {}
    root = _parse(archive, "docProps/custom.xml")
    if root is not None:
        for item in root:
            found[item.get("name", "")] = "".join(item.itertext())
    root = _parse(archive, "meta.xml")
    if root is not None:
        for item in root.iter(f"{_ODF_META}user-defined"):
            found[item.get(f"{_ODF_META}name", "")] = "".join(item.itertext())
    return found


def sheets_with_formulas(archive: zipfile.ZipFile) -> bool:
    """Whether any sheet of an xlsx file holds formulas or error values, which the fast reader shows as empty cells."""
    for name in archive.namelist():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            text = _unpack(archive, name)
            if b"<f>" in text or b"<f " in text or b"<f/" in text or b't="e"' in text:
                return True
    return False


def encrypted(name: str) -> WorkbookError:
    """The error for a workbook that asks for a password."""
    return WorkbookError(f"{name} 设有打开密码", "应为未加密的工作簿", "请单位取消密码后重新发送")


def _unpack(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError):
        # the reader that follows says what is wrong with the file as a whole
        return b""


def _parse(archive: zipfile.ZipFile, name: str) -> ElementTree.Element | None:
    if name not in archive.namelist() or archive.getinfo(name).file_size > _MOST_XML:
        return None
    text = _unpack(archive, name)
    # no honest program writes entities or odd encodings here; declared ones could grow without bound
    if b"<!" in text or b"\x00" in text:
        return None
    try:
        return ElementTree.fromstring(text)
    except ElementTree.ParseError:
        return None
