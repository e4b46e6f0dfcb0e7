"""A request from the unit's form to the office's decision and back, on the command line and on real files."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

from breakdown.cli import app
from breakdown.files.ledger import open_ledger
from breakdown.records import Records

NOTICE = """云河区人民政府关于印发2021年重点工作任务分解的通知
一、城乡建设
1.修建清溪桥，新增停车位300个。
牵头单位：区交通局；配合单位：清溪镇；完成时限：9月底前
2.完成老旧小区改造。
牵头单位：区住建局；配合单位：区财政局；完成时限：年底前
"""
ASKED = {"任务序号": "1", "申请事项": "完成时限", "建议调整为": "11月底前", "理由": "汛期停工"}
MARCH = ("--period", "2021-03")
# 2021-04-02, before the due day and before the task is due
IN_TIME = 1617328800


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder in which 区交通局 has filled in its form of March and asks for more time."""
    place = tmp_path / "office"
    place.mkdir()
    (place / "notice.txt").write_text(NOTICE, encoding="utf-8")
    run(place, "init", str(place), "--name", "云河区", "--year", "2021", here=False)
    for verb in (("read", "notice.txt"), ("adopt",), ("issue", *MARCH)):
        run(place, *verb)
    book = openpyxl.load_workbook(place / "issued" / "2021-03" / "区交通局_2021-03.xlsx")
    type_in(book["牵头任务"], 1, {"状态": "申请调整", "本期进展": "完成选址"})
    type_in(book["调整申请"], 1, ASKED)
    (place / "returned" / "2021-03").mkdir(parents=True)
    target = place / "returned" / "2021-03" / "区交通局.xlsx"
    book.save(target)
    os.utime(target, (IN_TIME, IN_TIME))
    return place


def run(place: Path, *words: str, here: bool = True) -> str:
    result = CliRunner().invoke(app, [*(("-C", str(place)) if here else ()), *words])
    assert result.exit_code == 0, result.output
    return result.output


def type_in(sheet: Worksheet, at: int, values: dict[str, Any]) -> None:
    """Type into the row `at` rows below the header that has these titles."""
    for row in sheet.iter_rows():
        titles = {cell.value: cell.column for cell in row}
        if set(values) <= set(titles):
            for title, value in values.items():
                sheet.cell(row[0].row + at, titles[title], value)
            return
    raise AssertionError(values)


def known(place: Path) -> Records:
    ledger = open_ledger(place / "ledger.db")
    try:
        return ledger.records()
    finally:
        ledger.close()


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def decide(place: Path, **values: str) -> None:
    book = openpyxl.load_workbook(place / "review.xlsx")
    type_in(book["调整申请"], 1, values)
    book.save(place / "review.xlsx")


def test_the_review_workbook_asks_the_office_and_takes_its_answer(office: Path) -> None:
    said = run(office, "merge", *MARCH)
    assert "有 1 条调整申请待决定" in said and "review.xlsx" in said
    written = digest(office / "review.xlsx")
    assert "台账不变" in run(office, "merge", *MARCH)
    assert digest(office / "review.xlsx") == written
    assert "还没有报回（共3个）：区住建局、区财政局、清溪镇" in said
    assert "还有 1 条调整申请没有写明决定" in run(office, "adopt")

    decide(office, 决定="同意", 批准人="张三", 批准日期="2021-4-6")
    run(office, "adopt")
    records = known(office)
    task = records.tasks.set_index("task_id").loc["2021-001"]
    assert (task["deadline_text"], f"{task['due']:%m-%d}") == ("11月底前", "11-30")
    assert list(records.rulings["decision"]) == ["同意"]
    assert len(records.tasks) == 2 and set(records.tasks["task_id"]) == {"2021-001", "2021-002"}
    assert "与台账一致" in run(office, "adopt")

    run(office, "issue", "--period", "2021-04")
    form = openpyxl.load_workbook(office / "issued" / "2021-04" / "区交通局_2021-04.xlsx")
    texts = [str(cell.value) for sheet in form for row in sheet.iter_rows() for cell in row if cell.value]
    assert "11月底前（原9月底前）" in texts
    assert "2021年3月，序号1完成时限：同意，9月底前调整为11月底前（张三，2021-04-06）" in texts
    run(office, "report", "summary", *MARCH)
    assert "待决定" not in run(office, "merge", *MARCH)


def test_what_the_office_has_typed_and_not_adopted_is_never_overwritten(office: Path) -> None:
    book = openpyxl.load_workbook(office / "review.xlsx")
    type_in(book["任务核对"], 1, {"备注": "要再问一下"})
    book.save(office / "review.xlsx")
    before = digest(office / "review.xlsx")
    assert "还没有采用的内容" in run(office, "merge", *MARCH)
    assert digest(office / "review.xlsx") == before
    run(office, "adopt")
    assert "还没有采用的内容" not in run(office, "merge", *MARCH)
    assert "调整申请" in openpyxl.load_workbook(office / "review.xlsx").sheetnames
    assert list(known(office).tasks["remark"]) == ["要再问一下", ""]


def test_a_decision_that_could_not_be_taken_stays_in_the_workbook(office: Path) -> None:
    run(office, "merge", *MARCH)
    decide(office, 决定="同意", 批准人="张三")
    before = digest(office / "review.xlsx")
    assert "决定没有采用" in run(office, "adopt")
    assert "还没有采用的内容" in run(office, "merge", *MARCH)
    assert digest(office / "review.xlsx") == before
    decide(office, 批准日期="2021-4-6")
    run(office, "adopt")
    assert "待决定" not in run(office, "merge", *MARCH)


def test_a_dry_run_writes_no_review_workbook(office: Path) -> None:
    before = digest(office / "review.xlsx")
    run(office, "merge", *MARCH, "--dry-run")
    assert digest(office / "review.xlsx") == before
