"""Ledger + returned cells → a plan: what to record, what disagrees, what a person should see, what units must redo.

In: Records, workbooks as cells with time of receipt, Period, Settings, Words. Out: MergePlan (changes, book, redo).

    plan = reconcile(records, [Returned(cells, received_at)], parse_period("2021-03"), settings, words)
    plan.changes.appended["progress"]  # only rows that the ledger does not hold yet: merging again changes nothing
    plan.redo                          # (unit, 退回单) for each workbook that must be filled in again
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from operator import attrgetter

from breakdown.merge.changes import plan_changes
from breakdown.merge.intake import MergePlan, Preferred, Returned, Taken, Unreadable, VerifyBook
from breakdown.merge.kept import kept
from breakdown.merge.parts import (
    Part,
    Terms,
    compare_units,
    merge_decisions,
    merge_units,
    settle_decisions,
    tasks_by_id,
)
from breakdown.merge.prefer import decide, remembered
from breakdown.merge.results import TABLES, results_book
from breakdown.merge.shelf import stock
from breakdown.merge.taking import Taking
from breakdown.merge.verify_form import verify_book
from breakdown.periods import Period
from breakdown.records import Records
from breakdown.settings import Settings
from breakdown.words import Words

__all__ = ["MergePlan", "Preferred", "Returned", "Unreadable", "reconcile"]


def reconcile(
    records: Records, returned: Iterable[Returned | Unreadable | Taken], period: Period, settings: Settings,
    words: Words, preferred: Preferred | None = None,
) -> MergePlan:
    """Merge what came back for a period; neither the order of files nor merging again changes anything.

    What counts is worked out from all files of the period, those that earlier merges took included (frame `taken`):
    merging files one by one, in any order, gives the ledger that merging them together gives. No finding goes because
    another file came; one about a value that was replaced stays as 提示 and names the file that replaced it.
    Every non-empty cell is what was issued, or recorded, or named by a problem (law 2). Per task and unit the row
    received last counts; what it replaces is a conflict row. Lead units that disagree: the more cautious status counts.
    preferred: files of this merge or earlier ones that count as though they had come at that moment; it is remembered.
    The plan's problems, 退回单 and forms that go back are those of the files and units of this merge.
    """
    taking = Taking(stock(records), period, settings, words)
    taken = {item.origin.key: item for item in (each if isinstance(each, Taken) else taking.take(each)
                                                for each in returned)}
    files = [*kept(records, period.name, set(taken)), *taken.values()]
    before = remembered(row for row in records.rows("returns") if row["period"] == period.name)
    stamps = decide(lambda: [files], before, preferred)
    terms = Terms(taking.shelf, period, settings, set(taken), stamps)
    decisions = settle_decisions((item for item in files if item.kind == "verify"), terms)
    units = merge_units(records, (item for item in files if item.kind != "verify"), decisions, decisions.rows(period),
                        terms)
    office = merge_decisions(records, decisions, units.stated, terms)
    between = compare_units(sorted(units.said), lambda ids: tasks_by_id(records), period)
    return _plan(records, units, office, between, terms)


def _plan(records: Records, units: Part, office: Part, between: Part, terms: Terms) -> MergePlan:
    """All parts together, where they are few enough to be held at once."""
    parts = (units, office, between)
    wanted = {name: [row for part in parts for row in part.wanted.get(name, ())] for name in office.wanted}
    lines = {name: sorted((line for part in parts for line in part.lines.get(name, ())), key=attrgetter("order"))
             for name in TABLES}
    told = list(dict.fromkeys([*units.told, *office.told]))
    changes = replace(plan_changes(wanted, records, terms.period.name), problems=told)
    waiting = sum(not row.typed.get("result") for row in units.checks)
    verify = VerifyBook(verify_book(units.checks, terms.period, terms.settings), len(units.checks), waiting)
    book = results_book(lines, terms.period, terms.settings)
    return MergePlan(changes, book, units.redo, units.refills, verify, units.units)
