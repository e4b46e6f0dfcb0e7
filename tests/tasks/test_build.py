"""Notices as other offices write them, from text to tasks, units and dates."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from breakdown.records import Reading
from breakdown.tasks import build_tasks
from breakdown.words import Words
from tests.parse.readings import read

TITLE = "云河区人民政府关于分解2023年重点任务的通知"


def build(text: str, words: Words) -> Reading:
    return build_tasks([("n.txt", read(f"{TITLE}\n{text}", words))], words)


def assigned(reading: Reading, role: str) -> list[str]:
    rows = reading.assignments
    return list(rows.loc[rows["role"] == role, "printed"])


def test_a_bracket_with_units_and_deadline(words: Words) -> None:
    reading = build("1.建成水厂。（牵头单位：区水务局；责任单位：区财政局等；完成时限：6月底前）", words)
    task = reading.tasks.iloc[0]
    assert (assigned(reading, "牵头"), assigned(reading, "配合")) == (["区水务局"], ["区财政局"])
    assert task["due"] == pd.Timestamp(date(2023, 6, 30))
    assert bool(task["open"]) and task["doubts"] == ""


def test_a_sentence_with_units_and_deadline(words: Words) -> None:
    reading = build("1.建成水厂。\n由区水务局牵头，各镇（街道）等单位配合，9月底前完成。", words)
    task = reading.tasks.iloc[0]
    assert task["content"] == "建成水厂。"
    assert (assigned(reading, "牵头"), assigned(reading, "配合")) == (["区水务局"], ["各镇（街道）"])
    assert task["due"] == pd.Timestamp(date(2023, 9, 30))


def test_a_unit_column_with_a_leading_mark(words: Words) -> None:
    header = ["序号", "任务", "责任单位", "完成时限"]
    row = ["1", "建成水厂，铺设管网。", "区水务局（牵头）、云河海关、清溪镇", "长期"]
    reading = build("\n\n".join([*header, *row]), words)
    assert (assigned(reading, "牵头"), assigned(reading, "配合")) == (["区水务局"], ["云河海关", "清溪镇"])
    assert bool(reading.tasks.iloc[0]["ongoing"])
    assert [problem for problem in reading.problems if problem.code == "unit-unknown"] == []


def test_a_count_is_no_unit(words: Words) -> None:
    reading = build("1.建成仓库（其中万吨级1处）。\n责任单位：区商务局\n2.修路。\n责任单位：区交通局", words)
    assert assigned(reading, "牵头") == ["区商务局", "区交通局"]
    assert reading.tasks.iloc[0]["content"] == "建成仓库（其中万吨级1处）。"


def test_a_span_counts_from_the_day_on_which_the_letter_is_signed(words: Words) -> None:
    text = "云河区人民政府\n2023年3月8日\n1.出台办法。\n责任单位：区财政局\n完成时限：自印发之日起2个月内"
    assert build(text, words).tasks.iloc[0]["due"] == pd.Timestamp(date(2023, 5, 8))


YEARLESS = "任务分解表\n1.修路。\n责任单位：区交通局\n完成时限：{}\n2.架桥。\n责任单位：区交通局\n完成时限：6月底前"


def test_a_notice_without_any_year_has_no_dates_and_says_so(words: Words) -> None:
    reading = build_tasks([("n.txt", read(YEARLESS.format("5月底前"), words))], words)
    assert reading.year == 0 and reading.tasks["due"].isna().all()
    assert all("没有写明年度" in doubts for doubts in reading.tasks["doubts"])
    assert [problem.severity for problem in reading.problems if problem.code == "no-year"] == ["错误"]


def test_the_year_is_that_of_the_deadlines_or_of_the_office(words: Words) -> None:
    own = build_tasks([("n.txt", read(YEARLESS.format("2022年5月底前"), words))], words, 0, 2021)
    assert own.tasks["due"].dt.strftime("%Y-%m-%d").to_list() == ["2022-05-31", "2022-06-30"]
    assert own.tasks["doubts"].to_list() == ["", "时限没有写年份，按2022年理解"]
    office = build_tasks([("n.txt", read(YEARLESS.format("5月底前"), words))], words, 0, 2021)
    assert office.tasks["due"].dt.strftime("%Y-%m-%d").to_list() == ["2021-05-31", "2021-06-30"]
    assert [problem.severity for problem in office.problems if problem.code == "no-year"] == ["存疑"]
    assert all("按2021年理解" in doubts for doubts in office.tasks["doubts"])


@pytest.mark.parametrize(("time", "due"), [
    ("2个月内完成", "2023-05-08"), ("自印发之日起3个月内", "2023-06-08"), ("Q3完成", "2023-09-30"),
    ("2023.6完成", "2023-06-30"), ("6.30前", "2023-06-30"), ("3季度完成", "2023-09-30"), ("项目竣工后1个月", None),
])
def test_a_time_beside_units_in_a_bracket_is_a_deadline(time: str, due: str | None, words: Words) -> None:
    reading = build(f"云河区人民政府\n2023年3月8日\n1.修桥。（区交通局牵头，区财政局配合，{time}）", words)
    task = reading.tasks.iloc[0]
    assert (assigned(reading, "牵头"), assigned(reading, "配合")) == (["区交通局"], ["区财政局"])
    assert task["deadline_text"] == time
    assert pd.isna(task["due"]) if due is None else task["due"] == pd.Timestamp(due)


def test_a_year_in_full_width_digits_is_a_year(words: Words) -> None:
    parsed = read("云河区２０２３年任务分解方案\n1.修路。\n责任单位：区交通局\n完成时限：１１月底前", words)
    reading = build_tasks([("n.txt", parsed)], words)
    assert (reading.year, reading.tasks.iloc[0]["due"]) == (2023, pd.Timestamp("2023-11-30"))
