"""The command line of report: one command per workbook or paper of a period."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from breakdown.here import AsOf, DryRun, Period, below, day_of, folder_here, now
from breakdown.shell import Command, Group

report = typer.Typer(cls=Group, no_args_is_help=True, rich_markup_mode=None, help="写一期的报表和文件。")


@report.command("summary", cls=Command)
def report_summary(
    period: Period,
    as_of: AsOf = "",
    across: Annotated[list[Path] | None, typer.Option(
        "--across", help="把这些工作文件夹（如各县）的台账汇成一份，可写多次", metavar="文件夹")] = None,
    by: Annotated[Literal["leader"] | None, typer.Option("--by", help="leader 每位牵头领导一份")] = None,
    dry_run: DryRun = False,
) -> None:
    """写一期的汇总表，打印即可用。"""
    from breakdown import reports, screen
    from breakdown.errors import FolderError
    from breakdown.files.folder import open_folder
    from breakdown.periods import parse_period

    day, when, folder, today = day_of(as_of), parse_period(period), folder_here(), now().date()
    if across and by:
        raise FolderError("--across 和 --by 不能一起用", "一次只写一种汇总表", "请分两次运行")
    if by:
        outcome, nobody = reports.report_by_leader(folder, when, day, today, dry_run)
        screen.show_by_leader(outcome, nobody, dry_run)
        return
    if across:
        outcome = reports.report_across(folder, [open_folder(below(one)) for one in across], when, day, today, dry_run)
    else:
        outcome = reports.report_summary(folder, when, day, today, dry_run)
    screen.show_report(outcome, dry_run)


@report.command("bulletin", cls=Command)
def report_bulletin(
    period: Period,
    as_of: AsOf = "",
    public: Annotated[bool, typer.Option("--public", help="公开版：不点名批评任何单位")] = False,
    dry_run: DryRun = False,
) -> None:
    """写一期的通报，Word 公文格式，附件横排。"""
    from breakdown import reports, screen
    from breakdown.periods import parse_period

    day = day_of(as_of)
    outcome = reports.report_bulletin(folder_here(), parse_period(period), day, now().date(), public, dry_run)
    screen.show_report(outcome, dry_run)


@report.command("sample", cls=Command)
def report_sample(
    period: Period,
    seed: Annotated[int, typer.Option("--seed", help="种子，任意整数；同一种子结果相同", metavar="整数")],
    count: Annotated[int, typer.Option("-n", help="抽几条", metavar="条数")] = 12,
    as_of: AsOf = "",
    dry_run: DryRun = False,
) -> None:
    """抽查：按单位和状态分层抽取，写抽查清单和核验表。"""
    from breakdown import reports, screen
    from breakdown.periods import parse_period

    day = day_of(as_of)
    folder, today = folder_here(), now().date()
    outcome, sample = reports.report_sample(folder, parse_period(period), count, seed, day, today, dry_run)
    screen.show_sample(outcome, sample, dry_run)


@report.command("slips", cls=Command)
def report_slips(
    period: Period,
    as_of: AsOf = "",
    dry_run: DryRun = False,
) -> None:
    """写督办单（交办单、催办单、督办通知单等），一单位一个文件，一事一页，另附登记簿。"""
    from breakdown import reports, screen
    from breakdown.periods import parse_period

    day = day_of(as_of)
    outcome, counts = reports.report_slips(folder_here(), parse_period(period), day, now().date(), dry_run)
    screen.show_slips(outcome, counts, dry_run)


@report.command("scores", cls=Command)
def report_scores(
    period: Period,
    as_of: AsOf = "",
    dry_run: DryRun = False,
) -> None:
    """考核：按计分规则算各单位得分、分组排名，每一分写明出处。"""
    from breakdown import reports, screen
    from breakdown.periods import parse_period

    day = day_of(as_of)
    outcome = reports.report_scores(folder_here(), parse_period(period), day, now().date(), dry_run)
    screen.show_report(outcome, dry_run)


@report.command("dashboard", cls=Command)
def report_dashboard(
    period: Period,
    as_of: AsOf = "",
    dry_run: DryRun = False,
) -> None:
    """写一个网页给领导看：总数、亮灯、趋势、各板块、各单位，能筛选，点任务看全程。"""
    from breakdown import reports, screen
    from breakdown.periods import parse_period

    day = day_of(as_of)
    outcome = reports.report_dashboard(folder_here(), parse_period(period), day, now().date(), dry_run)
    screen.show_report(outcome, dry_run)
