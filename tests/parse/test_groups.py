"""Duties that hold for several items, headings that name leaders and units, letters around and inside the list."""

from __future__ import annotations

import pytest

from breakdown.words import Words
from tests.parse.readings import codes, column, read

TITLE = "云河区2023年重点任务分工\n"


def test_a_leader_in_a_heading_leads_all_below_it(words: Words) -> None:
    parsed = read(
        f"{TITLE}一、张三市长牵头重点工作\n1.建成水厂。\n责任单位：区水务局\n二、李四、赵清源副区长分管工作（1项）\n2.招商。\n"
        "责任单位：区商务局", words,
    )
    assert column(parsed, "section", "leaders", "leads", "doubts") == [
        ("一、张三市长牵头重点工作", "张三", "区水务局", ""),
        ("二、李四、赵清源副区长分管工作（1项）", "李四、赵清源", "区商务局", ""),
    ]


def test_leaders_in_headings_of_a_list_without_units(words: Words) -> None:
    parsed = read(f"{TITLE}一、张三市长牵头重点工作\n1.建成水厂。\n2.修渠。\n二、副区长分管工作\n3.招商。", words)
    assert column(parsed, "no", "leaders") == [("1", "张三"), ("2", "张三"), ("3", "副区长")]


def test_a_list_arranged_by_units(words: Words) -> None:
    parsed = read(f"{TITLE}一、区水务局（2项）\n1.建成水厂。\n2.修渠。\n二、区商务局\n3.招商三十家。", words)
    assert column(parsed, "no", "leads") == [("1", "区水务局"), ("2", "区水务局"), ("3", "区商务局")]
    assert all(doubt for (doubt,) in column(parsed, "doubts"))


@pytest.mark.parametrize("closing", ["（责任单位：{}）", "\n责任单位：{}", "（{}负责）"])
def test_items_take_over_the_units_of_their_heading(words: Words, closing: str) -> None:
    parsed = read(
        f"{TITLE}（一）城乡建设{closing.format('区住建局')}\n1.建成水厂一座。\n2.修渠三公里。（区农业局负责）\n"
        f"（二）民生保障{closing.format('区教育局')}\n3.新建学校三所。", words,
    )
    assert column(parsed, "no", "leads") == [("1", "区住建局"), ("2", "区农业局"), ("3", "区教育局")]
    assert [bool(doubt) for (doubt,) in column(parsed, "doubts")] == [True, False, True]
    assert codes(parsed) == []


def test_a_lead_in_the_heading_and_responsible_units_at_the_items(words: Words) -> None:
    parsed = read(
        f"{TITLE}（一）城乡建设\n牵头单位：区住建局\n1.建成水厂。责任单位：区水务局\n2.修渠。责任单位：区农业局", words
    )
    assert column(parsed, "leads", "supports") == [("区住建局", "区水务局"), ("区住建局", "区农业局")]
    assert all(doubt for (doubt,) in column(parsed, "doubts"))


def test_parents_with_text_and_units_are_tasks_and_speak_for_items_without(words: Words) -> None:
    parsed = read(
        "1.加快供水工程，保障供水安全。（区水务局牵头）\n（1）建成水厂。（区水务局负责）\n（2）修渠。\n"
        "2.办好学校。（区教育局负责）", words,
    )
    assert column(parsed, "no", "content", "leads") == [
        ("1", "加快供水工程，保障供水安全。", "区水务局"), ("1", "建成水厂。", "区水务局"), ("2", "修渠。", "区水务局"),
        ("2", "办好学校。", "区教育局"),
    ]
    assert [bool(doubt) for (doubt,) in column(parsed, "doubts")] == [False, False, True, False]


def test_one_line_of_units_below_several_items(words: Words) -> None:
    parsed = read(
        f"{TITLE}一、城乡建设\n1.建成水厂一座。\n2.修渠三公里。\n责任单位：区水务局；完成时限：年底前\n3.招商三十家。\n"
        "责任单位：区商务局", words,
    )
    assert column(parsed, "section", "no", "leads", "deadline_text") == [
        ("一、城乡建设", "1", "区水务局", "年底前"), ("一、城乡建设", "2", "区水务局", "年底前"),
        ("一、城乡建设", "3", "区商务局", ""),
    ]
    assert [bool(doubt) for (doubt,) in column(parsed, "doubts")] == [True, False, False]


def test_one_item_that_lacks_its_line_among_many_is_not_guessed(words: Words) -> None:
    items = [f"{at}.办好实事。\n责任单位：区财政局" for at in range(1, 9)]
    items[4] = "5.办好难事。"
    parsed = read(TITLE + "\n".join(items), words)
    assert column(parsed, "leads")[4] == ("",)
    assert "没有读到牵头单位" in column(parsed, "doubts")[4][0]


LETTER_BEHIND = """三、{}
（一）加强领导。各单位要高度重视。
（二）严格督查。每季度末月20日前报送进展。
云河区人民政府
2023年3月1日"""


@pytest.mark.parametrize("heading", ["工作要求", "切实加强组织保障", "有关事项"])
def test_a_letter_around_the_tasks_is_no_task(words: Words, heading: str) -> None:
    parsed = read(
        f"{TITLE}一、总体要求\n（一）指导思想。以人民为中心。\n（二）工作目标：到年底，全面完成。\n二、重点任务\n"
        f"（一）建成水厂。（责任单位：区水务局）\n（二）修渠。（责任单位：区农业局）\n{LETTER_BEHIND.format(heading)}",
        words,
    )
    assert column(parsed, "section", "content") == [("二、重点任务", "建成水厂。"), ("二、重点任务", "修渠。")]
    assert codes(parsed) == []
    assert any("每季度末月" in text for text in parsed.front.texts)


def test_a_letter_behind_a_heading_without_number(words: Words) -> None:
    parsed = read(
        f"{TITLE}1.建成水厂。（责任单位：区水务局）\n2.修渠。（责任单位：区农业局）\n有关要求：\n一、高度重视。各单位要落实。\n"
        "二、按时报送。每月5日前报送。", words,
    )
    assert column(parsed, "no") == [("1",), ("2",)]
    assert codes(parsed) == []


def test_requirements_with_units_of_their_own_are_tasks(words: Words) -> None:
    parsed = read(
        f"{TITLE}一、重点任务\n1.建成水厂。（责任单位：区水务局）\n二、组织保障\n2.建立专班。（责任单位：区政府办）",
        words,
    )
    assert column(parsed, "no", "leads") == [("1", "区水务局"), ("2", "区政府办")]


def test_attachments_begin_anew(words: Words) -> None:
    parsed = read(
        """
云河区人民政府关于印发2023年重点任务的通知
一、提高认识。各单位要抓好落实。
二、按时报送。每季度末月20日前报区政府办公室，由区政府督查室负责汇总。
附件：1.重点任务分解
2.民生实事清单
云河区人民政府
2023年3月1日
附件1
云河区2023年
重点任务分解
一、城乡建设
1.建成水厂。（责任单位：区水务局）
附件2
民生实事清单
1.新建学校。（责任单位：区教育局）
2.改造敬老院。（责任单位：区民政局）
""",
        words,
    )
    assert column(parsed, "section", "no", "leads") == [
        ("一、城乡建设", "1", "区水务局"), ("民生实事清单", "1", "区教育局"), ("民生实事清单", "2", "区民政局"),
    ]
    assert codes(parsed) == []


def test_a_list_that_names_no_units(words: Words) -> None:
    parsed = read(
        f"{TITLE}一、城乡建设\n（一）建成水厂。\n（二）修渠。\n二、工作要求\n（一）加强领导。\n三、民生\n（三）建学校。",
        words,
    )
    assert column(parsed, "section", "content") == [
        ("一、城乡建设", "建成水厂。"), ("一、城乡建设", "修渠。"), ("三、民生", "建学校。"),
    ]
    assert all("没有写明责任单位" in doubt for (doubt,) in column(parsed, "doubts"))


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}一、提高认识。\n二、抓好落实。\n三、严格考核。\n附件：重点任务分解\n云河区人民政府\n2023年3月1日",
        "关于开会的通知\n一、时间\n（一）上午。\n（二）下午。\n二、地点\n（一）礼堂。",
    ],
)
def test_a_letter_alone_is_no_list_of_tasks(words: Words, text: str) -> None:
    assert read(text, words).written.empty


def test_brackets_with_nothing_but_units_close_sentences_of_one_paragraph(words: Words) -> None:
    parsed = read(
        f"{TITLE}建成水厂（一期）一座。（区水务局、区财政局）修渠三公里。（区农业局）新建学校三所（区教育局）。", words
    )
    assert column(parsed, "content", "leads") == [
        ("建成水厂（一期）一座。", "区水务局、区财政局"), ("修渠三公里。", "区农业局"), ("新建学校三所", "区教育局"),
    ]
    assert all(doubt for (doubt,) in column(parsed, "doubts"))


def test_progress_is_kept_as_a_remark(words: Words) -> None:
    parsed = read(
        """
1.建成水厂。完成情况：主体完工，完成率70%。责任单位：区水务局
2.修渠。（责任单位：区农业局）
1-6月完成情况：修渠3公里，占60%。
存在问题：雨水多。
3.建学校。
责任单位：区教育局
完成情况
已开工。
第二年完工。
4.修桥。（责任单位：区交通局）
已完成，100%。
""",
        words,
    )
    assert column(parsed, "content", "remark") == [
        ("建成水厂。", "完成情况：主体完工，完成率70%。"),
        ("修渠。", "1-6月完成情况：修渠3公里，占60%。\n存在问题：雨水多。"),
        ("建学校。", "完成情况：已开工。\n第二年完工。"), ("修桥。", "已完成，100%。"),
    ]
    assert codes(parsed) == []
    assert column(parsed, "doubts") == [("",)] * 4


def test_labels_and_values_on_lines_of_their_own(words: Words) -> None:
    parsed = read(
        "1.建成水厂。\n牵头单位：\n区水务局\n配合单位\n区财政局\n清溪镇\n完成时限\n年底前\n2.修渠。\n牵头单位\n区农业局",
        words,
    )
    assert column(parsed, "leads", "supports", "deadline_text") == [
        ("区水务局", "区财政局\n清溪镇", "年底前"), ("区农业局", "", ""),
    ]
    assert codes(parsed) == []


def test_duties_above_their_items(words: Words) -> None:
    parsed = read(
        f"{TITLE}一、城乡建设\n责任单位：区水务局　完成时限：年底前\n1.建成水厂。\n责任单位：区农业局\n2.修渠。\n"
        "二、民生\n责任单位：区教育局\n3.建学校。", words,
    )
    assert column(parsed, "section", "leads", "deadline_text", "doubts") == [
        ("一、城乡建设", "区水务局", "年底前", ""), ("一、城乡建设", "区农业局", "", ""),
        ("二、民生", "区教育局", "", ""),
    ]
    assert codes(parsed) == []


def test_duties_above_several_items(words: Words) -> None:
    parsed = read(
        f"{TITLE}责任单位：区水务局\n1.建成水厂。\n2.修渠。\n牵头单位：区教育局\n配合单位：各镇\n3.建学校。\n4.改校舍。",
        words,
    )
    assert column(parsed, "leads", "supports") == [("区水务局", "")] * 2 + [("区教育局", "各镇")] * 2
    assert [bool(doubt) for (doubt,) in column(parsed, "doubts")] == [False, True, False, True]
    assert codes(parsed) == []


def test_a_line_that_says_how_many_items_it_closes(words: Words) -> None:
    parsed = read(
        f"{TITLE}1.建成水厂。\n2.修渠。\n3.清淤。\n以上2项，牵头单位：区水务局\n4.建学校。\n5.改校舍。\n"
        "以上两项由区教育局牵头，各镇配合。", words,
    )
    assert column(parsed, "leads", "supports") == [("", ""), *[("区水务局", "")] * 2, *[("区教育局", "各镇")] * 2]
    assert [bool(doubt) for (doubt,) in column(parsed, "doubts")] == [True, False, False, False, False]
    assert codes(parsed) == []
