"""A merge in parts: the returns of some units, what the office decided on them, and what several units say of one task.

What comes of a unit's returns depends on no other unit, so that ten thousand can be merged a few hundred at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from breakdown.book import Book
from breakdown.form import due_date
from breakdown.merge.between import Said, between_units, statuses
from breakdown.merge.changes import Values, Wanted, fitted, wanted_rows, with_claims
from breakdown.merge.findings import find
from breakdown.merge.intake import FileKey, Taken
from breakdown.merge.mend import refills
from breakdown.merge.prefer import Stamps, stamp
from breakdown.merge.redo import redo_books, to_mend
from breakdown.merge.register import Registered, register
from breakdown.merge.results import Line, Row, conflict_lines, result_lines
from breakdown.merge.settle import Settled, settle
from breakdown.merge.shelf import Shelf
from breakdown.merge.verify_checks import Stated, stated_by_leads
from breakdown.merge.verify_form import CheckRow, check_rows
from breakdown.periods import Period
from breakdown.problems import Problem
from breakdown.records import FRAMES, Records
from breakdown.refill import Refill
from breakdown.settings import Settings

# The states of a return that its unit need not send again.
_CAME = ("已报", "迟报", "空报", "重复")


@dataclass(frozen=True)
class Terms:
    """What is the same for all parts; fresh: the files that this merge has read, whose problems it tells."""

    shelf: Shelf
    period: Period
    settings: Settings
    fresh: Collection[FileKey]
    stamps: Stamps


@dataclass(frozen=True)
class Part:
    """What merging some files comes to.

    wanted: what the ledger is to hold of them. lines: rows of merge.xlsx by table. told: problems to be shown now.
    said: statuses to be held against those of other units. checks: rows of the 核验 workbook. stated: what leads say of
    the tasks on which the office has decided. came: units that have reported their progress. redo, refills: what goes
    back to units; units: those whose files this merge has read, one to which nothing goes back is in order now.
    """

    wanted: Wanted
    lines: Mapping[str, Sequence[Line]]
    told: Sequence[Problem] = ()
    said: Sequence[Said] = ()
    checks: Sequence[CheckRow] = ()
    stated: Stated = field(default_factory=dict)
    came: frozenset[str] = frozenset()
    redo: tuple[tuple[str, Book], ...] = ()
    refills: tuple[Refill, ...] = ()
    units: frozenset[str] = frozenset()


class Decisions(NamedTuple):
    """The office's own 核验 workbooks of a period, and what counts of them."""

    registered: Sequence[Registered]
    settled: Settled

    def rows(self, period: Period) -> list[Values]:
        """Rows of the frame `closings`."""
        return wanted_rows((), {}, self.settled, (), period.name)["closings"]


def settle_decisions(files: Iterable[Taken], terms: Terms) -> Decisions:
    """What counts of 核验 workbooks; files: all of the period."""
    registered = _registered(files, terms)
    return Decisions(registered, _settled(registered, terms))


def merge_units(records: Records, files: Iterable[Taken], decisions: Decisions, decided: Iterable[Values],
                terms: Terms) -> Part:
    """The returns of some units.

    records: what the ledger holds of these units and their tasks. files: all of theirs in the period. decided: rows of
    `closings` of the period about them.
    """
    period, registered = terms.period, _registered(files, terms)
    settled = _settled(registered, terms)
    noted = find(registered, settled, {}, terms.shelf, records, period)
    wanted = wanted_rows(registered, terms.stamps, settled, noted, period.name)
    del wanted["closings"]
    units = frozenset(item.taken.unit for item in registered if item.taken.origin.key in terms.fresh) - {""}
    mending = to_mend(noted, units)
    kinds = {item.taken.origin: item.taken.kind for item in registered}
    forms = refills(mending, noted, kinds, settled, terms.shelf, period)
    stated = stated_by_leads(settled.winners, records, period) if decisions.settled.winners else {}
    return Part(
        wanted, result_lines(wanted, registered, tasks_by_id(records)),
        [item.problem for item in noted if item.origin.key in terms.fresh], statuses(settled.winners.values()),
        check_rows(with_claims(records, wanted, decided, period.name), period),
        {key[:2]: stated[key[:2]] for key in decisions.settled.winners if key[:2] in stated},
        frozenset(item.taken.unit for item in registered if item.state in _CAME and item.taken.kind == "progress"),
        redo_books(mending, forms, records, period), forms, units,
    )


def merge_decisions(records: Records, decisions: Decisions, stated: Stated, terms: Terms) -> Part:
    """The office's own 核验 workbooks; stated: what the units say of the tasks on which it decided."""
    registered, settled = decisions
    noted = find(registered, settled, stated, terms.shelf, records, terms.period)
    wanted = wanted_rows(registered, terms.stamps, settled, noted, terms.period.name)
    told = [item.problem for item in noted if item.origin.key in terms.fresh]
    return Part(wanted, result_lines(wanted, registered, tasks_by_id(records)), told)


def compare_units(
    said: Iterable[Said], tasks_of: Callable[[Collection[str]], Mapping[str, Row]], period: Period
) -> Part:
    """Where units do not agree on the status of a task; said: of all units, sorted. tasks_of: some tasks by id."""
    wanted = {"conflicts": fitted("conflicts", between_units(said, period.name))}
    names = FRAMES["conflicts"].names
    rows = [dict(zip(names, values, strict=True)) for values in wanted["conflicts"]]
    return Part(wanted, {"conflicts": list(conflict_lines(rows, tasks_of({row["task_id"] for row in rows})))})


def tasks_by_id(records: Records) -> dict[str, Row]:
    """The tasks, each under its id."""
    return {row["task_id"]: row for row in records.rows("tasks")}


def _registered(files: Iterable[Taken], terms: Terms) -> list[Registered]:
    return register(stamp(list(files), terms.stamps), due_date(terms.period, terms.settings), terms.settings.plan_due)


def _settled(registered: Sequence[Registered], terms: Terms) -> Settled:
    return settle([item.taken for item in registered if item.state != "重复"], terms.period.name)
