"""Merging what came back: from the disk through the rooms and back to the disk, some hundred files at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from breakdown.book import Book
from breakdown.desk import Outcome, Tick, no_tasks, opened_ledger, silent, write_one
from breakdown.engines import HERE, RETURNS, Engine, started
from breakdown.files.atomic import data_hash, file_hash, write_whole
from breakdown.files.folder import Folder
from breakdown.files.templates import load_styles, load_words
from breakdown.framed import Held
from breakdown.periods import Period
from breakdown.pipeline import REVIEWED, take_registry
from breakdown.problems import Problem
from breakdown.records import FRAMES, Changes, Records, Row

if TYPE_CHECKING:
    from breakdown.files.ledger import Ledger, Stream
    from breakdown.files.returns import Arrival, Place
    from breakdown.files.sealed import Renewed
    from breakdown.files.spool import Spool
    from breakdown.merge.parts import Part, Terms
    from breakdown.merge.verify_checks import Stated
    from breakdown.shares import Shares
    from breakdown.slips import Slips


_STATE = FRAMES["returns"].names.index("state")


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
    # the others load what they need while this process reads the ledger
    with started(engine, _about(paths or [folder.returned(period)]), RETURNS, "breakdown.arrivals") as ready:
        return _merge(_Wish(folder, paths, period, at, prefer), dry_run, tick, ready)


class _Wish(NamedTuple):
    """What is to be merged; see merge."""

    folder: Folder
    paths: Sequence[Place]
    period: Period
    at: datetime
    prefer: Sequence[Path]


def _about(places: Sequence[Place]) -> int:
    """About how many files lie at some places: what is packed or far away is not looked into."""
    folders = [place for place in places if isinstance(place, Path) and place.is_dir()]
    return len(places) - len(folders) + sum(path.is_file() for place in folders for path in place.rglob("*"))


def _merge(wish: _Wish, dry_run: bool, tick: Tick, engine: Engine) -> tuple[Outcome, Merged]:
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
            with Spool() as forms, Spool() as spool:
                arrivals, plan = _plan(wish, ledger, forms, spool, tick, engine)
                if dry_run:
                    targets, written = _targets(folder, period, plan), plan.size
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
                    write_one(book, target, folder, engine)
                renewed = _renewed(folder, period, plan)
            waiting = _ask_office(folder, ledger) if plan.asked else []
            if ledger.batches() == since + bool(rows):
                break
    blind = [Problem("提示", "Dask", "worker-blind", note) for note in engine.notes()]
    found = [*told, *dict.fromkeys(plan.told), *waiting, *blind]
    files = [*(target for target, _ in targets), *renewed.written]
    return Outcome(files, written, found, renewed.removed, renewed.left), plan.merged()


@dataclass
class _Plan:
    """What a merge would write; all but what a person is told on disk."""

    spool: Spool
    told: list[Problem] = field(default_factory=list)
    states: Counter[str] = field(default_factory=Counter)
    size: int = 0
    slips: int = 0
    missing: Sequence[str] = ()
    checks: int = 0
    waiting: int = 0
    asked: bool = False

    def take(self, part: Part, changes: Changes) -> None:
        """Add what a part comes to."""
        self.spool.put("changes", [("", changes)])
        for name, lines in part.lines.items():
            self.spool.add(f"line {name}", ((line.order, line) for line in lines))
        self.spool.add("said", ((one[:3], one) for one in part.said))
        self.spool.add("checks", ((row.order, row) for row in part.checks))
        self.told += part.told
        self.asked = self.asked or bool(part.wanted.get("requests"))
        self.size += changes.size
        returns = changes.added("returns")
        if isinstance(returns, Held):
            self.states.update(row[_STATE] for row in returns.tuples)
        self.checks += len(part.checks)
        self.waiting += sum(not row.typed.get("result") for row in part.checks)

    def send_back(self, slips: Slips, redo: int) -> None:
        """Add what goes back to some units, among it so many 退回单."""
        self.spool.put("slips", [("", slips)])
        self.slips += redo

    def changes(self) -> Iterator[Changes]:
        """The plan for the ledger, in parts."""
        return self.spool.get("changes", "")

    def going_back(self) -> Iterator[Slips]:
        """What goes back to units, in parts."""
        return self.spool.get("slips", "")

    def merged(self) -> Merged:
        """What a person is told of it."""
        return Merged(self.states, self.slips, self.missing, self.waiting)


def _plan(
    wish: _Wish, ledger: Ledger, forms: Spool, spool: Spool, tick: Tick, engine: Engine
) -> tuple[Sequence[Arrival], _Plan]:
    from breakdown.arrivals import TakeReturn, take_returns, with_checks
    from breakdown.files.returns import choose_returns, collect_returns
    from breakdown.merge import Preferred
    from breakdown.merge.parts import Terms
    from breakdown.merge.prefer import decide, remembered
    from breakdown.merge.taking import Taking
    from breakdown.merge.verify import holds_news
    from breakdown.shares import OFFICE, Shares
    from breakdown.shelved import shelve

    folder, paths, period, at, prefer = wish
    home, settings = folder.returned(period), folder.settings
    with ledger.stream() as stream:
        if next(stream.columns("tasks", "task_id"), None) is None:
            raise no_tasks()
        shelf = shelve(forms, stream, period)
        known, closings = _rows("returns", stream), _rows("closings", stream, period.name)
        plan = _Plan(spool, asked=next(stream.columns("requests", "task_id"), None) is not None)
    shelf = shelf if engine.near else shelf.carried()
    mine = [row for row in known if row["period"] == period.name]
    arrivals = collect_returns(list(paths) or [home], home, known, at, settings.most_bytes)
    arrivals = with_checks(arrivals, folder, period, {row["sha256"] for row in mine},
                           lambda returned: holds_news(returned, shelf, closings, period, settings), at)
    chosen = choose_returns(prefer, arrivals, mine)
    work = TakeReturn(Taking(shelf, period, settings, load_words(folder.path)), settings.most_bytes)
    spool.put("fresh", (("", packed) for packed in take_returns(arrivals, work, engine, tick)))
    with ledger.stream() as stream:
        shares = Shares(spool, stream, period)
    stamps = decide(lambda: map(shares.files, (*shares, OFFICE)), remembered(mine),
                    Preferred(chosen, at) if chosen else None)
    _merge_parts(shares, Terms(shelf, period, settings, shares.fresh, stamps), shelf.issued, plan, tick)
    return arrivals, plan


def _rows(name: str, stream: Stream, period: str = "") -> list[Row]:
    from breakdown.files.schema import in_order

    return Records.empty().but(**{name: in_order(FRAMES[name], stream.rows(name, period))}).rows(name)


def _merge_parts(
    shares: Shares, terms: Terms, issued: Callable[[Iterable[str]], Held], plan: _Plan, tick: Tick
) -> None:
    """Merge all shares of units, what the office decided on them, and what several units say of one task.

    issued: rows of the newest forms of some units.
    """
    from breakdown.merge.changes import plan_changes
    from breakdown.merge.parts import compare_units, merge_decisions, merge_units, settle_decisions, tasks_by_id
    from breakdown.shares import BETWEEN, OFFICE
    from breakdown.slips import plan_slips, slip_names

    period, settings = terms.period, terms.settings
    asked = terms.shelf.newest(period.name)
    names = slip_names({*asked, *terms.shelf.newest(period.name, "plan"), *shares.division.units}, period)
    decisions = settle_decisions(shares.files(OFFICE), terms)
    decided = shares.by_share(decisions.rows(period))

    def merge_share(share: str) -> tuple[Stated, frozenset[str]]:
        # nothing of a share is in memory any more when the next one comes
        files, about = shares.files(share), decided.get(share, ())
        records = shares.records(share, files, about, terms.shelf)
        part = merge_units(records, files, decisions, about, terms)
        plan.take(part, plan_changes(part.wanted, records, period.name))
        if part.units:
            known = records.but(issued=issued(refill.unit for refill in part.refills))
            plan.send_back(plan_slips(part, known, period, settings, names), len(part.redo))
        return part.stated, part.came

    stated, came = dict[tuple[str, str], str](), set[str]()
    for share in shares:
        said, reported = merge_share(share)
        stated |= said
        came |= reported
        tick("合并", shares.division.count)
    plan.missing = [unit for unit in asked if unit not in came]
    office = shares.with_tasks(shares.held(OFFICE), (key[0] for key in decisions.settled.winners))
    part = merge_decisions(office, decisions, stated, terms)
    plan.take(part, plan_changes(part.wanted, office, period.name))
    between = compare_units(plan.spool.in_order("said"),
                            lambda ids: tasks_by_id(shares.with_tasks(Records.empty(), ids)), period)
    plan.take(between, plan_changes(between.wanted, shares.held(BETWEEN), period.name))


def _targets(folder: Folder, period: Period, plan: _Plan) -> list[tuple[Path, Book]]:
    from breakdown.arrivals import checks_path
    from breakdown.merge.results import TABLES, results_book
    from breakdown.merge.verify_form import verify_book

    checks, spool = checks_path(folder, period), plan.spool
    lines = {name: spool.in_order(f"line {name}") for name in TABLES}
    targets = [(folder.reports(period) / "merge.xlsx", results_book(lines, period, folder.settings))]
    # without claims there is nothing to check, unless there was before
    if plan.checks or checks.exists():
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


def _ask_office(folder: Folder, ledger: Ledger) -> list[Problem]:
    """Write the review workbook anew where units ask for changes that nobody has decided on; what the office is told.

    One in which the office has typed since it was last written or adopted is left alone.
    """
    from breakdown.files.writer import book_bytes
    from breakdown.review import plan_review
    from breakdown.review.requests import requests_sheet
    from breakdown.review.standing import ledger_reading
    from breakdown.rulings import open_requests

    known = ledger.records()
    waiting = len(open_requests(known))
    if not waiting:
        return []
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


