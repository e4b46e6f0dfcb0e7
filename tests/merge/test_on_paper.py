"""What merging prints, on paper: every sheet rendered, no text clipped."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from breakdown.book import Book
from breakdown.files.templates import load_styles
from breakdown.files.writer import write_book
from breakdown.merge import Returned, Unreadable, reconcile
from breakdown.words import Words
from tests.merge.test_round_trip import APRIL_2, MARCH, issued
from tests.office import needs_office, overlaps, pdf_text, to_pdf
from tests.office_year import SETTINGS, fill, returned_cells, small_records, with_rows

LONG = "已完成选址和设计，施工单位进场，进度过半；资金到位比例为六成，其余待上级下达。" * 3


def test_nothing_is_clipped_on_paper(tmp_path: Path, words: Words) -> None:
    needs_office()
    last = [{"period": "2021-02", "task_id": "T03", "unit": "区财政局", "role": "牵头", "progress": LONG}]
    records, books = issued(with_rows(small_records(), progress=last))
    names = ("3月进展（区财政局 最终版 不再改）_2021-03.xlsx", "区财政局重点任务进展情况报送表（更正后）.xlsx")
    came: list[Returned | Unreadable] = [Unreadable("照片和附件（截断了的压缩文件）.xlsx", "b", "没有传完整", APRIL_2)]
    for at, name in enumerate(names):
        cells = fill(returned_cells(books["区财政局"], name), "牵头任务", "新增规模以上企业5家", **{
            "状态": "申请调整", "完成值": f"{at + 1}家", "完成比例": "差不多", "本期进展": LONG + str(at)})
        came.append(Returned(cells, datetime(2021, 4, 2 + at)))
    plan = reconcile(records, came, MARCH, SETTINGS, words)
    printed = [book for _, book in plan.redo] + [books["区财政局"]]
    sheets = [*plan.book.sheets, *(sheet for book in printed for sheet in book.sheets)]
    path = tmp_path / "全部.xlsx"
    write_book(Book("全部", tuple(replace(sheet, name=f"表{at}") for at, sheet in enumerate(sheets))), path,
               load_styles())
    pdf = to_pdf(path, tmp_path)
    assert overlaps(pdf) == []
    text = "".join(pdf_text(pdf).split())
    assert "表单校验码" in text and "内容校验码" in text and "打开" in text
