"""Claimed completions in the summary: waiting, struck off, sent back; what each counts as, and that counts add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breakdown.book import Grid, Lines
from breakdown.closings import report_code
from breakdown.periods import parse_period
from breakdown.records import Records
from breakdown.report import summarize
from breakdown.report.closings import done_by_checking
from breakdown.report.overview import headline
from breakdown.report.summary import Summary
from breakdown.report.workbook import summary_book
from tests.report.office import SETTINGS, make_office, one_task, with_rows

CUMULATIVE = [{"task_id": "t1", "kind": "cumulative", "value": 90, "unit": "家", "text": "新增90家"}]
DONE = {"status": "已完成", "value": "90家"}
APPROVED = {"result": "销号", "approver": "张三", "checked_on": "4月1日", "checked_date": "2021-04-01",
            "evidence": "实地"}
REFUSED = {"result": "退回", "reason": "缺验收单"}
Row = Mapping[str, Any]


def ledger(
    reports: Sequence[Row], closing: Row | None = None, task: Row | None = None, **rows: Sequence[Row]
) -> Records:
    """One task with some reports, and a decision on the last of them that stands in the ledger."""
    records = one_task(task, reports=reports, **rows)
    if closing is None:
        return records
    claim = records.progress.iloc[-1].to_dict()
    made = {"period": claim["period"], "task_id": "t1", "unit": claim["unit"], "claimed": claim["period"],
            "claim": report_code(claim), **closing}
    return with_rows(records, closings=[made])


def summary_of(records: Records, period: str = "2021-03", as_of: date = date(2021, 4, 6)) -> Summary:
    return summarize(records, parse_period(period), as_of, SETTINGS)


def judged(records: Records, period: str = "2021-03", as_of: date = date(2021, 4, 6)) -> tuple[str, str]:
    row = summary_of(records, period, as_of).tasks.iloc[0]
    return row["category"], row["basis"]


def test_waiting_and_struck_off_are_done_and_say_which() -> None:
    assert judged(ledger([DONE])) == ("已完成", "填报已完成，待核验")
    closed = ledger([DONE], APPROVED)
    assert judged(closed) == judged(closed, "2021-05") == ("已完成", "已销号（张三，2021年4月1日）")
    assert judged(ledger([DONE], {"result": "销号"})) == ("已完成", "已销号")
    assert judged(ledger([DONE], {"result": "看情况"})) == ("已完成", "填报已完成，待核验")


def test_what_was_struck_off_stays_so_when_the_unit_leaves_it_out_and_opens_when_it_says_otherwise() -> None:
    first = DONE | {"period": "2021-02"}
    returns = [{"period": "2021-03", "unit": "区教育局", "state": "已报", "file": "a"}]
    silent = ledger([first], APPROVED, returns=returns)
    assert judged(silent) == ("已完成", "已销号（张三，2021年4月1日）")
    opened = with_rows(silent, progress=[*silent.progress.to_dict("records"), {
        "period": "2021-03", "task_id": "t1", "unit": "区教育局", "role": "牵头", "status": "推进中"}])
    assert judged(opened)[0] == "达到序时进度" and judged(opened, "2021-02")[0] == "已完成"


@pytest.mark.parametrize(("task", "reports", "category", "basis"), [
    ({}, [DONE | {"value": ""}], "达到序时进度", "核验退回：缺验收单；未报数字，时限未到"),
    ({}, [DONE | {"value": "90家"}], "达到序时进度", "核验退回：缺验收单；完成值90家，目标90家，不计超序时"),
    ({}, [DONE | {"value": "9家"}], "未达序时进度", "核验退回：缺验收单；完成值9家，目标90家"),
    ({"due": "2021-03-31"}, [DONE], "逾期未完成", "核验退回：缺验收单；时限2021年3月31日已过"),
    ({}, [DONE | {"progress": "超额完成全部任务", "value": ""}], "达到序时进度",
     "核验退回：缺验收单；未报数字，时限未到"),
])
def test_what_was_sent_back_is_not_done(task: Row, reports: list[Row], category: str, basis: str) -> None:
    records = ledger(reports, REFUSED, task, targets=CUMULATIVE)
    assert judged(records) == (category, basis)
    shown = summary_of(records).tasks.iloc[0]
    assert shown["status"] == "已完成", "what the unit wrote stays as it wrote it"


def test_what_was_sent_back_counts_again_once_it_is_claimed_anew() -> None:
    back = ledger([DONE | {"period": "2021-02"}], REFUSED)
    category, basis = judged(back)
    assert category == "未报送" and basis.startswith("核验退回：缺验收单；")
    anew = with_rows(back, progress=[*back.progress.to_dict("records"), {
        "period": "2021-03", "task_id": "t1", "unit": "区教育局", "role": "牵头", **DONE}])
    assert judged(anew) == ("已完成", "填报已完成，待核验")


def test_each_lead_unit_is_checked_for_itself() -> None:
    units = ("区教育局", "区水务局")
    records = one_task(leads=units, reports=[DONE | {"unit": unit} for unit in units])
    claims = records.progress.to_dict("records")
    closings = [{"period": "2021-03", "task_id": "t1", "unit": claim["unit"], "claimed": "2021-03",
                 "claim": report_code(claim), **said} for claim, said in zip(claims, (APPROVED, REFUSED), strict=True)]
    both = summary_of(with_rows(records, closings=closings))
    assert both.standings["basis"].tolist()[0].startswith("已销号") and both.tasks["category"].item() != "已完成"
    assert both.closings[["standing", "unit"]].values.tolist() == [["退回", "区水务局"], ["已销号", "区教育局"]]
    one = summary_of(with_rows(records, closings=closings[:1]))
    assert one.tasks["category"].item() == "已完成"
    assert done_by_checking(one.named("tasks"), one.named("closings")) == {"已销号": 0, "待核验": 1, "": 0, "退回": 0}
    assert "已完成的任务中，待核验1项。" in headline(one)
    assert "核验退回、不计入已完成的1项。" in headline(both)


def test_the_list_says_who_approved_when_and_on_what() -> None:
    summary = summary_of(ledger([DONE | {"evidence": "验收单"}], APPROVED))
    row = summary.closings.iloc[0]
    assert row[["standing", "claimed", "proof", "approver", "checked_on", "evidence", "reason"]].tolist() == [
        "已销号", "2021年3月", "验收单", "张三", "2021年4月1日", "实地", ""]
    sheet = next(sheet for sheet in summary_book(summary, SETTINGS).sheets if sheet.name == "销号清单")
    grid = next(block for block in sheet.blocks if isinstance(block, Grid))
    assert grid.rows[0][0] == "已销号" and [mark.style for mark in grid.marks] == ["green"]
    text = "".join(text for block in sheet.blocks if isinstance(block, Lines) for text, _ in block.lines)
    assert "共1条：已销号1条" in text
    assert "还没有单位报已完成。" in str(summary_book(summary_of(one_task()), SETTINGS))


@settings(max_examples=12)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_counts_add_up_whatever_was_decided(seed: int, dice: Any) -> None:
    records = make_office(seed, 25, 8)
    claims = [row for row in records.progress.to_dict("records") if row["role"] == "牵头"]
    closings = [{"period": row["period"], "task_id": row["task_id"], "unit": row["unit"], "claimed": row["period"],
                 "claim": report_code(row), **dice.choice((APPROVED, REFUSED))}
                for row in claims if dice.random() < 0.6]
    summary = summary_of(with_rows(records, closings=closings))
    assert summary.classes["count"].sum() == len(summary.tasks) == 25
    counts = done_by_checking(summary.named("tasks"), summary.named("closings"))
    done = int((summary.tasks["category"] == "已完成").sum())
    assert counts["已销号"] + counts["待核验"] + counts[""] == done
    back = set(summary.closings.loc[summary.closings["standing"] == "退回", "task_id"])
    assert counts["退回"] == len(back - set(summary.tasks.loc[summary.tasks["category"] == "已完成", "task_id"]))
    backs = summary.closings.loc[summary.closings["standing"] == "退回", ["task_id", "unit"]]
    merged = summary.standings.merge(backs, on=["task_id", "unit"])
    assert (merged["category"] != "已完成").all() and merged["basis"].str.startswith("核验退回").all()
