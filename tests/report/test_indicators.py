"""The table of targets: each of the four kinds by its own rule, figures of the periods, where they tend."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import pytest

from breakdown.book import Grid, Lines
from breakdown.periods import parse_period
from breakdown.records import Records
from breakdown.report import summarize
from breakdown.report.indicator_sheet import indicator_sheet
from breakdown.report.summary import Summary
from tests.report.office import SETTINGS, make_office, one_task

FIRMS = {"kind": "cumulative", "value": 12, "unit": "家", "text": "新增企业12家", "name": "新增企业"}
GROWTH = {"kind": "rate", "value": 9, "unit": "%", "text": "增长9%左右", "name": "工业增加值"}
JOBLESS = {"kind": "ceiling", "value": 4, "unit": "%", "text": "控制在4%以内", "name": "失业率"}
CITY = {"kind": "qualitative", "text": "争创文明城区", "name": ""}


def summary_of(records: Records, period: str = "2021-03") -> Summary:
    return summarize(records, parse_period(period), date(2021, 4, 6), SETTINGS)


def with_target(target: Mapping[str, Any], values: Mapping[str, str], **rows: Sequence[Mapping[str, Any]]) -> Records:
    """One task with one target, reported as 推进中 with these values by period."""
    reports = [{"period": period, "status": "推进中", "value": value} for period, value in values.items()]
    return one_task(reports=reports, targets=[{"task_id": "t1", "position": 1, **target}], **rows)


def indicator(target: Mapping[str, Any], **values: str) -> Any:
    by_period = {f"2021-{name[1:]}": value for name, value in values.items()}
    return next(summary_of(with_target(target, by_period)).indicators.itertuples(index=False))


@pytest.mark.parametrize(("value", "percent", "category"), [
    ("3家", 25.0, "达到序时进度"), ("2家", 16.7, "未达序时进度"), ("8家", 66.7, "超序时进度")])
def test_a_cumulative_target_is_set_against_the_pace(value: str, percent: float, category: str) -> None:
    row = indicator(FIRMS, m03=value)
    assert (row.kind, row.goal, row.pace, row.percent, row.category) == ("累计", 12, 25.0, percent, category)
    assert row.figure == float(value[:-1])
    assert math.isnan(row.gap)


@pytest.mark.parametrize(("value", "gap", "category"), [
    ("9%", 0.0, "达到序时进度"), ("9.5%", 0.5, "超序时进度"), ("下降2%", -11.0, "未达序时进度")])
def test_a_rate_knows_no_pace(value: str, gap: float, category: str) -> None:
    row = indicator(GROWTH, m03=value)
    assert (row.kind, row.gap, row.category) == ("比率", gap, category)
    assert math.isnan(row.pace)
    assert math.isnan(row.percent)


@pytest.mark.parametrize(("value", "gap", "category"), [
    ("3.2%", -0.8, "达到序时进度"), ("4.5%", 0.5, "未达序时进度")])
def test_a_ceiling_has_no_ratio(value: str, gap: float, category: str) -> None:
    row = indicator(JOBLESS, m03=value)
    assert (row.kind, row.gap, row.category) == ("控制", gap, category)
    assert math.isnan(row.pace)
    assert math.isnan(row.percent)


def test_a_qualitative_target_stands_by_stages_and_never_has_a_per_cent() -> None:
    stages = [{"task_id": "t1", "position": at, "label": f"节点{at}", "due": f"2021-0{month}-15"}
              for at, month in enumerate((2, 6), 1)]
    records = with_target(CITY, {"2021-03": "5项"}, milestones=stages)
    row = next(summary_of(records).indicators.itertuples(index=False))
    assert (row.kind, row.stages, row.pace, row.category) == ("定性", "1/2", 50.0, "未达序时进度")
    assert math.isnan(row.figure)
    assert math.isnan(row.percent)


@pytest.mark.parametrize(("february", "march", "trend", "shrunk"), [
    ("2家", "5家", "增加3家", False), ("5家", "5家", "持平", False),
    ("5家", "2家", "减少3家，累计数应只增不减", True), ("", "2家", "", False)])
def test_the_trend_is_against_the_figure_before(february: str, march: str, trend: str, shrunk: bool) -> None:
    row = indicator(FIRMS, m02=february, m03=march)
    assert (row.trend, row.shrunk) == (trend, shrunk)


def test_a_rate_may_fall_and_moves_in_points() -> None:
    row = indicator(GROWTH, m02="9.5%", m03="8.2%")
    assert (row.trend, row.shrunk) == ("减少1.3个百分点", False)


def test_the_trend_skips_a_period_without_figure() -> None:
    assert indicator(FIRMS, m01="2家", m02="", m03="6家").trend == "增加4家"


def test_a_target_without_figure_says_so() -> None:
    row = indicator(FIRMS, m03="")
    assert (row.category, row.trend) == ("未报数字", "")
    assert math.isnan(row.figure)


def test_every_period_stands_in_its_column() -> None:
    summary = summary_of(with_target(FIRMS, {"2021-01": "1家", "2021-02": "2家", "2021-03": "5家"}))
    sheet = indicator_sheet(summary, SETTINGS)
    grid = next(block for block in sheet.blocks if isinstance(block, Grid))
    headers = [column.header for column in grid.columns]
    assert headers[4:8] == ["1月", "2月", "3月", "目标值"]
    assert grid.rows[0][:8] == ("累计", "1", "新增企业", "新增企业12家", 1, 2, 5, 12)


def test_a_qualitative_target_shows_its_classes() -> None:
    summary = summary_of(with_target(CITY, {"2021-02": "", "2021-03": ""}))
    grid = next(block for block in indicator_sheet(summary, SETTINGS).blocks if isinstance(block, Grid))
    assert grid.rows[0][4:6] == ("达序时", "达序时")


def test_figures_in_other_measures_are_counted_in_the_targets() -> None:
    money = {"kind": "cumulative", "value": 2, "unit": "亿元", "text": "引资2亿元", "name": "引资"}
    row = indicator(money, m02="3000万元", m03="0.5亿元")
    assert (row.figure, row.percent, row.trend) == (0.5, 25.0, "增加0.2亿元")


def test_kinds_add_up_to_the_targets() -> None:
    records = make_office(7, 80, 15)
    summary = summary_of(records)
    assert len(summary.indicators) == len(records.targets) > 30
    said = "".join(text for block in indicator_sheet(summary, SETTINGS).blocks if isinstance(block, Lines)
                   for text, _ in block.lines)
    for kind, count in Counter(summary.indicators["kind"]).items():
        assert f"{kind}{count}个" in said
    assert list(dict.fromkeys(summary.indicators["kind"])) == ["累计", "比率", "控制", "定性"]


def test_what_is_judged_here_is_what_judges_the_task() -> None:
    """A task running by one figure bears the class of that figure: nothing is reckoned twice."""
    summary = summary_of(make_office(9, 80, 15))
    tasks = summary.tasks.set_index("task_id")
    judged = summary.indicators[summary.indicators["figure"].notna()]
    running = [row for row in judged.itertuples(index=False) if tasks.loc[row.task_id, "basis"] == row.basis]
    assert len(running) > 5
    assert all(tasks.loc[row.task_id, "category"] == row.category for row in running)


def test_a_ledger_without_targets_says_so() -> None:
    sheet = indicator_sheet(summary_of(one_task(reports=[{"status": "推进中"}])), SETTINGS)
    assert "通知没有列出可以单独统计的目标。" in str(sheet.blocks)
    assert isinstance(summary_of(Records.empty()).indicators, pd.DataFrame)
