"""Year-end scores: each event by example, the sums as a law, mistakes in the rule file with their place."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from breakdown.errors import TemplateError
from breakdown.files.presets import load_scoring
from breakdown.files.templates import bundled
from breakdown.periods import parse_period
from breakdown.records import Records
from breakdown.report.presets import PLAIN
from breakdown.report.score_book import score_book
from breakdown.report.score_rules import EVENTS
from breakdown.report.scores import FLOOR, Scored, score_units
from tests.report.office import SETTINGS, make_office, one_task

RULES, UNIT = load_scoring(), "区教育局"
RETURN = {"period": "2021-03", "unit": UNIT, "file": "教.xlsx", "sha256": "a", "received_at": "2021-04-02"}


def scored(records: Records, period: str = "2021", **changes: Any) -> Scored:
    return score_units(records, parse_period(period), date(2022, 1, 5), PLAIN, SETTINGS, replace(RULES, **changes))


def explained(found: Scored) -> list[tuple[str, float]]:
    return list(zip(found.rows["rule"], found.rows["points"], strict=True))


@pytest.mark.parametrize(("state", "expected"), [
    ("已报", []), ("迟报", [("迟报", -0.5)]), ("空报", [("空报", -1.0)]), ("退回", [("未报", -2.0)]),
    ("", [("未报", -2.0)]),
])
def test_how_a_unit_returned(state: str, expected: list[tuple[str, float]]) -> None:
    returns = [RETURN | {"state": state}] if state else []
    found = scored(one_task(returns=returns, reports=[{"status": "推进中", "percent_value": 30}]), "2021-03")
    assert explained(found) == expected
    assert found.scores["score"].tolist() == [100 + sum(points for _, points in expected)]
    assert found.rows["period"].tolist() == ["2021-03"] * len(expected)


def test_a_return_sent_back_and_sent_again_counts_once_as_sent_back() -> None:
    again = {"state": "已报", "sha256": "b", "received_at": "2021-04-03"}
    returns = [RETURN | {"state": "退回", "note": "缺页"}, RETURN | again]
    found = scored(one_task(returns=returns, reports=[{"status": "推进中"}]), "2021-03")
    assert found.rows[["rule", "points", "basis", "place"]].values.tolist() == [["退回", -0.5, "缺页", "教.xlsx"]]


@pytest.mark.parametrize(("task", "report", "rule"), [
    ({}, {"status": "推进中", "percent": "5%", "percent_value": 5}, "未达序时"),
    ({}, {"status": "未启动"}, "未启动"),
    ({"due": "2021-03-01"}, {"status": "推进中"}, "逾期"),
])
def test_how_a_task_stands(task: dict[str, Any], report: dict[str, Any], rule: str) -> None:
    place = {"sheet": "牵头任务", "row": 7}
    found = scored(one_task(task, returns=[RETURN | {"state": "已报"}], reports=[report | place]), "2021-03")
    assert found.rows[["rule", "no", "content", "place"]].values.tolist() == [
        [rule, "1", "新建学校", "区教育局·牵头任务·第7行"]]


def test_overdue_counts_once_and_lagging_every_period() -> None:
    def year(task: dict[str, Any]) -> Scored:
        periods = ("2021-03", "2021-04", "2021-05")
        issued = [{"period": name, "unit": UNIT, "role": "牵头", "task_id": "t1", "revision": 1, "row_id": "r"}
                  for name in periods]
        returns = [RETURN | {"state": "已报", "period": name, "sha256": name} for name in periods]
        reports = [{"period": name, "status": "推进中", "percent": "5%", "percent_value": 5} for name in periods]
        return scored(one_task(task, issued=issued, returns=returns, reports=reports))

    assert explained(year({})) == [("未达序时", -0.5)] * 3
    assert explained(year({"due": "2021-03-01"})) == [("逾期", -3.0)]


@pytest.mark.parametrize(("due", "result", "expected"), [
    ("2021-06-30", "销号", [("提前完成", 1.0)]), ("2021-04-15", "销号", []),
    ("2021-06-30", "退回", [("核验退回", -2.0)]),
])
def test_what_checking_came_to(due: str, result: str, expected: list[tuple[str, float]]) -> None:
    closing = {"period": "2021-03", "task_id": "t1", "unit": UNIT, "result": result, "claimed": "2021-03",
               "file": "核验.xlsx", "sheet": "核验", "row": 8}
    report = {"status": "已完成", "percent_value": 100}
    known = one_task({"due": due, "deadline_text": due}, returns=[RETURN | {"state": "已报"}], reports=[report],
                     closings=[closing])
    found = scored(known, "2021-03")
    assert explained(found) == expected
    assert set(found.rows["place"]) <= {"核验.xlsx·核验·第8行"}


def test_a_deadline_that_is_assumed_makes_nobody_early() -> None:
    closing = {"period": "2021-03", "task_id": "t1", "unit": UNIT, "result": "销号", "claimed": "2021-03"}
    known = one_task({"due": None, "deadline_text": ""}, returns=[RETURN | {"state": "已报"}],
                     reports=[{"status": "已完成"}], closings=[closing])
    assert explained(scored(known, "2021-03")) == []


@pytest.mark.parametrize("seed", range(3))
def test_the_rows_add_up_to_the_scores_and_name_where_they_come_from(seed: int) -> None:
    records = make_office(seed, tasks=60, units=20)
    for changes in ({}, {"lowest": Decimal(98)}):
        found = scored(records, **changes)
        sums = found.rows.groupby("unit")["points"].sum()
        for row in found.scores.itertuples():
            assert row.score == pytest.approx(100 + sums.get(row.unit, 0)) == pytest.approx(100 + row.lost + row.gained)
            inside = found.scores[found.scores["group"] == row.group]
            assert row.rank == 1 + int((inside["score"] > row.score).sum()), "standard competition"
            assert (row.tied == "并列") == (int((inside["score"] == row.score).sum()) > 1)
        events = found.rows[found.rows["rule"] != FLOOR]
        assert set(events["rule"]) <= set(EVENTS) and (events[["title", "basis", "place"]] != "").all(axis=None)
        assert found.scores["score"].min() >= float(changes.get("lowest", 0))
        for rule in RULES.rules:
            if rule.most:
                spent = events[events["rule"] == rule.name].groupby("unit")["points"].sum().abs()
                assert (spent <= float(rule.most)).all()
        assert scored(records, **changes).rows.equals(found.rows)


def test_ties_are_listed_with_all_who_share_a_place() -> None:
    found = scored(one_task(leads=("区教育局", "区水务局")), "2021-03")
    said = [text for block in score_book(found, SETTINGS).sheets[0].blocks for text, _ in getattr(block, "lines", ())]
    assert "未登记第1名并列：区教育局、区水务局。" in said


def test_the_bundled_file_explains_every_event() -> None:
    assert {rule.name for rule in RULES.rules} == set(EVENTS)


@pytest.mark.parametrize(("old", "new", "said"), [
    ('points = -0.5', 'points = "半分"', r"第25行“rules\.2\.points”的值是“半分”；应为-1000 到 1000 的数字"),
    ('points = -0.5', 'points = -0.125', r"“rules\.2\.points”的值是“-0\.125”"),
    ('name = "迟报"', 'name = "晚报"', r"第24行“rules\.2\.name”的值是“晚报”；应为未报、迟报"),
    ('name = "迟报"', 'name = "未报"', r"第24行“rules\.2\.name”“未报”写了两次"),
    ('counted = "每期"', 'counted = "每天"', r"“rules\.1\.counted”的值是“每天”；应为每期、一次之一"),
    ("base = 100", "based = 100", r"第5行“based”是不认识的项；可用的是 name、base"),
    ("base = 100", "", r"“base”没有写"), ("lowest = 0", "lowest = 101", r"“lowest”的值是“101”；应为不高于起算分"),
    ("most = 5", "most = -5", r"“rules\.2\.most”的值是“-5”"),
    ("base = 100", "base = ", r"scores\.toml 第5行.*写法有误"),
])
def test_a_mistake_is_named_with_file_line_and_field(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = (bundled() / "scores.toml").read_text("utf-8")
    own = tmp_path / "templates" / "scores.toml"
    own.parent.mkdir()
    own.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(TemplateError) as told:
        load_scoring(tmp_path)
    assert re.search(said, str(told.value)) and str(own) in str(told.value)
