"""Words of duty that the vocabulary lacks: read by what stands beside them, and always doubted."""

from __future__ import annotations

from breakdown.words import Words
from tests.parse.readings import column, read

LABELS = """
云河区2024年重点工作任务分解
一、产业
1. 新建标准厂房3万平方米。
挑头部门：区住建局
帮办部门：区财政局、云河开发区管委会
收尾节点：6月底前
2. 引进亿元项目5个。
挑头部门：区商务局
帮办部门：区发展改革委
收尾节点：全年
"""
VERBS = """
云河区2024年重点工作任务分解
1. 新建标准厂房3万平方米。（区住建局挑头，区财政局、云河开发区管委会帮衬）
2. 引进亿元项目5个。（区商务局挑头，区发展改革委帮衬）
3. 改造供水管网20公里。（区水利局挑头，区城管局帮衬）
"""


def test_a_label_is_known_by_the_units_behind_it(words: Words) -> None:
    parsed = read(LABELS, words)
    assert column(parsed, "content", "leads", "supports", "deadline_text") == [
        ("新建标准厂房3万平方米。", "区住建局", "区财政局、云河开发区管委会", "6月底前"),
        ("引进亿元项目5个。", "区商务局", "区发展改革委", "全年"),
    ]
    first = column(parsed, "doubts")[0][0].split("\n")
    assert first == [
        "词表里没有“挑头部门”，按它旁边的文字当作“牵头单位”读取，请核对",
        "词表里没有“帮办部门”，按它旁边的文字当作“配合单位”读取，请核对",
    ]


def test_a_time_behind_a_label_is_a_deadline(words: Words) -> None:
    parsed = read(LABELS.replace("收尾节点", "收工钟点"), words)
    assert column(parsed, "deadline_text") == [("6月底前",), ("全年",)]
    assert all("词表里没有“收工钟点”，按它旁边的文字当作“完成时限”" in doubts for (doubts,) in column(parsed, "doubts"))


def test_beside_a_known_label_the_unknown_one_takes_the_free_role(words: Words) -> None:
    parsed = read(LABELS.replace("挑头部门", "牵头单位"), words)
    assert column(parsed, "leads", "supports")[0] == ("区住建局", "区财政局、云河开发区管委会")
    parsed = read(LABELS.replace("帮办部门", "配合单位"), words)
    assert column(parsed, "leads", "supports")[0] == ("区住建局", "区财政局、云河开发区管委会")


def test_a_verb_is_known_by_the_units_before_it(words: Words) -> None:
    parsed = read(VERBS, words)
    assert column(parsed, "content", "leads", "supports")[:2] == [
        ("新建标准厂房3万平方米。", "区住建局", "区财政局、云河开发区管委会"),
        ("引进亿元项目5个。", "区商务局", "区发展改革委"),
    ]
    assert all("“挑头”" in doubts and "“帮衬”" in doubts for (doubts,) in column(parsed, "doubts"))


def test_a_word_that_stands_there_twice_is_too_rare(words: Words) -> None:
    rare = VERBS.replace("区水利局挑头，区城管局帮衬", "区水利局牵头，区城管局配合")
    assert "挑头" not in "".join(doubts for (doubts,) in column(read(rare, words), "doubts") if "词表" in doubts)


def test_known_words_are_never_doubted(words: Words) -> None:
    known = LABELS.replace("挑头部门", "责任　单位").replace("帮办部门", "配合单位").replace("收尾节点", "完成时限")
    known = known.replace("5个。\n", "5个。市教育局：按要求指导。\n")
    assert [doubts for (doubts,) in column(read(known, words), "doubts") if doubts] == []


def test_words_are_learned_for_one_notice_only(words: Words) -> None:
    before = words.labels.lead
    read(LABELS, words)
    assert words.labels.lead == before
