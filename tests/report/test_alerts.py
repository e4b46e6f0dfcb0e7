"""What must be chased."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breakdown.files.calendars import load_calendar
from breakdown.periods import parse_period
from breakdown.records import Records
from breakdown.report import summarize
from tests.report.office import SETTINGS, make_office, one_task

CHINESE = replace(SETTINGS, calendar=load_calendar())


def alerts(records: Records, as_of: date = date(2021, 4, 7)) -> list[tuple[str, str]]:
    table = summarize(records, parse_period("2021-03"), as_of, CHINESE).alerts
    return list(zip(table["alert"], table["sentence"], strict=True))


def running(period: str, **report: Any) -> dict[str, Any]:
    return {"period": period, "status": "推进中", "progress": "打桩", "value": "3根"} | report


def test_a_task_on_plan_raises_nothing() -> None:
    assert alerts(one_task(reports=[running("2021-03")])) == []


@pytest.mark.parametrize(("report", "found"), [
    ([running("2021-03", problem="雨多")], [("逾期", "时限2021年3月31日已过，报“推进中”")]),
    ([{"status": "申请调整"}], [("逾期", "时限2021年3月31日已过，单位申请调整")]),
    ([], [("逾期", "时限2021年3月31日已过，本期未报送"), ("未报送", "本期未报送")]),
    ([{"status": "已完成"}], []),
])
def test_overdue(report: list[dict[str, Any]], found: list[tuple[str, str]]) -> None:
    assert alerts(one_task({"due": "2021-03-31"}, reports=report)) == found


@pytest.mark.parametrize(("due", "found"), [
    # Qingming is off, the Sunday before Labour Day is worked
    ("2021-04-25", [("临近时限", "距时限2021年4月25日还有17个工作日")]),
    ("2021-04-06", [("临近时限", "距时限2021年4月6日还有3个工作日")]),
    ("2021-04-28", [("临近时限", "距时限2021年4月28日还有20个工作日")]), ("2021-04-29", []),
])
def test_near_due_counts_workdays_from_the_periods_end(due: str, found: list[tuple[str, str]]) -> None:
    assert alerts(one_task({"due": due}, reports=[running("2021-03")]), date(2021, 12, 1)) == found


def test_no_workday_before_the_deadline() -> None:
    records = one_task({"due": "2021-03-28"}, reports=[running("2021-03")])
    assert alerts(records, date(2021, 3, 26)) == [("临近时限", "距时限2021年3月28日已没有工作日")]


def test_due_today() -> None:
    records = one_task({"due": "2021-03-31"}, reports=[running("2021-03")])
    assert alerts(records, date(2021, 3, 31)) == [("临近时限", "时限2021年3月31日，当日到期")]


def test_behind() -> None:
    records = one_task(reports=[running("2021-03", percent_value=10.0, value="", problem="雨多")])
    assert alerts(records) == [("未达序时", "填报完成比例10%，序时进度25.0%")]


@pytest.mark.parametrize(("earlier", "found"), [
    ([running("2021-02")], [("疑似停滞", "连续2期报推进中，填报与上期一字不差")]),
    ([running("2021-01"), running("2021-02")], [("疑似停滞", "连续3期报推进中，填报与上期一字不差")]),
    ([running("2021-01")], []),
    ([running("2021-02", value="4根")], []),
    ([running("2021-02", progress="打桩。")], []),
    ([running("2021-02", percent_value=5.0)], []),
    ([running("2021-02", status="未启动")], []),
])
def test_standing_still(earlier: list[dict[str, Any]], found: list[tuple[str, str]]) -> None:
    assert alerts(one_task(reports=[*earlier, running("2021-03")])) == found


def test_two_periods_without_a_word() -> None:
    silent = [{"period": period, "status": "推进中"} for period in ("2021-02", "2021-03")]
    assert alerts(one_task(reports=silent)) == [("疑似停滞", "连续2期报推进中，没有填写任何进展")]


def test_completion_that_the_figures_contradict() -> None:
    target = [{"task_id": "t1", "kind": "cumulative", "value": 12, "unit": "家"}]
    records = one_task(reports=[{"status": "已完成", "value": "6家"}], targets=target)
    assert alerts(records) == [("数字与状态不符", "报已完成，但完成比例只有50.0%，待核")]
    table = summarize(records, parse_period("2021-03"), date(2021, 4, 6), SETTINGS).alerts
    assert list(table["light"]) == [""]


def test_a_rate_below_its_target_is_not_set_against_the_pace() -> None:
    target = [{"task_id": "t1", "kind": "rate", "value": 9, "unit": "%", "text": "增长9%"}]
    records = one_task(reports=[{"status": "推进中", "value": "8%"}], targets=target)
    assert alerts(records) == [("未达序时", "完成值8%，低于目标9%")]


def test_what_has_not_begun() -> None:
    assert alerts(one_task(reports=[{"status": "未启动"}])) == [("未启动", "填报未启动，序时进度25.0%")]
    assert alerts(one_task({"year": 2022}, reports=[{"status": "未启动"}])) == [("未启动", "填报未启动")]


COUNTED = [{"task_id": "t1", "kind": "cumulative", "value": 12, "unit": "家", "text": "新增12家"}]
BEHIND = "未达序时进度，但填报没有写存在问题"
WORDS = "目标是12家，进展只有文字，没有数字"


@pytest.mark.parametrize(("report", "said"), [
    ({"progress": "高位推动，成效明显"}, WORDS), ({"progress": "已新增3家"}, ""), ({"progress": ""}, ""),
    ({"progress": "成效明显", "value": "3家"}, ""), ({"progress": "成效明显", "percent_value": 30.0}, ""),
    ({"progress": "成效明显", "status": "未启动"}, ""),
    ({"progress": "有序开展", "value": "1家"}, BEHIND),
    ({"progress": "有序开展", "value": "1家", "problem": "暂无"}, BEHIND),
    ({"progress": "有序开展", "value": "1家", "problem": "用地指标不够"}, ""),
    ({"progress": "受雨季影响，施工缓慢", "value": "1家"}, ""), ({"progress": "已新增1家", "status": "已完成"}, ""),
    ({"progress": "成效明显", "status": "推进中", "value": "许多", "period": "2021-02"}, ""),
])
def test_only_good_news(report: dict[str, Any], said: str) -> None:
    found = dict(alerts(one_task(reports=[{"status": "推进中"} | report], targets=COUNTED)))
    assert found.get("报喜不报忧", "") == said


def test_words_are_enough_where_no_number_is_asked() -> None:
    target = [{"task_id": "t1", "kind": "qualitative", "text": "争创"}]
    assert alerts(one_task(reports=[{"status": "推进中", "progress": "有序开展"}], targets=target)) == []


def test_a_per_cent_that_no_target_can_take_is_a_figure_all_the_same() -> None:
    target = [{"task_id": "t1", "kind": "rate", "value": 9, "unit": "%", "text": "增长9%"}]
    told = [{"status": "推进中", "progress": "有序开展", "percent": "30%", "percent_value": 30.0}]
    assert alerts(one_task(reports=told, targets=target)) == []


def test_overdue_with_good_news_only() -> None:
    told = [{"status": "推进中", "progress": "全力冲刺"}]
    found = dict(alerts(one_task({"due": "2021-03-31"}, reports=told, targets=COUNTED)))
    assert found["报喜不报忧"] == f"{WORDS}；逾期未完成，但填报没有写存在问题"


@settings(max_examples=10)
@given(st.integers(0, 10**6))
def test_every_red_or_yellow_light_is_among_the_alerts(seed: int) -> None:
    summary = summarize(make_office(seed, 25, 6), parse_period("2021-03"), date(2021, 4, 6), SETTINGS)
    lit = set(summary.tasks.loc[summary.tasks["light"].isin(["红", "黄"]), "task_id"])
    of_tasks = summary.alerts[summary.alerts["alert"].isin(["逾期", "未达序时", "未启动"])]
    assert lit <= set(of_tasks["task_id"])
