"""Reported figures as numbers, and set against the four kinds of target."""

from __future__ import annotations

import math

import pytest

from breakdown.report.amounts import Amount, read_amount
from breakdown.report.measures import Target, measure


@pytest.mark.parametrize(("text", "amount"), [
    ("12家", Amount(12, "家")), ("１２ 家", Amount(12, "家")), ("2,000万元", Amount(2000, "万元")),
    ("50%", Amount(50, "%")),
    ("约12家", Amount(12, "家")), ("12家（其中新建3家）", Amount(12, "家")), ("30余家", Amount(30, "家")),
    ("下降3.2%", Amount(3.2, "%", falling=True)), ("-3.2%", Amount(3.2, "%", falling=True)),
    ("增长9%", Amount(9, "%", rising=True)), ("增长-1.5%", Amount(1.5, "%", falling=True)), ("12", Amount(12, "")),
    ("3个左右", Amount(3, "个")),
])
def test_figures(text: str, amount: Amount) -> None:
    assert read_amount(text) == amount


@pytest.mark.parametrize("text", ["", "若干", "一季度3家，二季度4家", "12/90"])
def test_no_single_figure(text: str) -> None:
    assert read_amount(text) is None


@pytest.mark.parametrize(("text", "unit", "number"), [
    ("2000万元", "亿元", 0.2), ("0.2亿元", "万元", 2000), ("2000万", "亿元", 0.2), ("12", "亿元", 12),
    ("5个", "家", 5),
    ("3个百分点", "百分点", 3), ("12家", "公里", None), ("50%", "家", None), ("3个", "%", None),
    ("500元", "万元", 0.05),
])
def test_figures_in_another_measure(text: str, unit: str, number: float | None) -> None:
    amount = read_amount(text)
    assert amount is not None
    assert amount.in_unit(unit) == (number if number is None else pytest.approx(number))


def test_cumulative_is_the_share_of_the_target() -> None:
    found = measure("30家", [Target("cumulative", 90, "家", "新增90家以上")])
    assert found is not None
    assert (found.percent, found.met) == (33.3, False)
    assert found.basis == "完成值30家，目标90家"


@pytest.mark.parametrize(("value", "met", "better"), [("9%", True, False), ("9.4%", True, True), ("8.9%", False, False),
                                                      ("下降1%", False, False)])
def test_a_rate_is_compared_with_the_target_itself(value: str, met: bool, better: bool) -> None:
    found = measure(value, [Target("rate", 9, "%", "增长9%左右")])
    assert found is not None
    assert (found.percent, found.met, found.better) == (None, met, better)


@pytest.mark.parametrize(("value", "met"), [("下降5%", True), ("-5.5%", True), ("5%", True), ("3%", False),
                                            ("增长6%", False)])
def test_a_falling_rate(value: str, met: bool) -> None:
    found = measure(value, [Target("rate", 5, "%", "能耗下降5%")])
    assert found is not None
    assert found.met is met


@pytest.mark.parametrize(("value", "met"), [("3.9%", True), ("4%", True), ("4.1%", False)])
def test_a_ceiling_has_no_ratio(value: str, met: bool) -> None:
    found = measure(value, [Target("ceiling", 4, "%", "控制在4%以内")])
    assert found is not None
    assert (found.percent, found.met, found.better) == (None, met, False)


def test_of_several_targets_the_measure_word_tells_which() -> None:
    targets = [Target("cumulative", 90, "家", ""), Target("cumulative", 12, "公里", "")]
    found = measure("6公里", targets)
    assert found is not None
    assert found.percent == 50.0
    assert measure("6", targets) is None


def test_nothing_is_invented_without_target_or_figure() -> None:
    assert measure("30家", []) is None
    assert measure("30家", [Target("qualitative", math.nan, "", "争创")]) is None
    assert measure("不少", [Target("cumulative", 90, "家", "")]) is None
    assert measure("30家", [Target("cumulative", 0, "家", "")]) is None
