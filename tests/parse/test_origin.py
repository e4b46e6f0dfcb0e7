"""Every field of a task knows the lines it came from, the rule that read it, and what else was considered."""

from __future__ import annotations

from typing import Any

from breakdown.words import Words
from tests.parse.readings import read


def _told(text: str, words: Words, position: int = 0) -> dict[str, dict[str, Any]]:
    rows = read(text, words).origins.to_dict("records")
    return {str(row["field"]): dict(row) for row in rows if row["position"] == position}  # type: ignore[arg-type]


LABELLED = """
一、产业发展
1.修建清溪桥（二期），8月底前开工。
牵头单位：区交通局
责任单位：区财政局
完成时限：12月底前
2.修缮校舍。
责任单位：区教育局
"""


def test_a_label_and_its_line(words: Words) -> None:
    told = _told(LABELLED, words)
    assert (told["牵头单位"]["value"], told["牵头单位"]["place"]) == ("区交通局", "n.txt 第3行")
    assert told["牵头单位"]["quote"] == "牵头单位：区交通局"
    assert "牵头单位" in told["牵头单位"]["rule"]
    assert told["板块"]["place"] == "n.txt 第1行"


def test_what_decided_between_two_roles(words: Words) -> None:
    beside = _told(LABELLED, words)["配合单位"]
    assert "并列" in beside["rule"] and "单独" in beside["considered"]
    alone = _told(LABELLED, words, 1)["牵头单位"]
    assert "没有牵头单位" in alone["rule"] and "配合" in alone["considered"]


def test_what_was_left_in_the_text(words: Words) -> None:
    told = _told(LABELLED, words)
    assert "（二期）" in told["重点工作"]["considered"]
    assert "8月底前" in told["完成时限"]["considered"]
    assert "没有作为时限" in told["完成时限"]["considered"]


def test_a_closing_bracket_and_the_leader_of_a_heading(words: Words) -> None:
    text = """
一、产业发展
牵头领导：张三
1.修建清溪桥。（区交通局牵头，区财政局配合）
2.修缮校舍。（区教育局牵头）
"""
    told = _told(text, words)
    assert "括号" in told["牵头单位"]["rule"]
    assert told["牵头领导"]["place"] == "n.txt 第1行"
    assert "标题" in told["牵头领导"]["rule"]


def test_a_rule_of_the_letter_is_named(words: Words) -> None:
    text = """
各单位要抓好落实，排在第一位的责任单位为牵头单位。
1.修建清溪桥。
责任单位：区交通局、区财政局
2.修缮校舍。
责任单位：区教育局、区财政局
"""
    told = _told(text, words)
    assert "第一位" in told["牵头单位"]["rule"]
    assert "第一位" in told["配合单位"]["rule"]


def test_the_column_of_a_table(words: Words) -> None:
    text = """
序号

重点工作

牵头单位

配合单位

1

修建清溪桥，年底前通车并交付使用

区交通局

区财政局、清溪镇

2

修缮全区中小学校舍，改善办学条件

区教育局

区财政局、各镇
"""
    told = _told(text, words)
    assert told["牵头单位"]["rule"] == "表格的“牵头单位”栏"
    assert told["牵头单位"]["quote"] == "区交通局"
    assert "配合单位" in told["牵头单位"]["considered"]
