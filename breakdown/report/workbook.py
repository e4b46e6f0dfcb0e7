"""A summary as a print-ready workbook: overview, ledger, units, leaders, sections, alerts, returns,
adjustments, closings, conflicts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Literal

from breakdown.book import Block, Book, Chart, Grid, Lines, Mark, Sheet, Value
from breakdown.closings import CLOSED, PENDING, SENT_BACK, STANDINGS
from breakdown.columns import CONFLICTS, FINDINGS, Column
from breakdown.problems import CODES
from breakdown.report.frames import (
    ADJUSTMENTS,
    ALERT_TABLE,
    ALERTS,
    CLASS_TABLE,
    CLOSING_TABLE,
    LEADER_TABLE,
    LIGHTS,
    RETURN_TABLE,
    RETURN_WORDS,
    SECTION_TABLE,
    TASK_STANDINGS,
    UNIT_TABLE,
)
from breakdown.report.overview import headline, names_leaders, notes
from breakdown.report.returned import return_counts
from breakdown.report.summary import Summary
from breakdown.report.views import LIGHT_STYLES, by_severity, make_grid, or_none, total_row
from breakdown.report.wording import chinese_day
from breakdown.settings import Settings

_LEDGER_COLUMNS = (
    "no", "section", "content", "leaders", "leads", "supports", "deadline", "light", "category", "status", "value",
    "percent", "basis", "progress", "problem", "next_step", "origin",
)
# Both tables of the last sheet share its columns' widths.
_CONFLICT_COLUMNS = (
    Column("no", "序号", width=7), Column("content", "重点工作", width=28), *CONFLICTS.pick("unit", width=16),
    *CONFLICTS.pick("field", width=14), *CONFLICTS.pick("value", "place", width=32),
    *CONFLICTS.pick("counted"), *CONFLICTS.pick("reason", width=28),
)
_FINDING_COLUMNS = FINDINGS.pick("severity", "place", "code", "value", "sentence", "hint")
_STANDING_STYLES = {PENDING: "yellow", SENT_BACK: "red", CLOSED: "green"}
_SEVERITY_STYLES = {"错误": "error", "存疑": "doubt"}


def summary_book(summary: Summary, settings: Settings) -> Book:
    """The month's summary workbook; every figure in it is one of the summary's frames."""
    sheets = (
        _overview(summary, settings), _ledger(summary, settings), _units(summary, settings),
        *((_leaders(summary, settings),) if names_leaders(summary) else ()), _sections(summary, settings),
        _alerts(summary, settings), _returns(summary, settings), _adjustments(summary, settings),
        _closings(summary, settings), _conflicts(summary, settings),
    )
    return Book(f"{settings.name}{summary.period.title}重点任务推进情况汇总表", sheets)


def _overview(summary: Summary, settings: Settings) -> Sheet:
    total = len(summary.tasks)
    whole = 100.0 if total else 0.0
    sums: dict[str, Value] = {"category": "合计", "count": total, "share": whole}
    columns = CLASS_TABLE.columns if summary.compared else CLASS_TABLE.pick("category", "count", "share")
    if summary.compared:
        sums |= {"previous": total, "previous_share": whole, "change": 0}
    classes = replace(make_grid("classes", columns, summary.classes, sums), repeat=False)
    values = ("count", "previous") if summary.compared else ("count",)
    blocks: tuple[Block, ...] = (
        _head(summary, f"{settings.name}{summary.period.title}重点任务推进情况汇总表"),
        Lines(tuple((line, "body") for line in headline(summary))),
        _heading("一、进展类别"), classes,
        Chart("column", "各类任务项数", "classes", "category", values, (0, len(summary.classes)), 8, ("blue", "gray")),
        _heading("二、亮灯"), _light_grid(summary), _heading("三、报送"), _return_grid(summary),
        Lines(tuple((line, "note") for line in notes(summary))),
    )
    return replace(_sheet("总览", blocks, summary, settings), landscape=False)


def _light_grid(summary: Summary) -> Grid:
    """The lights side by side: one row of counts, one of shares, each under its name."""
    columns = (Column("what", "灯", width=18), *(Column(name, name, "int", width=14) for name in LIGHTS))
    counts: tuple[Value, ...] = ("项数", *map(int, summary.lights["count"]))
    shares: tuple[Value, ...] = ("占比", *(f"{share:.1f}%" for share in summary.lights["share"]))
    marks = tuple(Mark(0, name, LIGHT_STYLES[name]) for name in LIGHTS)
    return Grid("lights", columns, (counts, shares), marks=marks, repeat=False)


def _return_grid(summary: Summary) -> Grid:
    """How many units returned how, side by side; they add up to the units asked."""
    words = (Column(word, word, "int", width=14) for word in RETURN_WORDS)
    columns = (Column("asked", "应报单位", "int", width=18), *words)
    counts = return_counts(summary.returns)
    return Grid("returns", columns, ((len(summary.returns), *counts.values()),), repeat=False)


def _ledger(summary: Summary, settings: Settings) -> Sheet:
    grid = make_grid("ledger", TASK_STANDINGS.pick(*_LEDGER_COLUMNS), summary.tasks, filtered=True, wide="content")
    head = _head(summary, f"{settings.name}{summary.period.title}重点任务总台账")
    return _sheet("总台账", (head, or_none(grid, "台账中还没有任务。")), summary, settings, "A3")


def _units(summary: Summary, settings: Settings) -> Sheet:
    total = total_row(summary.units, "unit") | {"supporting": int(summary.units["supporting"].sum())}
    grid = make_grid("units", UNIT_TABLE.columns, summary.units, total)
    said = ("按各单位自己的填报统计；一项任务有几个牵头单位的，各计一次。按组排名：先比达标率"
            "（完成、达到或超过序时进度及持续推进的占牵头任务的比例），再比完成率；相同的名次并列。")
    blocks = (_head(summary, "责任单位推进情况"), Lines(((said, "note"),)), grid)
    return _sheet("单位汇总", blocks, summary, settings, "A3")


def _leaders(summary: Summary, settings: Settings) -> Sheet:
    # a task with several leaders counts for each, so the leaders' rows have no meaningful sum
    grid = make_grid("leaders", LEADER_TABLE.columns, summary.leaders)
    said = Lines((("一项任务有几位牵头领导的，各计一次，各行相加可能多于任务总数。", "note"),))
    blocks = (_head(summary, "牵头领导分管任务推进情况"), said, or_none(grid, "台账中还没有任务。"))
    return _sheet("领导汇总", blocks, summary, settings)


def _sections(summary: Summary, settings: Settings) -> Sheet:
    table = summary.sections
    grid = make_grid("sections", SECTION_TABLE.columns, table, total_row(table, "section"))
    chart = Chart("column", "各板块达标率", "sections", "section", ("on_plan",), (0, len(table)), 13, most=1)
    blocks: tuple[Block, ...] = (_head(summary, "各板块推进情况"), grid, *((chart,) if len(table) else ()))
    return _sheet("板块汇总", blocks, summary, settings)


def _alerts(summary: Summary, settings: Settings) -> Sheet:
    counts = Counter(summary.alerts["alert"])
    said = "、".join(f"{name}{counts[name]}条" for name in ALERTS if counts[name])
    columns = tuple(column for column in ALERT_TABLE.columns if column.name != "task_id")
    grid = make_grid("alerts", columns, summary.alerts, filtered=True, wide="content")
    lines = Lines(((f"共{len(summary.alerts)}条：{said}。", "body"),) if said else ())
    blocks = (_head(summary, "预警清单"), lines, or_none(grid, "本期没有预警。"))
    return _sheet("预警清单", blocks, summary, settings)


def _returns(summary: Summary, settings: Settings) -> Sheet:
    late = summary.returns[summary.returns["state"] != "按时报送"]
    grid = make_grid("late", RETURN_TABLE.columns, late, wide="note")
    none = "本期应报单位全部按时报送。" if len(summary.returns) else "本期还没有下发填报表。"
    said = Lines((("含未报、退回未重报、空报和迟报的单位。", "note"),))
    return _sheet("未报送", (_head(summary, "未按时报送单位"), said, or_none(grid, none)), summary, settings)


def _adjustments(summary: Summary, settings: Settings) -> Sheet:
    grid = make_grid("adjustments", ADJUSTMENTS.columns, summary.adjustments, filtered=True, wide="content")
    told = "单位的调整申请和答复。同意延期的，原时限见“原为”一栏；到期后才申请延期的，仍按逾期计。"
    blocks = (_head(summary, "任务调整与延期"), Lines(((told, "note"),)), or_none(grid, "没有单位申请调整。"))
    return _sheet("调整与延期", blocks, summary, settings, "A3")


def _closings(summary: Summary, settings: Settings) -> Sheet:
    columns = tuple(column for column in CLOSING_TABLE.columns if column.name != "task_id")
    grid = make_grid("closings", columns, summary.closings, filtered=True, wide="content")
    marks = tuple(Mark(at, "standing", _STANDING_STYLES[word]) for at, word in enumerate(summary.closings["standing"]))
    counts = Counter(summary.closings["standing"])
    said = "、".join(f"{name}{counts[name]}条" for name in STANDINGS if counts[name])
    lines = Lines(((f"报已完成的共{len(summary.closings)}条：{said}。一项任务有几个牵头单位的，各计一条；"
                    "待核验的暂计为已完成，退回的按推进中计。", "body"),) if said else ())
    blocks = (_head(summary, "任务销号清单"), lines, or_none(replace(grid, marks=marks), "还没有单位报已完成。"))
    return _sheet("销号清单", blocks, summary, settings)


def _conflicts(summary: Summary, settings: Settings) -> Sheet:
    tasks = summary.tasks.set_index("task_id")[["no", "content"]]
    conflicts = summary.conflicts.join(tasks, on="task_id").fillna({"no": "", "content": ""})
    findings = by_severity(summary.findings)
    findings = findings.assign(code=findings["code"].map(lambda code: CODES.get(code, code)))
    dressed = tuple((at, _SEVERITY_STYLES[word]) for at, word in enumerate(findings["severity"])
                    if word in _SEVERITY_STYLES)
    found = replace(make_grid("findings", _FINDING_COLUMNS, findings, wide="sentence"), row_styles=dressed)
    blocks = (
        _head(summary, "冲突与问题"), _heading("一、填报冲突"),
        or_none(make_grid("conflicts", _CONFLICT_COLUMNS, conflicts), "本期没有冲突。"),
        _heading("二、回收中发现的问题"),
        or_none(found, "本期没有问题。"),
    )
    return _sheet("冲突与问题", blocks, summary, settings)


def _head(summary: Summary, title: str) -> Lines:
    said = (f"期次：{summary.period.title}　　截至：{chinese_day(summary.as_of)}　　序时进度：{summary.pace:.1f}%　　"
            f"任务总数：{len(summary.tasks)}项")
    return Lines(((title, "title"), (said, "subtitle")))


def _heading(text: str) -> Lines:
    return Lines(((text, "heading"),))


def _sheet(
    name: str, blocks: tuple[Block, ...], summary: Summary, settings: Settings, paper: Literal["A4", "A3"] = "A4"
) -> Sheet:
    return Sheet(name, blocks, paper, footer=f"{settings.name}　{chinese_day(summary.as_of)}")
