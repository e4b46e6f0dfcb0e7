"""The verbs of report: figures of a period from the ledger, and the workbooks and papers made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from breakdown.desk import Outcome, filled, opened_ledger, write_one, write_together
from breakdown.errors import FolderError
from breakdown.files.atomic import safe_names, write_whole
from breakdown.files.folder import Folder
from breakdown.files.presets import load_lights, load_scoring
from breakdown.files.templates import find_template, load_styles
from breakdown.periods import Period, parse_period
from breakdown.problems import Problem
from breakdown.records import FIGURES, Records

if TYPE_CHECKING:
    from breakdown.files.ledger import Ledger
    from breakdown.report.dashboard import Dashboard
    from breakdown.report.sample import Sample
    from breakdown.report.status import StatusTable
    from breakdown.report.summary import Summary

# A page that goes by chat or mail is smaller than this; how many periods' texts are told when it would not be.
_MOST_BYTES = 2_000_000
_PERIODS_TOLD = (12, 6, 3, 1)


def summary(folder: Folder, period: Period, as_of: date | None, today: date) -> Summary:
    """The figures of a period as the ledger knows them, or knew them on the day `as_of`."""
    return _figures(folder, _known(folder, as_of), period, as_of or today)


def status(folder: Folder, period: Period | None, as_of: date | None, today: date) -> list[StatusTable]:
    """The main figures alone; where no period is named, of the last one for which forms went out or came back."""
    from breakdown.report.history import asked_periods
    from breakdown.report.status import status_tables
    from breakdown.standing import on_day

    with opened_ledger(folder) as ledger:
        known = _known_to(ledger, as_of)
        asked = [] if period else asked_periods(ledger.records(only=FIGURES))
    when = period or (asked[-1] if asked else parse_period(f"{today:%Y-%m}"))
    lights = load_lights(folder.path, folder.settings.preset)
    return status_tables(on_day(known, when.last_day), when, as_of or today, lights, folder.settings)


def report_summary(folder: Folder, period: Period, as_of: date | None, today: date, dry_run: bool = False) -> Outcome:
    """Write the summary workbook of a period; FolderError when nothing was asked of the units in it."""
    from breakdown.report.workbook import summary_book

    _, figures = _asked(folder, period, as_of, today)
    book = summary_book(figures, folder.settings)
    target = folder.reports(period) / f"{safe_names([book.name])[book.name]}.xlsx"
    if not dry_run:
        write_one(book, target, folder)
    return Outcome([target], len(figures.named("tasks")), _early(figures))


def report_bulletin(
    folder: Folder, period: Period, as_of: date | None, today: date, public: bool = False, dry_run: bool = False
) -> Outcome:
    """Write the bulletin of a period as a Word document; a problem where it is too long for one topic.

    One in which somebody has typed is left alone. public: no unit is named for a failing.
    """
    from breakdown.files.fonts import font_problems
    from breakdown.files.sealed import renew, sealed_papers
    from breakdown.report.bulletin import bulletin_paper, length_problems

    _, figures = _asked(folder, period, as_of, today)
    paper = bulletin_paper(figures, folder.settings, load_lights(folder.path, folder.settings.preset).signer, public)
    files = sealed_papers([replace(paper, name=safe_names([paper.name])[paper.name])], folder.path)
    renewed = renew(folder.reports(period), files, (), folder.settings.key, dry_run)
    told = [*_early(figures), *length_problems(paper), *font_problems(find_template(paper.template, folder.path))]
    return Outcome(renewed.written, len(figures.tasks), told, renewed.removed, renewed.left)


def report_by_leader(
    folder: Folder, period: Period, as_of: date | None, today: date, dry_run: bool = False
) -> tuple[Outcome, int]:
    """Write a summary workbook for each leader with the tasks he leads; and how many tasks name no leader.

    FolderError when no task names one.
    """
    from breakdown.report.by_leader import leaders_of, of_leader
    from breakdown.report.workbook import summary_book

    _, figures = _asked(folder, period, as_of, today)
    lights = load_lights(folder.path, folder.settings.preset)
    leaders = leaders_of(figures)
    if not leaders:
        raise FolderError("台账里的任务都没有写牵头领导", "应有牵头领导一栏", "请去掉 --by leader，写一份总的汇总表")
    made = [summary_book(of_leader(figures, one, lights, folder.settings), folder.settings) for one in leaders]
    names, place = safe_names(book.name for book in made), folder.reports(period) / "牵头领导"
    books = {names[book.name]: book for book in made}
    if not dry_run:
        write_together(books, place, folder)
    outcome = Outcome([place / f"{name}.xlsx" for name in books], len(figures.tasks), _early(figures))
    return outcome, int((figures.tasks["leaders"] == "").sum())


def report_across(
    folder: Folder, others: Sequence[Folder], period: Period, as_of: date | None, today: date, dry_run: bool = False
) -> Outcome:
    """Write one summary workbook of several folders' ledgers into this folder; each keeps its area's name.

    FolderError, with the folder, where one cannot be read or asked nothing of its units in the period.
    """
    from breakdown.across import Area, together
    from breakdown.report.workbook import summary_book
    from breakdown.standing import on_day

    areas = []
    for other in others:
        known = _known(other, as_of)
        _check_asked(known, period, f"{other.settings.name}：")
        areas.append(Area(other.settings.name, on_day(known, period.last_day)))
    repeated = [area.name for at, area in enumerate(areas) if area.name in (one.name for one in areas[:at])]
    if repeated:
        found = f"有两个文件夹的地区都叫“{repeated[0]}”"
        next_step = "请核对 --across，或改其中一个 breakdown.toml 的 name"
        raise FolderError(found, "汇到一起的各地区名称应各不相同", next_step)
    figures = _figures(folder, together(areas), period, as_of or today)
    book = summary_book(figures, folder.settings)
    target = folder.reports(period) / f"{safe_names([book.name])[book.name]}（各地区）.xlsx"
    if not dry_run:
        write_one(book, target, folder)
    return Outcome([target], len(figures.named("tasks")), _early(figures))


def report_sample(
    folder: Folder, period: Period, count: int, seed: int, as_of: date | None, today: date, dry_run: bool = False
) -> tuple[Outcome, Sample]:
    """Draw a sample of a period's reports: the list with its method and frame, and the 核验 workbook to fill in.

    A file in which somebody has typed is left alone. FolderError when there are not as many reports.
    """
    from breakdown.files.sealed import renew, sealed_books
    from breakdown.merge.verify_form import spot_check_book
    from breakdown.report.sample import draw_sample
    from breakdown.report.sample_book import sample_book
    from breakdown.standing import on_day

    known, figures = _asked(folder, period, as_of, today, year=False)
    sample, form = draw_sample(figures, count, seed), f"抽查核验-种子{seed}"
    standing = on_day(known, period.last_day)
    checks = spot_check_book(standing, sample.collected, folder.settings, sample.keys, form)
    books = {book.name: book for book in (sample_book(sample, folder.settings, form), checks)}
    files = sealed_books(books, load_styles(folder.path))
    renewed = renew(folder.reports(period) / "抽查", files, (), folder.settings.key, dry_run)
    return Outcome(renewed.written, len(sample.keys), removed=renewed.removed, left=renewed.left), sample


def report_slips(
    folder: Folder, period: Period, as_of: date | None, today: date, dry_run: bool = False
) -> tuple[Outcome, str]:
    """Write the slips of a period, one document for each unit, and their register; how many there are of each kind.

    Documents of an earlier run that are over are taken away; one in which somebody has typed is left alone.
    """
    from breakdown.files.fonts import font_problems
    from breakdown.files.sealed import renew, sealed_papers
    from breakdown.report.slip_papers import REGISTER, slip_counts, slip_papers, unit_paper
    from breakdown.report.slips import slip_table

    known, figures = _asked(folder, period, as_of, today)
    slips = slip_table(figures, load_lights(folder.path, folder.settings.preset))
    papers = slip_papers(slips, figures, folder.settings)
    units = (unit_paper(unit) for unit in sorted(known.units["unit"]))
    names = safe_names([REGISTER, *units, *(paper.name for paper in papers)])
    files = sealed_papers((replace(paper, name=names[paper.name]) for paper in papers), folder.path)
    stale = [f"{name}.docx" for name in names.values() if f"{name}.docx" not in files]
    renewed = renew(folder.reports(period) / "督办单", files, stale, folder.settings.key, dry_run)
    fonts = font_problems(find_template(papers[0].template, folder.path)) if papers else []
    return Outcome(renewed.written, len(slips), fonts, renewed.removed, renewed.left), slip_counts(slips)


def report_scores(folder: Folder, period: Period, as_of: date | None, today: date, dry_run: bool = False) -> Outcome:
    """Write the scores of all units from the beginning of the year to the end of a period."""
    from breakdown.report.score_book import score_book
    from breakdown.report.scores import score_units
    from breakdown.standing import on_day

    known = _known(folder, as_of)
    _check_asked(known, period)
    lights = load_lights(folder.path, folder.settings.preset)
    scored = score_units(on_day(known, period.last_day), period, as_of or today, lights, folder.settings,
                         load_scoring(folder.path))
    book = score_book(scored, folder.settings)
    target = folder.reports(period) / f"{safe_names([book.name])[book.name]}.xlsx"
    if not dry_run:
        write_one(book, target, folder)
    return Outcome([target], len(scored.scores), _not_due(scored.periods[-1], scored.due, scored.waiting))


def report_dashboard(folder: Folder, period: Period, as_of: date | None, today: date, dry_run: bool = False) -> Outcome:
    """Write the leader's page of a period, one HTML file that needs nothing else."""
    from breakdown.report.dashboard import build_dashboard
    from breakdown.standing import on_day

    known, figures = _asked(folder, period, as_of, today)
    standing = on_day(known, period.last_day)
    page = build_dashboard(figures, standing, folder.settings)
    target = folder.reports(period) / f"{safe_names([page.name])[page.name]}.html"
    if not dry_run:
        write_whole(target, _page_bytes(page, folder))
    return Outcome([target], len(figures.named("tasks")), _early(figures))


def _early(figures: Summary) -> list[Problem]:
    from breakdown.report.overview import waiting_units

    return _not_due(figures.collected, figures.due, waiting_units(figures))


def _not_due(collected: Period, due: date, waiting: int) -> list[Problem]:
    """That a paper comes before its time where units need not have returned anything yet."""
    from breakdown.report.overview import waiting_sentence

    sentence = waiting_sentence(collected, due, waiting)
    return [Problem("提示", collected.title, "not-due", sentence, "请在截止日以后再印发")] if waiting else []


def _asked(
    folder: Folder, period: Period, as_of: date | None, today: date, year: bool = True
) -> tuple[Records, Summary]:
    """What the ledger knows, and the figures of a period; FolderError when nothing was asked of the units in it."""
    known = _known(folder, as_of)
    _check_asked(known, period)
    return known, _figures(folder, known, period, as_of or today, year)


def _known(folder: Folder, as_of: date | None) -> Records:
    """What the ledger knows, or knew on the evening of a day."""
    with opened_ledger(folder) as ledger:
        return _known_to(ledger, as_of)


def _known_to(ledger: Ledger, as_of: date | None) -> Records:
    known = ledger.records(datetime.combine(as_of, time.max) if as_of else None, FIGURES)
    if as_of and not known.rows("tasks"):
        next_step = "请改用较晚的日期，或不写 --as-of"
        raise FolderError(f"到{as_of}为止台账里还没有任务", "应是采用通知之后的日期", next_step)
    return filled(known)


def _figures(folder: Folder, known: Records, period: Period, as_of: date, year: bool = True) -> Summary:
    from breakdown.report import summarize
    from breakdown.standing import on_day

    lights = load_lights(folder.path, folder.settings.preset)
    return summarize(on_day(known, period.last_day), period, as_of, folder.settings, lights, year)


def _check_asked(known: Records, period: Period, where: str = "") -> None:
    """A paper on a period in which no unit was asked for anything would call all of them late."""
    from breakdown.report.history import asked_periods, collecting_period

    asked = asked_periods(known)
    if collecting_period(asked, period) in asked:
        return
    names = "、".join(one.name for one in asked[-6:])
    expected = f"台账里有填报表的期次：{names}" if names else "应先用 breakdown issue 发出填报表"
    next_step = "请核对 --period；要查当时所知的，请核对 --as-of"
    raise FolderError(f"{where}{period.title}没有发过填报表，也没有收到回表", expected, next_step)


def _page_bytes(page: Dashboard, folder: Folder) -> bytes:
    """The page, with fewer of the older texts where it would be too large to send."""
    from breakdown.files.pages import page_bytes
    from breakdown.report.dashboard import without_old_texts

    data = page_bytes(page.facts, page.histories, folder.path)
    for kept in _PERIODS_TOLD:
        if len(data) <= _MOST_BYTES:
            break
        fewer = without_old_texts(page, kept)
        data = page_bytes(fewer.facts, fewer.histories, folder.path)
    return data
