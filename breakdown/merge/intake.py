"""What comes into a merge and what goes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

from breakdown.book import Book
from breakdown.cells import WorkbookCells, cell_name
from breakdown.columns import REQUEST_KINDS
from breakdown.form import INPUT_NAMES, VERIFY, Kind
from breakdown.problems import Problem
from breakdown.records import Changes
from breakdown.refill import Refill

Texts = Mapping[str, str]
PlanRow = tuple[str, ...]
# A file's name and the hash of its bytes.
FileKey = tuple[str, str]


@dataclass(frozen=True)
class Returned:
    """A workbook that came back, and when."""

    cells: WorkbookCells
    received_at: datetime


@dataclass(frozen=True)
class Unreadable:
    """A file that could not even be opened: what was found, and what to do about it."""

    file: str
    sha256: str
    sentence: str
    received_at: datetime
    hint: str = "请单位重新报一份"


@dataclass(frozen=True)
class Preferred:
    """The files, by name and content, that the office has just said are to count, and when it said so."""

    files: tuple[FileKey, ...]
    at: datetime


@dataclass(frozen=True)
class Origin:
    """Which file a value came by, and when; sorts by time, then content, so that the order of files never matters.

    preferred_at: when the office said that what the file holds is to count; it counts as though it had come then.
    """

    received_at: datetime
    sha256: str
    file: str
    preferred_at: datetime | None = None

    @property
    def key(self) -> FileKey:
        """Which file it is, whenever it came."""
        return self.file, self.sha256

    @property
    def preferred(self) -> bool:
        """Whether the office's word, not its receipt, says how late the file is."""
        return self.preferred_at is not None and self.preferred_at >= self.received_at

    @property
    def rank(self) -> tuple[datetime, datetime, str, str]:
        """What decides which of two returns is the later one."""
        return max(self.received_at, self.preferred_at or self.received_at), self.received_at, self.sha256, self.file


@dataclass(frozen=True, slots=True)
class Entry:
    """What one unit typed for one task.

    texts: by input column, and remark; only where something was written; a status understood is one of STATUSES.
    places: where in the file each column's cell stands. elsewhere: by column where what counts stands in another file.
    home: sheet and row (from 1) of the task. percent: in points.
    claim: of a decision on a claimed completion (role VERIFY, day of checking as `expected`) period and code of it.
    """

    unit: str
    task_id: str
    role: str
    texts: Texts
    places: Texts
    home: tuple[str, int]
    origin: Origin
    percent: float | None = None
    expected: date | None = None
    claim: tuple[str, str] = ("", "")
    elsewhere: Texts | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """Task, unit and role."""
        return self.task_id, self.unit, self.role

    @property
    def typed(self) -> bool:
        """Whether anything was filled in, not just remarked upon."""
        return any(self.role == VERIFY or name in INPUT_NAMES for name in self.texts)

    def place(self, name: str) -> str:
        """Where a column's value stands; the row's home when nothing was written there."""
        inside = self.places.get(name) or f"〔{self.home[0]}〕第{self.home[1]}行"
        return (self.elsewhere or {}).get(name) or self.origin.file + inside


@dataclass(frozen=True)
class Stages:
    """A unit's 细化方案 as returned: rows in the order found, each with its row number (from 1)."""

    unit: str
    rows: tuple[PlanRow, ...]
    at: tuple[int, ...]
    sheet: str
    origin: Origin


class FreeRow(NamedTuple):
    """One row of a table that a unit writes itself: its texts, row (from 1), sheet, and each column's index."""

    texts: PlanRow
    row: int
    sheet: str
    columns: Mapping[str, int]

    def cell(self, name: str) -> str:
        """The name of one of its cells."""
        return cell_name(self.row - 1, self.columns[name])


@dataclass(frozen=True)
class Request:
    """One thing that a unit asks to have changed in a task.

    task_id: "" where the 序号 is none of the unit's. kind: one of REQUEST_KINDS, else as typed. row: from 1.
    """

    unit: str
    task_id: str
    no: str
    kind: str
    wanted: str
    reason: str
    sheet: str
    row: int
    origin: Origin

    @property
    def key(self) -> tuple[str, str]:
        """What it is about: the task (its 序号 as typed where it is none) and the matter."""
        return self.task_id or self.no, self.kind

    @property
    def settled(self) -> bool:
        """Whether task and matter are known."""
        return bool(self.task_id) and self.kind in REQUEST_KINDS

    @property
    def place(self) -> str:
        """Where it stands."""
        return f"{self.origin.file}〔{self.sheet}〕第{self.row}行"


@dataclass(frozen=True)
class Taken:
    """One file after reading: state and note for the register, its unit ("" = unknown), what it holds, its problems.

    state: 已报, 空报, 退回 or 无法识别; whether it is late or a repetition is seen later, beside the others.
    entries: one per task row, rows left empty included. kind: of the form, progress where the file is none. packed: all
    of it as the ledger keeps it, "" where nobody has packed it yet.
    """

    origin: Origin
    state: str
    unit: str = ""
    revision: int = 0
    note: str = ""
    entries: tuple[Entry, ...] = ()
    stages: Stages | None = None
    problems: tuple[Problem, ...] = ()
    requests: tuple[Request, ...] = ()
    kind: Kind = "progress"
    packed: str = field(default="", repr=False, compare=False)

    def preferred(self, at: datetime | None) -> Taken:
        """The same, said to count from a moment on."""
        if at is None:
            return self
        origin = replace(self.origin, preferred_at=at)
        stages = replace(self.stages, origin=origin) if self.stages else None
        entries = tuple(replace(entry, origin=origin) for entry in self.entries)
        requests = tuple(replace(request, origin=origin) for request in self.requests)
        return replace(self, origin=origin, stages=stages, entries=entries, requests=requests)

    @property
    def filled(self) -> list[Entry]:
        """The rows in which something was written."""
        return [entry for entry in self.entries if entry.texts]

    @property
    def count(self) -> int:
        """How many rows the register counts: task rows with content, of a 细化方案 that came alone its stages."""
        return len(self.stages.rows) if self.kind == "plan" and self.stages else len(self.filled)


class Noted(NamedTuple):
    """A problem of one file: whose, which, and the task and column that it is about ("" = none, or several)."""

    unit: str
    origin: Origin
    problem: Problem
    task_id: str = ""
    column: str = ""


class VerifyBook(NamedTuple):
    """The 核验 workbook, how many rows it has, and for how many of them nothing has been decided yet."""

    book: Book
    rows: int
    waiting: int


@dataclass(frozen=True)
class MergePlan:
    """What merging would write: ledger rows, reports/PERIOD/merge.xlsx, 退回单 by unit and what forms go back with.

    verify: reports/PERIOD/核验.xlsx. units: those whose files were read; one without a 退回单 is in order now.
    """

    changes: Changes
    book: Book
    redo: tuple[tuple[str, Book], ...]
    refills: tuple[Refill, ...]
    verify: VerifyBook
    units: frozenset[str] = frozenset()
