"""A unit's 申请调整 counts while it waits or was agreed to; refused or asked for too late, it does not."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from breakdown.periods import parse_period
from breakdown.records import Records
from breakdown.report import summarize
from breakdown.report.summary import Summary
from breakdown.report.workbook import summary_book
from tests.office_year import SETTINGS, small_records, with_rows

MARCH = parse_period("2021-03")
APRIL_6 = datetime(2021, 4, 2, 9)
IN_MARCH = datetime(2021, 3, 20, 9)


def asked(task_id: str, unit: str, at: datetime = APRIL_6, kind: str = "完成时限", **ruling: Any) -> Records:
    """The small ledger in which a unit reported 申请调整 in March and asked for something."""
    key = {"period": "2021-03", "unit": unit, "task_id": task_id, "kind": kind}
    report = {**key, "role": "牵头", "status": "申请调整", "received_at": at}
    request = {**key, "position": 1, "no": task_id[1:].lstrip("0"), "wanted": "9月底前", "reason": "用地未批",
               "received_at": at}
    rulings = [{**key, "asked_at": at, "approver": "张三", "decided_on": "2021-04-06", **ruling}] if ruling else []
    return with_rows(small_records(), progress=[report], requests=[request], rulings=rulings)


def summed(records: Records) -> Summary:
    return summarize(records, MARCH, date(2021, 4, 8), SETTINGS)


def standing(records: Records, task_id: str) -> tuple[str, str]:
    row = summed(records).tasks.set_index("task_id").loc[task_id]
    return row["category"], row["basis"]


@pytest.mark.parametrize("ruling", [{}, {"decision": "同意", "before": "年底前", "after": "明年"}])
def test_an_objection_that_waits_or_was_agreed_to_is_an_adjustment(ruling: dict[str, Any]) -> None:
    assert standing(asked("T03", "区财政局", **ruling), "T03") == ("任务调整", "单位申请调整")


def test_a_refused_objection_is_judged_like_any_report() -> None:
    category, basis = standing(asked("T03", "区财政局", decision="不同意"), "T03")
    assert category == "达到序时进度"
    assert basis.endswith("（申请调整未获同意）")


def test_an_extension_asked_for_after_the_due_day_leaves_the_task_overdue() -> None:
    category, basis = standing(asked("T02", "区水务局"), "T02")
    assert category == "逾期未完成"
    assert "到期后才申请延期" in basis
    assert standing(asked("T02", "区水务局", IN_MARCH), "T02")[0] == "任务调整"
    assert standing(asked("T02", "区水务局", kind="责任单位"), "T02")[0] == "任务调整"


def test_classes_still_add_up() -> None:
    for records in (asked("T02", "区水务局"), asked("T03", "区财政局", decision="不同意")):
        summary = summed(records)
        assert summary.classes["count"].sum() == len(records.tasks)


def test_the_table_names_the_original_deadline_the_approver_and_the_day() -> None:
    records = asked("T03", "区财政局", decision="同意", before="年底前", after="2022年6月底前")
    tasks = records.tasks.copy()
    tasks.loc[tasks["task_id"] == "T03", "deadline_text"] = "2022年6月底前"
    records = with_rows(records, tasks=tasks.to_dict("records"))
    summary = summed(records)
    row = summary.adjustments.to_dict("records")[0]
    assert (row["before"], row["after"], row["approver"], row["decision"]) == (
        "年底前", "2022年6月底前", "张三", "同意")
    assert summary.tasks.set_index("task_id")["deadline"]["T03"] == "2022年6月底前（原年底前）"
    assert "调整与延期" in [sheet.name for sheet in summary_book(summary, SETTINGS).sheets]


def test_requests_of_later_periods_and_undecided_ones() -> None:
    records = asked("T03", "区财政局")
    assert list(summed(records).adjustments["decision"]) == ["待决定"]
    assert summarize(records, parse_period("2021-02"), date(2021, 4, 8), SETTINGS).adjustments.empty
