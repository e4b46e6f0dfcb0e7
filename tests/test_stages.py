"""Every stage of every example, as text beside its notice: what a stage made yesterday it makes today.

ACCEPT=1 writes what the stages make now and fails, so that it is never left on; read the difference before committing.
"""

from __future__ import annotations

import json
import os
from datetime import date, datetime
from pathlib import Path

import pytest

from breakdown.book import Book
from breakdown.files.calendars import load_calendar
from breakdown.files.guides import load_guide
from breakdown.issue import plan_books
from breakdown.merge import Returned, reconcile
from breakdown.parse import parse_document
from breakdown.periods import parse_period
from breakdown.problems import Problem
from breakdown.read import read_document
from breakdown.records import Changes, Records
from breakdown.report import summarize
from breakdown.report.workbook import summary_book
from breakdown.review import plan_review
from breakdown.review.adopt import plan_adoption
from breakdown.settings import Settings
from breakdown.tasks import build_tasks
from breakdown.words import Words
from tests.book_cells import book_cells, edit
from tests.book_text import book_text
from tests.office_year import applied

EXAMPLES = Path(__file__).parents[1] / "examples"
NAMES = sorted(path.parent.name for path in EXAMPLES.glob("*/notice.txt"))
PERIOD = parse_period("2021-03")
SETTINGS = Settings("示例区", 2021, identity="example", key="example", calendar=load_calendar())
# What the units report, in turn: status, value, per cent, progress.
REPORTS = (
    ("推进中", "", "30%", "已完成前期工作，进入施工阶段"), ("已完成", "", "100%", "已全部完成"),
    ("未启动", "", "", ""), ("推进中", "", "0.1", "正在开展前期工作"), ("申请调整", "", "", "建议调整完成时限"),
)  # fmt: skip
FORMS = 3


def stages(name: str, words: Words) -> dict[str, str]:
    """The text of every stage of one example by file name."""
    document = read_document(EXAMPLES / name / "notice.txt")
    parsed = parse_document(document, words)
    reading = build_tasks([(document.name, parsed)], words)
    rows = [json.dumps(row, ensure_ascii=False) for row in parsed.written.to_dict("records")]
    made = {
        "1-written.jsonl": "\n".join(rows) + "\n",
        "2-problems.txt": _problems(reading.problems),
        "3-review.txt": book_text(plan_review(reading)),
    }
    records = _after(Records.empty(), plan_adoption(Records.empty(), reading))
    plan = plan_books(records, PERIOD, SETTINGS, guide=load_guide("progress"))
    records = _after(records, plan.changes)
    books = [form.book for form in plan.forms[:FORMS]]
    came = [_returned(book, number) for number, book in enumerate(books)]
    merged = reconcile(records, came, PERIOD, SETTINGS, words)
    records = _after(records, merged.changes)
    summary = summarize(records, PERIOD, date(2021, 4, 7), SETTINGS)
    return made | {
        "4-forms.txt": "\n".join(map(book_text, books)) + _problems(plan.problems),
        "5-merge.txt": "\n".join(map(book_text, [merged.book, *(book for _, book in merged.redo)])),
        "6-summary.txt": book_text(summary_book(summary, SETTINGS)),
    }


def _after(records: Records, changes: Changes) -> Records:
    return applied(records, changes.appended, changes.removed)


def _problems(problems: list[Problem]) -> str:
    return "".join(f"{' | '.join(problem)}\n" for problem in problems)


def _returned(book: Book, number: int) -> Returned:
    """A form as a unit sends it back: every lead task reported in turn, the last of the forms late."""
    cells = book_cells(book)
    lead = next((sheet.name for sheet in cells.sheets if sheet.name == "牵头任务"), "")

    def report(rows: list[list[object]]) -> None:
        header = next(at for at, row in enumerate(rows) if "状态" in row)
        places = [rows[header].index(title) for title in ("状态", "完成值", "完成比例", "本期进展")]
        for at, row in enumerate(rows[header + 1 :]):
            for place, value in zip(places, REPORTS[(at + number) % len(REPORTS)], strict=True):
                row[place] = value or None

    filled = edit(cells, lead, report) if lead else cells  # type: ignore[arg-type]
    return Returned(filled, datetime(2021, 4, 1 + number * 3, 9))


@pytest.mark.parametrize("name", NAMES)
def test_stages_are_as_before(name: str, words: Words) -> None:
    folder = EXAMPLES / name / "stages"
    made = stages(name, words)
    if os.environ.get("ACCEPT") == "1":
        folder.mkdir(exist_ok=True)
        for file, text in made.items():
            (folder / file).write_text(text, encoding="utf-8")
        pytest.fail("ACCEPT=1: the stages were written; read the difference, then run without it")
    assert sorted(path.name for path in folder.iterdir()) == sorted(made)
    for file, text in made.items():
        assert text == (folder / file).read_text(encoding="utf-8"), f"{name}/stages/{file}"
