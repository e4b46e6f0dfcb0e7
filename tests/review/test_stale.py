"""A review workbook adopted, again or for the first time, after somebody edited units.xlsx: the registry stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from breakdown.cells import WorkbookCells
from breakdown.columns import MEMBERS, UNITS, make_frame
from breakdown.records import Changes, Records
from breakdown.review import plan_review
from breakdown.review.adopt import plan_adoption
from breakdown.review.naming import apply_registry
from breakdown.review.registry import Registry, plan_registry
from breakdown.review.returned import read_review
from breakdown.review.view import COLLECTIVE_SHEET, COLLECTIVES_BEFORE, TASK_SHEET, UNIT_SHEET, UNITS_BEFORE
from breakdown.words import Words
from tests.book_cells import book_cells, edit
from tests.review.readings import small_reading
from tests.review.test_adopt import adopted, applied, said
from tests.review.test_round_trip import cell, header, review


def adopt(records: Records, cells: WorkbookCells, words: Words) -> tuple[Records, Changes]:
    changes = plan_adoption(records, read_review(cells, words).reading)
    return applied(records, changes), changes


def registered(records: Records, units: dict[str, dict[str, Any]], members: dict[str, str] | None = None) -> Records:
    """The ledger after units.xlsx was edited: rows changed (or, with unit "", deleted), members of collectives set."""
    rows = [row | units.get(row["unit"], {}) for row in records.units.to_dict("records")]
    collectives = [{"collective": name, "member": member}
                   for name, listed in (members or {}).items() for member in listed.split("、")]
    others = [row for row in records.members.to_dict("records") if row["collective"] not in (members or {})]
    registry = Registry(make_frame(UNITS, [row for row in rows if row["unit"]]),
                        make_frame(MEMBERS, [*others, *collectives]), [])
    return applied(records, plan_registry(records, registry))


LATER = (UNITS_BEFORE, COLLECTIVES_BEFORE)
RENAMED = {"区城管局": {"unit": "区城市管理局", "aliases": "区城管局"}}
UNITED = {"区城管局": {"unit": ""}, "区水务局": {"aliases": "区城管局"}}


EDITS = {"renamed": (RENAMED, "区城市管理局"), "united": (UNITED, "区水务局")}


@pytest.mark.parametrize(("units", "heir"), EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("first", [False, True], ids=["again", "of another notice"])
def test_a_unit_renamed_or_united_in_the_registry_stays_so(
    units: dict[str, dict[str, Any]], heir: str, first: bool, words: Words
) -> None:
    # written when the registry knew the old name, whether by the ledger's own notice or by a later one
    cells = review(apply_registry(small_reading(), adopted().units, adopted().members) if first else small_reading())
    before, _ = (adopted(), None) if first else adopt(Records.empty(), cells, words)
    known = registered(before, units)
    after, changes = adopt(known, cells, words)
    assert changes.empty
    assert said(changes, "registry-kept") == [f"核对表里的“区城管局”，名册已记为“{heir}”的别名，按名册采用"]
    assert set(after.assignments.loc[after.assignments["printed"] == "区城管局", "unit"]) == {heir}
    # nor does it come back with something else that is changed in the same workbook
    edited = edit(cells, TASK_SHEET, lambda rows: cell(rows, "2021-001", "备注", "已核"))
    again, changes = adopt(after, edited, words)
    assert list(changes.appended) == ["tasks"]
    assert "区城管局" not in set(again.units["unit"]) | set(again.assignments["unit"])


def test_what_the_registry_says_about_a_unit_stays(words: Words) -> None:
    cells = review()
    before, _ = adopt(Records.empty(), cells, words)
    known = registered(before, {"区水务局": {"kind": "其他", "contact": "李一", "aliases": "水务局"}})
    after, changes = adopt(known, cells, words)
    assert changes.empty and changes.problems == []
    kept = after.units.set_index("unit").loc["区水务局", ["kind", "contact", "aliases"]]
    assert kept.to_list() == ["其他", "李一", "水务局"]


def test_what_somebody_writes_into_the_workbook_wins(words: Words) -> None:
    cells = review()
    before, _ = adopt(Records.empty(), cells, words)
    known = registered(before, {"区水务局": {"kind": "其他"}, **RENAMED})
    edited = edit(cells, UNIT_SHEET, lambda rows: cell(rows, "区水务局", "联系人", "李一"))
    edited = edit(edited, UNIT_SHEET, lambda rows: cell(rows, "区城管局", "登记单位", "区城管委"))
    after, _ = adopt(known, edited, words)
    units = after.units.set_index("unit")
    assert units.loc["区水务局", ["kind", "contact"]].to_list() == ["部门", "李一"]
    assert set(after.assignments.loc[after.assignments["printed"] == "区城管局", "unit"]) == {"区城管委"}


def test_members_of_a_collective_stay_as_registered_unless_the_workbook_was_changed(words: Words) -> None:
    cells = review()
    before, _ = adopt(Records.empty(), cells, words)
    known = registered(before, {}, {"各镇": "清溪镇"})
    after, changes = adopt(known, cells, words)
    assert changes.empty and after.members.loc[after.members["collective"] == "各镇", "member"].to_list() == ["清溪镇"]

    def add(rows: list[list[Any]]) -> None:
        rows.insert(header(rows) + 1, [*(["各镇"] if rows[header(rows)][0] else [None, "各镇"]), "石桥镇"])

    after, _ = adopt(known, edit(cells, COLLECTIVE_SHEET, add), words)
    assert set(after.members.loc[after.members["collective"] == "各镇", "member"]) == {"清溪镇", "白石镇", "石桥镇"}


def test_a_member_that_nobody_has_registered_is_named_until_somebody_does(words: Words) -> None:
    def slip(rows: list[list[Any]]) -> None:
        row = next(row for row in rows[header(rows) + 1 :] if "白石镇" in row)
        row[row.index("白石镇")] = "白百镇、区水务局"

    def told(registered: Collection[str]) -> list[str]:
        found = read_review(edit(review(), COLLECTIVE_SHEET, slip), words, registered).problems
        return [f"{problem.place} {problem.sentence}" for problem in found]

    assert told(()) == ["集合单位“各镇” 成员“白百镇”没有在单位名册登记，会按这个名称单独发表"]
    assert told({"白百镇"}) == []
    records, _ = adopt(Records.empty(), review(), words)
    registry = Registry(records.units, make_frame(MEMBERS, [{"collective": "各镇", "member": "白百镇"}]), [])
    named = said(plan_registry(records, registry), "unit-unknown")
    assert named == ["成员“白百镇”没有在单位名册登记，会按这个名称单独发表"]


def test_an_alias_typed_into_a_task_that_only_the_registry_knows_makes_no_new_unit(words: Words) -> None:
    cells = review()
    before, _ = adopt(Records.empty(), cells, words)
    known = registered(before, {"区水务局": {"aliases": "区水利局"}})
    edited = edit(cells, TASK_SHEET, lambda rows: cell(rows, "2021-001", "牵头单位", "区水利局"))
    after, _ = adopt(known, edited, words)
    pd.testing.assert_frame_equal(after.units, known.units)
    leads = after.assignments[(after.assignments["task_id"] == "2021-001") & (after.assignments["role"] == "牵头")]
    assert leads[["unit", "printed"]].to_numpy().tolist() == [["区水务局", "区水利局"]]


def test_a_workbook_of_an_older_program_is_taken_at_its_word(words: Words) -> None:
    book = plan_review(small_reading())
    cells = book_cells(replace(book, sheets=tuple(sheet for sheet in book.sheets if sheet.name not in LATER)))
    before, _ = adopt(Records.empty(), cells, words)
    after, _ = adopt(registered(before, {"区水务局": {"kind": "其他"}}), cells, words)
    assert after.units.set_index("unit").loc["区水务局", "kind"] == "部门"
