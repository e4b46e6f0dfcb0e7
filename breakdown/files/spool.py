"""What a command works through piece by piece, on disk meanwhile: ten thousand returns are more than memory holds."""

from __future__ import annotations

import pickle
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any

from breakdown.book import Made
from breakdown.errors import FolderError

# So many values are written, or read in order, at once.
_AT_ONCE = 256
# Of so many parts at most is made what values are sorted by.
_PARTS = 5


class Spool:
    """Values under a name and a key, or under a name in order; a file of its own that goes with the command.

    FolderError where there is no room for it.
    """

    def __init__(self) -> None:
        self._place = tempfile.TemporaryDirectory(prefix="breakdown-", ignore_cleanup_errors=True)
        self.path = Path(self._place.name) / "spool.db"
        self._database = sqlite3.connect(self.path, isolation_level=None)
        # nothing of it needs to outlive the command
        for setting in ("journal_mode = OFF", "synchronous = OFF"):
            self._database.execute(f"PRAGMA {setting}")
        self._database.execute("BEGIN")
        self._known: set[str] = set()
        self._sorted: dict[str, int] = {}

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._database.close()
        self._place.cleanup()

    def put(self, name: str, items: Iterable[tuple[str, Any]]) -> None:
        """Keep values, each under a key; several may have the same."""
        if name not in self._known:
            self._known.add(name)
            self._database.execute(f'CREATE TABLE "{name}" (key TEXT, value BLOB)')
            self._database.execute(f'CREATE INDEX "{name} by key" ON "{name}" (key)')
        self._insert(f'INSERT INTO "{name}" VALUES (?, ?)', ((key, _packed(value)) for key, value in items))

    def get(self, name: str, *keys: str) -> Iterator[Any]:
        """The values under some keys, those of one key in the order in which they came."""
        for key in keys if name in self._known else ():
            yield from _fetched(self._database, name, key)

    def add(self, name: str, items: Iterable[tuple[Sequence[str | int], Any]]) -> None:
        """Keep values, each with what it is sorted by."""
        if name not in self._sorted:
            self._sorted[name] = 0
            columns = ", ".join(f"part{at}" for at in range(_PARTS))
            self._database.execute(f'CREATE TABLE "{name}" ({columns}, value BLOB)')
        marks = ", ".join("?" * (_PARTS + 1))
        self._sorted[name] += self._insert(
            f'INSERT INTO "{name}" VALUES ({marks})', ((*_sortable(order), _packed(value)) for order, value in items))

    def in_order(self, name: str) -> Sequence[Any]:
        """All that was added, sorted, what sorts the same in the order in which it came; read when it is asked for."""
        if name not in self._sorted:
            return ()
        columns = ", ".join(f"part{at}" for at in range(_PARTS))
        with self._room():
            self._database.execute(
                f'CREATE TABLE "{name} in order" AS SELECT value FROM "{name}" ORDER BY {columns}, rowid')
            self._database.execute(f'DROP TABLE "{name}"')
        return Made(self._sorted.pop(name), _paged(self._database, f"{name} in order"))

    def reader(self) -> Reader:
        """What reads the values under keys, in this process or in another one; from now on nothing is added."""
        self._database.execute("COMMIT")
        return Reader(self.path)

    def _insert(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> int:
        with self._room():
            return max(self._database.executemany(statement, rows).rowcount, 0)

    @contextmanager
    def _room(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            next_step = "请腾出空间，或用环境变量 TMPDIR（Windows 上是 TEMP）指定另一个文件夹后重试"
            raise FolderError(f"临时文件夹 {self.path.parent.parent} 写不进（{error}）", "合并时要放得下读出的内容",
                              next_step) from error


class Reader:
    """Reads a spool to which nothing is added any more; a copy in another process opens the file anew."""

    def __init__(self, path: Path, data: bytes = b"") -> None:
        """data: what the file holds, where it is not at hand."""
        self._path, self._data = path, data

    def __getstate__(self) -> dict[str, Any]:
        return {"_path": self._path, "_data": self._data}

    def carried(self) -> Reader:
        """The same with all that it reads, for another machine."""
        return Reader(self._path, self._path.read_bytes())

    def get(self, name: str, key: str) -> Iterator[Any]:
        """The values under a key, in the order in which they came."""
        return _fetched(self._database, name, key)

    @cached_property
    def _database(self) -> sqlite3.Connection:
        # on another machine one process after the other asks, in threads of its own
        database = sqlite3.connect(":memory:" if self._data else self._path, check_same_thread=False)
        if self._data:
            database.deserialize(self._data)
        return database


def _fetched(database: sqlite3.Connection, name: str, key: str) -> Iterator[Any]:
    found = database.execute(f'SELECT value FROM "{name}" WHERE key = ? ORDER BY rowid', (key,))
    return (pickle.loads(value) for value, in found)


def _packed(value: Any) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _sortable(order: Sequence[str | int]) -> list[bytes | int]:
    """Texts by their characters' numbers, as Python sorts them, whatever signs a file may hold."""
    parts = [part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in order]
    return parts + [0] * (_PARTS - len(parts))


def _paged(database: sqlite3.Connection, name: str) -> Callable[[int], Any]:
    @lru_cache(maxsize=4)
    def page(number: int) -> list[Any]:
        first = number * _AT_ONCE
        found = database.execute(f'SELECT value FROM "{name}" WHERE rowid > ? AND rowid <= ? ORDER BY rowid',
                                 (first, first + _AT_ONCE))
        return [pickle.loads(value) for value, in found]

    return lambda at: page(at // _AT_ONCE)[at % _AT_ONCE]
