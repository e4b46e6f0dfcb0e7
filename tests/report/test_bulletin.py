"""The bulletin's sentences: what they say of none, one and many, and nothing that the figures do not bear out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from breakdown.paper import Field, Paper
from breakdown.periods import parse_period
from breakdown.records import Records
from breakdown.report import summarize
from breakdown.report.bulletin import MOST_CHARACTERS, bulletin_paper, length_problems
from breakdown.report.bulletin_words import brief, clause, listed, plain_number, point
from breakdown.report.frames import LAGGING
from breakdown.report.summary import Summary
from tests.report.office import SETTINGS, make_office, one_task

SECTIONS = ("导语", "总体情况", "主要指标", "进展较好", "存在问题", "无问题", "下一步要求")
ANNEXES = ("全部任务", "公开任务", "滞后任务", "单位排名", "报送情况")
DAY = date(2021, 4, 6)


def figures(records: Records, period: str = "2021-03", day: date = DAY) -> Summary:
    return summarize(records, parse_period(period), day, SETTINGS)


def bulletin(records: Records, period: str = "2021-03", day: date = DAY, public: bool = False) -> Paper:
    return bulletin_paper(figures(records, period, day), SETTINGS, "督查室主任", public)


def texts(value: Field) -> Iterator[str]:
    if isinstance(value, Mapping):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, str | int):
        yield str(value)
    else:
        for each in value:
            yield from texts(each)


def said(paper: Paper, *sections: str) -> str:
    """The text of some sections, line by line."""
    return "\n".join(text for name in sections or SECTIONS for text in texts(paper.fields[name]))


def titles(paper: Paper, section: str) -> list[str]:
    return [entry["标题"] for entry in paper.fields[section]]  # type: ignore[union-attr, index, call-overload, misc]


def returned(state: str = "已报") -> list[dict[str, Any]]:
    return [{"file": "a.xlsx", "sha256": "a", "unit": "区教育局", "period": "2021-03", "revision": 1,
             "received_at": "2021-04-02", "state": state}]


def done(*more: Mapping[str, Any]) -> Records:
    return one_task(reports=[{"status": "已完成", "progress": "建成"}, *more], returns=returned())


def test_a_single_task_is_said_without_shares() -> None:
    paper = bulletin(one_task())
    assert said(paper, "总体情况") == (
        "截至2021年4月6日，纳入台账的任务共1项，未报送。\n没有滞后、未启动或逾期的任务。\n没有上期填报，不作比较。\n"
        "应报单位1家：未报1家。")
    assert titles(paper, "存在问题") == ["进展没有报送", "报送不及时、不规范"]
    assert "1项任务没有可用的填报，占100.0%：区教育局1项。" in said(paper, "存在问题")
    assert "应报单位1家，未报1家（区教育局）。" in said(paper, "存在问题")
    assert said(paper, "下一步要求") == "按时报送\n未报的1家单位要尽快补报。"
    assert paper.fields["进展较好"] == [] and paper.fields["主要指标"] == "" and paper.fields["无问题"] == ""


def test_where_nothing_is_wrong_that_is_said() -> None:
    paper = bulletin(done())
    assert said(paper, "总体情况").startswith("截至2021年4月6日，纳入台账的任务共1项，已完成。\n没有滞后")
    assert said(paper, "存在问题", "无问题") == "本期没有逾期、滞后、未启动和疑似停滞的任务，应报单位按时报送。"
    assert "已经完成1项：新建学校（区教育局）。" in said(paper, "进展较好")
    assert said(paper, "下一步要求") == "做好核验\n报已完成、待核验的1项任务，牵头单位要备好佐证材料，配合核验。"
    late = bulletin(one_task(reports=[{"status": "已完成"}], returns=returned("迟报")))
    assert late.fields["无问题"] == "" and "迟报1家（区教育局）" in said(late, "存在问题")


def test_a_completion_that_its_figures_deny_is_no_good_news() -> None:
    paper = bulletin(one_task(reports=[{"status": "已完成", "percent": "60%", "percent_value": 60.0}]))
    assert "已经完成" not in said(paper, "进展较好")
    assert "1项任务报已完成，但完成比例只有60.0%，待核：新建学校（区教育局）。" in said(paper, "存在问题")


@pytest.mark.parametrize(("percent", "task", "expected"), [
    (10, {}, "1项任务未达序时进度，占100.0%：新建学校（区教育局，时限年底前）：填报完成比例10%，序时进度25.0%。"),
    (10, {"due": "2021-03-20", "deadline_text": "3月20日前"},
     "1项任务时限已过仍未完成，占100.0%：新建学校（区教育局）：时限2021年3月20日已过，报“推进中”。"),
])
def test_a_single_failing_is_one_sentence(percent: int, task: dict[str, str], expected: str) -> None:
    records = one_task(task, reports=[{"status": "推进中", "percent": f"{percent}%", "percent_value": percent,
                                       "progress": "进展缓慢"}])
    paper = bulletin(records)
    assert expected in said(paper, "存在问题")
    public = bulletin(records, public=True)
    assert expected.split("：")[0] + "。" in said(public, "存在问题")
    assert "区教育局" not in said(public)


def test_what_was_done_before_is_not_new() -> None:
    earlier = {"period": "2021-02", "status": "已完成"}
    issued = [{"period": period, "task_id": "t1", "unit": "区教育局", "role": "牵头", "revision": 1, "row_id": "r"}
              for period in ("2021-02", "2021-03")]
    both = one_task(reports=[earlier, {"status": "已完成"}], issued=issued)
    assert "与上期（2021年2月）相比，已完成的没有增减，进度滞后的没有增减；没有任务改变类别。" in said(bulletin(both))
    assert "本期新完成" not in said(bulletin(both))
    now = one_task(reports=[earlier | {"status": "未启动"}, {"status": "已完成"}], issued=issued)
    assert "本期新完成1项：新建学校（区教育局）。" in said(bulletin(now))
    assert "已完成的增加1项，进度滞后的减少1项；类别有变化的1项：新完成1项。" in said(bulletin(now))


@pytest.mark.parametrize(("kind", "value", "typed", "unit", "expected"), [
    ("cumulative", 90, "45家", "家", "新增企业90家：已完成45家，完成率50.0%，序时进度25.0%，超序时进度。"),
    ("rate", 9, "8.5%", "%", "新增企业90家：本期8.5%，低于目标0.5个百分点，未达序时进度。"),
    ("rate", 9, "9%", "%", "新增企业90家：本期9%，与目标持平，达到序时进度。"),
    ("ceiling", 4, "3.2%", "%", "新增企业90家：本期3.2%，低于控制目标0.8个百分点，达到序时进度。"),
    ("cumulative", 90, "", "家", "定量指标1项，本期没有报数字。"),
])
def test_a_target_is_told_by_the_rule_of_its_kind(
    kind: str, value: float, typed: str, unit: str, expected: str
) -> None:
    targets = [{"task_id": "t1", "position": 1, "name": "新增企业", "kind": kind, "value": value, "unit": unit,
                "text": "新增企业90家"}]
    report = {"status": "推进中", "value": typed, "progress": "按序时推进"}
    assert expected in said(bulletin(one_task(reports=[report], targets=targets)), "主要指标")


SEEDS = range(6)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("public", [False, True])
def test_sentences_are_whole(seed: int, public: bool) -> None:
    paper = bulletin(make_office(seed, 10 + 12 * seed, 4 + 6 * seed), public=public)
    text = said(paper)
    for line in text.split("\n"):
        assert line.endswith("。") or line in {*titles(paper, "存在问题"), *titles(paper, "进展较好"),
                                              *titles(paper, "下一步要求"), ""}, line
    assert not re.search(r"nan|None|NaT|[。，；：、]{2}|（）|[，；：、]$|(?<![\d.])0[项家]", text)
    assert not re.search(r"nan|None|NaT", said(paper, *ANNEXES))


@pytest.mark.parametrize("seed", SEEDS)
def test_no_point_without_rows(seed: int) -> None:
    records = make_office(seed, 8 + 9 * seed, 4 + 5 * seed)
    summary, paper = figures(records), bulletin(records)
    faults = set(titles(paper, "存在问题"))
    alerts, categories = set(summary.alerts["alert"]), set(summary.tasks["category"])
    states = set(summary.returns["state"])
    assert ("进度滞后" in faults) == ("未达序时进度" in categories)
    assert ("尚未启动" in faults) == ("未启动" in categories)
    assert ("逾期未完成" in faults) == ("逾期" in alerts)
    for name in ("疑似停滞", "报喜不报忧", "数字与状态不符"):
        assert (name in faults) == (name in alerts)
    assert ("进展没有报送" in faults) == ("未报送" in categories)
    assert ("报送不及时、不规范" in faults) == bool(states - {"按时报送"})
    assert ("补齐进度" in titles(paper, "下一步要求")) == bool(categories & set(LAGGING))
    assert ("盯住时限" in titles(paper, "下一步要求")) == ("临近时限" in alerts)
    assert ("按时报送" in titles(paper, "下一步要求")) == bool(states - {"按时报送"})
    assert bool(paper.fields["无问题"]) == (not faults)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_public_version_names_no_unit_for_a_failing(seed: int) -> None:
    records = make_office(seed, 60, 20)
    inside, public = bulletin(records), bulletin(records, public=True)
    units = set(records.units["unit"])
    named = {unit for unit in units if unit in said(inside, "存在问题", "下一步要求")}
    assert len(named) > 5, "the internal version names them"
    told = said(public, "导语", "总体情况", "主要指标", "存在问题", "无问题", "下一步要求", *ANNEXES)
    assert [unit for unit in units if unit in told] == []
    assert public.name.endswith("（公开版）") and public.fields["滞后任务"] == "" == public.fields["报送情况"]
    assert said(public, "附件清单") == "\n重点任务进展情况表"


def test_a_unit_in_the_text_of_a_task_is_hidden_from_the_public() -> None:
    task, units = {"content": "支持区教育局新建学校"}, [{"unit": "区教育局", "kind": "部门"}]
    lagging = one_task(task, reports=[{"status": "未启动", "progress": "区教育局尚未动工"}], units=units)
    assert "支持有关单位新建学校" in said(bulletin(lagging, public=True), "公开任务")
    assert "区教育局" not in said(bulletin(lagging, public=True), *SECTIONS, *ANNEXES)
    assert "支持区教育局新建学校" in said(bulletin(lagging), "全部任务")


def test_annexes_are_numbered_as_they_come() -> None:
    clean, lagging = bulletin(done()), bulletin(one_task(reports=[{"status": "未启动"}]))
    assert said(clean, "附件清单") == "1.\n重点任务进展情况表\n2.\n责任单位推进情况排名表\n3.\n责任单位报送情况登记表"
    assert clean.fields["滞后任务"] == "" and said(clean, "报送情况").startswith("附件3\n")
    assert said(lagging, "滞后任务").startswith("附件2\n滞后任务清单\n1\n新建学校\n区教育局")


def test_an_annex_quotes_the_lead_alone() -> None:
    reports = [{"status": "推进中", "progress": "完成地基\n立起三层"},
               {"unit": "区水务局", "role": "配合", "status": "推进中", "progress": "接通水管"}]
    assigned = [{"task_id": "t1", "unit": unit, "printed": unit, "role": role, "position": at}
                for at, (unit, role) in enumerate((("区教育局", "牵头"), ("区水务局", "配合")))]
    records = one_task(reports=reports, assignments=assigned)
    assert "接通水管" in figures(records).tasks["progress"][0]
    assert said(bulletin(records), "全部任务").endswith("完成地基\n立起三层")
    only = bulletin(one_task(reports=reports[1:], assignments=assigned))
    assert "接通水管" not in said(only, "全部任务")


def test_many_entries_are_cut_and_the_rest_told() -> None:
    entries = [f"第{at}件" for at in "甲乙丙丁戊己庚辛壬癸"]
    assert point("题", "十件", entries[:1])["说明"] == "十件：第甲件。"
    assert point("题", "十件", entries[:6])["各项"] == [f"{entry}。" for entry in entries[:6]]
    cut = point("题", "十件", entries, "附件2")
    assert cut["说明"] == "十件。以下列出5项，其余见附件2。" and cut["各项"] == [f"{entry}。" for entry in entries[:5]]
    assert listed(["甲", "乙"]) == "甲、乙" and listed(["甲", "乙", "丙等", "丁"], 3) == "甲、乙、丙等"


NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
PIECES = st.sampled_from(
    ["新建", "学校", "公里", "，", "。", "1,600", "12.5", "3", "亿元", "%", "改造老旧小区", "、", *" \n"])


@given(st.lists(PIECES, min_size=1, max_size=30).map("".join))
@example("，" + "1,600" * 6)
@example("新建学校3\n12.5公里")
def test_a_task_in_brief_holds_no_other_number(text: str) -> None:
    assert set(NUMBER.findall(brief(text))) <= set(NUMBER.findall(text))
    assert len(brief(text)) <= 32
    assert set(NUMBER.findall(clause(text))) <= set(NUMBER.findall(text))


def test_figures_are_written_plainly() -> None:
    assert [plain_number(value) for value in (1e7, 0.5, 12.0, 0.1 + 0.2)] == ["10000000", "0.5", "12", "0.3"]


def test_a_bulletin_that_is_too_long_is_told() -> None:
    paper = bulletin(make_office(1, 150, 40))
    assert length_problems(paper) == [], "a usual month is short enough"
    longer = Paper(paper.name, paper.template, {**paper.fields, "导语": "长" * MOST_CHARACTERS})
    count = len("".join(said(longer, "标题", *SECTIONS).split()))
    assert [problem.sentence for problem in length_problems(longer)] == [
        f"通报正文{count}字，专题文件不宜超过4000字，请在 Word 里删减"]


def test_the_same_ledger_gives_the_same_paper() -> None:
    records = make_office(2, 30, 10)
    assert bulletin(records) == bulletin(records)
