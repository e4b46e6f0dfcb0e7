"""The sheets of lights over the periods and of steps: what they print is what the trail and the counters say."""

from __future__ import annotations

from datetime import date

from breakdown.book import Grid, Lines, Sheet
from breakdown.files.presets import load_lights
from breakdown.periods import parse_period
from breakdown.report import summarize
from breakdown.report.lights import Lights
from breakdown.report.presets import PLAIN
from breakdown.report.repeat_sheets import step_sheet, trail_sheet
from breakdown.report.rows import rows_of
from breakdown.report.summary import Summary
from tests.report.office import SETTINGS, make_office, one_task

OUHAI = load_lights(name="ouhai")
MONTHS = [f"2021-{month:02d}" for month in range(1, 7)]


def summary_of(seed: int, lights: Lights = PLAIN, period: str = "2021-06") -> Summary:
    return summarize(make_office(seed, 30, 8, MONTHS), parse_period(period), date(2021, 12, 30), SETTINGS, lights)


def grids(sheet: Sheet) -> list[Grid]:
    return [block for block in sheet.blocks if isinstance(block, Grid)]


def said(sheet: Sheet) -> str:
    return "\n".join(text for block in sheet.blocks if isinstance(block, Lines) for text, _ in block.lines)


def test_every_light_of_the_trail_stands_in_its_cell_and_colour() -> None:
    summary = summary_of(4, OUHAI)
    (grid,) = grids(trail_sheet(summary, SETTINGS))
    at = {column.name: place for place, column in enumerate(grid.columns)}
    rows = dict(zip(summary.tasks["task_id"], grid.rows, strict=True))
    order = list(summary.tasks["task_id"])
    styles = {(mark.row, mark.column): mark.style for mark in grid.marks}
    colours = {"红": "red", "黄": "yellow", "绿": "green", "蓝": "blue", "灰": "gray"}
    kept = 0
    for row in rows_of(summary.trail):
        cell = rows[row.task_id][at[row.period]]
        kept += row.shown != row.light
        assert cell == row.shown + ("△" if row.shown != row.light else "")
        assert styles[order.index(row.task_id), row.period] == colours[row.shown]
    assert kept and f"共{kept}处" in said(trail_sheet(summary, SETTINGS))
    assert [column.header for column in grid.columns if column.name in MONTHS] == [f"{at}月" for at in range(1, 7)]


def test_a_preset_without_memory_has_no_mark_of_it() -> None:
    sheet = trail_sheet(summary_of(4), SETTINGS)
    assert "△" not in said(sheet) and not any("△" in str(cell) for row in grids(sheet)[0].rows for cell in row)


def test_more_than_twelve_periods_show_each_months_last() -> None:
    periods = [f"2021-{month:02d}-{part}" for month in range(1, 7) for part in ("上旬", "中旬", "下旬")]
    ledger = make_office(2, 5, 3, [parse_period(name).name for name in periods])
    last = parse_period(periods[-1])
    sheet = trail_sheet(summarize(ledger, last, date(2021, 12, 30), SETTINGS), SETTINGS)
    shown = [column.name for column in grids(sheet)[0].columns if column.width == 7 and column.name.startswith("2021")]
    assert len(shown) == 6 and "另有12期未列" in said(sheet)


def test_counters_and_their_history() -> None:
    summary = summary_of(4)
    sheet = step_sheet(summary, SETTINGS)
    counters, history = grids(sheet)
    assert [column.header for column in counters.columns] == [column.header for column in history.columns]
    assert len(counters.rows) == len(summary.repeats)
    assert len(history.rows) == sum(row.total for row in rows_of(summary.repeats) if row.step) > 0
    names = [column.name for column in counters.columns]
    for row, cells in zip(rows_of(summary.repeats), counters.rows, strict=True):
        told = dict(zip(names, cells, strict=True))
        assert (told["running"], told["total"], told["step"]) == (row.running, row.total, row.step)
        if not row.figure:
            assert str(told["figure"]).startswith("本期未报送" if row.running else "本期已不在其列")
    lagging = summary.repeats.query("matter == '滞后' and figure != ''")
    assert f"本期滞后的任务{len(lagging)}项，应到步骤：" in said(sheet)
    step, count = next(iter(lagging["step"].value_counts().items()))
    assert f"{step}{count}项" in said(sheet)


def test_nothing_that_repeats_is_said_in_a_sentence() -> None:
    summary = summarize(one_task(reports=[{"status": "推进中", "percent_value": 50}]), parse_period("2021-03"),
                        date(2021, 4, 6), SETTINGS)
    sheet = step_sheet(summary, SETTINGS)
    assert not grids(sheet)
    assert "没有末位的单位，也没有滞后、亮红灯的任务。" in said(sheet)
    assert "本期滞后的任务0项。" in said(sheet)
