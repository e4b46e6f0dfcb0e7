"""The ledger on one day: successors, members by date, what is inherited."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from breakdown.files.ledger import open_ledger
from breakdown.periods import parse_period
from breakdown.records import FRAMES, Changes, Records
from breakdown.stages import task_milestones
from breakdown.standing import on_day, successors
from tests.office_year import small_records, with_rows

LAST, NEXT = date(2021, 6, 30), date(2021, 7, 1)


def reformed(**rows: Any) -> Records:
    """区水务局 exists until the end of June; 区农业水利局 goes on."""
    known = small_records()
    units = [{**row, "successor": "", "valid_to": None} for row in known.units.to_dict("records")]
    next(row for row in units if row["unit"] == "区水务局").update(successor="区农业水利局", valid_to="2021-06-30")
    return with_rows(known, units=[*units, {"unit": "区农业水利局"}], **rows)


def report(unit: str, task_id: str, period: str, progress: str) -> dict[str, Any]:
    return {"unit": unit, "task_id": task_id, "period": period, "role": "牵头", "progress": progress}


def led(records: Records, unit: str) -> list[str]:
    rows = records.assignments
    return sorted(rows.loc[(rows["unit"] == unit) & (rows["role"] == "牵头"), "task_id"])


def test_a_successor_takes_over_on_the_day_after() -> None:
    records = reformed()
    assert led(on_day(records, LAST), "区水务局") == ["T02", "T04", "T05", "T11"]
    after = on_day(records, NEXT)
    assert led(after, "区水务局") == [] and led(after, "区农业水利局") == ["T02", "T04", "T05", "T11"]
    assert set(after.assignments["printed"]) == set(records.assignments["printed"])


def test_nothing_is_changed_where_nothing_changes() -> None:
    records = small_records()
    assert on_day(records, NEXT) is records


def test_reports_and_plans_are_inherited_and_a_units_own_comes_first() -> None:
    records = reformed(
        progress=[report("区水务局", "T02", "2021-06", "旧"), report("区水务局", "T04", "2021-06", "旧"),
                  report("区农业水利局", "T04", "2021-06", "新")],
        plans=[{"period": "2021-03", "unit": "区水务局", "position": 1, "label": "招标"},
               {"period": "2021-04", "unit": "区水务局", "position": 1, "label": "旧"},
               {"period": "2021-04", "unit": "区农业水利局", "position": 1, "label": "新"}],
    )
    after = on_day(records, NEXT)
    assert sorted(after.progress[["unit", "task_id", "progress"]].itertuples(index=False, name=None)) == [
        ("区农业水利局", "T02", "旧"), ("区农业水利局", "T04", "新"),
    ]
    assert after.plans[["unit", "label"]].to_numpy().tolist() == [["区农业水利局", "招标"], ["区农业水利局", "新"]]
    assert set(on_day(records, LAST).progress["unit"]) == {"区水务局", "区农业水利局"}


def test_a_ledgers_own_rows_and_inherited_ones_are_told_alike(tmp_path: Path) -> None:
    said = [report("区水务局", "T02", "2021-06", "旧"), report("区教育局", "T01", "2021-06", "新")]
    records = reformed(progress=said)
    with closing(open_ledger(tmp_path / "ledger.db")) as ledger:
        ledger.apply(Changes({name: getattr(records, name) for name in FRAMES}), "merge", datetime(2021, 7, 2))
        rows = on_day(ledger.records(), NEXT).named("progress")
    assert sorted((row.unit, row.progress) for row in rows) == [("区农业水利局", "旧"), ("区教育局", "新")]


def test_an_inherited_plan_still_paces_its_task() -> None:
    seen = {"unit": "区水务局", "revision": 1, "role": "牵头", "cells": '{"no": "5"}', "task_id": "T05", "row_id": "r"}
    stages = [{"period": "2021-03", "unit": "区水务局", "position": at, "no": "5", "label": f"第{at}步", "due": due}
              for at, due in enumerate(("2021-05-31", "2021-10-31"), 1)]
    records = reformed(plans=stages, issued=[seen | {"period": "2021-03"}, seen | {"period": "2021-07"}])
    july = parse_period("2021-07")
    after = on_day(records, july.last_day)
    assert [label for _, label in task_milestones(after, july)["T05"]] == ["第1步", "第2步"]
    assert list(after.issued["unit"]) == ["区农业水利局", "区水务局"]


@pytest.mark.parametrize(("chain", "heirs"), [
    ([("甲", "乙", "2021-03-31"), ("乙", "丙", "2021-06-30")], {"甲": "丙", "乙": "丙"}),
    ([("甲", "乙", "2021-03-31"), ("乙", "丙", "2021-08-31")], {"甲": "乙"}),
    ([("甲", "乙", "2021-03-31"), ("乙", "甲", "2021-04-30")], {}),
    ([("甲", "甲", "2021-03-31")], {}),
    ([("甲", "乙", None)], {}),
    ([("甲", "", "2021-03-31")], {}),
])
def test_successors_of_successors(chain: list[tuple[str, str, str]], heirs: dict[str, str]) -> None:
    units = [{"unit": unit, "successor": heir, "valid_to": end} for unit, heir, end in chain]
    assert successors(with_rows(Records.empty(), units=units).rows("units"), NEXT) == heirs


def test_members_come_and_go() -> None:
    members = [{"collective": "各镇", "member": "清溪镇", "valid_to": "2021-06-30"},
               {"collective": "各镇", "member": "白石镇", "valid_from": "2021-07-01"},
               {"collective": "各局", "member": "区财政局", "valid_to": "2021-05-31"},
               {"collective": "各处", "member": "区水务局"}]
    records = reformed(members=members)

    def on(day: date) -> list[list[str]]:
        rows = on_day(records, day).members
        return rows.loc[rows["collective"] != "有关单位", ["collective", "member"]].to_numpy().tolist()

    assert on(LAST) == [["各镇", "清溪镇"], ["各处", "区水务局"], ["各局", ""]]
    assert on(NEXT) == [["各镇", "白石镇"], ["各处", "区农业水利局"], ["各局", ""]]
