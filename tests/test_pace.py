"""序时进度 by month, quarter, 旬 and by dated stages."""

from __future__ import annotations

from datetime import date

import pytest

from breakdown.issue.known import expected, gather
from breakdown.pace import linear_pace, plan_stages
from breakdown.periods import parse_period
from breakdown.report.judge import new_judge
from breakdown.report.presets import PLAIN
from tests.report.office import SETTINGS, make_office

MONTHS = (8.3, 16.7, 25.0, 33.3, 41.7, 50.0, 58.3, 66.7, 75.0, 83.3, 91.7, 100.0)


@pytest.mark.parametrize(("month", "pace"), list(enumerate(MONTHS, 1)))
def test_months(month: int, pace: float) -> None:
    assert linear_pace(parse_period(f"2021-{month:02d}"), 2021) == pace


@pytest.mark.parametrize(("name", "pace"), [
    ("2021-Q1", 25.0), ("2021-Q3", 75.0), ("2021-H1", 50.0), ("2021", 100.0), ("2021-03-上旬", 19.4),
    ("2021-03-中旬", 22.2), ("2021-03-下旬", 25.0),
])
def test_other_periods(name: str, pace: float) -> None:
    assert linear_pace(parse_period(name), 2021) == pace


def test_periods_outside_the_work_year() -> None:
    assert linear_pace(parse_period("2022-02"), 2021) == 100.0
    assert linear_pace(parse_period("2020-11"), 2021) == 0.0


def test_stages_due_by_the_last_day() -> None:
    plan = [(date(2021, 12, 31), "完工"), (date(2021, 3, 31), "开工"), (date(2021, 8, 31), "主体")]
    stages = plan_stages(plan, date(2021, 3, 31))
    assert stages is not None
    assert (stages.labels, stages.due, stages.pace) == (("开工", "主体", "完工"), 1, 33.3)
    assert [stages.reached(percent) for percent in (0, 33.2, 33.4, 70, 100, 130)] == [0, 0, 1, 2, 3, 3]


def test_one_day_is_no_stage_plan() -> None:
    day = date(2021, 6, 30)
    assert plan_stages([(day, "甲"), (day, "乙")], day) is None
    assert plan_stages([], day) is None


@pytest.mark.parametrize("name", ["2021-03", "2021-06-上旬", "2021-08-中旬", "2021-Q4", "2021-12-下旬"])
def test_forms_print_the_pace_by_which_the_summary_judges(name: str) -> None:
    period, records = parse_period(name), make_office(4, 60, 8)
    terms = new_judge(records, period.last_day, PLAIN, SETTINGS).assess(period).terms
    stages = gather(records, period).stages
    printed = {row["task_id"]: expected(row, stages.get(row["task_id"], []), period)
               for row in records.tasks.to_dict("records")}
    assert printed == {task_id: f"{term.pace:.1f}%" for task_id, term in terms.items()}
    assert len(set(printed.values())) > 1 or name.startswith(("2021-Q4", "2021-12"))
