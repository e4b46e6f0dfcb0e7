"""Rows that become frames: they hold the same, and no frame is made where none is asked for."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from breakdown.columns import MILESTONES, TARGETS, TASKS, make_frame
from breakdown.frame import Frame
from breakdown.framed import fit_rows
from breakdown.records import Reading

NOTICE = Path(__file__).parents[1] / "examples" / "demo" / "notice.txt"
GIVEN: list[tuple[Frame, dict[str, object]]] = [
    (TASKS, {"task_id": "2021-001", "no": "7", "due": date(2021, 6, 30), "ongoing": True, "year": 2021, "odd": "x"}),
    (TASKS, {"task_id": "2021-002", "content": None, "due": None}),
    (MILESTONES, {"task_id": "2021-001", "due": date(2021, 3, 31), "text": "动工"}),
    (TARGETS, {"task_id": "2021-001", "value": 12.5}),
    (TARGETS, {"task_id": "2021-001", "value": None}),
]


def reading(name: str, held: object) -> Reading:
    empty = {frame.name: make_frame(frame, []) for frame in (TASKS, MILESTONES, TARGETS)}
    others = dict.fromkeys(("assignments", "units", "members"), empty["tasks"])
    return Reading("", 2021, **{**empty, **others, name: held})  # type: ignore[arg-type]


@pytest.mark.parametrize(("spec", "row"), GIVEN)
def test_a_reading_gives_the_same_whether_it_holds_rows_or_a_frame(spec: Frame, row: dict[str, object]) -> None:
    rows = fit_rows(spec, [row])
    of_rows, of_frame = reading(spec.name, rows), reading(spec.name, make_frame(spec, [row]))
    assert getattr(of_rows, spec.name).equals(getattr(of_frame, spec.name))
    assert of_rows.rows(spec.name) == of_frame.rows(spec.name) == list(rows.listed)


def test_what_a_row_lacks_is_empty() -> None:
    (row,) = fit_rows(TASKS, [{"task_id": "2021-001"}]).listed
    assert list(row) == TASKS.names
    assert (row["content"], row["position"], row["open"], row["due"]) == ("", 0, False, None)


def test_the_origins_of_a_reading_may_be_left_out() -> None:
    assert reading("tasks", fit_rows(TASKS, [])).origins.empty


def test_reading_for_other_programs_loads_no_pandas() -> None:
    code = f"""
import sys
from breakdown.cli import app
app(["read", {str(NOTICE)!r}, "--format", "jsonl"], standalone_mode=False)
print(sorted({{"pandas", "numpy", "sqlalchemy", "openpyxl", "rich.console"}} & set(sys.modules)))
"""
    done = subprocess.run((sys.executable, "-c", code), capture_output=True, check=True)
    lines = done.stdout.decode("utf-8").splitlines()
    assert len(lines) > 5
    assert lines[-1] == "[]"
