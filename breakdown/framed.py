"""Rows of plain values that become a frame when somebody works with them as one.

Reading a notice, issuing and a look at the status need no frame, and loading pandas takes as long as reading two
hundred tasks or making twenty forms.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from breakdown.frame import Frame, make_frame, named, rows_of

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
_NOTHING = {"text": "", "percent": "", "int": 0, "flag": False}


class Held(ABC):
    """What stands for a frame."""

    spec: Frame

    @property
    @abstractmethod
    def frame(self) -> pd.DataFrame:
        """The frame itself."""

    @property
    @abstractmethod
    def tuples(self) -> Sequence[tuple[Any, ...]]:
        """Its rows, values in the order of its columns; a day or number that is not written may be None."""

    @cached_property
    def named(self) -> Sequence[Any]:
        """The same as named tuples."""
        return named(self.spec.names, self.tuples)


@dataclass(frozen=True)
class Rows(Held):
    """Rows with exactly the columns of a declaration; what is not written is "", 0, False, a day or number None."""

    spec: Frame
    listed: tuple[Row, ...]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The same as a frame."""
        return make_frame(self.spec, self.listed)

    @cached_property
    def tuples(self) -> list[tuple[Any, ...]]:
        """The same, only the values."""
        return [tuple(row.values()) for row in self.listed]


@dataclass(frozen=True)
class Tuples(Held):
    """Rows as tuples, values in the order of a declaration."""

    spec: Frame
    values: Sequence[tuple[Any, ...]]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The same as a frame."""
        names = self.spec.names
        return make_frame(self.spec, (dict(zip(names, row, strict=True)) for row in self.values))

    @property
    def tuples(self) -> Sequence[tuple[Any, ...]]:
        """See Held."""
        return self.values


class Unread(Held):
    """What stands for a frame that nobody has read: whoever looks at it is told so, an empty one would be believed."""

    def __init__(self, spec: Frame) -> None:
        self.spec = spec

    @property
    def frame(self) -> pd.DataFrame:
        """See Held; AssertionError."""
        raise AssertionError(f"{self.spec.name} was not read")

    @property
    def tuples(self) -> Sequence[tuple[Any, ...]]:
        """See Held; AssertionError."""
        raise AssertionError(f"{self.spec.name} was not read")


def fit_rows(spec: Frame, rows: Iterable[Mapping[str, Any]]) -> Rows:
    """Rows in the columns of a declaration; those that a row lacks are empty, others left out, values kept as given."""
    empty = [(column.name, _NOTHING.get(column.kind)) for column in spec.columns]
    listed = (
        {name: nothing if (value := row.get(name)) is None else value for name, nothing in empty} for row in rows
    )
    return Rows(spec, tuple(listed))


def fit_tuples(spec: Frame, rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Any, ...]]:
    """The same as tuples, as `Records.tuples` has them: a day is a datetime, a moment counts to the second."""
    empty = [(column.name, _NOTHING.get(column.kind)) for column in spec.columns]
    days = [at for at, column in enumerate(spec.columns) if column.kind in ("date", "datetime")]
    for row in rows:
        values = [nothing if (value := row.get(name)) is None else value for name, nothing in empty]
        for at in days:
            day: Any = values[at]
            values[at] = day and _moment(day)
        yield tuple(values)


def _moment(value: date) -> datetime:
    return value.replace(microsecond=0) if isinstance(value, datetime) else datetime(value.year, value.month, value.day)


class Frames(Mapping[str, "pd.DataFrame"]):
    """Frames by name, held as rows; what is read from it is always the frame."""

    def __init__(self, held: Mapping[str, Held]) -> None:
        self.held = held

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.held[name].frame

    def __iter__(self) -> Iterator[str]:
        return iter(self.held)

    def __len__(self) -> int:
        return len(self.held)


class Framed:
    """A field of a record that is given as a frame or as rows; what is read from it is always the frame."""

    def __init__(self, spec: Frame | None = None) -> None:
        """spec: the declaration of the empty frame that stands where the field is not given."""
        self._default = None if spec is None else fit_rows(spec, [])

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, record: object | None, owner: type | None = None) -> pd.DataFrame:
        if record is None:
            # here a dataclass asks for the default of its field
            if self._default is None:
                raise AttributeError(self._name)
            return self._default  # type: ignore[return-value]
        held: Held | pd.DataFrame = vars(record)[self._name]
        return frame_of(held)

    def __set__(self, record: object, value: pd.DataFrame | Held) -> None:
        vars(record)[self._name] = value


class Record:
    """What has fields that are frames."""

    def rows(self, name: str) -> list[Row]:
        """The rows of one of its frames as plain values, days as dates; no frame is made for it."""
        held = vars(self)[name]
        if isinstance(held, Rows):
            return list(held.listed)
        return [{str(column): _plain(value) for column, value in row.items()} for row in rows_of(held)]


def frame_of(held: Held | pd.DataFrame) -> pd.DataFrame:
    """The frame, whether it is held as one or as rows."""
    return held.frame if isinstance(held, Held) else held


def _plain(value: Any) -> Any:
    """A value without pandas: None for what is not written, a day as a date."""
    if value != value:
        return None
    return value.date() if isinstance(value, datetime) else value
