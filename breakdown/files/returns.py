"""Files that came back: found wherever the clerk put them, in archives too, hashed, kept unchanged for the period."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from breakdown.errors import FolderError, WorkbookError
from breakdown.files.atomic import write_whole
from breakdown.files.limits import MOST_BYTES, too_large
from breakdown.files.packs import SHARE, Member, is_litter, member_bytes, members
from breakdown.files.refusals import refusal
from breakdown.files.remote import Remote
from breakdown.files.sniff import is_pack

Place = Path | Remote
# A row of the ledger's `returns`.
Row = Mapping[str, Any]
# So many names of files are told where one is not found.
_MOST_NAMES = 20


@dataclass(frozen=True)
class Arrival:
    """One returned file: its path, the name it goes by in reports, hash of its bytes, when it came.

    kept: the path below the period's folder under which its bytes are kept. A member of an archive has the archive's
    path, and `at`, its place in there. refusal: why it cannot be read.
    """

    path: Place
    name: str
    sha256: str
    received_at: datetime
    kept: str
    at: tuple[int, ...] = ()
    refusal: WorkbookError | None = None

    def read(self, most: int = MOST_BYTES) -> bytes:
        """Its bytes; WorkbookError when they cannot be had, FolderError when the file is gone."""
        if self.refusal is not None:
            raise self.refusal
        return member_bytes(self.name, _bytes(self.path), self.at, most)


def collect_returns(
    places: Sequence[Place], home: Path, known: Sequence[Row], at: datetime, most: int = MOST_BYTES
) -> list[Arrival]:
    """Every file in folders, paths and archives, in order of name; FolderError when a path is missing or unreadable.

    A file goes by its path below the folder that was given, so that two of one name in two folders stay apart.
    A file known by its hash keeps the time it first came. A new one came when it was last written, or now: a file that
    lay unmerged for days must not make its unit late. No file may unpack to more than `most` bytes.
    """
    first_seen: dict[str, datetime] = {row["sha256"]: row["received_at"] for row in known}
    arrivals = []
    for path, name in _named(places, home).items():
        came = min(_written(path), at.replace(microsecond=0))
        for member in _members(path, name, most):
            received = first_seen.get(member.sha256, came)
            arrivals.append(Arrival(path, member.name, member.sha256, received, name, member.at, member.refusal))
    return arrivals


def choose_returns(
    named: Sequence[Path], arrivals: Sequence[Arrival], known: Iterable[Row]
) -> tuple[tuple[str, str], ...]:
    """The returns, as (name, hash), that paths or names mean among those that came now and those in the register.

    A file that lies there is known by its bytes, else the end of its path must be a name in the register. Raises
    FolderError, with the names to choose from, when it is none of them, or when it could be several.
    """
    came = [(arrival.name, arrival.sha256) for arrival in arrivals]
    returns = list(dict.fromkeys([*came, *((row["file"], row["sha256"]) for row in known)]))
    return tuple(_chosen(path, returns) for path in named)


def keep_copies(arrivals: Sequence[Arrival], home: Path) -> None:
    """Copy files that lie elsewhere into the period's folder, byte for byte."""
    for path, name in {arrival.path: arrival.kept for arrival in arrivals}.items():
        if not (home / name).exists():
            write_whole(home / name, _bytes(path))


def _named(places: Sequence[Place], home: Path) -> dict[Place, str]:
    """Every file with the path below `home` under which it is kept: its own, numbered where that is taken."""
    own: dict[Place, str] = {}
    for place in places:
        own = {**(_remote(place) if isinstance(place, Remote) else _local(place, home)), **own}
    found: dict[Place, str] = {}
    holders: dict[str, Place] = {name: path for path, name in own.items() if _is_home(path, home)}
    for path, wished in sorted(own.items(), key=_order):
        name, number = Path(wished), 1
        while not _same_file(path, holders.get(name.as_posix(), home / name)):
            number += 1
            name = Path(wished).with_name(f"{Path(wished).stem}-{number}{Path(wished).suffix}")
        found[path] = name.as_posix()
        holders.setdefault(name.as_posix(), path)
    return found


def _is_home(path: Place, home: Path) -> bool:
    return isinstance(path, Path) and path.is_relative_to(home)


def _order(item: tuple[Place, str]) -> tuple[bool, tuple[str, ...]]:
    path, _ = item
    return (True, (path.url,)) if isinstance(path, Remote) else (False, path.parts)


def _same_file(path: Place, holder: Place) -> bool:
    """Whether a name is free for a file: nobody holds it, or one with the same bytes."""
    return path == holder or (isinstance(holder, Path) and not holder.exists()) or _bytes(path) == _bytes(holder)


def _chosen(path: Path, returns: Sequence[tuple[str, str]]) -> tuple[str, str]:
    there = hashlib.sha256(_bytes(path)).hexdigest() if path.is_file() else ""
    called = [each for each in returns if f"/{path.as_posix()}".endswith(f"/{each[0]}")]
    same = [each for each in returns if each[1] == there] if there else called
    found = [each for each in same if each in called] or same
    if len({sha256 for _, sha256 in found}) == 1:
        return found[0]
    names = sorted({name for name, _ in returns})
    listed = "、".join(names[:_MOST_NAMES]) + (f" 等 {len(names)} 份" if len(names) > _MOST_NAMES else "")
    what = f"有几份回表都叫“{path.name}”" if found else f"本期没有合并过“{path.name}”"
    next_step = "请用 --prefer 写明其中一份的路径或名称"
    raise FolderError(what, f"应是本期的一份回表：{listed or '还没有收到任何回表'}", next_step)


def _written(path: Place) -> datetime:
    return path.written() if isinstance(path, Remote) else datetime.fromtimestamp(int(path.stat().st_mtime))


def _members(path: Place, name: str, most: int) -> Iterator[Member]:
    """A file as its only member, or the members of the archive that it is."""
    if (path.size() if isinstance(path, Remote) else path.stat().st_size) > SHARE * most:
        with path.open() if isinstance(path, Remote) else path.open("rb") as file:
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


def _local(place: Path, home: Path) -> dict[Place, str]:
    """The files at or below a path, by the name that each wishes."""
    if not place.exists():
        raise _missing(place)
    files = [file for file in place.rglob("*") if file.is_file()] if place.is_dir() else [place]
    above = {file: home if file.is_relative_to(home) else place if place.is_dir() else file.parent for file in files}
    return {file: file.relative_to(above[file]).as_posix() for file in files
            if file == place or not is_litter(file.relative_to(place).as_posix())}


def _remote(place: Remote) -> dict[Place, str]:
    """The same of a URL."""
    files = place.below()
    if not files:
        raise _missing(place)
    return {file: name for file, name in files.items() if not is_litter(name)}


def _missing(place: Place) -> FolderError:
    expected = "应是收回的填报表或存放它们的文件夹"
    return FolderError(f"找不到“{place}”", expected, "请检查名称，或先把收到的文件放进去")


def _unreadable(path: Path, error: OSError) -> FolderError:
    why = refusal(error)
    return FolderError(f"读不到“{path}”（{why.reason}）", "应是可读的文件", why.next_step)


def _bytes(path: Place) -> bytes:
    if isinstance(path, Remote):
        return path.read_bytes()
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error
