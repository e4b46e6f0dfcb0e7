"""Frames read row by row."""

from __future__ import annotations

from typing import Any

import pandas as pd


def rows_of(frame: pd.DataFrame) -> list[Any]:
    """The rows as named tuples with the column names as fields; loosely typed, as pandas cannot say what they hold."""
    return list(frame.itertuples(index=False))
