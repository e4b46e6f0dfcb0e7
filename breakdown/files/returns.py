"""Files that came back: found wherever the clerk put them, in archives too, hashed, kept unchanged for the period."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

from breakdown.errors import FolderError, WorkbookError
from breakdown.files.atomic import write_whole
from breakdown.files.limits import MOST_BYTES, too_large
from breakdown.files.packs import SHARE, Member, is_litter, member_bytes, members
from breakdown.files.sniff import is_pack


@dataclass(frozen=True)
class Arrival:
    """One returned file: its path, the name it goes by in reports, hash of its bytes, when it came.

    A member of an archive has the archive's path, and `at`, its place in there. refusal: why it cannot be read.
    """

    path: Path
    name: str
    sha256: str
    received_at: datetime
    at: tuple[int, ...] = ()
    refusal: WorkbookError | None = None

    def read(self, most: int = MOST_BYTES) -> bytes:
        """Its bytes; WorkbookError when they cannot be had, FolderError when the file is gone."""
        if self.refusal is not None:
            raise self.refusal
        return member_bytes(self.name, _bytes(self.path), self.at, most)


def collect_returns(
    places: Sequence[Path], home: Path, known: pd.DataFrame, at: datetime, most: int = MOST_BYTES
) -> list[Arrival]:
    """Every file in folders, paths and archives, in order of name; FolderError when a path is missing or unreadable.

    A file known by its hash keeps the time it first came. A new one came when it was last written, or now: a file that
    lay unmerged for days must not make its unit late. No file may unpack to more than `most` bytes.
    """
    first_seen = dict(zip(known["sha256"], known["received_at"], strict=True))
    arrivals = []
    for path in sorted({file for place in places for file in _files(place)}):
        came = min(datetime.fromtimestamp(int(path.stat().st_mtime)), at.replace(microsecond=0))
        name = path.relative_to(home).as_posix() if path.is_relative_to(home) else path.name
        for member in _members(path, name, most):
            seen = first_seen.get(member.sha256)
            received = pd.Timestamp(seen).to_pydatetime() if seen is not None else came
            arrivals.append(Arrival(path, member.name, member.sha256, received, member.at, member.refusal))
    return arrivals


def keep_copies(arrivals: Sequence[Arrival], home: Path) -> None:
    """Copy files that lie elsewhere into the period's folder, byte for byte, under a name that is free."""
    for path in sorted({arrival.path for arrival in arrivals}):
        if path.is_relative_to(home):
            continue
        data = _bytes(path)
        target, number = home / path.name, 1
        while target.exists() and target.read_bytes() != data:
            number += 1
            target = home / f"{path.stem}-{number}{path.suffix}"
        if not target.exists():
            write_whole(target, data)


def _members(path: Path, name: str, most: int) -> Iterator[Member]:
    """A file as its only member, or the members of the archive that it is."""
    if path.stat().st_size > SHARE * most:
        with path.open("rb") as file:
            yield Member(name, (), hashlib.file_digest(file, "sha256").hexdigest(), too_large(name, most))
        return
    data = _bytes(path)
    alone = Member(name, (), hashlib.sha256(data).hexdigest())
    try:
        # an archive without a file in it is itself what came
        found = members(name, data, most) if is_pack(data, SHARE * most) else []
    except WorkbookError as error:
        found = [Member(name, (), alone.sha256, error)]
    yield from found or [alone]


def _files(place: Path) -> list[Path]:
    if place.is_dir():
        files = (file for file in place.rglob("*") if file.is_file())
        return [file for file in files if not is_litter(file.relative_to(place).as_posix())]
    if not place.exists():
        expected = "应是收回的填报表或存放它们的文件夹"
        raise FolderError(f"找不到“{place}”", expected, "请检查名称，或先把收到的文件放进去")
    return [place]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        found = f"读不到“{path}”（{error.strerror}）"
        raise FolderError(found, "应是可读的文件", "请关闭占用它的程序，检查权限后重试") from error
