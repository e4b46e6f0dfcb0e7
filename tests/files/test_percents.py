"""Percentages as offices type them: kept by the programs as a fraction and a format, read as they are shown."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from breakdown.files import xlsx_reader
from breakdown.files.limits import Allowance
from breakdown.files.openpyxl_reader import read_sheets
from breakdown.files.plain import per_cent
from breakdown.files.reader import read_workbook
from tests.office import convert, needs_office

SHOWN = {"A1": (0.5, "0%", "50%"), "B2": (0.125, "0.0%", "12.5%"), "C3": (1, "0.00%", "100%"),
         "D4": (0.5, "General", 0.5), "E5": (50, "0%", 50.0),
         "F6": (0.07, '0.0"%";-0%', "7%"), "AA7": (2.5, "0%", "250%"),
         "A8": ("五成", "0%", "五成"), "B8": (True, "0%", True)}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    made = openpyxl.Workbook()
    first, second = made.worksheets[0], made.create_sheet("进展 & 比例")
    made.move_sheet(second, -1)
    first["A1"] = 0.5
    for name, (value, form, _) in SHOWN.items():
        second[name] = value
        second[name].number_format = form
        second[name].fill = PatternFill("solid", fgColor="FFEEDD")
    made.save(tmp_path / "比例.xlsx")
    return tmp_path / "比例.xlsx"


def cells(path: Path, sheet: str = "进展 & 比例") -> dict[str, object]:
    page = read_workbook(path).sheet(sheet)
    assert page
    places = {name: openpyxl.utils.cell.coordinate_to_tuple(name) for name in SHOWN}
    return {name: page.value(row - 1, column - 1) for name, (row, column) in places.items()}


def test_a_percentage_is_read_as_it_is_shown_by_the_fast_reader(book: Path) -> None:
    assert cells(book) == {name: shown for name, (_, _, shown) in SHOWN.items()}
    assert read_workbook(book).sheets[1].value(0, 0) == 0.5


def test_and_by_the_slow_one(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_reader, "_FAST", False)
    assert cells(book) == {name: shown for name, (_, _, shown) in SHOWN.items()}
    assert read_sheets("比例.xlsx", book.read_bytes(), Allowance("比例.xlsx"))[1].value(0, 0) == 0.5


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_and_after_libreoffice_has_saved_it(book: Path, tmp_path: Path, kind: str) -> None:
    needs_office()
    out = tmp_path / kind
    out.mkdir()
    again = cells(convert(book, out, kind))
    wanted = {name: shown for name, (_, _, shown) in SHOWN.items()}
    assert {name: again[name] for name in ("A1", "B2", "C3", "D4", "E5", "AA7", "A8")} == {
        name: wanted[name] for name in ("A1", "B2", "C3", "D4", "E5", "AA7", "A8")}


def test_the_spelling_of_a_percentage() -> None:
    assert [per_cent(value) for value in (0, 1 / 3, 0.29, -0.1, 10, 10.5)] == [
        "0%", "33.33333333%", "29%", "-10%", "1000%", 10.5]
