"""Holidays, make-up days, years that the office wrote down, years that nobody knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breakdown.errors import TemplateError
from breakdown.files.calendars import load_calendar
from breakdown.files.folder import init_folder, open_folder
from breakdown.form import due_date
from breakdown.periods import parse_period
from breakdown.report import summarize
from breakdown.report.overview import notes
from breakdown.workdays import WEEKDAYS, Calendar, with_own
from tests.report.office import SETTINGS, one_task

KNOWN = load_calendar()
DAYS = st.dates(date(2019, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(("day", "worked"), [
    (date(2021, 4, 5), False), (date(2021, 4, 25), True), (date(2021, 4, 24), False), (date(2021, 4, 6), True),
    (date(2020, 1, 31), False), (date(2026, 10, 10), True), (date(2024, 12, 31), True),
])
def test_holidays_and_make_up_days(day: date, worked: bool) -> None:
    assert KNOWN.is_workday(day) is worked


@given(DAYS, st.integers(0, 400), st.integers(0, 60))
def test_the_horizon_is_the_last_day_within_so_many_workdays(day: date, days: int, most: int) -> None:
    horizon, other = KNOWN.horizon(day, most), day + timedelta(days=days)
    assert (KNOWN.workdays(day, other) <= most) == (other <= horizon)


@given(DAYS, st.integers(0, 90), st.integers(0, 90))
def test_workdays_add_up(day: date, one: int, other: int) -> None:
    middle, last = day + timedelta(days=one), day + timedelta(days=one + other)
    assert KNOWN.workdays(day, middle) + KNOWN.workdays(middle, last) == KNOWN.workdays(day, last)


def test_an_office_writes_a_year_down(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    text = '[2031]\noff = ["2030年12月31日至1月3日", "10月1日至8日"]\nwork = ["10月11日"]\n[2021]\nwork = ["4月5日"]\n'
    (tmp_path / "templates" / "workdays.toml").write_text(text, encoding="utf-8")
    own = load_calendar(tmp_path)
    found = [own.is_workday(day) for day in (date(2030, 12, 31), date(2031, 1, 3), date(2031, 10, 8),
                                             date(2031, 10, 9), date(2031, 10, 11), date(2021, 4, 5))]
    assert found == [False, False, False, True, True, True]
    assert (own.unknown(date(2031, 1, 1), date(2032, 1, 1)), own.unknown(date(2021, 1, 1), date(2021, 9, 9))) == (
        (2032,), ())


@pytest.mark.parametrize(("data", "said"), [
    ({"2031": {"off": ["2月30日"]}}, "假.toml〔2031〕off 中的“2月30日”不是日期"),
    ({"2031": {"work": ["星期六"]}}, "假.toml〔2031〕work 中的“星期六”不是日期"),
    ({"2031": {"off": ["10月7日至1日"]}}, "先后颠倒"), ({"2031": {"off": "10月1日"}}, "不是一列日期"),
    ({"2031": {"holiday": []}}, "〔2031〕写法有误"), ({"off": []}, "〔off〕写法有误"),
])
def test_a_mistake_is_named(data: dict[str, object], said: str) -> None:
    with pytest.raises(TemplateError, match=said):
        with_own(WEEKDAYS, data, "假.toml")


@pytest.mark.parametrize(("calendar", "said"), [(WEEKDAYS, True), (KNOWN, False)])
def test_a_year_that_nobody_knows_is_told_once(calendar: Calendar, said: bool) -> None:
    records = one_task(reports=[{"status": "推进中"}])
    summary = summarize(records, parse_period("2021-03"), date(2021, 4, 2), replace(SETTINGS, calendar=calendar))
    assert [line.startswith("2021年的放假安排") for line in notes(summary)].count(True) == said


@pytest.mark.parametrize(("period", "asked", "due"), [
    ("2021-01", 5, date(2021, 2, 5)), ("2021-03", 5, date(2021, 4, 6)), ("2021-05", 5, date(2021, 6, 7)),
    ("2021-09", 5, date(2021, 10, 8)), ("2021-12", 1, date(2022, 1, 4)), ("2021-03-上旬", 25, date(2021, 4, 25)),
])
def test_returns_are_due_on_a_workday(period: str, asked: int, due: date) -> None:
    """Holidays, weekends and a Sunday that is worked."""
    assert due_date(parse_period(period), replace(SETTINGS, due_day=asked, calendar=KNOWN)) == due


def test_a_folder_knows_its_own_holidays(tmp_path: Path) -> None:
    folder = init_folder(tmp_path, "云河区", 2031)
    assert due_date(parse_period("2031-01"), folder.settings) == date(2031, 2, 5)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "workdays.toml").write_text('[2031]\noff = ["2月4日至7日"]\n', encoding="utf-8")
    assert due_date(parse_period("2031-01"), open_folder(tmp_path).settings) == date(2031, 2, 10)
