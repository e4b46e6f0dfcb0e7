"""Flattened tables: headers of other offices, headings of every kind, cells that say more than names."""

from __future__ import annotations

import pytest

from breakdown.words import Words
from tests.parse.readings import codes, column, read

GAP = "\n\n"
TEXTS = [
    "新建学校三所，改造校舍十二栋。", "新增停车泊位一千个，规范划线。",
    "建成水厂一座，铺设管网三十公里。", "修缮古戏台两座。",
]  # fmt: skip
LEADS = ["区教育局", "区城管局", "区水务局", "区文旅局"]
TASKS = list(zip(TEXTS, LEADS, strict=True))


def table(header: list[str], rows: list[list[str]], gap: str = GAP) -> str:
    return gap.join([*header, *(cell for row in rows for cell in row)])


def rows() -> list[list[str]]:
    return [[str(at), text, lead, "各镇", "年底前"] for at, (text, lead) in enumerate(TASKS, 1)]


def beside_numbers(*headings: str) -> list[list[str]]:
    """Rows with a heading in the cell after the number; merged cells are printed once."""
    return [[row[0], *([text] if text else []), *row[1:]] for row, text in zip(rows(), headings, strict=True)]


HEADER = ["序号", "任务名称", "主办单位", "协办单位", "办结时限"]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_headings_in_rows_of_their_own(words: Words, gap: str) -> None:
    body = rows()
    cells = [["一、民生"], ["（一）教育"], body[0], ["（二）停车"], body[1], ["二、建设"], ["（一）供水"], *body[2:]]
    parsed = read(table(HEADER, cells, gap), words)
    assert column(parsed, "no", "section", "subsection") == [
        ("1", "一、民生", "（一）教育"), ("2", "一、民生", "（二）停车"),
        ("3", "二、建设", "（一）供水"), ("4", "二、建设", "（一）供水"),
    ]
    assert set(parsed.written["deadline_text"]) == {"年底前"}
    assert set(parsed.written["doubts"]) == {""}


def test_headings_without_number_are_read_with_a_doubt(words: Words) -> None:
    body = rows()
    parsed = read(table(HEADER, [["改善民生福祉"], *body[:2], ["加强城乡建设"], *body[2:]]), words)
    assert [name for (name,) in column(parsed, "section")] == ["改善民生福祉"] * 2 + ["加强城乡建设"] * 2
    assert [bool(doubt) for (doubt,) in column(parsed, "doubts")] == [True, False, True, False]


def test_headings_in_the_first_merged_cell_under_an_unknown_header_word(words: Words) -> None:
    body = beside_numbers("改善民生", "", "建设宜居城乡", "")
    parsed = read(table(["序号", "篇目", *HEADER[1:]], body), words)
    assert [name for (name,) in column(parsed, "section")] == ["改善民生"] * 2 + ["建设宜居城乡"] * 2
    assert [content for (content,) in column(parsed, "content")] == TEXTS
    assert codes(parsed) == ["layout"]
    assert codes(read(table(["序号", "类别", *HEADER[1:]], body), words)) == []


def test_a_word_at_the_end_of_a_row_is_a_remark_beside_a_column_of_headings(words: Words) -> None:
    body = [[*row[:-3], row[-1], *row[-3:-1], *(["省级资金"] if row[0] == "2" else [])]
            for row in beside_numbers("民生", "", "建设", "")]  # fmt: skip
    head = ["序号", "类别", "任务名称", "办结时限", "主办单位", "协办单位", "备注"]
    parsed = read(table(head, body), words)
    assert column(parsed, "section", "remark") == [("民生", ""), ("民生", "省级资金"), ("建设", ""), ("建设", "")]


def test_a_heading_column_beside_section_rows_is_of_the_second_level(words: Words) -> None:
    body = beside_numbers("（一）教育", "", "（二）供水", "")
    parsed = read(table(["序号", "重点工作", *HEADER[1:]], [["一、民生"], *body]), words)
    assert set(parsed.written["section"]) == {"一、民生"}
    assert [name for (name,) in column(parsed, "subsection")] == ["（一）教育"] * 2 + ["（二）供水"] * 2


def test_a_two_level_header_with_a_group_word(words: Words) -> None:
    header = ["序号", "目标任务", "责任分工", "完成时限", "牵头单位", "配合单位"]
    parsed = read(table(header, rows()), words)
    row = column(parsed, "content", "leads", "supports", "deadline_text")[0]
    assert row == (TEXTS[0], "区教育局", "各镇", "年底前")


@pytest.mark.parametrize(
    "cell",
    ["区教育局牵头，各镇、区财政局配合", "牵头单位：区教育局\n配合单位：各镇、区财政局",
     "区教育局（牵头）、各镇、区财政局"],
)
def test_a_unit_cell_that_says_who_leads(words: Words, cell: str) -> None:
    body = [[str(at), text, cell, "年底前"] for at, text in enumerate(TEXTS, 1)]
    parsed = read(table(["序号", "工作任务", "责任单位", "完成时限"], body), words)
    assert set(column(parsed, "leads", "supports")) == {("区教育局", "各镇、区财政局")}
    assert [content for (content,) in column(parsed, "content")] == TEXTS


def test_page_numbers_leave_no_empty_cell(words: Words) -> None:
    body = rows()
    parsed = read(table(HEADER, [*body[:2], ["— 2 —"], HEADER, *body[2:]]), words)
    assert len(parsed.written) == 4
    assert set(parsed.written["doubts"]) == {""}


def test_units_like_sentences_and_sentences_like_units(words: Words) -> None:
    body = [*rows(), ["5", "办好庙会。", "云河文旅公司、市体育总会", "云河海关、各县（市、区）", "国庆节前"]]
    parsed = read(table(HEADER, body), words)
    assert column(parsed, "leads", "supports", "deadline_text", "doubts")[4] == (
        "云河文旅公司、市体育总会", "云河海关、各县（市、区）", "国庆节前", "",
    )


def test_the_signature_behind_a_table_is_no_cell(words: Words) -> None:
    title = "云河区人民政府办公室关于分解2023年任务的通知"
    parsed = read(f"{title}\n\n{table(HEADER, rows())}\n\n云河区人民政府办公室\n2023年2月18日印发", words)
    assert set(parsed.written["deadline_text"]) == {"年底前"}
    assert codes(parsed) == []


def test_a_heading_without_rows_is_reported(words: Words) -> None:
    parsed = read(table(HEADER, [*rows(), ["二、其他"]]), words)
    assert [problem.value for problem in parsed.problems if problem.code == "unread"] == ["二、其他"]


def test_a_table_without_number_column_misses_no_numbers(words: Words) -> None:
    parsed = read(table(HEADER[1:], [row[1:] for row in rows()]), words)
    assert [content for (content,) in column(parsed, "content")] == TEXTS
    assert codes(parsed) == []


def test_leaders_that_only_the_table_has_are_no_difference(words: Words) -> None:
    text = "\n".join(f"{at}.{content}（责任单位：{lead}）" for at, (content, lead) in enumerate(TASKS, 1))
    body = [[str(at), content, "赵清源", lead] for at, (content, lead) in enumerate(TASKS, 1)]
    parsed = read(f"{text}\n\n{table(['序号', '任务', '责任领导', '责任单位'], body)}", words)
    assert set(column(parsed, "leaders", "doubts")) == {("赵清源", "")}
    assert codes(parsed) == []


@pytest.mark.parametrize("bar", ["\t", "|", " | "])
def test_rows_on_one_line_with_cells_parted_by_tabs_or_bars(words: Words, bar: str) -> None:
    rows = [
        ["序号", "重点工作", "牵头单位", "配合单位", "完成时限"],
        ["一、城乡建设", "", "", "", ""],
        ["1", "修建清溪桥。", "区交通局", "", "9月底前"],
        ["2", "完成老旧小区改造20个。", "区住建局、区财政局", "各镇", "年底前"],
        ["3", "新建学校3所。", "区教育局", "区财政局", ""],
    ]
    text = "\n".join(["云河区2021年任务分工", *(bar.join(row) for row in rows)])
    parsed = read(text, words)
    assert column(parsed, "no", "content", "leads", "supports", "deadline_text") == [tuple(row) for row in rows[2:]]
    assert set(parsed.written["section"]) == {"一、城乡建设"}


def test_stray_borders_beside_the_cells_of_a_lost_table_are_no_text(words: Words) -> None:
    cells = "\n".join(f"| {cell} |" for cell in [*HEADER, *(cell for row in rows() for cell in row)])
    assert column(read(cells, words), "no", "content", "leads") == [
        (str(at), text, lead) for at, (text, lead) in enumerate(TASKS, 1)
    ]


CELLS = ["类别", "序号", "重点任务", "责任单位", "完成时限", "基础设施", "1", "修建桥梁三座。", "区财政局", "6月底前",
         "2", "修建道路五公里。", "区教育局", "年底前", "公共服务", "3", "新建学校三所。", "区水务局", "年底前"]
SPACED = """
云河区2024年重点任务分解表
类别 序号 重点任务 责任单位 完成时限
基础设施 1 修建桥梁三座。 区财政局 6月底前
2 修建道路五公里。 区教育局 年底前
公共服务 3 新建学校三所。 区水务局 年底前
"""


@pytest.mark.parametrize("text", ["\n".join(CELLS), "\n\n".join(CELLS), SPACED])
def test_headings_in_the_first_column_and_numbers_in_the_second(words: Words, text: str) -> None:
    parsed = read(text, words)
    assert column(parsed, "no", "section", "content", "leads", "doubts") == [
        ("1", "基础设施", "修建桥梁三座。", "区财政局", ""), ("2", "基础设施", "修建道路五公里。", "区教育局", ""),
        ("3", "公共服务", "新建学校三所。", "区水务局", ""),
    ]
