"""What the letter around the tasks says of them."""

from __future__ import annotations

import pytest

from breakdown.words import Words
from tests.parse.readings import codes, column, read

TASKS = "1.新建学校。（责任单位：区教育局、区财政局、各镇等）\n2.修好水渠。（责任单位：区水务局）"


@pytest.mark.parametrize(
    "rule",
    ["任务涉及多个单位的，列第一位的为牵头单位，其余配合。", "排在首位的责任单位牵头负责。", "第一责任单位负责牵头。"],
)
def test_the_letter_says_that_the_first_named_unit_leads(words: Words, rule: str) -> None:
    parsed = read(f"云河区人民政府关于分解2023年任务的通知\n{rule}\n{TASKS}", words)
    assert column(parsed, "leads", "supports") == [("区教育局", "区财政局、各镇等"), ("区水务局", "")]
    assert codes(parsed) == ["layout"]


def test_without_such_a_rule_all_of_them_lead(words: Words) -> None:
    parsed = read(f"云河区人民政府关于分解2023年任务的通知\n各单位要牵头抓好落实。\n{TASKS}", words)
    assert column(parsed, "leads", "supports")[0] == ("区教育局、区财政局、各镇等", "")


def test_the_rule_does_not_touch_rows_that_name_supports(words: Words) -> None:
    parsed = read(f"列第一位的为牵头单位。\n{TASKS}\n3.修路。（责任单位：区交通局、区财政局；配合单位：各镇）", words)
    assert column(parsed, "leads")[2] == ("区交通局、区财政局",)


def test_a_rule_inside_a_bracket_holds_from_there_on(words: Words) -> None:
    parsed = read(
        """
1.新建学校。（区教育局、区财政局；列第一位的为牵头单位，下同）
2.修好水渠。（区水务局、区财政局）
3.修路。（区交通局、区财政局分别牵头，各镇配合）
""", words,
    )
    assert column(parsed, "leads", "supports") == [
        ("区教育局", "区财政局"), ("区水务局", "区财政局"), ("区交通局、区财政局", "各镇"),
    ]
    assert codes(parsed) == ["layout"]


def test_the_rule_holds_for_lists_whose_verb_says_of_none_that_it_leads(words: Words) -> None:
    text = """
云河区任务
1.新建学校。（区教育局、区财政局负责，列第一位者为牵头单位，下同）
2.修桥。（区交通局、区水利局落实）
3.修路。（区住建局、区交通局分别牵头）
"""
    assert column(read(text, words), "leads", "supports") == [
        ("区教育局", "区财政局"), ("区交通局", "区水利局"), ("区住建局、区交通局", ""),
    ]  # fmt: skip


def test_a_rule_inside_a_label_holds_for_its_task_only(words: Words) -> None:
    rule = "责任单位（第一个为牵头单位）：区教育局、区财政局"
    parsed = read(f"1.建校。\n{rule}\n2.修渠。\n责任单位：区水务局、区农业局", words)
    assert column(parsed, "leads", "supports") == [("区教育局", "区财政局"), ("区水务局、区农业局", "")]


def test_a_mark_says_who_leads(words: Words) -> None:
    tasks = "1.建校。（责任单位：区财政局、区教育局★）\n2.修渠。（责任单位：区水务局、区农业局）"
    parsed = read(f"标★的为牵头单位。\n{tasks}", words)
    assert column(parsed, "leads", "supports") == [("区教育局", "区财政局"), ("区水务局、区农业局", "")]


def test_a_mark_may_be_explained_by_itself_and_stand_before_names_parted_by_blanks(words: Words) -> None:
    tasks = "1.建校。\n责任单位：区财政局 ▲区教育局\n2.修渠。\n责任单位：▲区水务局 区农业局"
    parsed = read(f"云河区任务（▲为牵头单位，其余配合）\n{tasks}", words)
    assert column(parsed, "leads", "supports") == [("区教育局", "区财政局"), ("区水务局", "区农业局")]


def test_a_font_that_says_who_leads_is_a_doubt(words: Words) -> None:
    tasks = "1.建校。（责任单位：区财政局、区教育局）\n2.修渠。（责任单位：区水务局）"
    parsed = read(f"加粗的为牵头单位。\n{tasks}", words)
    assert [bool(doubt) for (doubt,) in column(parsed, "doubts")] == [True, False]


def test_those_who_support_every_task(words: Words) -> None:
    tasks = "1.建校。（责任单位：区教育局）\n2.修渠。（责任单位：区水务局；配合单位：各镇）"
    parsed = read(f"以下任务均由各镇配合。\n{tasks}", words)
    assert column(parsed, "leads", "supports") == [("区教育局", "各镇"), ("区水务局", "各镇")]


def test_title_and_year(words: Words) -> None:
    parsed = read(f"云河区人民政府办公室\n关于印发2023年重点任务分解方案的通知\n云政办〔2024〕1号\n{TASKS}", words)
    assert parsed.front.title == "云河区人民政府办公室关于印发2023年重点任务分解方案的通知"
    assert (parsed.front.year, parsed.front.year_source) == (2023, "标题")


@pytest.mark.parametrize(
    "title",
    ["云河县２０２４年任务清单", "云河县任务清单\n云政办〔２０２４〕３号", "云河县任务清单\n２０２４年３月２日"],
)
def test_the_year_may_be_printed_in_wide_digits(words: Words, title: str) -> None:
    assert read(f"{title}\n{TASKS}", words).front.year == 2024


@pytest.mark.parametrize(
    ("letter", "deadlines"),
    [
        ("各项任务除已注明时限外，均应于2023年11月底前完成。", ["6月底前", "2023年11月底前"]),
        ("未注明完成时限的，一律于12月20日前办结。", ["6月底前", "12月20日前"]),
        ("以上任务请于2023年10月底前完成。", ["6月底前", "2023年10月底前"]),
        ("各项任务的落实情况，各单位须于11月底前报区政府办公室。", ["6月底前", ""]),
    ],
)
def test_a_time_for_all_tasks_that_name_none(words: Words, letter: str, deadlines: list[str]) -> None:
    tasks = "一、建设\n1.建校。（责任单位：区教育局；完成时限：6月底前）\n2.修渠。（责任单位：区水务局）"
    parsed = read(f"云河区2023年任务分解\n{letter}\n{tasks}", words)
    assert [text for (text,) in column(parsed, "deadline_text")] == deadlines
    doubts = [text for (text,) in column(parsed, "doubts")]
    assert [bool(text) for text in doubts] == [False, bool(deadlines[1])]


@pytest.mark.parametrize(
    "letter", ["各镇（街道）为各项任务的配合单位。", "请抓好落实，各镇（街道）均为以上任务的配合单位。"]
)
def test_units_that_support_all_tasks(words: Words, letter: str) -> None:
    tasks = "一、建设\n1.建校。（责任单位：区教育局）\n2.修渠。（区水务局牵头，区财政局配合）"
    parsed = read(f"云河区2023年任务分解\n{letter}\n{tasks}", words)
    assert column(parsed, "supports") == [("各镇（街道）",), ("区财政局、各镇（街道）",)]
    assert [problem.code for problem in parsed.problems if "各镇（街道）" in problem.sentence] == ["layout"]
