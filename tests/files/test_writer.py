"""Workbooks as written, looked at through openpyxl."""

from __future__ import annotations

import gc
import io
import pickle
import re
import zipfile
from collections.abc import Generator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from breakdown.book import Book, Chart, Grid, Lines, Link, Mark, Sheet
from breakdown.cells import KEY_HEADER, LISTS_SHEET, LONG_SHEET
from breakdown.columns import Column
from breakdown.engines import Item, Result, Work
from breakdown.errors import FolderError, TemplateError
from breakdown.files import canvas, drawing, writer
from breakdown.files.canvas import Canvas, figure_body, stroke
from breakdown.files.templates import load_styles
from breakdown.files.values import in_xml
from breakdown.files.writer import book_bytes, write_book
from tests.files.samples import UNITS, sample_book

STYLES = load_styles()


@pytest.fixture(scope="module")
def written() -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(book_bytes(sample_book(), STYLES)))


def one_sheet(*blocks: Lines | Grid | Chart) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(book_bytes(Book("一", (Sheet("表", blocks),)), STYLES)))


def test_the_same_book_gives_the_same_bytes(tmp_path: Path) -> None:
    write_book(sample_book(), tmp_path / "1.xlsx", STYLES)
    write_book(sample_book(), tmp_path / "2.xlsx", STYLES)
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()
    assert len(list(tmp_path.iterdir())) == 2
    # two files of the same second would be alike even with a clock inside
    told = openpyxl.load_workbook(tmp_path / "1.xlsx").properties
    assert told.created == told.modified == datetime(2000, 1, 1)


@given(st.lists(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 3)), max_size=9), max_size=9))
def test_links_come_back_from_the_top_down_in_whatever_order_they_came(parts: list[list[tuple[int, int]]]) -> None:
    links, came = canvas.Links(), [[canvas.Link(*at, "甲.xlsx", "甲") for at in part] for part in parts]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(canvas, "_MOST_LINKS", 3)
        for part in came:
            # every part is drawn by itself, somewhere, or here
            drawn = canvas.Links() if len(part) % 2 else links
            for link in part:
                drawn.add(link)
            if drawn is not links:
                links.join(drawn.bundles())
    assert list(links) == sorted(sum(came, [])) == list(links)
    assert bool(links) == any(parts)


def test_sheets_stand_in_order_and_hidden_ones_are_hidden(written: Workbook) -> None:
    assert written.sheetnames == ["说明", "牵头任务", "汇总", "单位", "标识", LISTS_SHEET]
    assert [sheet.sheet_state for sheet in written] == ["visible"] * 4 + ["hidden"] * 2
    assert written.active is not None and written.active.title == "说明"


def test_identity_stands_in_a_property_and_a_hidden_column(written: Workbook) -> None:
    assert [(item.name, item.value) for item in written.custom_doc_props.props] == [("breakdown", "abc")]
    sheet = written["牵头任务"]
    assert sheet.column_dimensions["A"].hidden
    assert [sheet.cell(row, 1).value for row in range(4, 9)] == [KEY_HEADER, "k1", "k2", None, None]


def test_headers_stand_in_one_row_under_the_groups(written: Workbook) -> None:
    sheet = written["牵头任务"]
    assert [cell.value for cell in sheet[4]][1:] == ["序号", "重点工作", "状态", "完成比例", "本期进展", "到期日"]
    assert sheet["D3"].value == "本期填报" and "D3:F3" in [str(area) for area in sheet.merged_cells.ranges]


def test_only_input_cells_and_blank_rows_are_open(written: Workbook) -> None:
    sheet = written["牵头任务"]
    assert sheet.protection.sheet and not sheet.protection.formatCells and not sheet.protection.autoFilter
    assert not sheet.protection.formatColumns and not sheet.protection.formatRows and not sheet.protection.sort
    assert sheet.protection.password is None and not sheet.protection.selectLockedCells
    assert not sheet.protection.objects, "a comment is an object to Excel"
    assert [cell.protection.locked for cell in sheet[5]][1:] == [True, True, False, False, False, True]
    assert not any(cell.protection.locked for cell in sheet[7][1:])
    assert sheet["D5"].fill.bgColor.rgb != sheet["C5"].fill.bgColor.rgb


def test_drop_downs_prompt_and_explain_in_chinese(written: Workbook) -> None:
    checks = {str(check.sqref): check for check in written["牵头任务"].data_validations.dataValidation}
    status = checks["D5:D8"]
    assert status.type == "list" and status.formula1 == '"未启动,推进中,已完成,申请调整"'
    assert status.errorStyle in (None, "stop") and "下拉列表" in status.error and status.prompt
    percent = checks["E5:E8"]
    assert (percent.type, percent.errorStyle) == ("custom", "information"), "a percentage is asked about, never refused"
    assert percent.error.startswith("看不出是多少。填百分数，如 50%。") and percent.allow_blank
    assert checks["F5:F8"].type is None and checks["F5:F8"].prompt


def test_a_long_list_of_choices_stands_on_a_hidden_sheet(written: Workbook) -> None:
    (check,) = written["单位"].data_validations.dataValidation
    assert check.formula1 == f"'{LISTS_SHEET}'!$A$1:$A$40" and check.errorStyle == "warning"
    assert [row[0] for row in written[LISTS_SHEET].iter_rows(values_only=True)] == list(UNITS)


def test_rules_refer_to_their_own_row(written: Workbook) -> None:
    rules = {
        str(area.sqref): area.rules[0].formula[0] for area in written["牵头任务"].conditional_formatting
    }
    assert rules["D5:D8"] == rules["F5:F8"] == 'AND($B5<>"",$D5="")'
    assert rules["G5:G8"] == "$G5<TODAY()"


def test_pages_are_set_up(written: Workbook) -> None:
    sheet = written["牵头任务"]
    assert sheet.page_setup.paperSize == 9 and sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$3:$4" and sheet.freeze_panes == "A5"
    assert sheet.oddFooter.left.text == "A&&B" and sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert sheet.print_area == "'牵头任务'!$A$1:$G$9" and sheet.auto_filter.ref == "A4:G8"
    assert sheet.defined_names["lead"].attr_text == "'牵头任务'!$A$4:$G$8"


def test_comments_links_formats_and_charts_are_there(written: Workbook) -> None:
    sheet = written["牵头任务"]
    comment = sheet["C6"].comment
    assert comment is not None and comment.text == "数量与正文不一致"
    first, second = sheet["B5"].hyperlink, sheet["B6"].hyperlink
    assert first is not None and first.location == "'说明'!A1" and sheet["B5"].value == "1"
    assert second is not None and second.target == "附件\\二.xlsx", "as Excel writes it"
    assert (sheet["E5"].number_format, sheet["G5"].number_format) == ("@", "yyyy-mm-dd")
    assert len(written["汇总"]._charts) == 1


def test_a_table_longer_than_a_sheet_is_told_before_anything_is_written() -> None:
    grid = Grid("t", (Column("note", "批注"),), (("一",),) * 1_040_001)
    with pytest.raises(FolderError, match="“汇总”的“表”有1,040,001行"):
        book_bytes(Book("汇总", (Sheet("表", (grid,)),)), load_styles())


def test_a_linked_text_that_needs_two_lines_is_plain_text() -> None:
    link, long = Link(0, "a", "甲.xlsx"), "一个很长的文件名，一行放不下" * 3
    columns = (Column("a", "文件", width=12), *(Column(f"c{at}", "其他", width=30) for at in range(4)))
    for text, linked in (("打开", True), (long, False)):
        sheet = one_sheet(Grid("g", columns, ((text, *("",) * 4),), links=(link,)))["表"]
        assert (sheet["A2"].value, sheet["A2"].hyperlink is not None) == (text, linked)


def test_fonts_come_from_the_style_table(written: Workbook) -> None:
    title, cell = written["牵头任务"]["B1"], written["牵头任务"]["C5"]
    assert (title.font.name, title.font.sz) == ("方正小标宋简体", 22)
    assert (cell.font.name, cell.font.sz) == ("宋体", 10.5)


def test_an_own_style_table_changes_the_look() -> None:
    table = replace(STYLES, styles={**STYLES.styles, "title": replace(STYLES.style("title"), font="华文中宋")})
    book = Book("一", (Sheet("表", (Lines((("标题", "title"),)),)),))
    sheet = openpyxl.load_workbook(io.BytesIO(book_bytes(book, table)))["表"]
    assert sheet["A1"].font.name == "华文中宋"


def test_an_unknown_style_is_a_mistake_in_the_table() -> None:
    with pytest.raises(TemplateError, match="shiny"):
        one_sheet(Lines((("标题", "shiny"),)))


def test_a_tall_row_gets_a_wider_column_then_smaller_text_then_an_extra_sheet() -> None:
    columns = (Column("a", "进展", width=20), Column("b", "说明", width=20))
    medium, long = "已开工建设。" * 120, "已开工建设。" * 600
    book = one_sheet(Grid("g", columns, ((medium, "短"), (long, "短"))))
    sheet = book["表"]
    assert sheet.column_dimensions["A"].width > 60
    assert sheet["A2"].font.sz == 10.5 and sheet["A3"].font.sz == 7 and sheet["B3"].font.sz == 10.5
    assert 408 < (sheet.row_dimensions[3].height or 0) <= 409 and sheet["A3"].value == long
    printed = [str(row[0]) for row in book[LONG_SHEET].iter_rows(values_only=True) if row[0]]
    assert printed[2] == "表　A3　进展" and "".join(printed[3:]) == long


def test_text_beyond_a_cell_is_cut_visibly_and_kept_whole_on_the_extra_sheet() -> None:
    text = "".join(chr(0x4E00 + at % 5000) for at in range(40_000))
    book = one_sheet(Grid("g", (Column("a", "甲"), Column("b", "乙")), ((text, ""),)))
    shown = str(book["表"]["A2"].value)
    assert len(shown) == 32_767 and shown.endswith("……（未完，全文见“长文附页”）")
    printed = [str(row[0]) for row in book[LONG_SHEET].iter_rows(values_only=True) if row[0]]
    assert "".join(printed[3:]) == text


def test_nothing_missing_becomes_a_word() -> None:
    import pandas as pd

    values = (None, float("nan"), pd.NaT, "", True, float("inf"))
    columns = tuple(Column(f"c{at}", f"列{at}") for at in range(len(values)))
    sheet = one_sheet(Grid("g", columns, (values,)))["表"]
    assert [cell.value for cell in sheet[2]] == [None, None, None, None, "是", "inf"]


def test_the_fast_sheet_writes_what_the_library_would() -> None:
    rows: dict[int, tuple[float, dict[int, str | float]]] = {
        0: (30.3, {0: "标题 <&>", 1: ""}), 1: (15, {1: 3.5}),
        3: (409, {0: "标题 <&>", 27: " 两端有空格 "}), 4: (20, {2: ""})}
    books = []
    for kind in (Worksheet, Canvas):
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
            workbook.set_properties({"created": datetime(2000, 1, 1)})
            sheet, look = workbook.add_worksheet("表", kind), workbook.add_format({"bold": True})
            sheet.conditional_format(0, 0, 4, 0, {"type": "formula", "criteria": '=AND($A1="是",LEN($B1)=0)'})
            for row, (height, cells) in rows.items():
                if isinstance(sheet, Canvas):
                    drawn = [stroke(column, look._get_xf_index()).cell(
                        row, sheet.body(value) if isinstance(value, str) else figure_body(value))
                        for column, value in cells.items()]
                    sheet.reserve(row, min(cells), row, max(cells))
                    sheet.draw_row(row, height, drawn)
                    continue
                sheet.set_row(row, height)
                for column, value in cells.items():
                    sheet.write(row, column, value, look)
        with zipfile.ZipFile(buffer) as packed:
            # readers do without the hint which columns a row has
            books.append({name: re.sub(rb' spans="\S+"', b"", packed.read(name)) for name in packed.namelist()})
    assert books[0] == books[1]


ODD = (" 两端 ", "<&>", "", None, 3.5, date(2021, 6, 30), "=1+1", "末\n行")


def long_book() -> Book:
    """Two long tables of odd values, each row dressed in its own way, among short sheets."""
    pages = tuple(sheet for sheet in sample_book().sheets if sheet.name in ("说明", "单位", "标识"))
    columns = tuple(Column(f"c{at}", f"列{at}", width=14) for at in range(len(ODD)))
    grid = Grid("g", columns, (ODD, ODD[::-1], ("字" * 40_000, *ODD[1:])), keys=("k1", "k2", "k3"), blank_rows=1,
                links=(Link(2, "c7", "#说明!A1"), Link(0, "c1", "附件/二.xlsx"), Link(1, "c7", "甲" * 3000)),
                marks=(Mark(1, "c1", "red"), Mark(2, "c2", "green")), row_styles=((0, "total"),), filtered=True)
    return Book("长", (*pages, Sheet("表", (Lines((("标题", "title"),)), grid, replace(grid, name="h")))))


def test_a_long_book_holds_what_a_short_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    assert in_xml("_x0041_\x01") == '<t xml:space="preserve">_x005F_x0041__x0001_</t>'
    found = []
    for most in (10_000, 1):
        monkeypatch.setattr(writer, "_MANY_CELLS", most)
        data = book_bytes(long_book(), STYLES)
        assert data == book_bytes(long_book(), STYLES)
        found.append(openpyxl.load_workbook(io.BytesIO(data)))
        assert (b"inlineStr" in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet4.xml")) == (most == 1)
    assert found[0].sheetnames == found[1].sheetnames
    for one, other in zip(*(each.worksheets for each in found), strict=True):
        looks = [[(cell.coordinate, cell.value, cell.font.sz, cell.fill.fgColor.rgb, cell.number_format,
                   cell.hyperlink and (cell.hyperlink.target, cell.hyperlink.location))
                  for row in sheet for cell in row]
                 for sheet in (one, other)]
        assert looks[0] == looks[1]
        heights = [{at: size.height for at, size in sheet.row_dimensions.items()} for sheet in (one, other)]
        assert heights[0] == heights[1] and one.merged_cells.ranges == other.merged_cells.ranges


class Backwards:
    """Does the last piece first."""

    near: ClassVar[bool] = True

    def run(self, work: Work[Item, Result], items: Sequence[Item]) -> Generator[tuple[int, Result], None, None]:
        for at in reversed(range(len(items))):
            yield at, work(pickle.loads(pickle.dumps(items[at])))

    def notes(self) -> list[str]:
        return []


class Tidy(Backwards):
    """Counts what each piece leaves behind for the collector."""

    def __init__(self) -> None:
        self.left: list[int] = []

    def run(self, work: Work[Item, Result], items: Sequence[Item]) -> Generator[tuple[int, Result], None, None]:
        for at in range(len(items)):
            gc.collect()
            result = work(items[at])
            self.left.append(gc.collect())
            yield at, result


def test_rows_that_are_drawn_leave_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "_MANY_CELLS", 1)
    monkeypatch.setattr(drawing, "_ROWS", 1)
    book_bytes(long_book(), STYLES, engine := Tidy())
    assert set(engine.left) == {0}


@pytest.mark.parametrize("rows", [1, 2])
def test_a_long_table_is_the_same_whoever_draws_it(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr(writer, "_MANY_CELLS", 1)
    alone = book_bytes(long_book(), STYLES)
    monkeypatch.setattr(drawing, "_ROWS", rows)
    assert book_bytes(long_book(), STYLES, Backwards()) == alone
