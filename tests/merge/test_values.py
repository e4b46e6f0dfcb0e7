"""What units type."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breakdown.columns import STATUSES
from breakdown.days import read_day
from breakdown.merge.values import Habit, column_habit, read_figures, read_percent, read_status
from breakdown.words import Words


def read_quantity(text: str, unit: str) -> float | None:
    """The one figure of a typed value in the target's unit."""
    figures = read_figures(text)
    return figures[0].in_unit(unit) if len(figures) == 1 else None


@pytest.mark.parametrize(("text", "value"), [
    ("50%", 50), ("５０％", 50), ("50", 50), ("约50%", 50), ("50%左右", 50), ("五成", 50), ("一半", 50),
    ("百分之五十", 50),
    ("三分之二", 66.6667), ("8.3%", 8.3), ("100", 100), ("120%", 120), ("0", 0), ("0%", 0), ("已完成80%", 80),
    ("0.5%", 0.5),
    ("1%", 1), ("五十", 50),
])
@pytest.mark.parametrize("habit", ["", "percent"])
def test_a_share_that_is_clear(text: str, value: float, habit: Habit) -> None:
    assert read_percent(text, habit) == pytest.approx(value, abs=1e-3)


@pytest.mark.parametrize(("text", "habit", "value"), [
    ("0.5", "fraction", 50), ("0.5", "percent", 0.5), ("0.5", "", None), ("1", "fraction", 100), ("1", "percent", 1),
    ("1", "", None), ("50", "fraction", None), ("50%", "fraction", 50), ("0", "fraction", 0),
])
def test_a_small_bare_number_needs_the_habit(text: str, habit: Habit, value: float | None) -> None:
    assert read_percent(text, habit) == value


@pytest.mark.parametrize("text", [
    "", "-5%", "50-60%", "50%-60%", "45838", "#REF!", "完成", "12家", "5个百分点", "1/2", "待定",
])
def test_what_is_no_share(text: str) -> None:
    assert read_percent(text, "percent") is None


@pytest.mark.parametrize(("values", "habit"), [
    ([], ""), (["0.5", "0.3", "1"], "fraction"), (["50", "30", "1"], "percent"), (["1", "1"], ""), (["0.5",
    "50"], ""),
    (["50%", "0.5"], "fraction"), (["50%", "五成"], ""), (["0", "100"], "percent"), (["", "待定",
    "0.25"], "fraction"),
])
def test_column_habit(values: list[str], habit: str) -> None:
    assert column_habit(values) == habit


@given(shares=st.lists(st.integers(0, 100), min_size=1))
def test_a_column_of_one_kind_reads_as_itself_or_not_at_all(shares: list[int]) -> None:
    for column in ([f"{share}" for share in shares], [f"{share / 100:.2f}" for share in shares]):
        habit = column_habit(column)
        for share, text in zip(shares, column, strict=True):
            assert read_percent(text, habit) in (None, pytest.approx(share))


@pytest.mark.parametrize(("text", "status"), [
    ("已完成", "已完成"), ("完成。", "已完成"), ("提前完成", "已完成"), (" 已 办结 ", "已完成"), ("推进中",
    "推进中"), ("有序推进", "推进中"),
    ("滞后", "推进中"), ("推进中（60%）", "推进中"), ("未完成", "推进中"), ("未开工", "未启动"), ("尚未启动",
    "未启动"),
    ("申请延期", "申请调整"), ("", ""), ("完成80%", ""), ("不好说", ""), ("已完成/推进中", ""), ("预计完成", ""),
])
def test_read_status(text: str, status: str, words: Words) -> None:
    assert read_status(text, words.statuses) == status


@pytest.mark.parametrize("status", STATUSES)
def test_a_chosen_status_is_itself(status: str, words: Words) -> None:
    assert read_status(status, words.statuses) == status


def test_no_word_means_two_statuses(words: Words) -> None:
    lists = (words.statuses.not_started, words.statuses.running, words.statuses.done, words.statuses.adjust)
    every = [word for terms in lists for word in terms]
    assert len(every) == len(set(every))


DAY = date(2026, 6, 30)


@pytest.mark.parametrize("value", [
    "2026-6-30", "2026.6.30", "2026/06/30", "2026年6月30日", "6月30日", "6月底", "6月底前", "六月底", "2026年6月",
    "2026.6", "２０２６．６．３０",
    "上半年", "二季度", "20260630", "46203", 46203, 46203.0, "46203.5",
    "2026-06-30 00:00:00", DAY, datetime(2026, 6, 30, 9),
    "预计6月底",
])
def test_read_day(value: str | float | date, words: Words) -> None:
    assert read_day(value, 2026) == DAY


def test_the_serial_of_the_field() -> None:
    assert read_day("45838", 2025) == date(2025, 6, 30)


@pytest.mark.parametrize("value", [
    "", None, "尽快", "待定", "6", "12345", "99999", "2026-02-30", "6月前", "3月、6月分两步", True,
])
def test_what_is_no_day(value: str | bool | None) -> None:
    assert read_day(value, 2026) is None


@pytest.mark.parametrize(("text", "unit", "value"), [
    ("12", "家", 12), ("12家", "家", 12), ("１２家", "家", 12), ("累计12家", "家", 12), ("十二家", "家", 12),
    ("1,200户", "户", 1200),
    ("2000万", "亿元", 0.2), ("2000万元", "亿元", 0.2), ("0.2亿元", "万元", 2000), ("0.2亿", "亿元", 0.2), ("约12家",
    "家", 12),
    ("12余家", "家", 12), ("12家。", "家", 12), ("5人", "名", 5), ("8.5%", "%", 8.5), ("8.5", "%", 8.5), ("-1.2%",
    "%", -1.2),
    ("三成", "%", 30), ("0", "%", 0), ("0.9个百分点", "个百分点", 0.9), ("0.9", "个百分点", 0.9), ("1.2公里",
    "米", 1200), ("25", "", 25),
    ("12 家", "家", 12), ("已完成12家", "家", 12), ("2.8", "万平方米", 2.8), ("28000平方米", "万平方米", 2.8),
    ("2000", "万元", 2000),
])
def test_read_quantity(text: str, unit: str, value: float) -> None:
    assert read_quantity(text, unit) == pytest.approx(value)


@pytest.mark.parametrize(("text", "unit"), [
    ("", "家"), ("12个", "家"), ("若干", "家"), ("12家在建", "家"), ("3-5家", "家"), ("12家、3户", "家"),
    ("200万美元", "万元"),
    ("0.085", "%"), ("1", "%"), ("0.9%", "个百分点"), ("下降3%", "%"), ("增长8%", "%"), ("#REF!", "家"), ("12家",
    ""), ("50%", "家"),
    ("2026年6月", "个"),
])
def test_no_quantity_of_that_unit(text: str, unit: str) -> None:
    assert read_quantity(text, unit) is None


@given(text=st.text(max_size=20), unit=st.sampled_from(["家", "亿元", "%", "", "公里"]))
def test_anything_may_be_typed(text: str, unit: str, words: Words) -> None:
    read_quantity(text, unit)
    assert read_status(text, words.statuses) in (*STATUSES, "")
    found = read_percent(text, column_habit([text]))
    assert found is None or 0 <= found <= 1000
    day = read_day(text, 2026)
    assert day is None or isinstance(day, date)
