"""A whole ledger copied into an empty one, wherever either lives, and the two compared row by row."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import Connection, Row, Table, func, insert, select, text

from breakdown.errors import FolderError
from breakdown.files.database import Database
from breakdown.files.schema import ABOUT, METADATA
from breakdown.files.upgrade import prepare

# Rows on the way at one time.
_AT_ONCE = 5000
Rows = list[Row[tuple[object, ...]]]


def copy_ledger(source: Path | str, target: Path | str, tick: Callable[[str, int], None]) -> dict[str, int]:
    """Copy every row, its number and its history into a ledger that holds nothing yet; rows by table.

    tick: told after each step what was done, and how many steps there are. FolderError, and nothing is kept, when the
    target holds anything or the copy is not the same as the original.
    """
    old, new = Database(source), Database(target)
    try:
        prepare(old)
        with ExitStack() as undone:
            if new.file and not new.file.exists():
                undone.callback(_remove, new)
            prepare(new)
            with old.reading() as reading, new.writing() as writing:
                counts = _copied(reading, writing, new.name, tick)
            undone.pop_all()
        return counts
    finally:
        old.close()
        new.close()


def _remove(database: Database) -> None:
    """Take away a file that was not there before."""
    database.close()
    if database.file:
        for part in (database.file, database.file.with_name(f"{database.file.name}-journal")):
            part.unlink(missing_ok=True)


def _copied(reading: Connection, writing: Connection, name: str, tick: Callable[[str, int], None]) -> dict[str, int]:
    _check_empty(writing, name)
    tables, counts = METADATA.sorted_tables, dict[str, int]()
    for table in tables:
        counts[table.name] = _copy(reading, writing, table)
        tick("抄台账", 2 * len(tables))
    for table in tables:
        tick("逐行核对", 2 * len(tables))
        if _digest(reading, table) != _digest(writing, table):
            found = f"抄到 {name} 的“{table.name}”和原来的不一样"
            raise FolderError(found, "应逐行相同", "没有留下任何改动，请重试；再不行请换一个数据库")
    return counts


def _check_empty(connection: Connection, name: str) -> None:
    for table in METADATA.sorted_tables:
        known = 1 if table is ABOUT else 0
        if connection.execute(select(func.count()).select_from(table)).scalar_one() > known:
            raise FolderError(f"{name} 里已经有台账", "应是空的数据库，或还没有的文件", "请换一个地址")


def _copy(reading: Connection, writing: Connection, table: Table) -> int:
    if table is ABOUT:
        writing.execute(table.delete())
    written = 0
    for rows in _batches(reading, table):
        writing.execute(insert(table), [row._asdict() for row in rows])
        written += len(rows)
    [key] = table.primary_key
    if writing.dialect.name == "postgresql" and written and key.autoincrement and table is not ABOUT:
        # rows came with their numbers, the next one must follow them
        last = f"(SELECT max({key.name}) FROM {table.name})"
        writing.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', '{key.name}'), {last})"))
    return written


def _digest(connection: Connection, table: Table) -> str:
    seen = hashlib.sha256()
    for rows in _batches(connection, table):
        for row in rows:
            seen.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return seen.hexdigest()


def _batches(connection: Connection, table: Table) -> Iterator[Rows]:
    """A table's rows in the order of their numbers."""
    ordered = sorted if table is ABOUT else list
    query = select(table).order_by(*table.primary_key).execution_options(yield_per=_AT_ONCE)
    for rows in connection.execute(query).partitions():
        # each database sorts texts in its own way; numbers are the same everywhere
        yield ordered(rows)
