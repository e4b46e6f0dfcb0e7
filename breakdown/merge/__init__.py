"""Ledger + returned cells → a plan: what to record, what disagrees, what a person should see, what units must redo.

In: Records, workbooks as cells with time of receipt, Period, Settings, Words. Out: MergePlan (changes, book, redo).

    plan = reconcile(records, [Returned(cells, received_at)], parse_period("2021-03"), settings, words)
    plan.changes.appended["progress"]  # only rows that the ledger does not hold yet: merging again changes nothing
    plan.redo                          # (unit, 退回单) for each workbook that must be filled in again
"""

from __future__ import annotations

from collections.abc import Iterable

from breakdown.form import due_date
from breakdown.merge.changes import plan_changes, with_claims
from breakdown.merge.findings import find
from breakdown.merge.intake import MergePlan, Preferred, Returned, Taken, Unreadable
from breakdown.merge.kept import kept
from breakdown.merge.mend import refills
from breakdown.merge.prefer import decide, remembered, stamp
from breakdown.merge.redo import redo_books, to_mend
from breakdown.merge.register import register
from breakdown.merge.results import results_book
from breakdown.merge.settle import settle
from breakdown.merge.shelf import Shelf, stock
from breakdown.merge.taking import Taking
from breakdown.merge.verify_form import verify_book
from breakdown.periods import Period
from breakdown.records import Records
from breakdown.settings import Settings
from breakdown.words import Words

__all__ = ["MergePlan", "Preferred", "Returned", "Unreadable", "reconcile"]

# The states of a return that its unit need not send again.
_CAME = ("已报", "迟报", "空报", "重复")


def reconcile(
    records: Records, returned: Iterable[Returned | Unreadable | Taken], period: Period, settings: Settings,
    words: Words, preferred: Preferred | None = None, shelf: Shelf | None = None,
) -> MergePlan:
    """Merge what came back for a period; neither the order of files nor merging again changes anything.

    What counts is worked out from all files of the period, those that earlier merges took included (frame `taken`):
    merging files one by one, in any order, gives the ledger that merging them together gives. No finding goes because
    another file came; one about a value that was replaced stays as 提示 and names the file that replaced it.
    Every non-empty cell is what was issued, or recorded, or named by a problem (law 2). Per task and unit the row
    received last counts; what it replaces is a conflict row. Lead units that disagree: the more cautious status counts.
    preferred: files of this merge or earlier ones that count as though they had come at that moment; it is remembered.
    returned: what Taking has taken elsewhere may stand among them. shelf: stock(records), where it is at hand.
    The plan's problems, 退回单 and forms that go back are those of the files and units of this merge.
    """
    taking = Taking(shelf or stock(records), period, settings, words)
    shelf = taking.shelf
    read = (each if isinstance(each, Taken) else taking.take(each) for each in returned)
    taken = {item.origin.key: item for item in read}
    files = [*kept(records, period.name, set(taken)), *taken.values()]
    stamps = decide(files, remembered(records, period.name), preferred)
    registered = register(stamp(files, stamps), due_date(period, settings), settings.plan_due)
    fresh = [item.taken for item in registered if item.state != "重复"]
    settled = settle(fresh, period.name)
    noted = find(registered, settled, shelf, records, period)
    told = [item.problem for item in noted if item.origin.key in taken]
    changes, after = plan_changes(registered, stamps, settled, noted, told, records, period.name)
    units = {item.unit for item in taken.values()} - {""}
    mending = to_mend(noted, units)
    kinds = {item.taken.origin: item.taken.kind for item in registered}
    forms = refills(mending, noted, kinds, settled, shelf, period)
    slips = redo_books(mending, forms, records, period)
    verify = verify_book(with_claims(records, after, period.name), period, settings)
    book = results_book(after, registered, period, settings)
    asked = bool(len(records.requests) or len(after.requests))
    came = {item.taken.unit for item in registered if item.state in _CAME and item.taken.kind == "progress"}
    missing = tuple(unit for unit in shelf.newest(period.name) if unit not in came)
    return MergePlan(changes, book, slips, verify, forms, tuple(sorted(units)), asked, missing)
