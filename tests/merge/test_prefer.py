"""--prefer: what one file says is to count, is remembered, and gives way to whatever comes after it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from breakdown import merging, pipeline
from breakdown.book import Book
from breakdown.cells import WorkbookCells
from breakdown.cli import app
from breakdown.errors import FolderError
from breakdown.files.folder import Folder
from breakdown.merge import MergePlan, Preferred, Returned, reconcile
from breakdown.records import Records
from breakdown.words import Words
from tests.merge.returned_form import FARMS, FIRMS, UNIT, Form, Office
from tests.merge.test_round_trip import MARCH, issued
from tests.office_year import SETTINGS, applied, fill, returned_cells

TASK = "新增规模以上企业5家"
SHARED = "落实河长制"
NOON = datetime(2021, 4, 7, 12)


@pytest.fixture(scope="module")
def year() -> tuple[Records, dict[str, Book]]:
    return issued()


def report(books: dict[str, Book], file: str, day: int, unit: str = UNIT, task: str = TASK, **values: str) -> Returned:
    cells: WorkbookCells = fill(returned_cells(books[unit], file), "牵头任务", task, **values)
    return Returned(cells, datetime(2021, 4, day))


class Desk:
    """A ledger that is merged into again and again."""

    def __init__(self, records: Records, words: Words) -> None:
        self.records, self._words = records, words

    def merge(self, *came: Returned, prefer: Sequence[str] = (), at: datetime = NOON) -> MergePlan:
        keys = tuple((file, f"hash of {file}") for file in prefer)
        plan = reconcile(self.records, came, MARCH, SETTINGS, self._words, Preferred(keys, at) if keys else None)
        self.records = applied(self.records, plan.changes.appended, plan.changes.removed)
        return plan

    def values(self, column: str = "value") -> list[Any]:
        return list(self.records.progress.sort_values(["task_id", "unit"])[column])

    def rows(self, frame: str, *columns: str) -> list[tuple[Any, ...]]:
        found = getattr(self.records, frame)
        return sorted(found[list(columns)].itertuples(index=False, name=None))


@pytest.fixture
def desk(year: tuple[Records, dict[str, Book]], words: Words) -> Desk:
    return Desk(year[0], words)


def two(books: dict[str, Book]) -> tuple[Returned, Returned]:
    return report(books, "甲.xlsx", 2, 完成值="2家"), report(books, "乙.xlsx", 6, 完成值="3家", 状态="推进中")


def test_the_preferred_return_counts_and_is_remembered(desk: Desk, year: tuple[Records, dict[str, Book]]) -> None:
    first, second = two(year[1])
    desk.merge(first, second)
    assert desk.values() == ["3家"]
    desk.merge(prefer=["甲.xlsx"])
    assert (desk.values(), desk.values("status")) == (["2家"], [""])
    assert {(value, counted) for value, counted in desk.rows("conflicts", "value", "counted")} == {
        ("2家", True), ("3家", False), ("", True), ("推进中", False)}
    assert all(reason.startswith("按指定采用“甲.xlsx”（2021-04-07 12:00 指定）") for reason, in
               desk.rows("conflicts", "reason"))
    for again in ((), (first,), (second,), (second, first)):
        assert desk.merge(*again).changes.empty


def test_lateness_stays_by_the_day_of_receipt(desk: Desk, year: tuple[Records, dict[str, Book]]) -> None:
    desk.merge(*two(year[1]), prefer=["甲.xlsx"])
    assert desk.rows("returns", "file", "state") == [("乙.xlsx", "迟报"), ("甲.xlsx", "已报")]


def test_what_comes_after_the_preference_supersedes(desk: Desk, year: tuple[Records, dict[str, Book]]) -> None:
    desk.merge(*two(year[1]), prefer=["甲.xlsx"])
    desk.merge(report(year[1], "早.xlsx", 5, 完成值="1家"))
    assert desk.values() == ["2家"], "received before it was preferred"
    desk.merge(report(year[1], "晚.xlsx", 8, 完成值="4家"))
    assert desk.values() == ["4家"]
    assert {reason.partition("；")[0] for reason, in desk.rows("conflicts", "reason")} == {
        "同一单位多次报送，以后收到的为准"}
    desk.merge(prefer=["甲.xlsx"], at=datetime(2021, 4, 9))
    assert desk.values() == ["2家"], "it may be preferred again"


def test_of_two_received_at_once_the_other_is_told_how_to_choose(
    desk: Desk, year: tuple[Records, dict[str, Book]]
) -> None:
    desk.merge(report(year[1], "甲.xlsx", 2, 完成值="2家"), report(year[1], "乙.xlsx", 2, 完成值="3家"))
    (loser,) = [reason for counted, reason in desk.rows("conflicts", "counted", "reason") if not counted]
    assert "同时收到，分不出先后" in loser and "--prefer" in loser
    assert desk.merge(report(year[1], "乙.xlsx", 2, 完成值="3家")).changes.empty


def test_preferring_again_what_counts_changes_nothing(desk: Desk, year: tuple[Records, dict[str, Book]]) -> None:
    desk.merge(*two(year[1]), prefer=["甲.xlsx"])
    assert desk.merge(prefer=["甲.xlsx"], at=datetime(2021, 4, 9)).changes.empty


def test_a_repetition_can_be_preferred_and_nobody_becomes_late_by_it(
    desk: Desk, year: tuple[Records, dict[str, Book]]
) -> None:
    same = [report(year[1], f"同{day}.xlsx", day, 完成值="2家") for day in (2, 6)]
    desk.merge(*same, report(year[1], "改.xlsx", 7, 完成值="3家"))
    states = [("同2.xlsx", "已报"), ("同6.xlsx", "重复"), ("改.xlsx", "迟报")]
    assert desk.rows("returns", "file", "state") == states
    desk.merge(prefer=["同6.xlsx"])
    assert desk.values() == ["2家"] and desk.values("file") == ["同2.xlsx"]
    assert desk.rows("returns", "file", "state") == states


def leads(books: dict[str, Book]) -> tuple[Returned, Returned]:
    return (report(books, "镇.xlsx", 2, "清溪镇", SHARED, 状态="已完成"),
            report(books, "局.xlsx", 3, "区水务局", SHARED, 状态="推进中"))


def counted(desk: Desk) -> list[tuple[str, str]]:
    return [(unit, reason.partition("，")[2]) for unit, reason, counted in
            desk.rows("conflicts", "unit", "reason", "counted") if counted]


def test_between_leads_the_preferred_file_counts_until_another_leads_word_comes(
    desk: Desk, year: tuple[Records, dict[str, Book]]
) -> None:
    desk.merge(*leads(year[1]))
    assert counted(desk) == [("区水务局", "暂按较稳妥的计")]
    desk.merge(prefer=["镇.xlsx"])
    assert counted(desk) == [("清溪镇", "按指定采用“镇.xlsx”")]
    assert desk.merge(*leads(year[1]), prefer=["镇.xlsx"], at=datetime(2021, 4, 8)).changes.empty
    desk.merge(report(year[1], "局二.xlsx", 8, "区水务局", SHARED, 状态="未启动"))
    assert ("区水务局", "暂按较稳妥的计") in counted(desk) and not any(unit == "清溪镇" for unit, _ in counted(desk))
    desk.merge(prefer=["镇.xlsx"], at=datetime(2021, 4, 9))
    assert ("清溪镇", "按指定采用“镇.xlsx”") in counted(desk)


def test_only_one_return_of_a_unit_can_be_preferred_and_only_one_with_content(
    desk: Desk, year: tuple[Records, dict[str, Book]]
) -> None:
    empty = Returned(returned_cells(year[1]["白石镇"], "空.xlsx"), NOON)
    desk.merge(*two(year[1]), empty)
    with pytest.raises(FolderError, match=f"都是“{UNIT}”报的"):
        desk.merge(prefer=["甲.xlsx", "乙.xlsx"])
    with pytest.raises(FolderError, match="“空.xlsx”是空报"):
        desk.merge(prefer=["空.xlsx"])


@pytest.fixture
def place(office: Office, tmp_path: Path) -> Folder:
    """A working folder into which two returns of a unit have been merged: 甲, and later 乙."""
    shutil.copytree(office.folder.path, tmp_path / "office")
    folder = replace(office.folder, path=tmp_path / "office")
    for name, value in (("甲", "2家"), ("乙", "3家")):
        form = Form(office.form())
        form.type(FIRMS, {"状态": "推进中", "完成值": value})
        form.type(FARMS, {"状态": "推进中"})
        folder.returned(MARCH).mkdir(parents=True, exist_ok=True)
        path = form.save(folder.returned(MARCH) / f"{name}.xlsx")
        os.utime(path, (1_617_321_600 + 60 * (name == "乙"),) * 2)
    merging.merge(folder, [], MARCH, datetime(2021, 4, 3))
    return folder


def command(folder: Folder, *words: str) -> Result:
    return CliRunner().invoke(app, ["-C", str(folder.path), "merge", "--period", MARCH.name, *words])


def value(folder: Folder) -> str:
    return str(pipeline.records(folder).progress.set_index("task_id")["value"]["T03"])


@pytest.mark.parametrize("named", ["甲.xlsx", "returned/2021-03/甲.xlsx", "{elsewhere}"])
def test_the_command_takes_a_name_a_path_or_the_same_bytes(place: Folder, tmp_path: Path, named: str) -> None:
    assert value(place) == "3家"
    elsewhere = shutil.copy(place.returned(MARCH) / "甲.xlsx", tmp_path / "另存.xlsx")
    words = ("--prefer", named.format(elsewhere=elsewhere))
    assert command(place, *words, "--dry-run").exit_code == 0 and value(place) == "3家"
    assert command(place, *words).exit_code == 0 and value(place) == "2家"
    assert command(place).exit_code == 0 and value(place) == "2家"
    known = pipeline.records(place)
    assert command(place, *words).exit_code == 0
    assert pipeline.records(place).returns.equals(known.returns)


def test_a_file_that_never_came_is_refused_with_those_that_did(place: Folder, office: Office) -> None:
    for named in ("丙.xlsx", str(office.form())):
        result = command(place, "--prefer", named)
        assert result.exit_code == 3 and f"本期没有合并过“{Path(named).name}”" in result.stderr
        assert "乙.xlsx、甲.xlsx" in result.stderr and value(place) == "3家"


def test_a_file_of_a_name_that_is_taken_goes_by_a_number(place: Folder, tmp_path: Path) -> None:
    other = shutil.copy(place.returned(MARCH) / "甲.xlsx", tmp_path / "乙.xlsx")
    assert command(place, str(other)).exit_code == 0
    assert "乙-2.xlsx" in set(pipeline.records(place).returns["file"])
    assert command(place, "--prefer", str(other)).exit_code == 0 and value(place) == "2家"


def test_a_name_that_two_files_bore_needs_the_file_itself(place: Folder) -> None:
    shutil.copy(place.returned(MARCH) / "甲.xlsx", place.returned(MARCH) / "乙.xlsx")
    assert command(place).exit_code == 0
    result = command(place, "--prefer", "乙.xlsx")
    assert result.exit_code == 3 and "有几份回表都叫“乙.xlsx”" in result.stderr
    assert command(place, "--prefer", str(place.returned(MARCH) / "乙.xlsx")).exit_code == 0
    assert value(place) == "2家"
