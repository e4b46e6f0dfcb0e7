"""A Word table of tasks, merged cells and two-level header, read to the end."""

from __future__ import annotations

from pathlib import Path

from breakdown.pipeline import read_notices
from breakdown.words import Words
from tests.read.rebuild_docx import paragraph, raw_docx, table_docx

HEAD = ["序号", "重点工作", "任务", "责任单位", "<", "完成时限"]
LOWER = ["^", "^", "^", "牵头单位", "配合单位", "^"]


def test_a_table_with_merged_cells_is_read_as_tasks(tmp_path: Path, words: Words) -> None:
    rows = [HEAD, LOWER]
    for number in range(1, 7):
        section = "一、城乡建设" if number == 1 else "二、民生改善" if number == 4 else "^"
        rows.append([str(number), section, f"建成清溪桥第{number}期工程", "区交通局", "清溪镇", f"{number + 3}月底前"])
    file = tmp_path / "通知.docx"
    file.write_bytes(table_docx(rows, above=["云河区2021年重点工作任务分解表"]))
    tasks = read_notices([file], words).tasks
    assert list(tasks["no"]) == ["1", "2", "3", "4", "5", "6"]
    assert list(tasks["section"]) == ["一、城乡建设"] * 3 + ["二、民生改善"] * 3
    assert list(tasks["deadline_text"])[0] == "4月底前"
    assert tasks["place"].iloc[0].startswith("通知.docx 表1第3行")


def test_footnotes_fall_to_no_task(tmp_path: Path, words: Words) -> None:
    first = '<w:p><w:r><w:t>1.责任单位：区交通局。目标：修建清溪桥。</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    body = first + paragraph("2.责任单位：区水利局。目标：加固河堤。")
    file = tmp_path / "通知.docx"
    file.write_bytes(raw_docx(body, footnotes=f'<w:footnote w:id="2">{paragraph("全长3公里。")}</w:footnote>'))
    reading = read_notices([file], words)
    assert [text for text in reading.tasks["content"] if "全长" in text] == []
    unread = [problem for problem in reading.problems if problem.code == "unread"]
    assert [(problem.place, problem.value) for problem in unread] == [("通知.docx 脚注1", "脚注1：全长3公里。")]
