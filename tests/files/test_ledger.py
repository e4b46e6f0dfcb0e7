"""The ledger: what was known when, nothing written twice, whole or not at all."""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, event

from breakdown.columns import LEDGER, PROGRESS, TASKS, UNITS, make_frame
from breakdown.errors import FolderError
from breakdown.files.database import Database
from breakdown.files.ledger import Ledger, OvertakenError, made_ready, open_ledger
from breakdown.records import FRAMES, Changes, Records
from tests.postgres import new_database

FIRST, SECOND, THIRD = datetime(2021, 4, 1, 9), datetime(2021, 5, 1, 9), datetime(2021, 6, 1, 9)


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path | str]:
    if request.param == "SQLite":
        yield tmp_path / "ledger.db"
    else:
        with new_database() as url:
            yield url


@pytest.fixture
def ledger(place: Path | str) -> Iterator[Ledger]:
    opened = open_ledger(place)
    yield opened
    opened.close()


@pytest.fixture
def file_ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = open_ledger(tmp_path / "ledger.db")
    yield opened
    opened.close()


def tasks(*rows: dict[str, Any]) -> Changes:
    return Changes({"tasks": make_frame(TASKS, rows)})


def removal(*task_ids: str) -> Changes:
    return Changes(removed={"tasks": pd.DataFrame({"task_id": list(task_ids)})})


ONE = {
    "task_id": "t1", "content": "改造老旧小区", "due": datetime(2021, 6, 30), "position": 2, "ongoing": True,
    "year": 2021,
}
TWO = {"task_id": "t2", "content": "新建公园", "position": 1}


def test_a_new_ledger_is_empty_with_all_frames_declared(ledger: Ledger) -> None:
    empty = Records.empty()
    for frame in LEDGER:
        pd.testing.assert_frame_equal(getattr(ledger.records(), frame.name), getattr(empty, frame.name))


def test_rows_come_back_typed_and_in_order_of_position(ledger: Ledger) -> None:
    assert ledger.apply(tasks(ONE, TWO), "adopt", FIRST) == 2
    pd.testing.assert_frame_equal(ledger.records().tasks, make_frame(TASKS, [TWO, ONE]))


def test_every_kind_of_value_survives(ledger: Ledger) -> None:
    row = {
        "period": "2021-03", "task_id": "t1", "unit": "区住建委", "role": "牵头", "percent": "50%",
        "percent_value": 0.5,
        "expected_date": datetime(2021, 6, 30), "row": 7, "received_at": datetime(2021, 4, 2, 11, 5, 9),
        "progress": "=1",
    }
    frame = make_frame(PROGRESS, [row, {**row, "task_id": "t2", "percent_value": None, "expected_date": None}])
    ledger.apply(Changes({"progress": frame}), "merge", FIRST, "2021-03")
    pd.testing.assert_frame_equal(ledger.records().progress, frame)


def test_a_frame_that_nobody_asked_for_is_not_taken_for_an_empty_one(ledger: Ledger) -> None:
    ledger.apply(tasks(ONE, TWO), "adopt", FIRST)
    for only in (("tasks", "units"), tuple(FRAMES)):
        known = ledger.records(only=only)
        for name in only:
            pd.testing.assert_frame_equal(getattr(known, name), getattr(ledger.records(), name))
    some = ledger.records(only=("units",))
    assert some.units.empty and some.spent == {"t1", "t2"}
    for look in (lambda: some.tasks, lambda: some.rows("tasks"), lambda: some.named("tasks")):
        with pytest.raises(AssertionError, match="tasks was not read"):
            look()


def test_a_plan_made_ready_elsewhere_is_the_same_plan(ledger: Ledger) -> None:
    plan = Changes({"tasks": make_frame(TASKS, [ONE, TWO, {**TWO, "content": "坏\0字"}])})
    assert ledger.apply(pickle.loads(pickle.dumps(made_ready(plan))), "adopt", FIRST) == 2
    known = ledger.records().tasks
    assert list(known["content"]) == ["坏\ufffd字", "改造老旧小区"] and known["due"][1] == ONE["due"]
    assert ledger.apply(plan, "adopt", SECOND) == ledger.apply(made_ready(plan), "adopt", SECOND) == 0
    assert ledger.apply(made_ready(removal("t1", "t9")), "adopt", SECOND) == 1
    assert list(ledger.records().tasks["task_id"]) == ["t2"]


def test_what_was_known_on_any_day_can_be_shown_again(ledger: Ledger) -> None:
    ledger.apply(tasks(ONE), "adopt", FIRST)
    ledger.apply(tasks({**ONE, "content": "改造小区"}, TWO), "adopt", SECOND)
    ledger.apply(removal("t1"), "adopt", THIRD)
    known = [list(ledger.records(day).tasks["content"]) for day in (datetime(2021, 1, 1), FIRST, SECOND, THIRD)]
    assert known == [[], ["改造老旧小区"], ["新建公园", "改造小区"], ["新建公园"]]
    assert list(ledger.records().tasks["task_id"]) == ["t2"]


def test_history_tells_every_version_and_who_wrote_it(ledger: Ledger) -> None:
    ledger.apply(tasks(ONE, TWO), "adopt", FIRST, note="第一次")
    ledger.apply(tasks({**ONE, "content": "改造小区"}), "merge", SECOND)
    ledger.apply(removal("t1"), "adopt", THIRD)
    past = ledger.history("tasks", {"task_id": "t1"})
    assert list(past["content"]) == ["改造老旧小区", "改造小区", ""]
    assert list(past["recorded_at"]) == [FIRST, SECOND, THIRD]
    assert list(past["verb"]) == ["adopt", "merge", "adopt"]
    assert list(past["gone"]) == [False, False, True]
    assert list(past.columns) == ["recorded_at", "verb", "gone", *TASKS.names]
    assert len(ledger.history("tasks", {"task_id": "无"})) == 0
    assert all(len(ledger.history(frame.name, {})) == 0 for frame in LEDGER[1:])


def test_the_same_plan_twice_changes_nothing(ledger: Ledger) -> None:
    for count, plan in enumerate((tasks(ONE, TWO), removal("t2")), 1):
        assert ledger.apply(plan, "adopt", FIRST) > 0
        assert ledger.apply(plan, "adopt", SECOND) == 0
        assert ledger.batches() == count


def test_the_same_plan_twice_leaves_the_file_as_it_was(file_ledger: Ledger, tmp_path: Path) -> None:
    file_ledger.apply(tasks(ONE, TWO), "adopt", FIRST)
    before = (tmp_path / "ledger.db").read_bytes()
    assert file_ledger.apply(tasks(ONE, TWO), "adopt", SECOND) == 0
    assert (tmp_path / "ledger.db").read_bytes() == before


def test_only_rows_that_differ_are_written(ledger: Ledger) -> None:
    ledger.apply(tasks(ONE, TWO), "adopt", FIRST)
    assert ledger.apply(tasks(ONE, {**TWO, "content": "新"}), "adopt", SECOND) == 1
    assert len(ledger.history("tasks", {"task_id": "t1"})) == 1


def test_a_removed_key_may_come_back(ledger: Ledger) -> None:
    ledger.apply(tasks(ONE), "adopt", FIRST)
    ledger.apply(removal("t1", "unknown"), "adopt", SECOND)
    assert len(ledger.history("tasks", {"task_id": "unknown"})) == 0
    assert ledger.apply(tasks(ONE), "adopt", THIRD) == 1
    assert len(ledger.records().tasks) == 1 and len(ledger.records(SECOND).tasks) == 0


def test_a_key_removed_and_appended_in_one_plan_is_appended(ledger: Ledger) -> None:
    ledger.apply(tasks(ONE), "adopt", FIRST)
    plan = Changes({"tasks": make_frame(TASKS, [{**ONE, "content": "新"}])}, removal("t1").removed)
    assert ledger.apply(plan, "adopt", SECOND) == 1
    assert list(ledger.records().tasks["content"]) == ["新"]
    assert ledger.apply(plan, "adopt", THIRD) == 0


def test_of_rows_with_one_key_the_last_counts(ledger: Ledger) -> None:
    plan = tasks(ONE, {**ONE, "content": "后来的"})
    assert ledger.apply(plan, "adopt", FIRST) == 1 and ledger.apply(plan, "adopt", SECOND) == 0
    assert list(ledger.records().tasks["content"]) == ["后来的"]


STEP = st.tuples(st.sampled_from("abc"), st.sampled_from(["甲", "乙", None]))


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.lists(STEP, max_size=3), max_size=4))
def test_history_only_grows_and_every_day_stays_as_it_was(
    steps: list[list[tuple[str, str | None]]], ledger: Ledger
) -> None:
    # one ledger for all examples: what an earlier one left is taken away first
    year = 2021 + ledger.batches()
    ledger.apply(Changes(removed={"units": ledger.records().units[["unit"]]}), "adopt", datetime(year, 1, 1))
    model: dict[str, str] = {}
    known: list[dict[str, str]] = []
    for number, step in enumerate(steps, start=1):
        rows = [{"unit": unit, "note": note} for unit, note in step if note is not None]
        gone = [unit for unit, note in step if note is None]
        plan = Changes({"units": make_frame(UNITS, rows)}, {"units": pd.DataFrame({"unit": gone}, dtype=object)})
        ledger.apply(plan, "adopt", datetime(year, 2, number))
        model = {unit: note for unit, note in model.items() if unit not in gone}
        model |= {str(row["unit"]): str(row["note"]) for row in rows}
        known.append(model)
    for number, then in enumerate(known, start=1):
        units = ledger.records(datetime(year, 2, number)).units
        assert dict(zip(units["unit"], units["note"], strict=True)) == then


def test_two_openings_of_one_ledger_see_each_other(place: Path | str) -> None:
    one, two = open_ledger(place), open_ledger(place)
    one.apply(tasks(ONE), "adopt", FIRST)
    two.apply(tasks(TWO), "adopt", SECOND)
    assert len(one.records().tasks) == 2
    one.close()
    two.close()


def test_a_plan_made_before_somebody_wrote_must_be_made_again(ledger: Ledger) -> None:
    since = ledger.batches()
    ledger.apply(tasks(ONE), "adopt", FIRST)
    with pytest.raises(OvertakenError):
        ledger.apply(tasks(TWO), "adopt", SECOND, since=since)
    assert ledger.batches() == since + 1 and list(ledger.records().tasks["task_id"]) == ["t1"]


def test_many_writers_at_once_lose_nothing(place: Path | str) -> None:
    """Each adds its own tasks one by one, and makes its plan again when it was overtaken."""
    def write(writer: str) -> int:
        ledger, again = open_ledger(place), 0
        for number in range(6):
            while True:
                since = ledger.batches()
                position = len(ledger.records().tasks) + 1
                try:
                    ledger.apply(tasks({"task_id": f"{writer}{number}", "position": position}), "adopt", FIRST,
                                 since=since)
                    break
                except OvertakenError:
                    again += 1
        ledger.close()
        return again

    with ThreadPoolExecutor(3) as pool:
        overtaken = sum(pool.map(write, "甲乙丙"))
    ledger = open_ledger(place)
    known = ledger.records().tasks
    assert sorted(known["task_id"]) == sorted(f"{writer}{number}" for writer in "甲乙丙" for number in range(6))
    assert sorted(known["position"]) == list(range(1, 19)), "nobody counted without seeing what was there"
    assert ledger.batches() == 18 and overtaken >= 0
    ledger.close()


def test_a_reader_sees_one_moment_while_somebody_writes(ledger: Ledger, place: Path | str) -> None:
    both = Changes({"tasks": make_frame(TASKS, [ONE]), "units": make_frame(UNITS, [{"unit": "区住建委"}])})
    other = open_ledger(place)
    wrote = []

    def write(connection: Connection, *rest: object) -> None:
        if not wrote and "FROM assignments" in str(rest[1]):
            # between the reading of two frames
            wrote.append(Thread(target=other.apply, args=(both, "adopt", FIRST)))
            wrote[0].start()
            wrote[0].join(0.3)

    event.listen(Engine, "before_cursor_execute", write)
    try:
        known = ledger.records()
    finally:
        event.remove(Engine, "before_cursor_execute", write)
    wrote[0].join()
    assert (len(known.tasks), len(known.units)) == (0, 0)
    assert (len(ledger.records().tasks), len(ledger.records().units)) == (1, 1)
    other.close()


def test_who_waits_in_vain_is_told_so(ledger: Ledger, place: Path | str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("breakdown.files.database.PATIENCE", 1)
    other = Database(place)
    waiting = open_ledger(place)
    with other.writing(), pytest.raises(FolderError, match="正由另一条命令写入，等了 1 秒"):
        waiting.apply(tasks(ONE), "adopt", FIRST)
    assert waiting.apply(tasks(ONE), "adopt", FIRST) == 1
    waiting.close()
    other.close()


def test_a_server_that_is_not_there_is_told_without_its_password() -> None:
    with pytest.raises(FolderError, match="连不上") as caught:
        open_ledger("postgresql+psycopg://clerk:secret@127.0.0.1:1/ledger")
    assert "secret" not in str(caught.value) and "clerk:***@127.0.0.1" in str(caught.value)


def test_a_database_of_another_kind_is_refused() -> None:
    with pytest.raises(FolderError, match="不能放在 mysql"):
        open_ledger("mysql://localhost/ledger")


def test_what_no_database_holds_is_kept_as_a_sign(ledger: Ledger) -> None:
    ledger.apply(tasks({"task_id": "t1", "content": "甲\x00乙"}), "adopt", FIRST)
    assert list(ledger.records().tasks["content"]) == ["甲\ufffd乙"]


def test_a_database_url_is_taken_too(tmp_path: Path) -> None:
    ledger = open_ledger(f"sqlite:///{tmp_path / 'x.db'}")
    assert ledger.apply(tasks(ONE), "adopt", FIRST) == 1 and (tmp_path / "x.db").is_file()


def test_damaged_foreign_and_newer_ledgers_are_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.db").write_bytes(b"not a database, but long enough to look at " * 40)
    with pytest.raises(FolderError, match="已损坏或不是台账"):
        open_ledger(tmp_path / "bad.db")
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("create table shopping (item text)")
    other.close()
    with pytest.raises(FolderError, match="不是 breakdown 的台账"):
        open_ledger(tmp_path / "other.db")
    open_ledger(tmp_path / "new.db").close()
    with sqlite3.connect(tmp_path / "new.db") as newer:
        newer.execute("update about set value = '99'")
    newer.close()
    with pytest.raises(FolderError, match="版本是 99"):
        open_ledger(tmp_path / "new.db")
    with pytest.raises(FolderError, match="打不开"):
        open_ledger(tmp_path / "missing" / "ledger.db")
    with pytest.raises(FolderError, match="写法不对"):
        open_ledger("://")


def test_damage_inside_is_told_when_it_is_met(file_ledger: Ledger, tmp_path: Path) -> None:
    file_ledger.apply(tasks(*({**ONE, "task_id": f"t{at}"} for at in range(2000))), "adopt", FIRST)
    file_ledger.close()
    data = bytearray((tmp_path / "ledger.db").read_bytes())
    data[-200_000:] = b"\xff" * 200_000
    (tmp_path / "ledger.db").write_bytes(data)
    with pytest.raises(FolderError, match="已损坏"):
        open_ledger(tmp_path / "ledger.db").records()


def test_a_ledger_of_an_older_program_is_brought_forward(file_ledger: Ledger, tmp_path: Path) -> None:
    row = {"period": "2021-03", "task_id": "t1", "unit": "区住建委", "role": "牵头", "status": "推进中"}
    file_ledger.apply(Changes({"progress": make_frame(PROGRESS, [row])}), "merge", FIRST, "2021-03")
    file_ledger.apply(Changes({"units": make_frame(UNITS, [{"unit": "区住建委"}])}), "adopt", FIRST)
    file_ledger.close()
    with sqlite3.connect(tmp_path / "ledger.db") as old:
        old.execute("ALTER TABLE progress DROP COLUMN remark")
        old.execute("ALTER TABLE returns DROP COLUMN preferred_at")
        old.execute("DROP TABLE closings")
        for column in ("ranking", "valid_from", "valid_to", "successor"):
            old.execute(f"ALTER TABLE units DROP COLUMN {column}")
        old.execute("UPDATE about SET value = '1' WHERE name = 'schema'")
    old.close()
    before = (tmp_path / "ledger.db").read_bytes()
    again = open_ledger(tmp_path / "ledger.db")
    known = again.records()
    pd.testing.assert_frame_equal(known.progress, make_frame(PROGRESS, [row]))
    assert known.closings.empty
    pd.testing.assert_frame_equal(known.units, make_frame(UNITS, [{"unit": "区住建委"}]))
    assert again.apply(Changes({"progress": make_frame(PROGRESS, [row])}), "merge", SECOND, "2021-03") == 0
    again.close()
    kept = [path for path in tmp_path.iterdir() if path.name != "ledger.db"]
    assert [path.name for path in kept] == ["ledger.v1.db"] and kept[0].read_bytes() == before
