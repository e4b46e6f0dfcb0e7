"""Zips of returned files, and zips in them: every member by the name a clerk looks for; nothing of it is written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from breakdown.errors import WorkbookError
from breakdown.files.archive import Archive, open_archive, unpack
from breakdown.files.directory import Entry
from breakdown.files.limits import broken, encrypted, too_large
from breakdown.files.sniff import is_pack

_HAN = re.compile(r"[\u4e00-\u9fff]")
_DEEPEST = 5
_MOST_MEMBERS = 5000
# A whole archive may hold this many times what one file may.
SHARE = 5
# What office programs, file managers and other systems leave beside the files one means.
_LITTER = ("thumbs.db", "desktop.ini", ".ds_store")


@dataclass(frozen=True)
class Member:
    """A file in an archive: its name with the archive's before it, where it lies in there, the hash of its bytes.

    at: its number in the archive, in the archive within, and so on. refusal: why its bytes cannot be had.
    """

    name: str
    at: tuple[int, ...]
    sha256: str
    refusal: WorkbookError | None = None


def members(name: str, data: bytes, most: int) -> list[Member]:
    """The files of an archive, those of archives in it included; WorkbookError when all that is too much to unpack."""
    return list(_members(name, data, (), _Left(name, most)))


def member_bytes(name: str, data: bytes, at: tuple[int, ...], most: int) -> bytes:
    """The bytes of one member; WorkbookError when it cannot be unpacked."""
    for number in at:
        archive = open_archive(name, data, SHARE * most)
        found = unpack(archive, archive.members[number])
        if found is None:
            raise broken(name)
        data = found
    return data


def is_litter(name: str) -> bool:
    """Whether a file was left by a program and is none that anybody means."""
    last = name.rpartition("/")[2]
    return last.startswith(("~$", ".~", "._")) or last.lower() in _LITTER or "__MACOSX" in name.split("/")


class _Left:
    """What may still be unpacked from one archive."""

    def __init__(self, name: str, most: int) -> None:
        self.name, self.most, self.bytes, self.files = name, most, SHARE * most, _MOST_MEMBERS

    def spend(self, size: int) -> None:
        """Take one more file; WorkbookError when there have been too many, or too much."""
        self.bytes, self.files = self.bytes - size, self.files - 1
        if self.bytes < 0 or self.files < 0:
            raise too_large(self.name, SHARE * self.most)


def _members(name: str, data: bytes, outer: tuple[int, ...], left: _Left) -> Iterator[Member]:
    archive = open_archive(name, data, SHARE * left.most)
    for number, entry in enumerate(archive.members):
        inner = _name(entry)
        if entry.raw.endswith((b"/", b"\\")) and not entry.size or is_litter(inner):
            continue
        left.spend(entry.size)
        yield from _files(f"{name}/{inner}", archive, entry, (*outer, number), left)


def _files(name: str, archive: Archive, entry: Entry, at: tuple[int, ...], left: _Left) -> Iterator[Member]:
    """One member, or the members of the archive that it is."""
    data = None if entry.locked or entry.size > left.most else unpack(archive, entry)
    if data is None:
        # a file that cannot be unpacked is still one that came
        mark = hashlib.sha256(f"{entry.crc} {entry.packed} {name}".encode()).hexdigest()
        yield Member(name, at, mark, _refusal(name, entry, left.most))
    elif is_pack(data, SHARE * left.most):
        if len(at) >= _DEEPEST:
            found = f"{name} 是压缩包套压缩包，超过 {_DEEPEST} 层"
            deep = WorkbookError(found, "应为填报表，或一层压缩包", "请解压后放入文件夹")
            yield Member(name, at, hashlib.sha256(data).hexdigest(), deep)
        else:
            yield from _members(name, data, at, left)
    else:
        yield Member(name, at, hashlib.sha256(data).hexdigest())


def _refusal(name: str, entry: Entry, most: int) -> WorkbookError:
    if entry.locked:
        return encrypted(name)
    return too_large(name, most) if entry.size > most else broken(name)


def _guessed(entry: Entry) -> str:
    """A name whose encoding is not said: UTF-8 where that makes sense, else GB 18030."""
    found = []
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            found.append(entry.raw.decode(encoding))
    # a short name in GB 18030 may happen to be UTF-8, too: of letters that no office uses
    return next((name for name in found if name.isascii() or _HAN.search(name)), [*found, entry.name][0])


def _name(entry: Entry) -> str:
    """A member's name as it was typed; Chinese programs write GB 18030 and do not say so."""
    name = entry.name if entry.utf8 else _guessed(entry)
    parts = name.replace("\\", "/").split("/")
    # only a name to be shown, but even there it leads nowhere
    kept = "/".join(part for part in parts if part not in ("", ".", ".."))
    return "".join(sign if sign.isprintable() else "?" for sign in kept) or "无名"
