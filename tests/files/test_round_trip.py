"""What is written is read back the same."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from breakdown.book import Book, Grid, Lines, Sheet, Value
from breakdown.cells import IDENTITY_SHEET, KEY_HEADER, locate
from breakdown.columns import Column
from breakdown.files.reader import read_workbook
from breakdown.files.templates import load_styles
from breakdown.files.writer import write_book
from tests.files.samples import FORM, sample_book

STYLES = load_styles()
COLUMNS = (Column("a", "甲"), Column("b", "乙", editable=True, prompt="填"), Column("c", "丙", width=40))
# halves of surrogate pairs and U+FFFE, U+FFFF are no characters: they have no place in a file
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), max_size=60)
DAY = st.dates(date(1900, 3, 1), date(2199, 12, 31))
MOMENT = st.datetimes(datetime(1901, 1, 1), datetime(2199, 12, 31)).map(lambda at: at.replace(second=0, microsecond=0))
NUMBER = st.one_of(st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9).map(lambda number: round(number, 4)))


def written_and_read(tmp_path: Path, rows: tuple[tuple[Value, ...], ...]) -> tuple[tuple[Value, ...], ...]:
    keys = tuple(f"k{at}" for at in range(len(rows)))
    blocks = (Lines((("标题", "title"),)), Grid("g", COLUMNS, rows, keys=keys))
    book = Book("一", (Sheet("表", blocks, protected=True),))
    write_book(book, tmp_path / "一.xlsx", STYLES)
    back = read_workbook(tmp_path / "一.xlsx").sheets[0].rows[2:]
    assert tuple(row[0] for row in back) == keys
    return tuple((*row[1:], *[None] * (4 - len(row))) for row in back)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=1, max_size=4))
@example(rows=[("=1+1", "+86", "-5"), ("@name", "'quoted", "http://a.b"), ("a\r\nb", "\n", "_x000D_")])
@example(rows=[("云" * 32_767, "\t=SUM(A1)", " 前后 "), ("internal:x!A1", "1", "2021-06-30")])
@example(rows=[("TRUE", "#REF!", "\x00\x01"), ("00012", "1e5", "50%")])
def test_any_text_comes_back_as_written(tmp_path: Path, rows: list[tuple[str, str, str]]) -> None:
    back = written_and_read(tmp_path, tuple(rows))
    assert [tuple(value or "" for value in row) for row in back] == rows


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(DAY, MOMENT, NUMBER), min_size=1, max_size=5))
def test_dates_and_numbers_come_back_as_dates_and_numbers(
    tmp_path: Path, rows: list[tuple[date, datetime, float]]
) -> None:
    for (day, moment, number), back in zip(rows, written_and_read(tmp_path, tuple(rows)), strict=True):
        assert back[0] == day and type(back[0]) is date
        assert back[1] == (moment if moment.time() != datetime.min.time() else moment.date())
        assert back[2] == float(number)


def test_a_form_is_found_again_with_its_ids(tmp_path: Path) -> None:
    write_book(sample_book(), tmp_path / "样例.xlsx", STYLES)
    back = read_workbook(tmp_path / "样例.xlsx")
    sheet = back.sheet("牵头任务")
    assert sheet is not None
    found = locate(sheet, FORM)
    assert found is not None and found.key_column == 0 and not found.others
    assert list(found.columns) == [column.name for column in FORM]
    assert sheet.rows[found.header_row][0] == KEY_HEADER
    first = sheet.rows[found.header_row + 1]
    assert first == ("k1", "1", "改造老旧小区12个", "推进中", "50%", "已开工6个", date(2021, 6, 30))
    assert back.properties == {"breakdown": "abc"} and back.file == "样例.xlsx" and len(back.sha256) == 64
    assert [sheet.name for sheet in back.sheets if sheet.hidden] == [IDENTITY_SHEET, "选项"]
