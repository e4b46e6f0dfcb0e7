"""One form in every format that units send back: the same cells, comments kept, text never guessed."""

from __future__ import annotations

import base64
import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from breakdown.cells import KEY_HEADER, SheetCells, WorkbookCells, cell_text
from breakdown.errors import WorkbookError
from breakdown.files.limits import broken
from breakdown.files.reader import read_bytes, read_workbook
from breakdown.files.templates import load_styles
from breakdown.files.writer import write_book
from breakdown.issue import plan_books
from breakdown.merge.identify import identify
from breakdown.merge.shelf import stock
from breakdown.merge.values import picture_text
from breakdown.periods import parse_period
from tests.files.attacks import GOOD, minimal, with_part, zipped
from tests.office import convert, needs_office
from tests.office_year import SETTINGS, applied, small_records
from tests.shared import needs_fast

_PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"
                        "AAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==")
MARCH = parse_period("2021-03")
PROGRESS = "一是<进场>；\n二是“开工”, 共12个"
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def texts(sheet: SheetCells) -> list[list[str]]:
    """What stands in the cells, without empty cells and rows."""
    rows = ([text for text in map(cell_text, row) if text] for row in sheet.rows)
    return [row for row in rows if row]


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An issued form, filled in."""
    path = tmp_path_factory.mktemp("form") / "清溪镇.xlsx"
    plan = plan_books(small_records(), MARCH, SETTINGS)
    write_book(next(form.book for form in plan.forms if form.unit == "清溪镇"), path, load_styles())
    book = openpyxl.load_workbook(path)
    sheet = book["牵头任务"]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "状态" for cell in row))
    filled = {"状态": "推进中", "完成比例": 0.355, "本期进展": PROGRESS, "预计完成时间": date(2021, 6, 30)}
    typed = {"完成值": "3-5", "完成比例": "100%", "预计完成时间": "6.30", "联系电话": "010 555"}
    for cell in head:
        if cell.value in typed:
            sheet.cell(cell.row + 2, cell.column).value = typed[str(cell.value)]
            assert sheet.cell(cell.row + 2, cell.column).number_format == "@"
        if cell.value in filled:
            sheet.cell(cell.row + 1, cell.column).value = filled[str(cell.value)]
            sheet.cell(cell.row + 1, cell.column).comment = Comment("请核", "甲") if cell.value == "状态" else None
    book.save(path)
    return path


@pytest.fixture(scope="module", params=["xlsx", "xls", "ods", "html", "csv"])
def resaved(request: pytest.FixtureRequest, form: Path) -> WorkbookCells:
    """The form as LibreOffice saves it in another format."""
    needs_office()
    folder = form.parent / str(request.param)
    folder.mkdir()
    return read_workbook(convert(form, folder, CSV if request.param == "csv" else request.param))


def test_a_form_saved_in_another_format_has_the_same_cells(form: Path, resaved: WorkbookCells) -> None:
    before = read_workbook(form)
    if resaved.file.endswith(("xlsx", "xls", "ods")):
        assert [(sheet.name, sheet.rows, sheet.hidden) for sheet in resaved.sheets] == [
            (sheet.name, sheet.rows, sheet.hidden) for sheet in before.sheets
        ]
        assert list(resaved.sheets[1].notes.values()) == ["请核"]
        assert {"3-5", "100%", "6.30", "010 555"} <= {text for row in texts(resaved.sheets[1]) for text in row}
        return
    # a page leaves out what is hidden; text has one sheet and shows numbers as they were formatted
    lead = resaved.sheets[1 if resaved.file.endswith("html") else 0]
    shown = {text for row in texts(lead) for text in row}
    lost = {text for row in texts(before.sheets[1]) for text in row if "|" not in text} - shown
    assert lost <= {KEY_HEADER, "0.355"} and len(shown) > 30


def test_a_form_saved_in_another_format_is_recognised(resaved: WorkbookCells) -> None:
    records = small_records()
    records = applied(records, plan_books(records, MARCH, SETTINGS).changes.appended, {})
    assert identify(resaved, stock(records), MARCH, SETTINGS).unit == "清溪镇"


ROWS = (("序号", "重点工作", "完成比例"), ("1", "新建\n公园, 3个", "50%"), ("2", "说“好”", None))
LINES = '序号,重点工作,完成比例\r\n1,"新建\n公园, 3个",50%\r\n2,说“好”,\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_text_in_any_encoding_with_any_separator(encoding: str, separator: str) -> None:
    text = LINES.replace(", ", "\0").replace(",", separator).replace("\0", ", ")
    sheet, = read_bytes("包.zip/牵头任务.xls", text.encode(encoding)).sheets
    assert sheet.rows[:2] == ROWS[:2] and sheet.rows[2] == ("2", "说“好”") and sheet.name == "牵头任务"


def test_excels_line_that_names_the_separator() -> None:
    assert read_bytes("a.csv", "sep=|\n甲|乙,丙\n".encode()).sheets[0].rows == (("甲", "乙,丙"),)


PAGE = """<html><head><meta name="breakdown-unit" content="清溪镇"><style>td {}</style><script>"<td>"</script></head>
<body><!-- <table><tr><td>注释</td></tr></table> --><h1>Sheet 1: <em>牵头任务</em></h1>
<TABLE border=1><tr><th rowspan=2>序号<th colspan="2">进展</tr><tr><td>状态<td>比例&amp;数</tr>
<tr><td sdval="1">1</td><td><s>推进<br>中</s></td><td x:num="0.5" style="display:none">50%&nbsp;</td></tr>
<tr><td rowspan=3></td><td x:num="44377">2021年6月30日</td><td>  3 &lt; 5 <comment>请核</comment></td></tr></TABLE>
<table><tr><td>甲<table><tr><td>内</td></tr></table>乙</td></tr></table></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_tables_of_a_page(encoding: str) -> None:
    cells = read_bytes("表.xls", PAGE.encode(encoding))
    first = cells.sheets[0]
    assert first.name == "牵头任务" and dict(cells.properties) == {"breakdown-unit": "清溪镇"}
    assert first.rows == (
        ("序号", "进展"), (None, "状态", "比例&数"), (1.0, "推进\n中", 0.5), (None, "2021年6月30日", "3 < 5"),
    )
    assert first.notes == {(3, 2): "请核"} and first.struck == {(2, 1)}
    assert [sheet.rows for sheet in cells.sheets[1:]] == [(("内",),), (("甲乙",),)]


@pytest.mark.parametrize("keep", [0.5, 0.9, 0.99])
def test_a_page_that_was_cut_off_is_refused(keep: float) -> None:
    with pytest.raises(WorkbookError, match="不完整"):
        read_bytes("表.xls", PAGE[: int(len(PAGE) * keep)].encode())


def marked() -> bytes:
    """A workbook with what the fast reader does not see."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B1"], sheet["C1"], sheet["D1"] = "好", "删", CellRichText("留", TextBlock(
        InlineFont(strike=True), "删")), 5
    sheet["A1"].comment, sheet["B1"].font = Comment("请核\n再报", "甲"), Font(strike=True)
    return saved(book)


def test_comments_and_strokes_are_kept() -> None:
    sheet = read_bytes("表.xlsx", marked()).sheets[0]
    assert sheet.rows == (("好", "删", "留删", 5),)
    assert sheet.notes == {(0, 0): "请核\n再报"} and sheet.struck == {(0, 1), (0, 2)}


@needs_fast
def test_the_slow_reader_is_left_alone_where_nothing_asks_for_it(monkeypatch: pytest.MonkeyPatch, form: Path) -> None:
    def refuse(*_arguments: object) -> None:
        raise AssertionError("openpyxl was asked")

    monkeypatch.setattr("breakdown.files.openpyxl_reader.read_sheets", refuse)
    formula = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>""</f><v></v></c></row>'
    assert read_bytes("表.xlsx", minimal(formula)).sheets[0].rows == ((2.0,),)
    with pytest.raises(AssertionError, match="asked"):
        read_bytes("表.xlsx", minimal('<row r="1"><c r="A1"><f>1+1</f></c></row>'))
    with pytest.raises(AssertionError, match="asked"):
        read_bytes("表.xlsx", marked())


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with strokes, a picture, a hidden row and column, a comment and a picture as WPS puts it in a cell."""
    path = tmp_path_factory.mktemp("beside") / "表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        first, second = book.add_worksheet("表 一&二"), book.add_worksheet("乙")
        stroke = book.add_format({"font_strikeout": True})
        first.write("B2", "删", stroke)
        first.write_rich_string("C3", "留", stroke, "删")
        first.write("D4", "隐")
        first.set_row(3, None, None, {"hidden": True})
        first.write("F1", "列")
        first.set_column(5, 5, 8, None, {"hidden": True})
        first.write_comment("B5", "张三:\n请看", {"author": "张三"})
        first.write_formula("A6", '=_xlfn.DISPIMG("ID_1",1)', None, '=DISPIMG("ID_1",1)')
        second.write("A1", "图")
        second.insert_image("B7", "图.png", {"image_data": io.BytesIO(_PNG)})
    return path


@pytest.mark.parametrize("suffix", ["", "xlsx", "ods", "xls"])
def test_what_stands_beside_the_values(beside: Path, tmp_path: Path, suffix: str) -> None:
    if suffix:
        needs_office()
    first, second = read_workbook(convert(beside, tmp_path, suffix) if suffix else beside).sheets
    assert first.notes == {(4, 1): "张三:\n请看"} and first.struck == {(1, 1), (2, 2)}
    assert (first.hidden_rows, first.hidden_columns, second.hidden_rows) == ({3}, {5}, frozenset())
    # xls keeps neither what a formula was nor, for our reader, where pictures lie; LibreOffice moves a small one
    assert (second.pictures <= {(6, 0), (6, 1)} and bool(second.pictures)) is (suffix != "xls")
    assert not first.pictures and not first.unseen
    if suffix != "xls":
        assert picture_text(first.text(5, 0)) == "（图片 ID_1）"


@needs_fast
def test_the_fast_reader_alone_sees_pictures_and_hidden_rows(monkeypatch: pytest.MonkeyPatch, beside: Path) -> None:
    def refuse(*_arguments: object) -> None:
        raise broken("表.xlsx")

    monkeypatch.setattr("breakdown.files.openpyxl_reader.read_sheets", refuse)
    first, second = read_workbook(beside).sheets
    assert second.pictures == {(6, 1)} and first.hidden_rows == {3} and first.unseen, "and says what it cannot see"


def test_a_picture_in_a_cell_is_kept_as_its_formula() -> None:
    picture = '<row r="1"><c r="A1" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f>{}</c></row>'
    with_value = minimal(picture.format('<v>=DISPIMG("ID_1",1)</v>'))
    assert read_bytes("表.xlsx", with_value).sheets[0].rows == (('=DISPIMG("ID_1",1)',),)


@pytest.mark.parametrize("seed", range(20))
def test_a_file_cut_off_anywhere_is_refused(seed: int) -> None:
    with pytest.raises(WorkbookError):
        read_bytes("表.xlsx", GOOD[: len(GOOD) * (seed * 5 + 2) // 103])


def test_macros_and_links_to_other_workbooks_are_not_followed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    link = ('<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><externalBook '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="r1"/></externalLink>')
    target = tmp_path / "别的.xlsx"
    cells = '<row r="1"><c r="A1"><f>[1]表!A1</f><v>7</v></c><c r="B1"><f>[1]表!A2</f></c></row>'
    data = minimal(cells, more=(
        ("xl/externalLinks/externalLink1.xml", link),
        ("xl/externalLinks/_rels/externalLink1.xml.rels", f'<Relationships><Relationship Id="r1" Target="{target}" '
         'TargetMode="External"/></Relationships>'),
        ("xl/vbaProject.bin", "Sub Auto_Open()"),
    ))

    def refuse(*_arguments: object, **_named: object) -> None:
        raise AssertionError("something was opened")

    read_bytes("表.xlsm", data)  # whatever is to be imported has been, once this was read
    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("builtins.open", refuse)
    monkeypatch.setattr("subprocess.Popen", refuse)
    assert read_bytes("表.xlsm", data).sheets[0].rows == ((7.0, "=[1]表!A2"),)


def test_a_part_that_nobody_needs_may_be_anything() -> None:
    data = with_part(GOOD, "customXml/item1.xml", lambda _: "<broken")
    assert read_bytes("表.xlsx", data).sheet("牵头任务") is not None


def test_ods_values_of_every_kind() -> None:
    urn = "urn:oasis:names:tc:opendocument:xmlns:{0}:1.0"
    spaces = " ".join(f'xmlns:{name}="{urn.format(name)}"' for name in ("office", "table", "text", "style"))
    cells = """<c office:value-type="percentage" office:value="0.5"><p>50%</p></c><c/>
        <c office:value-type="date" office:date-value="2021-06-30"><p>6月</p></c>
        <c office:value-type="date" office:date-value="2021-06-30T12:05:00"><p>6月</p></c>
        <c office:value-type="boolean" office:boolean-value="true"><p>是</p></c>
        <c office:value-type="string" table:style-name="s"><p>一<text:s text:c="2"/>二</p><p>三</p></c>
        <c table:formula="of:=SUM([.A1])"/><c office:value-type="string"><p>#REF!</p></c>
        <c office:value-type="float" office:value="1" table:number-columns-repeated="2"><p>1</p></c>"""
    for short, name in (("c", "table:table-cell"), ("p", "text:p")):
        cells = cells.replace(f"<{short}", f"<{name}").replace(f"</{short}", f"</{name}")
    content = f"""<o {spaces}><style:style style:name="s" style:family="table-cell"><style:text-properties
        style:text-line-through-style="solid"/></style:style><style:style style:name="t"><style:table-properties
        table:display="false"/></style:style><table:table table:name="表" table:style-name="t">
        <table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>
        <table:table-row table:number-rows-repeated="2">{cells}</table:table-row></table:table></o>"""
    data = zipped(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content))
    sheet, = read_bytes("表.ods", data).sheets
    days = date(2021, 6, 30), datetime(2021, 6, 30, 12, 5)
    row = ("50%", None, *days, True, "一  二\n三", "=SUM([.A1])", "#REF!", 1, 1)
    assert sheet.rows == ((), (), row, row) and sheet.hidden and sheet.struck == {(2, 5)}
