"""A paper made before the returns of its period are due: nobody is late yet, ranked or charged with anything."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from breakdown.files.presets import load_scoring
from breakdown.periods import parse_period
from breakdown.records import Records
from breakdown.report import summarize
from breakdown.report.bulletin import bulletin_paper
from breakdown.report.presets import PLAIN
from breakdown.report.score_book import score_book
from breakdown.report.scores import score_units
from breakdown.report.status import status_tables
from breakdown.report.summary import Summary
from breakdown.report.workbook import summary_book
from tests.book_text import book_text
from tests.report.office import SETTINGS, one_task
from tests.report.test_bulletin import said

DUE, AFTER = date(2021, 4, 5), date(2021, 4, 6)
UNITS = ("区教育局", "区水务局", "区住建局")


def records(**states: str) -> Records:
    """Three bureaus that lead a task; how each stands with its return of March, those that are not named have none."""
    returns = [{"file": f"{unit}.xlsx", "sha256": unit, "unit": unit, "period": "2021-03", "revision": 1,
                "received_at": "2021-04-02", "state": state} for unit, state in states.items()]
    units = [{"unit": unit, "kind": "部门"} for unit in UNITS]
    reports = [{"unit": unit, "status": "推进中", "percent": "5%", "percent_value": 5.0}
               for unit, state in states.items() if state == "已报"]
    return one_task(leads=UNITS, returns=returns, reports=reports, units=units)


def figures(day: date, **states: str) -> Summary:
    return summarize(records(**states), parse_period("2021-03"), day, SETTINGS)


def stands(summary: Summary) -> dict[str, str]:
    return dict(zip(summary.returns["unit"], summary.returns["state"], strict=True))


def test_who_has_not_returned_waits_until_the_day_is_over() -> None:
    came = {"区教育局": "已报", "区水务局": "退回"}
    assert stands(figures(DUE, **came)) == {"区教育局": "按时报送", "区水务局": "待报", "区住建局": "待报"}
    assert stands(figures(AFTER, **came)) == {"区教育局": "按时报送", "区水务局": "退回未重报", "区住建局": "未报"}


@pytest.mark.parametrize("states", [{}, {"区教育局": "已报"}], ids=["nobody", "one"])
def test_nobody_of_the_group_is_ranked_and_nobody_last(states: dict[str, str]) -> None:
    early, late = figures(DUE, **states), figures(AFTER, **states)
    assert early.units["rank"].isna().all() and late.units["rank"].notna().all()
    assert not any(row.matter == "末位" for row in early.named("repeats"))
    assert {row.alert for row in early.named("alerts")} == {"未达序时"} & ({"未达序时"} if states else set())
    assert "未报送" in {row.alert for row in late.named("alerts")} or states


def test_no_point_is_lost() -> None:
    def lost(day: date) -> list[Any]:
        found = score_units(records(), parse_period("2021-03"), day, PLAIN, SETTINGS, load_scoring())
        return [found.rows["rule"].tolist(), "3家待报单位暂不扣分" in book_text(score_book(found, SETTINGS))]

    assert lost(DUE) == [[], True]
    assert lost(AFTER) == [["未报"] * 3, False]


def test_every_paper_says_so() -> None:
    note = ("2021年3月的报送截止日（2021年4月5日）还没有过：尚未报送的2家单位列为“待报”，不算未报；"
            "有待报单位的组不排名。")
    early, late = (figures(day, 区教育局="已报") for day in (DUE, AFTER))
    printed = book_text(summary_book(early, SETTINGS))
    assert note in printed and "待报的还没有过报送截止日（2021年4月5日）" in printed
    assert "待报" not in book_text(summary_book(late, SETTINGS))
    early_paper, late_paper = (said(bulletin_paper(one, SETTINGS, "", False)) for one in (early, late))
    assert "按时报送1家、待报2家" in early_paper
    assert "未报" not in early_paper.replace("不算未报", "") and "补报" not in early_paper and "末位" not in early_paper
    assert "未报2家" in late_paper and "补报" in late_paper
    tables = status_tables(records(区教育局="已报"), parse_period("2021-03"), DUE, PLAIN, SETTINGS)
    assert ("待报", "2") in tables[2].rows and ("未报", "0") in tables[2].rows
