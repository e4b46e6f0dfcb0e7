"""Wordings and layouts of offices that print neither 牵头单位 nor 配合单位."""

from __future__ import annotations

import pytest

from breakdown.words import Words
from tests.parse.readings import codes, column, read
from tests.parse.tables import read_tables


@pytest.mark.parametrize(
    ("lead", "support", "time"),
    [("主责", "协同", "办结"), ("领办", "会办", "期限"), ("主责部门", "协作部门", "时限要求"),
     ("承办科室", "会办科室", "办结时间"), ("第一责任单位", "会同单位", "完成时点"), ("主办处室", "参与", "办理时限")],
)  # fmt: skip
@pytest.mark.parametrize("form", ["{}：{}", "【{}】{}"])
def test_labels(words: Words, lead: str, support: str, time: str, form: str) -> None:
    said = form.format(lead, "区教育局"), form.format(support, "区财政局、各镇"), form.format(time, "6月底前")
    parsed = read(f"1.建成学校。\n{'　'.join(said)}\n2.修渠。\n{'；'.join(said)}", words)
    assert column(parsed, "leads", "supports", "deadline_text") == [("区教育局", "区财政局、各镇", "6月底前")] * 2


def test_a_spaced_label_beside_a_value_that_is_not(words: Words) -> None:
    parsed = read("1 、 建校 。\n协 作 部 门 ： 德育处 、 各年级组\n落 实 部 门 ： 教 务 处", words)
    assert column(parsed, "leads", "supports") == [("教务处", "德育处 、 各年级组")]


@pytest.mark.parametrize(
    "said",
    ["由区教育局会同区财政局负责", "区教育局牵头，会同区财政局落实", "由区教育局商区财政局起草",
     "——区教育局牵头，区财政局参加"],
)
def test_sentences(words: Words, said: str) -> None:
    parsed = read(f"1.制定办法。{said}，6月底前完成。\n2.修渠。{said}。", words)
    assert column(parsed, "content", "leads", "supports") == [
        ("制定办法。", "区教育局", "区财政局"), ("修渠。", "区教育局", "区财政局"),
    ]


def test_a_sentence_of_duties_before_a_labelled_time(words: Words) -> None:
    parsed = read("1.建校。——区教育局牵头，各镇参加，时间：8月底前。\n2.修渠。——区水务局牵头，时间：4月。", words)
    assert column(parsed, "content", "leads", "deadline_text") == [
        ("建校。", "区教育局", "8月底前"), ("修渠。", "区水务局", "4月"),
    ]


def test_units_without_label_below_each_item(words: Words) -> None:
    parsed = read("1.建校。\n　　区教育局　区财政局\n2.修渠。\n　　区水务局\n3.修路。\n　　区交通局　各镇政府", words)
    assert column(parsed, "content", "leads") == [
        ("建校。", "区教育局、区财政局"), ("修渠。", "区水务局"), ("修路。", "区交通局、各镇政府"),
    ]


def test_a_line_of_units_below_one_item_alone_is_no_duty(words: Words) -> None:
    items = "1.建校。（区教育局负责）\n2.修渠。\n3.修路。（区交通局负责）\n4.绿化。"
    parsed = read(f"{items}\n　　区教育局　区财政局", words)
    assert "区财政局" not in "".join(leads for (leads,) in column(parsed, "leads"))


def test_cards_with_the_name_of_the_project(words: Words) -> None:
    card = "项目{}\n项目名称：{}\n建设内容：{}\n主责部门：区教育局\n"
    parsed = read(card.format(1, "智慧停车", "建成泊位。") + card.format(2, "健身步道", "建成步道。"), words)
    assert column(parsed, "no", "subsection", "content") == [
        ("1", "智慧停车", "建成泊位。"), ("2", "健身步道", "建成步道。"),
    ]


def test_a_parent_that_is_a_sentence_is_a_task_beside_its_items(words: Words) -> None:
    parsed = read(
        """
（一）打造政务云平台。
主办部门：区数据局
1.迁移系统。
主办部门：区财政局
2.通过测评。
主办部门：区公安局
（二）推行掌上办。
主办部门：区审批局
1.上线套餐。
主办部门：区教育局
""", words,
    )
    assert column(parsed, "content", "leads")[:2] == [("打造政务云平台。", "区数据局"), ("迁移系统。", "区财政局")]
    assert len(parsed.written) == 5


def test_a_letter_behind_the_list(words: Words) -> None:
    parsed = read(
        """
第一条　推行河长制。县水利局总牵头，各镇协同推进。
第二条　修复林地。县林业局牵头抓总，各镇协同推进。
县人民政府办公室关于印发生态任务分解表的通知
各镇人民政府：
一、各单位主要负责同志要亲自抓。
二、请于每季度末报送进展。
2023年3月21日
""", words,
    )
    assert column(parsed, "leads", "supports") == [("县水利局", "各镇"), ("县林业局", "各镇")]
    assert codes(parsed) == []


@pytest.mark.parametrize(
    "letter",
    ["云河区2024年绿色行动任务表", "2024年度重点任务推进表", "云河区绿色行动方案\n云河区政府办公室　2024年2月6日"],
)
def test_the_year_of_a_table(words: Words, letter: str) -> None:
    assert read_tables(words, *letter.split("\n"), TABLE).front.year == 2024


TABLE = (("事项编号", "活动名称", "主办", "协办", "举办时间"), ("A1", "展销会", "县商务局", "县文旅局", "10月中旬"))


def test_a_table_of_events(words: Words) -> None:
    parsed = read_tables(words, TABLE)
    assert column(parsed, "no", "content", "leads", "supports", "deadline_text") == [
        ("A1", "展销会", "县商务局", "县文旅局", "10月中旬")
    ]


def test_lines_broken_by_count_in_spite_of_narrow_marks(words: Words) -> None:
    # breaks after every 28 characters; counted by width, lines with digits would not be full
    item = "{}、淘汰老旧柴油货车{}00辆,建成充电站10座。(责任单位:市生态环境局牵头,市公安局负责)"
    items = [item.format(n, n) for n in (1, 2, 3, 4)]
    text = "\n".join(part for item in items for part in (item[:28], item[28:]))
    assert column(read(text, words), "leads", "supports") == [("市生态环境局", "市公安局")] * 4


@pytest.mark.parametrize(
    "said",
    ["责任单位为区教育局，配合单位为区财政局。", "〈责任科室：区教育局；协助科室：区财政局；截止日期：6月底前〉",
     "\n● 牵头厅局：区教育局\n● 参加厅局：区财政局", "\n责任领导：李四 / 负责部门：区教育局 / 支持部门：区财政局"],
)  # fmt: skip
def test_marks_around_labels(words: Words, said: str) -> None:
    parsed = read(f"1.建校。{said}\n2.修渠。{said}", words)
    assert column(parsed, "content", "leads", "supports") == [
        ("建校。", "区教育局", "区财政局"), ("修渠。", "区教育局", "区财政局"),
    ]


def test_a_head_whose_bracket_says_who_leads(words: Words) -> None:
    heads = ("序号", "改革举措", "责任处室（牵头）", "责任处室（配合）", "起止时间")
    parsed = read_tables(words, (heads, ("1", "推行学分制", "教务处", "各学院", "2025年9月—12月")))
    assert column(parsed, "leads", "supports") == [("教务处", "各学院")]


@pytest.mark.parametrize(
    "said",
    ["（6月底前完成；牵头：区教育局／配合：区财政局）", "（区教育局主抓，区财政局协力，6月底前完成）",
     "\n→ 责任主体：区教育局\n→ 联动单位：区财政局\n→ 完成期限：6月底前完成"],
)  # fmt: skip
def test_times_beside_duties(words: Words, said: str) -> None:
    parsed = read(f"1.建校。{said}\n2.修渠。{said}", words)
    assert column(parsed, "content", "leads", "supports", "deadline_text") == [
        ("建校。", "区教育局", "区财政局", "6月底前完成"), ("修渠。", "区教育局", "区财政局", "6月底前完成"),
    ]


def test_a_title_glued_to_the_first_item(words: Words) -> None:
    parsed = read("云河区重点任务清单1.建校。牵头单位：区教育局。2.修渠。牵头单位：区水务局。", words)
    assert column(parsed, "content", "leads") == [("建校。", "区教育局"), ("修渠。", "区水务局")]
