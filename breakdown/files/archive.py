"""Zips from anywhere, workbooks or not, unpacked with care: never more than allowed, nothing that grows by itself."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from breakdown.errors import WorkbookError
from breakdown.files.directory import Entry, entries
from breakdown.files.limits import broken, encrypted, suspicious, too_large

_STORED, _DEFLATED = 0, 8
_HEADER = struct.Struct("<4s22xHH")
_MOST_XML = 4_000_000
_MOST_PARTS = 20_000
_ODF_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
# an encoding that hides the entities from a look at the bytes
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["'](?!utf-8|us-ascii)""", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Archive:
    """A zip in memory: its bytes, and its members as the directory at its end lists them."""

    data: bytes
    members: tuple[Entry, ...]

    @property
    def names(self) -> set[str]:
        """Names of the members."""
        return {entry.name for entry in self.members}


def open_archive(name: str, data: bytes, most: int) -> Archive:
    """The zip of a workbook; WorkbookError when it is truncated, or says it unpacks to more than `most` bytes."""
    members = entries(data)
    if members is None:
        raise WorkbookError(f"{name} 不完整（可能没有下载完）", "应为完整的工作簿", "请单位重新发送")
    if len(members) > _MOST_PARTS or sum(entry.size for entry in members) > most:
        raise too_large(name, most)
    return Archive(data, tuple(members))


def unpacked(name: str, archive: Archive) -> Iterator[tuple[str, bytes]]:
    """Every part by its name, whole and without entities; WorkbookError at the first that is not."""
    for entry in archive.members:
        if entry.locked:
            raise encrypted(name)
        part = unpack(archive, entry)
        if part is None:
            raise broken(name)
        if grows(part):
            raise suspicious(name)
        yield entry.name, part


def unpack(archive: Archive, entry: Entry) -> bytes | None:
    """One member, never longer than it says; None when it is damaged or packed in a way that no office program uses."""
    # the library opens a member in ten times the time that this takes, and a form has many
    start = entry.start + _HEADER.size
    if start > len(archive.data):
        return None
    mark, name_length, extra_length = _HEADER.unpack_from(archive.data, entry.start)
    start += name_length + extra_length
    part = archive.data[start:start + entry.packed]
    if entry.method == _DEFLATED:
        try:
            part = zlib.decompressobj(-zlib.MAX_WBITS).decompress(part, entry.size + 1)
        except (zlib.error, OverflowError):
            return None
    elif entry.method != _STORED:
        # other methods let a few bytes ask for gigabytes of memory
        return None
    whole = mark == b"PK\x03\x04" and len(part) == entry.size and zlib.crc32(part) == entry.crc
    return part if whole else None


def grows(part: bytes) -> bool:
    """Whether a part of a workbook is XML with entities, or in an encoding in which they could hide."""
    if part.startswith(_WIDE) or part.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<":
        return part.startswith(_WIDE)
    declared = b"<!" in part and (b"<!DOCTYPE" in part or b"<!ENTITY" in part)
    return declared or _ENCODING.match(part) is not None


def properties_in(part: str, text: bytes) -> dict[str, str]:
    """Custom document properties (xlsx and ods) that a part holds; nothing when it is another part, or broken."""
    if part not in ("docProps/custom.xml", "meta.xml") or len(text) > _MOST_XML:
        return {}
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError, LookupError):
        return {}
    if part == "meta.xml":
        items = root.iter(f"{_ODF_META}user-defined")
        return {item.get(f"{_ODF_META}name", ""): "".join(item.itertext()) for item in items}
    return {item.get("name", ""): "".join(item.itertext()) for item in root}
