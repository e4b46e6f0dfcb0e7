"""What a command works through piece by piece, on disk meanwhile: ten thousand returns are more than memory holds."""

from __future__ import annotations

import pickle
import sqlite3
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

from breakdown.files.refusals import room_in

# So many values are written, or read in order, at once.
_AT_ONCE = 256
# Of so many such pages: a table's rows and their links are read side by side.
_PAGES = 4
# Of so many parts at most is made what values are sorted by.
_PARTS = 5
_ORDER = tuple(f"part{at}" for at in range(_PARTS))


class Parcel:
    """Values for a spool, packed in whatever process they are made."""

    def __init__(self) -> None:
        self.whole: dict[str, bytes] = {}
        self.sorted: dict[str, list[tuple[Any, ...]]] = {}

    def put(self, name: str, value: Any) -> None:
        """Keep one value under a name."""
        self.whole[name] = _packed(value)

    def add(self, name: str, items: Iterable[tuple[Sequence[str | int], Any]]) -> None:
        """Keep values under a name, each with what it is sorted by."""
        self.sorted[name] = [(*_sortable(order), _packed(value)) for order, value in items]


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
        self._reader = Reader(self.path)
        self._known: set[str] = set()
        self._sorted: dict[str, int] = {}

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._reader.close()
        self._database.close()
        self._place.cleanup()

    def put(self, name: str, items: Iterable[tuple[str, Any]]) -> None:
        """Keep values, each under a key; several may have the same."""
        self._ready(name)
        self._insert(f'INSERT INTO "{name}" VALUES (?, ?)', ((key, _packed(value)) for key, value in items))

    def get(self, name: str, *keys: str) -> Iterator[Any]:
        """The values under some keys, those of one key in the order in which they came."""
        return _fetched(self._database, name, keys if name in self._known else ())

    def keep(self, number: int, parcel: Parcel) -> None:
        """Keep what a parcel holds: each whole value under the number, too, the others to be sorted."""
        for name, value in parcel.whole.items():
            self._ready(name)
            self._insert(f'INSERT INTO "{name}" VALUES (?, ?)', [(str(number), value)])
        for name, rows in parcel.sorted.items():
            if name not in self._sorted:
                self._sorted[name] = 0
                self._database.execute(f'CREATE TABLE "{name}" ({", ".join(_ORDER)}, value BLOB, number)')
            marks = ", ".join("?" * (_PARTS + 2))
            numbered = ((*row, number) for row in rows)
            self._sorted[name] += self._insert(f'INSERT INTO "{name}" VALUES ({marks})', numbered)

    def in_order(self, name: str) -> Sequence[Any]:
        """All that parcels brought, sorted, what sorts the same by their numbers; read when it is asked for."""
        if name not in self._sorted:
            return ()
        order = ", ".join((*_ORDER, "number", "rowid"))
        with self._room():
            self._database.execute(f'CREATE TABLE "{name} in order" AS SELECT value FROM "{name}" ORDER BY {order}')
            self._database.execute(f'DROP TABLE "{name}"')
        return Ordered(self.reader(), f"{name} in order", range(self._sorted.pop(name)))

    def reader(self) -> Reader:
        """What reads all that was kept so far, in this process or in another one."""
        with self._room():
            self._database.execute("COMMIT")
        self._database.execute("BEGIN")
        return self._reader

    def _ready(self, name: str) -> None:
        if name not in self._known:
            self._known.add(name)
            self._database.execute(f'CREATE TABLE "{name}" (key TEXT, value BLOB)')
            self._database.execute(f'CREATE INDEX "{name} by key" ON "{name}" (key)')

    def _insert(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> int:
        with self._room():
            return max(self._database.executemany(statement, rows).rowcount, 0)

    def _room(self) -> AbstractContextManager[None]:
        return room_in(self.path.parent.parent)


class Reader:
    """Reads a spool's file; a copy in another process opens it anew."""

    def __init__(self, path: Path, data: bytes = b"") -> None:
        """data: what the file holds, compressed, where it is not at hand."""
        self._path, self._data = path, data

    def __getstate__(self) -> dict[str, Any]:
        return {"_path": self._path, "_data": self._data}

    def carried(self) -> Reader:
        """The same with all that it reads, for another machine."""
        return Reader(self._path, zlib.compress(self._path.read_bytes(), 1))

    def __del__(self) -> None:
        # a connection that nobody closes keeps the file open until the collector comes, which is seldom
        self.close()

    def get(self, name: str, *keys: str) -> Iterator[Any]:
        """See Spool."""
        return _fetched(self._database, name, keys)

    def page(self, name: str, number: int) -> Sequence[Any]:
        """Of a sorted table so many values at once, by the number of the page; the last few are remembered."""
        if (name, number) not in self._pages:
            if len(self._pages) == _PAGES:
                del self._pages[next(iter(self._pages))]
            first = number * _AT_ONCE
            query = f'SELECT value FROM "{name}" WHERE rowid > ? AND rowid <= ? ORDER BY rowid'
            found = self._database.execute(query, (first, first + _AT_ONCE))
            self._pages[name, number] = [pickle.loads(value) for value, in found]
        return self._pages[name, number]

    def close(self) -> None:
        """Let go of the file."""
        if "_database" in vars(self):
            self._database.close()

    @cached_property
    def _pages(self) -> dict[tuple[str, int], Sequence[Any]]:
        return {}

    @cached_property
    def _database(self) -> sqlite3.Connection:
        # on another machine one process after the other asks, in threads of its own
        database = sqlite3.connect(":memory:" if self._data else self._path, check_same_thread=False)
        if self._data:
            database.deserialize(zlib.decompress(self._data))
        return database


class Ordered(Sequence[Any]):
    """Sorted values on disk, or some of them; a copy in another process reads the same disk."""

    def __init__(self, reader: Reader, name: str, places: range) -> None:
        self._reader, self._name, self._places = reader, name, places

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, at: int | slice) -> Any:
        place = self._places[at]
        if isinstance(place, range):
            return Ordered(self._reader, self._name, place)
        return self._reader.page(self._name, place // _AT_ONCE)[place % _AT_ONCE]


def _fetched(database: sqlite3.Connection, name: str, keys: Iterable[str]) -> Iterator[Any]:
    query = f'SELECT value FROM "{name}" WHERE key = ? ORDER BY rowid'
    return (pickle.loads(value) for key in keys for value, in database.execute(query, (key,)))


def _packed(value: Any) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _sortable(order: Sequence[str | int]) -> list[bytes | int]:
    """Texts by their characters' numbers, as Python sorts them, whatever signs a file may hold."""
    parts = [part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in order]
    return parts + [0] * (_PARTS - len(parts))
