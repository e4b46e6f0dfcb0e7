"""Counts add up on any ledger; one quarter's table by hand; the comparison with the period before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breakdown.book import Book, Grid
from breakdown.periods import parse_period
from breakdown.records import Records
from breakdown.report import summarize
from breakdown.report.frames import CATEGORIES, LAGGING, LIGHTS, ON_PLAN
from breakdown.report.overview import headline
from breakdown.report.summary import Summary
from breakdown.report.tables import split_leaders
from breakdown.report.workbook import summary_book
from tests.report.office import SETTINGS, make_office, one_task, with_rows

AS_OF = date(2021, 4, 6)


def summary_of(records: Records, period: str = "2021-03", as_of: date = AS_OF) -> Summary:
    return summarize(records, parse_period(period), as_of, SETTINGS)


def sums(table: pd.DataFrame) -> dict[str, int]:
    return {name: int(table[name].sum()) for name in ("total", *CATEGORIES, *LIGHTS)}


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.integers(0, 25), st.integers(1, 9), st.sampled_from(["2021-01", "2021-03", "2021-Q1"]))
def test_counts_add_up(seed: int, tasks: int, units: int, period: str) -> None:
    summary = summary_of(make_office(seed, tasks, units), period)
    assert len(summary.tasks) == summary.classes["count"].sum() == summary.lights["count"].sum() == tasks
    for table in (summary.classes, summary.lights):
        assert round(float(table["share"].sum()), 6) == (100.0 if tasks else 0.0)
    assert set(summary.tasks["category"]) <= set(CATEGORIES)
    by_task = {**summary.tasks["category"].value_counts(), **summary.tasks["light"].value_counts()}
    assert sums(summary.sections) == {name: by_task.get(name, 0) for name in (*CATEGORIES, *LIGHTS)} | {"total": tasks}
    by_unit = {**summary.standings["category"].value_counts(), **summary.standings["light"].value_counts()}
    assert sums(summary.units) == {name: by_unit.get(name, 0) for name in (*CATEGORIES, *LIGHTS)} | {
        "total": len(summary.standings)}
    assert summary.leaders["total"].sum() == sum(max(1, len(split_leaders(text))) for text in summary.tasks["leaders"])
    for table in (summary.units, summary.leaders, summary.sections):
        assert (table[list(CATEGORIES)].sum(axis=1) == table["total"]).all()
        assert (table[list(LIGHTS)].sum(axis=1) == table["total"]).all()


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.integers(1, 40), st.integers(1, 3))
def test_one_set_of_tasks_prints_one_share(seed: int, tasks: int, units: int) -> None:
    """Headline, classes, lights, sections: whatever covers the same tasks of the whole shows the same per cent."""
    summary = summary_of(make_office(seed, tasks, units))
    printed: dict[frozenset[str], set[float]] = {}

    def note(names: Iterable[str], share: float) -> None:
        rows = summary.tasks[summary.tasks["category"].isin(names) | summary.tasks["light"].isin(names)]
        printed.setdefault(frozenset(rows["task_id"]), set()).add(round(float(share), 1))

    for name, share in [*zip(summary.classes["category"], summary.classes["share"], strict=True),
                        *zip(summary.lights["light"], summary.lights["share"], strict=True)]:
        note([name], share)
    said = " ".join(headline(summary))
    for pattern, names in ((r"已完成\d+项，占([\d.]+)%", ("已完成",)), (r"持续推进的共\d+项，占([\d.]+)%", ON_PLAN),
                           (r"进度滞后的共\d+项，占([\d.]+)%", LAGGING)):
        for share in re.findall(pattern, said):
            note(names, float(share))
    book = summary_book(summary, SETTINGS)
    note(ON_PLAN, 100 * last_value(book, "sections", "on_plan"))
    if not summary.standings["task_id"].duplicated().any() and len(summary.standings) == tasks:
        note(ON_PLAN, 100 * last_value(book, "units", "on_plan"))
    if len(summary.sections) == 1:
        note(ON_PLAN, summary.sections["on_plan"].item())
    assert {shares: len(shares) for shares in map(frozenset, printed.values()) if len(shares) > 1} == {}


def last_value(book: Book, name: str, column: str) -> float:
    """What the total row of a grid shows in a column."""
    grid = next(block for sheet in book.sheets for block in sheet.blocks
                if isinstance(block, Grid) and block.name == name)
    return float(str(grid.rows[-1][[one.name for one in grid.columns].index(column)]))


@settings(max_examples=8)
@given(st.integers(0, 10**6))
def test_the_same_ledger_gives_the_same_summary_in_any_order_of_rows(seed: int) -> None:
    records = make_office(seed, 12, 5)
    shuffled = Records(**{name: frame.sample(frac=1, random_state=seed) if name in ("progress", "issued") else frame
                          for name, frame in vars(records).items()})
    one, other = summary_of(records), summary_of(shuffled)
    for name in ("tasks", "classes", "alerts", "sections", "leaders"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))


def test_one_month_by_hand() -> None:
    """Four tasks of two units: done, ahead, behind, not reported."""
    tasks = [{"task_id": f"t{at}", "no": str(at), "kind": "任务", "section": "甲" if at < 4 else "乙",
              "leaders": "陈明、林芳" if at == 1 else "陈明", "due": "2021-12-31", "year": 2021, "position": at}
             for at in range(1, 5)]
    units = {"t1": "区教育局", "t2": "区教育局", "t3": "区水务局", "t4": "区水务局"}
    usual = {"period": "2021-03", "role": "牵头"}
    assigned = [{"task_id": task, "unit": unit, "printed": unit, "role": "牵头"} for task, unit in units.items()]
    said = {"t1": ("已完成", None), "t2": ("推进中", 40.0), "t3": ("推进中", 20.0)}
    records = with_rows(
        Records.empty(), tasks=tasks, assignments=assigned,
        units=[{"unit": unit, "kind": "部门"} for unit in ("区教育局", "区水务局")],
        issued=[usual | {"task_id": task, "unit": unit, "revision": 1, "row_id": task} for task, unit in units.items()],
        progress=[usual | {"task_id": task, "unit": units[task], "status": status, "percent_value": percent}
                  for task, (status, percent) in said.items()],
    )
    summary = summary_of(records)
    counts = dict(zip(summary.classes["category"], summary.classes["count"], strict=True))
    expected = {"已完成": 1, "超序时进度": 1, "未达序时进度": 1, "未报送": 1}
    assert counts == dict.fromkeys(CATEGORIES, 0) | expected
    assert list(summary.classes["share"]) == [25.0, 25.0, 0.0, 25.0, 0.0, 0.0, 0.0, 0.0, 25.0]
    assert summary.classes["previous"].isna().all()
    ranked = summary.units[["unit", "rank", "total", "on_plan"]].values.tolist()
    assert ranked == [["区教育局", 1.0, 2, 100.0], ["区水务局", 2.0, 2, 0.0]]
    assert summary.leaders[["leader", "total"]].values.tolist() == [["陈明", 4], ["林芳", 1]]
    assert summary.sections[["section", "total", "on_plan"]].values.tolist() == [["甲", 3, 66.7], ["乙", 1, 0.0]]


def test_ranks_are_given_inside_each_group() -> None:
    table = summary_of(make_office(3)).units
    for _, group in table[table["total"] > 0].groupby("group"):
        scores = list(zip(group["on_plan"], group["已完成"] / group["total"], strict=True))
        assert list(group["rank"]) == [1 + sum(other > score for other in scores) for score in scores]


def test_a_unit_that_only_supports_is_listed_without_rank() -> None:
    helping = [{"task_id": "t1", "unit": unit, "printed": unit, "role": role}
               for unit, role in (("区教育局", "牵头"), ("区水务局", "配合"))]
    units = summary_of(one_task(assignments=helping)).units[["unit", "total", "supporting"]]
    assert units.values.tolist() == [["区教育局", 1, 0], ["区水务局", 0, 1]]
    assert summary_of(one_task(assignments=helping)).units["rank"].fillna(0).tolist() == [1, 0]


def test_against_the_period_before() -> None:
    reports = [{"period": "2021-02", "status": "未启动"}, {"status": "推进中"}]
    summary = summary_of(one_task(reports=reports))
    assert summary.compared
    assert list(summary.changed["previous"]) == ["未启动"]
    change = dict(zip(summary.classes["category"], summary.classes["change"], strict=True))
    assert {name: value for name, value in change.items() if value} == {"未启动": -1, "达到序时进度": 1}
    assert not summary_of(one_task(reports=reports[1:])).compared


def test_a_quarter_stands_on_its_last_month() -> None:
    records = one_task(reports=[{"period": "2021-02", "status": "未启动"}, {"status": "推进中"}])
    quarter, month = summary_of(records, "2021-Q1"), summary_of(records)
    assert quarter.collected.name == "2021-03"
    assert list(quarter.tasks["category"]) == list(month.tasks["category"]) == ["达到序时进度"]
    assert not quarter.compared


@pytest.mark.parametrize("period", ["2021-03", "2021-Q1", "2021"])
def test_an_empty_ledger(period: str) -> None:
    summary = summary_of(Records.empty(), period)
    assert summary.tasks.empty
    assert summary.classes["count"].sum() == 0


def test_input_frames_are_left_as_they_are() -> None:
    records = make_office(5, 20, 6)
    before = {name: frame.copy() for name, frame in vars(records).items() if isinstance(frame, pd.DataFrame)}
    summary_of(records)
    for name, frame in before.items():
        pd.testing.assert_frame_equal(frame, getattr(records, name))
