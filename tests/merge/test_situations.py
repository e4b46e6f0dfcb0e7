"""What units and their programs do to a form, on real files: what is taken, what is named, nothing is lost."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl.worksheet.datavalidation import DataValidationList

from breakdown import merging, pipeline, reports
from breakdown.files.reader import read_workbook
from breakdown.files.templates import load_styles
from breakdown.files.writer import write_book
from breakdown.merge import Returned, reconcile
from breakdown.words import Words
from tests.merge.damage import WIDE
from tests.merge.returned_form import (
    BOTH,
    FARMS,
    FIRMS,
    FIRST,
    SAVINGS,
    Form,
    Harm,
    Office,
    checked,
    filled,
    named,
    repacked,
    texts,
)
from tests.merge.test_round_trip import APRIL_2, MARCH
from tests.office import convert, needs_office


def nothing(form: Form) -> None:
    """Save again."""


def sort(form: Form) -> None:
    sheet, (head, _) = form.sheet(), form.head()
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=head + 1, max_row=head + 3)]
    for at, values in enumerate(reversed(rows), head + 1):
        for column, value in enumerate(values, 1):
            sheet.cell(at, column).value = value


def filter_rows(form: Form) -> None:
    form.sheet().auto_filter.ref = f"A{form.head()[0]}:V{form.head()[0] + 3}"
    form.sheet().auto_filter.add_filter_column(1, ["3"])
    form.sheet().row_dimensions[form.row(FARMS)].hidden = True


def hide_row(form: Form) -> None:
    form.sheet().row_dimensions[form.row(FIRMS)].hidden = True
    form.sheet().column_dimensions["N"].hidden = True


def insert_column(form: Form) -> None:
    form.sheet().insert_cols(4)
    form.sheet().cell(form.head()[0], 4).value = "科室"
    form.sheet().cell(form.row(FIRMS), 4).value = "企业科"


def insert_titles(form: Form) -> None:
    form.sheet().insert_rows(1, 3)
    form.sheet()["B2"] = "请各科室填写"


def rename_sheet(form: Form) -> None:
    form.sheet().title = "Sheet1"


def copy_sheet(form: Form) -> None:
    form.book.copy_worksheet(form.sheet())


def delete_row(form: Form) -> None:
    form.sheet().delete_rows(form.row(SAVINGS))


def paste_as_text(form: Form) -> None:
    sheet = form.sheet()
    sheet.data_validations = DataValidationList()
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None and not hasattr(cell, "merged"):
                cell.value, cell.number_format = str(cell.value), "@"


def write_below(form: Form) -> None:
    sheet = form.sheet()
    sheet.cell(sheet.max_row + 2, 3).value = "另有两项未列入"
    sheet.row_dimensions[sheet.max_row].hidden = True


@pytest.mark.parametrize(("harm", "wanted"), [
    (nothing, []), (sort, []), (filter_rows, [("hidden-read", "")]), (hide_row, [("hidden-read", "")] * 2),
    (rename_sheet, []), (copy_sheet, []),
    (delete_row, []), (paste_as_text, []),
    (insert_column, [("column-extra", "科室"), ("column-extra", "企业科")]),
    (insert_titles, [("text-extra", "请各科室填写")]),
    (write_below, [("row-unknown", "另有两项未列入")]),
])
def test_what_was_typed_arrives_whatever_the_table_went_through(
    office: Office, words: Words, tmp_path: Path, harm: Harm, wanted: list[tuple[str, str]]
) -> None:
    taken = checked(office, words, filled(office, tmp_path / "回.xlsx", harm))
    assert texts(taken) == BOTH
    assert named(taken) == wanted
    homes = {"牵头任务", "Sheet1"} & {entry.home[0] for entry in taken.filled}
    assert len(homes) == 1 and {entry.role for entry in taken.filled} == {"牵头"}


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_saved_by_libreoffice(office: Office, words: Words, tmp_path: Path, suffix: str) -> None:
    needs_office()

    def calculate(form: Form) -> None:
        day = date(2021, 6, 30)
        form.type(SAVINGS, {"状态": "推进中", "完成比例": "=1/4", "完成值": "=#REF!+1", "预计完成时间": day})

    path = convert(filled(office, tmp_path / "回.xlsx", calculate), tmp_path / "lo", suffix)
    taken = checked(office, words, path)
    third = texts(taken)["T10"]
    assert {**texts(taken), "T10": third} == {**BOTH, "T10": third}
    assert (third["percent"], third["expected_on"]) == ("0.25", "2021-06-30") and third["value"].startswith("#")
    assert {entry.task_id: entry.percent for entry in taken.filled} == {"T03": 40, "T08": 100, "T10": 25}
    assert named(taken) == []


def test_a_formula_that_was_never_calculated_is_kept_as_it_stands(
    office: Office, words: Words, tmp_path: Path
) -> None:
    typed = {"完成比例": "=1/4", "本期进展": "=A1&B1"}
    taken = checked(office, words, filled(office, tmp_path / "回.xlsx", lambda form: form.type(SAVINGS, typed)))
    assert texts(taken) == {**BOTH, "T10": {"percent": "=1/4", "progress": "=A1&B1"}}
    assert named(taken) == [("percent-unread", "=1/4")]


def test_renamed_headers_are_read_and_named(office: Office, words: Words, tmp_path: Path) -> None:
    def rename(form: Form) -> None:
        head, columns = form.head()
        for old, new in {"状态": "工作状态", "本期进展": "进展情况", "完成值": "完成数字"}.items():
            form.sheet().cell(head, columns[old]).value = new

    taken = checked(office, words, filled(office, tmp_path / "回.xlsx", rename))
    # a header that nobody knows is named with all that stands under it
    without = {task: {name: text for name, text in told.items() if name != "value"} for task, told in BOTH.items()}
    assert texts(taken) == without
    assert named(taken) == [("header-renamed", "工作状态；进展情况"), ("column-extra", "完成数字"),
                            ("column-extra", "2家"), ("column-extra", "15家")]


def test_a_copied_sheet_that_says_something_else(office: Office, words: Words, tmp_path: Path) -> None:
    def copy_and_change(form: Form) -> None:
        copied = form.book.copy_worksheet(form.sheet())
        row, column = form.row(FIRMS), form.head()[1]["完成值"]
        copied.cell(row, column).value = "3家"

    taken = checked(office, words, filled(office, tmp_path / "回.xlsx", copy_and_change))
    assert texts(taken) == {**BOTH, "T03": {name: text for name, text in FIRST.items() if name != "value"}}
    assert sorted(named(taken)) == [("row-repeated", "2家"), ("row-repeated", "3家")]


def test_rows_copied_from_another_units_form(office: Office, words: Words, tmp_path: Path) -> None:
    theirs = Form(office.form("清溪镇"))
    theirs.type("落实河长制", {"本期进展": "巡河九次"})

    def paste(form: Form) -> None:
        sheet = form.sheet()
        row = theirs.sheet()[theirs.row("落实河长制")]
        for cell in row:
            sheet.cell(sheet.max_row + (cell.column == 1), cell.column or 1).value = cell.value

    taken = checked(office, words, filled(office, tmp_path / "回.xlsx", paste))
    assert texts(taken) == BOTH
    assert [code for code, _ in named(taken)] == ["row-foreign"]
    assert "清溪镇" in taken.problems[0].sentence and "巡河九次" in taken.problems[0].value


def test_merged_cells_count_for_their_first_row(office: Office, words: Words, tmp_path: Path) -> None:
    def merge(form: Form) -> None:
        sheet, (head, columns) = form.sheet(), form.head()
        at = columns["本期进展"]
        sheet.merge_cells(start_row=head + 1, end_row=head + 3, start_column=at, end_column=at)
        sheet.merge_cells(start_row=head, end_row=head, start_column=at, end_column=at + 1)

    taken = checked(office, words, filled(office, tmp_path / "回.xlsx", merge))
    assert texts(taken) == BOTH and named(taken) == [("cell-merged", "新增2家企业")] * 2


def test_full_width_digits_and_letters(office: Office, words: Words, tmp_path: Path) -> None:
    def widen(form: Form) -> None:
        for sheet in form.book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str):
                        cell.value = cell.value.translate(WIDE)

    taken = checked(office, words, filled(office, tmp_path / "回.xlsx", widen))
    assert texts(taken)["T03"] == {**FIRST, "value": "２家", "percent": "４０％", "progress": "新增２家企业"}
    assert {entry.task_id: entry.percent for entry in taken.filled} == {"T03": 40, "T08": 100}
    assert named(taken) == []


@pytest.mark.parametrize("suffix", ["", "ods", "html"])
def test_forty_thousand_characters(office: Office, words: Words, tmp_path: Path, suffix: str) -> None:
    long = "做了很多工作。" * 6000
    short = filled(office, tmp_path / "短.xlsx", lambda form: form.type(FIRMS, {"本期进展": "LONG-TEXT"}))
    # openpyxl itself would cut it at 32,767, Excel's own limit, which other programs do not keep
    path = repacked(short, tmp_path / "长.xlsx", lambda _, data: data.replace(b"LONG-TEXT", long.encode()))
    if suffix:
        needs_office()
        path = convert(path, tmp_path / "lo", suffix)
    taken = checked(office, words, path)
    assert texts(taken) == {**BOTH, "T03": {**FIRST, "progress": long}} and named(taken) == []
    plan = reconcile(office.records, [Returned(read_workbook(path), APRIL_2)], MARCH, office.folder.settings, words)
    assert plan.changes.appended["progress"]["progress"].tolist() == [long, ""]
    write_book(plan.book, tmp_path / "merge.xlsx", load_styles())
    written = read_workbook(tmp_path / "merge.xlsx")
    assert sum(cell.count("做了很多工作。") for sheet in written.sheets for row in sheet.rows
               for cell in row if isinstance(cell, str)) >= 6000


def test_a_text_that_a_program_has_cut_is_named(office: Office, words: Words, tmp_path: Path) -> None:
    # openpyxl keeps Excel's limit, as LibreOffice does when it writes xlsx
    taken = checked(office, words, filled(office, tmp_path / "回.xlsx", lambda form: form.type(
        FIRMS, {"本期进展": "做了很多工作。" * 6000})))
    assert [(problem.code, problem.severity) for problem in taken.problems] == [("text-cut", "存疑")]
    assert len(texts(taken)["T03"]["progress"]) == 32_767


def test_long_text_goes_whole_through_the_ledger_into_both_reports(office: Office, tmp_path: Path) -> None:
    long = "做了很多工作。" * 6000
    shutil.copytree(office.folder.path, tmp_path / "office")
    folder = replace(office.folder, path=tmp_path / "office")
    home = folder.returned(MARCH)
    home.mkdir(parents=True)
    short = filled(office, tmp_path / "短.xlsx", lambda form: form.type(FIRMS, {"本期进展": "LONG-TEXT"}))
    repacked(short, home / "长.xlsx", lambda _, data: data.replace(b"LONG-TEXT", long.encode()))
    outcome, _ = merging.merge(folder, [], MARCH, APRIL_2)
    assert long in set(pipeline.records(folder).progress["progress"])
    summary = reports.report_summary(folder, MARCH, None, date(2021, 4, 6))
    for path in (*outcome.files[:1], *summary.files):
        cells = [cell for sheet in read_workbook(path).sheets for row in sheet.rows for cell in row
                 if isinstance(cell, str) and "很多" in cell]
        assert max(map(len, cells)) <= 32_767
        whole = [cell for cell in cells if len(cell) <= 2000]
        assert sum(cell.count("做了很多工作。") for cell in whole) + len(whole) >= 6000, "on a sheet of its own"
        assert all(cell.endswith("……（未完，全文见“长文附页”）") for cell in cells if len(cell) > 2000)


def test_macros_are_never_run_and_the_values_are_taken(office: Office, words: Words, tmp_path: Path) -> None:
    plain = b"officedocument.spreadsheetml.sheet.main+xml"
    path = repacked(
        filled(office, tmp_path / "回.xlsx"), tmp_path / "回.xlsm",
        lambda part, data: data.replace(b"vnd.openxmlformats-" + plain, b"vnd.ms-excel.sheet.macroEnabled.main+xml"),
        vbaProject=b"\xd0\xcf\x11\xe0 no project at all")
    taken = checked(office, words, path)
    assert texts(taken) == BOTH and named(taken) == []


@pytest.mark.parametrize(("typed", "status", "code"), [
    ("有序推进", "推进中", "status-read"), ("已办结", "已完成", "status-read"), ("看情况", "看情况", "status-unknown"),
])
def test_drop_downs_pasted_away(
    office: Office, words: Words, tmp_path: Path, typed: str, status: str, code: str
) -> None:
    def paste(form: Form) -> None:
        form.sheet().data_validations = DataValidationList()
        form.type(FIRMS, {"状态": typed})

    taken = checked(office, words, filled(office, tmp_path / "回.xlsx", paste))
    assert texts(taken) == {**BOTH, "T03": {**FIRST, "status": status}}
    assert named(taken) == [(code, typed)]


@pytest.mark.parametrize(("typed", "percents"), [
    (("50%", "0.5", "五成"), (50, 50, 50)), ((0.5, 0.25, 1), (50, 25, 100)), ((50, 25.5, "100%"), (50, 25.5, 100)),
    (("五成", "５０％", "约50%"), (50, 50, 50)), ((50, 0.5, "过半"), (50, None, None)),
])
def test_shares_in_every_spelling(
    office: Office, words: Words, tmp_path: Path, typed: tuple[object, ...], percents: tuple[float | None, ...]
) -> None:
    def write(form: Form) -> None:
        for content, value in zip((FIRMS, FARMS, SAVINGS), typed, strict=True):
            form.type(content, {"完成比例": value})

    taken = checked(office, words, filled(office, tmp_path / "回.xlsx", write))
    read = {entry.task_id: entry.percent for entry in taken.filled}
    assert tuple(read[task] for task in ("T03", "T08", "T10")) == percents
    unread = [str(value) for value, percent in zip(typed, percents, strict=True) if percent is None]
    assert named(taken) == [("percent-unread", value) for value in unread]


def test_days_in_every_spelling(office: Office, words: Words, tmp_path: Path) -> None:
    june = date(2021, 6, 30)
    spellings: tuple[object, ...] = (
        "2021.6.30", "2021-6-30", "2021/6/30", "2021年6月30日", "6月30日", "6月底前", "六月底", "2021年6月", "44377",
        44377, datetime(2021, 6, 30), "２０２１．６．３０", "2021年6月底前", "2021-06-30 00:00:00", "等通知",
    )
    for at in range(0, len(spellings), 3):
        form = Form(office.form())
        for content, value in zip((FIRMS, FARMS, SAVINGS), spellings[at : at + 3], strict=True):
            cell = form.cell(content, "预计完成时间")
            cell.value = value
            cell.number_format = "yyyy-mm-dd" if isinstance(value, datetime) else "General"
        taken = checked(office, words, form.save(tmp_path / "回.xlsx"))
        wanted = [june if value != "等通知" else None for value in spellings[at : at + 3]]
        assert [entry.expected for entry in taken.entries[:3]] == wanted
        assert [code for code, _ in named(taken)] == ["day-unread"] * wanted.count(None)
        assert all("expected_on" in entry.texts for entry in taken.filled) and len(taken.filled) == 3


