"""Issued forms as units' programs open them: typed into, harmed, saved again, and taken."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from breakdown.cells import KEY_HEADER, WorkbookCells
from breakdown.files.folder import Folder
from breakdown.files.reader import read_workbook
from breakdown.merge import MergePlan, Returned
from breakdown.merge.intake import Taken
from breakdown.merge.shelf import stock
from breakdown.merge.take import take
from breakdown.periods import parse_period
from breakdown.records import Records
from breakdown.words import Words
from tests.merge.test_no_cell_lost import unaccounted
from tests.merge.test_round_trip import APRIL_2, MARCH
from tests.office_year import SETTINGS

UNIT = "区财政局"
FIRMS, FARMS, SAVINGS = "新增规模以上企业5家", "培育家庭农场15家", "压减一般性支出5%"
TYPED = {
    FIRMS: {"状态": "推进中", "完成值": "2家", "完成比例": "40%", "本期进展": "新增2家企业", "填报人": "王芳"},
    FARMS: {"状态": "已完成", "完成值": "15家", "完成比例": "100%", "佐证材料": "验收单"},
}
FIRST = {"status": "推进中", "value": "2家", "percent": "40%", "progress": "新增2家企业", "reporter": "王芳"}
SECOND = {"status": "已完成", "value": "15家", "percent": "100%", "evidence": "验收单"}
BOTH = {"T03": FIRST, "T08": SECOND}
Harm = Callable[["Form"], None]


@dataclass(frozen=True)
class Office:
    """A working folder after forms went out for February and March, and what its ledger knows."""

    folder: Folder
    records: Records

    def form(self, unit: str = UNIT, period: str = "2021-03") -> Path:
        """An issued form."""
        return self.folder.issued(parse_period(period)) / f"{unit}_{period}.xlsx"

    def taken(self, path: Path, words: Words) -> tuple[WorkbookCells, Taken]:
        """A returned file, read and taken."""
        cells = read_workbook(path)
        return cells, take(Returned(cells, APRIL_2), stock(self.records), MARCH, SETTINGS, words)


def filled(office: Office, path: Path, harm: Harm | None = None) -> Path:
    """The form of UNIT with two tasks filled in, and then harmed."""
    form = Form(office.form())
    for content, values in TYPED.items():
        form.type(content, values)
    if harm:
        harm(form)
    return form.save(path)


def texts(taken: Taken) -> dict[str, dict[str, str]]:
    return {entry.task_id: dict(entry.texts) for entry in taken.filled}


def checked(office: Office, words: Words, path: Path) -> Taken:
    """What was taken from a file, after a look that none of its cells is lost."""
    cells, taken = office.taken(path, words)
    assert taken.state == "已报" and taken.unit
    assert unaccounted(read_workbook(office.form(taken.unit)), cells, taken) == []
    return taken


def named(taken: Taken) -> list[tuple[str, str]]:
    """Code and value of every problem."""
    return [(problem.code, problem.value) for problem in taken.problems]


def registered(plan: MergePlan) -> dict[str, str]:
    """The state of every file."""
    rows = plan.changes.appended["returns"].to_dict("records")
    return {row["file"]: row["state"] for row in rows}


class Form:
    """An issued workbook, opened by openpyxl."""

    def __init__(self, path: Path) -> None:
        self.book = openpyxl.load_workbook(path)

    def sheet(self, name: str = "牵头任务") -> Worksheet:
        """A sheet by its name."""
        found = self.book[name]
        assert isinstance(found, Worksheet)
        return found

    def head(self, name: str = "牵头任务") -> tuple[int, dict[str, int]]:
        """The header row and the columns by header."""
        row = next(row for row in self.sheet(name).iter_rows() if any(cell.value == KEY_HEADER for cell in row))
        return row[0].row or 0, {str(cell.value): cell.column or 0 for cell in row if cell.value}

    def row(self, content: str, name: str = "牵头任务") -> int:
        """The row of a task."""
        at = self.head(name)[1]["重点工作"] - 1
        return next(row[at].row or 0 for row in self.sheet(name).iter_rows() if row[at].value == content)

    def cell(self, content: str, header: str, name: str = "牵头任务") -> Any:
        """One cell of a task."""
        return self.sheet(name).cell(self.row(content, name), self.head(name)[1][header])

    def type(self, content: str, values: Mapping[str, Any], name: str = "牵头任务") -> None:
        """Type values into the row of a task, by header."""
        for header, value in values.items():
            self.cell(content, header, name).value = value

    def save(self, path: Path) -> Path:
        """Save, and where."""
        self.book.save(path)
        return path


def repacked(source: Path, target: Path, change: Callable[[str, bytes], bytes], **more: bytes) -> Path:
    """A workbook with the parts of its archive changed one by one, and more parts added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, change(info.filename, old.read(info)))
        for part, data in more.items():
            new.writestr(f"xl/{part}.bin", data)
    return target
