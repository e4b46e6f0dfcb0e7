"""调整申请 that come back: bound to tasks, judged, kept until worded anew; and what the office makes of them."""

from __future__ import annotations

from datetime import datetime

import pytest

from breakdown.book import Book, Value
from breakdown.cells import WorkbookCells
from breakdown.form import ADJUST
from breakdown.issue import plan_books
from breakdown.merge import MergePlan, Returned, reconcile
from breakdown.merge.requests import read_kind
from breakdown.records import Records
from breakdown.review import plan_review
from breakdown.review.adopt import plan_adoption
from breakdown.review.requests import requests_sheet
from breakdown.review.returned import read_review
from breakdown.review.standing import ledger_reading
from breakdown.words import Words
from tests.merge.test_round_trip import APRIL_2, MARCH, codes, issued, merge
from tests.office_year import SETTINGS, applied, edited, fill, returned_cells

LATER = datetime(2021, 4, 3, 9)
ASKED = ("3", "完成时限", "2022年6月底前", "用地指标未下达")
STARTED = ("培育家庭农场15家", "压减一般性支出5%", "新增规模以上企业5家")


@pytest.fixture(scope="module")
def year() -> tuple[Records, dict[str, Book]]:
    return issued()


def asking(books: dict[str, Book], *rows: tuple[str, ...], unit: str = "区财政局", file: str = "") -> WorkbookCells:
    cells = returned_cells(books[unit], file)
    for content in STARTED if unit == "区财政局" else ():
        cells = fill(cells, "牵头任务", content, 状态="未启动")
    return edited(cells, ADJUST, lambda sheet: sheet.extend(map(list, rows)))


def after(records: Records, plan: MergePlan) -> Records:
    return applied(records, plan.changes.appended, plan.changes.removed)


def listed(records: Records) -> list[tuple[str, ...]]:
    return [tuple(row) for row in records.requests[["task_id", "kind", "wanted", "reason"]].itertuples(index=False)]


def decided(
    records: Records, words: Words, typed: dict[str, Value], tasks: dict[str, Value] | None = None, at: int = 0
) -> tuple[Records, list[str]]:
    """The ledger after the office wrote its decision on a request, and changed a task, in the review workbook."""
    def decide(rows: list[list[Value]]) -> None:
        head = next(i for i, row in enumerate(rows) if "申请事项" in row)
        row = rows[head + 1 + at]
        row += [None] * (len(rows[head]) - len(row))
        for title, value in typed.items():
            row[rows[head].index(title)] = value

    def change(rows: list[list[Value]]) -> None:
        head = next(i for i, row in enumerate(rows) if "重点工作" in row)
        row = next(row for row in rows[head + 1:] if row[1] == "3")
        for title, value in (tasks or {}).items():
            row[rows[head].index(title)] = value

    cells = returned_cells(plan_review(ledger_reading(records, 2021), requests_sheet(records)))
    cells = edited(edited(cells, ADJUST, decide), "任务核对", change)
    checked = read_review(cells, words)
    changes = plan_adoption(records, checked.reading, checked.decisions)
    known = applied(records, changes.appended, changes.removed)
    again = plan_adoption(known, checked.reading, checked.decisions)
    assert again.empty, again
    return known, [problem.code for problem in (*checked.problems, *changes.problems) if problem.severity != "提示"]


def deadline(records: Records, task_id: str = "T03") -> tuple[str, str]:
    row = records.tasks.set_index("task_id").loc[task_id]
    return row["deadline_text"], f"{row['due']:%Y-%m-%d}"


AGREED = {"决定": "同意", "批准人": "张三", "批准日期": "2021-4-6"}


def test_a_request_is_bound_to_its_task_and_recorded(year: tuple[Records, dict[str, Book]], words: Words) -> None:
    plan = merge(year[0], words, asking(year[1], ASKED))
    assert codes(plan) == []
    records = after(year[0], plan)
    assert listed(records) == [("T03", "完成时限", "2022年6月底前", "用地指标未下达")]
    assert records.requests["received_at"][0] == APRIL_2
    assert merge(records, words, asking(year[1], ASKED)).changes.empty


def test_a_request_alone_is_no_empty_return(year: tuple[Records, dict[str, Book]], words: Words) -> None:
    cells = edited(returned_cells(year[1]["白石镇"]), ADJUST, lambda rows: rows.append(["7", *ASKED[1:]]))
    plan = merge(year[0], words, cells)
    assert list(plan.changes.appended["returns"]["state"]) == ["已报"]
    assert "form-empty" not in codes(plan)


@pytest.mark.parametrize(("row", "expected"), [
    (("99", *ASKED[1:]), ["request-task"]),
    (("", *ASKED[1:]), ["request-task"]),
    (("3", "", "2022年6月底前", "用地指标未下达"), ["request-kind"]),
    (("3", "其他", "2022年6月底前", "用地指标未下达"), ["request-kind"]),
    (("3", "完成时限", "", "用地指标未下达"), ["request-wanted"]),
    (("3", "完成时限", "适当延后", "用地指标未下达"), ["request-wanted"]),
    (("3", "完成时限", "2022年6月底前", ""), ["request-reason"]),
    (("第3项", "申请延期", "2022-6-30", "用地指标未下达"), ["request-kind"]),
    (("2", "责任单位", "由区教育局配合", "职能已划转"), []),
])
def test_what_is_wrong_with_a_request(
    year: tuple[Records, dict[str, Book]], words: Words, row: tuple[str, ...], expected: list[str]
) -> None:
    plan = merge(year[0], words, asking(year[1], row))
    assert codes(plan) == expected
    assert len(after(year[0], plan).requests) == 1


@pytest.mark.parametrize(("typed", "kind"), [
    ("完成时限", "完成时限"), ("延期", "完成时限"), ("责任单位调整", "责任单位"), ("目标值", "目标值"),
    ("任务表述调整", "任务表述"), ("牵头单位和时限", "牵头单位和时限"), ("其他", "其他"), ("", ""),
])
def test_the_matter_by_the_units_own_words(words: Words, typed: str, kind: str) -> None:
    assert read_kind(typed, words.requests) == kind


def test_a_request_not_repeated_stays_and_one_worded_anew_replaces(
    year: tuple[Records, dict[str, Book]], words: Words
) -> None:
    first = asking(year[1], ASKED, ("8", "目标值", "12家", "申报数减少"))
    again = asking(year[1], ("3", "完成时限", "2022年9月底前", "用地指标未下达"), file="二次.xlsx")
    together = reconcile(year[0], [Returned(first, APRIL_2), Returned(again, LATER)], MARCH, SETTINGS, words)
    one = after(year[0], reconcile(year[0], [Returned(again, LATER)], MARCH, SETTINGS, words))
    other = after(one, reconcile(one, [Returned(first, APRIL_2)], MARCH, SETTINGS, words))
    wanted = [("T03", "完成时限", "2022年9月底前", "用地指标未下达"), ("T08", "目标值", "12家", "申报数减少")]
    assert listed(after(year[0], together)) == listed(other) == wanted
    conflicts = other.conflicts[other.conflicts["field"] == "调整申请：完成时限"]
    assert sorted(zip(conflicts["value"], conflicts["counted"], strict=True)) == [
        ("2022年6月底前；用地指标未下达", False), ("2022年9月底前；用地指标未下达", True)]


def test_a_wrong_request_goes_once_the_unit_words_it_anew(year: tuple[Records, dict[str, Book]], words: Words) -> None:
    first = after(year[0], merge(year[0], words, asking(year[1], ("99", *ASKED[1:]))))
    plan = merge(first, words, asking(year[1], ASKED, file="改好.xlsx"), at=LATER)
    assert codes(plan) == []
    records = after(first, plan)
    assert [row[0] for row in listed(records)] == ["T03"]
    told = records.findings[records.findings["code"] == "request-task"]
    assert list(told["severity"]) == ["提示"]


def test_the_status_alone_is_a_request_without_a_matter(year: tuple[Records, dict[str, Book]], words: Words) -> None:
    cells = fill(asking(year[1]), "牵头任务", STARTED[2], 状态="申请调整", 存在问题="用地未批")
    plan = merge(year[0], words, cells)
    assert codes(plan) == ["adjust-no-kind"]
    assert listed(after(year[0], plan)) == [("T03", "", "", "用地未批")]
    explained = merge(year[0], words, fill(asking(year[1], ASKED), "牵头任务", STARTED[2], 状态="申请调整"))
    assert codes(explained) == []


def test_an_agreed_extension_moves_the_due_day_and_keeps_the_original(
    year: tuple[Records, dict[str, Book]], words: Words
) -> None:
    asked = after(year[0], merge(year[0], words, asking(year[1], ASKED)))
    records, problems = decided(asked, words, AGREED)
    assert problems == []
    assert deadline(records) == ("2022年6月底前", "2022-06-30")
    ruling = records.rulings.to_dict("records")[0]
    assert (ruling["before"], ruling["after"], ruling["approver"]) == ("年底前", "2022年6月底前", "张三")
    form = next(form for form in plan_books(records, MARCH, SETTINGS).forms if form.unit == "区财政局")
    texts = str(form.book.sheets)
    assert "2022年6月底前（原年底前）" in texts
    assert "同意，年底前调整为2022年6月底前（张三，2021-04-06）" in texts


def test_the_office_may_set_another_day_and_change_it_by_hand_later(
    year: tuple[Records, dict[str, Book]], words: Words
) -> None:
    asked = after(year[0], merge(year[0], words, asking(year[1], ASKED)))
    records, _ = decided(asked, words, {**AGREED, "调整为": "2022年3月底前"})
    assert deadline(records) == ("2022年3月底前", "2022-03-31")
    later, _ = decided(records, words, {}, {"完成时限": "2022年5月底前", "到期日": "2022-05-31"})
    assert deadline(later) == ("2022年5月底前", "2022-05-31")
    assert len(later.rulings) == 1


@pytest.mark.parametrize("typed", [
    {"决定": "同意"}, {"决定": "同意", "批准人": "张三"}, {"决定": "缓一缓", "批准人": "张三", "批准日期": "2021-4-6"},
    {"批准人": "张三", "批准日期": "2021-4-6"}, {**AGREED, "调整为": "看情况"},
])
def test_a_decision_that_is_not_whole_is_not_taken(
    year: tuple[Records, dict[str, Book]], words: Words, typed: dict[str, Value]
) -> None:
    asked = after(year[0], merge(year[0], words, asking(year[1], ASKED)))
    records, problems = decided(asked, words, typed)
    assert problems == ["ruling"]
    assert records.rulings.empty and deadline(records) == ("年底前", "2021-12-31")


def test_an_extension_asked_for_after_the_due_day_is_late(year: tuple[Records, dict[str, Book]], words: Words) -> None:
    plan = merge(year[0], words, asking(year[1], ("2", *ASKED[1:]), unit="区水务局"))
    assert "request-late" in codes(plan)
    records, problems = decided(after(year[0], plan), words, AGREED)
    assert problems == ["ruling"]
    assert deadline(records, "T02") == ("3月底前", "2021-03-31")
    refused, problems = decided(after(year[0], plan), words, {**AGREED, "决定": "不同意"})
    assert problems == [] and list(refused.rulings["decision"]) == ["不同意"]


def test_consent_to_another_wording_needs_the_task_changed(year: tuple[Records, dict[str, Book]], words: Words) -> None:
    asked = after(year[0], merge(year[0], words, asking(year[1], ("3", "任务表述", "新增企业4家", "统计口径变了"))))
    unchanged, problems = decided(asked, words, AGREED)
    assert problems == ["ruling"] and len(unchanged.rulings) == 1
    wording = {"重点工作": "全年净增市场主体，内容与原来完全不同"}
    changed, problems = decided(asked, words, AGREED, wording)
    assert problems == ["wording-differs"]
    assert changed.tasks.set_index("task_id")["content"]["T03"] == wording["重点工作"]
    assert set(changed.tasks["task_id"]) == set(asked.tasks["task_id"])
