"""The summary workbook on paper: the overview on one page, a page number on each, nothing too narrow to show."""

from __future__ import annotations

from pathlib import Path

from breakdown.files.templates import load_styles
from breakdown.files.writer import write_book
from breakdown.periods import parse_period
from breakdown.report import summarize
from breakdown.report.workbook import summary_book
from tests.office import needs_office, pdf_text, to_pdf
from tests.report.office import SETTINGS, make_office


def test_the_overview_is_one_page(tmp_path: Path) -> None:
    needs_office()
    periods = [f"2021-{month:02d}" for month in range(1, 13)]
    period = parse_period("2021-12")
    summary = summarize(make_office(3, 60, 20, periods), period, period.last_day, SETTINGS)
    book = summary_book(summary, SETTINGS)
    write_book(book, tmp_path / "汇总.xlsx", load_styles())
    pages = pdf_text(to_pdf(tmp_path / "汇总.xlsx", tmp_path)).split("\f")[:-1]
    assert "重点任务推进情况汇总表" in pages[0]
    assert "亮灯规则" in pages[0], "the last note of the overview stands on its first page"
    assert "重点任务总台账" in pages[1], "the next sheet begins on the second page"
    assert sum("各期进展趋势" in page for page in pages) == 1
    assert "三、滞后任务较多的单位" in pages[-1] and "各期进展趋势" in pages[-1]
    assert all(f"第 {at} 页 共 {len(pages)} 页" in page for at, page in enumerate(pages, 1))
    assert not any("###" in page for page in pages)
