"""Plain text: which lines are paragraphs, which are rows of a table."""

from __future__ import annotations

import pytest

from breakdown.document import Paragraph, Table
from breakdown.read.text import gather_lines

ROWS = [["序号", "重点工作", "牵头单位"], ["1", "修桥", ""], ["2", "建校", "区教育局"]]


def tables(text: str) -> list[list[list[str]]]:
    blocks = gather_lines(text).blocks
    return [[[cell.text for cell in row] for row in block.rows] for block in blocks if isinstance(block, Table)]


@pytest.mark.parametrize("bar", ["\t", "|", " | ", "｜", "│"])
def test_rows_parted_by_tabs_or_bars(bar: str) -> None:
    assert tables("\n".join(["任务分工", *map(bar.join, ROWS), "附件2"])) == [ROWS]


def test_an_empty_first_cell_beside_bars_is_no_border() -> None:
    assert tables("序号|重点工作|牵头单位\n1|修桥|区交通局\n|种树|区林业局")[0][2] == ["", "种树", "区林业局"]


def test_a_table_in_markdown_with_its_rule_and_escaped_bars() -> None:
    text = "| 序号 | 重点工作 | 牵头单位 |\n|:---|---|---:|\n| 1 | 甲\\|乙 | 区教育局 |\n"
    assert tables(text) == [[["序号", "重点工作", "牵头单位"], ["1", "甲|乙", "区教育局"]]]


def test_a_row_with_one_word_is_a_heading_over_the_whole_width() -> None:
    text = "\n".join(["\t".join(ROWS[0]), "一、民生\t\t", "\t".join(ROWS[1]), "", "二、城建", "\t".join(ROWS[2])])
    (table,) = (block for block in gather_lines(text).blocks if isinstance(block, Table))
    assert [len({cell.line for cell in row}) for row in table.rows] == [3, 1, 3, 1, 3]
    assert [row[0].place for row in table.rows] == ["第1行", "第2行", "第3行", "第5行", "第6行"]


def test_a_row_that_is_cut_short_is_filled_with_empty_cells() -> None:
    assert tables("序号\t重点工作\t牵头单位\n1\t修桥\t区交通局\n2\t建校\t\n3\t种树\t区林业局\t年底前")[0][0][3] == ""


@pytest.mark.parametrize(
    "text",
    ["\t\t各镇：\n\t\t分解如下。\n\t\t请抓好落实。", "首页 | 政务 | 公开\n正文", "1 |\n修桥 |\n| 区交通局 |\n|"],
)
def test_tabs_that_indent_and_stray_bars_make_no_table(text: str) -> None:
    blocks = gather_lines(text).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == text.split("\n")
