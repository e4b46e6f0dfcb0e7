"""One returned sheet: its tables wherever they moved, its rows by id and text, every cell settled or named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from breakdown.cells import (
    IDENTITY_SHEET,
    KEY_HEADER,
    LONG_NOTE,
    LONG_SHEET,
    Located,
    SheetCells,
    WorkbookCells,
    cell_name,
    fold,
    locate,
)
from breakdown.columns import Column
from breakdown.form import (
    PLAN_COLUMNS,
    PLAN_NAMES,
    REQUEST_COLUMNS,
    REQUEST_NAMES,
    TASK_COLUMNS,
    Identity,
)
from breakdown.merge.account import Account
from breakdown.merge.intake import FreeRow
from breakdown.merge.shelf import IssuedForm, IssuedRow, Shelf, width_folded
from breakdown.merge.values import picture_text
from breakdown.problems import Problem

_KEY = fold(KEY_HEADER)
_HEADING = re.compile(r"\S+　[A-Z]+\d+　\S+")
# What a table of a form lists: tasks, the unit's stages, or what it asks to have changed.
Listed = Literal["tasks", "stages", "requests"]
Tables = Mapping[Listed, tuple[Column, ...]]


class Layout:
    """The tables that a kind of workbook may hold, by what they list, and all of their headers."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.headers = {fold(title) for columns in tables.values() for column in columns
                        for title in (column.header, *column.synonyms)} | {_KEY}
        self.titles = {column.name: column.header for column in tables["tasks"]}
        self.inputs = {column.name for column in tables["tasks"] if column.editable}


_FORM = Layout({"tasks": TASK_COLUMNS, "stages": PLAN_COLUMNS, "requests": REQUEST_COLUMNS})


class Line(NamedTuple):
    """A row of a table that was taken: index of its sheet and row, its table, its task (None: the unit's own row)."""

    sheet: int
    row: int
    table: Located
    issued: IssuedRow | None


class Typed(NamedTuple):
    """The input cells of one task row: text ("" = empty) and place in the file by column; home: sheet, row (from 1)."""

    issued: IssuedRow
    texts: Mapping[str, str]
    places: Mapping[str, str]
    home: tuple[str, int]


@dataclass
class Gathered:
    """What a workbook's sheets hold: task rows, stages and requests with their row and sheet, problems.

    lines: all rows of tables that were taken. pictures: their cells (line, column) that are nothing but a picture.
    """

    typed: list[Typed] = field(default_factory=list)
    stages: list[FreeRow] = field(default_factory=list)
    requests: list[FreeRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    pictures: list[tuple[Line, int]] = field(default_factory=list)


class SheetReader:
    """Reads the sheets of one workbook against the form that was issued."""

    layout = _FORM
    # what is made of a locked cell that was changed, and what to do where it should be
    changed = ("改动按单位的建议列出，", "确需调整的，请在任务核对中修改，或由单位选“申请调整”")

    def __init__(self, cells: WorkbookCells, form: IssuedForm, shelf: Shelf, identity: Identity) -> None:
        self.cells, self.form, self.shelf = cells, form, shelf
        printed = {**form.texts, IDENTITY_SHEET: identity.texts}
        self.printed = {name: Counter(map(fold, texts)) for name, texts in printed.items()}
        self.account = Account(cells)
        self.found = Gathered()
        self.tables = [_table(sheet, self.layout) for sheet in cells.sheets]

    def read(self, index: int) -> None:
        """Read one sheet: tables first, then the form's fixed texts."""
        sheet = self.cells.sheets[index]
        renamed: dict[str, list[tuple[int, int]]] = {}
        for row, table, listed in _table_rows(sheet, *self.tables[index], self.layout):
            if row == table.header_row:
                for change, spot in self._header(index, table, self.layout.tables[listed]):
                    renamed.setdefault(change, []).append(spot)
            elif listed == "stages":
                self._free(index, row, table, PLAN_NAMES, self.found.stages)
            elif listed == "requests":
                self._free(index, row, table, REQUEST_NAMES, self.found.requests)
            else:
                self._task(index, row, table)
        if renamed:
            self._renamed(index, renamed)
        if sheet.name == LONG_SHEET:
            self._repeated(index)
        self._fixed(index)

    def _header(
        self, index: int, table: Located, columns: tuple[Column, ...]
    ) -> Iterator[tuple[str, tuple[int, int]]]:
        """Settle the headers as they were issued; the others as (issued→written, cell)."""
        sheet, row = self.cells.sheets[index], table.header_row
        titles = {column.name: column.header for column in columns}
        if table.key_column is not None:
            self.account.settle(index, row, table.key_column)
        for name, at in table.columns.items():
            written = sheet.text(row, at)
            if fold(written) == fold(titles[name]):
                self.account.settle(index, row, at)
            else:
                yield f"{titles[name]}→{written}", (row, at)

    def _renamed(self, index: int, renamed: Mapping[str, list[tuple[int, int]]]) -> None:
        spots = [spot for listed in renamed.values() for spot in listed]
        what = f"表头改名（{'，'.join(renamed)}），已按原来的栏目读取"
        problem = self.account.name(index, spots, "header-renamed", what, "如不是这个意思，请改正表头")
        self.found.problems.append(problem._replace(severity="提示"))

    def _free(self, index: int, row: int, table: Located, names: Sequence[str], found: list[FreeRow]) -> None:
        """Take one row of a table that the unit writes itself."""
        sheet = self.cells.sheets[index]
        line = Line(index, row, table, None)
        values = {name: self._text(line, at) for name, at in table.columns.items()}
        texts = tuple(values.get(name, "") for name in names)
        if any(texts):
            found.append(FreeRow(texts, row + 1, sheet.name, table.columns))
            self.found.lines.append(line)
            for at in table.columns.values():
                self.account.settle(index, row, at)

    def _task(self, index: int, row: int, table: Located) -> None:
        sheet = self.cells.sheets[index]
        issued, why = self._match(sheet, row, table)
        if issued is None:
            left = self.account.left(index, row)
            if left and why:
                hint = "这一行没有采纳；请在本单位本期的表上填"
                self.found.problems.append(self.account.name(index, left, why[0], why[1], hint))
            return
        if table.key_column is not None and self.shelf.row(width_folded(sheet.value(row, table.key_column))):
            self.account.settle(index, row, table.key_column)
        self._locked(index, row, table, issued)
        places = {name: at for name, at in table.columns.items() if name in self.layout.inputs}
        self.account.settle_row(index, row, places.values())
        line = Line(index, row, table, issued)
        self.found.lines.append(line)
        written = sheet.texts[row]
        texts = {name: self._read(line, at, written[at]) if at < len(written) else "" for name, at in places.items()}
        where = _places(sheet.name, row, tuple(places.items()))
        self.found.typed.append(Typed(issued, texts, where, (sheet.name, row + 1)))

    def _text(self, line: Line, column: int) -> str:
        """What was typed into a cell; for a picture words that say so, since its formula is nobody's text."""
        return self._read(line, column, self.cells.sheets[line.sheet].text(line.row, column))

    def _read(self, line: Line, column: int, text: str) -> str:
        if text[:1] != "=" or not (shown := picture_text(text)):
            return text
        self.found.pictures.append((line, column))
        return shown

    def _match(self, sheet: SheetCells, row: int, table: Located) -> tuple[IssuedRow | None, tuple[str, str] | None]:
        """The issued row that a row is: by id, then by text (and number, where texts are the same)."""
        key = None if table.key_column is None else sheet.value(row, table.key_column)
        issued = self.shelf.row(width_folded(key))
        if issued and issued.form[:2] == self.form.key[:2]:
            return issued, None
        if issued:
            return None, ("row-foreign", f"这一行来自“{issued.form[0]}”{issued.form[1]} 期的表")
        text = fold(sheet.text(row, table.columns["content"])) if "content" in table.columns else ""
        same = self.form.by_text.get(text, ())
        if len(same) > 1 and "no" in table.columns:
            same = tuple(one for one in same if fold(one.cells["no"]) == fold(sheet.text(row, table.columns["no"])))
        if len(same) == 1:
            return same[0], None
        return None, ("row-unknown", "这一行不是发出的任务") if text or key else None

    def _locked(self, index: int, row: int, table: Located, issued: IssuedRow) -> None:
        sheet, cells, as_issued = self.cells.sheets[index], issued.cells, []
        for name, at in table.columns.items():
            written = sheet.text(row, at) if name in cells else ""
            if not written:
                continue
            if written == cells[name] or same_text(written, cells[name]):
                as_issued.append(at)
                continue
            made, hint = self.changed
            what = f"“{self.layout.titles[name]}”被改动，{made}台账仍为“{cells[name]}”"
            self.found.problems.append(self.account.name(index, [(row, at)], "locked-changed", what, hint))
        self.account.settle_row(index, row, as_issued)

    def _fixed(self, index: int) -> None:
        """Settle what the form itself says on this sheet, each text as often as it was printed."""
        sheet = self.cells.sheets[index]
        here = Counter(sheet.folded[row][column] for row, column in self.account.left(index))
        best = sheet.name if sheet.name in self.printed else max(
            self.printed, key=lambda name: (self.printed[name] & here).total())
        allowed = self.printed[best].copy()
        for row, column in self.account.left(index):
            text = sheet.folded[row][column]
            if allowed[text] > 0:
                allowed[text] -= 1
                self.account.settle(index, row, column)

    def _repeated(self, index: int) -> None:
        """Settle what the writer printed once more because no row could show it."""
        sheet = self.cells.sheets[index]
        issued = self._printed()
        for row, column in self.account.left(index):
            text = sheet.text(row, column)
            if text in (LONG_SHEET, LONG_NOTE) or _HEADING.fullmatch(text) or any(text in whole for whole in issued):
                self.account.settle(index, row, column)

    def _printed(self) -> list[str]:
        """What stood in the rows when they were written, what had been filled in already included."""
        texts = [text for typed in self.found.typed for text in typed.texts.values()]
        texts += [text for row, *_ in (*self.found.stages, *self.found.requests) for text in row]
        rows = (row.cells.values() for row in self.form.rows)
        return texts + [text for cells in rows for text in cells]


@lru_cache(maxsize=4096)
def _places(sheet: str, row: int, columns: tuple[tuple[str, int], ...]) -> Mapping[str, str]:
    # the same in all forms that nobody has rearranged
    return {name: f"〔{sheet}〕{cell_name(row, at)}" for name, at in columns}


def same_text(written: str, issued: str) -> bool:
    """Whether a cell still says what was issued: width, white space and the spelling of a number do not matter."""
    if written == issued or fold(written) == fold(issued):
        return True
    numbers = [_number(text) for text in (written, issued)]
    return numbers[0] is not None and numbers[0] == numbers[1]


def _number(text: str) -> float | None:
    plain = width_folded(text).removesuffix("%")
    try:
        value = float(plain)
    except ValueError:
        return None
    return round(value / 100 if "%" in width_folded(text) else value, 6)


def _table_rows(
    sheet: SheetCells, table: Located | None, listed: Listed, layout: Layout
) -> Iterator[tuple[int, Located, Listed]]:
    """Header rows and the rows under them, with their table and what it lists; headers may come again."""
    if table is None:
        return
    yield table.header_row, table, listed
    for row in range(table.header_row + 1, len(sheet.rows)):
        if len(layout.headers.intersection(sheet.folded[row])) > 2:
            again, listed = _table(SheetCells(sheet.name, ((),) * row + (sheet.rows[row],)), layout, row + 1)
            table = again or table
        yield row, table, listed


def _table(sheet: SheetCells, layout: Layout, search_rows: int = 40) -> tuple[Located | None, Listed]:
    """The table of a sheet, the one of which most columns are there; between equals that of tasks."""
    # most sheets of most files hold no table: one look at each row tells
    if all(map(layout.headers.isdisjoint, sheet.folded[:search_rows])):
        return None, "tasks"
    best: Located | None = None
    found: Listed = "tasks"
    for listed, columns in layout.tables.items():
        table = locate(sheet, columns, search_rows)
        enough = table and (len(table.columns) > 2 or (listed == "tasks" and table.key_column is not None))
        if table and enough and (best is None or len(table.columns) > len(best.columns)):
            best, found = table, listed
    return best, found


def leftovers(reader: SheetReader, index: int) -> list[Problem]:
    """Name what nothing on a sheet accounts for, one problem per row, or per row and header beside the table."""
    sheet = reader.cells.sheets[index]
    table, _ = reader.tables[index]
    known = table is not None or sheet.name in reader.form.texts
    problems = []
    for row in sorted({row for row, _ in reader.account.left(index)}):
        groups: dict[str, list[tuple[int, int]]] = {}
        for spot in reader.account.left(index, row):
            inside = table is not None and row >= table.header_row
            header = table.others.get(spot[1], "") if table is not None and inside else ""
            groups.setdefault(header, []).append(spot)
        for header, spots in groups.items():
            if header:
                code, what = "column-extra", f"“{header}”列不是表内的栏目"
            elif known:
                code, what = "text-extra", "表外写有内容"
            else:
                code, what = "sheet-extra", f"工作表“{sheet.name}”不是表内的，写有内容"
            problems.append(reader.account.name(index, spots, code, what, "没有采纳；需要采纳的请填入相应栏目"))
    return problems
