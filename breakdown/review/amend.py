"""Frames before and after as Changes: rows to append, keys of rows that are gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from breakdown.columns import make_frame
from breakdown.problems import Problem
from breakdown.records import FRAMES, Changes, Records

Key = tuple[Any, ...]


def plan_changes(records: Records, after: Mapping[str, pd.DataFrame], problems: list[Problem]) -> Changes:
    """What turns the ledger's frames into those of `after`, by frame name; frames that stay alike are left out."""
    appended, removed = {}, {}
    for name, frame in after.items():
        spec = FRAMES[name]
        old, new = keyed(getattr(records, name), spec.key), keyed(frame, spec.key)
        rows = [row for key, row in new.items() if old.get(key) != row]
        gone = [dict(zip(spec.key, key, strict=True)) for key in old if key not in new]
        if rows:
            appended[name] = make_frame(spec, rows)
        if gone:
            removed[name] = make_frame(spec, gone)[list(spec.key)]
    return Changes(appended, removed, problems)


def keyed(frame: pd.DataFrame, key: Iterable[str]) -> dict[Key, dict[Any, Any]]:
    """Rows by key, None for what is not there, so that rows can be compared; of two rows with one key the last."""
    # only NaN and NaT differ from themselves
    names = list(frame.columns)
    columns = [[None if value != value else value for value in frame[name].tolist()] for name in names]
    places = [names.index(name) for name in key]
    rows = zip(*columns, strict=True)
    return {tuple([row[at] for at in places]): dict(zip(names, row, strict=True)) for row in rows}


def highest_numbers(records: Records) -> dict[int, int]:
    """The highest running number of a task id by year, of all ids that stand in the ledger or ever did."""
    highest: dict[int, int] = {}
    frames = [getattr(records, name) for name in FRAMES]
    standing = {task_id for frame in frames if "task_id" in frame.columns for task_id in frame["task_id"]}
    for task_id in standing | records.spent:
        year, _, number = task_id.partition("-")
        if year.isdecimal() and number.isdecimal():
            highest[int(year)] = max(highest.get(int(year), 0), int(number))
    return highest
