"""Slips: who gets one and why, on the unit's own standing alone, numbered the same on every run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breakdown.files.presets import load_lights
from breakdown.periods import parse_period
from breakdown.records import Records
from breakdown.report import summarize
from breakdown.report.frames import LAGGING
from breakdown.report.lights import Lights
from breakdown.report.presets import PLAIN
from breakdown.report.rows import rows_of
from breakdown.report.slip_papers import REGISTER, slip_papers
from breakdown.report.slips import slip_table
from breakdown.report.summary import Summary
from tests.report.office import SETTINGS, make_office, one_task

SANSE = load_lights(name="sanse")
LATER = date(2021, 12, 30)
TWO = ("区教育局", "区水务局")


def summary_of(records: Records, period: str, lights: Lights = PLAIN, as_of: date = LATER) -> Summary:
    return summarize(records, parse_period(period), as_of, SETTINGS, lights)


def slips(records: Records, period: str = "2021-04", lights: Lights = PLAIN, as_of: date = LATER) -> list[Any]:
    return rows_of(slip_table(summary_of(records, period, lights, as_of), lights))


def told(percents: Mapping[str, Sequence[float]], task: Mapping[str, Any] | None = None) -> Records:
    """One task, and by lead unit the per cent that it reported month by month; the paces are 8.3, 16.7, 25.0, 33.3."""
    reports, issued = [], []
    for unit, listed in percents.items():
        for at, percent in enumerate(listed, 1):
            own = {"period": f"2021-{at:02d}", "task_id": "t1", "unit": unit, "role": "牵头"}
            reports.append(own | {"status": "推进中", "percent_value": percent})
            issued.append(own | {"revision": 1, "row_id": f"r{unit}"})
    returns = [{"file": f"{row['unit']}{row['period']}", "sha256": f"{row['unit']}{row['period']}", "revision": 1,
                "unit": row["unit"], "period": row["period"], "state": "已报", "received_at": "2021-05-04"}
               for row in issued]
    return one_task(task, tuple(percents), reports, issued=issued, returns=returns)


@pytest.mark.parametrize(("percents", "slip", "signer"), [
    ((9, 17, 26, 20), "交办单", "督查室主任"), ((9, 17, 10, 20), "催办单", "督查室主任"),
    ((0, 0, 0, 20), "督办通知单", "分管领导"), ((0, 0, 26, 20), "交办单", "督查室主任"),
])
def test_the_slip_goes_by_how_often_in_a_row(percents: tuple[float, ...], slip: str, signer: str) -> None:
    [row] = slips(told({"区教育局": percents}))
    assert (row.slip, row.signer, row.unit, row.task_id) == (slip, signer, "区教育局", "t1")
    assert row.figure.startswith("未达序时进度：") and "20" in row.figure
    assert row.number == "〔2021〕4月第001号"


def test_the_grounds_name_every_period_that_counts() -> None:
    [row] = slips(told({"区教育局": (0, 17, 10, 20)}))
    assert row.grounds.splitlines()[0] == "连续2期滞后"
    assert [line.split("：")[0] for line in row.grounds.splitlines()[1:]] == ["2021年3月", "2021年4月"]


def test_who_is_on_plan_gets_none_though_the_other_lead_lags() -> None:
    rows = slips(told({"区教育局": (9, 17, 26, 40), "区水务局": (0, 0, 0, 0)}))
    assert [(row.unit, row.slip, row.number) for row in rows] == [("区水务局", "督办通知单", "〔2021〕4月第001-2号")]


def test_who_lags_for_the_first_time_is_not_charged_with_the_others_months() -> None:
    rows = slips(told({"区教育局": (0, 0, 0, 20), "区水务局": (9, 17, 26, 0)}))
    assert [(row.unit, row.slip) for row in rows] == [("区教育局", "交办单"), ("区水务局", "交办单")]


def test_on_plan_there_is_no_slip_and_no_paper() -> None:
    summary = summary_of(told({"区教育局": (9, 17, 26, 40)}), "2021-04")
    table = slip_table(summary, PLAIN)
    assert table.empty and slip_papers(table, summary, SETTINGS) == []


@pytest.mark.parametrize(("task", "percent", "slip"), [
    ({}, 40, ""), ({}, 20, "黄色督办单"), ({"due": "2021-03-31"}, 20, "红色督办单"),
    ({"due": "2021-05-14"}, 95, "蓝色督办单"),
])
def test_three_colours(task: Mapping[str, Any], percent: float, slip: str) -> None:
    rows = slips(told({"区教育局": (9, 17, 26, percent)}, task), lights=SANSE)
    assert [row.slip for row in rows] == ([slip] if slip else [])
    assert all(row.light == slip[0] for row in rows)


@pytest.mark.parametrize(("state", "said"), [
    ("", "没有报送"), ("退回", "没有重报"), ("空报", "没有填写内容"), ("已报", ""), ("迟报", ""),
])
def test_a_return_that_did_not_come_is_asked_for_once_its_day_has_passed(state: str, said: str) -> None:
    came = [{"file": "甲.xlsx", "sha256": "a", "unit": "区教育局", "period": "2021-03", "revision": 1, "state": state,
             "received_at": "2021-04-04"}] if state else []
    records = one_task(returns=came)
    rows = [row for row in slips(records, "2021-03") if not row.task_id]
    assert [row.slip for row in rows] == (["催办单"] if said else [])
    assert all(said in row.figure and row.grounds == "应于2021年4月5日前报送" for row in rows)
    assert slips(records, "2021-03", as_of=date(2021, 4, 5)) == [], "nobody is late before the day is over"


@settings(max_examples=12)
@given(seed=st.integers(0, 500), coloured=st.booleans())
def test_every_slip_has_its_cause_in_the_units_own_row(seed: int, coloured: bool) -> None:
    lights = SANSE if coloured else PLAIN
    records = make_office(seed, 40, 12)
    summary = summary_of(records, "2021-03", lights)
    table = slip_table(summary, lights)
    own = {(row.task_id, row.unit): row for row in rows_of(summary.standings)}
    states = {row.unit: row.state for row in rows_of(summary.returns)}
    expected = {key for key, row in own.items()
                if (lights.colour_slips[row.light] if coloured else row.category in LAGGING or row.light == "红")}
    assert {(row.task_id, row.unit) for row in rows_of(table) if row.task_id} == expected
    for row in rows_of(table):
        if row.task_id:
            assert row.figure.startswith(own[row.task_id, row.unit].category)
        else:
            assert states[row.unit] in ("未报", "退回未重报", "空报")
    assert table["number"].is_unique


def test_numbers_stay_when_a_late_return_comes_in() -> None:
    records = make_office(5, 40, 12)
    before = {row.number: (row.unit, row.task_id) for row in slips(records, "2021-03")}
    done = records.progress.assign(status="已完成", percent_value=100.0, value="")
    after = {row.number: (row.unit, row.task_id)
             for row in slips(Records(**{**vars(records), "progress": done}), "2021-03")}
    assert len(after) < len(before) and after.items() <= before.items()


def test_papers_one_for_each_unit_and_the_register_of_all() -> None:
    summary = summary_of(make_office(5, 40, 12), "2021-03")
    table = slip_table(summary, PLAIN)
    *units, register = slip_papers(table, summary, SETTINGS)
    assert [paper.name for paper in units] == [f"{unit}督办单" for unit in dict.fromkeys(table["unit"])]
    numbers: list[object] = []
    for paper in units:
        listed = paper.fields["单子"]
        assert isinstance(listed, list)
        numbers += [slip["编号"] for slip in listed]
        assert {f"{slip['责任单位']}督办单" for slip in listed} == {paper.name}
    entries = register.fields["表"]
    assert isinstance(entries, list) and register.name == REGISTER
    assert sorted(map(str, numbers)) == sorted(str(row["编号"]) for row in entries) == sorted(table["number"])
