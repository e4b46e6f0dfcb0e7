"""The leader's page: the summary's own figures, every task's whole history, nothing from later days."""

from __future__ import annotations

import json
from datetime import date

import pytest

from breakdown.periods import parse_period
from breakdown.records import Records
from breakdown.report import summarize
from breakdown.report.dashboard import Dashboard, build_dashboard, without_old_texts
from breakdown.report.frames import CATEGORIES, LIGHTS
from breakdown.report.overview import headline, notes
from breakdown.report.summary import Summary
from tests.report.office import SETTINGS, make_office, one_task, with_rows

MONTHS = [f"2021-{month:02d}" for month in range(1, 7)]


def figures(records: Records, period: str = "2021-03", as_of: date = date(2021, 7, 6)) -> tuple[Summary, Dashboard]:
    summary = summarize(records, parse_period(period), as_of, SETTINGS)
    return summary, build_dashboard(summary, records, SETTINGS)


@pytest.fixture(scope="module")
def year() -> Records:
    return make_office(7, 60, 25, MONTHS)


@pytest.fixture(scope="module")
def june(year: Records) -> tuple[Summary, Dashboard]:
    return figures(year, "2021-06")


def test_every_number_is_the_summarys(june: tuple[Summary, Dashboard]) -> None:
    summary, page = june
    facts = page.facts
    for name in ("classes", "lights", "sections", "leaders"):
        frame = getattr(summary, name)
        for shown, row in zip(facts[name], frame.to_dict("records"), strict=True):
            assert {key: shown[key] for key in row} == row
    units = [row for group in facts["units"] for row in group["rows"]]
    wanted = summary.units.astype(object).where(summary.units.notna(), None)
    assert units == wanted.to_dict("records")
    tasks = summary.tasks[["task_id", "light", "category", "basis", "progress", "deadline"]].to_dict("records")
    assert [{key: shown[key] for key in tasks[0]} for shown in facts["tasks"]] == tasks
    assert (facts["total"], facts["pace"]) == (len(summary.tasks), summary.pace)
    assert facts["headline"] == list(headline(summary))
    assert facts["notes"] == list(notes(summary))
    assert {row["alert"]: row["count"] for row in facts["alerts"] if row["count"]} == dict(
        summary.alerts["alert"].value_counts())
    assert sum(facts["returns"]["counts"].values()) == facts["returns"]["asked"] == len(summary.returns)


def test_the_four_parts_are_the_whole(june: tuple[Summary, Dashboard]) -> None:
    summary, page = june
    parts = page.facts["parts"]
    assert sorted(name for part in parts for name in part["classes"]) == sorted(CATEGORIES)
    assert sum(part["count"] for part in parts) == len(summary.tasks)
    assert round(sum(part["share"] for part in parts), 1) == 100.0
    assert sum(part["change"] for part in parts) == 0


def test_a_units_filter_finds_as_many_tasks_as_its_row_counts(june: tuple[Summary, Dashboard]) -> None:
    facts = june[1].facts
    for group in facts["units"]:
        for row in group["rows"]:
            assert sum(row["unit"] in task["units"] for task in facts["tasks"]) == row["total"]
    for row in facts["leaders"]:
        assert sum(row["leader"] in task["leader_names"] for task in facts["tasks"]) == row["total"]
    for row in facts["sections"]:
        assert sum(row["section"] == task["section"] for task in facts["tasks"]) == row["total"]


def test_the_trend_ends_in_the_summary_and_counts_what_last_month_did(june: tuple[Summary, Dashboard]) -> None:
    summary, page = june
    trend = page.facts["trend"]
    assert [row["name"] for row in trend] == MONTHS
    now = dict(zip(summary.classes["category"], summary.classes["count"], strict=True))
    before = dict(zip(summary.classes["category"], summary.classes["previous"], strict=True))
    assert {name: trend[-1][name] for name in CATEGORIES} == now
    assert {name: trend[-2][name] for name in CATEGORIES} == before
    for row in trend:
        assert sum(row[name] for name in LIGHTS) == sum(row[name] for name in CATEGORIES) == row["total"] == 60


def test_every_period_of_the_trend_is_what_its_own_summary_says(year: Records) -> None:
    trend = {row["name"]: row for row in figures(year, "2021-06")[1].facts["trend"]}
    for name in ("2021-02", "2021-05"):
        own = figures(year, name)[0].classes
        assert {row["category"]: row["count"] for row in own.to_dict("records")} == {
            category: trend[name][category] for category in CATEGORIES}


def test_a_ledger_without_any_form_has_one_period() -> None:
    page = figures(one_task(issued=[]))[1]
    assert [row["name"] for row in page.facts["trend"]] == ["2021-03"]
    assert page.histories["t1"]["periods"][0]["reports"] == []


def test_an_empty_ledger_makes_a_page() -> None:
    assert figures(Records.empty())[1].facts["tasks"] == []


def test_a_history_tells_all_that_was_written_and_nothing_later(year: Records) -> None:
    summary, page = figures(year, "2021-03")
    told = {(task_id, period["title"], report["unit"], report["role"])
            for task_id, history in page.histories.items() for period in history["periods"]
            for report in period["reports"]}
    until = year.progress[year.progress["period"] <= "2021-03"]
    assert told == {(row.task_id, parse_period(row.period).title, row.unit, row.role) for row in until.itertuples()}
    for task in summary.tasks.itertuples():
        newest = page.histories[task.task_id]["periods"][0]
        assert (newest["title"], newest["light"], newest["category"]) == ("2021年3月", task.light, task.category)


def test_a_history_tells_what_was_asked_answered_and_checked() -> None:
    usual = {"unit": "区教育局", "task_id": "t1"}
    asked = [usual | {"period": period, "position": 1, "kind": "完成时限", "wanted": "9月底前", "reason": reason,
                      "received_at": "2021-03-03"} for period, reason in (("2021-03", "图纸未定"), ("2021-04", "以后"))]
    ruled = [usual | {"period": "2021-03", "kind": "完成时限", "decision": "不同意", "approver": "张三"}]
    records = one_task(reports=[{"status": "已完成", "evidence": "验收单"}], requests=asked, rulings=ruled,
                       targets=[{"task_id": "t1", "position": 1, "text": "新建3所"}])
    history = figures(records)[1].histories["t1"]
    assert history["events"] == [
        "2021年3月，区教育局申请调整完成时限；建议：9月底前；理由：图纸未定；答复：不同意（张三）。",
        "2021年3月，区教育局报已完成：待核验；佐证材料：验收单。",
    ]
    assert history["targets"] == ["新建3所"]


def test_a_page_that_would_be_too_large_tells_old_figures_without_their_texts(june: tuple[Summary, Dashboard]) -> None:
    page = june[1]
    fewer = without_old_texts(page, 2)
    assert fewer.facts == page.facts
    for task_id, history in fewer.histories.items():
        whole = page.histories[task_id]["periods"]
        assert history["periods"][:2] == whole[:2]
        for cut, one in zip(history["periods"][2:], whole[2:], strict=True):
            assert cut["cut"]
            assert (cut["light"], len(cut["reports"])) == (one["light"], len(one["reports"]))
            assert not any("progress" in report for report in cut["reports"])


def test_the_same_ledger_gives_the_same_page_in_any_order_of_rows_and_knows_only_json(year: Records) -> None:
    shuffled = with_rows(year, progress=year.progress.sample(frac=1, random_state=1).to_dict("records"))
    one, other = figures(year)[1], figures(shuffled)[1]
    dumped = [json.dumps([page.facts, page.histories], allow_nan=False) for page in (one, other)]
    assert dumped[0] == dumped[1]
