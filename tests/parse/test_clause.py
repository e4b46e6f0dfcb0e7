"""Who is responsible: labels, brackets, sentences, marks, as offices write them."""

from __future__ import annotations

import pytest

from breakdown.parse.duty.clause import read_duty, settle_roles, split_closing
from breakdown.parse.duty.labels import split_labels
from breakdown.words import Words
from tests.parse.readings import column, read

A, B, C = "区财政局", "区教育局", "清溪镇"


@pytest.mark.parametrize(
    ("closing", "leads", "supports", "deadline"),
    [
        (f"（牵头单位：{A}；责任单位：{B}、{C}）", A, f"{B}、{C}", ""),
        (f"（牵头：{A}；配合：{B}）", A, B, ""),
        (f"（责任单位：{A}；完成时限：6月底前）。", A, "", "6月底前"),
        (f"（牵头单位：{A}）（配合单位：{B}）", A, B, ""),
        (f"【牵头单位：{A}】【配合单位：{B}】", A, B, ""),
        (f"〔牵头单位：{A}；配合单位：{B}〕", A, B, ""),
        (f"【责任单位】{A}【完成时限】年底前", A, "", "年底前"),
        (f"(责任单位:{A}；配合单位:{B}（预算科）)", A, f"{B}（预算科）", ""),
        (f"（{A}牵头，{B}配合，6月底前完成）", A, B, "6月底前完成"),
        (f"（由{A}、{B}牵头）", f"{A}、{B}", "", ""),
        (f"（{A}会同{B}、{C}负责）", A, f"{B}、{C}", ""),
        (f"由{A}牵头，{B}、{C}配合。", A, f"{B}、{C}", ""),
        (f"{A}牵头，{B}等单位配合，国庆节前完成。", A, f"{B}等单位", "国庆节前完成"),
        (f"责任单位：{A}牵头，{B}配合。", A, B, ""),
        (f"责任单位：{A}（牵头）、{B}、{C}", A, f"{B}、{C}", ""),
        (f"责任单位：{A}、{B}（配合）", A, B, ""),
        (f"责任单位：{A}（主责）；{B}（协助）", A, B, ""),
        (f"\n责任：{A}（主责）；{B}、{C}（协助）。时间：6月底前。", A, f"{B}、{C}", "6月底前"),
        (f"\n责任：{A}牵头，{B}配合。", A, B, ""),
        (f"（{A}（牵头）、{B}（负责）、{C}（配合））", A, f"{B}、{C}", ""),
        (f"\n牵头单位：{A}（负责）、{B}（协办单位）", A, B, ""),
        (f"\n责任单位：{A}、{B}（负责），{C}（参与单位）", f"{A}、{B}", C, ""),
        (f"\n牵头单位：{A}\n配合单位：{B}、{C}（参与）", A, f"{B}、{C}", ""),
        (f"\n（牵头单位：{A}；配合单位：{B}；完成时限：年底前）", A, B, "年底前"),
        (f"\n{A}牵头，云河海事处置部落、{B}、{C}配合。", A, f"云河海事处置部落、{B}、{C}", ""),
        (f"（{A}、{B}分别牵头，{C}负责）", f"{A}、{B}", C, ""),
        (f"（{A}牵头{B}参与）", A, B, ""),
        (f"（{A}负责{B}、{C}配合）", A, f"{B}、{C}", ""),
        (f"（{A}推进{B}负责）", f"{A}、{B}", "", ""),
        (f"\n责任单位：{A}推进{B}", f"{A}推进{B}", "", ""),
        (f"（{A}牵头、{B}等部门分工负责）", A, f"{B}等部门", ""),
        (f"（{A}、{B}按职责分工负责）", f"{A}、{B}", "", ""),
        (f"（{A}负责，{B}配合）", A, B, ""),
        (f"（{A}，{B}、{C}配合）", A, f"{B}、{C}", ""),
        (f"（{A}统筹，{B}落实）", A, B, ""),
        (f"（{A}负总责，{B}分别落实）", A, B, ""),
        (f"（{A}牵头;{B}，各镇配合）", A, f"{B}、各镇", ""),
        (f"（{A}牵头）（{B}配合）", A, B, ""),
        (f"（{A}、{B}；12月底）", f"{A}、{B}", "", "12月底"),
        (f"［{A}、{B}］", f"{A}、{B}", "", ""),
        (f"〖{A}牵头，云河港五谷（甲、乙）配合〗", A, "云河港五谷（甲、乙）", ""),
        (f"此项工作由{A}牵头负责，{B}按各自职责做好配合工作。", A, B, ""),
        (f"{A}牵头；{B}、{C}配合。", A, f"{B}、{C}", ""),
        (f"{A}、{B}负责。", f"{A}、{B}", "", ""),
        (f"\n责任单位 {A}  配合单位 {B}  完成时限 6月底前", A, B, "6月底前"),
        (f"责任单位：{A}、{B}完成时限：6月底前", f"{A}、{B}", "", "6月底前"),
        (f"责任单位（部门）：{A}；配合单位：无；完成时限：/", A, "", ""),
        (f"（市级牵头单位：{A}，县级责任单位：{C}）", A, C, ""),
        (f"\n时限要求：年底前　联系人：赵清源\n牵头单位：{A}\n责 任 单 位：\n{B}", A, B, "年底前"),
    ],
)
def test_who_is_responsible(words: Words, closing: str, leads: str, supports: str, deadline: str) -> None:
    text = f"一、办好实事\n1.新建学校三所（其中寄宿制1所）。{closing}\n2.改造校舍。（责任单位：{B}）"
    parsed = read(text, words)
    assert column(parsed, "content", "leads", "supports", "deadline_text")[0] == (
        "新建学校三所（其中寄宿制1所）。", leads, supports, deadline,
    )


def test_traditional_characters(words: Words) -> None:
    parsed = read(
        """
1.新辦學校三所。
責任單位：區教育局、各學校；配合單位：財政局；完成時限：6月底前
2.興建會議中心。（規劃建設局牽頭，經濟發展局按職責分工負責）
""", words,
    )
    assert column(parsed, "leads", "supports", "deadline_text") == [
        ("區教育局、各學校", "財政局", "6月底前"), ("規劃建設局", "經濟發展局", ""),
    ]


@pytest.mark.parametrize(
    ("closing", "leaders", "leads", "remark"),
    [
        (f"（由张三副区长负责，{A}牵头，{B}配合）", "张三", A, ""),
        (f"（副区长李四牵头，{A}、{B}负责）", "李四", f"{A}、{B}", ""),
        (f"（牵头领导：张三；责任单位：{A}）", "张三", A, ""),
        (f"\n牵头领导及单位：张三（{A}）", "张三", A, ""),
        (f"\n责任领导及单位：张三 副区长 {A}", "张三副区长", A, ""),
        (f"（区长、{A}）", "区长", A, ""),
        (f"\n责任单位：{A} 张三 13800000000", "", A, "张三 13800000000"),
        (f"\n责任单位及责任人：{A} 张三；{B} 李四", "", f"{A}、{B}", "张三、李四"),
    ],
)
def test_persons_are_no_units(words: Words, closing: str, leaders: str, leads: str, remark: str) -> None:
    parsed = read(f"一、办好实事\n1.新建学校三所。{closing}\n2.改造校舍。（责任单位：{B}）", words)
    assert column(parsed, "leaders", "leads", "remark")[0] == (leaders, leads, remark)


def test_a_bracket_that_names_a_place_is_text_where_labels_name_the_units(words: Words) -> None:
    parsed = read(f"1.修建文化广场（清溪镇）\n责任单位：{A}\n2.修路。\n责任单位：{B}", words)
    assert column(parsed, "content", "leads") == [("修建文化广场（清溪镇）", A), ("修路。", B)]


@pytest.mark.parametrize(
    "text",
    ["建成冷链设施（其中万吨级1处）", "拨付资金（含专项债券）。", "完善机制，由市场主体负责。",
     "明确责任单位和完成时限。", "夯实基础。责任：一级抓一级。", "压实属地责任。各方配合。"],
)
def test_running_text_states_no_duty(words: Words, text: str) -> None:
    assert split_labels(text, words) == (text, [])
    assert split_closing(text, words) == (text, None)


def test_marks_in_a_list_of_helpers_make_no_leader(words: Words) -> None:
    assert settle_roles("", f"{B}、{C}（参与）", words)[:2] == ("", f"{B}、{C}")
    assert settle_roles("", f"{B}牵头，{C}参与", words)[:2] == (B, C)


def test_text_behind_a_bracket_with_labels_is_kept(words: Words) -> None:
    body, clauses = split_labels(f"新建学校（责任单位：{A}），九月开学。", words)
    assert body == "新建学校，九月开学。"
    assert [(clause.role, clause.value) for clause in clauses] == [("either", A)]


def test_a_label_without_stop_before_it(words: Words) -> None:
    body, clauses = split_labels(f"引资2亿美元责任单位：{A}。", words)
    assert (body, clauses[0].value) == ("引资2亿美元", A)
    assert split_labels("健全制度，压实责任单位：做到日清月结。", words)[1] == []


def test_labels_outside_the_vocabulary_are_known_by_their_parts(words: Words) -> None:
    clauses = split_labels("重点举措：开展培训。牵头处室：规划处；办理期限：年底前", words)[1]
    assert [clause.role for clause in clauses] == ["task", "lead", "deadline"]


def test_plain_lists_stay_as_they_are(words: Words) -> None:
    assert settle_roles(f"{A}、{B}", C, words)[:2] == (f"{A}、{B}", C)
    assert read_duty("新建学校三所", words) is None


def test_several_brackets_in_one_paragraph_are_several_tasks(words: Words) -> None:
    text = f"1.新建学校。（{A}负责）改造校舍（一期）。（{B}牵头，{C}配合）\n2.修路（含桥梁）。（{C}负责）"
    parsed = read(text, words)
    assert column(parsed, "no", "content", "leads", "supports") == [
        ("1", "新建学校。", A, ""), ("1", "改造校舍（一期）。", B, C), ("2", "修路（含桥梁）。", C, ""),
    ]
    assert [bool(doubt) for (doubt,) in column(parsed, "doubts")] == [True, True, False]


def test_a_task_without_units_among_tasks_with_units_is_doubted(words: Words) -> None:
    parsed = read(f"1.新建学校。（{A}负责）\n2.修路。", words)
    assert [bool(doubt) for (doubt,) in column(parsed, "doubts")] == [False, True]


def test_a_stray_bracket_of_another_kind_does_not_hide_the_one_that_closes(words: Words) -> None:
    rule = "以下均需各镇落实，不再列出)"
    body, duty = split_closing(f"控制用水总量。[区水务局牵头，区城管局配合，各镇（街道）落实。{rule}]", words)
    assert duty is not None and (duty.leads, duty.supports) == ("区水务局", "区城管局、各镇（街道）")
    assert body == "控制用水总量。"


def test_a_sentence_whose_units_cannot_be_read_stays_in_the_text(words: Words) -> None:
    for mark in "》〉}":
        text = f"控制用水总量。[区水务局牵头，区城管局配合{mark}"
        body, duty = split_closing(text, words)
        assert (body if duty is None else body + duty.text) == text
