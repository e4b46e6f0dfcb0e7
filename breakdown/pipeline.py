"""The verbs, each from the disk through the rooms and back to the disk; nothing here parses, judges or draws.

`at` is the moment a command runs: it is written beside every row of the ledger. With `dry_run` nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from breakdown.book import Book, Grid, Sheet
from breakdown.desk import Outcome, Tick, filled, opened_ledger, silent, write_anew, write_one
from breakdown.engines import HERE, Engine, started
from breakdown.errors import FolderError, NoticeError
from breakdown.files.atomic import file_hash, safe_names
from breakdown.files.folder import Folder
from breakdown.files.templates import load_styles, load_words
from breakdown.files.together import Together
from breakdown.periods import Period
from breakdown.problems import Problem
from breakdown.records import FIGURES, FRAMES, Changes, Reading, Records
from breakdown.words import Words

if TYPE_CHECKING:
    import pandas as pd

    from breakdown.files.ledger import Ledger
    from breakdown.files.styles import Styles
    from breakdown.form import Kind
    from breakdown.issue import IssuePlan
    from breakdown.parse import Parsed, Part

# Under this name the ledger remembers the review workbook as it was last written or adopted.
REVIEWED = "review"
# Under this one as it was last made out of a notice, before anybody has looked at it.
READ = "read"
# And under this one the registry of units as it was last read, where nothing was wrong with it.
REGISTRY = "registry"


def read_notices(
    paths: Sequence[Path], words: Words, year: int = 0, part: Part = "all", tick: Tick = silent, fallback: int = 0
) -> Reading:
    """Read one or more notices into one Reading; NoticeError when one cannot be read or holds no task.

    year: the work year instead of the one that a notice prints; fallback: the one where it prints none.
    """
    from breakdown.parse import parse_document
    from breakdown.read import read_document
    from breakdown.tasks import build_tasks

    parsed: list[tuple[str, Parsed]] = []
    for path in paths:
        document = read_document(path, tick)
        # two files of one name are two notices
        others = sum(name.partition("（")[0] == document.name for name, _ in parsed)
        document = replace(document, name=f"{document.name}（{others + 1}）") if others else document
        parsed.append((document.name, parse_document(document, words, part)))
    return build_tasks(parsed, words, year, fallback)


def write_review(
    reading: Reading, target: Path, folder: Folder | None = None, dry_run: bool = False
) -> Outcome:
    """Write the review workbook; inside a folder names are resolved by its registry, and what differs is told."""
    from breakdown.incoming import read_under
    from breakdown.review import plan_review

    if not all(task["year"] for task in reading.rows("tasks")):
        raise NoticeError("通知没有写明年度", "标题、文号或日期中应有年份", "请加 --year 指定，例如 --year 2021")
    if folder is not None:
        reading = read_under(folder, reading)
    if dry_run:
        return Outcome([target], len(reading.tasks), reading.problems)
    book = plan_review(reading)
    if folder is None or target.resolve() != folder.review.resolve():
        written = write_anew(book, target, folder, [])
    else:
        with opened_ledger(folder) as ledger:
            known = [ledger.remembered(name) for name in (REVIEWED, READ)]
            written = write_anew(book, target, folder, known)
            ledger.remember(READ, written.hash)
    return Outcome([target], len(reading.tasks), [*written.problems, *reading.problems])


def adopt(folder: Folder, review: Path, at: datetime, dry_run: bool = False) -> Outcome:
    """Take a review workbook into the ledger, or amend the ledger by it, and bring the registry up to date."""
    from breakdown.files.reader import read_workbook
    from breakdown.review.adopt import plan_adoption
    from breakdown.review.naming import names_of
    from breakdown.review.registry import UNTAKEN, registry_book
    from breakdown.review.returned import read_review
    from breakdown.rulings import open_requests

    if not review.exists():
        expected = "应是 breakdown read 写出的核对表"
        raise FolderError(f"找不到核对表“{review}”", expected, "请先运行 breakdown read 通知文件")
    words, cells = load_words(folder.path), read_workbook(review)
    with opened_ledger(folder) as ledger:
        # what is saved from here on nobody has read
        registry = file_hash(folder.units) if folder.units.exists() else ""
        told = take_registry(folder, ledger, at, dry_run)
        known = ledger.records()
        checked = read_review(cells, words, names_of(known.units))
        changes = plan_adoption(known, checked.reading, checked.decisions)
        rows = waiting = 0
        if not dry_run:
            rows = ledger.apply(changes, "adopt", at, note=review.name)
            refused = any(problem.severity == "错误" for problem in (*checked.problems, *changes.problems))
            # one that holds what could not be taken is not written anew: what stands there is still to be mended
            if review.resolve() == folder.review.resolve() and not refused:
                ledger.remember(REVIEWED, cells.sha256)
            records = ledger.records()
            taken = [] if any(problem.code in UNTAKEN for problem in told) else [registry]
            told += write_anew(registry_book(records.units, records.members), folder.units, folder, taken).problems
            take_registry(folder, ledger, at, dry_run)
            waiting = len(open_requests(records))
    found = [*told, *checked.problems, *changes.problems]
    if waiting:
        sentence = f"还有 {waiting} 条调整申请没有写明决定，可以以后再定"
        found.append(Problem("提示", review.name, "request-open", sentence))
    return Outcome([folder.units], rows or changes.size, found)


def issue(
    folder: Folder, period: Period, units: Sequence[str], at: datetime, dry_run: bool = False, tick: Tick = silent,
    kind: Kind = "progress", engine: Engine = HERE,
) -> Outcome:
    """Write the forms of a period, one workbook per unit; kind: of progress, or of the 细化方案 alone.

    engine: who makes the workbooks. They appear together, when all are made and the ledger knows them.
    """
    from breakdown.files.guides import load_guide
    from breakdown.files.ledger import OvertakenError
    from breakdown.issue import plan_books
    from breakdown.issue.duties import why_nobody
    from breakdown.outgoing import MakeForm
    from breakdown.standing import on_day

    guide, styles = load_guide(kind, folder.path), load_styles(folder.path)
    with opened_ledger(folder) as ledger:
        told = take_registry(folder, ledger, at, dry_run)
        while True:
            since = ledger.batches()
            known = on_day(filled(ledger.records(only=FIGURES)), period.last_day)
            about = 0 if dry_run else len(units) or len(known.rows("units"))
            # the others start while this process plans what they are to write
            with started(engine, about, MakeForm.pace, MakeForm.__module__) as ready:
                plan = plan_books(known, period, folder.settings, units, kind, guide)
                if not plan.duties:
                    raise why_nobody(plan.problems, units)
                safe = safe_names(plan.names.values())
                names = {unit: f"{safe[name]}.xlsx" for unit, name in plan.names.items()}
                if dry_run:
                    break
                # what somebody else writes meanwhile may stand in the forms, too: then they are made again
                with suppress(OvertakenError), Together(folder.issued(period)) as files:
                    changes = _made(plan, names, files, styles, tick, ready)
                    # the ledger first: a form that is out must be known when it comes back
                    ledger.apply(changes, "issue", at, period.name, since=since)
                    files.place()
                    break
    return Outcome([folder.issued(period) / name for name in names.values()], len(names), [*told, *plan.problems])


def _made(
    plan: IssuePlan, names: Mapping[str, str], files: Together, styles: Styles, tick: Tick, engine: Engine
) -> Changes:
    """Make the forms of a plan, names by unit; what the ledger is to hold of them."""
    from breakdown.outgoing import MakeForm

    units, rows = list(names), {}
    with closing(engine.run(MakeForm(plan, styles), units)) as forms:
        for at, made in forms:
            files.write(names[units[at]], made.data)
            rows[at] = made.rows
            tick("写工作簿", len(units))
    files.settle()
    # in the order of units, whoever was the first to end
    return plan.changes_of(row for at in range(len(units)) for row in rows[at])


def records(folder: Folder) -> Records:
    """All that the ledger knows now."""
    with opened_ledger(folder) as ledger:
        return ledger.records()


def history(folder: Folder, task_id: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Every version of one task and of the reports on it, oldest first (columns of Ledger.history)."""
    with opened_ledger(folder) as ledger:
        return ledger.history("tasks", {"task_id": task_id}), ledger.history("progress", {"task_id": task_id})


def find_tasks(folder: Folder, number: str) -> list[dict[Any, Any]]:
    """The tasks with an id or printed number; FolderError when there is none."""
    tasks = records(folder).tasks
    found = tasks[(tasks["task_id"] == number) | (tasks["no"] == number.strip("（）()"))]
    if found.empty:
        raise FolderError(f"台账里没有序号或编号为“{number}”的任务", "应是通知中的序号或台账编号", "请核对后重试")
    return found.to_dict("records")


def copy_ledger(folder: Folder, target: Path | str, tick: Tick = silent) -> dict[str, int]:
    """Copy the ledger, its whole history, into an empty file or database, and compare the two; rows by table."""
    from breakdown.files.copying import copy_ledger as copied

    return copied(folder.ledger, target, tick)


def exported(folder: Folder, name: str) -> pd.DataFrame:
    """One table of the ledger as it stands, for other programs; problems are the findings of all merges."""
    frame: pd.DataFrame = getattr(records(folder), "findings" if name == "problems" else name)
    return frame


def export_workbook(folder: Folder, name: str, target: Path) -> Path:
    """Write one table of the ledger as a plain workbook."""
    import pandas as pd

    frame = exported(folder, name)
    columns = FRAMES["findings" if name == "problems" else name].columns
    rows = tuple(tuple(None if pd.isna(value) else value for value in row) for row in frame.itertuples(index=False))
    grid = Grid(name, columns, rows, filtered=True)
    write_one(Book(name, (Sheet(name, (grid,), paper="A3"),)), target, folder)
    return target


def take_registry(folder: Folder, ledger: Ledger, at: datetime, dry_run: bool) -> list[Problem]:
    """Bring into the ledger what the office has edited in units.xlsx since it was last read; what is to be told."""
    if not _is_ahead(folder, ledger):
        return []
    from breakdown.files.reader import read_workbook
    from breakdown.review.registry import plan_registry, read_registry

    cells = read_workbook(folder.units)
    changes = plan_registry(ledger.records(only=FIGURES), read_registry(cells))
    if not dry_run:
        ledger.apply(changes, "registry", at)
        # what was done is told but once
        if all(problem.code == "registry-changed" for problem in changes.problems):
            ledger.remember(REGISTRY, cells.sha256)
    return changes.problems


def is_registry_ahead(folder: Folder) -> bool:
    """Whether units.xlsx says what the ledger has not taken."""
    with opened_ledger(folder) as ledger:
        return _is_ahead(folder, ledger)


def _is_ahead(folder: Folder, ledger: Ledger) -> bool:
    return folder.units.exists() and file_hash(folder.units) != ledger.remembered(REGISTRY)

