"""Items that begin with the unit whose duty they are, and lines above an item that say whose it is."""

from __future__ import annotations

import pytest

from breakdown.words import Words
from tests.parse.readings import column, read


@pytest.mark.parametrize("form", ["{}：{}", "{}:{}", "{}负责{}", "{}具体负责{}"])
def test_items_that_begin_with_their_unit(words: Words, form: str) -> None:
    said = [("区教育局", "校园周边秩序。"), ("区水务局、清溪镇", "河道的保洁。"), ("区城管局", "夜市的管理。")]
    text = "\n".join(f"{at}、{form.format(*each)}" for at, each in zip("一二三", said, strict=True))
    parsed = read(f"云河区工作职责分工\n{text}\n", words)
    assert column(parsed, "leads", "content") == said
    assert set(parsed.written["supports"]) == {""}


def test_units_that_work_with_another_at_the_beginning(words: Words) -> None:
    parsed = read(
        "1.区教育局负责校园周边的秩序。\n2.区城管局负责夜市的管理工作。\n3.清溪镇协同区水务局负责河道的保洁工作。",
        words,
    )
    assert column(parsed, "leads", "supports", "content")[2] == ("区水务局", "清溪镇", "河道的保洁工作。")


def test_a_list_with_units_at_the_end_is_not_read_from_its_beginnings(words: Words) -> None:
    parsed = read(
        "1.区教育局：开学检查。（区督查室负责）\n2.区城管局：夜市管理。（区督查室负责）\n3.区水务局：河道保洁。（区督查室负责）",
        words,
    )
    assert set(parsed.written["leads"]) == {"区督查室"} and parsed.written["content"][0] == "区教育局：开学检查。"


def test_marked_lines_of_labels_above_their_items(words: Words) -> None:
    parsed = read(
        """
一、稳岗位
▲责任单位：区人社局　配合单位：清溪镇　时限：3月底前
（1）举办招聘会。
▲责任单位：区教育局　时限：9月底
（2）开办培训班。
二、保供水
▲责任单位：区水务局　配合单位：区财政局
（1）改造水厂。
▲责任单位：清溪镇
（2）修好泵房。
""",
        words,
    )
    assert column(parsed, "no", "section", "content", "leads", "supports", "deadline_text", "doubts") == [
        ("1", "一、稳岗位", "举办招聘会。", "区人社局", "清溪镇", "3月底前", ""),
        ("2", "一、稳岗位", "开办培训班。", "区教育局", "", "9月底", ""),
        ("1", "二、保供水", "改造水厂。", "区水务局", "区财政局", "", ""),
        ("2", "二、保供水", "修好泵房。", "清溪镇", "", "", ""),
    ]


def test_a_marked_unit_above_its_item_and_a_time_behind_it(words: Words) -> None:
    parsed = read(
        """
一、医校同行
★区教育局（会同区卫健局、清溪镇）
1.学校配备校医（含聘用），覆盖所有班级。【8月底前】
★区人民医院
2.开设近视门诊。（长期）
二、全民健身
★区体育局（会同各镇）
3.开放球场12处。（2023—2025年）
""",
        words,
    )
    assert column(parsed, "content", "leads", "supports", "deadline_text") == [
        ("学校配备校医（含聘用），覆盖所有班级。", "区教育局", "区卫健局、清溪镇", "8月底前"),
        ("开设近视门诊。", "区人民医院", "", "长期"),
        ("开放球场12处。（2023—2025年）", "区体育局", "各镇", ""),
    ]


def test_a_time_in_brackets_before_a_line_of_units(words: Words) -> None:
    parsed = read("1.修缮校舍。（3月底前）\n由区教育局牵头，清溪镇配合。\n2.修桥。（区交通局负责）", words)
    assert column(parsed, "content", "leads", "supports", "deadline_text")[0] == (
        "修缮校舍。", "区教育局", "清溪镇", "3月底前"
    )  # fmt: skip


def test_a_bracket_that_speaks_for_the_items_above(words: Words) -> None:
    parsed = read(
        """
一、市容
1.清理张贴物。
2.增设座椅。
（以上两项由区城管局牵头，各镇配合）
3.取缔占道摊点。（区城管局负责，9月20日前完成）
二、交通
1.施划车位。
2.调整信号灯。
以上两项由区交通局牵头，清溪镇配合。时限：2月28日前。
""",
        words,
    )
    assert column(parsed, "content", "leads", "supports", "deadline_text", "doubts") == [
        ("清理张贴物。", "区城管局", "各镇", "", ""),
        ("增设座椅。", "区城管局", "各镇", "", ""),
        ("取缔占道摊点。", "区城管局", "", "9月20日前完成", ""),
        ("施划车位。", "区交通局", "清溪镇", "2月28日前", ""),
        ("调整信号灯。", "区交通局", "清溪镇", "2月28日前", ""),
    ]


def test_measures_under_what_was_found(words: Words) -> None:
    parsed = read(
        """
问题一：会议偏多
整改措施1：精简会议。
牵头科室：办公室
问题二：台账不清
整改措施2：清理台账。
牵头科室：财务科
整改措施3：每季盘点。
牵头科室：财务科
""",
        words,
    )
    assert column(parsed, "no", "section", "content", "leads") == [
        ("1", "问题一：会议偏多", "精简会议。", "办公室"),
        ("2", "问题二：台账不清", "清理台账。", "财务科"),
        ("3", "问题二：台账不清", "每季盘点。", "财务科"),
    ]


def test_numbers_with_letters(words: Words) -> None:
    parsed = read(
        "A. 党建\nA1 开好党课。（办公室负责）\nA2 结对共建。（团委负责）\nB. 业务\nB1 新书上架。（采编部负责）", words
    )
    assert column(parsed, "no", "section", "content") == [
        ("A1", "A. 党建", "开好党课。"), ("A2", "A. 党建", "结对共建。"), ("B1", "B. 业务", "新书上架。")
    ]  # fmt: skip


def test_labels_between_bars_behind_an_arrow(words: Words) -> None:
    parsed = read("1.新书上架 →主责：采编部|参与：分馆|时限：7月底\n2.开好党课 →主责：团委|参与：—|时限：全年", words)
    assert column(parsed, "content", "leads", "supports", "deadline_text") == [
        ("新书上架", "采编部", "分馆", "7月底"), ("开好党课", "团委", "", "全年")
    ]  # fmt: skip


def test_a_post_and_a_name_in_a_heading(words: Words) -> None:
    parsed = read("一、副区长张三领办\n1.修桥。\n承办单位：区交通局\n二、区长领办\n2.修路。\n承办单位：区交通局", words)
    assert column(parsed, "leaders") == [("张三",), ("区长",)]


def test_units_that_are_charged_with_a_task(words: Words) -> None:
    parsed = read(
        "1.清理卫生死角。\n责成清溪镇办理，区城管局跟踪督促。时限：1月底前。\n2.修桥。交由区交通局办理。", words
    )
    assert column(parsed, "content", "leads", "supports", "deadline_text", "doubts") == [
        ("清理卫生死角。", "清溪镇", "区城管局", "1月底前", ""), ("修桥。", "区交通局", "", "", "")
    ]  # fmt: skip
