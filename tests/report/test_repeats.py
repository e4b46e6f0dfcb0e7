"""Memory over periods: lights of months gone by, units that are last again, tasks that lag again, and what follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breakdown.files.presets import load_lights
from breakdown.periods import parse_period
from breakdown.records import Records
from breakdown.report import summarize
from breakdown.report.frames import LAGGING, MATTERS
from breakdown.report.lights import Lights, step_reached
from breakdown.report.presets import PLAIN
from breakdown.report.rows import rows_of
from breakdown.report.summary import Summary
from tests.report.office import SETTINGS, make_office, one_task, with_rows

OUHAI = load_lights(name="ouhai")
BUREAUS = ("区教育局", "区水务局", "区民政局")


def summary_of(records: Records, period: str = "2021-04", lights: Lights = PLAIN) -> Summary:
    return summarize(records, parse_period(period), date(2021, 12, 30), SETTINGS, lights)


def months(*percents: float | None) -> Records:
    """One task and what was reported for it, month by month; None: nothing. The paces are 8.3, 16.7, 25.0, 33.3."""
    periods = [f"2021-{at:02d}" for at in range(1, len(percents) + 1)]
    reports = [{"period": period, "status": "推进中", "percent_value": percent}
               for period, percent in zip(periods, percents, strict=True) if percent is not None]
    issued = [{"period": period, "task_id": "t1", "unit": "区教育局", "role": "牵头", "revision": 1, "row_id": "r"}
              for period in periods]
    return one_task(reports=reports, issued=issued)


def shown(records: Records, lights: Lights, period: str = "2021-04") -> str:
    return "".join(summary_of(records, period, lights).trail["shown"])


@pytest.mark.parametrize(("percents", "plain", "remembered"), [
    ((9, 17, 0, 34), "绿绿红绿", "绿绿黄绿"), ((9, 17, 0, 30), "绿绿红黄", "绿绿红黄"),
    ((9, 17, 0, None), "绿绿红灰", "绿绿红灰"), ((9, 0, 4, 34), "绿黄红绿", "绿黄黄绿"),
    ((9, 17, 0, 0), "绿绿红红", "绿绿红红"), ((9, 10, 26, 34), "绿黄绿绿", "绿黄绿绿"),
])
def test_a_red_that_was_made_good_is_remembered(
    percents: tuple[float | None, ...], plain: str, remembered: str
) -> None:
    assert (shown(months(*percents), PLAIN), shown(months(*percents), OUHAI)) == (plain, remembered)


def test_a_month_shows_what_was_known_of_it_then() -> None:
    records = months(9, 17, 0, 34)
    assert (shown(records, OUHAI, "2021-03"), shown(records, OUHAI, "2021-02")) == ("绿绿红", "绿绿")
    assert list(summary_of(records, lights=OUHAI).trail["made_good"]) == [False, False, True, False]


@pytest.mark.parametrize(("percents", "running", "total", "step"), [
    ((0, 0, 0, 0), 4, 4, "督办通知单"), ((0, 0, 26, 0), 1, 3, "交办单"), ((0, 17, 0, 0), 2, 3, "催办单"),
    ((0, None, 0, 0), 3, 3, "督办通知单"), ((0, 0, None, None), 2, 2, ""), ((0, 0, 26, 34), 0, 2, ""),
])
def test_a_task_that_lags_again(percents: tuple[float | None, ...], running: int, total: int, step: str) -> None:
    repeats = summary_of(months(*percents)).repeats
    row = repeats[repeats["matter"] == "滞后"].iloc[0]
    assert (row["running"], row["total"], row["step"], row["task_id"]) == (running, total, step, "t1")
    assert row["signer"] == {"督办通知单": "分管领导", "": ""}.get(step, "督查室主任")


def test_a_task_on_plan_repeats_nothing() -> None:
    summary = summary_of(months(9, 17, 26, 34))
    assert summary.repeats.empty and summary.escalations.empty


def test_the_history_of_a_step_names_period_and_figure() -> None:
    rows = rows_of(summary_of(months(0, 17, 0, 8)).escalations)
    assert [(row.title, row.light, row.figure, row.running, row.total, row.step) for row in rows] == [
        ("2021年1月", "黄", "未达序时进度：填报完成比例0%", 1, 1, "交办单"),
        ("2021年3月", "红", "未达序时进度：填报完成比例0%", 1, 2, "交办单"),
        ("2021年4月", "红", "未达序时进度：填报完成比例8%", 2, 3, "催办单"),
    ]
    red = summary_of(months(0, 17, 0, 8)).repeats.query("matter == '红灯'").iloc[0]
    assert (red["running"], red["total"], red["periods"], red["step"]) == (2, 2, "2021年3月、2021年4月", "")


def ranked(*orders: Mapping[str, float]) -> Records:
    """Units with one task each and the per cent that they report, month by month."""
    tasks = [{"task_id": unit, "no": str(at), "due": "2021-12-31", "year": 2021, "position": at}
             for at, unit in enumerate(BUREAUS)]
    cells = [{"period": f"2021-{month:02d}", "task_id": unit, "unit": unit, "role": "牵头", "revision": 1,
              "row_id": unit, "status": "推进中", "percent_value": percent}
             for month, order in enumerate(orders, 1) for unit, percent in order.items()]
    return with_rows(
        Records.empty(), tasks=tasks, issued=cells, progress=cells,
        assignments=[{"task_id": unit, "unit": unit, "printed": unit, "role": "牵头", "position": 1}
                     for unit in BUREAUS],
        units=[{"unit": unit, "kind": "部门"} for unit in BUREAUS],
    )


GOOD: Mapping[str, float] = dict.fromkeys(BUREAUS, 90)
BAD: Mapping[str, float] = {**GOOD, "区水务局": 0}


@pytest.mark.parametrize(("orders", "running", "total", "step"), [
    ((GOOD, GOOD, BAD), 1, 1, "分管领导约谈"), ((BAD, GOOD, BAD), 1, 2, "分管领导约谈"),
    ((GOOD, BAD, BAD), 2, 2, "组织部门约谈"), ((BAD, BAD, BAD), 3, 3, "问责"), ((BAD, BAD, GOOD), 0, 2, ""),
    ((BAD, BAD, GOOD, BAD), 1, 3, "问责"),
])
def test_a_unit_that_is_last_again(
    orders: Sequence[Mapping[str, float]], running: int, total: int, step: str
) -> None:
    repeats = summary_of(ranked(*orders), f"2021-{len(orders):02d}").repeats.query("matter == '末位'")
    row = repeats.iloc[0]
    assert (row["unit"], len(repeats)) == ("区水务局", 1)
    assert (row["running"], row["total"], row["step"]) == (running, total, step)
    assert row["figure"] == ("达标率0.0%，部门3家中第3名" if running else "")


def test_all_who_tie_for_the_last_place_are_listed_and_none_where_all_tie() -> None:
    tied = summary_of(ranked({"区教育局": 90, "区水务局": 0, "区民政局": 0}), "2021-01").repeats
    last = tied[tied["matter"] == "末位"]
    assert set(zip(last["unit"], last["figure"], strict=True)) == {
        (unit, "达标率0.0%，部门3家中并列第2名") for unit in ("区水务局", "区民政局")}
    for order in (GOOD, dict.fromkeys(BUREAUS, 0.0)):
        assert "末位" not in set(summary_of(ranked(order), "2021-01").repeats["matter"])


def test_an_office_edits_the_steps() -> None:
    own = replace(PLAIN, escalation=PLAIN.escalation[:1], slips=())
    summary = summary_of(ranked(BAD, BAD, BAD), "2021-03", own)
    assert set(summary.escalations["step"]) == {"分管领导约谈"}
    assert step_reached(PLAIN.slips, 0, 5) is None


@settings(max_examples=10)
@given(st.integers(0, 10**6))
def test_counters_are_what_the_trail_says(seed: int) -> None:
    summary = summary_of(make_office(seed, 12, 6), "2021-03", OUHAI)
    lagging = summary.trail["category"].isin(LAGGING) | (summary.trail["light"] == "红")
    counted = Counter(summary.trail[lagging]["task_id"])
    repeats = summary.repeats
    totals = {row.task_id: row.total for row in rows_of(repeats[repeats["matter"] == "滞后"])}
    assert totals == dict(counted)
    assert (repeats["running"] <= repeats["total"]).all() and set(repeats["matter"]) <= set(MATTERS)
    history = Counter(zip(summary.escalations["matter"], summary.escalations["unit"], strict=True))
    assert sum(history.values()) == repeats.loc[repeats["matter"] != "红灯", "total"].sum()
    now = summary.trail[summary.trail["period"] == "2021-03"]
    assert list(now["light"]) == list(now["shown"]) == list(summary.tasks["light"])
