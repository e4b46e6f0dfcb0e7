"""Ids of removed tasks are never given again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from breakdown.columns import TASKS, make_frame
from breakdown.files.ledger import open_ledger
from breakdown.records import Changes
from breakdown.review.amend import highest_numbers


def test_removed_task_keeps_its_number(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "ledger.db")
    rows = make_frame(TASKS, [{"task_id": f"2021-{number:03d}", "year": 2021} for number in (1, 2, 3)])
    ledger.apply(Changes({"tasks": rows}), "adopt", datetime(2021, 3, 1))
    ledger.apply(Changes(removed={"tasks": rows[["task_id"]].tail(1)}), "adopt", datetime(2021, 3, 2))
    records = ledger.records()
    ledger.close()
    assert list(records.tasks["task_id"]) == ["2021-001", "2021-002"]
    assert records.spent == {"2021-001", "2021-002", "2021-003"}
    assert highest_numbers(records) == {2021: 3}
