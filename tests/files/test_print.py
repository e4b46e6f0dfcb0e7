"""What a printed workbook shows: all of its texts, nothing clipped, no hidden sheet."""

from __future__ import annotations

import random
import re
import zipfile
from pathlib import Path

import openpyxl

from breakdown.book import Book, Grid, Sheet
from breakdown.columns import Column
from breakdown.files.templates import load_styles
from breakdown.files.writer import write_book
from tests.files.samples import form_sheet, sample_book
from tests.office import convert, needs_office, pdf_text, to_pdf

STYLES = load_styles()
PHRASE = "完成云河路管网更新，新建公园三个；清溪镇小区开工，占计划46%。"


def long_rows() -> tuple[tuple[str, ...], ...]:
    """Texts of very different lengths, every one ending in a word of its own."""
    rows = []
    for at, length in enumerate((1, 7, 18, 40, 90, 200, 420, 800)):
        rows.append((str(at), (PHRASE * 40)[:length] + f"尾{at}甲", (PHRASE * 40)[: length // 3] + f"尾{at}乙"))
    return tuple(rows)


def test_all_texts_are_on_paper(tmp_path: Path) -> None:
    needs_office()
    columns = (Column("no", "序号", width=6), Column("a", "进展", width=34), Column("b", "问题", width=16))
    book = sample_book()
    book = Book("样例", (*book.sheets, Sheet("长短", (Grid("g", columns, long_rows()),), landscape=False)))
    write_book(book, tmp_path / "样例.xlsx", STYLES)
    text = pdf_text(to_pdf(tmp_path / "样例.xlsx", tmp_path))
    seen = re.sub(r"\s", "", text)
    for row in long_rows():
        for value in row[1:]:
            # the end of a text is what a row too low would cut off
            assert value[-3:] in seen
    for block in form_sheet().blocks:
        if isinstance(block, Grid):
            assert all(str(row[1]) in seen for row in block.rows)
    assert "云河区重点任务填报表" in seen and "负责人签字" in seen and "第1页共" in seen and "A&B" in seen
    assert "2021-06-30" in seen and "50%" in seen
    assert "行标识" not in seen and "云河区第39事务中心" not in seen, "hidden columns and sheets stay hidden"


def without_heights(source: Path, target: Path) -> None:
    """A copy of a workbook whose rows have no height of their own, so that LibreOffice works out what they need."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/"):
                data = re.sub(rb' ht="[^"]*" customHeight="1"', b"", data)
            new.writestr(name, data)


def test_rows_are_as_high_as_libreoffice_wants_them(tmp_path: Path) -> None:
    needs_office()
    draw = random.Random(2021)
    sheets = []
    for size, width in ((0, 9), (1, 14), (2, 22), (3, 34), (4, 55)):
        texts = [
            "".join(draw.choice((PHRASE, "清溪镇", "GDP增长6.5%，", "2021年", "12345.67万元", "（一）", "\n"))
                    for _ in range(draw.randint(1, 2 + size * 3)))
            for _ in range(40)
        ]
        columns = (Column("a", "进展", width=width), *(Column(f"c{at}", "其他", width=30) for at in range(4)))
        rows = tuple((text, "", "", "", "") for text in texts)
        sheets.append(Sheet(f"宽{width}", (Grid("g", columns, rows),)))
    write_book(Book("高", tuple(sheets)), tmp_path / "高.xlsx", STYLES)
    without_heights(tmp_path / "高.xlsx", tmp_path / "无高.xlsx")
    (tmp_path / "out").mkdir()
    # on its way to xlsx LibreOffice leaves heights for later; by way of its own format it works them out
    own = convert(tmp_path / "无高.xlsx", tmp_path / "out", "fods")
    wanted = openpyxl.load_workbook(convert(own, tmp_path / "out", "xlsx"))
    given = openpyxl.load_workbook(tmp_path / "高.xlsx")
    low, spare = [], []
    for sheet in given:
        for row in range(2, 42):
            needs = wanted[sheet.title].row_dimensions[row].height or 0
            gets = sheet.row_dimensions[row].height or 0
            if gets < min(needs, 408):
                low.append((sheet.title, row, gets, needs, sheet.cell(row, 1).value))
            spare.append(gets / needs if needs else 1)
    assert not low
    assert sorted(spare)[len(spare) // 2] < 1.5, "rows are much higher than they need to be"
