"""What goes back to units (退回单 and forms): renewed and taken away by the program, unless somebody wrote into it.

A file bears a keyed digest of all its parts. One that was saved since, by whatever program, no longer agrees with it,
and is neither overwritten nor removed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from breakdown.book import Book
from breakdown.errors import FolderError, WorkbookError
from breakdown.files.archive import open_archive, properties_in, unpacked
from breakdown.files.atomic import write_whole
from breakdown.files.limits import MOST_BYTES
from breakdown.files.styles import Styles
from breakdown.files.writer import book_bytes
from breakdown.form import seal

_SEAL, _BEARER = "breakdown-seal", "docProps/custom.xml"


@dataclass
class Renewed:
    """The files written, those taken away, and those left alone because somebody has saved them since."""

    written: list[Path] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)
    left: list[Path] = field(default_factory=list)


def renew(
    place: Path, books: Mapping[str, Book], stale: Iterable[str], styles: Styles, key: str, dry_run: bool = False
) -> Renewed:
    """Write books under their names (without suffix) in a folder, and take away those that are stale.

    A name whose file somebody has changed gets a number behind it (-2, -3, …). Raises FolderError when a file cannot be
    written or removed.
    """
    done = Renewed()
    for name in (*books, *stale):
        present = [path for path in _numbered(place / f"{name}.xlsx") if path.exists()]
        ours = [path for path in present if _untouched(path, key)]
        done.left += [path for path in present if path not in ours]
        if name in books:
            target = next(path for path in _numbered(place / f"{name}.xlsx") if path in ours or path not in present)
            ours = [path for path in ours if path != target]
            done.written.append(target)
            if not dry_run:
                write_whole(target, sealed_bytes(books[name], styles, key))
        done.removed += ours
        if not dry_run:
            _remove(ours)
    return done


def sealed_bytes(book: Book, styles: Styles, key: str) -> bytes:
    """The bytes of a book that bears the digest of its own parts."""
    draft = book_bytes(_sealed(book, ""), styles)
    return book_bytes(_sealed(book, _digest(book.name, draft, key)), styles)


def _sealed(book: Book, value: str) -> Book:
    return replace(book, properties=(*book.properties, (_SEAL, value)))


def _untouched(path: Path, key: str) -> bool:
    """Whether a file is as the program wrote it; in doubt it is not."""
    try:
        data = path.read_bytes()
        parts = dict(unpacked(path.name, open_archive(path.name, data, MOST_BYTES)))
        found = properties_in(_BEARER, parts[_BEARER]).get(_SEAL)
        return found is not None and found == _digest(path.name, data, key)
    except (OSError, WorkbookError, KeyError):
        return False


def _digest(name: str, data: bytes, key: str) -> str:
    parts = sorted((part, hashlib.sha256(text).hexdigest())
                   for part, text in unpacked(name, open_archive(name, data, MOST_BYTES)) if part != _BEARER)
    return seal(key, *(text for pair in parts for text in pair))


def _numbered(path: Path) -> Iterator[Path]:
    """A path and those with a number behind the name, up to the first at which nothing stands."""
    number, current = 1, path
    while current.exists():
        yield current
        number += 1
        current = path.with_name(f"{path.stem}-{number}{path.suffix}")
    yield current


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            found = f"删不了“{path}”（{error.strerror}）"
            raise FolderError(found, "应是没有被占用的文件", "请关闭打开它的程序后重试") from error
