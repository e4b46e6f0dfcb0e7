"""Merging files one by one, in any order, gives the ledger that merging them together gives."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from breakdown.book import Book
from breakdown.cells import WorkbookCells
from breakdown.merge import MergePlan, Preferred, Returned, Unreadable, reconcile
from breakdown.merge.kept import content_code, kept
from breakdown.merge.shelf import stock
from breakdown.merge.take import take
from breakdown.records import FRAMES, Records
from breakdown.words import Words
from tests.merge.damage import ALL, damage
from tests.merge.test_round_trip import APRIL_2, MARCH, issued
from tests.office_year import SETTINGS, applied, edited, fill, returned_cells, small_records, with_rows

TASKS = {"区财政局": ("新增规模以上企业5家", "培育家庭农场15家"), "清溪镇": ("落实河长制", "完成旧村整治8个"),
         "区水务局": ("落实河长制", "改造老旧管网12公里")}
LAST = {"period": "2021-02", "task_id": "T03", "unit": "区财政局", "role": "牵头", "status": "推进中", "value": "3家"}
Came = Returned | Unreadable

reports = st.fixed_dictionaries({
    "状态": st.sampled_from(["", "推进中", "已完成", "未启动", "有序推进", "看情况"]),
    "完成值": st.sampled_from(["", "2家", "4家"]), "完成比例": st.sampled_from(["", "60%", "差不多"]),
})
files = st.fixed_dictionaries({
    "unit": st.sampled_from(list(TASKS)), "reports": st.tuples(reports, reports), "day": st.integers(2, 8),
    "stage": st.sampled_from(["", "摸底", "招商"]), "name": st.integers(1, 6),
    "harms": st.lists(st.tuples(st.integers(0, len(ALL) - 1), st.integers(0, 99)), max_size=1),
    "kind": st.sampled_from(["form", "form", "form", "form", "broken"]),
})


@pytest.fixture(scope="module")
def year() -> tuple[Records, dict[str, Book]]:
    return issued(with_rows(small_records(), progress=[LAST]))


def returned(books: dict[str, Book], file: dict[str, object]) -> Came:
    unit, at = str(file["unit"]), datetime(2021, 4, int(str(file["day"])))
    name = f"{file['name']}.xlsx"
    if file["kind"] == "broken":
        return Unreadable(name, f"broken {name} {at}", "不完整", at)
    cells = returned_cells(books[unit], name, f"hash of {sorted(file.items(), key=str)}")
    for task, report in zip(TASKS[unit], file["reports"], strict=True):  # type: ignore[call-overload]
        cells = fill(cells, "牵头任务", task, **report)
    if file["stage"]:
        cells = edited(cells, "细化方案", lambda rows: rows.append(["3", file["stage"], "6月底"]))
    return Returned(damage(cells, file["harms"]), at)  # type: ignore[arg-type]


def merged(records: Records, words: Words, *came: Came) -> Records:
    changes = reconcile(records, came, MARCH, SETTINGS, words).changes
    return applied(records, changes.appended, changes.removed)


def test_a_file_given_twice_is_one_return(year: tuple[Records, dict[str, Book]], words: Words) -> None:
    came = Returned(report(year[1], "甲.xlsx", 状态="推进中"), APRIL_2)
    assert_same(plan_of(year, words, came, came)[1], plan_of(year, words, came)[1])


def assert_same(one: Records, other: Records) -> None:
    for name, spec in FRAMES.items():
        key = list(spec.key)
        left, right = (getattr(each, name).sort_values(key).reset_index(drop=True) for each in (one, other))
        pd.testing.assert_frame_equal(left, right, obj=name)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(listed=st.lists(files, min_size=2, max_size=4), order=st.permutations(range(4)))
def test_one_by_one_is_together(
    year: tuple[Records, dict[str, Book]], words: Words, listed: list[dict[str, object]], order: list[int]
) -> None:
    came = [returned(year[1], file) for file in listed]
    together = merged(year[0], words, *came)
    step = year[0]
    for at in order:
        step = merged(step, words, *came[at : at + 1])
    assert_same(step, together)
    assert reconcile(step, came[:1], MARCH, SETTINGS, words).changes.empty


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    listed=st.lists(files, min_size=2, max_size=4), order=st.permutations(range(4)),
    wishes=st.lists(st.tuples(st.integers(0, 3), st.integers(2, 9), st.integers(0, 3)), min_size=1, max_size=2),
)
def test_what_the_office_prefers_counts_whenever_it_is_merged(
    year: tuple[Records, dict[str, Book]], words: Words, listed: list[dict[str, object]], order: list[int],
    wishes: list[tuple[int, int, int]],
) -> None:
    came = [returned(year[1], file) for file in listed]
    shelf = stock(year[0])
    keys = [item.origin.key for item in (take(each, shelf, MARCH, SETTINGS, words) for each in came)
            if item.state == "已报"]
    # each file once: a wish for one that counts already changes nothing, so that what counts by then matters
    wanted = {keys[at % len(keys)]: (datetime(2021, 4, day, 12), late) for at, day, late in wishes if keys}
    together = merged(year[0], words, *came)
    for key, (moment, _) in wanted.items():
        together = preferring(together, words, key, moment)
    step = year[0]
    for told, at in enumerate(order):
        step = merged(step, words, *came[at : at + 1])
        for key, (moment, late) in wanted.items():
            here = (step.returns["file"] == key[0]) & (step.returns["sha256"] == key[1])
            if here.any() and step.returns.loc[here, "preferred_at"].isna().all() and told >= late:
                step = preferring(step, words, key, moment)
    for key, (moment, _) in wanted.items():
        step = preferring(step, words, key, moment)
    assert_same(step, together)
    assert reconcile(step, came[:1], MARCH, SETTINGS, words).changes.empty


def preferring(records: Records, words: Words, key: tuple[str, str], moment: datetime) -> Records:
    known = records.returns[(records.returns["file"] == key[0]) & (records.returns["sha256"] == key[1])]
    if known["preferred_at"].notna().any():
        return records
    changes = reconcile(records, [], MARCH, SETTINGS, words, Preferred((key,), moment)).changes
    return applied(records, changes.appended, changes.removed)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(file=files)
def test_what_was_taken_is_kept_whole(
    year: tuple[Records, dict[str, Book]], words: Words, file: dict[str, object]
) -> None:
    came = returned(year[1], file)
    assert kept(merged(year[0], words, came), "2021-03") == [take(came, stock(year[0]), MARCH, SETTINGS, words)]


def report(books: dict[str, Book], name: str, **values: str) -> WorkbookCells:
    return fill(returned_cells(books["区财政局"], name), "牵头任务", "新增规模以上企业5家", **values)


def plan_of(year: tuple[Records, dict[str, Book]], words: Words, *came: Came) -> tuple[MergePlan, Records]:
    plan = reconcile(year[0], came, MARCH, SETTINGS, words)
    return plan, applied(year[0], plan.changes.appended, plan.changes.removed)


def test_findings_of_other_files_stay(year: tuple[Records, dict[str, Book]], words: Words) -> None:
    finance = Returned(report(year[1], "甲.xlsx", 状态="看情况"), APRIL_2)
    town = Returned(fill(returned_cells(year[1]["清溪镇"]), "牵头任务", "落实河长制", 状态="说不清"), APRIL_2)
    first, records = plan_of(year, words, finance)
    assert {problem.value for problem in first.changes.problems} >= {"看情况"}
    second, records = plan_of((records, year[1]), words, town)
    assert {"看情况", "说不清"} <= set(records.findings["value"])
    assert "看情况" not in {problem.value for problem in second.changes.problems}, "told once, when its file came"
    assert [unit for unit, _ in second.redo] == ["清溪镇"]


def test_a_finding_that_was_put_right_stays_and_says_so(year: tuple[Records, dict[str, Book]], words: Words) -> None:
    wrong = Returned(report(year[1], "甲.xlsx", 状态="已完成", 完成比例="60%", 佐证材料="文件"), APRIL_2)
    right = Returned(report(year[1], "乙.xlsx", 状态="推进中", 完成比例="60%"), datetime(2021, 4, 3))
    plan, records = plan_of(year, words, wrong)
    assert [unit for unit, _ in plan.redo] == ["区财政局"]
    _, records = plan_of((records, year[1]), words, right)
    row = records.findings[records.findings["code"] == "done-below-100"].iloc[0]
    assert (row["severity"], row["hint"]) == ("提示", "已由“乙.xlsx”代替，不用再处理")


def test_an_empty_form_is_no_matter_once_a_filled_one_came(
    year: tuple[Records, dict[str, Book]], words: Words
) -> None:
    empty = Returned(returned_cells(year[1]["区财政局"], "空.xlsx"), datetime(2021, 4, 4))
    filled = Returned(report(year[1], "甲.xlsx", 状态="推进中"), APRIL_2)
    for came in ((empty, filled), (filled, empty)):
        _, records = plan_of(year, words, *came)
        row = records.findings[records.findings["code"] == "form-empty"].iloc[0]
        assert (row["severity"], row["place"]) == ("提示", "空.xlsx")


def test_a_wrong_form_after_a_good_one_is_still_a_fault(year: tuple[Records, dict[str, Book]], words: Words) -> None:
    good = Returned(report(year[1], "甲.xlsx", 状态="推进中"), APRIL_2)
    february = returned_cells(year[1]["区财政局"], "旧.xlsx")
    properties = {**february.properties, "breakdown-period": "2021-02"}
    wrong = WorkbookCells("旧.xlsx", "旧", (), properties)
    for day, severity in ((1, "提示"), (3, "错误")):
        _, records = plan_of(year, words, good, Returned(wrong, datetime(2021, 4, day)))
        assert set(records.findings.loc[records.findings["place"] == "旧.xlsx", "severity"]) == {severity}


def test_the_content_code_tells_contents_apart(year: tuple[Records, dict[str, Book]], words: Words) -> None:
    def code(cells: WorkbookCells) -> str:
        return content_code(take(Returned(cells, APRIL_2), stock(year[0]), MARCH, SETTINGS, words))

    first = code(report(year[1], "甲.xlsx", 状态="推进中"))
    assert first == code(report(year[1], "乙.xlsx", 状态="推进中"))
    assert first != code(report(year[1], "甲.xlsx", 状态="推进中", 完成值="1家"))
    staged = edited(report(year[1], "甲.xlsx", 状态="推进中"), "细化方案", lambda rows: rows.append(["3", "摸底"]))
    assert first != code(staged)
    assert len(first) == 9 and first[4] == "-"
    assert code(returned_cells(year[1]["区财政局"])) == ""
