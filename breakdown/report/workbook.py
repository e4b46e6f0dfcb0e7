"""A summary as a print-ready workbook: overview, ledger, targets, units, leaders, sections, alerts, closings,
adjustments, returns, conflicts, changes, lights over the periods, steps, trend."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from breakdown.book import Block, Book, Chart, Lines, Mark, Sheet
from breakdown.closings import CLOSED, PENDING, SENT_BACK, STANDINGS
from breakdown.columns import CONFLICTS, FINDINGS, Column
from breakdown.frame import named
from breakdown.problems import CODES
from breakdown.report.course_sheets import change_sheet, trend_sheet
from breakdown.report.frames import (
    ADJUSTMENTS,
    ALERT_TABLE,
    ALERTS,
    CLOSING_TABLE,
    LEADER_TABLE,
    NOT_DUE,
    RETURN_TABLE,
    SECTION_TABLE,
    TASK_STANDINGS,
    UNIT_TABLE,
)
from breakdown.report.indicator_sheet import indicator_sheet
from breakdown.report.overview import names_leaders
from breakdown.report.overview_sheet import SECTION_SHEET, overview_sheet
from breakdown.report.pages import head, heading, page
from breakdown.report.repeat_sheets import step_sheet, trail_sheet
from breakdown.report.summary import Summary
from breakdown.report.views import by_severity, make_grid, or_none, total_row
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
        overview_sheet(summary, settings), _ledger(summary, settings), indicator_sheet(summary, settings),
        _units(summary, settings),
        *((_leaders(summary, settings),) if names_leaders(summary) else ()), _sections(summary, settings),
        _alerts(summary, settings), _closings(summary, settings), _adjustments(summary, settings),
        _returns(summary, settings), _conflicts(summary, settings), change_sheet(summary, settings),
        trail_sheet(summary, settings), step_sheet(summary, settings), trend_sheet(summary, settings),
    )
    whose = f"（{summary.leader}）" if summary.leader else ""
    return Book(f"{settings.name}{summary.period.title}重点任务推进情况汇总表{whose}", sheets)


def _ledger(summary: Summary, settings: Settings) -> Sheet:
    grid = make_grid("ledger", TASK_STANDINGS.pick(*_LEDGER_COLUMNS), summary.named("tasks"), filtered=True,
                     wide="content")
    title = head(summary, f"{settings.name}{summary.period.title}重点任务总台账")
    return page("总台账", (title, or_none(grid, "台账中还没有任务。")), summary, settings, "A3")


def _units(summary: Summary, settings: Settings) -> Sheet:
    units = summary.named("units")
    total = total_row(units, "unit") | {"supporting": sum(int(row.supporting) for row in units)}
    columns = tuple(column for column in UNIT_TABLE.columns
                    if summary.compared or column.name not in ("previous_rank", "moved"))
    grid = make_grid("units", columns, units, total)
    said = ("按各单位自己的填报统计；一项任务有几个牵头单位的，各计一次。按组排名：先比达标率"
            "（完成、达到或超过序时进度及持续推进的占牵头任务的比例），再比完成率；相同的名次并列。")
    said += "升降与上期名次相比。" if summary.compared else ""
    blocks = (head(summary, "责任单位推进情况"), Lines(((said, "note"),)), grid)
    return page("单位汇总", blocks, summary, settings, "A3")


def _leaders(summary: Summary, settings: Settings) -> Sheet:
    # a task with several leaders counts for each, so the leaders' rows have no meaningful sum
    grid = make_grid("leaders", LEADER_TABLE.columns, summary.named("leaders"))
    said = Lines((("一项任务有几位牵头领导的，各计一次，各行相加可能多于任务总数。", "note"),))
    blocks = (head(summary, "牵头领导分管任务推进情况"), said, or_none(grid, "台账中还没有任务。"))
    return page("领导汇总", blocks, summary, settings)


def _sections(summary: Summary, settings: Settings) -> Sheet:
    table = summary.named("sections")
    grid = make_grid("sections", SECTION_TABLE.columns, table, total_row(table, "section"))
    chart = Chart("column", "各板块达标率", "sections", "section", ("on_plan",), (0, len(table)), 13, most=1)
    blocks: tuple[Block, ...] = (head(summary, "各板块推进情况"), grid, *((chart,) if len(table) else ()))
    return page(SECTION_SHEET, blocks, summary, settings)


def _alerts(summary: Summary, settings: Settings) -> Sheet:
    alerts = summary.named("alerts")
    counts = Counter(row.alert for row in alerts)
    said = "、".join(f"{name}{counts[name]}条" for name in ALERTS if counts[name])
    columns = tuple(column for column in ALERT_TABLE.columns if column.name != "task_id")
    grid = make_grid("alerts", columns, alerts, filtered=True, wide="content")
    lines = Lines(((f"共{len(alerts)}条：{said}。", "body"),) if said else ())
    blocks = (head(summary, "预警清单"), lines, or_none(grid, "本期没有预警。"))
    return page("预警清单", blocks, summary, settings)


def _returns(summary: Summary, settings: Settings) -> Sheet:
    returns = summary.named("returns")
    late = [row for row in returns if row.state != "按时报送"]
    grid = make_grid("late", RETURN_TABLE.columns, late, wide="note")
    none = "本期应报单位全部按时报送。" if returns else "本期还没有下发填报表。"
    waiting = any(row.state == NOT_DUE for row in late)
    told = f"；待报的还没有过报送截止日（{chinese_day(summary.due)}）" if waiting else ""
    said = Lines(((f"含未报、退回未重报、空报和迟报的单位{told}。", "note"),))
    title = "未按时报送和待报单位" if waiting else "未按时报送单位"
    return page("未报送", (head(summary, title), said, or_none(grid, none)), summary, settings)


def _adjustments(summary: Summary, settings: Settings) -> Sheet:
    grid = make_grid("adjustments", ADJUSTMENTS.columns, summary.named("adjustments"), filtered=True, wide="content")
    told = "单位的调整申请和答复。同意延期的，原时限见“原为”一栏；到期后才申请延期的，仍按逾期计。"
    blocks = (head(summary, "任务调整与延期"), Lines(((told, "note"),)), or_none(grid, "没有单位申请调整。"))
    return page("调整与延期", blocks, summary, settings, "A3")


def _closings(summary: Summary, settings: Settings) -> Sheet:
    columns = tuple(column for column in CLOSING_TABLE.columns if column.name != "task_id")
    closings = summary.named("closings")
    grid = make_grid("closings", columns, closings, filtered=True, wide="content")
    marks = tuple(Mark(at, "standing", _STANDING_STYLES[row.standing]) for at, row in enumerate(closings))
    counts = Counter(row.standing for row in closings)
    said = "、".join(f"{name}{counts[name]}条" for name in STANDINGS if counts[name])
    lines = Lines(((f"报已完成的共{len(closings)}条：{said}。一项任务有几个牵头单位的，各计一条；"
                    "待核验的暂计为已完成，退回的按推进中计。", "body"),) if said else ())
    blocks = (head(summary, "任务销号清单"), lines, or_none(replace(grid, marks=marks), "还没有单位报已完成。"))
    return page("销号清单", blocks, summary, settings)


def _conflicts(summary: Summary, settings: Settings) -> Sheet:
    tasks = {task.task_id: (task.no, task.content) for task in summary.named("tasks")}
    conflicts = named((*CONFLICTS.names, "no", "content"),
                      ((*row, *tasks.get(row.task_id, ("", ""))) for row in summary.named("conflicts")))
    findings = [row._replace(code=CODES.get(row.code, row.code)) for row in by_severity(summary.named("findings"))]
    dressed = tuple((at, _SEVERITY_STYLES[row.severity]) for at, row in enumerate(findings)
                    if row.severity in _SEVERITY_STYLES)
    found = replace(make_grid("findings", _FINDING_COLUMNS, findings, wide="sentence"), row_styles=dressed)
    blocks = (
        head(summary, "冲突与问题"), heading("一、填报冲突"),
        or_none(make_grid("conflicts", _CONFLICT_COLUMNS, conflicts), "本期没有冲突。"),
        heading("二、回收中发现的问题"),
        or_none(found, "本期没有问题。"),
    )
    return page("冲突与问题", blocks, summary, settings)
