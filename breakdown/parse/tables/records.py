"""The rows below the head of a table with borders → one record per task: headings carried down, cut rows joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from breakdown.document import Cell
from breakdown.names import looks_like_unit
from breakdown.parse.account import Account, is_furniture, is_imprint, is_note
from breakdown.parse.lines import read_number, squeeze
from breakdown.parse.tables.captions import Above
from breakdown.parse.tables.evidence import is_section, is_subsection
from breakdown.parse.tables.fields import Columns, Kind
from breakdown.parse.tables.shift import CHINESE_NUMBER, unshift
from breakdown.parse.tables.titles import Row
from breakdown.words import Words

_TOTAL = re.compile(r"^[（(]?(合计|小计|总计|共计|累计|总数)")
_NUMBER = re.compile(r"^\W*(\d{1,4})\W*$")
_LONGEST_HEADING = 60
_HABIT = 3
_DITTO = ("同上", "〃", "″")
_ENDS = ("。", "；", ";", "！", "？")
# Share of rows without a number from which on the numbers are seen to count headings, not tasks.
_SPARSE = 0.4
_DUTIES: tuple[Kind, ...] = ("lead", "support", "leader", "deadline", "stage")


@dataclass
class Record:
    """One task: what each column says (cells joined), the headings above it, its first cell, doubts.

    cells: columns with the lines of their cells. spans: how many columns the cell in each column covers. numbered: the
    number is its own, not one of a merged cell over several tasks. unnumbered: a number is missing.
    """

    values: list[str]
    headings: tuple[Above, ...]
    line: int
    numbered: bool
    spans: dict[int, int] = field(default_factory=dict)
    cells: list[tuple[int, int]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    unnumbered: bool = False


class Rows:
    """Takes row after row; every cell is booked by where it went."""

    def __init__(self, columns: Columns, path: Sequence[Above], words: Words, account: Account) -> None:
        self.columns, self.words, self.account = columns, words, account
        self.path = list(path)
        self.records: list[Record] = []
        self.seen: set[int] = set()
        self.carried: dict[int, tuple[str, int]] = {}
        self.moved: list[Record] = []
        self.waiting: list[tuple[int, list[Cell], str]] = []
        self.content = columns.at("content")[0]
        self.number = next(iter(columns.at("number")), None)
        self.duties = [index for kind in _DUTIES for index in columns.at(kind)]

    def take(self, rows: Sequence[Row]) -> list[Record]:
        """All rows of the table in order; the records of its tasks."""
        printed, rows = rows, [unshift(row, self.columns, self.words) for row in rows]
        number = self.number
        numbers = [
            row[number].text.strip() if number is not None and _begins(rows, at, number) else ""
            for at, row in enumerate(rows)
        ]
        given = [number for number in numbers if number]
        self.sparse = self._is_sparse(rows)
        self.chinese = 2 * sum(bool(CHINESE_NUMBER.match(number)) for number in given) > len(given)
        self.sections = any(is_section(squeeze(lone.text)) for row in rows if (lone := _lone(row)) is not None)
        for at, row in enumerate(rows):
            following = next((number for number in numbers[at + 1 :] if _NUMBER.match(number)), "")
            if self._take(row, numbers[at], following) and row is not printed[at]:
                self.moved.append(self.records[-1])
        # where row after row lacks its first cells, the table as a whole is told
        for record in self.moved if len(self.moved) < _HABIT else ():
            record.doubts.append("这一项的表格行缺少前面的单元格，各栏按内容右移读取")
        return self.records

    @property
    def habits(self) -> list[str]:
        """What a person should know of the rows as a whole."""
        count = len(self.moved)
        return [f"有{count}行缺少前面的单元格（如合并的序号、类别），各栏按内容右移读取"] if count >= _HABIT else []

    def _is_sparse(self, rows: Sequence[Row]) -> bool:
        """Whether the numbers count headings, so that most tasks under one have none."""
        number, headings = self.number, self.columns.at("heading")
        if number is None or not headings:
            return False
        tasks = [at for at in range(len(rows)) if _begins(rows, at, self.content)]
        bare = [at for at in tasks if not _begins(rows, at, number)]
        alone = not any(_begins(rows, at, column) for at in bare for column in headings)
        return alone and len(bare) >= _SPARSE * len(tasks)

    def _take(self, row: Row, number: str, following: str) -> bool:
        """Take one row; whether it is a task or goes on with one."""
        fresh = [cell for cell in _distinct(row) if cell.line not in self.seen and not cell.blank]
        self.seen.update(cell.line for cell in row)
        if not fresh:
            return False
        if fate := self._fate(row, fresh):
            self._book(fresh, fate)
        elif heading := self._heading(row, fresh, number):
            self._open_heading(heading, fresh, row)
        elif self._goes_on(row, fresh, number, following):
            self._append(row, fresh)
            return True
        elif row[self.content].text.strip() or (number and len(fresh) > 1):
            self._open(row, fresh, number)
            return True
        return False

    def _fate(self, row: Row, fresh: Sequence[Cell]) -> str:
        """Where a row goes that is no task: totals, notes below the table, the date of signing, text of the page."""
        text = squeeze(fresh[0].text)
        if _TOTAL.match(text) and (len(text) <= 8 or _lone(row)):
            return "furniture"
        if _lone(row) is None:
            return ""
        if is_furniture(text, self.words.furniture):
            return "furniture"
        return "closing" if is_note(text) or is_imprint(text) else ""

    def _heading(self, row: Row, fresh: Sequence[Cell], number: str) -> str:
        """The heading that a row of its own gives; "" for any other row."""
        texts = [cell.text.strip() for cell in fresh]
        short = max(map(len, texts)) <= _LONGEST_HEADING
        if CHINESE_NUMBER.match(number) and not self.chinese and len(fresh) == 2 and short:
            return f"{number.rstrip('、.．')}{'' if number[0] in '（(' else '、'}{texts[1]}"
        lone = _lone(row)
        text = " ".join(texts[0].split()) if lone is not None else ""
        if not text or len(text) > _LONGEST_HEADING or _NUMBER.match(text):
            return ""
        wide = sum(cell is lone for cell in row) * 2 > len(row)
        left = [index for index, cell in enumerate(row) if cell is lone][0] < self.content
        told = is_section(text) or is_subsection(text)
        plain = not text.endswith(("。", "；", ";", "：", ":"))
        return text if told or (plain and (wide or left)) else ""

    def _open_heading(self, text: str, cells: list[Cell], row: Row) -> None:
        level = heading_level(text, self.sections)
        self.path = [*(each for each in self.path if each.level < level), Above(level, text, cells[0].line)]
        self.carried = {}
        guessed = read_number(text) is None and sum(cell is cells[0] for cell in row) == 1
        # a heading without rows stays unread
        self.waiting = [each for each in self.waiting if each[0] < level]
        self.waiting.append((level, cells, f"“{text[:20]}”没有编号，按板块标题读取" if guessed else ""))

    def _goes_on(self, row: Row, fresh: Sequence[Cell], number: str, following: str) -> bool:
        """Whether a row only continues the task above it."""
        if not self.records or number:
            return False
        cell, last = row[self.content], self.records[-1]
        if cell.blank:
            return True
        if cell not in fresh:
            # one task over several rows, unless each row has units and times of its own
            kinds = {self.columns.columns[index].kind for each in fresh for index, at in enumerate(row) if at is each}
            return not (kinds & {"lead", "support"} and kinds & {"goal", "deadline", "stage"})
        if self.number is None or self.sparse or not self._is_next(following):
            return False
        bare = not any(last.values[index] for index in self.duties)
        return bare or self._without_duties(row) or self._is_cut(row)

    def _is_next(self, following: str) -> bool:
        """Whether the numbers leave no room for a task between the last record and the next number."""
        last = _NUMBER.match(self.records[-1].values[self.number or 0])
        after = _NUMBER.match(following)
        return last is not None and (after is None or int(after[1]) in (int(last[1]) + 1, 1))

    def _is_cut(self, row: Row) -> bool:
        """Whether a page has cut the row above: its sentence or the name of a unit only ends in this one."""
        last = self.records[-1].values
        ended = [record.values[self.content].endswith(_ENDS) for record in self.records]
        if not ended[-1] and row[self.content].text.strip().endswith(_ENDS) and 2 * sum(ended) >= len(ended) - 1 > 0:
            return True
        units = [*self.columns.at("lead"), *self.columns.at("support")]
        both = [(last[at], row[at].text.strip()) for at in units if last[at] and not row[at].blank]
        return any("\n" not in self._glue(text, more, "lead") for text, more in both)

    def _without_duties(self, row: Row) -> bool:
        return bool(self.duties) and all(row[index].blank for index in self.duties)

    def _append(self, row: Row, fresh: Sequence[Cell]) -> None:
        record = self.records[-1]
        cut = row[self.content] in fresh
        for cell in fresh:
            column = self._owner(row, cell)
            kind = self.columns.columns[column].kind
            record.values[column] = self._glue(record.values[column], cell.text.strip(), kind)
            record.cells.append((column, cell.line))
        if cut:
            record.doubts.append("下一行没有序号，按本项的续行接上")
        self._book(fresh, "task")

    def _glue(self, text: str, more: str, kind: Kind) -> str:
        """Two pieces of one cell; a sentence or a name that a page has cut is joined without a break."""
        if not text:
            return more
        if kind in ("leader", "remark"):
            return f"{text}\n{more}"
        if kind in ("lead", "support"):
            last, first = re.split(r"[、,，;；\s]", text)[-1], re.split(r"[、,，;；\s]", more)[0]
            whole = looks_like_unit(last, self.words.units) or not looks_like_unit(last + first, self.words.units)
            return f"{text}\n{more}" if whole and last and first else text + more
        return f"{text}\n{more}" if text.endswith((*_ENDS, "：", ":")) else text + more

    def _open(self, row: Row, fresh: Sequence[Cell], number: str) -> None:
        record = Record([""] * len(row), tuple(self.path), fresh[0].line, bool(number))
        for cell in _distinct(row):
            column = self._owner(row, cell)
            record.values[column] = self._said(column, cell.text.strip(), record)
            record.spans[column] = sum(other.line == cell.line for other in row)
            record.cells += [] if cell.blank else [(column, cell.line)]
        self._carry(row, record)
        if self.number is not None and not record.values[self.number] and not self.sparse:
            record.unnumbered = True
            record.doubts.append("这一行没有序号，按前后位置读取")
        for _, cells, doubt in self.waiting:
            self._book(cells, "heading")
            record.doubts += [doubt] if doubt else []
        self.waiting = []
        self.records.append(record)
        self._book(fresh, "task")

    def _said(self, column: int, text: str, record: Record) -> str:
        """What a cell says; 同上 says what stands above it."""
        if text not in _DITTO or not self.records:
            return text
        record.doubts.append(f"“{text}”按上一行读取")
        return self.records[-1].values[column]

    def _carry(self, row: Row, record: Record) -> None:
        """Blank heading cells take what stands above them, as long as no heading to their left has changed."""
        changed = False
        for column in self.columns.at("heading"):
            text, line = self.carried.get(column, ("", 0))
            covered = row[column].line == row[self.content].line
            if record.values[column]:
                changed = changed or record.values[column] != text
                text, line = record.values[column], row[column].line
            elif changed or covered:
                text = ""
            elif text:
                record.values[column] = text
                record.cells.append((column, line))
            self.carried[column] = text, line

    def _owner(self, row: Row, cell: Cell) -> int:
        """The column to which a cell belongs; one merged sideways over the task text is the task text."""
        covered = [index for index, other in enumerate(row) if other.line == cell.line]
        return self.content if self.content in covered else covered[0]

    def _book(self, cells: Sequence[Cell], fate: str) -> None:
        for cell in cells:
            self.account.book(cell.line, fate)


def heading_level(text: str, sections: bool) -> int:
    """How deep a heading stands by its number; one without number stands below numbered sections, if there are any."""
    if is_section(text):
        return 1
    if is_subsection(text):
        return 2
    return 3 if read_number(text) else 2 if sections else 1


def _begins(rows: Sequence[Row], at: int, column: int) -> bool:
    """Whether something is written in a cell that does not go on from the row above."""
    cell = rows[at][column]
    return not cell.blank and not (at and rows[at - 1][column].line == cell.line)


def _distinct(row: Row) -> list[Cell]:
    return list({cell.line: cell for cell in row}.values())


def _lone(row: Row) -> Cell | None:
    """The only written cell of a row."""
    written = [cell for cell in _distinct(row) if not cell.blank]
    return written[0] if len(written) == 1 else None
