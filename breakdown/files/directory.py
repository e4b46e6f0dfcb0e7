"""The directory at the end of a zip: what its members are called, how they are packed and where they lie."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import NamedTuple

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s4x2H4x3L3H8xL")
_LOCKED, _UTF8 = 0x1, 0x800
_LONGEST_COMMENT = 65_535
# A number that is too large for its field, or was not known when the field was written.
_ELSEWHERE = 0xFFFFFFFF
# What the library raises on zips that are not as it expects them.
_DAMAGE = (zipfile.BadZipFile, EOFError, RuntimeError, OSError, ValueError, struct.error, OverflowError, LookupError)


class Entry(NamedTuple):
    """One member: flags and method as the format numbers them, sizes in bytes, where its header begins."""

    raw: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    start: int

    @property
    def name(self) -> str:
        """Its name as office programs write it."""
        return self.raw.decode("utf-8" if self.utf8 else "cp437", "replace")

    @property
    def utf8(self) -> bool:
        """Whether the name says that it is UTF-8."""
        return bool(self.flags & _UTF8)

    @property
    def locked(self) -> bool:
        """Whether it asks for a password."""
        return bool(self.flags & _LOCKED)


def entries(data: bytes) -> list[Entry] | None:
    """The members of a zip in memory, in the order of its directory; None when that is not whole."""
    # the library takes as long for this as the fast reader takes for half the cells of a form
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - _LONGEST_COMMENT - _END.size))
    if at < 0 or at + _END.size > len(data):
        return None
    _, _, _, _, count, size, start, _ = _END.unpack_from(data, at)
    # what stands before the zip, as in archives that unpack themselves, shifts everything
    shift = at - size - start
    if _ELSEWHERE in (size, start) or data[at - 20:at - 16] == b"PK\x06\x07":
        return _by_library(data)
    found: list[Entry] = []
    at -= size
    for _ in range(count):
        if at < 0 or at + _ENTRY.size > len(data):
            return None
        mark, flags, method, crc, packed, length, name, extra, comment, begin = _ENTRY.unpack_from(data, at)
        if mark != b"PK\x01\x02" or begin + shift < 0:
            return None
        if _ELSEWHERE in (packed, length, begin):
            return _by_library(data)
        at += _ENTRY.size
        found.append(Entry(data[at:at + name], flags, method, crc, packed, length, begin + shift))
        at += name + extra + comment
    return found


def _by_library(data: bytes) -> list[Entry] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [
                Entry(
                    info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437"), info.flag_bits,
                    info.compress_type, info.CRC, info.compress_size, info.file_size, info.header_offset,
                )
                for info in archive.infolist()
            ]
    except _DAMAGE:
        return None
