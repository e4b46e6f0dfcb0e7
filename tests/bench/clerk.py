"""What a clerk's own script would do at the end of a period; the counting of it, not the judging.

    python -m tests.bench.clerk LEDGER TARGET.xlsx

pandas reads the reports of the year; per period what units said of their tasks is counted by unit and in all, the last
period's reports become one row per task, and openpyxl writes the three tables without formats.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing

import pandas as pd

_KEY = ["period", "task_id", "unit", "role"]


def main(ledger: str, target: str) -> None:
    """Read, count, write."""
    with closing(sqlite3.connect(ledger)) as connection:
        tasks = pd.read_sql("select * from tasks", connection).drop_duplicates("task_id", keep="last")
        progress = pd.read_sql("select * from progress", connection).drop_duplicates(_KEY, keep="last")
        returns = pd.read_sql("select * from returns", connection)
    lead = progress[progress["role"] == "牵头"]
    by_period = pd.crosstab(lead["period"], lead["status"])
    by_unit = pd.crosstab([lead["unit"], lead["period"]], lead["status"])
    came = pd.crosstab(returns["unit"], returns["state"])
    last = lead[lead["period"] == lead["period"].iloc[-1]]
    said = last.groupby("task_id").agg(dict.fromkeys(("unit", "status", "value", "progress"), "\n".join))
    whole = tasks.set_index("task_id")[["no", "section", "content", "leaders"]].join(said)
    with pd.ExcelWriter(target, engine="openpyxl") as writer:
        for name, frame in (("总台账", whole), ("各期", by_period), ("各单位", by_unit), ("报送", came)):
            frame.to_excel(writer, sheet_name=name)


if __name__ == "__main__":
    main(*sys.argv[1:])
