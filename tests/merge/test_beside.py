"""What units leave beside the values: comments, strokes, pictures, hidden rows, on real files; nothing goes unsaid."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from breakdown.book import Grid
from breakdown.files.reader import read_workbook
from breakdown.merge import MergePlan, Returned, reconcile
from breakdown.merge.intake import Taken
from breakdown.problems import Problem
from breakdown.words import Words
from tests.merge.returned_form import (
    BOTH,
    FARMS,
    FIRMS,
    SAVINGS,
    UNIT,
    Form,
    Harm,
    Office,
    checked,
    filled,
    named,
    texts,
)
from tests.merge.test_no_cell_lost import unsaid
from tests.merge.test_round_trip import APRIL_2, MARCH
from tests.office import convert, needs_office

SAID = "张三:\n分母按年初数计"
PICTURE = '=_xlfn.DISPIMG("ID_0A1B",1)'
DRAWING = """<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:oneCellAnchor>
<xdr:from><xdr:col>{column}</xdr:col><xdr:row>{row}</xdr:row></xdr:from><xdr:pic></xdr:pic></xdr:oneCellAnchor></xdr:wsDr>"""
RELATION = '<Relationships><Relationship Id="rId9" Target="../drawings/drawing9.xml"/></Relationships>'


def remark(form: Form) -> None:
    form.cell(FIRMS, "完成值").comment = Comment(SAID, "张三")
    form.cell(FIRMS, "重点工作").comment = Comment("建议写明口径", "张三")
    form.cell(SAVINGS, "状态").comment = Comment("待财政决算后报", "李四")


def strike(form: Form) -> None:
    form.cell(FIRMS, "完成值").font = Font(strike=True)
    form.cell(FARMS, "佐证材料").value = CellRichText("验收", TextBlock(InlineFont(strike=True), "单"))
    form.cell(SAVINGS, "重点工作").font = Font(strike=True)
    form.cell(SAVINGS, "年度目标").font = Font(strike=True)
    form.cell(SAVINGS, "状态").font = Font(strike=True)


def said(taken: Taken, code: str) -> list[Problem]:
    return [problem for problem in taken.problems if problem.code == code]


@pytest.mark.parametrize("suffix", ["", "xlsx", "xls", "ods"])
def test_comments_on_task_rows_are_kept_as_remarks(office: Office, words: Words, tmp_path: Path, suffix: str) -> None:
    path = filled(office, tmp_path / "回.xlsx", remark)
    if suffix:
        needs_office()
        path = convert(path, tmp_path / "lo", suffix)
    taken = checked(office, words, path)
    found = texts(taken)
    remarks = {task: told.pop("remark") for task, told in found.items() if "remark" in told}
    assert remarks == {"T03": f"重点工作：建议写明口径；完成值：{SAID}", "T10": "状态：待财政决算后报"}
    assert found == {**BOTH, "T10": {}} and named(taken) == []
    assert unsaid(read_workbook(path), taken) == []


def merged(office: Office, words: Words, *paths: Path) -> MergePlan:
    came = [Returned(read_workbook(path), APRIL_2.replace(minute=at)) for at, path in enumerate(paths)]
    return reconcile(office.records, came, MARCH, office.folder.settings, words)


def test_a_remark_alone_is_content_but_no_status_and_takes_nothing_away(
    office: Office, words: Words, tmp_path: Path
) -> None:
    first = filled(office, tmp_path / "一.xlsx", remark)
    second = Form(office.form())
    second.cell(FIRMS, "状态").comment = Comment("同上月", "张三")
    plan = merged(office, words, first, second.save(tmp_path / "二.xlsx"))
    rows = {row["task_id"]: row for row in plan.changes.appended["progress"].to_dict("records")}
    assert (rows["T03"]["value"], rows["T03"]["remark"], rows["T03"]["file"]) == ("2家", "状态：同上月", "一.xlsx")
    assert (rows["T10"]["status"], rows["T10"]["remark"]) == ("", "状态：待财政决算后报")
    assert list(plan.changes.appended["returns"]["state"]) == ["已报", "已报"]
    conflicts = plan.changes.appended["conflicts"]
    assert [(row["field"], row["value"], row["counted"]) for row in conflicts.to_dict("records")] == [
        ("批注", f"重点工作：建议写明口径；完成值：{SAID}", False), ("批注", "状态：同上月", True)]
    missing = [problem.sentence for problem in plan.changes.problems if problem.code == "status-missing"]
    assert len(missing) == 1 and SAVINGS in missing[0]
    sheet = next(sheet for sheet in plan.book.sheets if sheet.name == "采纳内容")
    grid = next(block for block in sheet.blocks if isinstance(block, Grid))
    at = [column.header for column in grid.columns].index("批注")
    assert [row[at] for row in grid.rows] == ["状态：同上月", "", "状态：待财政决算后报"]


def test_a_return_without_a_comment_takes_none_back(office: Office, words: Words, tmp_path: Path) -> None:
    first = filled(office, tmp_path / "一.xlsx", remark)
    second = filled(office, tmp_path / "二.xlsx", lambda form: form.type(FIRMS, {"完成值": "3家"}))
    plan = merged(office, words, first, second)
    row = plan.changes.appended["progress"].set_index("task_id").loc["T03"]
    assert (row["value"], row["file"]) == ("3家", "二.xlsx") and row["remark"].endswith(SAID)
    assert set(plan.changes.appended["conflicts"]["field"]) == {"完成值"}


def test_a_form_with_nothing_but_a_comment_is_no_empty_return(office: Office, words: Words, tmp_path: Path) -> None:
    form = Form(office.form())
    form.cell(SAVINGS, "填报人").comment = Comment("换人了", "张三")
    assert checked(office, words, form.save(tmp_path / "回.xlsx")).state == "已报"


def test_comments_elsewhere_are_named(office: Office, words: Words, tmp_path: Path) -> None:
    def say(form: Form) -> None:
        head, columns = form.head()
        form.sheet().cell(head, columns["状态"]).comment = Comment("口径请统一", "张三")
        form.sheet("审签页")["A1"].comment = Comment("已签", "张三")
        form.sheet("细化方案")["B9"].comment = Comment(" ", "张三")

    taken = checked(office, words, filled(office, tmp_path / "回.xlsx", say))
    assert texts(taken) == BOTH
    assert [(problem.severity, problem.place, problem.value) for problem in said(taken, "note-kept")] == [
        ("提示", "回.xlsx〔牵头任务〕L3", "口径请统一"), ("提示", "回.xlsx〔审签页〕A1", "已签")]


def test_the_same_with_another_comment_is_no_repetition(office: Office, words: Words, tmp_path: Path) -> None:
    paths = [filled(office, tmp_path / f"{at}.xlsx", harm) for at, harm in enumerate((None, remark, remark))]
    plan = merged(office, words, *paths)
    assert list(plan.changes.appended["returns"]["state"]) == ["已报", "已报", "重复"]


@pytest.mark.parametrize("suffix", ["", "xlsx", "xls", "ods"])
def test_struck_text_is_recorded_and_named(office: Office, words: Words, tmp_path: Path, suffix: str) -> None:
    path = filled(office, tmp_path / "回.xlsx", strike)
    if suffix:
        needs_office()
        path = convert(path, tmp_path / "lo", suffix)
    taken = checked(office, words, path)
    assert texts(taken) == BOTH
    struck = said(taken, "struck")
    assert [problem.value for problem in struck] == ["2家", "验收单", f"{SAVINGS}；目标10"]
    assert {problem.severity for problem in struck} == {"存疑"}
    assert struck[0].sentence == "“完成值”的文字（或其中一部分）加了删除线，是否作废看不出，仍按原文采纳"
    assert "“重点工作”“年度目标”" in struck[2].sentence and "台账没有改动" in struck[2].sentence
    assert "申请调整" in struck[2].hint
    assert unsaid(read_workbook(path), taken) == []


def test_struck_stages_are_kept_and_named(office: Office, words: Words, tmp_path: Path) -> None:
    def plan(form: Form) -> None:
        sheet = form.sheet("细化方案")
        head = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "节点") or 0
        for column, text in enumerate(("3", "摸底", "6月底"), 1):
            sheet.cell(head + 1, column).value = text
            sheet.cell(head + 1, column).font = Font(strike=column > 1)

    taken = checked(office, words, filled(office, tmp_path / "回.xlsx", plan))
    assert taken.stages and taken.stages.rows[0][:3] == ("3", "摸底", "6月底")
    struck, = said(taken, "struck")
    assert struck.value == "摸底；6月底" and "“节点”“完成时间”" in struck.sentence and "仍按原文采纳" in struck.sentence


@pytest.mark.parametrize("suffix", ["", "xlsx", "ods", "xls"])
def test_a_picture_in_a_cell_is_words_and_a_doubt(office: Office, words: Words, tmp_path: Path, suffix: str) -> None:
    path = filled(office, tmp_path / "回.xlsx", lambda form: form.type(FARMS, {"佐证材料": PICTURE}))
    if suffix:
        needs_office()
        path = convert(path, tmp_path / "lo", suffix)
    taken = checked(office, words, path)
    evidence = texts(taken)["T08"]["evidence"]
    if suffix == "xls":
        # this format keeps of a formula that Excel does not know only its error
        assert evidence == "#NAME?"
        return
    assert evidence == "（图片 ID_0A1B）"
    picture, = said(taken, "picture")
    assert picture.severity == "存疑" and "“佐证材料”填的是图片" in picture.sentence
    assert "DISPIMG" in picture.value.upper()


def test_a_picture_laid_over_a_row_is_part_of_its_remark(office: Office, words: Words, tmp_path: Path) -> None:
    form = Form(office.form())
    form.type(FARMS, {"状态": "已完成", "完成比例": "100%"})
    row, column = form.row(FARMS) - 1, form.head()[1]["佐证材料"] - 1
    at = form.book.sheetnames.index("牵头任务") + 1
    path = form.save(tmp_path / "回.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/drawings/drawing9.xml", DRAWING.format(row=row, column=column))
        archive.writestr(f"xl/worksheets/_rels/sheet{at}.xml.rels", RELATION)
    taken = checked(office, words, path)
    assert texts(taken)["T08"]["remark"] == "佐证材料：（图片）"
    assert [(problem.severity, problem.place) for problem in said(taken, "picture")] == [
        ("存疑", taken.entries[1].place("remark"))]
    plan = merged(office, words, path)
    assert "done-no-evidence" not in {problem.code for problem in plan.changes.problems}, "the picture may be it"


def test_hidden_rows_are_taken_and_said(office: Office, words: Words, tmp_path: Path) -> None:
    def hide(form: Form) -> None:
        form.sheet().row_dimensions[form.row(FIRMS)].hidden = True
        form.sheet().row_dimensions[form.row(SAVINGS)].hidden = True
        form.sheet().auto_filter.ref = f"A{form.head()[0]}:V{form.head()[0] + 3}"
        form.sheet().column_dimensions["M"].hidden = True

    for path in (filled(office, tmp_path / "回.xlsx", hide), None):
        path = path or convert(tmp_path / "回.xlsx", tmp_path / "lo", "ods")
        taken = checked(office, words, path)
        assert texts(taken) == BOTH
        hidden = said(taken, "hidden-read")
        assert [problem.sentence for problem in hidden] == [
            "隐藏的行里写有内容（第4行），已照常采纳", "隐藏的列里写有内容（完成值），已照常采纳"]
        assert {problem.severity for problem in hidden} == {"提示"}
        needs_office()


@pytest.mark.parametrize("suffix", ["", "xlsx", "xls", "ods"])
def test_cells_made_one_with_those_above_are_named_and_nobody_is_blamed(
    office: Office, words: Words, tmp_path: Path, suffix: str
) -> None:
    below, last = "", 0

    def merge(form: Form) -> None:
        nonlocal below, last
        first, last = form.row(FIRMS), form.row(FIRMS) + 1
        below = str(form.sheet().cell(last, form.cell(FIRMS, "重点工作").column).value)
        form.type(below, dict.fromkeys(("状态", "完成值", "完成比例", "本期进展", "佐证材料", "填报人")))
        for title, wide in (("状态", 0), ("本期进展", 1), ("完成值", 0)):
            cell = form.cell(FIRMS, title)
            cell.value = None if title == "完成值" else cell.value
            form.sheet().merge_cells(start_row=first, end_row=last, start_column=cell.column,
                                     end_column=cell.column + wide)
        # a merged cell that says nothing, in a column that nobody must fill in
        form.sheet().merge_cells(start_row=1, end_row=1, start_column=2, end_column=4)

    path = filled(office, tmp_path / "回.xlsx", merge)
    if suffix:
        needs_office()
        path = convert(path, tmp_path / "lo", suffix)
    taken = checked(office, words, path)
    found = said(taken, "cell-merged")
    assert [(problem.severity, problem.value) for problem in found] == [
        ("错误", "推进中"), ("存疑", "新增2家企业"), ("存疑", "新增2家企业")]
    assert found[0].sentence == f"“状态”与第{last - 1}行合并成了一格，这一行没有读到内容"
    assert unsaid(read_workbook(path), taken) == []
    plan = merged(office, words, path)
    refill, = plan.refills
    marked = {(cell.row[0], cell.column) for cell in refill.wanted if "合并成了一格" in cell.said}
    [row] = {row for row, _ in marked}
    assert {column for _, column in marked} == {"status", "progress", "problem"}
    assert not any(cell.row[0] == row and "没有填状态" in cell.said for cell in refill.wanted)
    blamed = [problem.sentence for problem in plan.changes.problems if problem.code == "status-missing"]
    assert not any(below in sentence for sentence in blamed)


def test_a_lead_task_whose_row_is_gone_is_no_blank(office: Office, words: Words, tmp_path: Path) -> None:
    def told(harm: Harm | None) -> list[str]:
        plan = merged(office, words, filled(office, tmp_path / "回.xlsx", harm))
        return [problem.sentence for problem in plan.changes.problems
                if problem.code == "status-missing" and SAVINGS in problem.sentence]

    assert told(None) == [f"牵头任务 10“{SAVINGS}”没有填状态"]
    assert told(lambda form: form.sheet().delete_rows(form.row(SAVINGS))) == [
        f"牵头任务 10“{SAVINGS}”在交回的表里没有这一行，状态也没有"]


def test_untouched_forms_say_nothing_beside(office: Office, words: Words) -> None:
    for unit in (UNIT, "清溪镇"):
        cells, taken = office.taken(office.form(unit), words)
        assert [problem.code for problem in taken.problems] == ["form-empty"]
        assert not any(sheet.notes or sheet.struck or sheet.hidden_rows or sheet.hidden_columns
                       for sheet in cells.sheets)
