"""Room: a Document becomes one row per task as written, before any wording is turned into values.

In: Document, Words, which part to read. Out: Parsed, whose frame has the columns of columns.WRITTEN.

    parsed = parse_document(document, words)
    parsed.written[["no", "content", "leads"]]
    parsed.problems          # unread lines, numbering, missing attachments, text against table
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from breakdown.columns import ORIGINS, WRITTEN
from breakdown.document import Document
from breakdown.framed import Framed, Record, fit_rows
from breakdown.parse.account import Account
from breakdown.parse.duty.learned import Learned, learn_words, learned_doubts
from breakdown.parse.duty.ruling import Saying, apply_rules
from breakdown.parse.front import Front, book_around, check_attachments, read_front
from breakdown.parse.kept import find_lost, tell_lost
from breakdown.parse.lines import Line, make_lines
from breakdown.parse.mending.mend import mend_document
from breakdown.parse.origin import origin_rows
from breakdown.parse.outline.outline import read_outline
from breakdown.parse.outline.prose import check_headings, check_numbers, make_rows
from breakdown.parse.parts import merge_parts
from breakdown.parse.script import Script
from breakdown.parse.tables.header import Header, find_header
from breakdown.parse.tables.lost import check_rows, make_table_rows
from breakdown.parse.tables.ruled import name_sections, read_ruled
from breakdown.parse.warned import warn_rows
from breakdown.problems import Problem
from breakdown.words import Words

Part = Literal["text", "table", "all"]
# Columns of columns.WRITTEN that hold the notice's own words.
_QUOTED = (
    "section", "subsection", "content", "goal", "leaders", "leads", "supports", "deadline_text", "remark"
)  # fmt: skip


@dataclass(frozen=True)
class Parsed(Record):
    """What the letter around the tasks says, problems, rows as written (columns.WRITTEN) and how their fields were read
    (columns.ORIGINS, without task_id).
    """

    front: Front
    problems: list[Problem]
    written: Framed = Framed()
    origins: Framed = Framed()


def parse_document(document: Document, words: Words, part: Part = "all") -> Parsed:
    """Read the tasks of a notice, in its text, its tables or both; no row at all when it holds no task list.

    A notice in traditional characters is read in simplified ones; what the rows quote stays as printed.
    """
    script = Script(document, words.script.traditional)
    parsed = _parse(script.document, words, part)
    return _restore(parsed, script) if script.folds else parsed


def _restore(parsed: Parsed, script: Script) -> Parsed:
    """Rows, origins, quotations and title in the characters of the notice; the letter stays as it was read."""
    written = [_restored(row, _QUOTED, script) for row in parsed.rows("written")]
    origins = [_restored(row, ("value", "quote", "considered"), script) for row in parsed.rows("origins")]
    problems = [problem._replace(value=script.restore(problem.value)) for problem in parsed.problems]
    front = parsed.front._replace(title=script.restore(parsed.front.title))
    return Parsed(front, problems, fit_rows(WRITTEN, written), fit_rows(ORIGINS, origins))


def _restored(row: Mapping[str, Any], names: Iterable[str], script: Script) -> dict[str, Any]:
    return {**row, **{name: script.restore(row[name]) for name in names}}


def _parse(document: Document, words: Words, part: Part) -> Parsed:
    mended = mend_document(document, words)
    words, learned = learn_words(mended, words)
    document = mend_document(document, words) if learned else mended
    pieces = make_lines(document.pieces())
    places = {line.number: document.place(line.number) for line in pieces}
    account = Account(document)
    ruled = read_ruled(document, words, account)
    lines = make_lines(each for each in document.paragraphs if each.line not in ruled.captions)
    header = find_header(lines, words.labels)
    prose = [line for line in lines if header is None or line.number < header.first]
    lost, more = _read_lost(lines, header, words, account, places)
    # tables that print two tasks in a row have an order of their own
    table = sorted([*ruled.rows, *lost], key=lambda row: int(row["line"])) if lost else ruled.rows
    text, problems = _read_text(prose, words, account, places, len(table), ruled.at)
    book_around(lines, [*ruled.at, *([header.first] if header else [])], bool(text), account)
    attachments = check_attachments(pieces, account, places)
    rows, differences = _choose(text, table, part, places, words)
    if text and part == "all":
        # what the text says, too, has its section there
        own = {id(row) for row in rows}
        beside = [(name, [row for row in listed if id(row) in own]) for name, listed in ruled.tables]
        differences += name_sections(beside, document.place)
    front = read_front(pieces, account)
    differences += apply_rules(rows, _sayings(pieces, account), words, places)
    _finish(rows, document, places, learned, account.texts)
    found = [*(problems if part != "table" else []), *(more + ruled.problems if part != "text" else []), *differences]
    found = [*document.problems, *attachments, *found, *account.unread(document.place)]
    # a part that is not asked for is read, and no line of it is lost by that
    read = rows if part == "all" else [*text, *table]
    kept = [value for row in read for value in row.values() if isinstance(value, str)]
    kept += [text for problem in found for text in (problem.sentence, problem.value)] + list(front.texts)
    lost_words = find_lost(account, kept, words)
    found += tell_lost(lost_words, account, document.place)
    warn_rows(rows, account, lost_words, words)
    origins = origin_rows(rows, account.texts, places)
    return Parsed(front, found, fit_rows(WRITTEN, rows), fit_rows(ORIGINS, origins))


def _sayings(lines: list[Line], account: Account) -> list[Saying]:
    """The lines that may state a rule for all tasks."""
    return [Saying(line.number, line.text, account.fate(line.number) == "task") for line in lines if line.text]


def _finish(
    rows: list[dict[str, Any]],
    document: Document,
    places: dict[int, str],
    learned: tuple[Learned, ...],
    texts: Mapping[int, str],
) -> None:
    """Add what holds for all rows: places, doubts of the file, units that only a neighbour has, words not known."""
    units_given = any(row["leads"] for row in rows)
    for row in rows:
        row["place"] = places[row["line"]]
        lacking = "没有读到牵头单位，可能与相邻任务合用" if units_given and not row["leads"] else ""
        assumed = learned_doubts("\n".join(texts.get(number, "") for number in row["lines"]), learned)
        row["doubts"] = "\n".join(filter(None, [*document.doubts, row["doubts"], lacking, *assumed]))


def _read_text(
    lines: list[Line], words: Words, account: Account, places: dict[int, str], others: int, tables: tuple[int, ...]
) -> tuple[list[dict[str, Any]], list[Problem]]:
    body, tasks = read_outline(lines, words, account, others, tables)
    problems = check_numbers(body, tasks, places) + check_headings(body, tasks, places)
    return make_rows(tasks, words), problems


def _read_lost(
    lines: list[Line], header: Header | None, words: Words, account: Account, places: dict[int, str]
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """The rows of a table whose borders are lost, cell after cell among the lines."""
    if header is None:
        return [], []
    rows = make_table_rows(lines, header, words, account)
    for line in lines:
        if line.text and header.first <= line.number <= header.last:
            account.book(line.number, "columns")
    hint = "请核对各栏；如常用此表头，可在词表 words.toml 中补入"
    doubts = [Problem("存疑", places[header.first], "layout", doubt, hint) for doubt in header.doubts]
    return rows, doubts + check_rows(rows, places)


def _choose(
    text: list[dict[str, Any]], table: list[dict[str, Any]], part: Part, places: dict[int, str], words: Words
) -> tuple[list[dict[str, Any]], list[Problem]]:
    if part == "text":
        return text, []
    if part == "table":
        return table, []
    if text and table:
        return merge_parts(text, table, places, words)
    return text or table, []
