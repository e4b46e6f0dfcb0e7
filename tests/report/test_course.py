"""The periods of a year: which are shown, what each counts, what moved, how ranks changed; all of it adds up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breakdown.book import Grid
from breakdown.periods import parse_period
from breakdown.records import Records
from breakdown.report import summarize
from breakdown.report.course_sheets import change_sheet, trend_sheet
from breakdown.report.frames import CATEGORIES, LAGGING, LIGHTS
from breakdown.report.rows import rows_of
from breakdown.report.summary import Summary
from breakdown.report.tables import lagging_units
from tests.report.office import SETTINGS, make_office, one_task, with_rows

MONTHS = tuple(f"2021-{month:02d}" for month in range(1, 7))
TEN_DAYS = tuple(f"2021-{month:02d}-{part}" for month in range(1, 7) for part in ("上旬", "中旬", "下旬"))


def summary_of(records: Records, period: str = "2021-03") -> Summary:
    known = parse_period(period)
    return summarize(records, known, known.last_day + timedelta(5), SETTINGS)


def grid(sheet: object, name: str) -> Grid:
    return next(block for block in sheet.blocks if isinstance(block, Grid) and block.name == name)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("collected", "period", "shown"), [
    (MONTHS, "2021-03", ["1月", "2月", "3月"]),
    (("2020-12", "2021-02", "2021-03"), "2021-03", ["2月", "3月"]),
    (TEN_DAYS[:3], "2021-01-下旬", ["1月上旬", "1月中旬", "1月下旬"]),
    (TEN_DAYS, "2021-05-中旬", ["1月下旬", "2月下旬", "3月下旬", "4月下旬", "5月中旬"]),
    (("2021-01", "2021-03"), "2021-Q1", ["1月", "3月"]),
    ((), "2021-03", ["3月"]),
])
def test_which_periods_are_shown(collected: tuple[str, ...], period: str, shown: list[str]) -> None:
    records = one_task(reports=[{"period": name, "status": "推进中"} for name in collected], issued=[])
    assert list(summary_of(records, period).trend["period"]) == shown


def test_each_period_of_the_trend_is_that_periods_own_summary() -> None:
    records = make_office(4, 40, 10, MONTHS[:4])
    trend = summary_of(records, "2021-04").trend
    assert list(trend["period"]) == ["1月", "2月", "3月", "4月"]
    for name, row in zip(MONTHS, trend.to_dict("records"), strict=False):
        alone = summarize(records, parse_period(name), date(2021, 5, 5), SETTINGS).classes
        assert [row[one] for one in CATEGORIES] == list(alone["count"])


@settings(max_examples=15)
@given(st.integers(0, 10**6), st.integers(1, 25), st.integers(1, 9))
def test_every_table_adds_up(seed: int, tasks: int, units: int) -> None:
    summary = summary_of(make_office(seed, tasks, units))
    for names in (CATEGORIES, LIGHTS):
        assert (summary.trend[list(names)].sum(axis=1) == tasks).all()
    assert set(summary.trend["total"]) == {tasks}
    flow = grid(trend_sheet(summary, SETTINGS), "flow").rows
    assert [row[1] for row in flow][-1] == sum(int(str(row[1])) for row in flow[:-1]) == tasks
    assert all(int(str(row[1])) == sum(map(int, map(str, row[2:]))) for row in flow)
    assert list(flow[-1][2:]) == list(summary.classes["count"])
    turned = summary.changes[summary.changes["previous"] != summary.changes["category"]]
    assert set(turned["task_id"]) == set(summary.changed["task_id"])


def test_what_moved_by_example() -> None:
    """Six tasks: done anew, recovered, fallen behind, no longer done, another figure, all the same."""
    said = {
        "t1": (("推进中", 20.0), ("已完成", 100.0), "新完成"), "t2": (("推进中", 5.0), ("推进中", 30.0), "滞后转好"),
        "t3": (("推进中", 30.0), ("推进中", 10.0), "转为滞后"),
        "t4": (("已完成", 100.0), ("推进中", 90.0), "完成转未完成"),
        "t5": (("推进中", 30.0), ("推进中", 40.0), "数字变化"), "t6": (("推进中", 30.0), ("推进中", 30.0), ""),
    }
    usual = {"unit": "区教育局", "role": "牵头"}
    records = with_rows(
        Records.empty(),
        tasks=[{"task_id": task, "no": task[1], "due": "2021-12-31", "year": 2021, "position": at}
               for at, task in enumerate(said)],
        assignments=[usual | {"task_id": task, "printed": "区教育局"} for task in said],
        progress=[usual | {"task_id": task, "period": period, "status": status, "percent_value": percent}
                  for task, reports in said.items()
                  for period, (status, percent) in zip(("2021-02", "2021-03"), reports[:2], strict=True)],
    )
    changes = summary_of(records).changes
    assert dict(zip(changes["task_id"], changes["turn"], strict=True)) == {
        task: turn for task, (_, _, turn) in said.items() if turn}
    moved = changes.set_index("task_id").loc["t5"]
    assert (moved["previous_percent"], moved["percent"]) == (30.0, 40.0)
    shown = grid(change_sheet(summary_of(records), SETTINGS), "changes")
    assert [row[0] for row in shown.rows] == ["新完成", "滞后转好", "转为滞后", "完成转未完成", "数字变化"]


def test_without_a_period_before_nothing_is_compared() -> None:
    summary = summary_of(one_task(reports=[{"status": "推进中"}]))
    assert summary.changes.empty
    assert "没有上期填报，不作比较。" in str(change_sheet(summary, SETTINGS))
    assert list(summary.units["moved"]) == [""]


def test_ranks_against_the_period_before() -> None:
    """Of three units one climbs from the last place to the first, the others give way."""
    percents = {"区教育局": (30.0, 30.0), "区水务局": (30.0, 10.0), "区民政局": (5.0, 40.0)}
    records = with_rows(
        Records.empty(),
        tasks=[{"task_id": unit, "due": "2021-12-31", "year": 2021} for unit in percents],
        assignments=[{"task_id": unit, "unit": unit, "printed": unit, "role": "牵头"} for unit in percents],
        units=[{"unit": unit, "kind": "部门"} for unit in percents],
        progress=[{"task_id": unit, "unit": unit, "role": "牵头", "period": period, "status": "推进中",
                   "percent_value": percent}
                  for unit, both in percents.items()
                  for period, percent in zip(("2021-02", "2021-03"), both, strict=True)],
    )
    units = summary_of(records).units.set_index("unit")
    assert units[["previous_rank", "rank", "moved"]].T.to_dict("list") == {
        "区教育局": [1, 1, "—"], "区水务局": [1, 3, "↓2"], "区民政局": [3, 1, "↑2"]}


def test_units_that_stand_alike_are_both_among_the_lagging_or_both_not() -> None:
    for seed in range(12):
        units = summary_of(make_office(seed, 60, 30)).units
        shown = lagging_units(rows_of(units)).frame
        counts = dict(zip(units["unit"], units[list(LAGGING)].sum(axis=1), strict=True))
        assert all(counts[unit] == lagging for unit, lagging in zip(shown["unit"], shown["lagging"], strict=True))
        least = shown["lagging"].min() if len(shown) else 1
        assert {unit for unit, count in counts.items() if count >= least} == set(shown["unit"])
        assert len(shown) <= 15
