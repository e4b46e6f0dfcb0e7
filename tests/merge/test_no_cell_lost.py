"""Law 2: every non-empty cell of a returned workbook is what was issued, or recorded, or named by a problem."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from breakdown.book import Book
from breakdown.cells import WorkbookCells, cell_name, cell_text, fold
from breakdown.columns import INPUT_COLUMNS, REQUEST_KINDS
from breakdown.form import ADJUST, INPUT_NAMES
from breakdown.merge import Returned
from breakdown.merge.intake import Taken
from breakdown.merge.shelf import Shelf, stock
from breakdown.merge.take import take
from breakdown.records import Records
from breakdown.words import Words
from tests.merge.damage import ALL, Rows, damage, header_row, lay_pictures, on_marks, remark, rename_sheet
from tests.merge.test_round_trip import APRIL_2, MARCH, issued, merge
from tests.office_year import SETTINGS, edited, returned_cells, small_records, with_rows

UNITS = ("区财政局", "清溪镇", "白石镇")
CASES = 2000 if os.environ.get("CI") == "true" else 400
STAGE = {"period": "2021-02", "unit": "清溪镇", "position": 1, "no": "6", "label": "摸底", "due": "2月底"}


@pytest.fixture(scope="module")
def year() -> tuple[Records, dict[str, Book]]:
    return issued(with_rows(small_records(), plans=[STAGE]))


def typed_in(cells: WorkbookCells, dice: Random) -> WorkbookCells:
    """Words in a third of the input cells, each saying by itself which task and column it belongs to."""
    headers = {column.header: column.name for column in INPUT_COLUMNS}

    def typing(rows: Rows) -> None:
        at = header_row(rows) or 0
        for row in rows[at + 1:]:
            row += [None] * (len(rows[at]) - len(row))
            for column, head in enumerate(rows[at]):
                if head in headers and dice.random() < 0.3:
                    task = str(row[0]).split("|")[1]
                    row[column] = f"填报.{task}.{headers[str(head)]}.{dice.randrange(1000)}"

    def planning(rows: Rows) -> None:
        for at in range(dice.randrange(4)):
            rows.append([f"步骤{at}", f"节点{dice.randrange(1000)}", None, "王芳"])

    def asking(rows: Rows) -> None:
        kinds = (*REQUEST_KINDS, "延期", "别的", None)
        for _ in range(dice.randrange(3)):
            rows.append([dice.choice(["3", "6", "第8项", "99", None]), dice.choice(kinds),
                         f"改成{dice.randrange(1000)}", f"理由{dice.randrange(1000)}"])

    for sheet in ("牵头任务", "配合任务"):
        cells = edited(cells, sheet, typing)
    return edited(edited(cells, "细化方案", planning), ADJUST, asking)


def unaccounted(before: WorkbookCells, cells: WorkbookCells, taken: Taken) -> list[str]:
    """The cells that are neither issued text, nor recorded, nor named with sheet, cell and value."""
    printed = Counter(fold(cell_text(value)) for sheet in before.sheets for row in sheet.rows for value in row)
    # of two copies of a cell that differ in the width of their digits only, one is recorded
    recorded = {fold(text) for entry in taken.entries for text in entry.texts.values()}
    recorded |= {fold(text) for row in (taken.stages.rows if taken.stages else ()) for text in row}
    recorded |= {fold(text) for row in taken.requests for text in (row.no, row.kind, row.wanted, row.reason)}
    lost = []
    for sheet in cells.sheets:
        for row, values in enumerate(sheet.rows):
            for column in range(len(values)):
                text = sheet.text(row, column)
                if not text or fold(text) in recorded or printed[fold(text)]:
                    continue
                cell = cell_name(row, column)
                if not any(_names(problem, sheet.name, cell, text) for problem in taken.problems):
                    lost.append(f"{sheet.name}!{cell}={text}")
    return lost


def _names(problem: object, sheet: str, cell: str, text: str) -> bool:
    place, sentence, value = (getattr(problem, name) for name in ("place", "sentence", "value"))
    cells = sentence.rpartition("：")[2].split("、") + [place.rpartition("〕")[2]]
    return f"〔{sheet}〕" in place and cell in cells and text in value


def unsaid(cells: WorkbookCells, taken: Taken) -> list[str]:
    """What stands beside the values of cells and is neither in a remark nor named where it stands."""
    remarks = [entry.texts["remark"] for entry in taken.entries if "remark" in entry.texts]
    typed = {entry.place(name) for entry in taken.entries for name in entry.places if name in entry.texts}
    told = {(problem.code, problem.place) for problem in taken.problems}
    kept = {(problem.place, problem.value) for problem in taken.problems if problem.code == "note-kept"}
    lost = []
    for sheet in cells.sheets:
        notes = {cells.place(sheet, *spot): text for spot, text in sheet.notes.items()}
        lost += [f"{place}：{text}" for place, text in notes.items()
                 if not any(text in remark for remark in remarks) and (place, text) not in kept]
        struck = (cells.place(sheet, *spot) for spot in sheet.struck if sheet.text(*spot))
        lost += [place for place in struck if place in typed - set(notes) and ("struck", place) not in told]
        pictures = (cells.place(sheet, *spot) for spot in sheet.pictures)
        lost += [place for place in pictures if ("picture", place) not in told]
    return lost


def misplaced(taken: Taken) -> list[str]:
    """Recorded words that say of themselves that they belong to another task or column."""
    wrong = []
    for entry in taken.entries:
        for name, text in entry.texts.items():
            parts = unicodedata.normalize("NFKC", text).split(".")
            if parts[0] == "填报" and parts[1:3] != [entry.task_id, name]:
                wrong.append(f"{entry.task_id}.{name} = {text}")
    return wrong


@pytest.fixture(scope="module")
def forms(year: tuple[Records, dict[str, Book]]) -> tuple[Shelf, dict[str, WorkbookCells]]:
    records, books = year
    return stock(records), {unit: returned_cells(book) for unit, book in books.items()}


@settings(max_examples=CASES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    unit=st.sampled_from(UNITS), seed=st.integers(0, 2**16),
    kinds=st.lists(st.tuples(st.integers(0, len(ALL) - 1), st.integers(0, 2**16)), max_size=6),
)
def test_no_cell_is_lost(
    forms: tuple[Shelf, dict[str, WorkbookCells]], words: Words, unit: str, seed: int, kinds: list[tuple[int, int]]
) -> None:
    shelf, untouched = forms
    cells = damage(typed_in(untouched[unit], Random(seed)), kinds)
    taken = take(Returned(cells, APRIL_2), shelf, MARCH, SETTINGS, words)
    if taken.state in ("退回", "无法识别"):
        whole = [problem for problem in taken.problems if problem.code in ("form-rejected", "file-unreadable")]
        assert [problem.place for problem in whole] == [cells.file]
        assert not taken.entries
        return
    assert unaccounted(untouched[unit], cells, taken) == []
    assert unsaid(cells, taken) == []
    assert misplaced(taken) == []


def test_the_measure_itself_sees_a_lost_cell(forms: tuple[Shelf, dict[str, WorkbookCells]], words: Words) -> None:
    shelf, untouched = forms
    cells = typed_in(untouched["清溪镇"], Random(1))
    taken = take(Returned(untouched["清溪镇"], APRIL_2), shelf, MARCH, SETTINGS, words)
    assert unaccounted(untouched["清溪镇"], cells, taken) != []


def test_the_measure_itself_sees_what_is_left_unsaid(
    forms: tuple[Shelf, dict[str, WorkbookCells]], words: Words
) -> None:
    cells = typed_in(forms[1]["清溪镇"], Random(1))
    taken = take(Returned(cells, APRIL_2), forms[0], MARCH, SETTINGS, words)
    for harm in (remark, lay_pictures):
        assert unsaid(on_marks(harm)(cells, Random(2)), taken) != []
    every = frozenset((row, column) for row in range(12) for column in range(24))
    assert unsaid(replace(cells, sheets=tuple(replace(sheet, struck=every) for sheet in cells.sheets)), taken) != []


def test_all_that_was_taken_from_a_file_reaches_the_ledger(
    year: tuple[Records, dict[str, Book]], forms: tuple[Shelf, dict[str, WorkbookCells]], words: Words
) -> None:
    cells = typed_in(forms[1]["清溪镇"], Random(4))
    taken = take(Returned(cells, APRIL_2), forms[0], MARCH, SETTINGS, words)
    changes = merge(year[0], words, cells).changes
    progress = changes.appended["progress"].to_dict("records")
    kept = {(row["task_id"], row["role"]): {name: row[name] for name in INPUT_NAMES if row[name]} for row in progress}
    assert kept == {(entry.task_id, entry.role): dict(entry.texts) for entry in taken.filled}
    assert taken.stages and len(changes.appended["plans"]) == len(taken.stages.rows) > 1
    kept_requests = changes.appended["requests"][["no", "kind", "wanted", "reason"]].to_dict("records")
    assert taken.requests and kept_requests == [
        {name: getattr(request, name) for name in ("no", "kind", "wanted", "reason")}
        for request in sorted(taken.requests, key=lambda request: (*request.key, request.row))]
    assert set(taken.problems) <= set(changes.problems)


def test_a_renamed_sheet_loses_nothing(year: tuple[Records, dict[str, Book]], words: Words) -> None:
    records, books = year
    cells = typed_in(returned_cells(books["清溪镇"]), Random(1))
    plain, renamed = (merge(records, words, each).changes.appended["progress"]
                      for each in (cells, rename_sheet(cells, Random(2))))
    assert plain.drop(columns="sheet").equals(renamed.drop(columns="sheet")) and len(plain) == 3
