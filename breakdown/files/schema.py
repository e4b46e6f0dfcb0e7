"""The ledger's tables, made from the declarations in columns.py, in plain SQL types that any database has.

Dates stand as ISO text, so that they read the same everywhere and sort as they should.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
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

# 2: requests, rulings, closings; progress.remark, returns.preferred_at. 3: closings.claim.
# 4: units.ranking, .valid_from, .valid_to, .successor; members.valid_from, .valid_to.
VERSION = 4
METADATA = MetaData()
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


def to_rows(frame: Frame, data: pd.DataFrame) -> list[tuple[Any, ...]]:
    """A frame's rows as the tuples that the ledger stores, in the declared order of columns."""
    data = conform(frame, data)
    return list(zip(*(_store(data[column.name], column.kind) for column in frame.columns), strict=True))


def to_frame(frame: Frame, rows: list[Any]) -> pd.DataFrame:
    """Stored tuples as a frame with the declared columns and types."""
    columns = list(zip(*rows, strict=True)) or [()] * len(frame.columns)
    loaded = {
        column.name: _load(list(values), column.kind) for column, values in zip(frame.columns, columns, strict=True)
    }
    return pd.DataFrame(loaded, columns=frame.names)


def _store(series: pd.Series[Any], kind: str) -> list[Any]:
    if kind in ("date", "datetime"):
        text = series.dt.strftime("%Y-%m-%d" if kind == "date" else "%Y-%m-%d %H:%M:%S")
        return [None if missing else value for value, missing in zip(text, series.isna(), strict=True)]
    if kind == "number":
        return [None if value != value else value for value in series.tolist()]
    if kind in ("text", "percent"):
        # a sign that PostgreSQL has no room for, and nobody can see
        return [value.replace("\0", "\ufffd") if "\0" in value else value for value in series.tolist()]
    return list(series.tolist())


def _load(values: list[Any], kind: str) -> pd.Series[Any]:
    if kind in ("date", "datetime"):
        return pd.Series(pd.to_datetime(pd.Series(values, dtype="object"), format="ISO8601").astype("datetime64[s]"))
    if kind in ("number", "int", "flag"):
        return pd.Series(values, dtype={"number": "float64", "int": "int64", "flag": "bool"}[kind])
    return pd.Series(values, dtype="object")
