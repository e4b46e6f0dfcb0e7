"""Markdown: known by clear marks, read without them."""

from __future__ import annotations

from pathlib import Path

import pytest

from breakdown.document import Document
from breakdown.pipeline import read_notices
from breakdown.read import read_document
from breakdown.words import Words


def read(folder: Path, text: str) -> Document:
    file = folder / "n.md"
    file.write_text(text, encoding="utf-8")
    return read_document(file)


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("## 一、城乡建设 ##", "一、城乡建设"), ("- **1.修桥**，9月底前", "1.修桥，9月底前"), ("* 修路", "修路"),
        ("- [x] 修路", "修路"), ("> 各镇：", "各镇："), ("1\\. 修桥 3\\*4 米", "1. 修桥 3*4 米"),
        ("甲&nbsp;局 &lt;乙&gt; &amp; 丙", "甲\xa0局 <乙> & 丙"), ("见[《办法》](http://x/y)", "见《办法》"),
        ("![图](a.png)乙", "图乙"), ("**责任单位**：`区交通局`", "责任单位：区交通局"), ("***甲***与~~乙~~", "甲与乙"),
        ("*甲*，长 3*4*5 米", "甲，长 3*4*5 米"),
        ("<u>甲</u><font color=red>乙</font>", "甲乙"), ("甲<br>乙", "甲 乙"), ("修桥  ", "修桥"), ("修桥\\", "修桥"),
        ("---", ""), ("```text", ""), ("====", ""), ("- 3 -", "- 3 -"), ("_甲_乙__丙", "_甲_乙__丙"),
    ],
)  # fmt: skip
def test_marks(tmp_path: Path, line: str, bare: str) -> None:
    document = read(tmp_path, f"# 云河区任务\n## 分解\n{line}")
    assert [paragraph.text for paragraph in document.paragraphs] == ["云河区任务", "分解", bare]
    assert document.place(3) == "n.md 第3行"


def test_a_table_between_bars(tmp_path: Path) -> None:
    document = read(tmp_path, (
        "# 云河区任务\n\n| 序号 | **任务** | 单位 |\n|:---|---|--:|\n"
        "| 1 | 修桥<br/>修路 | 甲局 |\n| 2 | 甲\\|乙 \\*丙 | 乙局 |\n"))
    (table,) = document.tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["序号", "任务", "单位"], ["1", "修桥\n修路", "甲局"], ["2", "甲|乙 *丙", "乙局"]]


@pytest.mark.parametrize("text", ["# 号文件\n修桥 **重点**", "— 1 —\n- 2 -\n- 3 -\n- 4 -\n修桥", "修桥\n- 甲\n- 乙"])
def test_text_with_few_marks_stays_as_it_is(tmp_path: Path, text: str) -> None:
    assert [paragraph.text for paragraph in read(tmp_path, text).paragraphs] == text.split("\n")


def test_a_whole_notice(tmp_path: Path, words: Words) -> None:
    file = tmp_path / "n.md"
    file.write_text(
        "# 云河区2021年重点任务分解\n\n## 一、城乡建设\n\n"
        "1. **修建清溪桥**，9月底前通车。\n\n   - 责任单位：区交通局\n\n"
        "2. 改造老旧小区20个。\n\n   - 责任单位：区住建局；配合单位：清溪镇\n", encoding="utf-8")  # fmt: skip
    reading = read_notices([file], words)
    assert list(reading.tasks["content"]) == ["修建清溪桥，9月底前通车。", "改造老旧小区20个。"]
    assert list(reading.tasks["section"]) == ["一、城乡建设"] * 2
    assert list(reading.assignments["printed"]) == ["区交通局", "区住建局", "清溪镇"]
