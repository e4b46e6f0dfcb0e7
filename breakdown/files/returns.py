"""Files that came back: found wherever the clerk put them, hashed, copied unchanged into the period's folder."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

from breakdown.errors import FolderError
from breakdown.files.atomic import write_whole

# What office programs and file managers leave beside the files one means.
_LITTER = ("thumbs.db", "desktop.ini", ".ds_store")


@dataclass(frozen=True)
class Arrival:
    """One returned file: its path, the name it goes by in reports, hash of its bytes, when it came."""

    path: Path
    name: str
    sha256: str
    received_at: datetime


def collect_returns(places: Sequence[Path], home: Path, known: pd.DataFrame, at: datetime) -> list[Arrival]:
    """Every file in folders and paths, in order of name; FolderError when a path does not exist or is not readable.

    A file known by its hash keeps the time it first came. A new one came when it was last written, or now: a file that
    lay unmerged for days must not make its unit late.
    """
    first_seen = dict(zip(known["sha256"], known["received_at"], strict=True))
    arrivals = []
    for path in sorted({file for place in places for file in _files(place)}):
        digest = hashlib.sha256(_bytes(path)).hexdigest()
        seen = first_seen.get(digest)
        came = datetime.fromtimestamp(int(path.stat().st_mtime))
        received = pd.Timestamp(seen).to_pydatetime() if seen is not None else min(came, at.replace(microsecond=0))
        name = str(path.relative_to(home)) if path.is_relative_to(home) else path.name
        arrivals.append(Arrival(path, name, digest, received))
    return arrivals


def keep_copies(arrivals: Sequence[Arrival], home: Path) -> None:
    """Copy files that lie elsewhere into the period's folder, byte for byte, under a name that is free."""
    for arrival in arrivals:
        if arrival.path.is_relative_to(home):
            continue
        data = _bytes(arrival.path)
        target, number = home / arrival.path.name, 1
        while target.exists() and target.read_bytes() != data:
            number += 1
            target = home / f"{arrival.path.stem}-{number}{arrival.path.suffix}"
        if not target.exists():
            write_whole(target, data)


def _files(place: Path) -> list[Path]:
    if place.is_dir():
        return [file for file in place.rglob("*") if file.is_file() and not _is_litter(file)]
    if not place.exists():
        expected = "应是收回的填报表或存放它们的文件夹"
        raise FolderError(f"找不到“{place}”", expected, "请检查名称，或先把收到的文件放进去")
    return [place]


def _is_litter(file: Path) -> bool:
    return file.name.startswith(("~$", ".~", "._")) or file.name.lower() in _LITTER


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        found = f"读不到“{path}”（{error.strerror}）"
        raise FolderError(found, "应是可读的文件", "请关闭占用它的程序，检查权限后重试") from error
