"""Who has to report, whose report counts, and how units stand with their returns."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from breakdown.periods import parse_period
from breakdown.records import Records
from breakdown.report import summarize
from breakdown.report.duties import Lead, read_duties
from breakdown.report.leads import find_leads, newest_issued
from breakdown.report.summary import Summary
from tests.report.office import SETTINGS, one_task

TWO = ("区教育局", "清溪镇")
COLLECTIVE = [{"task_id": "t1", "unit": "各镇", "printed": "各镇", "role": "牵头", "via": "集合"}]
MEMBERS = [{"collective": "各镇", "member": "清溪镇"}, {"collective": "各镇", "member": "白石镇"}]


def leads_in(records: Records, period: str) -> dict[str, tuple[Lead, ...]]:
    """The lead units of every task in a period."""
    issued, progress = ([row for row in records.named(name) if row.period == period] for name in ("issued", "progress"))
    return find_leads(read_duties(records), newest_issued(issued), progress)


def summary_of(records: Records) -> Summary:
    return summarize(records, parse_period("2021-03"), date(2021, 4, 6), SETTINGS)


def two_reports(first: dict[str, Any], second: dict[str, Any]) -> Summary:
    return summary_of(one_task(leads=TWO, reports=[first | {"unit": TWO[0]}, second | {"unit": TWO[1]}]))


@pytest.mark.parametrize(("first", "second", "category", "unit"), [
    ({"status": "已完成"}, {"status": "推进中"}, "达到序时进度", "清溪镇"),
    ({"status": "推进中"}, {"status": "未启动"}, "未启动", "清溪镇"),
    ({"status": "申请调整"}, {"status": "未启动"}, "任务调整", "区教育局"),
    ({"percent_value": 24.0}, {"percent_value": 10.0}, "未达序时进度", "清溪镇"),
    ({"percent_value": 30.0}, {"percent_value": 30.0}, "超序时进度", "区教育局"),
    ({"status": "推进中"}, {}, "达到序时进度", "区教育局"),
    ({"status": "已完成"}, {}, "未报送", "清溪镇"),
    ({}, {"status": "已完成"}, "未报送", "区教育局"),
    ({}, {}, "未报送", "区教育局"),
])
def test_the_more_cautious_lead_counts(
    first: dict[str, Any], second: dict[str, Any], category: str, unit: str
) -> None:
    task = two_reports(first, second).tasks.iloc[0]
    assert (task["category"], task["unit"]) == (category, unit)


def test_both_reports_are_shown() -> None:
    summary = two_reports({"status": "已完成", "progress": "验收了"}, {"status": "推进中", "progress": "在收尾"})
    assert summary.tasks.loc[0, "progress"] == "【区教育局·已完成】验收了\n【清溪镇·达到序时进度】在收尾"
    counted = dict(zip(summary.units["unit"], summary.units["已完成"], strict=True))
    assert counted == {"区教育局": 1, "清溪镇": 0}


def test_many_reports_are_counted_and_the_one_that_counts_is_quoted() -> None:
    names = tuple(f"第{at}镇" for at in range(1, 6))
    reports = [{"unit": name, "status": "已完成"} for name in names[:3]]
    reports.append({"unit": names[3], "status": "推进中", "progress": "在收尾"})
    shown = summary_of(one_task(leads=names, reports=reports)).tasks.loc[0, "progress"]
    assert shown == "【第4镇·达到序时进度】在收尾\n【其余4家】已完成3家、未报送1家"


def test_what_was_last_known_is_shown_with_its_period() -> None:
    place = {"file": "a.xlsx", "sheet": "牵头任务", "row": 7}
    report = {"period": "2021-02", "status": "推进中", "progress": "打桩"} | place
    task = summary_of(one_task(reports=[report])).tasks.iloc[0]
    assert (task["category"], task["progress"]) == ("未报送", "〔2021年2月报〕打桩")
    assert task["origin"] == "区教育局·牵头任务·第7行"


def test_support_reports_stand_beside_and_never_decide() -> None:
    helping = {"role": "配合", "unit": "清溪镇", "status": "已完成", "progress": "已让地"}
    task = summary_of(one_task(reports=[{"status": "未启动"}, helping])).tasks.iloc[0]
    assert (task["category"], task["progress"]) == ("未启动", "【配合·清溪镇】已完成，已让地")


def test_an_open_collective_has_nobody_to_report() -> None:
    records = one_task(leads=(), assignments=[COLLECTIVE[0] | {"unit": "有关单位"}],
                       members=[{"collective": "有关单位", "member": ""}])
    task = summary_of(records).tasks.iloc[0]
    assert (task["category"], task["basis"], task["leads"]) == ("未报送", "牵头单位待明确", "有关单位")
    assert summary_of(one_task(leads=())).tasks.loc[0, "basis"] == "通知未列牵头单位"


def test_a_collective_stands_for_those_it_was_issued_to() -> None:
    issued = [{"period": "2021-03", "unit": "白石镇", "revision": 1, "row_id": "r", "task_id": "t1", "role": "牵头"}]
    records = one_task(assignments=COLLECTIVE, members=MEMBERS, issued=issued)
    assert leads_in(records, "2021-03") == {"t1": (Lead("白石镇", "各镇"),)}
    assert leads_in(records, "2021-04") == {"t1": (Lead("清溪镇", "各镇"), Lead("白石镇", "各镇"))}


def test_only_the_newest_revision_of_a_form_counts() -> None:
    row = {"period": "2021-03", "unit": "白石镇", "row_id": "r", "task_id": "t1", "role": "牵头"}
    other = row | {"revision": 2, "task_id": "", "role": ""}
    records = one_task(assignments=COLLECTIVE, members=[], issued=[row | {"revision": 1}, other])
    assert leads_in(records, "2021-03") == {"t1": ()}


def test_a_collective_inside_itself_ends() -> None:
    members = [*MEMBERS, {"collective": "各镇", "member": "各镇"}]
    records = one_task(assignments=COLLECTIVE, members=members, issued=[])
    assert [lead.unit for lead in leads_in(records, "2021-03")["t1"]] == ["清溪镇", "白石镇"]


def test_a_unit_that_reports_unasked_is_not_lost() -> None:
    records = one_task(reports=[{"unit": "白石镇", "status": "推进中"}])
    assert leads_in(records, "2021-03")["t1"] == (Lead("区教育局", ""), Lead("白石镇", "填报"))


@pytest.mark.parametrize(("states", "word"), [
    ((), "未报"), (("已报",), "按时报送"), (("迟报",), "迟报"), (("空报",), "空报"), (("退回",), "退回未重报"),
    (("退回", "迟报"), "迟报"), (("已报", "迟报"), "按时报送"), (("空报", "迟报"), "迟报"),
    (("已报", "空报"), "按时报送"),
    (("已报", "重复"), "按时报送"), (("无法识别",), "未报"),
])
def test_how_a_unit_stands_with_its_return(states: tuple[str, ...], word: str) -> None:
    returns = [{"period": "2021-03", "unit": "区教育局", "state": state, "file": f"{at}.xlsx",
                "received_at": f"2021-04-{at:02d}"} for at, state in enumerate(states, 1)]
    table = summary_of(one_task(returns=returns)).returns
    assert list(table["state"]) == [word]
    assert table.loc[0, "leading"] == 1


@pytest.mark.parametrize(("file", "state", "told"), [
    ("区教育局3月.xlsx", "", True), ("区财政局.xlsx", "", False), ("区教育局3月.xlsx", "已报", False),
    ("区教育局3月.xlsx", "退回", False),
])
def test_a_file_that_nobody_could_read_is_told_beside_the_unit_that_it_is_named_after(
    file: str, state: str, told: bool
) -> None:
    returns = [{"period": "2021-03", "unit": "", "state": "无法识别", "file": file, "received_at": "2021-04-01"}]
    if state:
        returns.append(returns[0] | {"unit": "区教育局", "state": state, "file": "回.xlsx", "note": "缺页"})
    [note] = summary_of(one_task(returns=returns)).returns["note"]
    assert note == (f"收到名为“{file}”的文件，打不开或认不出" if told else "缺页" if state else "")


@pytest.mark.parametrize(("reason", "unit", "category"), [
    ("几个牵头单位填的状态不一致，暂按较稳妥的计", "区教育局", "未达序时进度"),
    ("几个牵头单位填的状态不一致，按指定采用“镇.xlsx”", "清溪镇", "已完成"),
])
def test_the_lead_whose_file_the_office_prefers_counts(reason: str, unit: str, category: str) -> None:
    reports = [{"status": "推进中", "percent_value": 10}, {"unit": "清溪镇", "status": "已完成"}]
    rows = [{"period": "2021-03", "task_id": "t1", "field": "任务状态", "unit": name, "place": name, "reason": reason,
             "counted": name == unit} for name in ("区教育局", "清溪镇")]
    known = one_task(leads=("区教育局", "清溪镇"), reports=reports, conflicts=rows)
    row = summarize(known, parse_period("2021-03"), date(2021, 4, 6), SETTINGS).tasks.iloc[0]
    assert (row["unit"], row["category"]) == (unit, category)
    assert "【区教育局·" in row["progress"] and "【清溪镇·" in row["progress"]
