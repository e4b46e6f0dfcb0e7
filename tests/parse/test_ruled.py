"""Tables with borders: heads of every kind, merged and blank cells, rows cut by pages, several tables."""

from __future__ import annotations

import pytest

from breakdown.parse import Parsed
from breakdown.words import Words
from tests.parse.readings import codes, column
from tests.parse.tables import LEFT, UP, read_tables

HEAD = ["序号", "重点工作", "责任单位", "配合单位", "完成时限"]
BRIDGE = ["1", "修建清溪桥。", "区交通局", "各镇", "9月底前"]
SCHOOL = ["2", "新建学校三所。", "区教育局", "", "年底前"]
TREES = ["3", "种树植草。", "区林业局", "各镇", "持续推进"]
WHOLE = [LEFT] * 4


def values(parsed: Parsed, name: str) -> list[str]:
    return [value for (value,) in column(parsed, name)]


def unread(parsed: Parsed) -> list[str]:
    return [problem.value for problem in parsed.problems if problem.code == "unread"]


def test_a_plain_table(words: Words) -> None:
    parsed = read_tables(words, "云河区2021年任务分工", [HEAD, BRIDGE, SCHOOL])
    assert column(parsed, "no", "content", "leads", "supports", "deadline_text") == [tuple(BRIDGE), tuple(SCHOOL)]
    assert set(column(parsed, "part", "doubts")) == {("table", "")}
    assert values(parsed, "place") == ["n.docx 第2行", "n.docx 第3行"]
    assert codes(parsed) == []


@pytest.mark.parametrize(
    ("head", "leads", "supports"),
    [
        (["牵头单位", "责任单位"], "甲局", "乙局"),
        (["责任单位", "牵头单位"], "乙局", "甲局"),
        (["责 任\n单 位", "配 合 单 位"], "甲局", "乙局"),
        (["责任单位（第一个为牵头）", "协办单位："], "甲局", "乙局"),
        (["主要责任单位", "其他责任单位"], "甲局", "乙局"),
    ],
)
def test_who_leads_by_the_heads_beside_each_other(words: Words, head: list[str], leads: str, supports: str) -> None:
    rows = [["序号", *head, "任务"], ["1", "甲局", "乙局", "修桥。"], ["2", "甲局", "乙局", "修路。"]]
    assert set(column(read_tables(words, rows), "leads", "supports")) == {(leads, supports)}


def test_a_table_in_traditional_characters(words: Words) -> None:
    rows = [["序號", "重點工作", "責任單位", "配合單位", "完成時限"], ["1", "修橋。", "區財政局", "各鎮", "9月底前"]]
    assert column(read_tables(words, rows), "content", "leads", "supports") == [("修橋。", "區財政局", "各鎮")]


def test_a_head_of_three_rows_with_a_unit_of_measure(words: Words) -> None:
    rows = [
        ["序号", "工作任务", "责任分工", LEFT, LEFT, "完成时限（月）"],
        [UP, UP, "责任领导", "责任单位", LEFT, UP],
        [UP, UP, UP, "牵头", "协同", UP],
        ["1", "修桥。", "赵清源", "区交通局", "各镇", "6"],
    ]
    names = ("content", "leaders", "leads", "supports", "deadline_text")
    assert column(read_tables(words, rows), *names) == [("修桥。", "赵清源", "区交通局", "各镇", "6月")]


def test_words_of_the_head_broken_over_two_rows_and_columns_counted(words: Words) -> None:
    rows = [["序", "重点", "责任", "完成"], ["号", "工作", "单位", "时限"], ["1", "2", "3", "4"],
            ["1", "修桥。", "区交通局", "6月"]]  # fmt: skip
    parsed = read_tables(words, rows)
    assert column(parsed, "no", "content", "leads", "deadline_text") == [("1", "修桥。", "区交通局", "6月")]
    assert codes(parsed) == []


def test_indicators_with_their_values_and_units(words: Words) -> None:
    rows = [["序号", "指标名称", "计量单位", "目标值", "责任单位"], ["1", "地区生产总值", "亿元", "500", "区统计局"],
            ["2", "财政收入", "", "增长9%", "区财政局"]]  # fmt: skip
    found = column(read_tables(words, rows), "kind", "content", "goal")
    assert found == [("指标", "地区生产总值", "500亿元"), ("指标", "财政收入", "增长9%")]
    rows = [["序号", "指标", "目标值（亿元）", "责任单位"], ["1", "地区生产总值", "500", "区统计局"]]
    assert values(read_tables(words, rows), "goal") == ["500亿元"]


def test_a_column_for_each_quarter(words: Words) -> None:
    rows = [
        ["序号", "任务", "责任单位", "推进计划", LEFT, LEFT, LEFT],
        [UP, UP, UP, "一季度", "第二季度", "7-9月", "四季度目标"],
        ["1", "修桥。", "区交通局", "立项", "开工", "", "完工"],
        ["2", "修路。", "区交通局", "完成设计", "施工", LEFT, LEFT],
        ["3", "种树。", "区林业局", "√", "", "", "√"],
    ]
    assert values(read_tables(words, rows), "deadline_text") == [
        "一季度：立项\n第二季度：开工\n四季度：完工", "一季度：完成设计\n第二季度—四季度：施工", "一季度、四季度",
    ]  # fmt: skip


def test_known_and_unknown_columns_become_remarks(words: Words) -> None:
    rows = [["序号", "任务", "责任单位", "责任人", "联系电话", "实际完成情况", "考核权重", "备注"],
            ["1", "修桥。", "区交通局", "张三", "65550001", "已开工", "5", "省级"]]  # fmt: skip
    parsed = read_tables(words, rows)
    assert values(parsed, "remark") == [
        "责任人：张三\n联系电话：65550001\n实际完成情况：已开工\n考核权重：5\n省级"
    ]
    assert [problem.sentence for problem in parsed.problems] == ["表头“考核权重”不在词表中，按备注读取"]


def test_persons_and_roles_inside_unit_cells(words: Words) -> None:
    rows = [["序号", "任务", "责任单位及责任人"], ["1", "修桥。", "区交通局 张三"],
            ["2", "建校。", "区教育局牵头，各镇配合，6月底前完成"],
            ["3", "种树。", "牵头单位：区林业局\n配合单位：各镇\n责任人：李四"]]  # fmt: skip
    parsed = read_tables(words, rows)
    assert column(parsed, "leads", "supports") == [("区交通局", ""), ("区教育局", "各镇"), ("区林业局", "各镇")]
    assert values(parsed, "deadline_text")[1] == "6月底前完成"
    assert ["张三" in values(parsed, "remark")[0], "李四" in values(parsed, "remark")[2]] == [True, True]


@pytest.mark.parametrize("below", [UP, ""])
def test_headings_in_the_first_columns_are_carried_down(words: Words, below: str) -> None:
    rows = [["类别", "重点工作", "序号", "具体任务", "责任单位"],
            ["民生", "教育", "1", "建校。", "区教育局"], [below, below, "2", "修校。", "区教育局"],
            [below, "养老", "3", "建院。", "区民政局"], ["城建", below, "4", "修桥。", "区交通局"]]  # fmt: skip
    if below == UP:
        rows[4][1] = ""
    assert column(read_tables(words, rows), "section", "subsection") == [
        ("民生", "教育"), ("民生", "教育"), ("民生", "养老"), ("城建", ""),
    ]  # fmt: skip


def test_rows_that_are_headings(words: Words) -> None:
    rows = [HEAD, ["一、城建", *WHOLE], ["（一）道路", *WHOLE], BRIDGE, ["二", "民生", "", "", ""], SCHOOL, TREES]
    parsed = read_tables(words, rows)
    assert column(parsed, "section", "subsection") == [("一、城建", "（一）道路"), ("二、民生", ""), ("二、民生", "")]
    assert set(values(parsed, "doubts")) == {""}


def test_a_heading_without_rows_and_without_number(words: Words) -> None:
    parsed = read_tables(words, [HEAD, ["城市建设", *WHOLE], BRIDGE, ["二、其他", *WHOLE]])
    assert (values(parsed, "section"), unread(parsed)) == (["城市建设"], ["二、其他"])
    parsed = read_tables(words, [HEAD, ["一、其他", *WHOLE], ["二、城建", *WHOLE], BRIDGE])
    assert (values(parsed, "section"), unread(parsed)) == (["二、城建"], ["一、其他"])
    parsed = read_tables(words, [HEAD, ["城市建设", "", "", "", ""], BRIDGE, SCHOOL])
    assert values(parsed, "section") == ["城市建设"] * 2
    assert values(parsed, "doubts") == ["“城市建设”没有编号，按板块标题读取", ""]


def test_titles_totals_notes_and_blank_rows_are_no_tasks(words: Words) -> None:
    rows = [["云河区2021年任务分解表", *WHOLE], ["单位：云河区", "", "", "", "2021年2月"], HEAD, BRIDGE, [""] * 5,
            SCHOOL,
            ["合计", "2项", "", "", ""], ["注：本表由区政府办解释", *WHOLE]]  # fmt: skip
    parsed = read_tables(words, rows)
    assert values(parsed, "no") == ["1", "2"]
    assert parsed.front.title == "云河区2021年任务分解表"
    assert codes(parsed) == []


def test_one_task_with_units_in_several_rows(words: Words) -> None:
    rows = [["序号", "任务", "责任单位", "责任人"], ["1", "修桥。", "区交通局", "张三"], [UP, UP, "区住建局", "李四"],
            ["2", "种树。", "区林业局", "王五"]]  # fmt: skip
    parsed = read_tables(words, rows)
    assert values(parsed, "leads") == ["区交通局\n区住建局", "区林业局"]
    assert codes(parsed) == []


def test_a_number_merged_over_several_tasks_repeats_nothing(words: Words) -> None:
    rows = [["序号", "重点工作", "具体任务", "责任单位"], ["1", "城建", "修桥。", "区交通局"],
            [UP, UP, "修路。", "区住建局"],
            ["2", "教育", "建校。", "区教育局"]]  # fmt: skip
    parsed = read_tables(words, rows)
    assert column(parsed, "no", "section") == [("1", "城建"), ("1", "城建"), ("2", "教育")]
    assert codes(parsed) == []


def test_rows_cut_by_a_page_are_joined(words: Words) -> None:
    first = [HEAD, BRIDGE, ["2", "新建学校三所，改造校", "区教育局、区财", "", "年底前"]]
    parsed = read_tables(words, first, "— 2 —", [HEAD, ["", "舍十二栋。", "政局", "", ""], TREES])
    assert column(parsed, "no", "content", "leads")[1:] == [
        ("2", "新建学校三所，改造校舍十二栋。", "区教育局、区财政局"), ("3", "种树植草。", "区林业局"),
    ]  # fmt: skip
    assert values(parsed, "doubts")[1] == "下一行没有序号，按本项的续行接上"
    assert codes(parsed) == []


def test_a_row_without_number_where_the_numbers_leave_room(words: Words) -> None:
    parsed = read_tables(words, [HEAD, BRIDGE, ["", "清理河道。", "区水务局", "", "年底前"], TREES])
    assert values(parsed, "no") == ["1", "", "3"]
    assert codes(parsed) == ["number-missing", "number-gap"]


def test_a_table_goes_on_without_its_head(words: Words) -> None:
    parsed = read_tables(words, [HEAD, ["一、城建", *WHOLE], BRIDGE], [SCHOOL, TREES])
    assert column(parsed, "no", "section") == [("1", "一、城建"), ("2", "一、城建"), ("3", "一、城建")]


def test_headings_above_the_tables(words: Words) -> None:
    blocks = ["各单位要抓好落实。", "一、城建", "（一）道路", [HEAD, BRIDGE], "二、教育", [SCHOOL], "注：略"]
    parsed = read_tables(words, *blocks)
    assert column(parsed, "section", "subsection") == [("一、城建", "（一）道路"), ("二、教育", "")]
    assert codes(parsed) == []


def test_attachments_with_heads_of_their_own(words: Words) -> None:
    targets = [["序号", "指标名称", "目标值", "责任单位"], ["1", "财政收入", "增长9%", "区财政局"]]
    parsed = read_tables(words, "附件1", "指标分解表", targets, "附件2：任务分解表", [HEAD, BRIDGE])
    assert column(parsed, "section", "content") == [("指标分解表", "财政收入"), ("任务分解表", "修建清溪桥。")]
    assert codes(parsed) == ["layout", "layout"]


def test_sheets_are_told_apart_by_their_names(words: Words) -> None:
    parsed = read_tables(words, [HEAD, BRIDGE], [HEAD, SCHOOL], names=["城建", "教育"])
    assert values(parsed, "section") == ["城建", "教育"]
    parsed = read_tables(words, [HEAD, BRIDGE], [HEAD, SCHOOL], names=["Sheet1", "Sheet2"])
    assert values(parsed, "section") == ["", ""]


def test_tables_that_list_no_tasks(words: Words) -> None:
    about = [["索引号", "0012", "发文机关", "云河区政府"], ["标题", "分解任务的通知", "成文日期", "2021年3月1日"]]
    people = [["姓名", "单位", "职务", "电话"], ["张三", "区教育局", "科长", "65550001"]]
    parsed = read_tables(words, about, [HEAD, BRIDGE], people)
    assert values(parsed, "no") == ["1"]
    assert parsed.front.year == 2021
    assert unread(parsed) == ["姓名 | 单位 | 职务 | 电话", "张三 | 区教育局 | 科长 | 65550001"]


def test_rows_that_lack_their_first_cells(words: Words) -> None:
    rows = [["序号", "类别", *HEAD[1:3], "完成时限"], ["1", "城建", "修建清溪桥。", "区交通局", "9月底前"],
            ["2", "修建农村道路三十公里。", "区交通局", "年底前", ""]]  # fmt: skip
    parsed = read_tables(words, rows)
    assert column(parsed, "no", "section", "content", "leads", "deadline_text")[1] == (
        "2", "城建", "修建农村道路三十公里。", "区交通局", "年底前",
    )  # fmt: skip
    assert [bool(doubt) for doubt in values(parsed, "doubts")] == [False, True]


def test_a_table_without_any_head(words: Words) -> None:
    rows = [["1", "修建清溪桥，改造两岸道路。", "区交通局", "9月底前"],
            ["2", "新建学校三所，改造校舍。", "区教育局", "年底前"],
            ["3", "种树植草，绿化城乡。", "区林业局", "年底前"]]  # fmt: skip
    parsed = read_tables(words, rows)
    assert column(parsed, "no", "content", "leads", "deadline_text") == [tuple(row) for row in rows]
    assert codes(parsed) == ["layout"]


def test_numbers_at_the_head_of_the_texts(words: Words) -> None:
    rows = [["具体任务", "责任单位"], ["1.修桥。", "区交通局"], ["2.种树。\n3.植草。", "区林业局"],
            ["3.建校。", "区教育局"]]  # fmt: skip
    found = column(read_tables(words, rows), "no", "content")
    assert found == [("1", "修桥。"), ("2", "种树。\n3.植草。"), ("3", "建校。")]


def test_a_row_that_only_goes_on_with_the_units_above(words: Words) -> None:
    parsed = read_tables(words, [HEAD, BRIDGE, ["", "", "区水务局", "", ""], SCHOOL])
    assert values(parsed, "leads") == ["区交通局\n区水务局", "区教育局"]
    assert codes(parsed) == []


def test_heads_whose_group_says_the_role(words: Words) -> None:
    rows = [["序号", "任务", "牵头单位", LEFT, "配合单位", LEFT],
            [UP, UP, "责任单位", "联系电话", "责任单位", "联系人"],
            ["1", "修桥。", "区交通局", "65550001", "各镇", "张三"]]  # fmt: skip
    parsed = read_tables(words, rows)
    assert column(parsed, "leads", "supports", "remark") == [("区交通局", "各镇", "联系电话：65550001\n联系人：张三")]


def test_a_column_of_measures_is_known_by_its_cells(words: Words) -> None:
    rows = [["序号", "指标", "单位", "目标值", "责任单位"], ["1", "地区生产总值", "亿元", "500", "区统计局"]]
    assert column(read_tables(words, rows), "goal", "leads") == [("500亿元", "区统计局")]


def test_headings_of_one_attachment_end_with_it(words: Words) -> None:
    parsed = read_tables(words, "附件1", "一、城建", [HEAD, BRIDGE], "附件2", "任务清单", [HEAD, SCHOOL])
    assert values(parsed, "section") == ["一、城建", "任务清单"]
    parsed = read_tables(words, "一、城建", "各单位要抓好落实，按月报送。", [HEAD, BRIDGE])
    assert values(parsed, "section") == [""]


def test_a_cell_that_says_as_above(words: Words) -> None:
    parsed = read_tables(words, [HEAD, BRIDGE, ["2", "修路。", "同上", "〃", "年底前"]])
    assert column(parsed, "leads", "supports")[1] == ("区交通局", "各镇")
    assert values(parsed, "doubts")[1] == "“同上”按上一行读取\n“〃”按上一行读取"


def test_several_numbers_in_one_cell_are_doubted(words: Words) -> None:
    parsed = read_tables(words, [HEAD, ["1\n2", "修桥。\n修路。", "区交通局", "", "年底前"], TREES])
    assert values(parsed, "no") == ["1、2", "3"]
    assert [bool(doubt) for doubt in values(parsed, "doubts")] == [True, False]


def test_text_and_table_of_one_notice_are_matched(words: Words) -> None:
    text = ["一、城建", "1.新建清溪桥一座，改造老桥。（区交通局负责）", "2.新建停车场三处，方便群众。（区城管局负责）"]
    rows = [["序号", "重点工作", "责任单位", "完成时限"], ["1", "新建清溪桥一座，改造老桥", "区交通局", "6月底前"],
            ["2", "新建停车场三处，方便群众", "区城管局", "年底前"]]  # fmt: skip
    parsed = read_tables(words, *text, "附件", "任务分解表", rows, "注：由区政府办解释。")
    assert column(parsed, "part", "section", "deadline_text") == [
        ("text", "一、城建", "6月底前"), ("text", "一、城建", "年底前"),
    ]  # fmt: skip
    assert codes(parsed) == []


def test_text_and_table_with_tasks_of_their_own_stand_one_behind_the_other(words: Words) -> None:
    text = ["1.新建清溪桥一座，改造老桥。（区交通局负责）", "2.新建停车场三处，方便群众。（区城管局负责）"]
    rows = [["序号", "指标名称", "目标值", "责任单位"], ["1", "财政收入", "增长9%", "区财政局"]]
    parsed = read_tables(words, *text, "附件", "主要指标", rows)
    assert column(parsed, "part", "section") == [("text", ""), ("text", ""), ("table", "主要指标")]
    assert codes(parsed) == ["layout", "layout"]


def test_every_field_tells_its_column(words: Words) -> None:
    parsed = read_tables(words, [HEAD, ["一、城建", *WHOLE], BRIDGE])
    told = {str(row["field"]): row for row in parsed.origins.to_dict("records")}
    assert told["板块"]["quote"] == "一、城建"
    assert (told["重点工作"]["rule"], told["重点工作"]["place"]) == ("表格的“重点工作”栏", "n.docx 第3行")
    assert told["牵头单位"]["rule"] == "表格的“责任单位”栏；没有牵头单位栏，按牵头读取"


TEXT = ["云河区2024年重点任务分工方案", "一、建设", "1.修渠。", "责任单位：区水务局", "2.开渠。", "责任单位：区水务局"]


def test_a_table_beside_text_is_a_section_by_its_title(words: Words) -> None:
    parsed = read_tables(words, *TEXT, "附件1", "云河区民生实事分工表", [HEAD, BRIDGE, SCHOOL])
    assert values(parsed, "section") == ["一、建设"] * 2 + ["云河区民生实事分工表"] * 2
    assert "layout" in codes(parsed)
    # the same tasks in text and table have their section in the text
    rows = [["序号", "任务", "责任单位"], ["1", "修渠。", "区水务局"], ["2", "开渠。", "区水务局"]]
    assert values(read_tables(words, *TEXT, "附件1", "云河区重点任务分工表", rows), "section") == ["一、建设"] * 2
    assert values(read_tables(words, "云河区民生实事分工表", [HEAD, BRIDGE, SCHOOL]), "section") == ["", ""]


def test_a_heading_that_points_at_the_table_below_it(words: Words) -> None:
    parsed = read_tables(words, *TEXT, "二、民生实事", "具体任务见下表：", [HEAD, BRIDGE, SCHOOL])
    assert values(parsed, "section") == ["一、建设"] * 2 + ["二、民生实事"] * 2
    assert unread(parsed) == []
