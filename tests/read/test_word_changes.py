"""Tracked changes are taken as accepted, and said once."""

from __future__ import annotations

from breakdown.document import Table
from breakdown.read.contents import Contents
from breakdown.read.steps import silent
from breakdown.read.word.docx import gather
from tests.read.rebuild_docx import paragraph, raw_docx
from tests.read.test_word_tables import cell, row, table


def read(body: str) -> Contents:
    return gather("通知.docx", raw_docx(body), silent)


def lines(contents: Contents) -> list[str]:
    return [each.text for each in contents.blocks if not isinstance(each, Table)]


def said(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def gone(text: str) -> str:
    return f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def test_inserted_stays_deleted_goes_moved_moves() -> None:
    moved = f"<w:p><w:moveFrom>{said('修路')}</w:moveFrom>{said('甲')}</w:p>"
    body = f"<w:p>{said('修')}<w:ins>{said('清溪')}</w:ins>{gone('旧')}{said('桥')}</w:p>{moved}"
    contents = read(body + f"<w:p><w:moveTo>{said('修路')}</w:moveTo></w:p>")
    assert lines(contents) == ["修清溪桥", "甲", "修路"]
    (problem,) = contents.problems
    assert (problem.severity, problem.code) == ("提示", "revised")
    assert "插入 1 处、删除 1 处、移动 1 处" in problem.sentence


def test_a_notice_without_changes_says_nothing() -> None:
    assert read(paragraph("修桥")).problems == []


def test_paragraphs_whose_mark_is_deleted_join_the_next() -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    body = f"<w:p>{mark}{said('修')}</w:p><w:p>{mark}{said('清溪')}</w:p>{paragraph('桥')}<w:p>{mark}{gone('去')}</w:p>"
    assert lines(read(body + paragraph("修路"))) == ["修清溪桥", "修路"]


def test_a_joined_paragraph_keeps_the_number_of_its_first_part() -> None:
    form = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = f"<w:p>{form}{said('修')}</w:p>{paragraph('桥')}"
    assert lines(gather("通知.docx", raw_docx(body, numbering=numbering), silent)) == ["1. 修桥"]


def test_a_mark_deleted_before_a_table_loses_no_text() -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    body = f"<w:p>{mark}{said('表前')}</w:p><w:p>{mark}</w:p>" + table(row(cell("1"), cell("修桥")))
    assert lines(read(body)) == ["表前"]


def test_deleted_rows_and_cells_go() -> None:
    rows = (
        row(cell("1"), cell("修桥")), row(cell("2"), cell("修路"), form="<w:del/>"),
        row(cell("3"), cell("旧", "<w:cellDel/>"), cell("修堤"), form="<w:ins/>"),
    )  # fmt: skip
    (only,) = [each for each in read(table(*rows)).blocks if isinstance(each, Table)]
    assert [[each.text for each in line] for line in only.rows] == [["1", "修桥"], ["3", "修堤"]]


def test_a_table_all_of_whose_rows_are_deleted_goes() -> None:
    contents = read(paragraph("前") + table(row(cell("1"), cell("修桥"), form="<w:del/>")))
    assert lines(contents) == ["前"] and len(contents.blocks) == 1
