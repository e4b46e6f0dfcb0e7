"""Which returns are taken, which are sent back, and how the register names them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import permutations

import pytest

from breakdown.book import Book, Grid
from breakdown.cells import IDENTITY_SHEET, SheetCells, WorkbookCells
from breakdown.issue import plan_books
from breakdown.merge import MergePlan, Returned, Unreadable, reconcile
from breakdown.periods import parse_period
from breakdown.records import Records
from breakdown.words import Words
from tests.merge.damage import Rows, lose_row_ids
from tests.merge.test_round_trip import APRIL_2, MARCH, codes, issued, merge
from tests.office_year import SETTINGS, applied, edited, fill, returned_cells, small_records

TASK = "新增规模以上企业5家"


@pytest.fixture(scope="module")
def year() -> tuple[Records, dict[str, Book]]:
    return issued()


def filled(books: dict[str, Book], file: str = "", **values: str) -> WorkbookCells:
    values = values or {"状态": "推进中", "完成值": "2家"}
    return fill(returned_cells(books["区财政局"], file), "牵头任务", TASK, **values)


def register(plan: MergePlan) -> list[tuple[str, str]]:
    return [(row["file"], row["state"]) for row in plan.changes.appended["returns"].to_dict("records")]


def without(cells: WorkbookCells, *carriers: str) -> WorkbookCells:
    if "properties" in carriers:
        cells = replace(cells, properties={})
    if "sheet" in carriers:
        cells = replace(cells, sheets=tuple(sheet for sheet in cells.sheets if sheet.name != IDENTITY_SHEET))
    if "rows" in carriers:
        for name in ("牵头任务", "配合任务"):
            cells = edited(cells, name, lambda rows: lose_row_ids(rows, None))  # type: ignore[arg-type]
    return cells


@pytest.mark.parametrize("lost", [("properties", "sheet"), ("sheet", "rows"), ("properties", "rows")])
def test_any_one_carrier_is_enough(year: tuple[Records, dict[str, Book]], words: Words, lost: tuple[str, ...]) -> None:
    plan = merge(year[0], words, without(filled(year[1]), *lost))
    assert list(plan.changes.appended["progress"]["unit"]) == ["区财政局"]
    assert set(codes(plan)) == {"status-missing"}


def test_without_any_carrier_the_tasks_tell_and_it_is_said(year: tuple[Records, dict[str, Book]], words: Words) -> None:
    plan = merge(year[0], words, without(filled(year[1]), "properties", "sheet", "rows"))
    assert list(plan.changes.appended["progress"]["task_id"]) == ["T03"]
    assert "identity-guessed" in codes(plan)


def test_what_is_no_form_is_not_recognised(year: tuple[Records, dict[str, Book]], words: Words) -> None:
    alien = WorkbookCells("通讯录.xlsx", "h", (SheetCells("Sheet1", (("姓名", "电话"), ("陈明", "65550000"))),))
    unreadable = Unreadable("照片.xlsx", "p", "这不是工作簿", APRIL_2)
    plan = reconcile(year[0], [Returned(alien, APRIL_2), unreadable], MARCH, SETTINGS, words)
    assert sorted(register(plan)) == [("照片.xlsx", "无法识别"), ("通讯录.xlsx", "无法识别")]
    assert codes(plan) == ["file-unreadable"] * 2


def test_another_folders_form_is_sent_back(year: tuple[Records, dict[str, Book]], words: Words) -> None:
    other = replace(SETTINGS, identity="别处-2021")
    books = {form.unit: form.book for form in plan_books(small_records(), MARCH, other).forms}
    plan = merge(year[0], words, filled(books))
    assert register(plan) == [("区财政局_2021-03.xlsx", "退回")]
    assert codes(plan) == ["form-rejected"] and not len(plan.changes.appended["progress"])
    assert [unit for unit, _ in plan.redo] == ["区财政局"]
    slip = str(plan.redo[0][1])
    assert "没有采纳，原因如下" in slip and "不必重填" not in slip


def test_last_months_form_is_sent_back(words: Words) -> None:
    records = small_records()
    february = plan_books(records, parse_period("2021-02"), SETTINGS)
    records, _ = issued(applied(records, february.changes.appended, {}))
    books = {form.unit: form.book for form in february.forms}
    bare = without(filled(books, "只剩行标识.xlsx"), "properties", "sheet")
    plan = merge(records, words, filled(books, "二月.xlsx"), bare)
    assert sorted(state for _, state in register(plan)) == ["退回", "退回"]
    assert "2021-02" in plan.changes.problems[0].sentence
    assert not len(plan.changes.appended["progress"])


def test_another_units_rows_under_a_units_name_are_sent_back(
    year: tuple[Records, dict[str, Book]], words: Words
) -> None:
    books = year[1]
    theirs = returned_cells(books["清溪镇"], "冒名.xlsx")
    theirs = replace(filled(books, "冒名.xlsx"), properties=theirs.properties, sheets=(
        *(sheet for sheet in filled(books).sheets if sheet.name != IDENTITY_SHEET), theirs.sheets[-1]))
    plan = merge(year[0], words, theirs)
    assert register(plan) == [("冒名.xlsx", "退回")] and not len(plan.changes.appended["progress"])


def test_a_row_copied_from_another_form_is_named_and_not_taken(
    year: tuple[Records, dict[str, Book]], words: Words
) -> None:
    source = fill(returned_cells(year[1]["清溪镇"]), "牵头任务", "落实河长制", 本期进展="巡河九次")
    copied = next(row for row in source.sheets[1].rows if "巡河九次" in row)

    def paste(rows: Rows) -> None:
        rows.append(list(copied))

    plan = merge(year[0], words, edited(filled(year[1]), "牵头任务", paste))
    assert list(plan.changes.appended["progress"]["task_id"]) == ["T03"]
    problem = next(problem for problem in plan.changes.problems if problem.code == "row-foreign")
    assert "清溪镇" in problem.sentence and "巡河九次" in problem.value


def test_an_older_revision_is_taken_row_by_row(year: tuple[Records, dict[str, Book]], words: Words) -> None:
    records = small_records()
    records.tasks.loc[2, "content"] = "新增规模以上企业8家"
    newer = plan_books(replace(records, issued=year[0].issued), MARCH, SETTINGS)
    records = applied(replace(records, issued=year[0].issued), newer.changes.appended, {})
    plan = merge(records, words, filled(year[1]))
    assert list(plan.changes.appended["progress"]["task_id"]) == ["T03"]
    assert "form-old" in codes(plan) and "locked-changed" not in codes(plan)


@pytest.mark.parametrize(("received", "state"), [
    (datetime(2021, 4, 5, 23, 59), "已报"), (datetime(2021, 4, 6, 0, 1), "迟报"),
])
def test_late_begins_after_the_due_day(
    year: tuple[Records, dict[str, Book]], words: Words, received: datetime, state: str
) -> None:
    assert register(merge(year[0], words, filled(year[1]), at=received)) == [("区财政局_2021-03.xlsx", state)]


def test_renamed_headers_are_one_row_and_a_broken_file_is_named_once(
    year: tuple[Records, dict[str, Book]], words: Words
) -> None:
    def rename(rows: Rows) -> None:
        head = next(row for row in rows if "重点工作" in row)
        head[head.index("状态")], head[head.index("完成值")] = "进展状态", "完成数"

    broken = Unreadable("截断.xlsx", "b", "没有传完整", APRIL_2, "请单位重新发送")
    cells = edited(filled(year[1]), "牵头任务", rename)
    plan = reconcile(year[0], [Returned(cells, APRIL_2), broken], MARCH, SETTINGS, words)
    renamed = [problem for problem in plan.changes.problems if problem.code == "header-renamed"]
    assert [problem.value for problem in renamed] == ["进展状态；完成数"]
    assert "状态→进展状态，完成值→完成数" in renamed[0].sentence and renamed[0].sentence.endswith("：L3、M3")
    unreadable = next(problem for problem in plan.changes.problems if problem.code == "file-unreadable")
    assert unreadable[1:] == ("截断.xlsx", "file-unreadable", "没有传完整", "请单位重新发送", "")
    rows = next(block for block in plan.book.sheets[0].blocks if isinstance(block, Grid)).rows
    assert [row[5] for row in rows] == ["1", ""], "no revision 0"


def test_a_unit_that_only_supports_is_not_asked_for_statuses(words: Words) -> None:
    records = small_records()
    lead = (records.assignments["role"] == "牵头") & (records.assignments["unit"] == "白石镇")
    records, books = issued(replace(records, assignments=records.assignments[~lead]))
    plan = merge(records, words, returned_cells(books["白石镇"]))
    assert [(problem.severity, "状态" in problem.hint) for problem in plan.changes.problems] == [("提示", False)]
    assert plan.redo == ()


def test_the_same_content_twice_is_a_repetition(year: tuple[Records, dict[str, Book]], words: Words) -> None:
    cells = filled(year[1], "甲.xlsx"), filled(year[1], "乙.xlsx")
    came = [Returned(cells[1], datetime(2021, 4, 3)), Returned(cells[0], APRIL_2)]
    plan = reconcile(year[0], came, MARCH, SETTINGS, words)
    assert register(plan) == [("甲.xlsx", "已报"), ("乙.xlsx", "重复")]
    assert not len(plan.changes.appended["conflicts"])
    assert list(plan.changes.appended["progress"]["file"]) == ["甲.xlsx"]
    alone = applied(year[0], merge(year[0], words, cells[0]).changes.appended, {})
    assert register(reconcile(alone, came[:1], MARCH, SETTINGS, words)) == [("乙.xlsx", "重复")]


def test_a_later_return_supersedes_and_all_values_are_listed(
    year: tuple[Records, dict[str, Book]], words: Words
) -> None:
    first = filled(year[1], "甲.xlsx", 状态="推进中", 完成值="2家", 存在问题="缺用地")
    second = filled(year[1], "乙.xlsx", 状态="推进中", 完成值="3家")
    came = [Returned(second, datetime(2021, 4, 4)), Returned(first, APRIL_2)]
    plan = reconcile(year[0], came, MARCH, SETTINGS, words)
    assert plan.changes.appended["progress"][["value", "problem"]].values.tolist() == [["3家", ""]]
    conflicts = plan.changes.appended["conflicts"]
    assert [(row["field"], row["value"], row["counted"]) for row in conflicts.to_dict("records")] == [
        ("完成值", "2家", False), ("完成值", "3家", True), ("存在问题", "缺用地", False), ("存在问题", "", True)]
    assert conflicts["place"][0] == "甲.xlsx〔牵头任务〕M4" and "2021-04-02 09:30" in conflicts["reason"][0]


def test_a_row_left_empty_later_does_not_erase_what_was_reported(
    year: tuple[Records, dict[str, Book]], words: Words
) -> None:
    first = filled(year[1], "甲.xlsx")
    second = fill(returned_cells(year[1]["区财政局"], "乙.xlsx"), "牵头任务", "培育家庭农场15家", 状态="推进中")
    came = [Returned(first, APRIL_2), Returned(second, datetime(2021, 4, 4))]
    plan = reconcile(year[0], came, MARCH, SETTINGS, words)
    assert sorted(plan.changes.appended["progress"]["task_id"]) == ["T03", "T08"]


def test_an_older_return_merged_later_never_supersedes(year: tuple[Records, dict[str, Book]], words: Words) -> None:
    newer = Returned(filled(year[1], "乙.xlsx", 状态="已完成", 佐证材料="文件"), datetime(2021, 4, 4))
    older = Returned(filled(year[1], "甲.xlsx"), APRIL_2)
    plan = reconcile(year[0], [newer], MARCH, SETTINGS, words)
    records = applied(year[0], plan.changes.appended, {})
    plan = reconcile(records, [older], MARCH, SETTINGS, words)
    assert not len(plan.changes.appended["progress"])
    records = applied(records, plan.changes.appended, plan.changes.removed)
    assert list(records.progress["status"]) == ["已完成"] and "推进中" in list(records.conflicts["value"])
    assert reconcile(records, [older], MARCH, SETTINGS, words).changes.empty


def test_the_order_of_files_does_not_matter_and_again_changes_nothing(
    year: tuple[Records, dict[str, Book]], words: Words
) -> None:
    came = [
        Returned(filled(year[1], "甲.xlsx"), APRIL_2), Returned(filled(year[1], "乙.xlsx", 状态="未启动"), APRIL_2),
        Returned(fill(returned_cells(year[1]["清溪镇"]), "牵头任务", "落实河长制", 状态="已完成"), APRIL_2),
        Returned(fill(returned_cells(year[1]["区水务局"]), "牵头任务", "落实河长制", 状态="推进中"), APRIL_2),
    ]
    plans = [reconcile(year[0], list(order), MARCH, SETTINGS, words) for order in permutations(came)]
    for plan in plans[1:]:
        assert plan.book == plans[0].book and plan.redo == plans[0].redo
        assert all(plan.changes.appended[name].equals(frame) for name, frame in plans[0].changes.appended.items())
    after = applied(year[0], plans[0].changes.appended, plans[0].changes.removed)
    for subset in (came, came[:1], came[1:2], came[2:], came[3:]):
        assert reconcile(after, subset, MARCH, SETTINGS, words).changes.empty, [item.cells.file for item in subset]


def test_stages_are_kept_and_a_shorter_plan_replaces_a_longer_one(
    year: tuple[Records, dict[str, Book]], words: Words
) -> None:
    def plan_rows(*labels: str) -> WorkbookCells:
        return edited(returned_cells(year[1]["区财政局"], f"{labels[0]}.xlsx"), "细化方案",
                      lambda rows: rows.extend(["3", label, "6月底", "王芳", "65550001"] for label in labels))

    first = merge(year[0], words, plan_rows("摸底", "招商", "投产"))
    assert list(first.changes.appended["plans"]["label"]) == ["摸底", "招商", "投产"]
    records = applied(year[0], first.changes.appended, {})
    second = merge(records, words, plan_rows("只此一步"), at=datetime(2021, 4, 4))
    records = applied(records, second.changes.appended, second.changes.removed)
    assert list(records.plans["label"]) == ["只此一步"]
    assert [value.split("，")[1] for value in second.changes.appended["conflicts"]["value"]] == ["摸底", "招商", "投产"]
    assert merge(records, words, plan_rows("只此一步"), at=datetime(2021, 4, 4)).changes.empty


def test_a_value_taken_back_is_no_repetition(year: tuple[Records, dict[str, Book]], words: Words) -> None:
    came = [Returned(filled(year[1], f"{day}.xlsx", 状态=status), datetime(2021, 4, day))
            for day, status in ((1, "推进中"), (2, "未启动"), (3, "推进中"))]
    plan = reconcile(year[0], came, MARCH, SETTINGS, words)
    assert [state for _, state in register(plan)] == ["已报"] * 3
    assert plan.changes.appended["progress"][["file", "status"]].values.tolist() == [["3.xlsx", "推进中"]]


def test_the_forms_own_words_written_once_more_are_named(year: tuple[Records, dict[str, Book]], words: Words) -> None:
    def write(rows: Rows) -> None:
        rows.append([None, None, "合计"])

    plan = merge(year[0], words, edited(filled(year[1]), "审签页", write))
    problem = next(problem for problem in plan.changes.problems if problem.code == "text-extra")
    assert problem.value == "合计"
