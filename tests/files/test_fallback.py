"""Without the compiled reader the same comes out of every workbook, and it is said once that reading takes longer."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment

from breakdown.cells import WorkbookCells
from breakdown.files import xlsx_reader
from breakdown.files.reader import read_bytes
from breakdown.files.templates import load_styles
from breakdown.files.writer import book_bytes
from breakdown.issue import plan_books
from breakdown.periods import parse_period
from tests.files.attacks import GOOD, minimal, with_part
from tests.files.samples import sample_book
from tests.office_year import SETTINGS, small_records
from tests.shared import needs_fast

ROOT = Path(__file__).parents[2]


def typed() -> bytes:
    """All kinds of values, some of them in text beneath a merged cell and in signs that a file cannot hold."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False}) as made:
        sheet = made.add_worksheet("表")
        per_cent = made.add_format({"num_format": "0.00%"})
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        texts = ["=1+1", "5", " 前后 ", "一\r\n二", "\x00\x07", "_x000D_"]
        sheet.write_row(0, 0, ["甲", 5, 2.5, True, 1e15, -7, *texts])
        sheet.write_row(1, 0, ["_x005F_", "_x005F_x0041_", "x005F_", "_xZZZZ_"])
        sheet.write_number(2, 0, 0.125, per_cent)
        sheet.write_number(2, 1, 50, per_cent)
        sheet.write_datetime(2, 2, datetime(2021, 6, 30), day)
        sheet.write_datetime(2, 3, datetime(2021, 6, 30, 12, 5), day)
        sheet.write_formula(2, 4, "=1+1", None, 2)
        sheet.write_formula(2, 5, '="甲"', None, "甲")
        sheet.merge_range(4, 0, 6, 1, "合并")
        sheet.write(5, 1, "压在下面")
        sheet.write(9, 30, "远处")
        made.add_worksheet("藏").hide()
    return buffer.getvalue()


def noted() -> bytes:
    """Comments, one of them on a merged cell; an error, formulas that were never worked out."""
    book = openpyxl.load_workbook(io.BytesIO(typed()))
    sheet = book["表"]
    sheet["A1"].comment, sheet["A5"].comment = Comment("请核", "甲"), Comment("合并处", "乙")
    sheet["A9"], sheet["B9"] = "#REF!", "=SUM(A1:A3)"
    sheet["A9"].data_type = "e"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def form() -> bytes:
    plan = plan_books(small_records(), parse_period("2021-03"), SETTINGS)
    return book_bytes(plan.forms[0].book, load_styles())


def picture() -> bytes:
    cell = '<row r="1"><c r="A1" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c></row>'
    return minimal(cell)


def broken_about() -> bytes:
    return with_part(GOOD, "docProps/custom.xml", lambda _: "<Properties><p")


MADE: dict[str, Callable[[], bytes]] = {
    "sample": lambda: book_bytes(sample_book(), load_styles()), "typed": typed, "noted": noted, "form": form,
    "picture": picture, "broken properties": broken_about,
}


def slowly(monkeypatch: pytest.MonkeyPatch, data: bytes) -> WorkbookCells:
    with monkeypatch.context() as patch:
        patch.setattr(xlsx_reader, "_FAST", False)
        return read_bytes("表.xlsx", data)


@needs_fast
@pytest.mark.parametrize("name", MADE)
def test_both_readers_give_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = MADE[name]()
    fast, slow = read_bytes("表.xlsx", data), slowly(monkeypatch, data)
    assert [(sheet.name, sheet.rows, sheet.hidden) for sheet in slow.sheets] == [
        (sheet.name, sheet.rows, sheet.hidden) for sheet in fast.sheets]
    assert [[type(value) for row in sheet.rows for value in row] for sheet in slow.sheets] == [
        [type(value) for row in sheet.rows for value in row] for sheet in fast.sheets]
    assert slow == fast


def test_nothing_is_lost_by_the_slow_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = slowly(monkeypatch, typed()).sheets[0].rows
    assert rows[0][9:] == ("一\r\n二", "\x00\x07", "_x000D_")
    assert rows[1][0] == "_x005F_" and rows[1][2:] == ("x005F_", "_xZZZZ_")
    assert rows[2] == ("12.5%", 50.0, date(2021, 6, 30), datetime(2021, 6, 30, 12, 5), 2.0, "甲")
    assert rows[4:6] == (("合并",), (None, "压在下面"))
    strange = slowly(monkeypatch, noted()).sheets[0]
    assert strange.rows[8] == ("#REF!", "=SUM(A1:A3)") and strange.notes == {(0, 0): "请核", (4, 0): "合并处"}


def test_it_is_told_once_that_there_is_no_fast_reader(tmp_path: Path) -> None:
    for name in ("一.xlsx", "二.xlsx"):
        (tmp_path / name).write_bytes(form())
    code = ("import sys; sys.modules['python_calamine'] = None; from pathlib import Path; "
            "from breakdown.files.reader import read_workbook; "
            "print([len(read_workbook(path).sheets) for path in sorted(Path(sys.argv[1]).iterdir())])")
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", code, str(tmp_path)], cwd=ROOT, capture_output=True,
                          encoding="utf-8", check=True)
    assert done.stderr == "这台电脑上没有快速读表的组件（python-calamine），改用较慢的方式读表，结果相同。\n"
    assert done.stdout.startswith("[") and done.stdout.count(",") == 1
