"""What merging a share comes to, worked out in this process or another one, and packed for the disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from breakdown.engines import Pace
from breakdown.files.ledger import Row, made_ready
from breakdown.files.spool import Parcel
from breakdown.framed import Held
from breakdown.merge.changes import plan_changes
from breakdown.merge.parts import Decisions, Part, Terms, merge_units
from breakdown.merge.verify_checks import Stated
from breakdown.problems import Problem
from breakdown.records import FRAMES, Changes
from breakdown.shares import Shares
from breakdown.shelved import Shelved
from breakdown.slips import Slips, plan_slips

_STATE = FRAMES["returns"].names.index("state")


@dataclass(frozen=True)
class Tally:
    """What is told of some parts.

    told: problems to be shown now. states: new returns by state. size: rows for the ledger at most. checks, waiting:
    rows of the 核验 workbook, and those that the office has not decided on. redo: how many 退回单. stated, came: see
    merge.parts.Part.
    """

    told: Sequence[Problem]
    states: Mapping[str, int]
    size: int
    checks: int
    waiting: int
    redo: int
    stated: Stated
    came: frozenset[str]

    def __add__(self, other: Tally) -> Tally:
        states = Counter(self.states)
        states.update(other.states)
        return Tally(
            [*self.told, *other.told], states, self.size + other.size, self.checks + other.checks,
            self.waiting + other.waiting, self.redo + other.redo,
            {**self.stated, **other.stated}, self.came | other.came)


class Portion(NamedTuple):
    """What merging a part comes to.

    parcel: whole `changes`, as they are stored, and `slips`; to be sorted the rows of merge.xlsx (`line TABLE`), `said`
    and `checks`.
    """

    parcel: Parcel
    tally: Tally


@dataclass(frozen=True)
class MergeShare:
    """Merges one share of units.

    decided: by share the rows of `closings` of the period about its units. names: see slips.slip_names.
    """

    shares: Shares
    shelf: Shelved
    terms: Terms
    decisions: Decisions
    decided: Mapping[str, Sequence[Row]]
    names: Mapping[str, str]
    # a second process takes as long to begin as a share or two
    pace: ClassVar[Pace] = Pace(4, 1)

    def __call__(self, share: str) -> Portion:
        """What the share comes to; nothing of it is in memory any more when the next one comes."""
        files, about = self.shares.files(share), self.decided.get(share, ())
        records = self.shares.records(share, files, about, self.shelf)
        part = merge_units(records, files, self.decisions, about, self.terms)
        changes = plan_changes(part.wanted, records, self.terms.period.name)
        if not part.units:
            return portion_of(part, changes)
        known = records.but(issued=self.shelf.issued(refill.unit for refill in part.refills))
        return portion_of(part, changes, plan_slips(part, known, self.terms.period, self.terms.settings, self.names))


def portion_of(part: Part, changes: Changes, slips: Slips | None = None) -> Portion:
    """What a part comes to, with what goes back to its units."""
    parcel = Parcel()
    parcel.put("changes", made_ready(changes))
    if slips:
        parcel.put("slips", slips)
    for name, lines in part.lines.items():
        parcel.add(f"line {name}", ((line.order, line) for line in lines))
    parcel.add("said", ((one[:3], one) for one in part.said))
    parcel.add("checks", ((row.order, row) for row in part.checks))
    returns = changes.added("returns")
    states = Counter(row[_STATE] for row in returns.tuples) if isinstance(returns, Held) else Counter[str]()
    waiting = sum(not row.typed.get("result") for row in part.checks)
    tally = Tally(part.told, states, changes.size, len(part.checks), waiting, len(part.redo), part.stated, part.came)
    return Portion(parcel, tally)
