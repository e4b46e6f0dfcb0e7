"""The registry workbook: out and back, renamed units, and what is wrong with an edited one."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from breakdown.cells import WorkbookCells
from breakdown.errors import WorkbookError
from breakdown.records import Records
from breakdown.review.registry import (
    MEMBER_SHEET,
    REGISTRY_SHEET,
    plan_registry,
    read_registry,
    registry_book,
)
from tests.book_cells import Rows, book_cells, edit
from tests.review.test_adopt import adopted


def workbook(records: Records | None = None) -> WorkbookCells:
    known = records or adopted()
    return book_cells(registry_book(known.units, known.members))


def changed(title: str, unit: str, value: Any) -> WorkbookCells:
    def change(rows: Rows) -> None:
        head = next(row for row in rows if "全称" in row)
        next(row for row in rows if row[0] == unit)[head.index(title)] = value

    return edit(workbook(), REGISTRY_SHEET, change)


def test_registry_comes_back_as_it_went_out() -> None:
    known = adopted()
    registry = read_registry(workbook(known))
    pd.testing.assert_frame_equal(registry.units, known.units)
    pd.testing.assert_frame_equal(registry.members, known.members)
    assert registry.problems == [] and plan_registry(known, registry).empty


def test_renamed_unit_keeps_its_old_name_as_alias_and_its_tasks() -> None:
    known = adopted()
    registry = read_registry(changed("单位", "区城管局", "区城市管理局"))
    assert registry.units.set_index("unit").loc["区城市管理局", "aliases"] == "区城管局"
    changes = plan_registry(known, registry)
    assert changes.removed["units"]["unit"].to_list() == ["区城管局"]
    assert changes.appended["assignments"]["unit"].to_list() == ["区城市管理局"]
    assert [p.sentence for p in changes.problems] == ["今后统一用“区城市管理局”，不再用“区城管局”"]


def test_unit_with_tasks_is_not_forgotten() -> None:
    cells = edit(workbook(), REGISTRY_SHEET, lambda rows: [row for row in rows if row[0] not in ("区城管局", "白石镇")])
    cells = edit(cells, MEMBER_SHEET, lambda rows: [row for row in rows if row[:1] != ["区级相关部门"]])
    changes = plan_registry(adopted(), read_registry(cells))
    assert changes.removed["units"]["unit"].to_list() == ["白石镇"] and "members" not in changes.removed
    assert "“区城管局”仍承担任务，未从名册中删去" in [p.sentence for p in changes.problems]


@pytest.mark.parametrize(("title", "unit", "value", "code"), [
    ("单位", "区财政局", "区水务局", "row-repeated"),
    ("单位", "区财政局", None, "row-empty"),
    ("类型", "区财政局", "机关", "cell-wrong"),
    ("别名", "区财政局", "区水务局", "unit-similar"),
    ("别名", "区财政局", "区经济信委", "unit-similar"),
])
def test_mistakes_are_named_with_their_place(title: str, unit: str, value: Any, code: str) -> None:
    registry = read_registry(changed(title, unit, value))
    assert [problem.code for problem in registry.problems] == [code]
    assert registry.units["unit"].is_unique


def test_missing_column_is_named() -> None:
    def drop(rows: Rows) -> Rows:
        at = next(row.index("别名") for row in rows if "别名" in row)
        return [row[:at] + row[at + 1 :] for row in rows]

    with pytest.raises(WorkbookError, match="缺少栏目“别名”"):
        read_registry(edit(workbook(), REGISTRY_SHEET, drop))
