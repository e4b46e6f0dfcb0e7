"""Tables with borders → rows as written: which of them list tasks, and what each of them says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from breakdown.document import Document
from breakdown.names import unit_share
from breakdown.parse.account import Account
from breakdown.parse.duty.labels import role_of
from breakdown.parse.origin import Origin
from breakdown.parse.tables.captions import Above
from breakdown.parse.tables.fill import fill_row, number_by_text
from breakdown.parse.tables.leads import lead_from_above
from breakdown.parse.tables.lost import check_rows
from breakdown.parse.tables.parted import Part, part_columns, part_tables
from breakdown.parse.tables.records import Rows
from breakdown.problems import Problem
from breakdown.words import Words

# A table that only describes the notice (number, authority, date of publishing) is small.
_MOST_CELLS = 40
_DAY = re.compile(r"\d(?:月底?|日)前$")
_NAMELESS = re.compile(r"(sheet|工作表|表)\s*\d*", re.IGNORECASE)
Path = tuple[Above, ...]


class Name(NamedTuple):
    """What a table is called, where that stands, the first cell of the table."""

    text: str
    rule: str
    line: int


class Ruled(NamedTuple):
    """Rows of columns.WRITTEN, problems, the same rows by table, the lines that belong to the tables, the first cells
    of task tables.
    """

    rows: list[dict[str, Any]]
    problems: list[Problem]
    tables: list[tuple[Name, list[dict[str, Any]]]]
    captions: frozenset[int]
    at: tuple[int, ...]


def read_ruled(document: Document, words: Words, account: Account) -> Ruled:
    """The tasks of all tables; every cell that is understood is booked, the others remain to be reported."""
    taken: list[tuple[Part, list[dict[str, Any]]]] = []
    problems: list[Problem] = []
    path: Path = ()
    for part in part_tables(document, words):
        path = _path(path, part)
        rows, doubts = _read_part(part, path, words, account, document.place)
        if rows:
            taken.append((part, rows))
            problems += doubts
    tables = [(_name_of(part), rows) for part, rows in taken]
    if len({name.text for name, _ in tables}) > 1:
        problems += name_sections(tables, document.place)
    for part, _ in taken:
        _book_part(part, account, words)
    _book_front(document, taken, account)
    return Ruled(
        [row for _, rows in taken for row in rows], problems, tables,
        frozenset(line for part, _ in taken for line in part.caption.lines), tuple(part.line for part, _ in taken),
    )  # fmt: skip


def _path(path: Path, part: Part) -> Path:
    """The headings above a part: those of its caption below those of earlier ones; a new attachment has none above."""
    caption = part.caption
    if caption.marked or part.renamed or (caption.title and not caption.headings):
        path = ()
    for heading in caption.headings:
        path = (*(each for each in path if each.level < heading.level), heading)
    return path


def _read_part(
    part: Part, path: Path, words: Words, account: Account, place: Callable[[int], str]
) -> tuple[list[dict[str, Any]], list[Problem]]:
    columns = part_columns(part, words)
    if columns is None:
        return [], []
    reader = Rows(columns, path, words, account)
    records = reader.take(part.rows)
    rows = [fill_row(record, columns, words) for record in records]
    lead_from_above(rows, columns, part, words)
    if not columns.at("number"):
        number_by_text(rows)
    hint = "请核对各栏；如常用此表头，可在词表 words.toml 中补入"
    doubts = [Problem("存疑", place(part.line), "layout", doubt, hint) for doubt in (*columns.doubts, *reader.habits)]
    # a number merged over several tasks is no number of theirs
    own = [row for row, record in zip(rows, records, strict=True) if record.numbered or record.unnumbered]
    return rows, doubts + check_rows(own, {row["line"]: place(row["line"]) for row in rows})


def _name_of(part: Part) -> Name:
    """What the table is called by its title, else by its sheet; "" for one without a name."""
    if part.caption.title:
        return Name(part.caption.title, "表格上方的标题", part.line)
    return Name("" if _NAMELESS.fullmatch(part.name) else part.name, "工作表的名称", part.line)


def name_sections(
    tables: Sequence[tuple[Name, list[dict[str, Any]]]], place: Callable[[int], str]
) -> list[Problem]:
    """Tables without headings are told from others and from the text by their names; the rows are changed in place."""
    problems = []
    for name, rows in tables:
        if not name.text or not rows or any(row["section"] for row in rows):
            continue
        for row in rows:
            row["section"] = name.text
            row["origins"].append(Origin("section", name.rule, (name.line,)))
        sentence = f"表格中没有板块标题，以“{name.text[:40]}”作为板块"
        problems.append(Problem("提示", place(name.line), "layout", sentence, "请核对"))
    return problems


def _book_part(part: Part, account: Account, words: Words) -> None:
    """Book the head of a part and the lines above it; a value that was taken for a head stays unread."""
    for line in part.heads:
        if not _is_value(account.texts.get(line, ""), words):
            account.book(line, "columns")
    for line in part.repeats:
        account.book(line, "furniture")
    for line in part.caption.lines:
        account.book(line, "front")


def _is_value(text: str, words: Words) -> bool:
    """Whether a cell holds what stands below heads: a day, units by name."""
    return _DAY.search(text) is not None or role_of(text, words.labels) is None and unit_share(text, words.units) == 1


def _book_front(
    document: Document, taken: Sequence[tuple[Part, list[dict[str, Any]]]], account: Account
) -> None:
    """Book the small tables above the first task as part of the letter."""
    first = min((part.line for part, _ in taken), default=0)
    for table in document.tables:
        cells = list(table.cells())
        if cells[-1].line < first and sum(not cell.blank for cell in cells) <= _MOST_CELLS:
            for cell in cells:
                account.book(cell.line, "front")
