"""Merging what came back: from the disk through the rooms and back to the disk, some hundred files at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from breakdown.book import Book
from breakdown.desk import Outcome, Tick, no_tasks, opened_ledger, silent, write_one
from breakdown.engines import HERE, RETURNS, Engine, Local, started
from breakdown.files.atomic import data_hash, file_hash, write_whole
from breakdown.files.folder import Folder
from breakdown.files.templates import load_styles, load_words
from breakdown.periods import Period
from breakdown.pipeline import REVIEWED, take_registry
from breakdown.problems import Problem
from breakdown.records import BASIS, FRAMES, Records, Row

if TYPE_CHECKING:
    from breakdown.files.ledger import Ledger, Stream
    from breakdown.files.returns import Arrival, Place
    from breakdown.files.sealed import Renewed
    from breakdown.files.spool import Spool
    from breakdown.merge.parts import Terms
    from breakdown.portions import Tally
    from breakdown.records import Changes
    from breakdown.shares import Shares
    from breakdown.shelved import Shelved
    from breakdown.slips import Slips

# What other processes of this machine need for a merge.
_MODULES = ("breakdown.arrivals", "breakdown.portions", "breakdown.files.drawing")


class Merged(NamedTuple):
    """What a merge came to: new returns by state, how many 退回单 units get, who has not reported, claims that wait."""

    states: Mapping[str, int]
    slips: int
    missing: Sequence[str]
    waiting: int


def merge(
    folder: Folder, paths: Sequence[Place], period: Period, at: datetime, dry_run: bool = False, tick: Tick = silent,
    prefer: Sequence[Path] = (), engine: Engine = HERE,
) -> tuple[Outcome, Merged]:
    """Merge what came back for a period: returned/PERIOD when no path is given.

    prefer: files of this merge or earlier ones, by path or name, that are to count from now on. engine: who reads them.
    What somebody else merges meanwhile counts too: then the plan is made again, until ledger and reports agree.
    """
    # the others load all that they will need while this process reads the ledger
    about = _about(paths or [folder.returned(period)])
    # what lies on disk is removed when nobody has it open any more
    with ExitStack() as disk, started(_near(engine), about, RETURNS, *_MODULES) as near:
        hands = _Hands(near if engine.near else engine, near)
        return _merge(_Wish(folder, paths, period, at, prefer), dry_run, tick, hands, disk)


class _Wish(NamedTuple):
    """What is to be merged; see merge."""

    folder: Folder
    paths: Sequence[Place]
    period: Period
    at: datetime
    prefer: Sequence[Path]


class _Hands(NamedTuple):
    """Who reads the files that came, and who does all that lies on the disk of this machine."""

    reading: Engine
    near: Engine


def _near(engine: Engine) -> Engine:
    return engine if engine.near else Local()


def _about(places: Sequence[Place]) -> int:
    """About how many files lie at some places: what is packed or far away is not looked into."""
    folders = [place for place in places if isinstance(place, Path) and place.is_dir()]
    return len(places) - len(folders) + sum(path.is_file() for place in folders for path in place.rglob("*"))


def _merge(wish: _Wish, dry_run: bool, tick: Tick, hands: _Hands, disk: ExitStack) -> tuple[Outcome, Merged]:
    from breakdown.arrivals import checks_path, hash_of
    from breakdown.files.ledger import OvertakenError
    from breakdown.files.returns import keep_copies
    from breakdown.files.spool import Spool

    folder, _, period, at, _ = wish
    checks, written = checks_path(folder, period), 0
    waiting = list[Problem]()
    with opened_ledger(folder) as ledger:
        told = take_registry(folder, ledger, at, dry_run)
        while True:
            since, seen = ledger.batches(), hash_of(checks)
            forms, came, made = (disk.enter_context(Spool()) for _ in range(3))
            arrivals, plan = _plan(wish, ledger, forms, came, made, tick, hands)
            if dry_run:
                targets, written = _targets(folder, period, plan), plan.total.size
                renewed = _renewed(folder, period, plan, dry_run)
                break
            keep_copies(arrivals, folder.returned(period))
            try:
                rows = ledger.apply_all(plan.changes, "merge", at, period.name, since=since)
            except OvertakenError:
                continue
            written += rows
            if hash_of(checks) != seen:
                # somebody has saved the workbook meanwhile: it is read before it is written anew
                continue
            targets = _targets(folder, period, plan)
            for target, book in targets:
                write_one(book, target, folder, hands.near)
            renewed = _renewed(folder, period, plan)
            waiting = _ask_office(folder, ledger) if _is_asked(ledger) else []
            if ledger.batches() == since + bool(rows):
                break
    blind = [Problem("提示", "Dask", "worker-blind", note) for note in hands.reading.notes()]
    found = [*told, *dict.fromkeys(plan.total.told), *waiting, *blind]
    files = [*(target for target, _ in targets), *renewed.written]
    return Outcome(files, written, found, renewed.removed, renewed.left), plan.merged()


@dataclass(frozen=True)
class _Plan:
    """What a merge would write: so many parts, on disk; what they come to together; who has not reported."""

    spool: Spool
    parts: int
    total: Tally
    missing: Sequence[str]

    def changes(self) -> Iterator[Changes]:
        """The plan for the ledger, in parts."""
        return self.spool.get("changes", *map(str, range(self.parts)))

    def going_back(self) -> Iterator[Slips]:
        """What goes back to units, in parts."""
        return self.spool.get("slips", *map(str, range(self.parts)))

    def merged(self) -> Merged:
        """What a person is told of it."""
        return Merged(self.total.states, self.total.redo, self.missing, self.total.waiting)


def _plan(
    wish: _Wish, ledger: Ledger, forms: Spool, came: Spool, made: Spool, tick: Tick, hands: _Hands
) -> tuple[Sequence[Arrival], _Plan]:
    """What is to be done; forms, came, made: where issued forms, what came, and what is made of it lie meanwhile."""
    from breakdown.arrivals import TakeReturn, take_returns, with_checks
    from breakdown.files.returns import choose_returns, collect_returns
    from breakdown.merge import Preferred
    from breakdown.merge.parts import Terms
    from breakdown.merge.prefer import decide, remembered
    from breakdown.merge.taking import Taking
    from breakdown.merge.verify import holds_news
    from breakdown.shares import OFFICE, share_out
    from breakdown.shelved import shelve

    folder, paths, period, at, prefer = wish
    home, settings = folder.returned(period), folder.settings
    with ledger.stream() as stream:
        if next(stream.columns("tasks", "task_id"), None) is None:
            raise no_tasks()
        shelf = shelve(forms, stream, period)
        known, closings = _rows("returns", stream), _rows("closings", stream, period.name)
    mine = [row for row in known if row["period"] == period.name]
    arrivals = collect_returns(list(paths) or [home], home, known, at, settings.most_bytes)
    arrivals = with_checks(arrivals, folder, period, {row["sha256"] for row in mine},
                           lambda returned: holds_news(returned, shelf, closings, period, settings), at)
    chosen = choose_returns(prefer, arrivals, mine)
    taking = Taking(shelf if hands.reading.near else shelf.carried(), period, settings, load_words(folder.path))
    packed = take_returns(arrivals, TakeReturn(taking, settings.most_bytes), hands.reading, tick)
    came.put("fresh", (("", each) for each in packed))
    with ledger.stream() as stream:
        shares = share_out(came, stream, period)
    stamps = decide(lambda: map(shares.files, (*shares, OFFICE)), remembered(mine),
                    Preferred(chosen, at) if chosen else None)
    terms = Terms(shelf, period, settings, shares.fresh, stamps)
    return arrivals, _merged(shares, shelf, terms, made, hands.near, tick)


def _rows(name: str, stream: Stream, period: str = "") -> list[Row]:
    from breakdown.files.schema import in_order

    return Records.empty().but(**{name: in_order(FRAMES[name], stream.rows(name, period))}).rows(name)


def _merged(shares: Shares, shelf: Shelved, terms: Terms, spool: Spool, engine: Engine, tick: Tick) -> _Plan:
    """The plan with all shares of units, what the office decided on them, what several units say of one task."""
    from breakdown.merge.changes import plan_changes
    from breakdown.merge.parts import compare_units, merge_decisions, settle_decisions, tasks_by_id
    from breakdown.portions import MergeShare, portion_of
    from breakdown.shares import BETWEEN, OFFICE
    from breakdown.slips import slip_names

    period = terms.period
    asked = shelf.newest(period.name)
    names = slip_names({*asked, *shelf.newest(period.name, "plan"), *shares.division.units}, period)
    decisions = settle_decisions(shares.files(OFFICE), terms)
    work = MergeShare(shares, shelf, terms, decisions, shares.by_share(decisions.rows(period)), names)
    listed, tallies = list(shares), {}
    with closing(engine.run(work, listed)) as portions:
        for at, portion in portions:
            spool.keep(at, portion.parcel)
            tallies[at] = portion.tally
            tick("合并", len(listed))
    # in their order, whoever was the first to end
    total = reduce(add, (tallies[at] for at in range(len(listed))))
    office = shares.with_tasks(shares.held(OFFICE), (key[0] for key in decisions.settled.winners))
    decided = merge_decisions(office, decisions, total.stated, terms)
    between = compare_units(spool.in_order("said"),
                            lambda ids: tasks_by_id(shares.with_tasks(Records.empty(), ids)), period)
    for part, known in ((decided, office), (between, shares.held(BETWEEN))):
        parcel, tally = portion_of(part, plan_changes(part.wanted, known, period.name))
        spool.keep(len(listed), parcel)
        listed.append("")
        total += tally
    return _Plan(spool, len(listed), total, [unit for unit in asked if unit not in total.came])


def _targets(folder: Folder, period: Period, plan: _Plan) -> list[tuple[Path, Book]]:
    from breakdown.arrivals import checks_path
    from breakdown.merge.results import TABLES, results_book
    from breakdown.merge.verify_form import verify_book

    checks, spool = checks_path(folder, period), plan.spool
    lines = {name: spool.in_order(f"line {name}") for name in TABLES}
    targets = [(folder.reports(period) / "merge.xlsx", results_book(lines, period, folder.settings))]
    # without claims there is nothing to check, unless there was before
    if plan.total.checks or checks.exists():
        targets.append((checks, verify_book(spool.in_order("checks"), period, folder.settings)))
    return targets


def _renewed(folder: Folder, period: Period, plan: _Plan, dry_run: bool = False) -> Renewed:
    """Write what goes back to units, and take away what is over."""
    from breakdown.files.sealed import Renewed, renew, sealed_books

    done, styles = Renewed(), load_styles(folder.path)
    for slips in plan.going_back():
        books = sealed_books(slips.books, styles)
        part = renew(folder.reports(period) / "退回单", books, slips.stale, folder.settings.key, dry_run)
        done = Renewed(done.written + part.written, done.removed + part.removed, done.left + part.left)
    return done


def _is_asked(ledger: Ledger) -> bool:
    """Whether any unit has ever asked for a change."""
    with ledger.stream() as stream:
        return next(stream.columns("requests", "task_id"), None) is not None


def _ask_office(folder: Folder, ledger: Ledger) -> list[Problem]:
    """Write the review workbook anew where units ask for changes that nobody has decided on; what the office is told.

    One in which the office has typed since it was last written or adopted is left alone.
    """
    from breakdown.rulings import open_requests

    known = ledger.records(only=(*BASIS, "requests", "rulings"))
    waiting = len(open_requests(known))
    if not waiting:
        return []
    from breakdown.files.writer import book_bytes
    from breakdown.review import plan_review
    from breakdown.review.requests import requests_sheet
    from breakdown.review.standing import ledger_reading

    book = plan_review(ledger_reading(known, folder.settings.year), requests_sheet(known))
    data = book_bytes(book, load_styles(folder.path))
    next_step = f"请在 {folder.review.name} 的“调整申请”表中写明决定，保存后运行 breakdown adopt"
    if not folder.review.exists() or file_hash(folder.review) in (ledger.remembered(REVIEWED), data_hash(data)):
        write_whole(folder.review, data)
        ledger.remember(REVIEWED, data_hash(data))
    else:
        next_step = (f"{folder.review.name} 里有还没有采用的内容，没有重写；"
                     "请先运行 breakdown adopt，再合并一次，就能看到这些申请")
    return [Problem("提示", folder.review.name, "request-open", f"有 {waiting} 条调整申请待决定；{next_step}")]


