"""The database behind a ledger: a SQLite file or a PostgreSQL server, and all in which the two differ."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, NoSuchModuleError, OperationalError

from breakdown.errors import FolderError
from breakdown.files.refusals import refusal

# Seconds to wait for a colleague's command that is writing the same ledger.
PATIENCE = 30
# By what writers of one database wait for each other; any number that nobody else uses.
_TURN = 7_215_003
# How PostgreSQL names a wait that was given up.
_NOT_OUR_TURN = "55P03"
_SUPPORTED = {"sqlite": "", "postgresql": "psycopg"}


class Database:
    """An open database; a transaction sees one moment, and only one at a time writes."""

    def __init__(self, place: Path | str) -> None:
        """place: a file, or a database URL; FolderError when it is neither or cannot be used here."""
        url = _url(place)
        self.name = str(place) if "://" not in str(place) else url.render_as_string(hide_password=True)
        self.server = url.get_backend_name() == "postgresql"
        self.file = None if self.server or not url.database else Path(url.database)
        self._engine = _engine(url)

    def close(self) -> None:
        """Let go of it."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the database as it is at its beginning, whoever writes meanwhile."""
        with self._guard(), self._engine.connect() as connection:
            if self.server:
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction for which all other writers wait; FolderError when its turn does not come."""
        with self._guard(), self._engine.connect() as connection:
            connection.execution_options(writing=True)
            with connection.begin():
                if self.server:
                    connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_TURN})"))
                yield connection

    @contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except OperationalError as error:
            raise self._unusable(error) from error
        except DatabaseError as error:
            raise FolderError(
                f"台账 {self.name} 已损坏或不是台账（{_said(error)}）", "应为本程序建立的台账", "请用备份恢复"
            ) from error

    def _unusable(self, error: OperationalError) -> FolderError:
        if getattr(error.orig, "sqlstate", None) == _NOT_OUR_TURN or "database is locked" in str(error.orig):
            found = f"台账 {self.name} 正由另一条命令写入，等了 {PATIENCE} 秒还没有轮到"
            return FolderError(found, "同一时间只有一条命令能写台账", "台账没有改动，请稍后重试")
        if self.server:
            wanted = "需要能连上、能建表的 PostgreSQL 数据库"
            return FolderError(f"台账 {self.name} 连不上（{_said(error)}）", wanted, "请检查地址、账号和网络，稍后重试")
        why = refusal(error.orig or error)
        found = f"台账 {self.name} 打不开或写不进（{why.reason}）"
        return FolderError(found, "需要能读写、未被占用的文件", why.next_step)


def _url(place: Path | str) -> URL:
    if "://" not in str(place):
        return URL.create("sqlite", database=str(place))
    try:
        url = make_url(str(place))
    except ArgumentError as error:
        raise FolderError(f"台账地址“{place}”写法不对", "应是文件名或数据库地址", "请改正 breakdown.toml") from error
    kind = url.get_backend_name()
    if kind not in _SUPPORTED:
        expected = "可以是 SQLite 文件，或 postgresql+psycopg:// 开头的数据库地址"
        raise FolderError(f"台账不能放在 {kind} 数据库里", expected, "请改正 breakdown.toml")
    # an address that names no driver gets the one that comes with the program
    return url.set(drivername="+".join(filter(None, (kind, _SUPPORTED[kind]))))


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "postgresql":
        try:
            return create_engine(url, connect_args={"connect_timeout": PATIENCE})
        except (ImportError, NoSuchModuleError) as error:
            found, next_step = "没有安装 PostgreSQL 的驱动", '请运行 pip install "breakdown[postgres]"'
            raise FolderError(found, "台账放在 PostgreSQL 上要用到它", next_step) from error
    engine = create_engine(url, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _by_hand)
    event.listen(engine, "begin", _begin)
    return engine


def _by_hand(connection: Any, record: object) -> None:
    # left to itself Python's driver begins no transaction for reading and ends one before it makes tables
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _said(error: DBAPIError) -> str:
    """What the database said, in one line."""
    return " ".join(str(error.orig).split())
