"""Ledger + returned cells → a plan: what to record, what disagrees, what a person should see, what units must redo.

In: Records, workbooks as cells with time of receipt, Period, Settings, Words. Out: MergePlan (changes, book, redo).

    plan = reconcile(records, [Returned(cells, received_at)], parse_period("2021-03"), settings, words)
    plan.changes.appended["progress"]  # only rows that the ledger does not hold yet: merging again changes nothing
    plan.redo                          # (unit, 退回单) for each workbook that must be filled in again
"""

from __future__ import annotations

from collections.abc import Sequence

from breakdown.form import due_date
from breakdown.merge.changes import plan_changes
from breakdown.merge.checks import check_entries, missing_statuses
from breakdown.merge.intake import MergePlan, Noted, Returned, Taken, Unreadable
from breakdown.merge.redo import redo_books
from breakdown.merge.register import newest_returns, register
from breakdown.merge.results import results_book
from breakdown.merge.settle import Settled, settle
from breakdown.merge.shelf import Shelf, stock
from breakdown.merge.take import take
from breakdown.periods import Period
from breakdown.records import Records
from breakdown.settings import Settings
from breakdown.words import Words

__all__ = ["MergePlan", "Returned", "Unreadable", "reconcile"]


def reconcile(
    records: Records, returned: Sequence[Returned | Unreadable], period: Period, settings: Settings, words: Words
) -> MergePlan:
    """Merge what came back for a period; neither the order of files nor merging again changes anything.

    Every non-empty cell is what was issued, or recorded, or named by a problem (law 2). Per task and unit the row
    received last counts; what it replaces is a conflict row. Lead units that disagree: the more cautious status counts.
    """
    shelf = stock(records)
    registered = register([take(item, shelf, period, settings, words) for item in returned], records, period.name,
                          due_date(period, settings))
    fresh = [item.taken for item in registered if item.state != "重复"]
    settled = settle(fresh, records, period.name)
    noted = [Noted(item.taken.unit, item.taken.origin.file, problem)
             for item in registered for problem in item.taken.problems]
    noted += _checked(fresh, settled, shelf, records, period)
    changes, after = plan_changes(registered, settled, noted, records, period.name)
    return MergePlan(changes, results_book(after, period, settings), redo_books(fresh, settled, noted, period))


def _checked(
    fresh: Sequence[Taken], settled: Settled, shelf: Shelf, records: Records, period: Period
) -> list[Noted]:
    """Problems of the values that count, as far as they came by the files of this merge."""
    origins = {item.origin for item in fresh}
    noted = check_entries([entry for entry in settled.winners.values() if entry.origin in origins], records, period)
    newest = newest_returns(records, period.name)
    last = {item.unit: item for item in fresh if item.state == "已报"}
    for unit, item in last.items():
        if unit not in newest or item.origin.rank >= newest[unit]:
            noted += missing_statuses(item, shelf.forms[unit, period.name, item.revision], settled.winners)
    return noted
