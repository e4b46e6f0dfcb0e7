"""What goes back to units after a merge, by file name: 退回单 and forms, and which of an earlier merge are over."""

from __future__ import annotations

from typing import NamedTuple

from breakdown.book import Book
from breakdown.files.atomic import safe_names
from breakdown.form import KINDS, form_name
from breakdown.issue.refill import refill_book
from breakdown.merge import MergePlan
from breakdown.merge.redo import slip_name
from breakdown.periods import Period
from breakdown.records import Records
from breakdown.settings import Settings


class Slips(NamedTuple):
    """Books by name (without suffix), and the file names of those that the units of this merge need no longer."""

    books: dict[str, Book]
    stale: list[str]


def plan_slips(plan: MergePlan, records: Records, period: Period, settings: Settings) -> Slips:
    """The 退回单 and forms of a merge; records: the ledger before or after it."""
    books = {book.name: book for _, book in plan.redo}
    forms = (refill_book(refill, records, period, settings) for refill in plan.refills)
    books |= {book.name: book for book in forms}
    stale = [name for unit in plan.units for name in _names(unit, period) if name not in books]
    # the same file for the same unit, whoever is in this merge
    units = sorted({*records.issued.loc[records.issued["period"] == period.name, "unit"], *plan.units})
    safe = safe_names(name for unit in units for name in _names(unit, period))
    return Slips({safe[name]: book for name, book in books.items()}, [f"{safe[name]}.xlsx" for name in stale])


def _names(unit: str, period: Period) -> list[str]:
    return [slip_name(unit, period), *(form_name(unit, period, kind) for kind in KINDS.values())]
