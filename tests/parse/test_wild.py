"""Wordings and shapes that only the pages of offices showed."""

from __future__ import annotations

from breakdown.names import split_people
from breakdown.words import Words
from tests.parse.readings import codes, column, read

TITLE = "云河区2024年重点任务分工方案\n一、建设\n"


def test_units_that_all_tasks_concern_are_named_once(words: Words) -> None:
    parsed = read(
        f"{TITLE}1.建成水厂。（牵头单位：区水务局；责任单位：区财政局。以下任务均需各镇落实，不再一一列出）\n"
        "2.修渠。（牵头单位：区水务局）\n", words,
    )
    assert column(parsed, "leads", "supports") == [("区水务局", "区财政局、各镇"), ("区水务局", "各镇")]
    assert column(parsed, "content") == [("建成水厂。",), ("修渠。",)]
    assert "layout" in codes(parsed)


def test_a_bracket_of_any_shape_in_the_middle_gives_its_sentence_to_its_units(words: Words) -> None:
    parsed = read(
        f"{TITLE}1.编制清单。〔区水务局牵头，各镇（街道）配合。〕清淤三条河。（区城管局牵头，区水务局参与）\n"
        "2.修渠。（区水务局牵头）\n", words,
    )
    assert column(parsed, "content", "leads", "supports")[:2] == [
        ("编制清单。", "区水务局", "各镇（街道）"), ("清淤三条河。", "区城管局", "区水务局")
    ]


def test_a_time_at_the_end_of_a_list_of_units(words: Words) -> None:
    parsed = read(f"{TITLE}1.修渠。（牵头单位：区水务局；责任单位：区财政局，各镇，6月底完成）\n2.清淤。", words)
    assert column(parsed, "leads", "supports", "deadline_text")[0] == ("区水务局", "区财政局，各镇", "6月底完成")


def test_duties_in_front_of_the_text(words: Words) -> None:
    parsed = read(
        f"{TITLE}1.水厂事宜\n由李四副区长负责，区水务局牵头，相关部门配合，尽快完成方案，报区政府审批。\n"
        "2.水渠事宜\n由李四副区长负责，区城管局牵头，抓紧修渠，落实资金。\n", words,
    )
    assert column(parsed, "leaders", "leads", "supports", "content") == [
        ("李四", "区水务局", "相关部门", "水厂事宜\n尽快完成方案，报区政府审批。"),
        ("李四", "区城管局", "", "水渠事宜\n抓紧修渠，落实资金。"),
    ]


def test_departments_share_of_work_is_a_label(words: Words) -> None:
    parsed = read(f"{TITLE}1.修渠。\n分管区领导：李四\n部门分工：区水务局牵头，各镇配合。\n", words)
    assert column(parsed, "leaders", "leads", "supports") == [("李四", "区水务局", "各镇")]


def test_heads_that_name_the_task_in_other_words(words: Words) -> None:
    head = "序号 |\n目标与任务 |\n分管领导 |\n责任单位 |\n"
    parsed = read(f"{head}1 |\n建成水厂一座。 |\n张 三李 四 |\n区水务局 |\n", words)
    assert column(parsed, "no", "content", "leads") == [("1", "建成水厂一座。", "区水务局")]
    parsed = read("序号\n\n民生实事\n\n责任单位\n\n完成时限\n\n1\n\n建成水厂一座。\n\n区水务局\n\n6月底前\n", words)
    assert column(parsed, "content", "leads", "deadline_text") == [("建成水厂一座。", "区水务局", "6月底前")]


def test_names_of_two_characters_glued_by_the_blanks_inside_them(words: Words) -> None:
    assert split_people("张 三李 四", words) == ["张三", "李四"]
    assert split_people("张 三", words) == ["张三"]


def test_a_title_of_several_measures_is_no_heading(words: Words) -> None:
    parsed = read(
        "云河区政府文件\n \n云河区进一步落实\n\n营商环境政策的若干措施\n \n一、破除门槛\n（一）公开目录。\n"
        "责任单位：区财政局\n时限要求：持续推进\n（二）清理费用。\n责任单位：区财政局\n", words,
    )
    assert column(parsed, "section", "subsection") == [("一、破除门槛", "")] * 2


def test_cells_of_several_lines_between_bars_and_numbers_without_head(words: Words) -> None:
    head = "工作任务\n|\n具体任务\n|\n责任部门\n（加*号为牵头部门，\n其余为参与部门）\n|\n完成时限\n|\n"
    rows = "".join(
        f"{section}{number}\n|\n建成{number}座\n水厂和水塔。\n|\n区水务局*、\n区财政局\n|\n6月底\n|\n"
        for number, section in enumerate(["水利建设\n工程\n|\n", "", "道路建设\n工程\n|\n", ""], 1)
    )
    parsed = read(head + rows, words)
    assert column(parsed, "no", "section", "leads", "supports", "deadline_text") == [
        (str(number), section, "区水务局", "区财政局", "6月底")
        for number, section in enumerate(["水利建设 工程"] * 2 + ["道路建设 工程"] * 2, 1)
    ]
    assert column(parsed, "content")[0] == ("建成1座 水厂和水塔。",)


def test_the_one_unknown_word_before_units_and_times_heads_the_tasks(words: Words) -> None:
    parsed = read(
        "行业名称 | 时间安排 | 责任单位 |\n烟花爆竹 | 1月份 | 安监站 派出所 |\n网吧、影院 | 2月份 | 文化站 |\n"
        "养老机构 | 3月份 | 民政所 |\n", words,
    )
    assert column(parsed, "content", "deadline_text", "leads") == [
        ("烟花爆竹", "1月份", "安监站 派出所"), ("网吧、影院", "2月份", "文化站"), ("养老机构", "3月份", "民政所")
    ]


def test_rows_whose_cells_are_parted_by_blanks(words: Words) -> None:
    parsed = read(
        "2024年任务分工表\n序号 工 作 任 务 牵头负责部门\n1 新增就业3000人以上 区人社局\n2 建成 5G 基站 区工信局\n"
        "3 修渠5公里 区水务局\n", words,
    )
    assert column(parsed, "no", "content", "leads") == [
        ("1", "新增就业3000人以上", "区人社局"), ("2", "建成 5G 基站", "区工信局"), ("3", "修渠5公里", "区水务局")
    ]


def test_who_hosts_is_a_label_here_and_the_foot_of_a_page_there(words: Words) -> None:
    text = "云河区任务\n1.修桥。\n主办：区交通局    协办：区财政局    时限：10月31日前\n2.建校。\n承办：区教育局\n"
    foot = "主办：云河区人民政府\n承办：云河区人民政府办公室\n主办：云河区人民政府  技术支持：云河科技\n"
    parsed = read(text + foot, words)
    assert column(parsed, "leads", "supports", "deadline_text") == [
        ("区交通局", "区财政局", "10月31日前"), ("区教育局", "", ""),
    ]  # fmt: skip


def test_a_line_on_reporting_is_no_deadline_of_the_last_task(words: Words) -> None:
    text = "云河区任务\n1.修桥【责任单位：区交通局；时限：9月底前】\n2.修路【责任单位：区水利局；时限：11月底前】\n"
    parsed = read(f"{text}请各责任单位每月末报送进度。\n", words)
    assert column(parsed, "deadline_text") == [("9月底前",), ("11月底前",)]


def test_a_department_of_a_ministry_is_a_unit(words: Words) -> None:
    text = "2025年任务\n1.编制布局方案。（规划司牵头，基础设施司、办公厅参加，2025年9月底前）\n2.修法。（法规司负责）"
    assert column(read(text, words), "leads", "supports") == [("规划司", "基础设施司、办公厅"), ("法规司", "")]
