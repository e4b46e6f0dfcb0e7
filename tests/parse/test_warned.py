"""A task is doubted where a line beside it went nowhere, or its text still names units."""

from __future__ import annotations

import pytest

from breakdown.words import Words
from tests.parse.readings import column, read


def _doubts(text: str, words: Words) -> list[str]:
    return [doubts for (doubts,) in column(read(text, words), "doubts")]


def test_a_line_behind_a_task_that_nothing_takes_is_told_there(words: Words) -> None:
    first, second = _doubts(
        """
1.修建清溪桥。
牵头单位：区交通局
此事拖了三年
2.修缮校舍。
牵头单位：区教育局
""",
        words,
    )
    assert first == "下面一行没有归入：“此事拖了三年”" and second == ""


def test_a_line_under_a_heading_is_told_to_the_task_below(words: Words) -> None:
    first, second = _doubts(
        """
一、城乡建设
1.修建清溪桥。
牵头单位：区交通局
二、民生保障
本节均要在月底见效
1.修缮校舍。
牵头单位：区教育局
""",
        words,
    )
    assert first == "" and second == "上面一行没有归入：“本节均要在月底见效”"


def test_dates_and_notes_inside_the_list_are_no_cause(words: Words) -> None:
    text = "\n1.修建清溪桥。（区交通局负责）\n2.修缮校舍。（区教育局负责）\n2024年3月1日\n"
    assert _doubts(text, words) == ["", ""]


def test_words_of_its_own_line_that_no_column_holds_are_told(words: Words) -> None:
    line = "1.修建清溪桥。（区交通局牵头，区财政局配合）"
    assert _doubts(f"\n{line}\n2.修缮校舍。（区教育局负责）\n", words) == ["", ""]


def test_the_task_behind_a_gap_is_doubted(words: Words) -> None:
    doubts = _doubts("\n1.修桥。（区交通局负责）\n2.修路。（区交通局负责）\n4.修校舍。（区教育局负责）\n", words)
    assert doubts == ["", "", "编号不连续：“2”之后是“4”"]


@pytest.mark.parametrize(
    "left",
    [
        "【区交通局挑梁，区财政局帮衬】",
        "挑梁的：区交通局、区财政局",
        "责成区交通局操办，区财政局盯着",
    ],
)
def test_units_that_stay_in_the_text_are_pointed_at(left: str, words: Words) -> None:
    doubts = _doubts(f"\n1.修建清溪桥。{left}\n2.修校舍。（区教育局负责）\n3.修路。（区交通局负责）\n", words)
    assert "内容里可能还有责任单位" in doubts[0] and left.strip(" 。")[:8] in doubts[0]
    assert doubts[1:] == ["", ""]


@pytest.mark.parametrize(
    "text", ["落实《区教育局办学意见》", "改造泵站（含配套水厂6座）", "热线：每天畅通", "整治环境，提升服务"]
)
def test_other_brackets_and_colons_are_not(text: str, words: Words) -> None:
    assert _doubts(f"\n1.修建清溪桥，{text}。（区交通局负责）\n2.修路。（区交通局负责）\n", words) == ["", ""]


def test_a_name_that_says_more_than_a_name_is_told(words: Words) -> None:
    text = "\n1.修桥。\n牵头单位：责成区交通局\n2.修校舍。\n牵头单位：区教育局\n"
    doubts = _doubts(text, words)
    assert doubts == ["“责成区交通局”可能不只是单位名称", ""]


def test_units_and_labels_in_a_deadline_are_told(words: Words) -> None:
    doubts = _doubts("\n1.修桥。\n责任单位：区交通局\n完成时限：各乡镇，8月底前\n2.修路。\n责任单位：区交通局\n", words)
    assert doubts[0].startswith("完成时限里可能还有别的内容：“各乡镇") and doubts[1] == ""


@pytest.mark.parametrize(
    ("units", "told"),
    [("区商务局 区财政局、区水务局", True), ("区商务局、区财政局", False), ("区商务局 区财政局", False)],
)
def test_a_blank_in_a_list_with_marks_is_told(units: str, told: bool, words: Words) -> None:
    (doubts,) = _doubts(f"1.修建清溪桥。（{units}）", words)
    assert ("“区商务局 区财政局”之间只有空格" in doubts) == told
