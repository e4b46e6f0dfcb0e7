"""What travels between rooms: a reading of notices, the ledger's frames on a given day, and changes to be written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from breakdown.columns import LEDGER, ORIGINS, Frame
from breakdown.frame import named, tuples_of
from breakdown.framed import Framed, Frames, Held, Record, Unread, fit_rows
from breakdown.problems import Problem

if TYPE_CHECKING:
    import pandas as pd

Row = dict[Any, Any]
FRAMES: dict[str, Frame] = {frame.name: frame for frame in LEDGER}
# What notices and the registry of units say.
BASIS = ("tasks", "assignments", "milestones", "targets", "units", "members")
# All that figures and forms are made of: not what each file held cell by cell, which is as much again.
FIGURES = tuple(name for name in FRAMES if name != "taken")


@dataclass(frozen=True)
class Reading(Record):
    """One reading of one or more notices, before anyone has checked it; frames as declared in columns.py.

    known: ids of the ledger's tasks where the reading is one of the ledger itself; empty for a notice. origins: how
    every field was read (columns.ORIGINS); empty for the ledger. confirmed: names as printed that the office has
    registered as another unit's, with where they come from. untouched: units and collectives of a review workbook whose
    rows nobody has changed since it was written; of these the ledger's registry knows better.
    """

    title: str
    year: int
    tasks: Framed = Framed()
    assignments: Framed = Framed()
    milestones: Framed = Framed()
    targets: Framed = Framed()
    units: Framed = Framed()
    members: Framed = Framed()
    problems: list[Problem] = field(default_factory=list)
    known: frozenset[str] = frozenset()
    origins: Framed = Framed(ORIGINS)
    confirmed: Mapping[str, str] = field(default_factory=dict)
    untouched: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Records:
    """All that the ledger knew on one day: the newest row of every key, one frame per table, as declared in columns.py.

    spent: every task id ever given, those of removed tasks too, so that none is given twice.
    """

    tasks: Framed = Framed()
    assignments: Framed = Framed()
    milestones: Framed = Framed()
    targets: Framed = Framed()
    units: Framed = Framed()
    members: Framed = Framed()
    issued: Framed = Framed()
    progress: Framed = Framed()
    plans: Framed = Framed()
    requests: Framed = Framed()
    rulings: Framed = Framed()
    closings: Framed = Framed()
    returns: Framed = Framed()
    taken: Framed = Framed()
    findings: Framed = Framed()
    conflicts: Framed = Framed()
    spent: frozenset[str] = frozenset()

    @classmethod
    def empty(cls) -> Records:
        """An empty ledger."""
        frames: dict[str, Any] = {name: fit_rows(frame, []) for name, frame in FRAMES.items()}
        return cls(**frames)

    @classmethod
    def some(cls, frames: Mapping[str, Any], spent: frozenset[str]) -> Records:
        """Some frames of a ledger; whoever looks at another one is told that nobody has read it."""
        held: dict[str, Any] = {name: frames.get(name, Unread(spec)) for name, spec in FRAMES.items()}
        return cls(**held, spent=spent)

    def rows(self, name: str) -> list[Row]:
        """The rows of one frame by column; no frame is made. What is not written is `missing`; a day is a datetime."""
        names = FRAMES[name].names
        return [dict(zip(names, values, strict=True)) for values in self.tuples(name)]

    def tuples(self, name: str) -> Sequence[tuple[Any, ...]]:
        """The same, only the values, in the order of the columns."""
        held = vars(self)[name]
        return held.tuples if isinstance(held, Held) else list(tuples_of(held[FRAMES[name].names]))

    def named(self, name: str) -> Sequence[Any]:
        """The same as named tuples, made but once; loosely typed, as the declaration alone says what they hold."""
        held = vars(self)[name]
        return held.named if isinstance(held, Held) else named(FRAMES[name].names, self.tuples(name))

    def but(self, **changed: Any) -> Records:
        """The same records, some of their frames, or rows held in place of them, changed."""
        return Records(**(vars(self) | changed))


@dataclass(frozen=True)
class Changes:
    """A plan for one transaction: rows to append by frame name, keys of rows that are gone, what a person should know.

    appended frames have the declared columns; removed frames have the key columns of their frame.
    """

    appended: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    removed: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def added(self, name: str) -> pd.DataFrame | Held | None:
        """What is to be appended to a frame, as it is held."""
        return _held(self.appended).get(name)

    def gone(self, name: str) -> pd.DataFrame | Held | None:
        """What is to be removed from a frame, as it is held: of these rows the keys count."""
        return _held(self.removed).get(name)

    @property
    def size(self) -> int:
        """How many rows would be written at most."""
        every = (*_held(self.appended).values(), *_held(self.removed).values())
        return sum(len(each.tuples if isinstance(each, Held) else each) for each in every)

    @property
    def empty(self) -> bool:
        """Whether nothing would be written."""
        return not self.size


def _held(frames: Mapping[str, pd.DataFrame]) -> Mapping[str, pd.DataFrame | Held]:
    return frames.held if isinstance(frames, Frames) else frames
