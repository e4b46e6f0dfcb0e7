"""The presets that ship, each rule by an example: one task, period 2021-03 (pace 25.0), seen on 2021-04-06."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breakdown.files.calendars import load_calendar
from breakdown.files.presets import load_lights, preset_names
from breakdown.periods import parse_period
from breakdown.records import Records
from breakdown.report import summarize
from breakdown.report.frames import CATEGORIES, LIGHTS
from breakdown.report.overview import notes
from tests.report.office import SETTINGS, make_office, one_task
from tests.report.test_closings import ledger

CALENDAR = load_calendar()


def lit(name: str, records: Records) -> tuple[str, str, str]:
    summary = summarize(records, parse_period("2021-03"), date(2021, 4, 6), SETTINGS, load_lights(name=name), CALENDAR)
    row = summary.tasks.iloc[0]
    return row["category"], row["light"], row["basis"]


def reported(**report: Any) -> list[dict[str, Any]]:
    return [{"status": "推进中"} | report]


@pytest.mark.parametrize(("percent", "light"), [
    (26.0, "绿"), (25.0, "绿"), (15.1, "绿"), (15.0, "黄"), (24.9, "绿"), (0.0, "黄"),
])
def test_yinchuan_counts_points_behind_the_pace(percent: float, light: str) -> None:
    assert lit("yinchuan", one_task(reports=reported(percent_value=percent)))[1] == light


@pytest.mark.parametrize(("percent", "light"), [(70.0, "黄"), (69.9, "红"), (90.0, "黄"), (90.1, "绿")])
def test_yinchuan_is_red_beyond_thirty(percent: float, light: str) -> None:
    # due at the end of March: the pace is 100; seen on that day, the task is not yet overdue
    records = one_task({"due": "2021-03-31"}, reports=reported(percent_value=percent))
    summary = summarize(records, parse_period("2021-03"), date(2021, 3, 31), SETTINGS, load_lights(name="yinchuan"))
    assert summary.tasks["light"].item() == light


@pytest.mark.parametrize(("start", "light", "said"), [
    ("2021-06-01", "绿", "填报未启动，计划2021年6月1日启动"), ("2021-03-31", "黄", "填报未启动，计划2021年3月31日启动"),
    ("2021-01-02", "黄", "填报未启动，计划2021年1月2日启动，已过2个月"),
    ("2021-01-01", "红", "填报未启动，计划2021年1月1日启动，已过3个月"),
])
def test_yinchuan_watches_the_planned_start(start: str, light: str, said: str) -> None:
    stage = [{"task_id": "t1", "position": 1, "label": "开工建设", "due": start}]
    records = one_task(reports=[{"status": "未启动"}], milestones=stage)
    assert lit("yinchuan", records) == ("未启动", light, said)
    assert lit("default", records) == ("未启动", "黄", "填报未启动")


@pytest.mark.parametrize(("earlier", "light"), [
    ((), "黄"), (("2021-02",), "黄"), (("2021-01", "2021-02"), "红"), (("2021-01",), "红"),
])
def test_yinchuan_without_a_planned_start_counts_from_the_first_word_of_it(
    earlier: tuple[str, ...], light: str
) -> None:
    records = one_task(reports=[{"period": period, "status": "未启动"} for period in (*earlier, "2021-03")])
    assert lit("yinchuan", records)[1] == light


def test_a_task_that_had_begun_waits_anew() -> None:
    told = [("2021-01", "未启动"), ("2021-02", "推进中"), ("2021-03", "未启动")]
    records = one_task(reports=[{"period": period, "status": status} for period, status in told])
    assert lit("yinchuan", records) == ("未启动", "黄", "填报未启动，已过1个月")


@pytest.mark.parametrize(("due", "report", "light"), [
    ("2021-04-28", {"status": "推进中"}, "蓝"), ("2021-04-29", {"status": "推进中"}, "绿"),
    ("2021-04-28", {"status": "推进中", "percent_value": 10.0}, "黄"), ("2021-04-28", {"status": "未启动"}, "黄"),
    ("2021-04-28", {"status": "已完成"}, "绿"), ("2021-03-31", {"status": "推进中"}, "红"),
    ("2021-04-28", {}, "蓝"), ("2021-12-31", {}, "灰"), ("2021-04-28", {"status": "申请调整"}, "灰"),
])
def test_sanse_is_blue_when_near_yellow_when_behind_red_when_overdue(
    due: str, report: dict[str, Any], light: str
) -> None:
    assert lit("sanse", one_task({"due": due}, reports=[report] if report else []))[1] == light


@pytest.mark.parametrize(("name", "light"), [("sanse", "黄"), ("default", "绿")])
def test_sanse_is_yellow_when_a_completion_was_sent_back(name: str, light: str) -> None:
    sent_back = ledger([{"status": "已完成", "value": "90家"}], {"result": "退回", "reason": "缺验收单"})
    category, found, basis = lit(name, sent_back)
    assert (category, found, "缺验收单" in basis) == ("达到序时进度", light, True)


def test_lights_that_a_preset_does_not_use_have_no_legend() -> None:
    summary = summarize(one_task(), parse_period("2021-03"), date(2021, 4, 6), SETTINGS, load_lights(name="yinchuan"))
    said = next(line for line in notes(summary) if line.startswith("亮灯规则：银川"))
    assert "蓝：" not in said and "灰：未报送" in said


@settings(max_examples=15)
@given(st.integers(0, 10**6), st.sampled_from(preset_names()), st.sampled_from(["2021-01", "2021-03", "2021-Q1"]))
def test_counts_add_up_by_every_preset(seed: int, name: str, period: str) -> None:
    records = make_office(seed, 15, 6)
    plain, own = (summarize(records, parse_period(period), date(2021, 4, 6), SETTINGS, lights, CALENDAR)
                  for lights in (load_lights(), load_lights(name=name)))
    assert list(own.tasks["category"]) == list(plain.tasks["category"])
    assert own.classes["count"].sum() == own.lights["count"].sum() == 15
    assert round(float(own.lights["share"].sum()), 6) == 100.0
    assert set(own.tasks["light"]) <= set(LIGHTS) and set(own.tasks["category"]) <= set(CATEGORIES)
    used = set(own.tasks["light"])
    assert all(own.lights.set_index("light").loc[light, "meaning"] for light in used)
