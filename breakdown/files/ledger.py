"""The ledger: an append-only history of rows, of which the newest per key counts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, delete, false, func, insert, select

from breakdown.columns import Frame
from breakdown.files.database import Database
from breakdown.files.schema import ABOUT, BATCHES, TABLES, Stored, in_order, to_frame, to_rows
from breakdown.files.upgrade import prepare
from breakdown.framed import Frames, Held
from breakdown.records import FRAMES, Changes, Records

if TYPE_CHECKING:
    import pandas as pd

Row = tuple[Any, ...]
# So many rows are asked of the database, or made ready for it, at once.
_AT_ONCE = 8192
# And so many where they are to take no room.
_FEW = 512


class OvertakenError(Exception):
    """Somebody else has written since a plan was made: it must be made again."""


def open_ledger(place: Path | str) -> Ledger:
    """The ledger at a path or a database URL, made when it does not exist.

    One of an older program is brought forward, a SQLite file kept beside it as it was. Raises FolderError when it
    is damaged, is no ledger of ours, cannot be reached, or was made by a newer program.
    """
    database = Database(place)
    prepare(database)
    return Ledger(database)


class Ledger:
    """An open ledger; every call is one transaction, so that it is at any moment as before or as after."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: tuple[int, Collection[str], Records] | None = None

    def close(self) -> None:
        """Let go of the file or the server."""
        self._database.close()

    def records(self, as_of: datetime | None = None, only: Collection[str] = tuple(FRAMES)) -> Records:
        """All that was known at a moment (default: now): per key its newest row, in order of position and key.

        only: the frames that somebody is going to look at.
        """
        with self._database.reading() as connection:
            count = _count(connection)
            if as_of is None and self._known and self._known[:2] == (count, only):
                # nobody has written since they were read
                return self._known[2]
            frames = {name: _stored(connection, FRAMES[name], as_of) for name in only}
            spent = connection.execute(select(TABLES["tasks"].c.task_id).distinct()).scalars()
            made = Records.some(frames, frozenset(spent))
        if as_of is None:
            self._known = count, only, made
        return made

    @contextmanager
    def stream(self) -> Iterator[Stream]:
        """Frames to be read row by row, all as they are at one moment."""
        with self._database.reading() as connection:
            yield Stream(connection)

    def frame(self, name: str, as_of: datetime | None, periods: Collection[str]) -> pd.DataFrame:
        """The rows of some periods of one frame, as they were known at a moment (None: now)."""
        with self._database.reading() as connection:
            return _stored(connection, FRAMES[name], as_of, periods).frame

    def batches(self) -> int:
        """The number of transactions so far: it tells whether anybody has written since."""
        with self._database.reading() as connection:
            return _count(connection)

    def apply(
        self, changes: Changes, verb: str, at: datetime, period: str = "", note: str = "", since: int | None = None
    ) -> int:
        """Write a plan in one transaction; the number of rows written.

        since: `batches` before the plan was made; OvertakenError, and nothing is written, when there are more by now.

        Rows equal to what already counts for their key are not written again, so a plan applied twice changes nothing.
        A key that a plan both removes and appends is appended; of rows with the same key the last one counts.
        """
        return self.apply_all(lambda: [changes], verb, at, period, note, since)

    def apply_all(
        self, parts: Callable[[], Iterable[Changes]], verb: str, at: datetime, period: str = "", note: str = "",
        since: int | None = None,
    ) -> int:
        """The same with a plan in parts, asked for twice: what any of them appends counts, whichever removes it."""
        with self._database.writing() as connection:
            batch = {"verb": verb, "period": period, "recorded_at": _stamp(at), "note": note}
            batch_key = connection.execute(insert(BATCHES).values(**batch)).inserted_primary_key
            assert batch_key is not None
            if since is not None and _count(connection) != since + 1:
                raise OvertakenError
            held = _Held(connection)
            gone = ((frame, _gone_rows(held, frame, part)) for part in parts() for frame in FRAMES.values())
            new = ((frame, rows) for part in parts() for frame in FRAMES.values()
                   for rows in _new_rows(held, frame, part))
            written = sum(_insert(connection, frame, batch_key[0], rows) for frame, rows in chain(gone, new))
            if not written:
                connection.rollback()
            return written

    def remember(self, name: str, value: str) -> None:
        """Keep a short text about the folder; the newest of a name counts."""
        with self._database.writing() as connection:
            connection.execute(delete(ABOUT).where(ABOUT.c.name == name))
            connection.execute(insert(ABOUT).values(name=name, value=value))

    def remembered(self, name: str) -> str:
        """What was kept under a name; "" when nothing was."""
        with self._database.reading() as connection:
            return connection.execute(select(ABOUT.c.value).where(ABOUT.c.name == name)).scalar() or ""

    def history(self, name: str, key: Mapping[str, str]) -> pd.DataFrame:
        """Every row ever written for a key of one frame, oldest first; key may name some of the key's columns only.

        Columns: recorded_at, verb, gone (the key was removed), then the frame's own.
        """
        import pandas as pd

        frame, table = FRAMES[name], TABLES[name]
        about = (BATCHES.c.recorded_at, BATCHES.c.verb, table.c.gone)
        query = select(*about, *(table.c[column] for column in frame.names)).join(BATCHES)
        for column, value in key.items():
            query = query.where(table.c[column] == value)
        with self._database.reading() as connection:
            found = [tuple(row) for row in connection.execute(query.order_by(table.c.ledger_id))]
        data = to_frame(frame, [row[3:] for row in found])
        data.insert(0, "recorded_at", pd.to_datetime(pd.Series([row[0] for row in found], dtype="datetime64[us]")))
        data.insert(1, "verb", pd.Series([row[1] for row in found], dtype="object"))
        data.insert(2, "gone", pd.Series([row[2] for row in found], dtype="bool"))
        return data


def made_ready(changes: Changes) -> Changes:
    """The same plan with its rows as they are stored: done once, by whichever process has the time."""
    def ready(held_of: Callable[[str], pd.DataFrame | Held | None]) -> Frames:
        return Frames({name: Stored(frame, to_rows(frame, held)) for name, frame in FRAMES.items()
                       if (held := held_of(name)) is not None})

    return Changes(ready(changes.added), ready(changes.gone), changes.problems)


class Stream:
    """The newest rows of frames, as they are stored, one after the other: never all of them in memory."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, name: str, period: str = "", by: Sequence[str] = ()) -> Iterator[Row]:
        """The rows of a frame, or of one period of it; by: columns by which they are sorted."""
        query = _newest(FRAMES[name], None, {"period": [period]} if period else {})
        return map(tuple, _each(self._connection, query.order_by(*(TABLES[name].c[column] for column in by)), _FEW))

    def columns(self, name: str, *names: str, but: str = "") -> Iterator[Row]:
        """Some columns of all rows of a frame, or of those of all periods but one."""
        table = TABLES[name]
        query = _newest(FRAMES[name], None).with_only_columns(*(table.c[column] for column in names))
        query = query.where(table.c.period != but) if but else query
        return map(tuple, _each(self._connection, query, _FEW))


def _count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(BATCHES)).scalar_one()


def _newest(
    frame: Frame, as_of: datetime | None, only: Mapping[str, Collection[str]] | None = None
) -> Select[Any]:
    """only: by column of the frame's key the values wanted; the columns not named: all."""
    table = TABLES[frame.name]
    newest = select(func.max(table.c.ledger_id).label("ledger_id")).group_by(*(table.c[name] for name in frame.key))
    if as_of is not None:
        newest = newest.join(BATCHES).where(BATCHES.c.recorded_at <= _stamp(as_of))
    for name, values in (only or {}).items():
        newest = newest.where(table.c[name].in_(sorted(values)))
    chosen = newest.subquery()
    columns = (table.c[name] for name in frame.names)
    return select(*columns).join(chosen, chosen.c.ledger_id == table.c.ledger_id).where(table.c.gone == false())


def _stored(
    connection: Connection, frame: Frame, as_of: datetime | None, periods: Collection[str] | None = None
) -> Stored:
    # what the rows of a form say stands in many forms: each text once, from the moment it is read
    texts: dict[str, str] = {}
    query = _newest(frame, as_of, None if periods is None else {"period": periods})
    found = [tuple([texts.setdefault(value, value) if type(value) is str else value for value in row])
             for row in _each(connection, query)]
    return in_order(frame, found)


def _each(connection: Connection, query: Select[Any], at_once: int = _AT_ONCE) -> Iterator[Any]:
    # some thousands at a time: asking for each row takes as long again as reading it
    found = connection.execute(query, execution_options={"stream_results": True})
    return (row for rows in found.partitions(at_once) for row in rows)


def _gone_rows(held: _Held, frame: Frame, changes: Changes) -> list[tuple[bool, Row]]:
    """The rows that say of their keys that they no longer count, of those that do now and are not appended."""
    removed = changes.gone(frame.name)
    rows = [] if removed is None else to_rows(frame, removed)
    if not rows:
        return []
    key_of = _key_of(frame)
    wanted = {key_of(row) for appended in _appended(frame, changes) for row in appended}
    counting = {key for part in _in_parts(rows) for key in held.about(frame, part)}
    return [(True, row) for key, row in {key_of(row): row for row in rows}.items()
            if key in counting and key not in wanted]


def _new_rows(held: _Held, frame: Frame, changes: Changes) -> Iterator[list[tuple[bool, Row]]]:
    """The rows to be written for a frame, some at a time: those that differ from what counts."""
    key_of = _key_of(frame)
    for rows in _appended(frame, changes):
        current = held.about(frame, rows)
        yield [(False, row) for row in rows if current.get(key_of(row)) != row]


class _Held:
    """What counted in the ledger before a transaction began to append to it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._found: dict[tuple[str, frozenset[str]], bool] = {}

    def about(self, frame: Frame, rows: Sequence[Row]) -> dict[Any, Row]:
        """What counts, by key, of the things that some rows are about.

        What a month brings is held against that month alone, or every merge would take longer than the one before.
        """
        # the index of a table's key begins with them
        names = [name for name in frame.key if name == "period"]
        names += [name for name in frame.key if name not in names][:1]
        only = {name: {row[at] for row in rows} for name in names for at in (frame.names.index(name),)}
        if not self._any(frame, frozenset(only.get("period", ()))):
            return {}
        key_of = _key_of(frame)
        return {key_of(row): tuple(row) for row in self._connection.execute(_newest(frame, None, only))}

    def _any(self, frame: Frame, periods: frozenset[str]) -> bool:
        """Whether there was anything of a frame, or of some periods of it, when it was asked about first."""
        table = TABLES[frame.name]
        if (frame.name, periods) not in self._found:
            query = select(table.c.ledger_id).limit(1)
            query = query.where(table.c.period.in_(sorted(periods))) if periods else query
            self._found[frame.name, periods] = self._connection.execute(query).first() is not None
        return self._found[frame.name, periods]


def _appended(frame: Frame, changes: Changes) -> Iterator[list[Row]]:
    """The rows that are appended to a frame, as they are stored, some at a time; of the same key the last one."""
    appended = changes.added(frame.name)
    if isinstance(appended, Held):
        key_of = _key_of(frame)
        yield from _in_parts(list({key_of(row): row for row in to_rows(frame, appended)}.values()))
    elif appended is not None:
        again = appended.duplicated(list(frame.key), keep="last")
        appended = appended[~again] if again.any() else appended
        for start in range(0, len(appended), _AT_ONCE):
            yield to_rows(frame, appended.iloc[start : start + _AT_ONCE])


def _in_parts(rows: list[Row]) -> Iterator[list[Row]]:
    return (rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE))


def _key_of(frame: Frame) -> Callable[[Row], Any]:
    return itemgetter(*map(frame.names.index, frame.key))


def _insert(connection: Connection, frame: Frame, batch_id: int, rows: list[tuple[bool, Row]]) -> int:
    if not rows:
        return 0
    # the driver's own way: values are what a database holds already, and a year has a million of them
    quote = connection.dialect.identifier_preparer.quote
    names = ", ".join(quote(name) for name in ("batch_id", "gone", *frame.names))
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    marks = ", ".join([mark] * (len(frame.names) + 2))
    statement = f"INSERT INTO {quote(frame.name)} ({names}) VALUES ({marks})"
    connection.exec_driver_sql(statement, [(batch_id, gone, *row) for gone, row in rows])
    return len(rows)


def _stamp(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(" ", "microseconds")
