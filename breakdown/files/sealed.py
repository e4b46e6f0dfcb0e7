"""What a person may write into (退回单, 督办单, 抽查表): renewed and taken away by the program, unless somebody did.

A file bears a keyed digest of all its parts. One that was saved since, by whatever program, no longer agrees with it,
and is neither overwritten nor removed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from breakdown.book import Book
from breakdown.errors import FolderError, WorkbookError
from breakdown.files.archive import open_archive, properties_in, unpacked
from breakdown.files.atomic import write_whole
from breakdown.files.limits import MOST_BYTES
from breakdown.files.refusals import refusal
from breakdown.files.styles import Styles
from breakdown.files.writer import book_bytes
from breakdown.form import seal
from breakdown.paper import Paper

# A digest is its reckoned value without the parts that bear it: workbooks in a property, documents as identifier.
_SEAL, _PROPERTIES, _ABOUT = "breakdown-seal", "docProps/custom.xml", "docProps/core.xml"
# Gives the bytes of a file that bears a seal.
Make = Callable[[str], bytes]


@dataclass
class Renewed:
    """The files written, those taken away, and those left alone because somebody has saved them since."""

    written: list[Path] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)
    left: list[Path] = field(default_factory=list)


def renew(
    place: Path, files: Mapping[str, Make], stale: Iterable[str], key: str, dry_run: bool = False
) -> Renewed:
    """Write files under their names in a folder, and take away those that are stale.

    A name whose file somebody has changed gets a number behind it (-2, -3, …). Raises FolderError when a file cannot be
    written or removed.
    """
    done = Renewed()
    for name in (*files, *stale):
        present = [path for path in _numbered(place / name) if path.exists()]
        ours = [path for path in present if _untouched(path, key)]
        done.left += [path for path in present if path not in ours]
        if name in files:
            target = next(path for path in _numbered(place / name) if path in ours or path not in present)
            ours = [path for path in ours if path != target]
            done.written.append(target)
            if not dry_run:
                write_whole(target, _sealed(name, files[name], key))
        done.removed += ours
        if not dry_run:
            _remove(ours)
    return done


def sealed_books(books: Mapping[str, Book], styles: Styles) -> dict[str, Make]:
    """Workbooks by name as files to renew."""
    return {f"{name}.xlsx": partial(_book_bytes, book, styles) for name, book in books.items()}


def sealed_papers(papers: Iterable[Paper], folder: Path | None) -> dict[str, Make]:
    """Word documents as files to renew; folder: where the office keeps templates of its own."""
    from breakdown.files.papers import paper_bytes

    return {f"{paper.name}.docx": partial(paper_bytes, paper, folder) for paper in papers}


def _book_bytes(book: Book, styles: Styles, value: str) -> bytes:
    return book_bytes(replace(book, properties=(*book.properties, (_SEAL, value))), styles)


def _sealed(name: str, make: Make, key: str) -> bytes:
    return make(_digest(name, make(""), key))


def _untouched(path: Path, key: str) -> bool:
    """Whether a file is as the program wrote it; in doubt it is not."""
    try:
        data = path.read_bytes()
        parts = dict(unpacked(path.name, open_archive(path.name, data, MOST_BYTES)))
        digest = _digest(path.name, data, key)
        if path.suffix == ".docx":
            return f">{digest}<".encode() in parts[_ABOUT]
        return properties_in(_PROPERTIES, parts[_PROPERTIES]).get(_SEAL) == digest
    except (OSError, WorkbookError, KeyError):
        return False


def _digest(name: str, data: bytes, key: str) -> str:
    content = unpacked(name, open_archive(name, data, MOST_BYTES))
    parts = sorted((part, hashlib.sha256(text).hexdigest()) for part, text in content
                   if part not in (_PROPERTIES, _ABOUT))
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
            why = refusal(error)
            found = f"删不了“{path}”（{why.reason}）"
            raise FolderError(found, "应是没有被占用的文件", why.next_step) from error
