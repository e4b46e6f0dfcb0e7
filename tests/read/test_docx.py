"""Word documents: paragraphs, boxes, notes, margins and fields in print order, nothing twice and nothing lost."""

from __future__ import annotations

import io
import zipfile

from breakdown.document import Paragraph
from breakdown.read.contents import Contents
from breakdown.read.steps import silent
from breakdown.read.word.docx import gather
from tests.read.rebuild_docx import paragraph, raw_docx, table_docx, zipped


def read(body: str, **parts: str) -> Contents:
    return gather("通知.docx", raw_docx(body, **parts), silent)


def lines(contents: Contents) -> list[str]:
    return [each.text for each in contents.blocks if isinstance(each, Paragraph)]


def run(inside: str, form: str = "") -> str:
    return f"<w:r><w:rPr>{form}</w:rPr>{inside}</w:r>"


def box(*texts: str) -> str:
    return f"<w:txbxContent>{''.join(paragraph(text) for text in texts)}</w:txbxContent>"


def test_paragraphs_and_tables_in_order_with_places() -> None:
    data = table_docx([["序号", "任务"], ["1", "修桥"]], above=["通知", "", "　　正文"], below=["附则"])
    blocks = gather("通知.docx", data, silent).blocks
    told = [each.text if isinstance(each, Paragraph) else "表" for each in blocks]
    assert told == ["通知", "", "　　正文", "表", "附则"]
    assert [each.place for each in blocks if isinstance(each, Paragraph)] == ["第1段", "第2段", "第3段", "第4段"]


def test_breaks_tabs_hyphens_and_signs() -> None:
    inside = (
        '<w:t>修</w:t><w:tab/><w:t>桥</w:t><w:br/><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/>'
        '<w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="宋体" w:char="2460"/><w:lastRenderedPageBreak/>'
    )
    page = '<w:br w:type="page"/>'
    body = f"<w:p>{run(page)}{run(inside)}{run(page)}</w:p><w:p>{run('<w:t>甲</w:t>' + page + '<w:t>乙</w:t>')}</w:p>"
    contents = read(body)
    assert lines(contents) == ["修\t桥", "A-B☑①", "甲", "乙"]
    assert [each.place for each in contents.blocks if isinstance(each, Paragraph)] == ["第1段"] * 2 + ["第2段"] * 2


def test_content_controls_links_ruby_and_formulas() -> None:
    ruby = "<w:ruby><w:rt><w:r><w:t>qiao</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>桥</w:t></w:r></w:rubyBase></w:ruby>"
    formula = "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
    inner = f"<w:p><w:hyperlink>{run('<w:t>修</w:t>')}</w:hyperlink>{run(ruby)}{formula}</w:p>"
    inside = f"<w:sdtContent>{inner}{paragraph('乙')}</w:sdtContent>"
    body = f"<w:sdt><w:sdtPr><w:alias w:val='无'/></w:sdtPr>{inside}</w:sdt>"
    assert lines(read(body + paragraph("丙"))) == ["修桥x", "乙", "丙"]


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    both = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box('甲', '乙')}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box('甲', '乙')}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )
    old = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'/><mc:Fallback><w:pict>{box('丁')}</w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )
    contents = read(f"<w:p>{run('<w:t>前</w:t>' + both)}</w:p><w:p>{run(old)}{run('<w:t>后</w:t>')}</w:p>")
    assert lines(contents) == ["前", "甲", "乙", "后", "丁"]
    places = [each.place for each in contents.blocks if isinstance(each, Paragraph)]
    assert places == ["第1段", "第1段文本框", "第1段文本框", "第2段", "第2段文本框"]


def field(code: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        mark.format("begin") + f"<w:r><w:instrText>{code}</w:instrText><w:t>代码</w:t></w:r>" + mark.format("separate")
        + run(f"<w:t>{result}</w:t>") + mark.format("end")
    )  # fmt: skip


def test_fields_show_their_result() -> None:
    simple = f'<w:fldSimple w:instr="DATE">{run("<w:t>3月</w:t>")}</w:fldSimple>'
    body = f"<w:p>{run('<w:t>截至</w:t>')}{field('DATE', '6月')}{simple}</w:p>"
    assert lines(read(body)) == ["截至6月3月"]


def test_a_field_without_end_hides_nothing() -> None:
    begin, end = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    body = f"<w:p>{end}{run('<w:t>甲</w:t>')}{begin}</w:p>{paragraph('乙')}"
    assert lines(read(body)) == ["甲", "乙"]


def test_a_table_of_contents_is_furniture() -> None:
    contents_list = field(r"TOC \o", "一、总体要求1")
    body = f"<w:p>{contents_list}</w:p>{paragraph('一、总体要求')}"
    shown = [(each.text, each.furniture) for each in read(body).blocks if isinstance(each, Paragraph)]
    assert shown == [("一、总体要求1", True), ("一、总体要求", False)]


def test_notes_stand_at_the_end_and_number_as_referred_to() -> None:
    first = run('<w:t>修桥</w:t><w:footnoteReference w:id="7"/>')
    second = run('<w:t>修路</w:t><w:footnoteReference w:id="3"/><w:endnoteReference w:id="1"/>')
    body = f"<w:p>{first}</w:p><w:p>{second}</w:p>"
    notes = "".join(
        f'<w:footnote w:id="{at}">{paragraph(text)}</w:footnote>'
        for at, text in ((0, "分隔线"), (3, " 省道"), (7, "清溪桥"))
    )
    contents = read(body, footnotes=notes, endnotes=f'<w:endnote w:id="1">{paragraph("全长3公里")}</w:endnote>')
    assert lines(contents) == ["修桥", "修路", "脚注1：清溪桥", "脚注2：省道", "尾注1：全长3公里"]
    assert [each.place for each in contents.blocks[2:] if isinstance(each, Paragraph)] == ["脚注1", "脚注2", "尾注1"]


def test_headers_and_footers_are_furniture_once_each() -> None:
    first = '<w:sectPr><w:headerReference w:type="first" r:id="header1"/><w:footerReference r:id="footer1"/></w:sectPr>'
    second = '<w:sectPr><w:headerReference w:type="default" r:id="header2"/></w:sectPr>'
    body = f"<w:p><w:pPr>{first}</w:pPr></w:p>{paragraph('正文')}{second}"
    header = paragraph("云河区政府文件")
    contents = read(body, header1=header, header2=header, footer1=f"<w:p>{field('PAGE', '- 1 -')}</w:p>")
    shown = [(each.text, each.place, each.furniture) for each in contents.blocks if isinstance(each, Paragraph)]
    assert shown == [
        ("云河区政府文件", "页眉", True), ("", "第1段", False), ("正文", "第2段", False), ("- 1 -", "页脚", True),
    ]  # fmt: skip


def test_hidden_text_is_read_and_named() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="h"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="p"><w:name w:val="p"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    shown = run("<w:t>显</w:t>", '<w:vanish w:val="0"/>')
    styled = run("<w:t>修路</w:t>", '<w:rStyle w:val="h"/>')
    body = (
        f"<w:p>{run('<w:t>修桥</w:t>')}{run('<w:t>一座</w:t>', '<w:vanish/>')}</w:p>"
        f"<w:p>{styled}</w:p>"
        f"<w:p><w:pPr><w:pStyle w:val='p'/></w:pPr>{run('<w:t>藏</w:t>')}{shown}</w:p>"
    )
    contents = read(body, styles=styles)
    assert lines(contents) == ["修桥一座", "修路", "藏显"]
    (problem,) = contents.problems
    assert (problem.code, problem.value) == ("hidden-read", "一座\n修路\n藏")
    assert "3 处" in problem.sentence and "第1段“一座”" in problem.sentence


def test_an_embedded_workbook_is_named() -> None:
    inside = run('<w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object>')
    formula = run('<w:object><o:OLEObject ProgID="Equation.3"/></w:object>')
    contents = read(f"<w:p>{run('<w:t>附表</w:t>')}{inside}{formula}</w:p><w:altChunk r:id='x'/>")
    assert [(each.code, each.place) for each in contents.problems] == [
        ("embedded", "通知.docx 第1段"), ("embedded", "通知.docx 第1段之后"),
    ]  # fmt: skip
    assert "Excel 工作簿" in contents.problems[0].sentence


def test_the_strict_flavour_of_the_format_is_read_alike() -> None:
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    assert lines(gather("通知.docx", _replaced(raw_docx(paragraph("修桥")), usual, strict), silent)) == ["修桥"]


def _replaced(data: bytes, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({name: archive.read(name).replace(old, new) for name in archive.namelist()})
