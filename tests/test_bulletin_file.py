"""`report bulletin` in a folder: a Word document by GB/T 9704, from the office's own template where it has one."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from typer.testing import CliRunner

from breakdown import reports
from breakdown.cli import app
from breakdown.demo import run_demo
from breakdown.errors import FolderError, TemplateError
from breakdown.files.folder import Folder, open_folder
from breakdown.files.templates import bundled
from breakdown.periods import parse_period
from breakdown.report import summarize
from breakdown.report.bulletin import bulletin_paper
from tests.office import convert, needs_office, pdf_text, to_pdf
from tests.report.office import SETTINGS, one_task

MARCH, APRIL = parse_period("2021-03"), parse_period("2021-04")
LATER = date(2021, 12, 1)
NAME = "云河区2021年4月重点工作推进情况的通报"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    folder = tmp_path_factory.mktemp("demo") / "演示"
    run_demo(folder, lambda line: None)
    return open_folder(folder)


def written(office: Folder, public: bool = False) -> Docx:
    [path] = reports.report_bulletin(office, APRIL, None, LATER, public).files
    return Document(str(path))


def text_of(document: Docx) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def rows_of(document: Docx, table: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[table].rows]


def test_a_bulletin_in_which_somebody_has_typed_is_left_alone(office: Folder, tmp_path: Path) -> None:
    copy = open_folder(Path(shutil.copytree(office.path, tmp_path / "云河区")))
    home = copy.path / "reports" / "2021-04"
    for name in (f"{NAME}.docx", f"{NAME}-2.docx"):
        [path] = reports.report_bulletin(copy, APRIL, None, LATER).files
        again = reports.report_bulletin(copy, APRIL, None, LATER)
        assert again.files == [path] == [home / name]
        document = Document(str(path))
        document.paragraphs[0].add_run("（讨论稿）")
        document.save(str(path))
    before = {path.name: path.read_bytes() for path in home.glob("*的通报*.docx")}
    said = CliRunner().invoke(app, ["-C", str(copy.path), "report", "bulletin", "--period", "2021-04"]).output
    assert f"{NAME}-3.docx" in said and said.count("没有动") == 2
    assert {name: (home / name).read_bytes() for name in before} == before and (home / f"{NAME}-3.docx").exists()


def test_one_file_the_same_on_every_run(office: Folder) -> None:
    made = []
    for _ in range(2):
        outcome = reports.report_bulletin(office, APRIL, date(2021, 5, 31), LATER)
        [path] = outcome.files
        made.append(path.read_bytes())
        path.unlink()
    assert path == office.path / "reports" / "2021-04" / f"{NAME}.docx"
    assert outcome.rows == 24 and {problem.code for problem in outcome.problems} <= {"font-missing"}
    assert made[0] == made[1] and len(made[0]) < 100_000


def test_a_dry_run_writes_nothing_and_public_is_a_file_of_its_own(office: Folder) -> None:
    [path] = reports.report_bulletin(office, APRIL, None, LATER, public=True, dry_run=True).files
    assert path.name == f"{NAME}（公开版）.docx" and not path.exists()


def test_an_earlier_day_knows_nothing_later(office: Folder) -> None:
    [path] = reports.report_bulletin(office, MARCH, date(2021, 4, 30), LATER).files
    said = text_of(Document(str(path)))
    assert "截至2021年4月30日" in said and "2021年4月30日" in said.split("附件：")[1]
    with pytest.raises(FolderError, match="没有发过填报表"):
        reports.report_bulletin(office, parse_period("2021-09"), None, LATER)


def test_the_parts_stand_in_order_and_the_annexes_hold_all_rows(office: Folder) -> None:
    document = written(office)
    headings = [each.text for each in document.paragraphs if each.style.name.lower() == "heading 1"]
    assert headings == ["总体情况", "主要指标", "进展较好", "存在问题", "下一步要求"]
    said = text_of(document)
    assert said.startswith("云河区督查通报\n督查〔2021〕　　号\n关于2021年4月重点工作推进情况的通报\n各责任单位：\n")
    assert "附件：1.重点任务进展情况表\n　　　2.滞后任务清单\n" in said
    assert "{" not in said and "nan" not in said
    assert [len(rows_of(document, at)) for at in range(4)] == [25, 6, 13, 17]
    assert rows_of(document, 4)[3] == ["云河区督查室\t2021年12月1日印发"]
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables[:4])


def test_the_public_version_has_one_annex_without_units(office: Folder) -> None:
    document = written(office, public=True)
    assert "附件：重点任务进展情况表" in text_of(document) and len(document.tables) == 2
    assert rows_of(document, 0)[0] == ["序号", "重点工作", "完成时限", "类别", "完成值", "完成比例", "本期进展"]
    failing = text_of(document).split("存在问题")[1]
    assert "5项任务未达序时进度，占20.8%。" in failing
    units = [row["unit"] for row in reports.summary(office, APRIL, None, LATER).units.to_dict("records")]
    assert [unit for unit in units if unit in failing] == []


def test_the_page_is_that_of_the_standard(office: Folder) -> None:
    document = written(office)
    first, wide, last = document.sections
    for each in (first, last):
        assert abs(each.page_width - Mm(210)) < Mm(0.1) and abs(each.page_height - Mm(297)) < Mm(0.1)
        margins = (each.top_margin, each.bottom_margin, each.left_margin, each.right_margin)
        assert all(abs(found - Mm(wanted)) < Mm(0.1) for found, wanted in zip(margins, (37, 35, 28, 26), strict=True))
    assert wide.orientation == WD_ORIENT.LANDSCAPE and last.start_type == WD_SECTION.EVEN_PAGE
    assert document.styles["Normal"].paragraph_format.line_spacing == Pt(28.95)
    assert document.settings.odd_and_even_pages_header_footer


def test_every_text_has_an_east_asian_font(office: Folder) -> None:
    document = written(office)
    styles = {style.name: style for style in document.styles if style.type == 1}
    fonts = {}
    for name, style in styles.items():
        while style is not None and style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") is None:
            style = style.base_style
        default = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")
        found = default if style is None else style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        fonts[name] = found.get(qn("w:eastAsia"))
    assert fonts["Title"] == fonts["红头"] == "方正小标宋简体" and fonts["公文正文"] == "仿宋_GB2312"
    assert fonts["Heading 1"] == "黑体" and fonts["Heading 2"] == "楷体_GB2312" and fonts["Footer"] == "宋体"
    assert None not in fonts.values()


def test_the_names_that_a_template_can_use_are_listed() -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    paper = bulletin_paper(summarize(one_task(), MARCH, LATER, SETTINGS), SETTINGS, "")
    [listed] = re.findall(r"可用的名称：(.*?)。", readme)
    assert re.findall(r"`([^`]*)`", listed) == list(paper.fields)


def own_template(office: Folder, tmp_path: Path, old: str, new: str) -> Folder:
    """A copy of the folder with a template in which one text was changed in Word."""
    copy = tmp_path / "演示"
    shutil.copytree(office.path, copy)
    (copy / "templates").mkdir(exist_ok=True)
    document = Document(str(bundled() / "bulletin.docx"))
    tables = [each for table in document.tables for row in table.rows for cell in row.cells for each in cell.paragraphs]
    for paragraph in (*document.paragraphs, *tables):
        for run in paragraph.runs:
            run.text = run.text.replace(old, new)
    document.save(str(copy / "templates" / "bulletin.docx"))
    return open_folder(copy)


def test_the_offices_own_template_comes_first(office: Folder, tmp_path: Path) -> None:
    own = own_template(office, tmp_path, "各责任单位：", "各镇人民政府，{{ 地区 }}各部门：")
    assert "各镇人民政府，云河区各部门：" in text_of(written(own))


@pytest.mark.parametrize(("old", "new", "told"), [
    ("{{ 标题 }}", "{{ 题目 }}", "第3段“{{ 题目 }}”不认识“题目”；可用的名称是 地区、年度、期次、标题"),
    ("{{ 导语 }}", "{{ 导语", "第5段“{{ 导语”写法有误"),
    ("{{ 行.类别 }}", "{{ 行.分类 }}", "第1个表第3行“{{ 行.分类 }}”不认识“分类”"),
])
def test_a_mistake_in_it_is_told_and_nothing_is_written(
    office: Folder, tmp_path: Path, old: str, new: str, told: str
) -> None:
    own = own_template(office, tmp_path, old, new)
    target = own.reports(APRIL) / f"{NAME}.docx"
    target.unlink(missing_ok=True)
    with pytest.raises(TemplateError) as caught:
        reports.report_bulletin(own, APRIL, None, LATER)
    assert told in str(caught.value) and "bulletin.docx" in str(caught.value) and not target.exists()
    result = CliRunner().invoke(app, ["-C", str(own.path), "report", "bulletin", "--period", "2021-04"])
    assert result.exit_code == 3 and told in result.stderr and "Traceback" not in result.output


def test_a_bulletin_that_is_too_long_is_told_on_the_screen(
    office: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("breakdown.report.bulletin.MOST_CHARACTERS", 100)
    result = CliRunner().invoke(app, ["-C", str(office.path), "report", "bulletin", "--period", "2021-04"])
    assert result.exit_code == 0 and "专题文件不宜超过100字" in result.output and "已写" in result.output


def bare(text: str) -> str:
    # a font may show the six dots of an omission in the middle of the line
    return "".join(text.replace("⋯", "…").split())


def test_it_prints(office: Folder, tmp_path: Path) -> None:
    needs_office()
    [path] = reports.report_bulletin(office, APRIL, None, LATER).files
    pages = pdf_text(to_pdf(path, tmp_path)).split("\f")[:-1]
    assert pages[-1].strip() and all(bare(page).endswith(f"—{at}—") for at, page in enumerate(pages[:-1], 1))
    assert len([line for line in pages[1].split("\n") if line.strip()]) == 22 + 1, "a full page, and its number"
    printed = "".join(bare(page).removesuffix(f"—{at}—") for at, page in enumerate(pages, 1))
    document = Document(str(path))
    for paragraph in document.paragraphs:
        assert bare(paragraph.text) in printed, "every word stands on paper"
    for table in document.tables[:4]:
        for row in table.rows:
            assert bare(row.cells[0].text) in printed
    assert pages[-1].count("云河区督查室") == 1 and "抄送：" in pages[-1]
    assert "一、总体情况" in printed and "五、下一步要求" in printed and "（一）" in printed
    wide = [at for at, page in enumerate(pages) if "序号" in page and "重点工作" in page and "本期进展" in page]
    assert len(wide) > 1, "the header stands on each page of a table"


@pytest.mark.parametrize("name", ["云河区", "云河彝族傣族哈尼族自治县"])
def test_the_record_of_issue_is_whole_however_long_name_and_day(office: Folder, tmp_path: Path, name: str) -> None:
    needs_office()
    folder = replace(office, settings=replace(office.settings, name=name))
    [path] = reports.report_bulletin(folder, APRIL, None, date(2021, 12, 30)).files
    last = bare(pdf_text(to_pdf(path, tmp_path)).split("\f")[-2])
    assert last.startswith(f"抄送：{name}领导同志。")
    assert f"{name}督查室2021年12月30日印发" in last


def test_a_template_that_another_program_saved_is_filled_in(office: Folder, tmp_path: Path) -> None:
    needs_office()
    [path] = reports.report_bulletin(office, APRIL, None, LATER).files
    ours = text_of(Document(str(path)))
    folder = tmp_path / "演示"
    shutil.copytree(office.path, folder)
    (folder / "templates").mkdir()
    convert(bundled() / "bulletin.docx", folder / "templates", "docx:MS Word 2007 XML")
    assert bare(text_of(written(open_folder(folder)))) == bare(ours)
