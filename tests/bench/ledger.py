"""The ledger with many rows of progress: written period by period, one period asked for as it was known on a day."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from breakdown.columns import PROGRESS, make_frame
from breakdown.files.ledger import open_ledger
from breakdown.files.schema import TABLES
from breakdown.periods import TEN_DAYS
from breakdown.records import Changes

# A year reported every ten days.
PERIODS = [f"2021-{month:02d}-{part}" for month in range(1, 13) for part in TEN_DAYS]
_SAID = {
    "role": "牵头", "status": "推进中", "value": "12家", "percent": "40%", "percent_value": 40.0,
    "progress": "开展专题调度2次，走访企业17家，协调解决用地用工问题9件", "problem": "用地手续办理较慢",
    "next_step": "倒排工期", "expected_date": datetime(2021, 12, 31), "reporter": "张三", "phone": "65550100",
    "file": "区财政局.xlsx", "sheet": "牵头任务", "row": 7, "received_at": datetime(2021, 4, 2, 9),
}


def month_of(period: str, rows: int) -> pd.DataFrame:
    """What so many lead units report on four hundred tasks each."""
    return make_frame(PROGRESS, [_SAID | {"period": period, "task_id": f"t{at % 400:03d}", "unit": f"单位{at // 400}"}
                                 for at in range(rows)])


def write_ours(place: Path, months: list[pd.DataFrame]) -> float:
    """Seconds that the ledger takes, a batch for each period."""
    ledger = open_ledger(place)
    start = time.process_time()
    for at, month in enumerate(months, 1):
        ledger.apply(Changes({"progress": month}), "merge", _evening(at), PERIODS[at - 1])
    seconds = time.process_time() - start
    ledger.close()
    return seconds


def write_plain(place: Path, months: list[pd.DataFrame]) -> float:
    """Seconds of the same frames through executemany, into a table with the same columns and indexes."""
    connection = _empty_table(place)
    start = time.process_time()
    for at, month in enumerate(months, 1):
        dated = month.assign(**{name: month[name].astype(str) for name in ("expected_date", "received_at")})
        rows = [(at, False, *row) for row in dated.itertuples(index=False, name=None)]
        marks = ", ".join("?" * (len(PROGRESS.names) + 2))
        connection.executemany(f"INSERT INTO progress ({_columns()}) VALUES ({marks})", rows)
        connection.commit()
    seconds = time.process_time() - start
    connection.close()
    return seconds


def write_pandas(place: Path, months: list[pd.DataFrame]) -> float:
    """Seconds of the same frames through DataFrame.to_sql."""
    connection = _empty_table(place)
    start = time.process_time()
    for at, month in enumerate(months, 1):
        month.assign(batch_id=at, gone=False).to_sql("progress", connection, if_exists="append", index=False)
    seconds = time.process_time() - start
    connection.close()
    return seconds


def ask(place: Path, at: int) -> tuple[float, int]:
    """Seconds until one period is known as it was after so many batches, and how many rows it has."""
    ledger = open_ledger(place)
    start = time.process_time()
    found = ledger.frame("progress", _evening(at), {PERIODS[at - 1]})
    seconds = time.process_time() - start
    ledger.close()
    return seconds, len(found)


def rows_in(place: Path) -> list[tuple[Any, ...]]:
    """What a database keeps of tasks, units and texts, in one order whoever wrote it."""
    with closing(sqlite3.connect(place)) as connection:
        return connection.execute("SELECT period, task_id, unit, role, status, value, percent, progress FROM progress"
                                  " ORDER BY period, task_id, unit").fetchall()


def _evening(at: int) -> datetime:
    return datetime(2021, 1, 1, 18) + timedelta(at)


def _columns() -> str:
    return ", ".join(f'"{name}"' for name in ("batch_id", "gone", *PROGRESS.names))


def _empty_table(place: Path) -> Any:
    connection = sqlite3.connect(place)
    connection.execute(f"CREATE TABLE progress (ledger_id INTEGER PRIMARY KEY, {_columns()})")
    for index in TABLES["progress"].indexes:
        connection.execute(f"CREATE INDEX {index.name} ON progress ({', '.join(index.columns.keys())})")
    return connection
