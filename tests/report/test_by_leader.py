"""A summary for each leader: the tasks he leads, no others, and counts that add up to them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from breakdown import reports
from breakdown.demo import run_demo
from breakdown.errors import FolderError
from breakdown.files.folder import open_folder
from breakdown.periods import parse_period
from breakdown.report import summarize
from breakdown.report.by_leader import leaders_of, of_leader
from breakdown.report.frames import CATEGORIES, LIGHTS
from breakdown.report.overview import notes
from breakdown.report.presets import PLAIN
from breakdown.report.tables import split_leaders
from breakdown.report.workbook import summary_book
from tests.report.office import SETTINGS, make_office

MONTHS = [f"2021-{month:02d}" for month in range(1, 5)]
WHOLE = summarize(make_office(6, 50, 15, MONTHS), parse_period("2021-04"), date(2021, 5, 20), SETTINGS)


@pytest.mark.parametrize("leader", leaders_of(WHOLE))
def test_his_tasks_alone_and_all_of_them(leader: str) -> None:
    own = of_leader(WHOLE, leader, PLAIN, SETTINGS)
    expected = [row["task_id"] for row in WHOLE.tasks.to_dict("records") if leader in split_leaders(row["leaders"])]
    assert list(own.tasks["task_id"]) == expected and own.leader == leader
    for frame in (own.classes, own.lights):
        assert frame["count"].sum() == len(expected) and round(frame["share"].sum(), 1) == 100.0
    assert (own.trend["total"] == len(expected)).all() and len(own.trend) == len(WHOLE.trend)
    assert own.sections["total"].sum() == len(expected)
    assert own.units["total"].sum() == len(own.standings)
    assert (own.units[list(CATEGORIES)].sum(axis=1) == own.units["total"]).all()
    assert (own.units[list(LIGHTS)].sum(axis=1) == own.units["total"]).all() and own.units["rank"].isna().all()
    for name in ("alerts", "closings", "changes", "indicators", "figures", "repeats", "escalations"):
        assert set(getattr(own, name)["task_id"]) <= set(expected), name
    book = summary_book(own, SETTINGS)
    assert book.name.endswith(f"（{leader}）") and f"统计范围：{leader}牵头的{len(expected)}项任务" in notes(own)[0]


def test_every_task_with_a_leader_is_in_somebodys_workbook() -> None:
    each = (of_leader(WHOLE, leader, PLAIN, SETTINGS).tasks for leader in leaders_of(WHOLE))
    found = {task for tasks in each for task in tasks["task_id"]}
    assert found == set(WHOLE.tasks.loc[WHOLE.tasks["leaders"] != "", "task_id"]) and len(found) < len(WHOLE.tasks)


def test_a_ledger_without_leaders_says_so(tmp_path: Path) -> None:
    run_demo(tmp_path / "演示", lambda line: None)
    folder = open_folder(tmp_path / "演示")
    with pytest.raises(FolderError, match="都没有写牵头领导"):
        reports.report_by_leader(folder, parse_period("2021-03"), None, date(2021, 5, 20))
