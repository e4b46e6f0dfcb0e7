"""The ledger's tables, made from the declarations in columns.py, in plain SQL types that any database has.

Dates stand as ISO text, so that they read the same everywhere and sort as they should.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TextClause,
    inspect,
    text,
)

from breakdown.columns import LEDGER, Frame, conform
from breakdown.frame import missing, named, tuples_of
from breakdown.framed import Held

if TYPE_CHECKING:
    import pandas as pd

# 2: requests, rulings, closings; progress.remark, returns.preferred_at. 3: closings.claim.
# 4: units.ranking, .valid_from, .valid_to, .successor; members.valid_from, .valid_to.
VERSION = 4
METADATA = MetaData()
# So many rows change their shape at once.
_AT_ONCE = 8192
# Texts of more characters are worth letting go.
_LONG = 16
# So many characters of a day or a moment are kept.
_DAYS = {"date": 10, "datetime": 19}
_TYPES: dict[str, Any] = {
    "text": Text, "int": BigInteger, "number": Float, "percent": Text, "date": String(10), "datetime": String(19),
    "flag": Boolean,
}

BATCHES = Table(
    "batches",
    METADATA,
    Column("batch_id", Integer, primary_key=True),
    Column("verb", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("recorded_at", String(26), nullable=False),
    Column("note", Text, nullable=False),
)
ABOUT = Table("about", METADATA, Column("name", String(40), primary_key=True), Column("value", Text, nullable=False))


def _table(frame: Frame) -> Table:
    # ledger_id tells which row of a key is the newest; a row that is `gone` says that its key no longer counts
    return Table(
        frame.name,
        METADATA,
        Column("ledger_id", Integer, primary_key=True),
        Column("batch_id", ForeignKey("batches.batch_id"), nullable=False, index=True),
        Column("gone", Boolean, nullable=False),
        *(Column(column.name, _TYPES[column.kind]) for column in frame.columns),
        Index(f"{frame.name}_key", *frame.key),
    )


TABLES: dict[str, Table] = {frame.name: _table(frame) for frame in LEDGER}


def missing_columns(connection: Connection) -> list[TextClause]:
    """What adds the columns that declared tables of an older ledger do not have yet; old rows have no text in them."""
    found = inspect(connection)
    present = set(found.get_table_names())
    statements = []
    for frame in (frame for frame in LEDGER if frame.name in present):
        known = {column["name"] for column in found.get_columns(frame.name)}
        for column in (column for column in frame.columns if column.name not in known):
            kind = TABLES[frame.name].c[column.name].type.compile(connection.dialect)
            empty = " DEFAULT ''" if column.kind in ("text", "percent") else ""
            statements.append(text(f'ALTER TABLE {frame.name} ADD COLUMN {column.name} {kind}{empty}'))
    return statements


class Stored(Held):
    """Rows as the database gave them: a frame for those who ask for one, from then on nothing else."""

    def __init__(self, spec: Frame, rows: list[Any]) -> None:
        """rows: in the declared order of columns."""
        self.spec, self._rows, self._plain, self._named = spec, rows, False, False
        self._frame: pd.DataFrame | None = None

    @property
    def frame(self) -> pd.DataFrame:
        """See Held."""
        if self._frame is None:
            # a year of many units would else be held twice
            self._frame, self._rows = to_frame(self.spec, self._rows), []
        return self._frame

    @property
    def tuples(self) -> list[tuple[Any, ...]]:
        """See Held; a day is a datetime."""
        if self._frame is not None:
            return list(tuples_of(self._frame))
        if not self._plain:
            kinds, self._plain = [column.kind for column in self.spec.columns], True
            if {"date", "datetime", "number"} & set(kinds):
                self._change(lambda rows: zip(*map(_read, zip(*rows, strict=True), kinds), strict=True))
        return self._rows

    @property
    def named(self) -> Sequence[Any]:
        """See Held; from then on the tuples, too, are these."""
        if self._frame is not None:
            return named(self.spec.names, self.tuples)
        rows = self.tuples
        if not self._named:
            self._named = True
            self._change(lambda some: named(self.spec.names, some))
        return rows

    @property
    def stored(self) -> list[Any] | None:
        """Its rows as the database has them; None when somebody has looked at them otherwise."""
        return None if self._plain or self._named or self._frame is not None else self._rows

    def _change(self, change: Callable[[list[Any]], Iterable[Any]]) -> None:
        # where they stand, some thousands at a time: millions of rows are not held twice
        for start in range(0, len(self._rows), _AT_ONCE):
            self._rows[start : start + _AT_ONCE] = change(self._rows[start : start + _AT_ONCE])


def in_order(spec: Frame, rows: Iterable[Any]) -> Stored:
    """Rows as the database gave them, in the ledger's order."""
    return Stored(spec, sorted(rows, key=itemgetter(*map(spec.names.index, spec.order))))


def to_rows(frame: Frame, data: pd.DataFrame | Held) -> list[tuple[Any, ...]]:
    """A frame's rows, however held, as the tuples that the ledger stores, in the declared order of columns."""
    if isinstance(data, Stored) and data.stored is not None:
        return data.stored
    if isinstance(data, Held):
        kinds = (column.kind for column in frame.columns)
        return list(zip(*map(_store, zip(*data.tuples, strict=True), kinds), strict=True))
    return list(zip(*_columns(frame, data), strict=True))


def _columns(frame: Frame, data: pd.DataFrame) -> Iterator[list[Any]]:
    conformed = conform(frame, data)
    for column in frame.columns:
        values = conformed[column.name]
        yield _days(values, column.kind) if column.kind in _DAYS else _store(values.tolist(), column.kind)


def _days(values: pd.Series[Any], kind: str) -> list[str | None]:
    """Days and moments as text: the same few stand in all rows of a file, each is written out once."""
    places, each = values.factorize()
    texts = [*(str(value)[: _DAYS[kind]] for value in each), None]
    return [texts[place] for place in places]


def to_frame(frame: Frame, rows: list[Any]) -> pd.DataFrame:
    """Stored tuples as a frame with the declared columns and types."""
    import pandas as pd

    columns = list(zip(*rows, strict=True)) or [()] * len(frame.columns)
    loaded = {
        column.name: _load(list(values), column.kind) for column, values in zip(frame.columns, columns, strict=True)
    }
    return pd.DataFrame(loaded, columns=frame.names)


def _store(values: Iterable[Any], kind: str) -> list[Any]:
    if kind in _DAYS:
        length = _DAYS[kind]
        return [None if missing(value) else str(value)[:length] for value in values]
    if kind == "number":
        return [None if value != value else value for value in values]
    listed = list(values)
    if kind in ("text", "percent") and (max(map(len, listed), default=0) > _LONG or "\0" in "".join(listed)):
        return [_copied(value) if len(value) > _LONG or "\0" in value else value for value in listed]
    return listed


def _copied(text: str) -> str:
    """A text of its own without the sign that PostgreSQL has no room for, and nobody can see.

    SQLite's driver keeps the bytes of a text with it for as long as it lives, half as much again.
    """
    return text.replace("\0", "\ufffd").encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass")


def _read(values: Iterable[Any], kind: str) -> Iterable[Any]:
    """Stored values as plain ones."""
    if kind in ("date", "datetime"):
        return (value and datetime.fromisoformat(value) for value in values)
    return (math.nan if value is None else value for value in values) if kind == "number" else values


def _load(values: list[Any], kind: str) -> pd.Series[Any]:
    import pandas as pd

    if kind in ("date", "datetime"):
        return pd.Series(pd.to_datetime(pd.Series(values, dtype="object"), format="ISO8601").astype("datetime64[s]"))
    if kind in ("number", "int", "flag"):
        return pd.Series(values, dtype={"number": "float64", "int": "int64", "flag": "bool"}[kind])
    return pd.Series(values, dtype="object")
