"""Each class by an example that was computed by hand: one task, period 2021-03 (pace 25.0), seen on 2021-04-06."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from breakdown.periods import parse_period
from breakdown.records import Records
from breakdown.report import summarize
from tests.report.office import SETTINGS, one_task

CUMULATIVE = [{"task_id": "t1", "kind": "cumulative", "value": 90, "unit": "家", "text": "新增90家"}]
RATE = [{"task_id": "t1", "kind": "rate", "value": 9, "unit": "%", "text": "增长9%左右"}]
CEILING = [{"task_id": "t1", "kind": "ceiling", "value": 4, "unit": "%", "text": "控制在4%以内"}]
QUALITATIVE = [{"task_id": "t1", "kind": "qualitative", "text": "争创"}]


def stages(*days: str) -> list[dict[str, Any]]:
    return [{"task_id": "t1", "position": at, "label": f"第{at}步", "due": day} for at, day in enumerate(days, 1)]


def judged(records: Records, as_of: date = date(2021, 4, 6), period: str = "2021-03") -> tuple[str, str, str]:
    row = summarize(records, parse_period(period), as_of, SETTINGS).tasks.iloc[0]
    return row["category"], row["light"], row["basis"]


def running(**report: Any) -> list[dict[str, Any]]:
    return [{"status": "推进中"} | report]


@pytest.mark.parametrize(("value", "category", "light"), [
    ("30家", "超序时进度", "绿"), ("22.5家", "达到序时进度", "绿"), ("20家", "未达序时进度", "黄"),
    ("4家", "未达序时进度", "红"),
])
def test_cumulative_against_the_pace(value: str, category: str, light: str) -> None:
    # 30/90 = 33.3, 22.5/90 = 25.0, 20/90 = 22.2, 4/90 = 4.4 (20.6 points behind 25.0)
    assert judged(one_task(reports=running(value=value), targets=CUMULATIVE))[:2] == (category, light)


@pytest.mark.parametrize(("targets", "value", "category"), [
    (RATE, "9.5%", "超序时进度"), (RATE, "9%", "达到序时进度"), (RATE, "7%", "未达序时进度"),
    (CEILING, "3.8%", "达到序时进度"), (CEILING, "4.2%", "未达序时进度"),
])
def test_rates_and_ceilings_know_no_twelfths(targets: list[dict[str, Any]], value: str, category: str) -> None:
    assert judged(one_task(reports=running(value=value), targets=targets))[0] == category


@pytest.mark.parametrize("targets", [RATE, CEILING])
def test_a_percent_typed_for_a_rate_or_ceiling_is_not_set_against_the_pace(targets: list[dict[str, Any]]) -> None:
    records = one_task(reports=running(percent="7%", percent_value=7.0), targets=targets)
    assert judged(records) == ("达到序时进度", "绿", "报“推进中”，所填“7%”无法与目标比较，时限未到")


@pytest.mark.parametrize(("percent", "category"), [
    (26.0, "超序时进度"), (25.0, "达到序时进度"), (24.9, "未达序时进度"),
])
def test_qualitative_by_the_percent_typed(percent: float, category: str) -> None:
    records = one_task(reports=running(percent_value=percent), targets=QUALITATIVE)
    assert judged(records) == (category, "黄" if percent < 25 else "绿", f"填报完成比例{percent:g}%")


@pytest.mark.parametrize(("words", "category", "basis"), [
    ("受天气影响推进缓慢", "未达序时进度", "未报数字，填报写“推进缓慢”"),
    ("未达到序时进度", "未达序时进度", "未报数字，填报写“未达到序时”"),
    ("已达到序时进度", "达到序时进度", "未报数字，填报写“达到序时”"),
    ("总体超序时", "超序时进度", "未报数字，填报写“超序时”"),
    ("方案已印发", "达到序时进度", "报“推进中”，未报数字，时限未到"),
])
def test_qualitative_without_figures_by_the_words(words: str, category: str, basis: str) -> None:
    found = judged(one_task(reports=running(progress=words), targets=QUALITATIVE))
    assert (found[0], found[2]) == (category, basis)


@pytest.mark.parametrize("report", [{"value": "不少"}, {"percent": "不少"}])
def test_a_figure_that_cannot_be_compared_is_named(report: dict[str, Any]) -> None:
    found = judged(one_task(reports=running(**report), targets=CUMULATIVE))
    what = "完成值" if "value" in report else "所填"
    assert found[2] == f"报“推进中”，{what}“不少”无法与目标比较，时限未到"


def test_the_status_word_as_typed_counts_too() -> None:
    finding = {"period": "2021-03", "code": "status-read", "place": "甲〔乙〕.xlsx〔牵头任务〕F7", "value": "滞后"}
    reports = running(file="甲〔乙〕.xlsx", sheet="牵头任务", row=7)
    assert judged(one_task(reports=reports, findings=[finding]))[0] == "未达序时进度"
    elsewhere = running(file="甲〔乙〕.xlsx", sheet="牵头任务", row=8)
    assert judged(one_task(reports=elsewhere, findings=[finding]))[0] == "达到序时进度"


@pytest.mark.parametrize(("report", "category"), [
    ({}, "未达序时进度"), ({"percent_value": 20.0}, "未达序时进度"), ({"percent_value": 33.4}, "达到序时进度"),
    ({"percent_value": 67.0}, "超序时进度"), ({"progress": "按序时推进"}, "达到序时进度"),
])
def test_a_stage_plan_counts_stages_instead_of_months(report: dict[str, Any], category: str) -> None:
    # one of three stages is due by the end of March
    plan = stages("2021-03-31", "2021-08-31", "2021-12-31")
    records = one_task(reports=running(**report), milestones=plan)
    assert judged(records)[0] == category
    tasks = summarize(records, parse_period("2021-03"), date(2021, 4, 6), SETTINGS).tasks
    assert tasks.loc[0, "pace"] == 33.3


def test_before_the_first_stage_nothing_is_behind() -> None:
    plan = stages("2021-08-31", "2021-12-31")
    assert judged(one_task(reports=running(), milestones=plan)) == ("达到序时进度", "绿", "首个节点“第1步”未到")
    assert judged(one_task(reports=running(percent_value=5.0), milestones=plan))[0] == "达到序时进度"
    assert judged(one_task(reports=running(percent_value=50.0), milestones=plan))[0] == "超序时进度"


@pytest.mark.parametrize(("status", "category", "light"), [
    ("已完成", "已完成", "蓝"), ("未启动", "未启动", "黄"), ("申请调整", "任务调整", "灰"),
    ("推进中", "达到序时进度", "绿"),
])
def test_the_four_statuses(status: str, category: str, light: str) -> None:
    assert judged(one_task(reports=[{"status": status}]))[:2] == (category, light)


@pytest.mark.parametrize("status", ["推进中", "未启动"])
def test_past_its_deadline_and_not_done_is_overdue(status: str) -> None:
    records = one_task({"due": "2021-03-31"}, reports=[{"status": status}])
    assert judged(records) == ("逾期未完成", "红", f"时限2021年3月31日已过，报“{status}”")
    assert judged(records, as_of=date(2021, 3, 31))[0] != "逾期未完成"


def test_a_deadline_after_the_period_is_not_overdue_in_it() -> None:
    assert judged(one_task({"due": "2021-04-01"}, reports=running()), as_of=date(2021, 5, 6))[0] == "达到序时进度"


def test_past_its_deadline_with_the_target_reached_is_not_overdue() -> None:
    records = one_task({"due": "2021-03-31"}, reports=running(value="90家"), targets=CUMULATIVE)
    assert judged(records)[0] == "达到序时进度"
    short = one_task({"due": "2021-03-31"}, reports=running(value="89家"), targets=CUMULATIVE)
    assert judged(short)[0] == "逾期未完成"


def test_ongoing_work() -> None:
    ongoing = {"ongoing": True, "due": None, "deadline_text": "持续推进"}
    assert judged(one_task(ongoing, reports=running()))[0] == "持续推进"
    assert judged(one_task(ongoing, reports=running(value="30家"), targets=CUMULATIVE))[0] == "超序时进度"
    assert judged(one_task(ongoing, reports=[{"status": "未启动"}]))[0] == "未启动"


@pytest.mark.parametrize(("report", "said"), [
    ({"progress": "已达到序时进度"}, "状态未填"), ({"value": "不少"}, "状态未填"),
    ({"status": "快了"}, "状态“快了”无法识别"), ({"status": "快了", "progress": "推进缓慢"}, "状态“快了”无法识别"),
])
@pytest.mark.parametrize("due", ["2021-12-31", "2021-03-31"])
def test_without_status_or_figure_no_class_is_invented(report: dict[str, Any], said: str, due: str) -> None:
    records = one_task({"due": due}, reports=[report], targets=CUMULATIVE)
    assert judged(records) == ("未报送", "灰", f"报表已交，{said}")


@pytest.mark.parametrize(("report", "category", "basis"), [
    ({"value": "30家"}, "超序时进度", "完成值30家，目标90家（状态未填，按所填数字、文字判定）"),
    ({"percent_value": 10.0}, "未达序时进度", "填报完成比例10%（状态未填，按所填数字、文字判定）"),
    ({"status": "严重滞后", "value": ""}, "未达序时进度",
     "未报数字，填报写“滞后”（状态“严重滞后”无法识别，按所填数字、文字判定）"),
])
def test_without_status_the_figures_decide_and_the_basis_says_so(
    report: dict[str, Any], category: str, basis: str
) -> None:
    found = judged(one_task(reports=[report], targets=CUMULATIVE))
    assert (found[0], found[2]) == (category, basis)
    late = one_task({"due": "2021-03-31"}, reports=[report | {"value": "30家"}], targets=CUMULATIVE)
    assert judged(late)[2].startswith("时限2021年3月31日已过，没有报完成（状态")


TWO = [*CUMULATIVE,
       {"task_id": "t1", "position": 2, "kind": "cumulative", "value": 30, "unit": "个", "text": "技改30个"}]


@pytest.mark.parametrize(("value", "category", "percent", "basis"), [
    ("30家", "超序时进度", 33.3, "完成值30家，目标90家，另1项目标未报数"),
    ("新增30家，技改3个", "未达序时进度", 10.0, "2项目标从严：完成值3个，目标30个"),
    ("技改8个，新增9家", "未达序时进度", 10.0, "2项目标从严：完成值9家，目标90家"),
])
def test_of_several_targets_the_one_furthest_behind_counts(
    value: str, category: str, percent: float, basis: str
) -> None:
    records = one_task(reports=running(value=value), targets=TWO)
    found = judged(records)
    assert (found[0], found[2]) == (category, basis)
    tasks = summarize(records, parse_period("2021-03"), date(2021, 4, 6), SETTINGS).tasks
    assert tasks.loc[0, "percent"] == percent


@pytest.mark.parametrize(("report", "category"), [
    ({"value": "90家"}, "逾期未完成"), ({"value": "90家，30个"}, "达到序时进度"),
    ({"value": "90家，29个"}, "逾期未完成"),
    ({"value": "90家", "percent_value": 100.0}, "达到序时进度"),
    ({"value": "89家", "percent_value": 100.0}, "逾期未完成"),
])
def test_past_its_deadline_every_target_must_be_reached(report: dict[str, Any], category: str) -> None:
    records = one_task({"due": "2021-03-31"}, reports=running(**report), targets=TWO)
    assert judged(records)[0] == category


SAME = [TWO[1] | {"position": 1, "value": 4}, TWO[1] | {"value": 2}]


@pytest.mark.parametrize(("report", "category", "basis"), [
    ({"value": "1个"}, "达到序时进度", "完成值“1个”未写明是哪项目标，从严：完成值1个，目标4个"),
    ({"value": "3个"}, "超序时进度", "完成值3个，目标4个"),
    ({"value": "1个", "percent_value": 20.0}, "未达序时进度", "填报完成比例20%（完成值“1个”未写明是哪项目标）"),
    ({"value": "1个", "progress": "推进缓慢"}, "未达序时进度", "完成值“1个”未写明是哪项目标，填报写“推进缓慢”"),
])
def test_a_figure_that_fits_two_targets(report: dict[str, Any], category: str, basis: str) -> None:
    found = judged(one_task(reports=running(**report), targets=SAME))
    assert (found[0], found[2]) == (category, basis)


def test_a_number_in_an_unknown_measure_is_no_completion() -> None:
    land = [{"task_id": "t1", "kind": "cumulative", "value": 1.5, "unit": "万亩", "text": "建设1.5万亩"}]
    assert judged(one_task(reports=running(value="75000"), targets=land)) == (
        "达到序时进度", "绿", "报“推进中”，完成值“75000”单位不明，时限未到")
    assert judged(one_task(reports=running(value="75000", percent_value=10.0), targets=land)) == (
        "未达序时进度", "黄", "填报完成比例10%（完成值“75000”单位不明）")


def test_nothing_reported() -> None:
    assert judged(one_task()) == ("未报送", "灰", "本期未报送")
    assert judged(one_task(reports=[{"needs": "请协调"}]))[0] == "未报送"
    assert judged(one_task(issued=[])) == ("未报送", "灰", "本期未下发填报表")
    returned = [{"period": "2021-03", "unit": "区教育局", "state": "已报", "file": "a.xlsx"}]
    assert judged(one_task(returns=returned))[2] == "已报填报表，此项未填"


def test_done_stays_done_when_nothing_newer_is_reported() -> None:
    earlier = {"period": "2021-01", "status": "已完成"}
    assert judged(one_task(reports=[earlier])) == ("已完成", "蓝", "2021年1月已报完成，待核验")
    again = {"period": "2021-02", "status": "推进中"}
    assert judged(one_task(reports=[earlier, again]))[0] == "未报送"
    assert judged(one_task({"done": True})) == ("已完成", "蓝", "通知注明已完成")


def test_a_task_without_deadline_counts_to_the_years_end() -> None:
    records = one_task({"due": None, "deadline_text": ""}, reports=running())
    assert judged(records)[0] == "达到序时进度"
    late = one_task({"due": None, "deadline_text": ""}, reports=running(period="2021-12"))
    assert judged(late, date(2022, 1, 5), "2021-12")[0] == "逾期未完成"
    task = summarize(records, parse_period("2021-03"), date(2021, 4, 6), SETTINGS).tasks.iloc[0]
    assert (task["assumed"], task["deadline"]) == (True, "2021年底（默认）")
