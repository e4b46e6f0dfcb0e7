"""Workbooks as notices: merged cells, titles, hidden parts, dates as shown, sheets that hold a text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from xlsxwriter.workbook import Workbook

from breakdown.document import Document
from breakdown.errors import NoticeError
from breakdown.read import read_document
from tests.files.attacks import ods
from tests.read.rebuild_sheets import book_of_lines, book_of_table

Fill = Callable[[Workbook], object]


def read(folder: Path, data: bytes | Fill, name: str = "n.xlsx") -> Document:
    file = folder / name
    file.write_bytes(data if isinstance(data, bytes) else book(data))
    return read_document(file)


def book(fill: Fill) -> bytes:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as made:
        fill(made)
    return data.getvalue()


def grid(document: Document) -> list[list[str]]:
    (table,) = document.tables
    return [[cell.text for cell in row] for row in table.rows]


def rows(*lines: str) -> Fill:
    """A sheet from lines whose cells are parted by bars."""
    def fill(made: Workbook) -> None:
        sheet = made.add_worksheet("任务分解")
        for row, line in enumerate(lines):
            for column, text in enumerate(line.split("|")):
                sheet.write(row, column, text)
    return fill


def test_merged_cells_and_the_title_above(tmp_path: Path) -> None:
    table = [
        ["板块", "序号", "任务"], ["一、城建", "1", "修桥\n修路"], ["一、城建", "2", "改造小区"],
        ["二、民生", "3", "办学"],
    ]  # fmt: skip
    document = read(tmp_path, book_of_table(table, "云河区2021年任务分解表", 1))
    assert [line.text for line in document.paragraphs] == ["云河区2021年任务分解表"]
    assert grid(document) == table
    cells = document.tables[0].rows
    assert cells[1][0] is cells[2][0]
    assert cells[1][0] is not cells[3][0]
    assert document.tables[0].name == "任务分解"
    assert document.place(cells[2][2].line) == "n.xlsx 工作表“任务分解”C4"
    assert document.place(document.paragraphs[0].line) == "n.xlsx 工作表“任务分解”A1"


def test_values_as_people_see_them(tmp_path: Path) -> None:
    def fill(made: Workbook) -> None:
        sheet = made.add_worksheet("表")
        shown = [(1, ""), (0.1 + 0.2, ""), (0.125, "0.0%"), (1234567, "#,##0"), (date(2021, 6, 30), "yyyy-mm-dd"),
                 (date(2021, 6, 30), 'm"月"d"日"'), (date(2021, 6, 1), 'yyyy"年"m"月"'), (date(2021, 6, 1), "mmm-yy")]
        for column, (value, code) in enumerate(shown):
            sheet.write(0, column, "甲")
            form = made.add_format({"num_format": code}) if code else None
            put = sheet.write_datetime if isinstance(value, date) else sheet.write_number
            put(1, column, value, form)  # type: ignore[operator, arg-type]
    assert grid(read(tmp_path, fill))[1] == [
        "1", "0.3", "12.5%", "1234567", "2021-06-30", "6月30日", "2021年6月", "2021年6月"]


def test_blank_rows_and_columns(tmp_path: Path) -> None:
    document = read(tmp_path, rows("", "|序号||任务", "|1||修桥", "", "", "|2||修路", "", ""))
    assert grid(document) == [["序号", "任务"], ["1", "修桥"], ["", ""], ["2", "修路"]]


def test_rows_that_are_merged_in_every_column_count_once(tmp_path: Path) -> None:
    def fill(made: Workbook) -> None:
        sheet = made.add_worksheet("表")
        for column, texts in enumerate((("序号", "1", "2"), ("任务", "修桥", "修路"))):
            for at, text in enumerate(texts):
                sheet.merge_range(2 * at, 2 * column, 2 * at + 1, 2 * column + 1, text)
    assert grid(read(tmp_path, fill)) == [["序号", "任务"], ["1", "修桥"], ["2", "修路"]]


def test_a_text_beneath_a_merged_cell_is_not_lost(tmp_path: Path) -> None:
    def fill(made: Workbook) -> None:
        sheet = made.add_worksheet("表")
        for row, line in enumerate(("板块|任务", "城建|修桥", "水利|修渠")):
            for column, text in enumerate(line.split("|")):
                sheet.write(row, column, text)
        sheet.merge_range(1, 0, 2, 0, "城建")
        sheet.write(2, 0, "水利")
    document = read(tmp_path, fill)
    assert grid(document) == [["板块", "任务"], ["城建", "修桥"], ["水利", "修渠"]]
    assert [(problem.code, problem.place, problem.value) for problem in document.problems] == [
        ("hidden-read", "n.xlsx 工作表“表”A3", "水利")]


def test_hidden_sheets_rows_and_columns_are_read_and_named(tmp_path: Path) -> None:
    def fill(made: Workbook) -> None:
        rows("序号|任务|单位", "1|修桥|甲局", "2|修路|乙局")(made)
        shown = made.worksheets()[0]
        shown.set_row(2, None, None, {"hidden": True})
        shown.set_column(2, 2, None, None, {"hidden": True})
        shown.write_comment(1, 1, "请再核")
        other = made.add_worksheet("底稿")
        other.write(0, 0, "草稿一行")
        other.hide()
    document = read(tmp_path, fill)
    assert grid(document)[2] == ["2", "修路", "乙局"]
    assert [line.text for line in document.paragraphs] == ["草稿一行"]
    assert [(problem.code, problem.place, problem.sentence) for problem in document.problems] == [
        ("hidden-read", "n.xlsx 工作表“任务分解”", "第3行、C列是隐藏的，其中的内容已一并读入"),
        ("note-kept", "n.xlsx 工作表“任务分解”B2", "单元格批注没有读入：“请再核”"),
        ("hidden-read", "n.xlsx 工作表“底稿”", "工作表是隐藏的，其中的内容已一并读入"),
    ]


def test_a_text_in_one_column(tmp_path: Path) -> None:
    document = read(tmp_path, book_of_lines("云河区任务分解\n\n1.修桥。\n  责任单位：区交通局\n\xa0\n2021"))
    assert [line.text for line in document.paragraphs] == [
        "云河区任务分解", "", "1.修桥。", "  责任单位：区交通局", "\xa0", "2021"]
    assert document.tables == ()


def test_a_text_whose_lines_were_cut_at_commas(tmp_path: Path) -> None:
    lines = ["各镇", "现将任务印发,请落实,并按月报送,年底前完成,逾期通报。", "1.修桥,9月底前通车。", "责任单位:甲局"]
    document = read(tmp_path, rows(*(line.replace(",", "|") for line in lines)))
    assert [line.text for line in document.paragraphs] == lines


@pytest.mark.parametrize(
    "lines",
    [
        ["序号|任务|单位", "1|修桥|甲局", "2|修路|乙局", "一、其他", "3|办学"],
        ["任务|单位", "修桥|甲局", "修路|乙局"],
        ["序号|任务|单位|备注|时限", "1|修桥|甲局", "2|修路", "3|办学|乙局|无", "4|建水厂"],
    ],
)
def test_a_table_with_ragged_rows_is_no_cut_text(tmp_path: Path, lines: list[str]) -> None:
    read_back = ["|".join(row).rstrip("|") for row in grid(read(tmp_path, rows(*lines)))]
    assert read_back == lines


def test_spans_and_dates_of_ods(tmp_path: Path) -> None:
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    day = ' office:value-type="date" office:date-value="2021-06-01"'
    body = (
        '<table:table-row>' + cell.format("", "板块") + cell.format("", "时限")
        + "</table:table-row><table:table-row>" + cell.format(' table:number-rows-spanned="2"', "城建")
        + cell.format(day, "2021年6月") + "</table:table-row><table:table-row><table:covered-table-cell/>"
        + cell.format(day, "2021/6/1") + "</table:table-row>"
    )  # fmt: skip
    document = read(tmp_path, ods(body), "n.ods")
    assert grid(document) == [["板块", "时限"], ["城建", "2021年6月"], ["城建", "2021-06-01"]]


def test_an_empty_workbook_and_one_of_something_else(tmp_path: Path) -> None:
    with pytest.raises(NoticeError, match="没有中文"):
        read(tmp_path, lambda made: made.add_worksheet("Sheet1"))
    with pytest.raises(NoticeError, match="没有中文"):
        read(tmp_path, rows("a|b", "1|2"))


def test_merged_ranges_are_bounded(tmp_path: Path) -> None:
    data = book(rows(*(f"序号{at}|任务" for at in range(900))))
    every = "".join(f'<mergeCell ref="A{at}:XFD1048576"/>' for at in range(1, 901))
    ranges = f'<mergeCells count="900">{every}</mergeCells>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.namelist():
            text = old.read(entry)
            new.writestr(entry, text.replace(b"</sheetData>", b"</sheetData>" + ranges.encode()))
    with pytest.raises(NoticeError, match="太多"):
        read(tmp_path, out.getvalue())


@pytest.mark.parametrize("data", [book_of_lines("修桥")[:-80], b"PK\x03\x04" + b"0" * 90])
def test_damaged(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(NoticeError, match="不完整"):
        read(tmp_path, data)
