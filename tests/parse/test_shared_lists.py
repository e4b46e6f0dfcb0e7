"""Lists of units that do not say plainly who leads: labels over both roles, units that each do a part of the work."""

from __future__ import annotations

import pytest

from breakdown.words import Words
from tests.parse.readings import codes, column, read
from tests.parse.tables import read_tables

A, B, C = "区财政局", "区教育局", "清溪镇"
PARTS = f"{A}负责制定方案，{B}、{C}负责资金保障"


@pytest.mark.parametrize(
    "label",
    ["牵头单位和责任单位", "牵头及配合单位", "牵头单位、配合单位", "牵头配合单位", "主办与协办部门"],
)
def test_one_label_over_both_roles(words: Words, label: str) -> None:
    text = f"1.修桥。\n{label}：{A}、{B}、{C}\n2.修路。\n{label}：{B}\n3.修渠。\n{label}：{A}、{B}（牵头）"
    parsed = read(text, words)
    assert column(parsed, "leads", "supports") == [(A, f"{B}、{C}"), (B, ""), (B, A)]
    assert [label in doubt for (doubt,) in column(parsed, "doubts")] == [True, False, False]


def test_a_rule_of_the_notice_settles_such_a_label(words: Words) -> None:
    letter = "各单位：\n排在第一位的为牵头单位。\n一、建设\n"
    parsed = read(f"{letter}1.修桥。\n牵头及责任单位：{A}、{B}\n2.修路。\n牵头及责任单位：{B}", words)
    assert column(parsed, "leads", "supports", "doubts") == [(A, B, ""), (B, "", "")]


def test_one_head_over_both_roles(words: Words) -> None:
    parsed = read_tables(words, [["序号", "任务", "牵头及配合单位"], ["1", "修桥。", f"{A}、{B}"], ["2", "修路。", B]])
    assert column(parsed, "leads", "supports") == [(A, B), (B, "")]
    assert [bool(doubt) for (doubt,) in column(parsed, "doubts")] == [True, False]


def test_a_word_in_brackets_inside_a_label(words: Words) -> None:
    parsed = read(f"1.修桥。\n牵头（责任）单位：{A}、{B}\n2.修路。\n牵头（责任）单位：{B}", words)
    assert column(parsed, "content", "leads", "doubts") == [("修桥。", f"{A}、{B}", ""), ("修路。", B, "")]


@pytest.mark.parametrize(
    ("closing", "content", "remark"),
    [
        (f"（{PARTS}）", f"修桥。（{PARTS}）", ""),
        (PARTS, f"修桥。{PARTS}", ""),
        (f"（责任单位：{PARTS}）", "修桥。", f"责任分工：{PARTS}"),
        (f"\n责任单位：{PARTS}。", "修桥。", f"责任分工：{PARTS}"),
        (f"\n由{PARTS}", "修桥。", f"责任分工：由{PARTS}"),
    ],
)
def test_units_that_each_do_a_part(words: Words, closing: str, content: str, remark: str) -> None:
    parsed = read(f"1.修桥。{closing}\n2.修路。（责任单位：{B}）", words)
    assert column(parsed, "content", "leads", "supports", "remark")[0] == (content, f"{A}、{B}、{C}", "", remark)
    assert [bool(doubt) for (doubt,) in column(parsed, "doubts")] == [True, False]
    assert "unread" not in codes(parsed)


def test_parts_beside_a_leading_unit(words: Words) -> None:
    parsed = read(f"1.修桥。（{A}牵头，{B}负责资金保障，{C}配合）\n2.修路。（{B}负责牵头，{C}负责保障）", words)
    assert column(parsed, "leads", "supports", "doubts") == [(A, f"{B}、{C}", ""), (B, C, "")]
    assert "负责资金保障" in column(parsed, "content")[0][0]


def test_parts_in_a_cell(words: Words) -> None:
    parsed = read_tables(words, [["序号", "任务", "责任单位"], ["1", "修桥。", PARTS], ["2", "修路。", B]])
    assert column(parsed, "leads", "remark")[0] == (f"{A}、{B}、{C}", f"责任分工：{PARTS}")


def test_one_unit_with_something_to_do_is_text(words: Words) -> None:
    parsed = read(f"1.修桥。（其中{A}负责拨付资金）\n牵头单位：{B}\n2.修路，{A}负责拨付资金。\n牵头单位：{B}", words)
    assert column(parsed, "content", "leads") == [
        (f"修桥。（其中{A}负责拨付资金）", B), (f"修路，{A}负责拨付资金。", B),
    ]
