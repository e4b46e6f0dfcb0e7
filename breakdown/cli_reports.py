"""The command line of report: one command per workbook or paper of a period."""

from __future__ import annotations

import typer

from breakdown.here import AsOf, DryRun, Period, day_of, folder_here, now
from breakdown.shell import Command, Group

report = typer.Typer(cls=Group, no_args_is_help=True, rich_markup_mode=None, help="写一期的汇总表。")


@report.command("summary", cls=Command)
def report_summary(
    period: Period,
    as_of: AsOf = "",
    dry_run: DryRun = False,
) -> None:
    """写一期的汇总表，打印即可用。"""
    from breakdown import reports, screen
    from breakdown.periods import parse_period

    day = day_of(as_of)
    outcome = reports.report_summary(folder_here(), parse_period(period), day, now().date(), dry_run)
    screen.show_files(outcome.files, dry_run)
