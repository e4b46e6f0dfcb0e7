"""What goes back to a unit that must mend its return: its form again, what is good filled in, what is wanted marked."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from breakdown.cells import WorkbookCells, fold
from breakdown.form import Kind, short_code
from breakdown.problems import Severity

_NOTE = re.compile(r"(.*)（退回提示 ([0-9A-F]{4}-[0-9A-F]{4})）\s*", re.DOTALL)
Row = tuple[str, str | int]


class Wanted(NamedTuple):
    """One cell to be filled in or mended, and what is wanted there.

    row: (task id, role), or (细化方案 or 调整申请, index of the row). column: the name of its column.
    """

    row: Row
    column: str
    severity: Severity
    said: str


@dataclass(frozen=True)
class Refill:
    """What the newest form of a unit goes back with.

    texts: input cells by task and role. stages, requests: rows of 细化方案 and 调整申请; stages None: as it was issued.
    """

    unit: str
    kind: Kind
    texts: Mapping[tuple[str, str], Mapping[str, str]]
    stages: tuple[tuple[str, ...], ...] | None
    requests: tuple[tuple[str, ...], ...]
    wanted: tuple[Wanted, ...]

    @property
    def holds(self) -> bool:
        """Whether anything that the unit reported stands in the form."""
        return bool(any(self.texts.values()) or self.stages or any(map(any, self.requests)))


def office_note(text: str) -> str:
    """A comment of ours: its last line lets it be told from what a unit writes, even where the unit wrote into it."""
    return f"{text}\n（退回提示 {_code(text)}）"


def without_office_notes(cells: WorkbookCells) -> WorkbookCells:
    """A workbook that came back, without the comments that are ours word for word."""
    if not any(sheet.notes for sheet in cells.sheets):
        return cells
    sheets = tuple(
        replace(sheet, notes={spot: text for spot, text in sheet.notes.items() if not _is_ours(text)})
        for sheet in cells.sheets
    )
    return replace(cells, sheets=sheets)


def _is_ours(text: str) -> bool:
    match = _NOTE.fullmatch(text)
    return match is not None and match[2] == _code(match[1])


def _code(text: str) -> str:
    # other programs break lines their own way
    return short_code(hashlib.sha256(fold(text).encode()).hexdigest())
