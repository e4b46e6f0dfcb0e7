"""退回单 and forms on disk: written together, taken away once they are over, never where a person wrote into them."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from breakdown import merging, pipeline
from breakdown.cli import app
from breakdown.files.folder import Folder
from breakdown.files.reader import read_workbook
from breakdown.refill import without_office_notes
from tests.merge.returned_form import FARMS, FIRMS, SAVINGS, UNIT, Form, Office
from tests.merge.test_round_trip import MARCH

SLIP, FORM = f"{UNIT}_2021-03_退回单.xlsx", f"{UNIT}_2021-03.xlsx"
WRONG = {FIRMS: {"状态": "推进中", "完成值": "2家"}, FARMS: {"状态": "看情况"},
         SAVINGS: {"状态": "已完成", "完成比例": "60%", "佐证材料": "文件"}}


@pytest.fixture
def place(office: Office, tmp_path: Path) -> Folder:
    """The office's folder with one return that must be mended, merged."""
    shutil.copytree(office.folder.path, tmp_path / "office")
    folder = replace(office.folder, path=tmp_path / "office")
    form = Form(folder.issued(MARCH) / FORM)
    for content, values in WRONG.items():
        form.type(content, values)
    hand_in(folder, form, "一.xlsx", 2)
    merged(folder)
    return folder


def hand_in(folder: Folder, form: Form, name: str, day: int) -> None:
    """Put a form where the clerk would put it, received on a day of April."""
    folder.returned(MARCH).mkdir(parents=True, exist_ok=True)
    path = form.save(folder.returned(MARCH) / name)
    os.utime(path, (datetime(2021, 4, day).timestamp(),) * 2)


def merged(folder: Folder, dry_run: bool = False) -> pipeline.Outcome:
    return merging.merge(folder, [], MARCH, datetime(2021, 4, 5), dry_run)[0]


def slips(folder: Folder) -> Path:
    return folder.reports(MARCH) / "退回单"


def names(folder: Folder) -> list[str]:
    return sorted(path.name for path in slips(folder).iterdir())


def mended(folder: Folder) -> None:
    """The form that went back, its marked cells filled in, returned."""
    form = Form(slips(folder) / FORM)
    marked = {cell.coordinate for row in form.sheet().iter_rows() for cell in row if cell.comment}
    wanted = {FARMS: {"状态": "推进中"}, SAVINGS: {"状态": "已完成", "完成比例": "100%"}}
    assert marked == {form.cell(content, header).coordinate for content, values in wanted.items() for header in values}
    for content, values in wanted.items():
        form.type(content, values)
    hand_in(folder, form, "二.xlsx", 3)


def test_the_form_lies_beside_the_slip_and_mends_the_return(place: Folder) -> None:
    assert names(place) == sorted([SLIP, FORM])
    notes = [text for sheet in read_workbook(slips(place) / FORM).sheets for text in sheet.notes.values()]
    assert len(notes) == 3
    assert not any(sheet.notes for sheet in without_office_notes(read_workbook(slips(place) / FORM)).sheets)
    mended(place)
    outcome = merged(place)
    assert [problem for problem in outcome.problems if problem.severity == "错误"] == []
    known = pipeline.records(place)
    assert sorted(known.progress["status"]) == ["已完成", "推进中", "推进中"] and set(known.progress["remark"]) == {""}
    assert sorted(path.name for path in outcome.removed) == sorted([SLIP, FORM]) and names(place) == []
    assert merged(place).removed == [], "merging again finds nothing more to do"


def test_a_dry_run_removes_nothing(place: Folder) -> None:
    mended(place)
    assert len(merged(place, dry_run=True).removed) == 2 and len(names(place)) == 2


def test_merging_again_writes_the_same_bytes(place: Folder) -> None:
    before = {name: (slips(place) / name).read_bytes() for name in names(place)}
    outcome = merged(place)
    assert {name: (slips(place) / name).read_bytes() for name in names(place)} == before
    assert outcome.removed == outcome.left == []


def test_what_somebody_wrote_into_is_neither_overwritten_nor_removed(place: Folder) -> None:
    touched = Form(slips(place) / FORM)
    touched.type(FARMS, {"状态": "未启动"})
    written = touched.save(slips(place) / FORM).read_bytes()
    again = merged(place)
    assert again.left == [slips(place) / FORM] and names(place) == sorted([SLIP, FORM, f"{UNIT}_2021-03-2.xlsx"])
    assert (slips(place) / FORM).read_bytes() == written
    shutil.copy(slips(place) / f"{UNIT}_2021-03-2.xlsx", slips(place) / "unchanged.xlsx")
    Form(slips(place) / "unchanged.xlsx").save(slips(place) / SLIP)
    mended(place)
    outcome = merged(place)
    assert (slips(place) / FORM).read_bytes() == written
    assert sorted(outcome.left) == sorted([slips(place) / FORM, slips(place) / SLIP])
    assert names(place) == sorted([SLIP, FORM, "unchanged.xlsx"]), "what was only saved again is left, too"
    told = CliRunner().invoke(app, ["-C", str(place.path), "merge", "--period", "2021-03"]).stdout.replace("\n", "")
    assert f"{FORM}（写出以后有人存过" in told


def test_files_of_units_that_are_not_in_this_merge_stay(place: Folder, tmp_path: Path) -> None:
    other = Form(place.issued(MARCH) / "清溪镇_2021-03.xlsx").save(tmp_path / "清溪镇.xlsx")
    outcome = merging.merge(place, [other], MARCH, datetime(2021, 4, 6))[0]
    assert outcome.removed == [] and {SLIP, FORM} < set(names(place))


@pytest.mark.parametrize("harm", [b"", b"no workbook", b"PK\x03\x04"])
def test_a_file_that_cannot_be_read_is_left(place: Folder, harm: bytes) -> None:
    (slips(place) / FORM).write_bytes(harm)
    mine = merged(place)
    assert mine.left == [slips(place) / FORM] and (slips(place) / FORM).read_bytes() == harm
