"""逐期亮灯 and 重复与升级: the lights of every task over the year, and who has come to which step, and how."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from breakdown.book import Lines, Mark, Sheet, Value
from breakdown.columns import Column
from breakdown.report.frames import ESCALATIONS, MATTERS, REPEATS, TASK_STANDINGS
from breakdown.report.pages import head, heading, page
from breakdown.report.summary import Summary
from breakdown.report.views import LIGHT_STYLES, make_grid, or_none
from breakdown.settings import Settings

_LAST, _LAGS, _RED = MATTERS
_NAMED = ("no", "content", "leaders", "leads")
_COUNTED = ("running", "total")
# Stands behind a light that was red and has been made good since.
_MADE_GOOD = "△"
# Both tables of steps stand under one repeated header: they share its words and widths.
_SUBJECT = ("matter", "unit", "no", "content", "leaders", *_COUNTED)
_COUNTERS = (*REPEATS.pick(*_SUBJECT), *REPEATS.pick("periods", header="期次"), *REPEATS.pick("light"),
             *REPEATS.pick("figure", header="情况", width=36), *REPEATS.pick("step", header="步骤"),
             *REPEATS.pick("signer"))
_HISTORY = (*ESCALATIONS.pick(*_SUBJECT, "title", "light"), *ESCALATIONS.pick("figure", header="情况"),
            *ESCALATIONS.pick("step", "signer"))


def trail_sheet(summary: Summary, settings: Settings) -> Sheet:
    """The light of every task in each period shown, as it is shown now; then how often the task has lagged."""
    periods, tasks = [(shown.name, shown.period) for shown in summary.named("trend")], summary.named("tasks")
    lit = {(row.task_id, row.period): row for row in summary.named("trail")}
    lagged = {row.task_id: row for row in summary.named("repeats") if row.matter == _LAGS}
    grid = make_grid("trail", TASK_STANDINGS.pick(*_NAMED), tasks, filtered=True, wide="content")
    columns = (*grid.columns, *(Column(name, title, width=7) for name, title in periods),
               *REPEATS.pick(*_COUNTED, group="滞后"))
    rows: list[tuple[Value, ...]] = []
    marks = []
    for at, (task, shared) in enumerate(zip(tasks, grid.rows, strict=True)):
        lights = {name: lit.get((task.task_id, name)) for name, _ in periods}
        marks += [Mark(at, name, LIGHT_STYLES[row.shown]) for name, row in lights.items() if row and row.shown]
        counts = tuple(getattr(lagged.get(task.task_id), name, None) or None for name in _COUNTED)
        rows.append((*shared, *map(_shown, lights.values()), *counts))
    title = head(summary, "各项任务逐期亮灯情况")
    said = Lines(tuple((text, "note") for text in _about_lights(summary)))
    whole = replace(grid, columns=columns, rows=tuple(rows), marks=tuple(marks))
    return page("逐期亮灯", (title, said, or_none(whole, "台账中还没有任务。")), summary, settings, "A3")


def step_sheet(summary: Summary, settings: Settings) -> Sheet:
    """Counters of units and tasks with the step that each has come to, then period by period what led there."""
    repeats, year = summary.named("repeats"), f"{summary.collected.year}年"
    told = [row._replace(periods=row.periods.replace(year, ""), figure=_figure(row)) for row in repeats]
    counters = make_grid("counters", _COUNTERS, told, filtered=True, wide="content")
    # what is over is counted above; a year's every step would fill twenty pages
    now = {(row.matter, row.task_id or row.unit) for row in repeats if row.step}
    history = [row._replace(title=row.title.replace(year, "")) for row in summary.named("escalations")
               if (row.matter, row.task_id or row.unit) in now]
    passed = replace(make_grid("history", _HISTORY, history), repeat=False)
    notes = ("末位：在本组排名最后（并列的都算；全组并列、任务全部达标的不算）。滞后：未达序时、未启动、逾期或亮红灯。",
             f"连续、累计都从{year}第一期算起；未报送、申请调整、没有排名的期次既不计入，也不中断。",
             "次数按任务计；督办单只看各牵头单位自己滞后的期数和灯色，与这里的步骤可能不同。")
    blocks = (
        head(summary, "重复滞后与督办升级"), Lines(tuple((text, "body") for text in _steps_told(summary))),
        Lines(tuple((text, "note") for text in notes)), heading("一、次数和应到步骤"),
        or_none(counters, "没有末位的单位，也没有滞后、亮红灯的任务。"), heading("二、本期应到某一步的，逐期经过"),
        or_none(passed, "本期没有需要约谈、发单的情形。"),
    )
    return page("重复与升级", blocks, summary, settings, "A3")


def _shown(row: Any) -> str:
    """A light of the grid; nothing for a period in which the task was not yet in the ledger."""
    if row is None:
        return ""
    return f"{row.shown}{_MADE_GOOD}" if row.shown != row.light else str(row.shown)


def _about_lights(summary: Summary) -> tuple[str, ...]:
    trail = summary.named("trail")
    lines = [f"每格是任务当期的灯（亮灯规则：{summary.preset}）。"
             "滞后两栏是未达序时、未启动、逾期或亮红灯的期数，空着的没有滞后过。"]
    kept = sum(row.shown != row.light for row in trail)
    if kept:
        lines.append(f"带“{_MADE_GOOD}”的原亮红灯，后来补上，按规则改亮所示的灯，共{kept}处。")
    left_out = len({row.period for row in trail}) - len(summary.named("trend"))
    if left_out > 0:
        lines.append(f"全年各期较多，这里每月只列最后一期，另有{left_out}期未列；滞后期数按全部各期计。")
    return tuple(lines)


def _figure(row: Any) -> str:
    """What was found of a counter in this period; of one that was not found now, how it stands."""
    if row.figure:
        return str(row.figure)
    return "本期未报送、申请调整或没有排名，次数未变" if row.running else "本期已不在其列"


def _steps_told(summary: Summary) -> tuple[str, ...]:
    """How many units and tasks have come to which step in this period."""
    now = [row for row in summary.named("repeats") if row.figure]
    lines = []
    for matter, said, counted in ((_LAST, "本期末位的单位", "家"), (_LAGS, "本期滞后的任务", "项")):
        rows = [row for row in now if row.matter == matter]
        steps = Counter(row.step for row in rows if row.step)
        parts = "、".join(f"{step}{count}{counted}" for step, count in steps.items())
        lines.append(f"{said}{len(rows)}{counted}" + (f"，应到步骤：{parts}。" if parts else "。"))
    red = sum(row.matter == _RED for row in now)
    return (*lines, f"本期亮红灯的任务{red}项。")
