"""A merge in many shares is the merge in one: the same ledger, reports and slips, whoever is in which share."""

from __future__ import annotations

import gc
import os
import pickle
import random
import shutil
import sqlite3
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breakdown import merging, pipeline
from breakdown.arrivals import Packed
from breakdown.engines import HERE, Engine, Local
from breakdown.errors import FolderError
from breakdown.files.folder import Folder, open_folder
from breakdown.files.spool import Parcel, Spool
from breakdown.periods import parse_period
from breakdown.records import FRAMES
from breakdown.shares import OFFICE, divide
from tests.drawn_office import drawn_office
from tests.merge.returned_form import Form
from tests.merge.test_verify import BACK, CLOSE
from tests.merge.test_verify_files import checks, decide

MARCH = parse_period("2021-03")
STATUSES = ("未启动", "推进中", "已完成", "已完成", "申请调整", "差不多了", "")
NAMES = st.text("甲乙〔〕.x", min_size=1, max_size=4)
ORDERS = st.tuples(st.text(st.characters(codec=None), max_size=3), st.integers(-9, 9))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Ten units, whose forms of March are out."""
    folder = drawn_office(tmp_path_factory.mktemp("office"), 12, 10)
    pipeline.issue(folder, MARCH, [], datetime(2021, 4, 1))
    return folder


def fill(form: Path, target: Path, draw: random.Random, day: int) -> None:
    """Fill in a form with whatever a unit may write, as on a day of April."""
    filled = Form(form)
    for name in ("牵头任务", "配合任务"):
        if name in filled.book.sheetnames:
            row, columns = filled.head(name)
            for at in range(row + 1, filled.sheet(name).max_row + 1):
                filled.sheet(name).cell(at, columns["状态"]).value = draw.choice(STATUSES)
                filled.sheet(name).cell(at, columns["完成比例"]).value = draw.choice(("30%", "100%", None))
    filled.save(target)
    os.utime(target, (datetime(2021, 4, day).timestamp(),) * 2)


def merged(
    office: Folder, came: list[Path], place: Path, engine: Engine = HERE
) -> tuple[dict[str, bytes], list[str], list[object], list[object]]:
    """What two merges leave behind, the office having decided on claims in between, what they say, in what order."""
    folder, told, order = open_folder(Path(shutil.copytree(office.path, place))), list[object](), list[object]()
    # the first return of the unit whose second came last but one
    early = next(path for path in came if path.name.partition("-")[2] == came[-2].name.partition("-")[2])
    for half, day, prefer in ((came[::2], 8, []), (came[1::2], 20, [early])):
        outcome, said = merging.merge(folder, half, MARCH, datetime(2021, 4, day), prefer=prefer, engine=engine)
        told += [outcome.rows, sorted(outcome.problems), said]
        order += [outcome.problems, list(said.states)]
        if day == 8:
            decided = place.parents[1] / "核验.xlsx"
            if not decided.exists():
                # openpyxl writes down when: all are to read the same bytes
                rows = [str(cell) for cell in pipeline.records(folder).tasks["content"]]
                decide(checks(folder), {rows[0]: CLOSE, rows[1]: BACK, rows[2]: CLOSE}, decided)
            shutil.copy(decided, checks(folder))
            os.utime(checks(folder), (datetime(2021, 4, 10).timestamp(),) * 2)
    again, _ = merging.merge(folder, [], MARCH, datetime(2021, 4, 21))
    told.append(again.rows)
    files = {path.relative_to(place).as_posix(): path.read_bytes() for path in sorted(place.rglob("*"))
             if path.is_file() and path.suffix != ".db"}
    held = pipeline.records(folder)
    return files, [getattr(held, name).to_csv() for name in FRAMES], told, order


def test_every_unit_alone_comes_to_what_all_together_come_to(
    office: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw, came = random.Random(3), []
    forms = sorted(office.issued(MARCH).glob("*.xlsx"))
    for at, form in enumerate([*forms, *draw.sample(forms, 8)]):
        came.append(tmp_path / f"{at}-{form.name}")
        fill(form, came[-1], draw, 2 + at)
    (tmp_path / "图片.xlsx").write_bytes(b"\x89PNG\r\n")
    os.utime(tmp_path / "图片.xlsx", (datetime(2021, 4, 5).timestamp(),) * 2)
    found = []
    for size, engine in ((1, HERE), (1, Local(2)), (4, HERE), (1000, HERE)):
        monkeypatch.setattr("breakdown.shares._FILES", size)
        place = tmp_path / f"by {size} {engine.jobs}" / "office"
        found.append(merged(office, [*came, tmp_path / "图片.xlsx"], place, engine))
    assert found[0][3] == found[1][3]
    for files, frames, told, _ in found[1:]:
        assert [name for name in files | found[0][0] if files.get(name) != found[0][0].get(name)] == []
        assert frames == found[0][1] and told == found[0][2] and told[-1] == 0
    said = "".join(found[0][1])
    # what stands between units, and what the office decided, were there to be compared
    assert [word for word in ("任务状态", "牵头与配合", "销号", "按指定采用") if word not in said] == []


@given(st.lists(st.tuples(NAMES, st.sampled_from(["区一局", "区二局", "区三局", "区四局", ""]),
                          st.sampled_from(["progress", "plan"]))), st.integers(1, 4))
def test_files_of_a_unit_or_a_name_are_in_one_share(files: list[tuple[str, str, str]], size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("breakdown.shares._FILES", size)
        packed = [Packed(name, str(at), "", unit, kind) for at, (name, unit, kind) in enumerate(files)]  # type: ignore
        division = divide([*packed, Packed("核验-1.xlsx", "", "", "", "verify")], {"区四局": "区一局"})
    for name, unit, _ in files:
        assert division.of_place(name) == division.of_place(f"{name}〔牵头任务〕L7") == division.of_unit(unit)
        assert int(division.of_unit(unit)) < division.count
    assert division.of_place("核验-1.xlsx〔核验〕第3行") == OFFICE
    assert division.of_unit("区四局") == division.of_unit("区一局")
    joined = Counter(division.of_unit(unit) for _, unit, _ in files)
    assert division.count <= max(len(files), 1) and sum(joined.values()) == len(files)


@given(st.lists(st.tuples(ORDERS, st.integers())))
def test_a_spool_sorts_as_python_does(items: list[tuple[tuple[str, int], int]]) -> None:
    with Spool() as spool:
        for number, half in ((1, items[1::2]), (0, items[::2])):
            parcel = Parcel()
            parcel.add("sorted", half)
            spool.keep(number, parcel)
        spool.put("kept", ((str(order[1]), value) for order, value in items))
        in_order = sorted([*items[::2], *items[1::2]], key=lambda item: item[0])
        assert list(spool.in_order("sorted")) == [value for _, value in in_order]
        for key in {str(order[1]) for order, _ in items}:
            assert list(spool.get("kept", key)) == [value for order, value in items if str(order[1]) == key]
        assert list(spool.get("kept", "none")) == list(spool.in_order("nothing")) == []


def test_a_copy_of_what_a_spool_holds_lets_go_of_the_file_as_soon_as_nobody_wants_it() -> None:
    with Spool() as spool:
        parcel = Parcel()
        parcel.add("sorted", [((str(at),), at) for at in range(1000)])
        spool.keep(0, parcel)
        copy = pickle.loads(pickle.dumps(spool.in_order("sorted")))
        assert sorted(copy) == list(range(1000))
        kept, database = len(copy._reader._pages), copy._reader._database
        gc.disable()
        try:
            del copy
        finally:
            gc.enable()
        assert kept == 4
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            database.execute("SELECT 1")


def test_no_room_for_what_is_read_is_told_in_one_sentence(
    office: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = open_folder(Path(shutil.copytree(office.path, tmp_path / "office")))
    makes = Spool.__init__

    def small(spool: Spool) -> None:
        makes(spool)
        spool._database.execute("PRAGMA max_page_count = 8")

    monkeypatch.setattr(Spool, "__init__", small)
    with pytest.raises(FolderError, match="^临时文件夹 .* 写不进（磁盘满了）；.*请腾出磁盘空间"):
        merging.merge(folder, sorted(office.issued(MARCH).glob("*.xlsx")), MARCH, datetime(2021, 4, 2))
    assert pipeline.records(folder).returns.empty and not folder.reports(MARCH).exists()
