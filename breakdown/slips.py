"""What goes back to units after a merge, by file name: 退回单 and forms, and which of an earlier merge are over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from breakdown.book import Book
from breakdown.files.atomic import safe_names
from breakdown.form import KINDS, form_name
from breakdown.issue.refill import refill_book
from breakdown.merge import MergePlan
from breakdown.merge.parts import Part
from breakdown.merge.redo import slip_name
from breakdown.periods import Period
from breakdown.records import Records
from breakdown.settings import Settings


class Slips(NamedTuple):
    """Books by name (without suffix), and the file names of those that the units of this merge need no longer."""

    books: dict[str, Book]
    stale: list[str]


def slip_names(units: Iterable[str], period: Period) -> dict[str, str]:
    """The file names, without suffix, of all that may go back to units; the same for a unit, whoever else is merged.

    units: all that have a form of the period, or whose files are merged.
    """
    return safe_names(name for unit in sorted({*units}) for name in _names(unit, period))


def plan_slips(
    plan: MergePlan | Part, records: Records, period: Period, settings: Settings, names: Mapping[str, str]
) -> Slips:
    """The 退回单 and forms of a merge or a part of it; records: the ledger before or after it. names: slip_names."""
    books = {book.name: book for _, book in plan.redo}
    forms = (refill_book(refill, records, period, settings) for refill in plan.refills)
    books |= {book.name: book for book in forms}
    stale = [name for unit in sorted(plan.units) for name in _names(unit, period) if name not in books]
    return Slips({names[name]: book for name, book in books.items()}, [f"{names[name]}.xlsx" for name in stale])


def _names(unit: str, period: Period) -> list[str]:
    return [slip_name(unit, period), *(form_name(unit, period, kind) for kind in KINDS.values())]
