"""Numbers as written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breakdown.tasks.numbers import convert, find_quantities, read_number, read_share
from breakdown.words import Words


@pytest.mark.parametrize(("text", "value"), [
    ("12", 12), ("１２．５", 12.5), ("1,200", 1200), ("1,234.5", 1234.5), ("-3", -3), ("1.6亿", 1.6e8),
    ("2000万", 2e7),
    ("十", 10), ("十二", 12), ("二十", 20), ("两百零五", 205), ("一千二百", 1200), ("三万五千", 35000),
    ("一亿二千万", 1.2e8), ("二〇二一", 2021), ("三点五", 3.5), ("百", 100), (" 7 ", 7),
])
def test_read_number(text: str, value: float) -> None:
    assert read_number(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "abc", "十个", "1.2.3", "1，2", "约10", "点五", "3-5", "12家"])
def test_read_number_leaves_the_rest_alone(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(("text", "value", "unit", "relation", "upper"), [
    ("三分之二", 66.6667, "%", "=", None),
    ("百分之五十", 50, "%", "=", None),
    ("五成", 50, "%", "=", None),
    ("三成半", 35, "%", "=", None),
    ("一半", 50, "%", "=", None),
    ("翻一番", 100, "%", "=", None),
    ("翻两番", 300, "%", "=", None),
    ("5‰", 0.5, "%", "=", None),
    ("十余个", 10, "个", ">", None),
    ("4000余户", 4000, "户", ">", None),
    ("30多万元", 30, "万元", ">", None),
    ("1.6亿斤", 1.6, "亿斤", "=", None),
    ("2000万元", 2000, "万元", "=", None),
    ("3-5个", 3, "个", "=", 5),
    ("３—５个", 3, "个", "=", 5),
    ("3%-5%", 3, "%", "=", 5),
    ("3万-5万户", 3, "万户", "=", 5),
    ("8000-1万人", 0.8, "万人", "=", 1),
    ("9%左右", 9, "%", "≈", None),
    ("约５０％", 50, "%", "≈", None),
    ("15%以上", 15, "%", "≥", None),
    ("不低于90%", 90, "%", "≥", None),
    ("突破500亿元", 500, "亿元", ">", None),
    ("4%以内", 4, "%", "≤", None),
    ("不超过3天", 3, "天", "≤", None),
    ("低于5%", 5, "%", "<", None),
    ("0.85个百分点", 0.85, "个百分点", "=", None),
    ("3万人次", 3, "万人次", "=", None),
    ("1 家", 1, "家", "=", None),
    ("签约10个", 10, "个", "=", None),
    ("10家内资企业", 10, "家", "=", None),
])
def test_find_quantities(text: str, value: float, unit: str, relation: str, upper: float | None, words: Words) -> None:
    found, = find_quantities(text, words.targets)
    assert found.value == pytest.approx(value, abs=1e-3)
    assert (found.unit, found.relation, found.upper) == (unit, relation, upper)
    assert found.is_range == (upper is not None)


@pytest.mark.parametrize("text", [
    "5G", "G212", "第19届", "2个月内", "2021年", "1+11+N", "五成立", "一成不变", "3A级", "12345",
])
def test_no_quantity(text: str, words: Words) -> None:
    assert list(find_quantities(text, words.targets)) == []


def test_places_are_those_of_the_print(words: Words) -> None:
    text = "新增　企业１２家以上、园区３个"
    assert [text[found.start : found.end] for found in find_quantities(text, words.targets)] == ["１２家以上", "３个"]


@pytest.mark.parametrize(("text", "value"), [
    ("50%", 50), ("５０％", 50), ("8.3 %", 8.3), ("5‰", 0.5), ("五成", 50), ("七成半", 75), ("一半", 50),
    ("百分之八十", 80),
    ("四分之三", 75), ("-2%", -2),
])
def test_a_text_that_is_a_share(text: str, value: float) -> None:
    assert read_share(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "50", "%", "50%-60%", "约50%", "五成立", "完成50%"])
def test_a_text_that_is_no_share(text: str) -> None:
    assert read_share(text) is None


@pytest.mark.parametrize(("value", "unit", "wanted", "expected"), [
    (2000, "万元", "亿元", 0.2), (2000, "万", "亿元", 0.2), (0.2, "亿元", "元", 2e7), (3, "家", "家", 3),
    (3, "家", "个", None),
    (1.6, "亿斤", "万吨", 8), (100, "万美元", "万元", None), (1, "平方公里", "亩", 1500), (2, "公顷", "亩", 30),
    (2, "倍", "%", 200),
    (1, "%", "个百分点", None), (1, "百分点", "个百分点", 1), (5, "人", "名", 5),
    (1200, "米", "公里", 1.2), (3, "万", "家", 30000),
])
def test_convert(value: float, unit: str, wanted: str, expected: float | None) -> None:
    assert convert(value, unit, wanted) == expected


MONEY = st.sampled_from(["元", "万元", "亿元"])


@given(value=st.floats(0, 1e9), unit=MONEY, wanted=MONEY)
def test_there_and_back(value: float, unit: str, wanted: str) -> None:
    there = convert(value, unit, wanted)
    assert there is not None
    back = convert(there, wanted, unit)
    assert back == pytest.approx(value, rel=1e-6, abs=0.01)


@given(number=st.integers(0, 99_999_999))
def test_chinese_numbers_read_as_they_are_said(number: int) -> None:
    assert read_number(_say(number)) == number


def _say(number: int) -> str:
    """A number in characters, the long way (一百零五 as 一百五 is not said here)."""
    if number >= 10_000:
        return _say(number // 10_000) + "万" + (_say(number % 10_000) if number % 10_000 else "")
    said = ""
    for power, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            said += "零一二三四五六七八九"[digit] + sign
    return said or "零"
