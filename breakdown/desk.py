"""What every verb does with its folder: opens the ledger, writes workbooks, says what it wrote."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from breakdown.book import Book
from breakdown.engines import HERE, Engine
from breakdown.errors import FolderError
from breakdown.files.folder import Folder
from breakdown.files.templates import load_styles
from breakdown.problems import Problem
from breakdown.records import Records

if TYPE_CHECKING:
    from breakdown.files.ledger import Ledger

# Told after each step of long work: what is being done, how many steps there are.
Tick = Callable[[str, int], None]


@dataclass(frozen=True)
class Outcome:
    """What a verb did: files written (or, in a dry run, to be written), rows written, problems for a person.

    removed: files of ours that are over. left: files that somebody has saved since, neither overwritten nor removed.
    """

    files: list[Path] = field(default_factory=list)
    rows: int = 0
    problems: list[Problem] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)
    left: list[Path] = field(default_factory=list)


class Anew(NamedTuple):
    """The hash of what was written, and what is to be told."""

    hash: str
    problems: list[Problem]


def silent(what: str, total: int) -> None:
    """Tell nobody."""


def filled(known: Records) -> Records:
    """The ledger, if it holds tasks; FolderError when nothing has been adopted yet."""
    if not known.rows("tasks"):
        raise no_tasks()
    return known


def no_tasks() -> FolderError:
    """Nothing has been adopted yet."""
    next_step = "请先运行 breakdown read 通知文件，再运行 breakdown adopt"
    return FolderError("台账里还没有任务", "应先采用一份通知", next_step)


def write_one(book: Book, target: Path, folder: Folder | None, engine: Engine = HERE) -> None:
    from breakdown.files.writer import write_book

    write_book(book, target, load_styles(folder.path if folder else None), engine)


def write_together(books: Mapping[str, Book], place: Path, folder: Folder) -> None:
    """Write workbooks by name into a folder: all of them, or none where one cannot be made."""
    from breakdown.files.together import Together
    from breakdown.files.writer import book_bytes

    styles = load_styles(folder.path)
    with Together(place) as files:
        for name, book in books.items():
            files.write(f"{name}.xlsx", book_bytes(book, styles))
        files.place()


def write_anew(book: Book, target: Path, folder: Folder | None, known: Collection[str]) -> Anew:
    """Write a workbook in the place of another one.

    The other one is kept under another name, with all that somebody has typed into it, unless its hash is known: then
    all that it holds was written or taken by the program.
    """
    from breakdown.files.atomic import bytes_of, data_hash, namesakes, write_whole
    from breakdown.files.writer import book_bytes

    data = book_bytes(book, load_styles(folder.path if folder else None))
    told, made = list[Problem](), data_hash(data)
    before = bytes_of(target) if target.exists() else data
    if data_hash(before) not in (*known, made):
        # first the copy: whatever goes wrong, what was typed stands where it stood
        kept = next(path for path in namesakes(target) if not path.exists())
        write_whole(kept, before)
        sentence = f"原来的 {target.name} 里有程序没有采用的内容，已另存为 {kept.name}"
        hint = f"其中有用的内容请抄到新的 {target.name} 里，用不着的请自行删去"
        told = [Problem("提示", target.name, "file-kept", sentence, hint)]
    write_whole(target, data)
    return Anew(made, told)


@contextmanager
def opened_ledger(folder: Folder) -> Iterator[Ledger]:
    from breakdown.files.ledger import open_ledger

    ledger = open_ledger(folder.ledger)
    try:
        yield ledger
    finally:
        ledger.close()
