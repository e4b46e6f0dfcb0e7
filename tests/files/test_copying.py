"""A ledger moved to another file or database: every row, its number, its history; nothing written over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import Connection, Engine, event

from breakdown.columns import PROGRESS, TASKS, UNITS, make_frame
from breakdown.errors import FolderError
from breakdown.files.copying import copy_ledger
from breakdown.files.ledger import open_ledger
from breakdown.records import FRAMES, Changes
from tests.postgres import new_database

MOMENTS = [datetime(2021, month, 1, 9) for month in (4, 5, 6)]
ROW = {"period": "2021-03", "task_id": "t1", "unit": "区住建委", "role": "牵头", "percent_value": 0.1 + 0.2,
       "expected_date": datetime(2021, 6, 30), "received_at": datetime(2021, 4, 2, 11, 5, 9), "progress": "一\n二"}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A ledger with a change and a removal."""
    place = tmp_path / "ledger.db"
    ledger = open_ledger(place)
    units = make_frame(UNITS, [{"unit": f"单位{at}"} for at in range(30)])
    ledger.apply(Changes({"tasks": make_frame(TASKS, [{"task_id": "t1", "content": "甲", "ongoing": True}]),
                          "units": units}), "adopt", MOMENTS[0], note="第一次")
    ledger.apply(Changes({"progress": make_frame(PROGRESS, [ROW])}), "merge", MOMENTS[1], "2021-03")
    ledger.apply(Changes(removed={"tasks": pd.DataFrame({"task_id": ["t1"]})}), "adopt", MOMENTS[2])
    ledger.remember("office", "区政府办")
    ledger.close()
    return place


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path | str]:
    if request.param == "SQLite":
        yield tmp_path / "copy.db"
    else:
        with new_database() as url:
            yield url


def silent(what: str, total: int) -> None:
    pass


def same(one: Path | str, other: Path | str) -> bool:
    """Whether two ledgers know the same on every day, and tell the same history."""
    first, second = open_ledger(one), open_ledger(other)
    for moment in (*MOMENTS, None):
        a, b = first.records(moment), second.records(moment)
        for name in FRAMES:
            pd.testing.assert_frame_equal(getattr(a, name), getattr(b, name))
        assert a.spent == b.spent
    for name in FRAMES:
        pd.testing.assert_frame_equal(first.history(name, {}), second.history(name, {}))
    assert first.remembered("office") == second.remembered("office") == "区政府办"
    assert first.batches() == second.batches() == 3
    first.close()
    second.close()
    return True


def test_there_and_back_again(source: Path, target: Path | str, tmp_path: Path) -> None:
    counts = copy_ledger(source, target, silent)
    assert (counts["batches"], counts["tasks"], counts["units"], counts["progress"]) == (3, 2, 30, 1)
    assert same(source, target)
    assert copy_ledger(target, tmp_path / "back.db", silent) == counts
    assert same(source, tmp_path / "back.db")


def test_the_copy_goes_on_where_the_original_stopped(source: Path, target: Path | str) -> None:
    copy_ledger(source, target, silent)
    ledger = open_ledger(target)
    assert ledger.apply(Changes({"progress": make_frame(PROGRESS, [ROW])}), "merge", MOMENTS[2]) == 0
    assert ledger.apply(Changes({"units": make_frame(UNITS, [{"unit": "新单位"}])}), "adopt", MOMENTS[2]) == 1
    assert len(ledger.records().units) == 31
    ledger.close()


def test_what_holds_a_ledger_is_not_written_over(source: Path, target: Path | str) -> None:
    copy_ledger(source, target, silent)
    with pytest.raises(FolderError, match="里已经有台账"):
        copy_ledger(source, target, silent)
    assert same(source, target)


def test_a_copy_that_differs_is_not_kept(source: Path, target: Path | str) -> None:
    def spoil(connection: Connection, *rest: object) -> None:
        # somebody's trigger, a database that cuts texts: whatever changes a row on its way
        if "INSERT INTO units" in str(rest[1]):
            connection.exec_driver_sql("UPDATE batches SET note = 'x'")

    event.listen(Engine, "after_cursor_execute", spoil)
    try:
        with pytest.raises(FolderError, match="“batches”和原来的不一样"):
            copy_ledger(source, target, silent)
    finally:
        event.remove(Engine, "after_cursor_execute", spoil)
    ledger = open_ledger(target)
    assert ledger.batches() == 0
    ledger.close()
