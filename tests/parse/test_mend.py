"""Lines that were broken, spaced out or run together, as the reading mends them."""

from __future__ import annotations

import textwrap

import pytest

from breakdown.parse.mending.mend import close_up
from breakdown.words import Words
from tests.parse.readings import codes, column, read

ITEMS = [
    ("1.新建改扩建中小学十二所，新增学位九千个，规范划定招生范围并予公布。", "区教育局、区财政局、区住房城乡建设局"),
    ("2.改造老旧小区二十个，惠及居民三千六百户，同步完善停车、充电、养老等设施。", "区住房城乡建设局、区民政局、各镇"),
    ("3.修建清溪桥（含引桥三百米），九月底前通车，十二月底前完成绿化。", "区交通局、区财政局、清溪镇、云河水务公司"),
]
CLEAN = [(text.split(".")[1], units) for text, units in ITEMS]


def wrapped(width: int, indent: str, gap: str = "\n") -> str:
    paragraphs = ["各镇人民政府，区政府各部门：现将二〇二三年重点任务分解印发给你们，请认真抓好落实，按时报送进展。"]
    paragraphs += [f"{text}（责任单位：{units}）" for text, units in ITEMS]
    return gap.join(gap.join(textwrap.wrap(indent + paragraph, width)) for paragraph in paragraphs)


@pytest.mark.parametrize("width", [20, 30, 34])
@pytest.mark.parametrize("indent", ["", "\u3000\u3000"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_hard_wraps_are_joined(words: Words, width: int, indent: str, gap: str) -> None:
    parsed = read(wrapped(width, indent, gap), words)
    assert column(parsed, "content", "leads") == CLEAN
    assert codes(parsed) == []
    assert set(column(parsed, "doubts")) == {("",)}


def test_wrapped_lines_of_labels_and_page_numbers_between(words: Words) -> None:
    lines = [f"{text}\n责任单位：{units}\n完成时限：年底前" for text, units in ITEMS]
    text = "\n".join("\n".join(textwrap.wrap(line, 22)) for each in lines for line in each.split("\n"))
    broken = text.replace("区住房城乡\n", "区住房城乡\n— 2 —\n", 1)
    for notice in (text, broken):
        parsed = read(notice, words)
        assert column(parsed, "content", "leads", "deadline_text") == [(*each, "年底前") for each in CLEAN]
        assert codes(parsed) == []


def test_lines_of_one_length_that_end_with_stops_are_no_wraps(words: Words) -> None:
    item = "办好实事办好实事办好实事办好。\n责任单位：区财政局、区教育局、区水务局"
    parsed = read("\n".join(f"{at}.{item}" for at in range(1, 7)), words)
    assert len(parsed.written) == 6
    assert set(column(parsed, "leads")) == {("区财政局、区教育局、区水务局",)}


def test_a_whole_notice_on_one_line(words: Words) -> None:
    text = (
        "云河区2023年重点任务分工云政办〔2023〕12号现将任务分解如下。一、城乡建设1.建成水厂。（区水务局牵头，各镇配合）"
        "2.修渠（一期）。（区农业局负责）二、民生保障3.2023年底前建成学校三所，投入1.6亿元。（区教育局负责）"
        "4.新增就业。（区人社局负责）云河区人民政府2023年2月3日"
    )
    parsed = read(text, words)
    assert column(parsed, "section", "no", "content", "leads", "supports") == [
        ("一、城乡建设", "1", "建成水厂。", "区水务局", "各镇"),
        ("一、城乡建设", "2", "修渠（一期）。", "区农业局", ""),
        ("二、民生保障", "3", "2023年底前建成学校三所，投入1.6亿元。", "区教育局", ""),
        ("二、民生保障", "4", "新增就业。", "区人社局", ""),
    ]
    assert (parsed.front.title, parsed.front.year) == ("云河区2023年重点任务分工", 2023)
    assert codes(parsed) == []


def test_a_whole_notice_on_one_line_with_gaps(words: Words) -> None:
    parts = [
        "云河区2023年重点任务分工", "各镇人民政府：", "一、城乡建设", "1.建成水厂。责任单位：区水务局",
        "2.修渠。责任单位：区农业局", "云河区人民政府", "2023年2月3日",
    ]  # fmt: skip
    parsed = read("　　".join(parts), words)
    assert column(parsed, "section", "content", "leads") == [
        ("一、城乡建设", "建成水厂。", "区水务局"), ("一、城乡建设", "修渠。", "区农业局"),
    ]
    assert codes(parsed) == []


def test_items_glued_behind_the_value_of_a_label(words: Words) -> None:
    parsed = read(
        "一、抓项目\n（1）建成水厂。责任单位：区水务局（2）修渠。责任单位：区农业局、区财政局（3）清淤。责任单位：各镇",
        words,
    )
    assert column(parsed, "no", "content", "leads") == [
        ("1", "建成水厂。", "区水务局"), ("2", "修渠。", "区农业局、区财政局"), ("3", "清淤。", "各镇"),
    ]


def test_steps_inside_a_paragraph_stay_there(words: Words) -> None:
    parsed = read(
        "1.建成水厂：（1）完成方案；（2）组织施工。（区水务局负责）\n2.修渠：一、立项；二、开工。（区农业局负责）",
        words,
    )
    assert column(parsed, "content") == [
        ("建成水厂：（1）完成方案；（2）组织施工。",), ("修渠：一、立项；二、开工。",),
    ]


def test_spaced_out_lines_are_closed_up(words: Words) -> None:
    assert close_up("责 任 单 位 ： 市 财 政 局") == "责任单位：市财政局"
    assert close_up("2 0 2 1 年 重点工作 任务分解") == "2021 年 重点工作 任务分解"
    assert close_up("牵头领导：杨 燕 李 四") == "牵头领导：杨 燕 李 四"
    parsed = read(
        "1 . 建 成 水 厂 ， 年 内 通 水 。\n责 任 单 位 ： 区 水 务 局 、 区 财 政 局\n2.修渠。（区农业局负责）", words
    )
    assert column(parsed, "content", "leads")[0] == ("建成水厂，年内通水。", "区水务局、区财政局")


TRADITIONAL = """
鷺洲區2023年重點任務分工
一、發展經濟
1、設立創新基金，完成二期工程。
牽頭單位：財政局
責任單位：規劃建設局、各有關部門
完成時限：2023年9月底前
2、舉辦展覽會。
牽頭單位：經濟發展局
完成時限：持續推進
"""


def test_traditional_characters_are_recognised_and_kept(words: Words) -> None:
    parsed = read(TRADITIONAL, words)
    assert column(parsed, "section", "content", "leads", "supports", "deadline_text") == [
        ("一、發展經濟", "設立創新基金，完成二期工程。", "財政局", "規劃建設局、各有關部門", "2023年9月底前"),
        ("一、發展經濟", "舉辦展覽會。", "經濟發展局", "", "持續推進"),
    ]
    assert parsed.front.title == "鷺洲區2023年重點任務分工"
    assert codes(parsed) == []


def test_a_single_traditional_character_changes_nothing(words: Words) -> None:
    parsed = read("1.修好東桥。（区水务局负责）\n2.修渠。（区农业局负责）", words)
    assert column(parsed, "content")[0] == ("修好東桥。",)


def test_a_stray_wide_line_and_a_heading_in_larger_letters_do_not_hide_the_wraps(words: Words) -> None:
    page = "栏目：任务分解　发布：云河区融媒体中心　浏览：三千零一十三次　下载：二百三十次　收藏：五次"
    heading = "一、推进全区各项重点民生实事落地见效，加强\n组织"
    parsed = read(f"{page}\n{heading}\n{wrapped(24, '').split('进展。', 1)[1].strip()}", words)
    assert column(parsed, "content", "leads") == CLEAN
    assert set(parsed.written["section"]) == {heading.replace("\n", "")}


def test_one_task_below_a_heading_in_one_long_line(words: Words) -> None:
    body = "建成水厂，" + "铺设管道，" * 40 + "按期通水。"
    parsed = read(f"各镇人民政府：现将任务印发如下。一、城乡建设1.{body}（区水务局牵头，各镇配合）", words)
    assert column(parsed, "section", "no", "content", "leads") == [("一、城乡建设", "1", body, "区水务局")]
