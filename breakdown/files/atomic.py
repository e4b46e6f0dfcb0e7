"""Files that appear whole or not at all, under names that Windows accepts too."""

from __future__ import annotations

import hashlib
import io
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

from breakdown.errors import FolderError
from breakdown.files.refusals import refusal

# How the name of a file begins and ends that is not whole yet.
TEMPORARY = (".~", ".tmp")
_LONGEST = 200
_RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{name}{digit}" for name in ("COM", "LPT") for digit in "0123456789¹²³")}


def data_hash(data: bytes) -> str:
    """What tells two contents apart: SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def file_hash(path: Path) -> str:
    """The hash of a file's bytes; FolderError when it cannot be read."""
    return data_hash(bytes_of(path))


def bytes_of(path: Path) -> bytes:
    """All of a file; FolderError when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        why = refusal(error)
        raise FolderError(f"{path} 读不了（{why.reason}）", "需要能读的文件", why.next_step) from error


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; see whole."""
    with whole(path) as file:
        file.write(data)


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write into, which is at its place when all is done, and nowhere when anything goes wrong.

    Raises FolderError when the folder cannot be written, or the file is open elsewhere.
    """
    handle = None
    try:
        with refused(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, handle = tempfile.mkstemp(prefix=TEMPORARY[0], suffix=TEMPORARY[1], dir=path.parent)
            with _Half(io.FileIO(descriptor, "wb")) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            # mkstemp makes the file private; colleagues on a shared drive must be able to read it
            Path(handle).chmod(0o666 & ~_umask())
            Path(handle).replace(path)
    finally:
        if handle:
            Path(handle).unlink(missing_ok=True)
    sync_folder(path.parent)


@contextmanager
def refused(path: Path) -> Iterator[None]:
    """What the disk refuses meanwhile is a FolderError that names the file."""
    try:
        yield
    except OSError as error:
        why = refusal(error)
        found = f"{path} 写不进去（{why.reason}）"
        raise FolderError(found, "需要能写的文件夹、未被占用的文件", why.next_step) from error


def namesakes(path: Path) -> Iterator[Path]:
    """The names of files that would have one name: a.xlsx, a（2）.xlsx, a（3）.xlsx and so on."""
    yield path
    for number in count(2):
        yield path.with_name(f"{path.stem}（{number}）{path.suffix}")


class _Half(io.BufferedWriter):
    """A file that can be written into after it was given up, which goes nowhere.

    The library that packs workbooks finishes, whatever happened, what it has begun.
    """

    _position = 0

    def write(self, data: Any, /) -> int:
        """Write, or count what would have been written."""
        if not self.closed:
            return super().write(data)
        self._position += memoryview(data).nbytes
        return memoryview(data).nbytes

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Go to a place of the file."""
        if not self.closed:
            return super().seek(offset, whence)
        self._position = offset
        return offset

    def tell(self) -> int:
        """The place that was gone to."""
        return self._position if self.closed else super().tell()

    def flush(self) -> None:
        """Hand over to the system what was written."""
        if not self.closed:
            super().flush()


def safe_name(text: str) -> str:
    """A file name (without suffix) that Windows, macOS and Linux accept, at most 200 bytes; never empty."""
    name = re.sub(r'[<>:"/\\|?*\x00-\x1f\x7f]', "_", text.encode("utf-8", "replace").decode()).strip(" .")
    name = name.encode()[:_LONGEST].decode("utf-8", "ignore").rstrip(" .")
    if name.split(".")[0].strip().upper() in _RESERVED:
        name = f"_{name}"
    return name or "_"


def safe_names(texts: Iterable[str]) -> dict[str, str]:
    """A safe name for each text, all different even where case is ignored; same texts in, same names out."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for text in dict.fromkeys(texts):
        name, number = safe_name(text), 2
        while name.casefold() in taken:
            tail = f"-{number}"
            name = safe_name(text).encode()[: _LONGEST - len(tail)].decode("utf-8", "ignore") + tail
            number += 1
        taken.add(name.casefold())
        names[text] = name
    return names


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current


def sync_folder(folder: Path) -> None:
    """Have the names of a folder's files on disk."""
    # a folder cannot be opened for syncing on Windows, where the rename is durable by itself
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
