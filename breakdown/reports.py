"""The verbs of report: figures of a period from the ledger, and the workbooks and papers made of them."""

from __future__ import annotations

from datetime import date, datetime, time

from breakdown.desk import Outcome, filled, opened_ledger, write_one
from breakdown.errors import FolderError
from breakdown.files.atomic import safe_names
from breakdown.files.calendars import load_calendar
from breakdown.files.folder import Folder
from breakdown.files.templates import load_lights
from breakdown.periods import Period
from breakdown.report.summary import Summary


def summary(folder: Folder, period: Period, as_of: date | None, today: date) -> Summary:
    """The figures of a period as the ledger knows them, or knew them on the day `as_of`."""
    from breakdown.report import summarize
    from breakdown.standing import on_day

    with opened_ledger(folder) as ledger:
        known = ledger.records(datetime.combine(as_of, time.max) if as_of else None)
    if as_of and known.tasks.empty:
        next_step = "请改用较晚的日期，或不写 --as-of"
        raise FolderError(f"到{as_of}为止台账里还没有任务", "应是采用通知之后的日期", next_step)
    standing = on_day(filled(known), period.last_day)
    return summarize(standing, period, as_of or today, folder.settings, load_lights(folder.path),
                     load_calendar(folder.path))


def report_summary(folder: Folder, period: Period, as_of: date | None, today: date, dry_run: bool = False) -> Outcome:
    """Write the summary workbook of a period."""
    from breakdown.report.workbook import summary_book

    figures = summary(folder, period, as_of, today)
    book = summary_book(figures, folder.settings)
    target = folder.reports(period) / f"{safe_names([book.name])[book.name]}.xlsx"
    if not dry_run:
        write_one(book, target, folder)
    return Outcome([target], len(figures.tasks))
