"""Several tasks under one number, in text and in tables."""

from __future__ import annotations

import pytest

from breakdown.words import Words
from tests.parse.readings import codes, column, read
from tests.parse.tables import UP, read_tables

A, B, C = "区财政局", "区教育局", "区水务局"


@pytest.mark.parametrize(
    "text",
    [
        f"修桥三座（责任单位：{A}）；修路五公里（责任单位：{B}；完成时限：6月底前）。",
        f"修桥三座。（责任单位：{A}）修路五公里。（责任单位：{B}；完成时限：6月底前）",
        f"修桥三座，责任单位：{A}；修路五公里，责任单位：{B}，完成时限：6月底前。",
        f"修桥三座。（责任单位：{A}）\n修路五公里。（责任单位：{B}；完成时限：6月底前）",
        f"修桥三座。\n责任单位：{A}\n修路五公里。\n责任单位：{B}\n完成时限：6月底前",
        f"修桥三座。（{A}牵头）\n修路五公里。（{B}牵头，6月底前）",
    ],
)
def test_text_and_units_twice_under_one_number(words: Words, text: str) -> None:
    parsed = read(f"一、建设\n1.{text}\n2.修渠。（责任单位：{C}）", words)
    rows = column(parsed, "no", "section", "leads", "deadline_text")
    assert rows == [("1", "一、建设", A, ""), ("1", "一、建设", B, "6月底前"), ("2", "一、建设", C, "")]
    assert [content.rstrip("。，") for (content,) in column(parsed, "content")] == ["修桥三座", "修路五公里", "修渠"]
    assert [bool(doubt) for (doubt,) in column(parsed, "doubts")] == [True, True, False]
    assert codes(parsed) == []


def test_words_behind_the_last_units_belong_to_the_last_task(words: Words) -> None:
    parsed = read(f"1.修桥三座（牵头单位：{A}），修路五公里（牵头单位：{B}），年底完工。\n2.修渠。（{C}负责）", words)
    assert column(parsed, "content", "leads")[:2] == [("修桥三座", A), ("修路五公里，年底完工。", B)]


@pytest.mark.parametrize(
    "text",
    [
        f"修桥三座。（责任单位：{A}）（完成时限：6月底前）",
        f"修桥三座（牵头单位：{A}；责任单位：{B}）。",
        f"修桥三座。牵头单位：{A}。责任单位：{B}。",
        f"修桥三座。牵头单位：{A}；6月底前完成；责任单位：{B}。",
        f"修桥三座。\n责任单位：{A}\n责任单位：{B}",
    ],
)
def test_one_task_with_several_labels_stays_one(words: Words, text: str) -> None:
    parsed = read(f"1.{text}\n2.修渠。（责任单位：{C}）", words)
    assert [no for (no,) in column(parsed, "no")] == ["1", "2"]
    assert column(parsed, "doubts") == [("",), ("",)]


def test_a_number_merged_over_rows_with_units_of_their_own(words: Words) -> None:
    head = ["序号", "任务", "责任单位"]
    parsed = read_tables(words, [head, ["1", "修桥。", A], [UP, "修路。", B], ["2", "修渠。", C]])
    assert column(parsed, "no", "content", "leads") == [("1", "修桥。", A), ("1", "修路。", B), ("2", "修渠。", C)]
