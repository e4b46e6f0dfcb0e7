"""How a frame is declared, and how rows become one: names, kinds, and what each kind is when nothing is written."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["text", "int", "number", "percent", "date", "datetime", "flag"]


@dataclass(frozen=True)
class Column:
    """One column: frame name, Chinese header, kind, and how it looks and behaves in a workbook.

    width: in characters of the default font (a Chinese character counts two). group: upper header cell over neighbours.
    synonyms: other headers under which a returned sheet may carry it. typed: its cells keep what is typed, letter by
    letter (3-5 makes no date, 100% no 1); an answer without the figure or the day that is expected is asked about.
    """

    name: str
    header: str
    kind: Kind = "text"
    width: float = 12
    editable: bool = False
    choices: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    group: str = ""
    prompt: str = ""
    typed: Literal["", "text", "figure", "day"] = ""


@dataclass(frozen=True)
class Frame:
    """One frame: its columns and the columns that identify a row (in the ledger the newest row of a key counts)."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = field(default=())

    @property
    def names(self) -> list[str]:
        """Column names in order."""
        return [column.name for column in self.columns]

    @property
    def order(self) -> list[str]:
        """The columns by whose values rows stand in the ledger's order."""
        if "position" not in self.names or "position" in self.key:
            return list(self.key)
        # the parts of one thing keep their printed order, things themselves stand in the order of their own position
        lead = 1 if len(self.key) > 1 else 0
        return [*self.key[:lead], "position", *self.key[lead:]]

    def column(self, name: str) -> Column:
        """The declaration of one column; KeyError when the frame has none of that name."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def pick(self, *names: str, **changes: Any) -> tuple[Column, ...]:
        """Some columns in the order named, with the same changes applied to each (for a workbook's view of a frame)."""
        return tuple(replace(self.column(name), **changes) for name in names)


def make_frame(spec: Frame, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows as a frame with the columns and types of its declaration; what a row lacks is "", 0, NaN, NaT or False."""
    import pandas as pd

    # ten thousand returns have three hundred thousand rows: each is let go once its values stand in their columns
    listed: list[list[Any]] = [[] for _ in spec.columns]
    each = [(values.append, column.name) for values, column in zip(listed, spec.columns, strict=True)]
    for row in rows:
        for append, name in each:
            append(row.get(name))
    data: dict[str, pd.Series[Any]] = {}
    for column, values in zip(spec.columns, listed, strict=True):
        texts = column.kind in ("text", "percent")
        series = pd.Series(_texts(values) if texts else values, dtype="object")
        data[column.name] = series if texts else _convert(series, column.kind)
    return pd.DataFrame(data, columns=spec.names)


def conform(spec: Frame, frame: pd.DataFrame) -> pd.DataFrame:
    """A frame with exactly the declared columns, in order, in the declared types; missing columns are added empty."""
    import pandas as pd

    out = {}
    for column in spec.columns:
        given = frame[column.name] if column.name in frame.columns else pd.Series([None] * len(frame), dtype=object)
        out[column.name] = _convert(given.reset_index(drop=True), column.kind)
    return pd.DataFrame(out, columns=spec.names)


def _convert(series: pd.Series[Any], kind: str) -> pd.Series[Any]:
    import pandas as pd

    if kind in ("date", "datetime"):
        return pd.to_datetime(series).astype("datetime64[s]")
    if kind in ("number",):
        return pd.to_numeric(series).astype("float64")
    if kind == "int":
        return pd.to_numeric(series).fillna(0).astype("int64")
    if kind == "flag":
        return pd.Series([bool(value) and not pd.isna(value) for value in series], dtype="bool", index=series.index)
    return pd.Series(_texts(series.tolist()), dtype="object", index=series.index)


def _texts(values: Iterable[Any]) -> list[str]:
    """Values as text; a percentage, too, travels as the clerk wrote it, its number stands in a column of its own."""
    import pandas as pd

    listed = list(values)
    # a look at the types of them all takes a tenth of a look at each, and nearly always they are texts
    if set(map(type, listed)) <= {str}:
        return listed
    return [value if isinstance(value, str) else "" if pd.isna(value) else str(value) for value in listed]


def missing(value: Any) -> bool:
    """Whether nothing is written where a day or a number may stand: None, or what a frame has instead (NaT, NaN)."""
    return value is None or value != value


def rows_of(frame: pd.DataFrame) -> list[dict[Any, Any]]:
    """A frame's rows by column name, as its own to_dict gives them, in a third of the time."""
    names = list(frame.columns)
    return [dict(zip(names, values, strict=True)) for values in tuples_of(frame)]


def tuples_of(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """A frame's rows as plain tuples."""
    return zip(*(frame[name].tolist() for name in frame.columns), strict=True)


def named(names: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> list[Any]:
    """Tuples as named ones; there must be as many names as values."""
    # its own _make counts the values of each row, which takes three times as long
    return list(map(tuple.__new__, repeat(row_type(tuple(names))), rows))


@cache
def row_type(names: tuple[str, ...], nothing: tuple[Any, ...] = ()) -> Any:
    """The named tuples of some columns; nothing: what each column is when it is not written."""
    return namedtuple("Row", names, defaults=nothing)  # noqa: PYI024 - its fields are those of a declaration
