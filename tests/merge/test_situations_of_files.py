"""Files that are more than one form, or none of ours, or none at all: real files, read where they lie."""

from __future__ import annotations

import hashlib
import shutil
from copy import copy
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from breakdown import merging, pipeline
from breakdown.cells import WorkbookCells
from breakdown.files.reader import read_workbook
from breakdown.files.templates import load_styles
from breakdown.files.writer import write_book
from breakdown.issue import plan_books
from breakdown.merge import Returned, reconcile
from breakdown.merge.intake import Taken
from breakdown.problems import Problem
from breakdown.words import Words
from tests.merge.returned_form import (
    FIRMS,
    TYPED,
    UNIT,
    Form,
    Office,
    checked,
    filled,
    registered,
    texts,
)
from tests.merge.test_round_trip import APRIL_2, MARCH
from tests.office_year import SETTINGS, small_records


def test_two_returns_of_one_unit(office: Office, words: Words, tmp_path: Path) -> None:
    first = filled(office, tmp_path / "一.xlsx")
    same = filled(office, tmp_path / "二.xlsx", lambda form: form.sheet().insert_rows(1, 2))
    other = filled(office, tmp_path / "三.xlsx", lambda form: form.type(FIRMS, {"完成值": "3家"}))
    came = [Returned(read_workbook(path), APRIL_2.replace(minute=at)) for at, path in enumerate((first, same, other))]
    plan = reconcile(office.records, came, MARCH, office.folder.settings, words)
    assert registered(plan) == {"一.xlsx": "已报", "二.xlsx": "重复", "三.xlsx": "已报"}
    kept = plan.changes.appended["progress"].set_index("task_id")["value"].to_dict()
    assert kept == {"T03": "3家", "T08": "15家"}
    conflicts = plan.changes.appended["conflicts"]
    assert conflicts[["value", "counted"]].to_records(index=False).tolist() == [("2家", False), ("3家", True)]
    assert [place.partition("〔")[0] for place in conflicts["place"]] == ["一.xlsx", "三.xlsx"]


def refused(taken: Taken, cells: WorkbookCells) -> str:
    """The reason why nothing was taken from a file, named once, for the whole file."""
    assert taken.state == "退回" and not taken.entries and taken.stages is None
    problems: list[Problem] = [problem for problem in taken.problems if problem.code == "form-rejected"]
    assert [problem.place for problem in problems] == [cells.file]
    return problems[0].sentence


def test_last_months_form(office: Office, words: Words, tmp_path: Path) -> None:
    form = Form(office.form(period="2021-02"))
    form.type(FIRMS, TYPED[FIRMS])
    cells, taken = office.taken(form.save(tmp_path / "回.xlsx"), words)
    assert refused(taken, cells) == "这是 2021-02 期的表，本期是 2021-03" and taken.unit == UNIT


def test_another_units_form_is_that_units_whatever_its_name(office: Office, words: Words, tmp_path: Path) -> None:
    form = Form(office.form("清溪镇"))
    form.type("落实河长制", {"状态": "推进中"})
    taken = checked(office, words, form.save(tmp_path / f"{UNIT}_2021-03.xlsx"))
    assert (taken.unit, texts(taken)) == ("清溪镇", {"T11": {"status": "推进中"}})


def test_another_units_rows_under_this_units_identity(office: Office, words: Words, tmp_path: Path) -> None:
    form, theirs = Form(office.form()), Form(office.form("清溪镇"))
    for name in ("牵头任务", "配合任务"):
        sheet = form.sheet(name)
        sheet.delete_rows(1, sheet.max_row)
        for row in theirs.sheet(name).iter_rows():
            for cell in row:
                sheet.cell(cell.row or 1, cell.column or 1).value = copy(cell.value)
    cells, taken = office.taken(form.save(tmp_path / "回.xlsx"), words)
    assert "多数来自“清溪镇”" in refused(taken, cells)


def test_a_form_of_another_office(office: Office, words: Words, tmp_path: Path) -> None:
    elsewhere = replace(SETTINGS, identity="elsewhere-2021", key="其他")
    book = next(form.book for form in plan_books(small_records(), MARCH, elsewhere).forms if form.unit == UNIT)
    write_book(book, tmp_path / "外.xlsx", load_styles())
    form = Form(tmp_path / "外.xlsx")
    form.type(FIRMS, TYPED[FIRMS])
    cells, taken = office.taken(form.save(tmp_path / "回.xlsx"), words)
    assert refused(taken, cells) == "这是另一个台账发出的表，不是本台账的"


def test_a_folder_of_whatever_came_back(office: Office, tmp_path: Path) -> None:
    place = tmp_path / "office"
    shutil.copytree(office.folder.path, place)
    folder, home = replace(office.folder, path=place), tmp_path / "来件"
    home.mkdir()
    good = filled(office, home / "甲.xlsx")
    shutil.copy(good, home / "乙.xlsx")
    shutil.copy(office.form("清溪镇"), home / "空.xlsx")
    (home / "断.xlsx").write_bytes(good.read_bytes()[:9000])
    (home / "图.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(900)
    (home / "密.xlsx").write_bytes(ole)
    (home / "零.xlsx").write_bytes(b"")
    (home / "~$甲.xlsx").write_bytes(b"lock")
    (home / "Thumbs.db").write_bytes(b"thumbs")
    before = hashes(home)
    outcome, _ = merging.merge(folder, [home], MARCH, datetime(2021, 4, 2))
    held = pipeline.records(folder)
    states = dict(zip(held.returns["file"], held.returns["state"], strict=True))
    assert states == {"甲.xlsx": "重复", "乙.xlsx": "已报", "空.xlsx": "空报", "断.xlsx": "无法识别",
                      "图.xlsx": "无法识别", "密.xlsx": "无法识别", "零.xlsx": "无法识别"}
    said = {problem.place: problem.sentence for problem in outcome.problems if problem.code == "file-unreadable"}
    for name, word in {"断.xlsx": "不完整", "图.xlsx": "图片", "密.xlsx": "密码", "零.xlsx": "空文件"}.items():
        assert word in said[name], said[name]
    assert sorted(held.progress["task_id"]) == ["T03", "T08"]
    assert hashes(home) == before
    kept = {name: code for name, code in before.items() if name in states}
    assert hashes(folder.returned(MARCH)) == kept
    again, _ = merging.merge(folder, [], MARCH, datetime(2021, 4, 3))
    assert again.rows == 0 and hashes(folder.returned(MARCH)) == kept


def hashes(place: Path) -> dict[str, str]:
    """Every file by its name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in place.iterdir()}
