"""A reading laid out for review and read back untouched is the same reading; edits arrive as what they mean."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from breakdown.book import Grid
from breakdown.cells import WorkbookCells
from breakdown.errors import WorkbookError
from breakdown.records import Reading
from breakdown.review import plan_review
from breakdown.review.naming import in_order, resolve
from breakdown.review.returned import Returned, read_review
from breakdown.review.view import COLLECTIVE_SHEET, PROBLEM_SHEET, TASK_SHEET, UNIT_SHEET
from breakdown.words import Words
from tests.book_cells import Rows, book_cells, edit
from tests.review.readings import readings, small_reading, task

FRAMES = ("tasks", "assignments", "milestones", "targets", "units", "members")


def assert_same(one: Reading, other: Reading) -> None:
    for name in FRAMES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name), obj=name)
    assert (one.title, one.year, one.problems) == (other.title, other.year, other.problems)


def review(reading: Reading | None = None) -> WorkbookCells:
    return book_cells(plan_review(reading or small_reading()))


def header(rows: Rows) -> int:
    return next(at for at, row in enumerate(rows) if "重点工作" in row or "通知中的名称" in row or "成员单位" in row)


def cell(rows: Rows, key: str, title: str, value: Any) -> None:
    """Set one cell of the row with that key."""
    row = next(row for row in rows if row[0] == key)
    row[rows[header(rows)].index(title)] = value


def back(words: Words, title: str, value: Any, key: str = "2021-001") -> Returned:
    """What comes back when one cell of 任务核对 was changed."""
    return read_review(edit(review(), TASK_SHEET, lambda rows: cell(rows, key, title, value)), words)


def codes(returned: Returned) -> list[str]:
    return [problem.code for problem in returned.problems]


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(reading=readings())
def test_untouched_review_gives_the_same_reading(reading: Reading, words: Words) -> None:
    returned = read_review(review(reading), words)
    assert_same(returned.reading, in_order(resolve(reading)))
    assert returned.problems == []


def test_moved_rows_and_columns_change_nothing(words: Words) -> None:
    def shuffle(rows: Rows) -> Rows:
        at = header(rows)
        body = [row[::-1] for row in reversed(rows[at + 1 :])]
        return [["", "另加的标题"], *rows[:at], rows[at][::-1], [], *body]

    cells = review()
    for name in (TASK_SHEET, UNIT_SHEET):
        cells = edit(cells, name, shuffle)
    returned = read_review(cells, words)
    expected = in_order(resolve(small_reading()))
    assert returned.problems == []
    for name in FRAMES[:4]:
        pd.testing.assert_frame_equal(getattr(returned.reading, name), getattr(expected, name))
    assert sorted(returned.reading.units["unit"]) == sorted(expected.units["unit"])


def test_alias_is_resolved_and_shown_for_confirmation(words: Words) -> None:
    grid = next(block for block in plan_review(small_reading()).sheets[1].blocks if isinstance(block, Grid))
    rows = dict(zip(grid.keys, grid.rows, strict=True))
    assert rows["区经济信委"][1] == "区经济信息委" and "请确认" in str(rows["区经济信委"][2])
    assert rows["区经济信息委"][4:6] == (0, 1)
    reading = read_review(review(), words).reading
    assert list(reading.assignments["unit"][:1]) == ["区经济信息委"]
    assert list(reading.assignments["printed"][:1]) == ["区经济信委"]


def test_office_decides_which_names_are_one_unit(words: Words) -> None:
    cells = edit(review(), UNIT_SHEET, lambda rows: cell(rows, "区经济信委", "登记单位", "区经济信委"))
    cells = edit(cells, UNIT_SHEET, lambda rows: cell(rows, "区城管局", "登记单位", "区城市管理局"))
    reading = read_review(cells, words).reading
    units = reading.units.set_index("unit")
    assert {"区经济信委", "区经济信息委", "区城市管理局"} <= set(units.index) and "区城管局" not in units.index
    assert units.loc["区城市管理局", "aliases"] == "区城管局" and units.loc["区经济信息委", "aliases"] == ""
    assert list(reading.assignments.loc[reading.assignments["printed"] == "区城管局", "unit"]) == ["区城市管理局"]


def test_new_rows_are_new_tasks_with_new_units(words: Words) -> None:
    def insert(rows: Rows) -> None:
        row: list[Any] = [None] * len(rows[0])
        at = header(rows)
        for title, value in {
            "重点工作": "新建公园2座", "牵头单位": "区园林局，区财政局", "配合单位": "各街道；云海集团公司\n清溪镇",
            "到期日": "10月底", "目标": "新建公园≥2座", "节点": "2021-05-31 开工\n年底完工", "持续推进": "√",
        }.items():
            row[rows[at].index(title)] = value
        rows.insert(at + 2, row)

    returned = read_review(edit(review(), TASK_SHEET, insert), words)
    reading = returned.reading
    assert [problem.sentence for problem in returned.problems] == [
        "到期日写的是 2021-10-31，完成时限空着，印出的表上没有时限"]
    assert set(reading.tasks["kind"]) == {"任务"}
    assert list(reading.tasks["task_id"]) == ["2021-001", "2021-004", "2021-002", "2021-003"]
    new = reading.tasks.iloc[1]
    assert (new["due"], new["notice"], new["year"]) == (pd.Timestamp("2021-10-31"), "分解通知", 2021)
    assert new["ongoing"] and new["open"]
    mine = reading.assignments[reading.assignments["task_id"] == "2021-004"]
    assert list(mine["unit"]) == ["区园林局", "区财政局", "各街道", "云海集团公司", "清溪镇"]
    assert list(mine["via"]) == ["direct", "direct", "集合", "direct", "direct"]
    assert reading.units.set_index("unit").loc[["云海集团公司", "区园林局"], "kind"].to_list() == ["企业", "部门"]
    assert ("各街道", "") in set(zip(reading.members["collective"], reading.members["member"], strict=True))
    target = reading.targets[reading.targets["task_id"] == "2021-004"].iloc[0]
    assert (target["name"], target["kind"], target["value"], target["unit"]) == ("新建公园", "cumulative", 2.0, "座")
    stages = reading.milestones[reading.milestones["task_id"] == "2021-004"]
    assert list(stages["text"]) == ["开工", "年底完工"] and list(stages["due"].isna()) == [False, True]


def test_deleted_row_is_a_dropped_task(words: Words) -> None:
    cells = edit(review(), TASK_SHEET, lambda rows: [row for row in rows if row[0] != "2021-002"])
    returned = read_review(cells, words)
    assert list(returned.reading.tasks["task_id"]) == ["2021-001", "2021-003"]
    assert set(returned.reading.milestones["task_id"]) == set()
    assert [(p.code, p.value) for p in returned.problems] == [("row-gone", "完成云河水库普查，推进除险加固。")]


def test_of_two_rows_with_one_id_the_first_counts_and_the_second_is_quoted(words: Words) -> None:
    def copy(rows: Rows) -> None:
        at = next(at for at, row in enumerate(rows) if row[0] == "2021-001")
        rows.insert(at + 1, list(rows[at]))
        rows[at + 1][rows[header(rows)].index("重点工作")] = "拆出来的另一半"

    returned = read_review(edit(review(), TASK_SHEET, copy), words)
    assert codes(returned) == ["row-repeated"] and "拆出来的另一半" in returned.problems[0].value
    assert len(returned.reading.tasks) == 3 and "拆出来的另一半" not in set(returned.reading.tasks["content"])


@pytest.mark.parametrize(("sheet", "title"), [
    (TASK_SHEET, "完成时限"), (TASK_SHEET, "行标识（请勿改动）"), (UNIT_SHEET, "登记单位"), (COLLECTIVE_SHEET, "说明"),
])
def test_deleted_column_is_named(sheet: str, title: str, words: Words) -> None:
    def drop(rows: Rows) -> Rows:
        at = next(row.index(title) for row in rows if title in row)
        return [row[:at] + row[at + 1 :] for row in rows]

    with pytest.raises(WorkbookError) as caught:
        read_review(edit(review(), sheet, drop), words)
    assert title in caught.value.found and sheet in caught.value.found and caught.value.next_step


@pytest.mark.parametrize("name", [TASK_SHEET, UNIT_SHEET, COLLECTIVE_SHEET, "原稿"])
def test_deleted_sheet_is_named(name: str, words: Words) -> None:
    cells = review()
    kept = tuple(sheet for sheet in cells.sheets if sheet.name != name)
    with pytest.raises(WorkbookError, match=name):
        read_review(WorkbookCells(cells.file, "", kept, cells.properties), words)


def test_workbook_of_another_kind_is_refused(words: Words) -> None:
    with pytest.raises(WorkbookError, match="不是核对工作簿"):
        read_review(WorkbookCells("别的.xlsx", "", ()), words)


@pytest.mark.parametrize("typed", ["2021-02-30", "9月31日", "2021年13月1日", "年底"])
def test_impossible_date_is_kept_as_text(typed: str, words: Words) -> None:
    returned = back(words, "到期日", typed)
    task = returned.reading.tasks.iloc[0]
    assert pd.isna(task["due"]) and typed in task["deadline_text"] and task["deadline_text"].startswith("年底前")
    assert [(p.code, p.severity, p.value) for p in returned.problems] == [("deadline", "错误", typed)]
    assert "〔任务核对〕" in returned.problems[0].place


@pytest.mark.parametrize(("typed", "due"), [
    ("2021.6.30", "2021-06-30"), ("2021年6月30日前", "2021-06-30"), ("6月30日", "2021-06-30"), ("2021/2", "2021-02-28"),
    (44377, "2021-06-30"), (44377.0, "2021-06-30"), (datetime(2021, 6, 30), "2021-06-30"), ("２月底", "2021-02-28"),
])
def test_dates_in_any_common_form(typed: Any, due: str, words: Words) -> None:
    returned = back(words, "到期日", typed)
    assert returned.reading.tasks.iloc[0]["due"] == pd.Timestamp(due) and returned.problems == []


def test_changed_words_with_unchanged_values_are_pointed_out(words: Words) -> None:
    assert codes(back(words, "重点工作", "新增规模以上工业企业5家。")) == ["wording-differs"]
    returned = back(words, "完成时限", "9月31日前")
    assert codes(returned) == ["deadline", "wording-differs"] and "9月31日" in returned.problems[0].sentence


@pytest.mark.parametrize(("cells", "sentence"), [
    ({"完成时限": "9月底前"}, "完成时限的文字改了，到期日没有改，仍为 2021-12-31"),
    ({"到期日": "9月30日"}, ""),
    ({"到期日": "9月30日", "完成时限": "9月底前"}, ""),
    ({"到期日": None, "完成时限": "9月底前"}, "完成时限写的是“9月底前”，到期日空着，按没有写明时限计"),
    ({"到期日": None, "完成时限": "9月底前", "持续推进": "是"}, ""),
    ({"到期日": None, "完成时限": "长期"}, ""),
    ({"到期日": "9月30日", "完成时限": None}, "到期日写的是 2021-09-30，完成时限空着，印出的表上没有时限"),
])
def test_half_a_deadline_is_pointed_out(cells: dict[str, Any], sentence: str, words: Words) -> None:
    def type_in(rows: Rows) -> None:
        for title, value in cells.items():
            cell(rows, "2021-001", title, value)

    told = read_review(edit(review(), TASK_SHEET, type_in), words).problems
    assert [(problem.severity, problem.sentence) for problem in told] == ([("存疑", sentence)] if sentence else [])


@pytest.mark.parametrize(("typed", "told"), [
    ("9月30日", "到期日改成了 2021-09-30，完成时限的文字没有改，仍印“11月底前”"),
    (None, "到期日删去了，完成时限的文字没有改，仍印“11月底前”"), ("11月30日", ""),
])
def test_a_day_moved_away_from_its_words_is_pointed_out(typed: str | None, told: str, words: Words) -> None:
    rows = [task(1, "修桥", deadline_text="11月底前", due=pd.Timestamp("2021-11-30"))]
    reading = small_reading(tasks=rows, milestones=[], targets=[], assignments=[])
    moved = edit(review(reading), TASK_SHEET, lambda rows: cell(rows, "2021-001", "到期日", typed))
    assert [problem.sentence for problem in read_review(moved, words).problems] == ([told] if told else [])


@pytest.mark.parametrize(("typed", "kind", "told"), [(None, "任务", 0), ("指标", "指标", 0), ("项目", "任务", 1)])
def test_a_new_row_is_counted_whatever_its_kind(typed: str | None, kind: str, told: int, words: Words) -> None:
    def insert(rows: Rows) -> None:
        row: list[Any] = [None] * len(rows[0])
        row[rows[header(rows)].index("重点工作")], row[rows[header(rows)].index("类别")] = "修桥", typed
        rows.append(row)

    returned = read_review(edit(review(), TASK_SHEET, insert), words)
    assert returned.reading.tasks["kind"].tolist()[-1] == kind and len(returned.problems) == told


def test_unit_that_leads_and_supports_is_pointed_out(words: Words) -> None:
    returned = back(words, "配合单位", "区财政局、区经济信息委")
    assert codes(returned) == ["role-both"] and "区经济信息委" in returned.problems[0].sentence
    assert len(returned.reading.assignments[returned.reading.assignments["task_id"] == "2021-001"]) == 3


def test_edited_lines_of_targets_and_stages(words: Words) -> None:
    reading = back(words, "目标", "新增规模以上工业企业≥5家〔累计〕\n工业增加值增长≈9%〔水平〕").reading
    targets = reading.targets[reading.targets["task_id"] == "2021-001"]
    assert list(targets["value"]) == [5, 9] and list(targets["text"])[1] == "工业增加值增长9%左右"
    returned = back(words, "节点", "2021-08-31 8月底前：完成普查\n2021-11-31 完工", "2021-002")
    stages = returned.reading.milestones
    assert list(stages["label"]) == ["8月底前", ""] and list(stages["due"].isna()) == [False, True]
    assert stages["text"][1] == "2021-11-31 完工"
    assert codes(returned) == ["deadline"]


def test_cells_beside_the_table_are_reported(words: Words) -> None:
    def add(rows: Rows) -> None:
        for row in rows:
            row.append(None)
        rows[header(rows)][-1] = "我的备注"
        rows[header(rows) + 1][-1] = "问过水务局"

    returned = read_review(edit(review(), TASK_SHEET, add), words)
    assert [(p.code, p.value) for p in returned.problems] == [("cell-extra", "问过水务局")]
    assert_same(returned.reading, in_order(resolve(small_reading())))


def test_members_are_filled_in(words: Words) -> None:
    def fill(rows: Rows) -> None:
        own = next(row for row in rows if row[:1] == ["区级相关部门"])
        own[1] = "区财政局、区经济信委"
        rows += [["", "新设镇", "", ""]]

    members = read_review(edit(review(), COLLECTIVE_SHEET, fill), words).reading.members
    named = members.groupby("collective")["member"].apply(list).to_dict()
    assert named == {"各镇": ["清溪镇", "白石镇"], "区级相关部门": ["区财政局", "区经济信息委", "新设镇"]}


def test_problems_that_were_dealt_with_are_gone(words: Words) -> None:
    cells = edit(review(), PROBLEM_SHEET, lambda rows: [row for row in rows if row[0] != "存疑"])
    assert [p.code for p in read_review(cells, words).reading.problems] == ["total-agrees"]
