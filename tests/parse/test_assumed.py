"""Columns whose heads no vocabulary knows: right values with a doubt, never a silent gap."""

from __future__ import annotations

from breakdown.words import Words
from tests.parse.readings import column, read
from tests.parse.tables import read_tables


def test_unknown_columns_of_units_lead_and_support_from_the_left(words: Words) -> None:
    parsed = read_tables(words, [
        ["序号", "重点任务", "挑梁方", "帮衬方", "完成时限"],
        ["1", "新建幼儿园2所", "区教育局", "区财政局、清溪镇", "6月底前"],
        ["2", "改造老旧小区5个", "区住建局", "无", "10月底前"],
    ])  # fmt: skip
    assert column(parsed, "leads", "supports") == [("区教育局", "区财政局、清溪镇"), ("区住建局", "无")]
    assert all("“挑梁方”栏读作牵头单位，“帮衬方”栏读作配合单位" in row["doubts"] for row in parsed.rows("written"))
    assert [problem.code for problem in parsed.problems].count("layout") == 1


def test_a_known_lead_column_leaves_the_unknown_one_to_support(words: Words) -> None:
    parsed = read_tables(words, [
        ["帮衬单位", "主办单位", "实事内容", "收官节令"],
        ["区教育局", "区妇联", "建设托育点10个", "9月底"],
        ["区数据局", "区残联", "改造无障碍设施120户", "持续推进"],
    ])  # fmt: skip
    assert column(parsed, "leads", "supports", "deadline_text") == [
        ("区妇联", "区教育局", "9月底"), ("区残联", "区数据局", "持续推进")
    ]


def test_a_head_without_one_known_word(words: Words) -> None:
    parsed = read_tables(words, [
        ["件数", "干什么", "谁来干", "谁来管", "何时干完", "干到什么程度"],
        ["第1件", "为老旧楼栋加装电梯6部", "区住建局", "副区长", "10月底前", "取得登记证"],
        ["第2件", "改造背街小巷照明4条", "区城管局", "副区长", "8月", "亮化率98%"],
    ])  # fmt: skip
    assert column(parsed, "no", "content", "leads", "leaders", "deadline_text", "goal") == [
        ("1", "为老旧楼栋加装电梯6部", "区住建局", "副区长", "10月底前", "取得登记证"),
        ("2", "改造背街小巷照明4条", "区城管局", "副区长", "8月", "亮化率98%"),
    ]


def test_a_list_of_addresses_is_no_list_of_tasks(words: Words) -> None:
    parsed = read_tables(words, [
        ["单位名称", "办公地址", "电话"], ["区教育局", "云河区团结路18号三楼", "6612345"],
        ["区财政局", "云河区人民路6号二楼", "6612346"], ["区民政局", "云河区柳荫巷9号", "6612347"],
    ])  # fmt: skip
    assert not parsed.rows("written")


def test_steps_beside_merged_tasks_are_the_tasks(words: Words) -> None:
    parsed = read_tables(words, [
        ["任务序号", "重点任务", "小步骤", "承办单位"], ["1", "燃气安全", "更换老化软管2300户", "区城管局"],
        ["^", "^", "村庄全部配备安全员", "清溪镇"], ["2", "消防安全", "新建消防站15座", "区消防救援局"],
    ])  # fmt: skip
    assert column(parsed, "section", "content") == [
        ("燃气安全", "更换老化软管2300户"), ("燃气安全", "村庄全部配备安全员"), ("消防安全", "新建消防站15座")
    ]


def test_two_tasks_in_a_row(words: Words) -> None:
    head = ["序号", "重点工作", "责任单位", "完成时限"]
    parsed = read_tables(words, [
        [*head, *head], ["1", "修渠5公里", "区水务局", "6月", "3", "植树30亩", "区林业局", "5月"],
        ["2", "建桥2座", "区交通局", "10月", "", "", "", ""],
    ])  # fmt: skip
    assert column(parsed, "no", "content", "leads", "deadline_text") == [
        ("1", "修渠5公里", "区水务局", "6月"), ("2", "建桥2座", "区交通局", "10月"),
        ("3", "植树30亩", "区林业局", "5月")
    ]


def test_two_tasks_in_a_row_numbered_sideways(words: Words) -> None:
    head = ["序号", "重点工作", "责任单位"]
    parsed = read_tables(words, [
        [*head, *head], ["1", "修渠5公里", "区水务局", "2", "植树30亩", "区林业局"],
        ["3", "建桥2座", "区交通局", "4", "办好托育点", "区教育局"],
    ])  # fmt: skip
    assert [no for no, _ in column(parsed, "no", "content")] == ["1", "2", "3", "4"]


def test_a_numbered_heading_above_another_head(words: Words) -> None:
    parsed = read_tables(words, [
        ["一、学生工作", "<", "<"], ["重点工作", "主责部门", "完成期限"], ["建成学生社区2个", "学生处", "9月"],
        ["二、后勤保障", "<", "<"], ["完成期限", "重点工作", "主责部门"], ["6月", "扩建食堂1座", "后勤处"],
    ])  # fmt: skip
    assert column(parsed, "section", "content", "leads") == [
        ("一、学生工作", "建成学生社区2个", "学生处"), ("二、后勤保障", "扩建食堂1座", "后勤处")
    ]


def test_units_above_a_table_without_a_column_for_them_lead(words: Words) -> None:
    parsed = read_tables(words, [
        ["交办单位：区教育局", "<", "<", "单位：项"], ["序号", "重点任务", "会同单位", "办结期限"],
        ["1", "新建幼儿园2所", "区财政局", "8月底前"], ["2", "组建教育集团4个", "无", "二季度"],
    ])  # fmt: skip
    assert column(parsed, "leads", "supports") == [("区教育局", "区财政局"), ("区教育局", "无")]
    assert all("“交办单位：区教育局”读取牵头单位" in row["doubts"] for row in parsed.rows("written"))


def test_a_sheet_or_a_heading_that_is_a_unit_leads(words: Words) -> None:
    head = ["序号", "重点任务", "完成时限"]
    parsed = read_tables(
        words, [head, ["1", "新建幼儿园2所", "8月底前"]],
        [head, ["一、区水务局", "<", "<"], ["1", "修渠5公里", "6月底前"]], names=["区教育局", "其他单位任务"],
    )  # fmt: skip
    assert [leads for leads, _ in column(parsed, "leads", "content")] == ["区教育局", "区水务局"]


def test_who_fills_in_the_paper_does_not_lead(words: Words) -> None:
    parsed = read_tables(words, [
        ["填报单位：区政府办公室", "<", "<"], ["序号", "重点任务", "完成时限"], ["1", "新建幼儿园2所", "8月底前"],
    ])  # fmt: skip
    assert all(not row["leads"] for row in parsed.rows("written"))


def test_words_under_a_group_of_units_are_told_by_their_cells(words: Words) -> None:
    parsed = read_tables(words, [
        ["序号", "重点任务", "责任单位", "<", "完成时限"], ["^", "^", "挑梁方", "帮衬方", "^"],
        ["1", "新建幼儿园2所", "区教育局", "区财政局", "6月底前"], ["2", "修渠5公里", "区水务局", "清溪镇", "10月底前"],
    ])  # fmt: skip
    assert column(parsed, "leads", "supports") == [("区教育局", "区财政局"), ("区水务局", "清溪镇")]


def test_a_cell_of_an_unknown_column_that_reads_as_what_the_task_lacks_is_told(words: Words) -> None:
    parsed = read_tables(words, [
        ["序号", "重点任务", "责任单位", "补充", "完成时限"], ["1", "新建幼儿园2所", "区教育局", "分两期建", "6月底前"],
        ["2", "修渠5公里", "区水务局", "先做东段再做西段", "10月底前"], ["3", "植树30亩", "", "区林业局", "5月"],
    ])  # fmt: skip
    doubts = [row["doubts"] for row in parsed.rows("written")]
    assert "“补充”栏的“区林业局”没有归入责任单位或完成时限，请核对" in doubts[2]
    assert not doubts[0] and not doubts[1]


def test_unknown_heads_of_a_table_without_borders(words: Words) -> None:
    parsed = read(
        "序号\n重点任务\n主办单位\n帮衬单位\n收尾节点\n1\n修建灌溉水渠5公里。\n区水务局\n清溪镇、区财政局\n6月底前\n"
        "2\n新建公办幼儿园2所。\n区教育局\n区住建局、区财政局\n8月底前\n", words,
    )  # fmt: skip
    assert column(parsed, "leads", "supports") == [("区水务局", "清溪镇、区财政局"), ("区教育局", "区住建局、区财政局")]
    assert all("表头“帮衬单位”不在词表中，按配合单位读取" in row["doubts"] for row in parsed.rows("written"))


def test_unknown_words_for_the_task_in_a_table_without_borders(words: Words) -> None:
    parsed = read(
        "序号\n要办的活\n责任单位\n完成时限\n1\n修建灌溉水渠5公里。\n区水务局\n6月底前\n"
        "2\n新建公办幼儿园2所。\n区教育局\n8月底前\n", words,
    )  # fmt: skip
    tasks = [("修建灌溉水渠5公里。", "区水务局"), ("新建公办幼儿园2所。", "区教育局")]
    assert column(parsed, "content", "leads") == tasks
    assert all("表头“要办的活”不在词表中，按任务读取" in row["doubts"] for row in parsed.rows("written"))


def test_the_finer_of_unknown_and_known_goals_is_the_task(words: Words) -> None:
    parsed = read_tables(words, [
        ["年度目标", "要办的活", "牵头单位"], ["绿化率达到40%", "植树30亩", "区林业局"],
        ["^", "改造公园2个", "区住建局"], ["收入增长6%", "新建幼儿园2所", "区教育局"],
    ])  # fmt: skip
    assert column(parsed, "goal", "content")[0] == ("绿化率达到40%", "植树30亩")
