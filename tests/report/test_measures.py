"""Reported figures as numbers, and set against the four kinds of target."""

from __future__ import annotations

import math

import pytest

from breakdown.report.amounts import Amount, read_amounts
from breakdown.report.measures import Measure, Measured, Target, measure

FIRMS = Target("cumulative", 12, "家", "新增企业12家", "新增企业")
PROJECTS = Target("cumulative", 30, "个", "技改项目30个", "技改项目")
HALLS = Target("cumulative", 1.5, "万亩", "建设高标准农田1.5万亩", "建设高标准农田")


def only(found: Measured) -> Measure:
    """The one measure that a value surely gives."""
    assert (len(found.clear), found.note) == (1, "")
    return found.clear[0]


@pytest.mark.parametrize(("text", "amounts"), [
    ("12家", [(12, "家")]), ("１２ 家", [(12, "家")]), ("2,000万元", [(2000, "万元")]), ("50%", [(50, "%")]),
    ("约12家", [(12, "家")]), ("12家（其中新建3家）", [(12, "家")]), ("30余家", [(30, "家")]),
    ("3万余亩", [(3, "万亩")]),
    ("3个左右", [(3, "个")]), ("12", [(12, "")]), ("2.8", [(2.8, "")]), ("十二家", [(12, "家")]), ("五成", [(50, "%")]),
    ("新增3家，技改8个", [(3, "家"), (8, "个")]), ("3家,8个", [(3, "家"), (8, "个")]),
    ("3家、8个。", [(3, "家"), (8, "个")]),
    ("12/90", [(12, "/"), (90, "")]), ("3-5个", []), ("3~5个", []), ("3个至5个", []), ("", []), ("若干", []),
])
def test_figures(text: str, amounts: list[tuple[float, str]]) -> None:
    assert [(amount.number, amount.unit) for amount in read_amounts(text)] == amounts


@pytest.mark.parametrize(("text", "falling", "rising"), [
    ("下降3.2%", True, False), ("-3.2%", True, False), ("增长9%", False, True), ("增长-1.5%", True, False),
    ("9%", False, False),
])
def test_what_fell_and_what_rose(text: str, falling: bool, rising: bool) -> None:
    assert [(amount.falling, amount.rising) for amount in read_amounts(text)] == [(falling, rising)]


def test_each_figure_falls_or_rises_by_its_own_words() -> None:
    assert [amount.falling for amount in read_amounts("收入增长5%，支出下降7%")] == [False, True]


@pytest.mark.parametrize(("amount", "unit", "number"), [
    (Amount(2000, "万元"), "亿元", 0.2), (Amount(0.2, "亿元"), "万元", 2000), (Amount(2000, "万"), "亿元", 0.2),
    (Amount(12, ""), "亿元", 12), (Amount(2.8, ""), "万平方米", 2.8), (Amount(9.4, ""), "%", 9.4),
    (Amount(0.085, ""), "%", None), (Amount(3, "个百分点"), "百分点", 3), (Amount(500, "元"), "万元", 0.05),
    (Amount(500, "米"), "公里", 0.5), (Amount(12, "家"), "公里", None), (Amount(50, "%"), "家", None),
    (Amount(3, "个"), "家", None),
])
def test_figures_in_another_measure(amount: Amount, unit: str, number: float | None) -> None:
    assert amount.in_unit(unit) == (number if number is None else pytest.approx(number))


@pytest.mark.parametrize(("amount", "unit", "number"), [
    (Amount(5, "个"), "家", 5), (Amount(5, "家"), "个", 5), (Amount(2, "万个"), "户", 20000),
    (Amount(5, "家"), "户", None),
    (Amount(3, "个"), "%", None), (Amount(3, "个"), "公里", None), (Amount(3, "个"), "亿元", None),
    (Amount(3, "个百分点"), "个", None), (Amount(3, "人次"), "个", None),
])
def test_what_a_bare_measure_word_may_stand_for(amount: Amount, unit: str, number: float | None) -> None:
    assert amount.in_pieces(unit) == number


def test_cumulative_is_the_share_of_the_target() -> None:
    found = only(measure("30家", [Target("cumulative", 90, "家", "新增90家以上")]))
    assert (found.percent, found.met) == (33.3, False)
    assert found.basis == "完成值30家，目标90家"


@pytest.mark.parametrize(("value", "met", "better"), [("9%", True, False), ("9.4%", True, True), ("8.9%", False, False),
                                                      ("下降1%", False, False)])
def test_a_rate_is_compared_with_the_target_itself(value: str, met: bool, better: bool) -> None:
    found = only(measure(value, [Target("rate", 9, "%", "增长9%左右")]))
    assert (found.percent, found.met, found.better) == (None, met, better)


@pytest.mark.parametrize(("value", "met"), [("下降5%", True), ("-5.5%", True), ("5%", True), ("3%", False),
                                            ("增长6%", False)])
def test_a_falling_rate(value: str, met: bool) -> None:
    found = only(measure(value, [Target("rate", 5, "%", "能耗下降5%")]))
    assert found.met is met


@pytest.mark.parametrize(("value", "met"), [("3.9%", True), ("4%", True), ("4.1%", False)])
def test_a_ceiling_has_no_ratio(value: str, met: bool) -> None:
    found = only(measure(value, [Target("ceiling", 4, "%", "控制在4%以内")]))
    assert (found.percent, found.met, found.better) == (None, met, False)


def test_of_several_targets_the_measure_word_tells_which() -> None:
    found = measure("6公里", [FIRMS, Target("cumulative", 12, "公里", "")])
    assert (only(found).percent, found.missing) == (50.0, 1)


@pytest.mark.parametrize("value", ["3家", "3家企业", "新增企业3家", "已新增３家（另有2家在报）"])
def test_the_exact_measure_word_wins_over_the_general_one(value: str) -> None:
    found = measure(value, [FIRMS, PROJECTS])
    assert (only(found).percent, only(found).basis) == (25.0, f"完成值{value}，目标12家")
    assert only(measure("8个", [FIRMS, PROJECTS])).percent == 26.7


def test_the_general_measure_word_counts_where_no_target_has_it() -> None:
    assert only(measure("3个", [FIRMS, Target("cumulative", 12, "公里", "")])).percent == 25.0


@pytest.mark.parametrize("value", ["新增3家，技改8个", "技改8个、新增3家", "3家8个"])
def test_several_figures_each_against_its_target(value: str) -> None:
    found = measure(value, [FIRMS, PROJECTS])
    assert [(one.percent, one.basis) for one in found.clear] == [
        (25.0, "完成值3家，目标12家"), (26.7, "完成值8个，目标30个")]
    assert (found.unclear, found.missing, found.note) == ((), 0, "")
    with_nouns = measure("3家企业，8个项目", [FIRMS, PROJECTS])
    assert [one.percent for one in with_nouns.clear] == [25.0, 26.7]


def test_words_tell_which_of_two_targets_with_one_measure_word() -> None:
    centres = Target("cumulative", 4, "个", "建成养老服务中心4个", "建成养老服务中心")
    homes = Target("cumulative", 2, "个", "改造敬老院2个", "改造敬老院")
    assert [one.percent for one in measure("敬老院1个，养老服务中心1个", [centres, homes]).clear] == [25.0, 50.0]
    lone = measure("1个", [centres, homes])
    assert (lone.clear, [one.percent for one in lone.unclear]) == ((), [25.0, 50.0])
    assert (lone.note, lone.missing) == ("完成值“1个”未写明是哪项目标", 2)


def test_a_bare_number_is_in_the_targets_printed_unit() -> None:
    space = Target("cumulative", 8, "万平方米", "建成标准厂房8万平方米")
    found = only(measure("2.8", [space]))
    assert (found.percent, found.basis) == (35.0, "完成值2.8（按万平方米计），目标8万平方米")
    assert only(measure("800", [space])).percent == 10000.0


@pytest.mark.parametrize(("value", "targets", "note"), [
    ("75000", [HALLS], "完成值“75000”单位不明"), ("801", [Target("ceiling", 8, "%", "")], "完成值“801”单位不明"),
    ("0.085", [Target("rate", 9, "%", "增长9%")], "完成值“0.085”单位不明"), ("6", [FIRMS, HALLS], "完成值“6”单位不明"),
    ("34000万亩", [HALLS], "完成值“34000万亩”超过目标100倍，疑似单位有误"),
    ("12公里", [FIRMS], "完成值“12公里”无法与目标比较"), ("不少", [FIRMS], "完成值“不少”无法与目标比较"),
    ("一季度3家，二季度4家", [FIRMS], "完成值“一季度3家，二季度4家”无法与目标比较"),
])
def test_what_is_not_understood_is_said(value: str, targets: list[Target], note: str) -> None:
    assert measure(value, targets) == Measured(missing=len(targets), note=note)


def test_nothing_is_invented_without_target_or_figure() -> None:
    assert measure("30家", []) == Measured()
    assert measure("30家", [Target("qualitative", math.nan, "", "争创")]) == Measured()
    assert measure("30家", [Target("cumulative", 0, "家", "")]) == Measured()
    assert measure("", [FIRMS]) == Measured()
    assert only(measure("1起", [Target("ceiling", 0, "起", "不发生事故")])).met is False
