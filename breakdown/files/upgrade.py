"""A ledger made ready for this program: new ones get their tables, older ones what they lack."""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path

from sqlalchemy import Connection, insert, inspect, select, update

from breakdown.errors import FolderError
from breakdown.files.database import Database
from breakdown.files.refusals import refusal
from breakdown.files.schema import ABOUT, METADATA, VERSION, missing_columns


def prepare(database: Database) -> None:
    """Make what is missing; FolderError when what stands there is something else, or of a newer program."""
    with database.reading() as connection:
        if _version(connection, database.name) == VERSION:
            return
    with database.writing() as connection:
        # somebody else may have done it by now
        version = _version(connection, database.name)
        if version == VERSION:
            return
        if version:
            _keep_copy(database, version)
            for statement in missing_columns(connection):
                connection.execute(statement)
        METADATA.create_all(connection)
        said = update(ABOUT).where(ABOUT.c.name == "schema") if version else insert(ABOUT)
        connection.execute(said.values(name="schema", value=str(VERSION)))


def _version(connection: Connection, name: str) -> int:
    """The version that the tables have; 0 where there are none yet."""
    present = set(inspect(connection).get_table_names())
    if present - set(METADATA.tables):
        raise FolderError(f"{name} 不是 breakdown 的台账", "应为本程序建立的台账", "请换一个文件名或数据库")
    written = ""
    if ABOUT.name in present:
        written = connection.execute(select(ABOUT.c.value).where(ABOUT.c.name == "schema")).scalar() or ""
    if not written:
        return 0
    if not written.isdecimal() or int(written) > VERSION:
        raise FolderError(f"台账 {name} 的版本是 {written}", f"本程序能用的是 {VERSION}", "请升级 breakdown")
    return int(written)


def _keep_copy(database: Database, version: int) -> None:
    """A copy of a SQLite file as the older program left it: ledger.v3.db beside ledger.db."""
    if database.file is None:
        return
    for number in count(1):
        end = f".v{version}{f'-{number}' if number > 1 else ''}{database.file.suffix}"
        target = database.file.with_name(database.file.stem + end)
        if not target.exists():
            break
    part = Path(f"{target}.part")
    try:
        shutil.copy2(database.file, part)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        why = refusal(error)
        found = f"台账要升级，先留一份原样的 {target.name} 没有成功（{why.reason}）"
        raise FolderError(found, "应能在台账旁边写文件", f"{why.next_step}；台账没有改动") from error
