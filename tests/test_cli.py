"""The command line as a clerk meets it: one Chinese line per mistake, the right exit code, nothing half-written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from breakdown.cli import app
from breakdown.files.templates import load_words
from breakdown.pipeline import read_notices

NOTICE = """云河区人民政府关于印发2021年重点工作任务分解的通知
一、城乡建设
1.修建清溪桥，新增停车位300个。
牵头单位：区交通局；配合单位：清溪镇、区级相关部门；完成时限：9月底前
2.完成老旧小区改造。
牵头单位：区住建局；配合单位：区财政局；完成时限：年底前
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A working folder with one notice beside it."""
    _run("init", str(tmp_path / "office"), "--name", "云河区", "--year", "2021")
    (tmp_path / "office" / "notice.txt").write_text(NOTICE, encoding="utf-8")
    return tmp_path / "office"


def _run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def _heavy(*words: str) -> set[str]:
    """What a command loads of all that takes long to load."""
    code = f"import sys; from breakdown.cli import app; app({[*words]!r}, standalone_mode=False); print(*sys.modules)"
    done = subprocess.run((sys.executable, "-c", code), capture_output=True, encoding="utf-8", check=True)
    return {"pandas", "numpy", "openpyxl", "xlsxwriter", "jinja2", "docx"} & set(done.stdout.splitlines()[-1].split())


def _stops(result: Result, code: int, *says: str) -> None:
    assert result.exit_code == code, result.output
    line = result.stderr.strip()
    assert "\n" not in line and "Traceback" not in result.output
    for text in says:
        assert text in line


def test_the_offices_own_words_stand_in_the_forms_and_a_mistake_in_them_stops(place: Path) -> None:
    at = ("-C", str(place))
    _run(*at, "read", "notice.txt")
    _run(*at, "adopt")
    own = place / "templates" / "guide.j2"
    own.parent.mkdir()
    own.write_text("# 填报须知\n{{ 单位名 }}", encoding="utf-8")
    _stops(_run(*at, "issue", "--period", "2021-03"), 3, f"{own} 第2行不认识“单位名”", "单位、期次")
    assert not (place / "issued" / "2021-03").exists()
    own.write_text("# {{ 地区 }}填报须知\n- 请{{ 单位 }}填好。", encoding="utf-8")
    assert _run(*at, "issue", "--period", "2021-03").exit_code == 0
    sheet = openpyxl.load_workbook(place / "issued" / "2021-03" / "清溪镇_2021-03.xlsx")["填报说明"]
    assert [row[0] for row in sheet.iter_rows(values_only=True)][:2] == ["云河区填报须知", "1．请清溪镇填好。"]


def test_a_month_from_notice_to_summary(place: Path) -> None:
    at = ("-C", str(place))
    read = _run(*at, "read", "notice.txt")
    assert read.exit_code == 0 and "读到2项" in read.stdout
    assert (place / "notices" / "notice.txt").read_text(encoding="utf-8") == NOTICE
    assert _run(*at, "adopt").exit_code == 0
    issued = _run(*at, "issue", "--period", "2021-03")
    assert "4个单位" in issued.stdout and "区级相关部门" in issued.stdout
    forms = sorted(file.name for file in (place / "issued" / "2021-03").iterdir())
    assert [name.split("_")[0] for name in forms] == ["区交通局", "区住建局", "区财政局", "清溪镇"]
    merged = _run(*at, "merge", str(place / "issued" / "2021-03"), "--period", "2021-03")
    assert merged.exit_code == 0 and "空报" in merged.stdout
    assert sorted(file.name for file in (place / "returned" / "2021-03").iterdir()) == forms
    again = _run(*at, "merge", "--period", "2021-03")
    assert "台账不变" in again.stdout
    assert _run(*at, "report", "summary", "--period", "2021-03").exit_code == 0
    _stops(_run(*at, "report", "summary", "--period", "2021-03", "--as-of", "2021-04-02"), 3, "2021-04-02")
    assert len(list((place / "reports" / "2021-03").glob("*汇总表.xlsx"))) == 1
    assert "未报送" in _run(*at, "status").stdout
    assert _heavy("-C", str(place), "status") == set()
    assert _heavy("-C", str(place), "report", "summary", "--period", "2021-03") == {"xlsxwriter"}
    assert _heavy("-C", str(place), "issue", "--period", "2021-04") == {"xlsxwriter", "jinja2"}
    assert "2021-001" in _run(*at, "history", "1").stdout
    rows = [json.loads(line) for line in _run(*at, "export", "assignments").stdout.splitlines()]
    assert [row["unit"] for row in rows] == ["区交通局", "清溪镇", "区级相关部门", "区住建局", "区财政局"]


def test_stages_are_asked_for_alone_and_merged_by_the_hour(place: Path) -> None:
    at = ("-C", str(place))
    _run(*at, "read", "notice.txt")
    _run(*at, "adopt")
    settings = place / "breakdown.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('# plan_due = "', 'plan_due = "'), encoding="utf-8")
    _run(*at, "issue", "--period", "2021-03")
    issued = _run(*at, "issue", "--period", "2021-03", "--kind", "plan")
    assert issued.exit_code == 0 and "2个单位的细化方案表" in issued.stdout
    forms = sorted(file.name for file in (place / "issued" / "2021-03").iterdir())
    plans = [name for name in forms if "细化方案" in name]
    assert plans == ["区交通局_2021-03_细化方案.xlsx", "区住建局_2021-03_细化方案.xlsx"] and len(forms) == 6
    book = openpyxl.load_workbook(place / "issued" / "2021-03" / plans[0])
    sheet = book["细化方案"]
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "任务序号")
    for below, (label, due) in enumerate((("开工", "3月底"), ("完工", "9月底")), 1):
        for right, value in enumerate(("1", label, due)):
            sheet.cell(head.row + below, head.column + right).value = value
    back = place / "returned" / "2021-03" / "桥.xlsx"
    back.parent.mkdir(parents=True)
    book.save(back)
    os.utime(back, (datetime(2021, 3, 8, 12, 1).timestamp(),) * 2)
    merged = _run(*at, "merge", "--period", "2021-03")
    assert merged.exit_code == 0 and "迟报1份" in merged.stdout
    row = json.loads(_run(*at, "export", "returns").stdout)
    assert row["note"] == "细化方案应于 2021-03-08 12:00 前报回，2021-03-08 12:01:00 收到"
    # a form issued now shows the pace of the stages
    again = _run(*at, "issue", "--period", "2021-03", "--unit", "区交通局")
    assert again.exit_code == 0
    sheet = openpyxl.load_workbook(place / "issued" / "2021-03" / "区交通局_2021-03.xlsx")["牵头任务"]
    assert "50.0%" in {cell.value for row in sheet.iter_rows() for cell in row}
    settings.write_text(text.replace('# plan_due = "2021-03-08 12:00"', 'plan_due = "三月"'), encoding="utf-8")
    _stops(_run(*at, "issue", "--period", "2021-03", "--kind", "plan"), 3, "plan_due", "三月")


def test_dry_runs_write_nothing(place: Path) -> None:
    at = ("-C", str(place))
    before = sorted(place.rglob("*"))
    assert "将写" in _run(*at, "read", "notice.txt", "--dry-run").stdout
    assert sorted(place.rglob("*")) == before
    _run(*at, "read", "notice.txt")
    _run(*at, "adopt")
    before = {file: file.read_bytes() for file in place.rglob("*") if file.is_file()}
    assert "将写4个单位" in _run(*at, "issue", "--period", "2021-03", "--dry-run").stdout
    assert {file: file.read_bytes() for file in place.rglob("*") if file.is_file()} == before


def test_wrong_usage_is_2(place: Path) -> None:
    _stops(_run("frob"), 2, "没有 frob 这个命令")
    _stops(_run("-C", str(place), "issue"), 2, "--period")
    _stops(_run("status", "--nope"), 2, "没有 --nope 这个选项")
    _stops(_run("read", "x.txt", "--part", "half"), 2, "half")


def test_cannot_go_on_is_3(place: Path, tmp_path: Path) -> None:
    at = ("-C", str(place))
    _stops(_run("-C", str(tmp_path), "status"), 3, "breakdown init")
    _stops(_run(*at, "adopt"), 3, "breakdown read")
    _stops(_run(*at, "read", "none.txt"), 3, "none.txt")
    _stops(_run(*at, "issue", "--period", "2021-03"), 3, "breakdown adopt")
    _stops(_run(*at, "issue", "--period", "2021-13"), 3, "2021-13")
    _stops(_run(*at, "report", "summary", "--period", "2021-03", "--as-of", "2021-02-30"), 3, "2021-02-30")
    (place / "plain.txt").write_text("今天天气很好，适合出门。", encoding="utf-8")
    _stops(_run(*at, "read", "plain.txt"), 3, "没有读到任务")
    (place / "undated.txt").write_text("1.修桥。责任单位：区交通局\n", encoding="utf-8")
    _stops(_run("read", str(place / "undated.txt"), "-o", str(place / "review.xlsx")), 3, "--year")
    _stops(_run(*at, "export", "tasks", "--format", "xlsx"), 3, "-o")
    assert not (place / "review.xlsx").exists()


def test_nobody_to_issue_to_is_3(place: Path) -> None:
    at = ("-C", str(place))
    text = "云河区2021年任务分解方案\n（一）修桥\n年度目标：建成通车。\n主要任务：修建清溪桥。\n"
    (place / "alone.txt").write_text(text, encoding="utf-8")
    assert _run(*at, "read", "alone.txt").exit_code == 0
    assert _run(*at, "adopt").exit_code == 0
    _stops(_run(*at, "issue", "--period", "2021-03"), 3, "没有一项任务写明责任单位")


def test_strict_is_4_when_something_needs_a_person(place: Path) -> None:
    at = ("-C", str(place))
    assert _run(*at, "read", "notice.txt", "--strict").exit_code == 0
    (place / "gap.txt").write_text(NOTICE.replace("2.完成", "3.完成"), encoding="utf-8")
    result = _run(*at, "read", "gap.txt", "--strict")
    assert result.exit_code == 4 and "编号" in result.stdout


def test_read_prints_tasks_outside_a_folder(tmp_path: Path) -> None:
    file = tmp_path / "notice.txt"
    file.write_text(NOTICE, encoding="utf-8")
    tasks = [json.loads(line) for line in _run("read", str(file), "--format", "jsonl").stdout.splitlines()]
    assert tasks[0]["lead_units"] == ["区交通局"] and tasks[0]["support_units"] == ["清溪镇", "区级相关部门"]
    assert tasks[0]["due"] == "2021-09-30" and tasks[0]["open"] and tasks[0]["doubts"] == []
    (target,) = tasks[0]["targets"]
    assert (target["name"], target["kind"], target["value"], target["unit"]) == ("新增停车位", "cumulative", 300, "个")
    table = _run("read", str(file)).stdout
    assert "修建清溪桥" in table and "读到2项" in table
    lines = _run("read", str(file), "--format", "csv").stdout.splitlines()
    assert lines[0].startswith("no,section,subsection,content") and len(lines) == 3


def test_explaining_one_task_writes_nothing(place: Path) -> None:
    at = ("-C", str(place))
    told = _run(*at, "read", "notice.txt", "--explain", "1")
    assert told.exit_code == 0
    for said in ("标签“牵头单位”", "第4行", "最晚的日期", "2021-09-30", "原文：", "存疑：没有"):
        assert said in told.output.replace("\n", ""), said
    assert "修缮" not in told.output and "老旧小区" not in told.output
    assert not (place / "review.xlsx").exists()
    _stops(_run(*at, "read", "notice.txt", "--explain", "9"), 3, "“9”", "1、2")
    long = "".join(f"{number}.修建第{number}座桥。\n牵头单位：区交通局\n" for number in (*range(1, 8), 10))
    (place / "long.txt").write_text(NOTICE[:25] + "\n" + long, encoding="utf-8")
    _stops(_run(*at, "read", "long.txt", "--explain", "9"), 3, "读到的序号有：1 至 7、10；")


def test_a_task_of_a_flattened_table_says_where_its_heading_and_its_deadline_stand(place: Path) -> None:
    cells = ("序号", "重点工作", "牵头单位", "完成时限", "一、城乡建设", "1", "修建清溪桥。", "区交通局", "9月底前",
             "2", "改造老旧小区。", "区住建局", "10月底前")
    (place / "table.txt").write_text(NOTICE[:25] + "\n\n" + "\n\n".join(cells), encoding="utf-8")
    told = {row["field"]: row for row in read_notices([place / "table.txt"], load_words(None)).rows("origins")
            if row["position"] == 1}
    assert told["板块"]["rule"] == "表格里的标题行" and told["板块"]["place"] == "table.txt 第11行"
    assert told["完成时限"]["place"] == told["到期日"]["place"] == "table.txt 第27行"


def test_before_a_notice_is_adopted_the_registry_says_so_and_a_wrong_name_is_met_with_near_ones(place: Path) -> None:
    at = ("-C", str(place))
    _stops(_run(*at, "units"), 3, "名册里还没有单位", "breakdown adopt")
    _run(*at, "read", "notice.txt")
    assert "下一步：breakdown issue" in _run(*at, "adopt").stdout
    _stops(_run(*at, "units", "财政"), 3, "没有“财政”", "请看是不是“区财政局”；")
    _stops(_run(*at, "issue", "--period", "2021-03", "--unit", "财政局"), 3, "没有发给“财政局”的任务", "“区财政局”")
    assert not (place / "issued" / "2021-03").exists()


def test_the_review_tells_how_a_doubtful_task_was_read(place: Path) -> None:
    (place / "notice.txt").write_text(NOTICE.replace("年底前", "春节前"), encoding="utf-8")
    assert _run("-C", str(place), "read", "notice.txt").exit_code == 0
    rows = list(openpyxl.load_workbook(place / "review.xlsx")["核对结果"].iter_rows(values_only=True))
    (row,) = [row for row in rows if "任务存疑" in row]
    said = "｜".join(str(cell) for cell in row)
    assert "第“2”项" in said and "春节前" in said and "标签“完成时限”" in said
    assert "2.完成老旧小区改造。" in said
