"""The figures of March, June and December, counted once more from the exported tables by other code."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any

import pandas as pd
import pytest
from docx import Document

from breakdown import pipeline, reports
from breakdown.files.folder import Folder
from breakdown.periods import parse_period
from tests.district.recount import CAUTIOUS, ON_PLAN, Export, by_task, ranks, recount

MONTHS = (3, 6, 12)
AS_OF = date(2022, 1, 20)


@pytest.fixture(scope="session")
def export(district: Folder) -> Export:
    """What `breakdown export` gives, and the tables of the ledger that it has no name for yet."""
    return Export(**{name: _rows(pipeline.exported(district, name)) for name in Export.__dataclass_fields__})


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


@pytest.mark.parametrize("month", MONTHS)
def test_classes_and_lights_come_out_the_same(district: Folder, export: Export, month: int) -> None:
    figures = reports.summary(district, parse_period(f"2021-{month:02d}"), None, AS_OF)
    stands = recount(export, month)
    shown = {(row.task_id, row.unit): (row.category, row.light) for row in figures.standings.itertuples()}
    assert {key: (stand.category, stand.light) for key, stand in stands.items()} == shown
    whole = by_task(stands)
    assert len(whole) == 150
    classes, lights = (Counter(getattr(stand, name) for stand in whole.values()) for name in ("category", "light"))
    assert {row.category: row.count for row in _table(figures.classes) if row.count} == classes
    assert {row.light: row.count for row in _table(figures.lights) if row.count} == lights
    assert round(sum(figures.classes["share"]), 1) == round(sum(figures.lights["share"]), 1) == 100.0


@pytest.mark.parametrize("month", MONTHS)
def test_units_rank_the_same(district: Folder, export: Export, month: int) -> None:
    figures = reports.summary(district, parse_period(f"2021-{month:02d}"), None, AS_OF)
    groups = {row["unit"]: row["ranking"] or row["kind"] for row in export.units}
    stands = recount(export, month)
    ranked = {row.unit: int(row.rank) for row in _table(figures.units) if row.total}
    assert ranked == ranks(stands, groups)
    assert {row.unit: row.total for row in _table(figures.units) if row.total} == Counter(unit for _, unit in stands)
    assert len(ranked) == (50 if month < 7 else 49) and set(figures.units["group"]) == {"部门", "镇街"}


@pytest.mark.parametrize("month", MONTHS)
def test_the_bulletin_says_what_was_counted(district: Folder, export: Export, month: int) -> None:
    period = parse_period(f"2021-{month:02d}")
    made = reports.report_bulletin(district, period, None, AS_OF)
    text = "\n".join(paragraph.text for paragraph in Document(str(made.files[0])).paragraphs)
    [whole, before] = [by_task(recount(export, one)) for one in (month, month - 1)]
    counts = Counter(stand.category for stand in whole.values())
    assert "纳入台账的任务共150项" in text.replace(" ", "")
    for name, count in counts.items():
        [(said, share)] = re.findall(rf"{name}(\d+)项，占([\d.]+)%", text)[:1]
        assert int(said) == count and abs(float(share) - count / 1.5) < 0.1, name
    good = sum(counts[name] for name in ON_PLAN)
    assert f"持续推进的共{good}项" in text or f"序时进度的共{good}项" in text
    changed = sum(whole[task].category != before[task].category for task in whole)
    assert f"类别有变化的{changed}项" in text
    done = sum(whole[task].category == "已完成" != before[task].category for task in whole)
    assert f"新完成{done}项" in text or not done
    states = _states(export, period.name)
    for word, said_of in (("按时报送", "已报"), ("迟报", "迟报"), ("未报", "")):
        assert f"{word}{states[said_of]}家" in text or not states[said_of]


def _states(export: Export, period: str) -> Counter[str]:
    """How many units returned how: the first return with content decides, one that was sent back is none."""
    order = ["已报", "迟报", "空报", "退回", ""]
    found = {row["unit"]: "" for row in export.issued if row["period"] == period}
    for row in sorted((row for row in export.returns if row["period"] == period), key=lambda row: row["received_at"]):
        held = found.get(row["unit"])
        if held is not None and row["state"] in order and (held in ("", "退回") or (held == "空报" and row["state"] in
                                                                                 order[:2])):
            found[row["unit"]] = row["state"]
    return Counter(found.values())


def test_the_year_holds_what_a_year_holds(district: Folder, export: Export) -> None:
    """Late, wrong, stalled, recovered, struck off, extended, missing, empty, conflicting: a month has some of each."""
    states = Counter(row["state"] for row in export.returns)
    assert set(states) >= {"已报", "迟报", "空报", "退回", "无法识别"} and states["迟报"] >= 12
    assert {row["result"] for row in export.closings} == {"销号", "退回"}
    assert {row["decision"] for row in export.rulings} == {"同意", "不同意"}
    assert {row["kind"] for row in export.targets} >= {"cumulative", "rate", "ceiling"}
    assert len(export.plans) > 10 and any(row["successor"] for row in export.units)
    seen = {stand.category for month in (3, 6, 7, 12) for stand in recount(export, month).values()}
    assert seen == set(CAUTIOUS)


def _table(frame: pd.DataFrame) -> list[Any]:
    return list(frame.itertuples(index=False))
