"""The four verbs for notebooks and other programs: in memory, frames in and frames out, no folder and no ledger file.

The frames are those of columns.py; a Records holds all of them. BreakdownError (errors.py) says why one cannot go on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from breakdown import pipeline
from breakdown.applied import applied
from breakdown.arrivals import read_return
from breakdown.desk import filled
from breakdown.files.atomic import data_hash, safe_names
from breakdown.files.calendars import load_calendar
from breakdown.files.presets import load_lights
from breakdown.files.templates import load_styles, load_words
from breakdown.files.writer import book_bytes
from breakdown.form import VERIFY, Kind
from breakdown.periods import parse_period
from breakdown.problems import Problem
from breakdown.records import Reading, Records
from breakdown.settings import Settings
from breakdown.standing import on_day
from breakdown.workdays import WEEKDAYS

if TYPE_CHECKING:
    from breakdown.merge import Returned, Unreadable
    from breakdown.report.summary import Summary

# The bytes of workbooks by file name.
Files = dict[str, bytes]


@dataclass(frozen=True)
class Issued:
    """The forms of a period, the records that know them, and what a person should see."""

    records: Records
    files: Files
    problems: list[Problem]


@dataclass(frozen=True)
class Merged:
    """The records after a merge, what a person should see, the merge's own workbook and what goes back to units."""

    records: Records
    files: Files
    problems: list[Problem]


def read_notice(notice: str | Path | Sequence[str | Path], year: int = 0) -> Reading:
    """One notice, or several with their attachments, as frames: tasks, assignments, milestones, targets, units, ….

    year: the work year instead of the one that the notice prints. NoticeError when one cannot be read.
    """
    paths = [notice] if isinstance(notice, str | Path) else notice
    return pipeline.read_notices([Path(path) for path in paths], load_words(), year)


def issue(
    known: Reading | Records, period: str, settings: Settings, units: Sequence[str] = (), kind: Kind = "progress"
) -> Issued:
    """The forms of a period for all units, or for some: from a notice just read, or from what is known by now.

    kind: "plan" asks lead units for their 细化方案 alone. FolderError when there is nobody to ask.
    """
    from breakdown.files.guides import load_guide
    from breakdown.issue import plan_books
    from breakdown.issue.duties import why_nobody

    records, when, settings = filled(_records(known)), parse_period(period), _with_holidays(settings)
    plan = plan_books(on_day(records, when.last_day), when, settings, units, kind, load_guide(kind))
    if not plan.duties:
        raise why_nobody(plan.problems, units)
    names, styles = safe_names(form.book.name for form in plan.forms), load_styles()
    files = {f"{names[form.book.name]}.xlsx": book_bytes(form.book, styles) for form in plan.forms}
    return Issued(applied(records, plan.changes), files, plan.problems)


def merge(
    records: Records, files: Mapping[str, bytes], period: str, settings: Settings, received_at: datetime
) -> Merged:
    """What came back for a period, by file name, merged into the records; merging a file twice changes nothing.

    received_at: when these files came; those that came at other times are merged by a call of their own. files of the
    result: merge.xlsx; 核验.xlsx where units claim completion, to be filled in and merged likewise; what goes back to
    units. A file that is no form is a problem, and keeps the others from nothing.
    """
    from breakdown.merge import reconcile
    from breakdown.slips import plan_slips, slip_names

    when, most, styles = parse_period(period), settings.most_bytes, load_styles()
    settings = _with_holidays(settings)
    standing = on_day(filled(records), when.last_day)
    came = (_opened(name, data, received_at, most) for name, data in files.items())
    plan = reconcile(standing, came, when, settings, load_words())
    books = {"merge": plan.book} | ({VERIFY: plan.verify.book} if plan.verify.rows else {})
    asked = (row["unit"] for row in standing.rows("issued") if row["period"] == when.name)
    books |= plan_slips(plan, standing, when, settings, slip_names((*asked, *plan.units), when)).books
    made = {f"{name}.xlsx": book_bytes(book, styles) for name, book in books.items()}
    return Merged(applied(records, plan.changes), made, plan.changes.problems)


def summarize(records: Records, period: str, settings: Settings, as_of: date) -> Summary:
    """The figures of a period as they stand on a day: frames of totals, tasks, units, leaders, alerts, returns, …."""
    from breakdown.report import summarize as figures

    when, settings = parse_period(period), _with_holidays(settings)
    return figures(on_day(filled(records), when.last_day), when, as_of, settings, load_lights(None, settings.preset))


def _records(known: Reading | Records) -> Records:
    from breakdown.review.adopt import plan_adoption

    if isinstance(known, Records):
        return known
    return applied(Records.empty(), plan_adoption(Records.empty(), known))


def _with_holidays(settings: Settings) -> Settings:
    """The settings with the calendar that the program knows, where they bring none of their own."""
    return replace(settings, calendar=load_calendar()) if settings.calendar == WEEKDAYS else settings


def _opened(name: str, data: bytes, received_at: datetime, most: int) -> Returned | Unreadable:
    return read_return(name, lambda: data, data_hash(data), received_at, most)
