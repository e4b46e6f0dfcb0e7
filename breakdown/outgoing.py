"""Forms on their way out: each planned and drawn at once, in this process or another one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from breakdown.engines import Pace
from breakdown.files.styles import Styles
from breakdown.files.writer import book_bytes
from breakdown.framed import Row
from breakdown.issue.content import IssuePlan


class Made(NamedTuple):
    """The workbook of a form, and what the ledger is to hold of it."""

    data: bytes
    rows: list[Row]


@dataclass(frozen=True)
class MakeForm:
    """Makes the form of a unit."""

    plan: IssuePlan
    styles: Styles
    # another process takes a quarter of a second to begin, in which thirty forms are made
    pace: ClassVar[Pace] = Pace(80, 10)

    def __call__(self, unit: str) -> Made:
        """The form of one unit."""
        form, rows = self.plan.form(unit)
        return Made(book_bytes(form.book, self.styles), rows)
