"""Tables in Word documents: merged cells, misaligned borders, layout tables, numbers that stand in no text."""

from __future__ import annotations

from breakdown.document import Paragraph, Table
from breakdown.read.contents import Contents
from breakdown.read.steps import silent
from breakdown.read.word.docx import gather
from tests.read.rebuild_docx import LEFT, UP, paragraph, raw_docx, table_docx
from tests.read.test_word_numbering import item, kind, level, listed


def read(body: str, **parts: str) -> Contents:
    return gather("通知.docx", raw_docx(body, **parts), silent)


def cell(text: str, form: str = "") -> str:
    return f"<w:tc><w:tcPr>{form}</w:tcPr>{text if text.startswith('<') else paragraph(text)}</w:tc>"


def row(*cells: str, form: str = "") -> str:
    return f"<w:tr><w:trPr>{form}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, widths: tuple[int, ...] = ()) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def texts(contents: Contents) -> list[list[str]]:
    (only,) = [block for block in contents.blocks if isinstance(block, Table)]
    return [[each.text for each in line] for line in only.rows]


def test_merged_cells_are_one_cell() -> None:
    rows = [["序号", "责任单位", LEFT], [UP, "牵头", "配合"], ["1", "区交通局", "清溪镇"], ["2", UP, UP]]
    contents = gather("通知.docx", table_docx(rows), silent)
    assert texts(contents) == [
        ["序号", "责任单位", "责任单位"], ["序号", "牵头", "配合"],
        ["1", "区交通局", "清溪镇"], ["2", "区交通局", "清溪镇"],
    ]  # fmt: skip
    (only,) = [block for block in contents.blocks if isinstance(block, Table)]
    places = [each.place for each in only.cells()]
    assert places == ["表1第1行第1列", "表1第1行第2列", "表1第2行第2列", "表1第2行第3列", "表1第3行第1列",
                      "表1第3行第2列", "表1第3行第3列", "表1第4行第1列"]  # fmt: skip
    assert only.rows[2][1] is only.rows[3][1] and only.rows[0][1] is only.rows[0][2]


def test_rows_that_begin_later_and_end_earlier() -> None:
    contents = read(
        table(
            row(cell("甲"), cell("乙"), cell("丙")),
            row(cell("丁"), form='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
            row(cell("戊", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), cell("己")),
        )
    )
    assert texts(contents) == [["甲", "乙", "丙"], ["", "丁", ""], ["戊", "戊", "己"]]


def test_a_merge_without_a_beginning_and_text_under_a_merge() -> None:
    goes_on = "<w:vMerge/>"
    contents = read(
        table(
            row(cell("甲", goes_on), cell("乙", '<w:vMerge w:val="restart"/>')),
            row(cell("丙", goes_on), cell("丁", '<w:vMerge w:val="continue"/>')),
        )
    )
    assert texts(contents) == [["甲\n丙", "乙\n丁"], ["甲\n丙", "乙\n丁"]]


def test_borders_that_nearly_touch_are_one() -> None:
    span = '<w:gridSpan w:val="2"/>'
    rows = (row(cell("序号", span), cell("任务")), row(cell("1"), cell("修桥", span)))
    assert texts(read(table(*rows, widths=(800, 40, 5000)))) == [["序号", "任务"], ["1", "修桥"]]
    assert texts(read(table(*rows, widths=(800, 800, 5000)))) == [["序号", "序号", "任务"], ["1", "修桥", "修桥"]]
    assert texts(read(table(*rows))) == [["序号", "序号", "任务"], ["1", "修桥", "修桥"]]


def test_borders_at_which_no_cell_ends_make_no_columns() -> None:
    span = '<w:gridSpan w:val="3"/>'
    assert texts(read(table(row(cell("甲", span), cell("乙")), row(cell("丙", span), cell("丁"))))) == [
        ["甲", "乙"], ["丙", "丁"],
    ]  # fmt: skip


def test_a_span_beyond_all_measure_costs_nothing() -> None:
    contents = read(table(row(cell("甲", '<w:gridSpan w:val="999999999"/>'), cell("乙")), row(cell("丙"), cell("丁"))))
    assert texts(contents) == [["甲\n乙"] * 3, ["丙", "丁", ""]]


def test_a_table_that_only_places_text_is_unrolled() -> None:
    inner = table(row(cell("序号"), cell("任务")), row(cell("1"), cell("修桥")))
    contents = read(paragraph("前") + table(row(cell(paragraph("通知") + inner + paragraph("")))) + paragraph("后"))
    shown = [each.text if isinstance(each, Paragraph) else "表" for each in contents.blocks]
    assert shown == ["前", "通知", "表", "", "后"]
    frame = table(row(cell(""), cell("只有这格"), cell("")), row(cell(""), cell(""), cell("")))
    assert [type(each) for each in read(frame).blocks] == [Paragraph] * 6


def test_a_table_around_a_larger_one_is_unrolled_and_a_small_one_stays_in_its_cell() -> None:
    large = table(*[row(cell(str(at)), cell("修桥")) for at in range(4)])
    around = read(table(row(cell("左"), cell(large + paragraph("")))))
    assert [type(each) for each in around.blocks] == [Paragraph, Table, Paragraph]
    small = table(row(cell("牵头"), cell("区交通局")), row(cell("配合"), cell("清溪镇")))
    inside = read(table(row(cell("1"), cell(paragraph("修桥") + small)), row(cell("2"), cell("修路"))))
    assert texts(inside) == [["1", "修桥\n牵头 区交通局\n配合 清溪镇"], ["2", "修路"]]


def test_a_column_of_automatic_numbers_comes_out_as_text() -> None:
    numbering = kind(0, level(0, "decimal", "%1.")) + listed(1, 0)
    rows = [row(cell("序号"), cell("任务"))] + [row(cell(item(1, text="")), cell("修桥")) for _ in range(3)]
    assert [line[0] for line in texts(read(table(*rows), numbering=numbering))] == ["序号", "1.", "2.", "3."]


def test_rows_and_cells_in_content_controls() -> None:
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    rows = control.format(row(cell("1"), control.format(cell("修桥")))) + row(cell("2"), cell("修路"))
    assert texts(read(table(rows))) == [["1", "修桥"], ["2", "修路"]]
