"""Word documents saved as one XML file that holds all parts of the package (Word XML 文档)."""

from __future__ import annotations

import io
import zipfile

from breakdown.files.archive import grows
from breakdown.files.limits import broken, suspicious
from breakdown.read.word.package import parse_part

_PACKAGE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"


def is_flat(data: bytes) -> bool:
    """Whether an XML file is a whole package."""
    return b"http://schemas.microsoft.com/office/2006/xmlPackage" in data[:4000]


def package_of(name: str, data: bytes) -> bytes:
    """The docx that the file would be; WorkbookError when it is broken or harmful."""
    from lxml import etree

    if grows(data):
        raise suspicious(name)
    root = parse_part(name, data)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in root.iterchildren(f"{_PACKAGE}part"):
            content = part.find(f"{_PACKAGE}xmlData")
            if content is not None and len(content):
                archive.writestr(part.get(f"{_PACKAGE}name", "").lstrip("/"), etree.tostring(content[0]))
    if not root.tag.startswith(_PACKAGE):
        raise broken(name)
    return out.getvalue()
