"""Numbered text: numbering of many kinds, steps inside a task, headings, covering letters."""

from __future__ import annotations

import pytest

from breakdown.words import Words
from tests.parse.readings import codes, column, read


@pytest.mark.parametrize(
    ("first", "second"),
    [("1.", "2."), ("1、", "2、"), ("１．", "２．"), ("（1）", "（2）"), ("1)", "2)"), ("（一）", "（二）"),
     ("一是", "二是"), ("第一条 ", "第二条 "), ("①", "②"), ("⒈", "⒉"), ("⑴", "⑵"), ("㈠", "㈡"), ("任务1：", "任务2："),
     ("第1项 ", "第2项 "), ("Ⅰ、", "Ⅱ、"), ("I. ", "II. "), ("(1).", "(2)."), ("壹、", "贰、"),
     ("（ 一 ）", "（ 二 ）"), ("【1】", "【2】")],
)
def test_styles_of_numbering(words: Words, first: str, second: str) -> None:
    parsed = read(f"{first}一般支出压减。（区财政局负责）\n{second}5G基站建成。（区教育局负责）", words)
    assert column(parsed, "content", "leads") == [("一般支出压减。", "区财政局"), ("5G基站建成。", "区教育局")]


def test_a_year_behind_a_number_is_no_decimal(words: Words) -> None:
    parsed = read("1.2023年的项目提前开工。（区财政局负责）\n2.建成1.5公里道路。（区财政局负责）", words)
    assert column(parsed, "no", "content") == [("1", "2023年的项目提前开工。"), ("2", "建成1.5公里道路。")]


def test_steps_between_a_task_and_its_units_belong_to_it(words: Words) -> None:
    parsed = read(
        """
一、抓项目
1.建成水厂。
（1）6月底前完成方案。
（2）年底前通水。
责任单位：区水务局
2.修好水渠。
一是编制方案。
二是组织施工。
责任单位：区农业局
3.清理河道。
责任单位：清溪镇
（1）每月一次。
""",
        words,
    )
    assert column(parsed, "content", "leads") == [
        ("建成水厂。\n（1）6月底前完成方案。\n（2）年底前通水。", "区水务局"),
        ("修好水渠。\n一是编制方案。\n二是组织施工。", "区农业局"),
        ("清理河道。\n（1）每月一次。", "清溪镇"),
    ]
    assert codes(parsed) == []


def test_lower_tasks_with_units_of_their_own_are_no_steps(words: Words) -> None:
    parsed = read(
        "1.抓项目\n（1）建成水厂。\n责任单位：区水务局\n（2）修好水渠。\n责任单位：区农业局\n2.抓作风\n（1）减少会议。\n"
        "（2）精简文件。\n责任单位：区政府办",
        words,
    )
    assert column(parsed, "content", "subsection", "section")[0] == ("建成水厂。", "", "1.抓项目")
    assert len(parsed.written) == 4


def test_measures_numbered_under_their_label(words: Words) -> None:
    parsed = read(
        """
一、抓项目
（一）供水保障
工作目标：通水。
工作举措：
1.编制方案。
2.组织施工。
责任单位：区水务局
（二）河道整治
1.工作目标：见成效。
2.工作举措：清淤。
3.责任单位：清溪镇
""",
        words,
    )
    assert column(parsed, "no", "subsection", "goal", "content", "leads") == [
        ("一", "（一）供水保障", "通水。", "1.编制方案。\n2.组织施工。", "区水务局"),
        ("二", "（二）河道整治", "见成效。", "清淤。", "清溪镇"),
    ]


def test_a_leader_named_in_a_heading_leads_all_below_it(words: Words) -> None:
    parsed = read(
        "一、抓项目\n（一）供水（牵头领导：赵清源）\n1.建成水厂。（责任单位：区水务局）\n"
        "2.修好水渠。（责任单位：区农业局）",
        words,
    )
    assert column(parsed, "content", "leaders") == [("建成水厂。", "赵清源"), ("修好水渠。", "赵清源")]


@pytest.mark.parametrize(
    ("first", "second"), [("1.1", "1.2"), ("1-1 ", "1-2 "), ("1.1.1 ", "1.1.2 "), ("3 ", "4 "), ("204：", "205：")]
)
def test_numbers_that_could_be_figures_count_where_they_go_on(words: Words, first: str, second: str) -> None:
    parsed = read(f"一、抓项目\n{first}建成水厂。（区水务局负责）\n{second}修好水渠。（区农业局负责）", words)
    assert column(parsed, "no", "content") == [
        (first.strip(" ："), "建成水厂。"), (second.strip(" ："), "修好水渠。"),
    ]
    assert set(column(parsed, "section")) == {("一、抓项目",)}


def test_digits_glued_to_a_number_that_is_next(words: Words) -> None:
    parsed = read(
        "1.5G基站建成。（区财政局负责）\n2.121人才梯队成形。（区教育局负责）\n3.2023年底前通车。（区财政局负责）\n"
        "4.6亿元投入到位。（区财政局负责）", words,
    )
    assert column(parsed, "no", "content")[:3] == [
        ("1", "5G基站建成。"), ("2", "121人才梯队成形。"), ("3", "2023年底前通车。"),
    ]
    assert codes(parsed) == ["unread"]


def test_bullets_are_tasks_where_they_state_duties(words: Words) -> None:
    parsed = read(
        "一、抓项目\n●建成水厂。（区水务局负责）\n●修好水渠。（区农业局负责）\n二、抓作风\n●减少会议。（区政府办负责）",
        words,
    )
    assert column(parsed, "no", "section", "content") == [
        ("", "一、抓项目", "建成水厂。"), ("", "一、抓项目", "修好水渠。"), ("", "二、抓作风", "减少会议。"),
    ]
    assert codes(parsed) == []


def test_a_star_before_a_number_stays_with_the_text(words: Words) -> None:
    parsed = read("1.建成水厂。（区水务局负责）\n★2.修好水渠。（区农业局负责）", words)
    assert column(parsed, "no", "content") == [("1", "建成水厂。"), ("2", "★修好水渠。")]


def test_dashes_may_head_the_tasks_below_them(words: Words) -> None:
    parsed = read(
        "一、抓项目\n——在供水上见成效\n1、建成水厂。（区水务局负责）\n——在作风上见成效\n"
        "2、减少会议。（区政府办负责）", words,
    )
    assert column(parsed, "no", "subsection") == [("1", "——在供水上见成效"), ("2", "——在作风上见成效")]


@pytest.mark.parametrize("frame", ["【{}】", "{}", "第一部分 {}"])
def test_headings_of_other_kinds(words: Words, frame: str) -> None:
    parsed = read(
        f"云河区2023年重点任务分解\n{frame.format('城乡建设')}\n1.建成水厂。（区水务局负责）\n2.修好水渠。\n责任单位：区农业局\n"
        f"{frame.format('民生保障')}\n3.新增就业。（区人社局负责）", words,
    )
    names = [frame.format(name) for name in ("城乡建设", "城乡建设", "民生保障")]
    assert [name for (name,) in column(parsed, "section")] == names
    assert codes(parsed) == []


def test_headings_without_number_over_paragraphs_without_number(words: Words) -> None:
    parsed = read(
        "城乡建设\n建成水厂。（区水务局负责）\n修好水渠。（区农业局负责）\n民生保障\n新增就业。（区人社局负责）\n"
        "改造敬老院。（区民政局负责）", words,
    )
    assert [name for (name,) in column(parsed, "section")] == ["城乡建设"] * 2 + ["民生保障"] * 2
    assert column(parsed, "content")[2] == ("新增就业。",)


def test_points_of_a_letter_with_arabic_numbers_are_not_above_its_sections(words: Words) -> None:
    parsed = read(f"1.明确任务。\n2.加强督查。\n一、抓项目\n（一）供水\n{TASKS}", words)
    assert set(column(parsed, "section", "subsection")) == {("一、抓项目", "（一）供水")}


def test_lower_tasks_in_brackets_of_chinese_numbers(words: Words) -> None:
    parsed = read(
        "1.抓项目\n（一）建成水厂。（区水务局负责）\n（二）修好水渠。（区农业局负责）\n2.抓作风\n（一）减少会议。（区政府办负责）\n"
        "（二）精简文件。（区政府办负责）", words,
    )
    assert [name for (name,) in column(parsed, "section")] == ["1.抓项目"] * 2 + ["2.抓作风"] * 2


def test_a_list_of_units_may_go_on_in_the_next_line(words: Words) -> None:
    text = "1.建成水厂。\n责任单位：区水务局、\n区财政局\n配合单位：各镇\n2.修好水渠。\n责任单位：区农业局"
    parsed = read(text, words)
    assert column(parsed, "leads", "supports")[0] == ("区水务局\n区财政局", "各镇")
    assert codes(parsed) == []


LETTER = """
云河区人民政府关于分解2023年重点任务的通知
一、落实责任。（各责任单位）
二、加强督查。（区政府督查室负责）
云河区人民政府
2023年2月3日
2023年重点任务分解
"""
TASKS = "".join(f"{number}.办成实事{'好' * number}。（区财政局负责）\n" for number in range(1, 9))


def test_points_of_a_letter_are_no_tasks(words: Words) -> None:
    parsed = read(f"{LETTER}一、抓项目\n{TASKS}", words)
    assert len(parsed.written) == 8
    assert set(parsed.written["section"]) == {"一、抓项目"}
    assert codes(parsed) == []


def test_the_last_point_of_a_letter_is_no_section(words: Words) -> None:
    parsed = read(f"一、明确任务。各单位要对照清单。\n二、加强督查。督查室要定期督查通报。\n{TASKS}", words)
    assert len(parsed.written) == 8
    assert set(parsed.written["section"]) == {""}


def test_a_short_second_heading_stays_a_section(words: Words) -> None:
    parsed = read(f"一、总体要求\n坚持稳中求进。\n二、重点任务\n{TASKS}", words)
    assert set(parsed.written["section"]) == {"二、重点任务"}


def test_a_letter_with_duties_above_a_table(words: Words) -> None:
    rows = "\n".join(f"{number}\n办成实事{'好' * number}。\n区财政局\n区教育局" for number in range(1, 9))
    parsed = read(f"{LETTER}序号\n任务\n牵头单位\n配合单位\n{rows}", words)
    assert len(parsed.written) == 8
    assert set(parsed.written["part"]) == {"table"}
    assert codes(parsed) == []


def test_copies_and_imprint_are_furniture(words: Words) -> None:
    parsed = read(f"{TASKS}抄送：区委办公室。\n云河区人民政府办公室　2023年2月3日印发", words)
    assert len(parsed.written) == 8
    assert codes(parsed) == []


def test_paragraphs_without_numbers_that_close_with_duties_are_tasks(words: Words) -> None:
    parsed = read(
        """
云河区2021年重点任务分工
一、城乡建设
修建清溪桥，9月底前通车。（责任单位：区交通局）
完成老旧小区改造20个，
惠及居民3600户。（责任单位：区住建局、区财政局）
二、民生保障
新增就业3000人。
责任单位：区人社局
配合单位：各镇
改造敬老院2所。
责任单位：区民政局
""",
        words,
    )
    assert column(parsed, "no", "section", "content", "leads", "supports") == [
        ("", "一、城乡建设", "修建清溪桥，9月底前通车。", "区交通局", ""),
        ("", "一、城乡建设", "完成老旧小区改造20个，\n惠及居民3600户。", "区住建局、区财政局", ""),
        ("", "二、民生保障", "新增就业3000人。", "区人社局", "各镇"),
        ("", "二、民生保障", "改造敬老院2所。", "区民政局", ""),
    ]
    assert codes(parsed) == []
