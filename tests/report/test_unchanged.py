"""A return that leaves a task's status out says that nothing has changed: last period's status stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from breakdown.periods import parse_period
from breakdown.records import Records
from breakdown.report import summarize
from tests.report.office import SETTINGS, one_task
from tests.report.test_classes import CUMULATIVE, judged

BEFORE = {"period": "2021-02", "status": "推进中"}
RETURNED = {"unit": "区教育局", "state": "已报", "file": "a.xlsx", "revision": 1}


def year(*reports: Mapping[str, Any], state: str = "已报", **rows: Sequence[Mapping[str, Any]]) -> Records:
    """The reports given, and a return for each of January to March, the last of which came in a state."""
    returns = [RETURNED | {"period": f"2021-0{month}"} for month in (1, 2)]
    returns.append(RETURNED | {"period": "2021-03", "state": state})
    return one_task(reports=list(reports), returns=returns, **rows)


@pytest.mark.parametrize("state", ["已报", "迟报"])
def test_what_was_running_runs_on(state: str) -> None:
    assert judged(year(BEFORE, state=state)) == (
        "达到序时进度", "绿", "状态未填，按上期“推进中”计；未报数字，时限未到")


@pytest.mark.parametrize(("state", "basis"), [("空报", "空报"), ("退回", "退回未重报")])
def test_a_return_without_content_says_nothing(state: str, basis: str) -> None:
    assert judged(year(BEFORE, state=state)) == ("未报送", "灰", basis)


def test_no_return_says_nothing() -> None:
    assert judged(one_task(reports=[BEFORE]))[0] == "未报送"


@pytest.mark.parametrize(("status", "category"), [
    ("未启动", "未启动"), ("申请调整", "未报送"), ("看情况", "未报送"),
])
def test_which_statuses_stand(status: str, category: str) -> None:
    found = judged(year({"period": "2021-02", "status": status}))
    assert (found[0], found[2]) == (category, {
        "未启动": "状态未填，按上期“未启动”计"}.get(status, "已报填报表，此项未填"))


@pytest.mark.parametrize(("before", "now", "category", "basis"), [
    ({"value": "10家"}, {}, "未达序时进度", "状态和数字未填，按上期“推进中”计；完成值10家，目标90家"),
    ({"value": "10家"}, {"value": "30家"}, "超序时进度", "状态未填，按上期“推进中”计；完成值30家，目标90家"),
    ({"percent_value": 10.0}, {"progress": "已签约"}, "未达序时进度",
     "状态和数字未填，按上期“推进中”计；填报完成比例10%"),
    ({"progress": "推进缓慢"}, {}, "未达序时进度", "状态未填，按上期“推进中”计；未报数字，填报写“推进缓慢”"),
    ({"progress": "推进缓慢"}, {"progress": "已签约"}, "达到序时进度",
     "状态未填，按上期“推进中”计；未报数字，时限未到"),
])
def test_figures_typed_now_go_before_those_of_last_time(
    before: dict[str, Any], now: dict[str, Any], category: str, basis: str
) -> None:
    found = judged(year(BEFORE | before, *([now] if now else []), targets=CUMULATIVE))
    assert (found[0], found[2]) == (category, basis)


def test_it_stands_until_something_else_is_said() -> None:
    first = {"period": "2021-01", "status": "推进中", "value": "30家"}
    assert judged(year(first, targets=CUMULATIVE))[0] == "超序时进度"
    second = {"period": "2021-02", "progress": "正在签约"}
    assert judged(year(first, second, targets=CUMULATIVE))[2].endswith("完成值30家，目标90家")
    stated = second | {"status": "推进中"}
    assert judged(year(first, stated, targets=CUMULATIVE))[2] == "状态未填，按上期“推进中”计；未报数字，时限未到"


def test_done_stays_done_and_overdue_is_said_without_a_status_that_nobody_gave() -> None:
    done = {"period": "2021-02", "status": "已完成"}
    assert judged(year(done))[2] == "2021年2月已报完成，待核验"
    assert judged(year(done, {"progress": "已通过验收"})) == ("已完成", "蓝", "状态未填，按上期“已完成”计，待核验")
    late = year(BEFORE, tasks=[{"task_id": "t1", "no": "1", "content": "新建学校", "due": "2021-03-31", "year": 2021}])
    assert judged(late) == (
        "逾期未完成", "红", "状态未填，按上期“推进中”计；时限2021年3月31日已过，没有报完成")


def test_silence_is_standing_still() -> None:
    def alerts(*reports: Mapping[str, Any]) -> list[str]:
        made = summarize(year(*reports), parse_period("2021-03"), date(2021, 4, 6), SETTINGS).alerts
        return list(made.loc[made["alert"] == "疑似停滞", "sentence"])

    assert alerts(BEFORE | {"progress": "正在签约"}) == ["连续2期报推进中，填报与上期一字不差"]
    assert alerts(BEFORE, {"progress": "已开工"}) == []


def test_what_is_shown_is_what_was_written_and_when() -> None:
    records = year(BEFORE | {"progress": "正在签约"})
    row = summarize(records, parse_period("2021-03"), date(2021, 4, 6), SETTINGS).tasks.iloc[0]
    assert (row["status"], row["progress"]) == ("推进中", "〔2021年2月报〕正在签约")
