"""json, jsonl and csv: records as one table, and what this program prints read back to the same tasks."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from breakdown.document import Document
from breakdown.errors import NoticeError
from breakdown.pipeline import read_notices
from breakdown.read import read_document
from breakdown.reading import task_records
from breakdown.screen import show_tasks
from breakdown.words import Words

NOTICE = """云河区2021年重点任务分解
一、城乡建设
（一）交通
1.修建清溪桥，总投资2000万元。
牵头领导：赵清源
责任单位：区交通局、区财政局；配合单位：清溪镇、各镇等。
完成时限：9月底前
2.完成老旧小区改造20个。
责任单位：区住建局
完成时限：6月底前完成方案，年底前完工
二、民生保障
3.新建学校3所，"双减"落地。
责任单位：区教育局；配合单位：区财政局
完成时限：持续推进
"""
TASK = {
    "no": "1", "content": "修桥，通车", "lead_units": ["区交通局", "区财政局"], "support_units": [],
    "deadline_text": None,
}  # fmt: skip


def read(folder: Path, text: str, name: str) -> Document:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return read_document(file)


def grid(document: Document) -> list[list[str]]:
    (table,) = document.tables
    return [[cell.text for cell in row] for row in table.rows]


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_what_is_printed_reads_back(
    tmp_path: Path, words: Words, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    (tmp_path / "n.txt").write_text(NOTICE, encoding="utf-8")
    first = read_notices([tmp_path / "n.txt"], words)
    show_tasks(first, form)
    (tmp_path / f"n.{form}").write_text(capsys.readouterr().out, encoding="utf-8")
    again = read_notices([tmp_path / f"n.{form}"], words, 2021)
    records, same = task_records(first), task_records(again)
    assert len(records) == 3
    for record in (*records, *same):
        record.pop("place")
        record.pop("doubts")
    assert same == records
    # an empty object is a text in csv
    derived = "expanded、open" if form == "csv" else "open"
    assert [problem.sentence for problem in again.problems if problem.code == "layout"] == [
        f"字段 {derived}、due、ongoing、done、kind、targets、place、milestones 由其他字段推出，没有读入，将重新推出"]


@pytest.mark.parametrize(
    "text",
    [json.dumps([TASK, TASK]), json.dumps({"tasks": [TASK, TASK]}, indent=1),
     f"{json.dumps(TASK)}\n\n{json.dumps(TASK)}\n",
     json.dumps({"code": 0, "data": [TASK, TASK]}, ensure_ascii=False)],
)  # fmt: skip
def test_shapes_of_a_list(tmp_path: Path, text: str) -> None:
    document = read(tmp_path, text, "n.txt")
    assert grid(document) == [["序号", "主要任务", "牵头单位"], *[["1", "修桥，通车", "区交通局、区财政局"]] * 2]
    assert document.place(document.tables[0].rows[2][1].line).endswith("“content”")


def test_chinese_headers_nested_objects_and_what_stands_beside_the_list(tmp_path: Path) -> None:
    tasks: list[dict[str, Any]] = [
        {"序号": 1, "任务": "修桥", "责任": {"牵头单位": "区交通局", "配合单位": ["甲镇", "乙镇"]}, "重点": True},
        {"序号": 2.5, "任务": "修路", "阶段": [{"时限": "6月", "内容": "开工"}, {"时限": "9月", "内容": "完工"}]},
    ]
    document = read(tmp_path, json.dumps({"标题": "云河区2021年任务", "清单": tasks}, ensure_ascii=False), "n.json")
    assert [line.text for line in document.paragraphs] == ["云河区2021年任务"]
    assert grid(document) == [
        ["序号", "任务", "责任.牵头单位", "责任.配合单位", "重点", "阶段"],
        ["1", "修桥", "区交通局", "甲镇、乙镇", "True", ""],
        ["2.5", "修路", "", "", "", "时限：6月；内容：开工\n时限：9月；内容：完工"],
    ]


def test_a_line_that_is_broken_is_named(tmp_path: Path) -> None:
    document = read(tmp_path, f'{json.dumps(TASK)}\n{{"no": "2", "content": "修路\n', "n.jsonl")
    assert len(grid(document)) == 2
    assert [(problem.code, problem.place, problem.value) for problem in document.problems] == [
        ("unread", "n.jsonl 第2行", '{"no": "2", "content": "修路')]


@pytest.mark.parametrize("text", ['{"a": [[[', '[{"a": ' * 50_000, '[{"任务": 1}, '])
def test_json_that_holds_no_list(tmp_path: Path, text: str) -> None:
    with pytest.raises(NoticeError, match="读不出任务清单"):
        read(tmp_path, text, "n.json")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";"])
def test_csv(tmp_path: Path, encoding: str, sign: str) -> None:
    rows = [
        ["序号", "任务", "牵头单位", "完成时限"], ["1", "修桥, 修路; “双通”\n第二段", "甲局", ""],
        ["2", '建"厂', "乙局", "年底"],
    ]  # fmt: skip
    out = io.StringIO()
    csv.writer(out, delimiter=sign).writerows([["云河区任务", "", "", ""], *rows])
    file = tmp_path / "n.csv"
    file.write_bytes(out.getvalue().encode(encoding))
    document = read_document(file)
    assert grid(document) == rows
    assert [line.text for line in document.paragraphs] == ["云河区任务"]
    assert document.place(document.tables[0].rows[1][1].line) == "n.csv B3"


@pytest.mark.parametrize(
    "text",
    ["各镇,各单位:\n现将任务印发,请落实,并报送。\n1.修桥,9月底前通车。\n责任单位:区交通局,区财政局,甲镇",
     "甲，乙，丙\n丁，戊，己\n庚，辛，壬", "修桥,甲局\n修路,乙局\n修渠,丙局",
     "1.修桥,由甲局牵头,乙局配合。\n2.修路,由甲局牵头,乙局配合。\n3.修渠,由甲局牵头,乙局配合。"],
)  # fmt: skip
def test_prose_with_commas_is_no_csv(tmp_path: Path, text: str) -> None:
    document = read(tmp_path, text, "n.csv")
    assert [line.text for line in document.paragraphs] == text.split("\n")
    assert document.tables == ()
