"""Frames read row by row, and rows that become a frame only where somebody works with them as one."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from breakdown.columns import Frame, make_frame
from breakdown.frame import named, row_type, tuples_of
from breakdown.framed import Held

if TYPE_CHECKING:
    import pandas as pd

_NOTHING = {"text": "", "percent": "", "int": 0, "flag": False, "number": math.nan}


@dataclass(frozen=True)
class Table(Held):
    """Rows in the columns of a declaration, as named tuples: a year's periods are judged without a frame for each.

    What is not written is "", 0, False or NaN; a day is a date or None.
    """

    spec: Frame
    rows: tuple[Any, ...]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The same as a frame."""
        return make_frame(self.spec, [row._asdict() for row in self.rows])

    @property
    def tuples(self) -> tuple[Any, ...]:
        """See Held."""
        return self.rows

    @property
    def named(self) -> tuple[Any, ...]:
        """See Held."""
        return self.rows

    def only(self, wanted: Callable[[Any], bool]) -> Table:
        """Some of its rows."""
        return Table(self.spec, tuple(filter(wanted, self.rows)))


def tabulate(spec: Frame, rows: Iterable[Mapping[str, Any]]) -> Table:
    """Rows as a table with the columns of its declaration; what a row lacks is empty. TypeError for what is beyond."""
    kind = row_of(spec)
    return Table(spec, tuple(kind(**row) for row in rows))


@cache
def row_of(spec: Frame) -> Any:
    """What makes one row of a table from its columns by name; those that are not given are empty."""
    return row_type(tuple(spec.names), tuple(_NOTHING.get(column.kind) for column in spec.columns))


def rows_of(frame: pd.DataFrame) -> list[Any]:
    """The rows as named tuples with the column names as fields; loosely typed, as pandas cannot say what they hold."""
    return named(map(str, frame.columns), tuples_of(frame))
