"""The 核验 workbook: who is in it, what is taken from it however it comes back, and what waits again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from breakdown.book import Book
from breakdown.cells import IDENTITY_SHEET, WorkbookCells
from breakdown.closings import find_claims
from breakdown.columns import CLOSINGS
from breakdown.form import VERIFY
from breakdown.merge import MergePlan, Returned, reconcile
from breakdown.merge.intake import Taken
from breakdown.merge.shelf import stock
from breakdown.merge.verify import holds_news, take_decisions
from breakdown.merge.verify_form import TYPED, read_row_id
from breakdown.periods import parse_period
from breakdown.records import FRAMES, Records
from breakdown.words import Words
from tests.merge.damage import ALL, Rows, damage, header_row, lose_row_ids
from tests.merge.test_no_cell_lost import CASES, unaccounted
from tests.merge.test_round_trip import APRIL_2, MARCH, codes, issued
from tests.office_year import SETTINGS, applied, edited, fill, returned_cells, with_rows

FIRMS, FARMS, RIVER = "新增规模以上企业5家", "培育家庭农场15家", "落实河长制"
APRIL_3, APRIL_4, APRIL_5, APRIL_6 = (datetime(2021, 4, day, 9) for day in (3, 4, 5, 6))
DONE = {"状态": "已完成", "完成比例": "100%", "佐证材料": "验收单1号"}
CLOSE = {"核验结果": "销号", "批准人": "张三", "核验日期": "4月1日", "核验依据": "实地查看"}
BACK = {"核验结果": "退回", "退回原因": "缺验收单"}
Year = tuple[Records, dict[str, Book]]


@pytest.fixture(scope="module")
def year() -> Year:
    return issued()


@pytest.fixture(scope="module")
def claimed(year: Year, words: Words) -> tuple[Records, WorkbookCells]:
    """区财政局 claims two tasks, 清溪镇 one that it leads beside 区水务局; and the workbook that asks for checks."""
    came = [report(year, "区财政局", {FIRMS: DONE, FARMS: DONE}), report(year, "清溪镇", {RIVER: DONE})]
    records, plan = merged(year[0], words, *came)
    return records, returned_cells(plan.verify.book)


def report(year: Year, unit: str, tasks: dict[str, dict[str, str]], file: str = "",
           at: datetime = APRIL_2) -> Returned:
    cells = returned_cells(year[1][unit], file or f"{unit}.xlsx", f"{unit} {tasks}")
    for content, values in tasks.items():
        cells = fill(cells, "牵头任务", content, **values)
    return Returned(cells, at)


def checked(cells: WorkbookCells, decisions: dict[str, dict[str, str]], file: str = "核.xlsx",
            at: datetime = APRIL_3) -> Returned:
    for content, values in decisions.items():
        cells = fill(cells, VERIFY, content, **values)
    return Returned(replace(cells, file=file, sha256=f"{file} {decisions}"), at)


def merged(records: Records, words: Words, *came: Returned) -> tuple[Records, MergePlan]:
    plan = reconcile(records, came, MARCH, SETTINGS, words)
    return applied(records, plan.changes.appended, plan.changes.removed), plan


def rows(plan: MergePlan) -> dict[tuple[str, str], tuple[str, ...]]:
    """By task and unit what stands in the input columns."""
    cells = returned_cells(plan.verify.book)
    sheet = cells.sheets[0]
    at = next(at for at, row in enumerate(sheet.rows) if "重点工作" in row)
    ids = (read_row_id(row[0], SETTINGS) for row in sheet.rows[at + 1:])
    return {(known.task_id, known.unit): tuple(sheet.text(at + 1 + number, column) for column in range(12, 17))
            for number, known in enumerate(ids) if known}


def standings(records: Records, period: str = "2021-03") -> dict[str, str]:
    return {task: claim.standing for (task, _), claim in find_claims(records, parse_period(period)).items()}


def test_every_claim_of_a_lead_unit_waits_in_one_row(year: Year, words: Words) -> None:
    came = [report(year, "区财政局", {FIRMS: DONE, FARMS: {"状态": "推进中"}}), report(year, "清溪镇", {RIVER: DONE}),
            report(year, "区水务局", {RIVER: DONE})]
    _, plan = merged(year[0], words, *came)
    assert list(rows(plan)) == [("T03", "区财政局"), ("T11", "区水务局"), ("T11", "清溪镇")]
    assert plan.verify[1:] == (3, 3) and set(rows(plan).values()) == {("",) * 5}
    assert merged(year[0], words)[1].verify.rows == 0


def test_a_decision_is_recorded_and_stands_in_the_workbook_when_it_is_written_again(
    claimed: tuple[Records, WorkbookCells], words: Words
) -> None:
    records, plan = merged(claimed[0], words, checked(claimed[1], {FARMS: CLOSE, FIRMS: BACK}))
    assert codes(plan) == [] and not plan.redo
    kept = records.closings.set_index("task_id")
    assert kept.loc["T08", ["unit", "result", "approver", "checked_on", "evidence", "claimed"]].tolist() == [
        "区财政局", "销号", "张三", "4月1日", "实地查看", "2021-03"]
    assert str(kept.loc["T08", "checked_date"].date()) == "2021-04-01"
    assert kept.loc["T03", ["result", "reason"]].tolist() == ["退回", "缺验收单"]
    assert standings(records) == {"T03": "退回", "T08": "已销号", "T11": "待核验"}
    assert rows(plan)["T08", "区财政局"] == ("销号", "张三", "4月1日", "实地查看", "")
    assert plan.verify[1:] == (3, 1)
    register = records.returns.set_index("file").loc["核.xlsx"]
    assert (register["state"], register["unit"], register["filled"], register["note"]) == ("已报", "", 2, "核验表")
    again, twice = merged(records, words, checked(claimed[1], {FARMS: CLOSE, FIRMS: BACK}))
    assert twice.changes.empty and twice.verify == plan.verify


@pytest.mark.parametrize("lost", [(), ("properties",), ("properties", "sheet"), ("sheet", "rows"),
                                  ("properties", "sheet", "rows")])
def test_it_is_known_by_what_is_left_of_its_identity(
    claimed: tuple[Records, WorkbookCells], words: Words, lost: tuple[str, ...]
) -> None:
    whole = checked(claimed[1], {FARMS: CLOSE, RIVER: BACK})
    cells = whole.cells
    if "properties" in lost:
        cells = replace(cells, properties={})
    if "sheet" in lost:
        cells = replace(cells, sheets=tuple(sheet for sheet in cells.sheets if sheet.name != IDENTITY_SHEET))
    if "rows" in lost:
        cells = edited(cells, VERIFY, lambda sheet: lose_row_ids(sheet, Random(1)))
    records, plan = merged(claimed[0], words, Returned(cells, APRIL_3))
    columns = [name for name in CLOSINGS.names if name not in ("file", "sheet", "row", "received_at")]
    expected = merged(claimed[0], words, whole)[0].closings
    assert records.closings[columns].equals(expected[columns])
    guessed = {"rows" in lost, len(lost) == 3}
    assert codes(plan).count("identity-guessed") == (0 if guessed == {False} else 3 + (len(lost) == 3))
    assert set(codes(plan)) <= {"identity-guessed", "check-missing"}


@pytest.mark.parametrize(("period", "identity", "said"), [
    ("2021-02", SETTINGS, "这是 2021-03 期的核验表，本期是 2021-02"),
    ("2021-03", replace(SETTINGS, identity="别处", key="别的"), "这是另一个台账的核验表，不是本台账的"),
])
def test_of_another_period_or_folder_nothing_is_taken(
    claimed: tuple[Records, WorkbookCells], words: Words, period: str, identity: object, said: str
) -> None:
    came = checked(claimed[1], {FARMS: CLOSE})
    plan = reconcile(claimed[0], [came], parse_period(period), identity, words)  # type: ignore[arg-type]
    assert [(problem.code, problem.sentence) for problem in plan.changes.problems] == [("form-rejected", said)]
    assert not len(plan.changes.appended["closings"]) and not plan.redo
    bare = replace(came.cells, properties={}, sheets=came.cells.sheets[:1])
    if period == "2021-02":
        taken = take_decisions(Returned(bare, APRIL_3), stock(claimed[0]), parse_period(period), SETTINGS)
        assert taken and (taken.state, taken.note) == ("退回", said), "the rows say so, too"


def test_of_two_that_differ_the_later_counts_and_both_are_listed(
    claimed: tuple[Records, WorkbookCells], words: Words
) -> None:
    first = checked(claimed[1], {FARMS: CLOSE}, "一.xlsx")
    second = checked(claimed[1], {FARMS: BACK, RIVER: CLOSE}, "二.xlsx", APRIL_4)
    records, plan = merged(claimed[0], words, second, first)
    assert records.closings["result"].tolist() == ["退回", "销号"]
    conflicts = records.conflicts[records.conflicts["field"] == "核验结果"]
    assert conflicts[["value", "counted"]].values.tolist() == [["销号", False], ["退回", True]]
    assert conflicts["reason"].str.contains("前后几份核验表").all()


CHECKS: list[tuple[dict[str, str], list[tuple[str, str]]]] = [
    (CLOSE, []), (BACK, []),
    (CLOSE | {"批准人": "", "核验依据": ""}, [("check-missing", "销号")]),
    (BACK | {"退回原因": ""}, [("check-missing", "退回")]),
    (CLOSE | {"核验结果": "看情况"}, [("check-result", "看情况")]),
    (CLOSE | {"核验结果": ""}, [("check-result", "张三；4月1日；实地查看")]),
    (CLOSE | {"核验日期": "春天"}, [("check-day", "春天")]),
    (CLOSE | {"核验日期": "2021-05-01"}, [("check-day", "2021-05-01")]),
]


@pytest.mark.parametrize(("typed", "found"), CHECKS)
def test_what_is_doubtful_is_named_and_kept(
    claimed: tuple[Records, WorkbookCells], words: Words, typed: dict[str, str], found: list[tuple[str, str]]
) -> None:
    records, plan = merged(claimed[0], words, checked(claimed[1], {FARMS: typed}))
    assert [(problem.code, problem.value) for problem in plan.changes.problems] == found
    closing = records.closings.iloc[0]
    assert [closing[name] for name in ("result", "approver", "checked_on", "evidence", "reason")] == [
        typed.get(header, "") for header in ("核验结果", "批准人", "核验日期", "核验依据", "退回原因")]
    assert standings(records)["T08"] == {"销号": "已销号", "退回": "退回"}.get(typed["核验结果"], "待核验")
    assert rows(plan)["T08", "区财政局"][0] == typed["核验结果"]


@pytest.mark.parametrize(("typed", "came", "day"), [
    ("12月30日", datetime(2022, 1, 5), "2021-12-30"), ("1月4日", datetime(2022, 1, 5), "2022-01-04"),
    ("2月25日", APRIL_3, "2021-02-25"), ("4月2日", datetime(2026, 4, 5), "2021-04-02"),
])
def test_a_day_without_a_year_is_the_first_that_makes_sense(
    claimed: tuple[Records, WorkbookCells], words: Words, typed: str, came: datetime, day: str
) -> None:
    returned = checked(claimed[1], {FARMS: CLOSE | {"核验日期": typed}}, at=came)
    records, plan = merged(claimed[0], words, returned)
    assert str(records.closings["checked_date"].iloc[0].date()) == day and codes(plan) == []


def test_a_decision_on_what_nobody_claims_changes_nothing(
    year: Year, claimed: tuple[Records, WorkbookCells], words: Words
) -> None:
    running = report(year, "区财政局", {FARMS: {"状态": "推进中"}}, "改.xlsx", APRIL_3)
    records, plan = merged(claimed[0], words, running, checked(claimed[1], {FARMS: CLOSE}, at=APRIL_4))
    assert [problem.sentence for problem in plan.changes.problems if problem.code == "check-unclaimed"] == [
        "区财政局最近报的是“推进中”，不是已完成，核验结果不影响任务状态"]
    assert "T08" not in standings(records)
    assert rows(plan)["T08", "区财政局"] == ("销号", "张三", "4月1日", "实地查看", ""), "what was typed is still there"


def test_what_was_sent_back_waits_again_once_it_is_worded_anew(
    year: Year, claimed: tuple[Records, WorkbookCells], words: Words
) -> None:
    back = checked(claimed[1], {FIRMS: BACK})
    records, _ = merged(claimed[0], words, back)
    same, _ = merged(records, words, report(year, "区财政局", {FIRMS: DONE}, "同.xlsx", APRIL_4))
    assert standings(same)["T03"] == "退回", "the same words are no new claim"
    anew = report(year, "区财政局", {FIRMS: DONE | {"佐证材料": "验收单2号"}}, "新.xlsx", APRIL_4)
    records, plan = merged(records, words, anew)
    assert standings(records)["T03"] == "待核验"
    assert rows(plan)["T03", "区财政局"] == ("",) * 5, "the old decision is about the old words"
    # the old workbook, saved once more, still speaks of the old words
    records, _ = merged(records, words, checked(claimed[1], {FIRMS: BACK}, "旧.xlsx", APRIL_5))
    assert standings(records)["T03"] == "待核验"
    records, _ = merged(records, words, checked(returned_cells(plan.verify.book), {FIRMS: CLOSE}, "再.xlsx", APRIL_6))
    assert standings(records)["T03"] == "已销号"


def later(records: Records, period: str, status: str) -> Records:
    row = {"period": period, "task_id": "T08", "unit": "区财政局", "role": "牵头", "status": status}
    return with_rows(records, progress=[row])


def test_a_decision_holds_in_later_periods_until_the_unit_says_otherwise(
    claimed: tuple[Records, WorkbookCells], words: Words
) -> None:
    closed, _ = merged(claimed[0], words, checked(claimed[1], {FARMS: CLOSE}))
    assert standings(closed, "2021-05")["T08"] == "已销号" and standings(closed, "2021-02") == {}
    assert standings(later(closed, "2021-04", "已完成"), "2021-04")["T08"] == "已销号"
    assert standings(later(closed, "2021-04", ""), "2021-04")["T08"] == "已销号"
    opened = later(closed, "2021-04", "推进中")
    assert "T08" not in standings(opened, "2021-04") and standings(opened)["T08"] == "已销号"
    assert standings(later(opened, "2021-05", "已完成"), "2021-05")["T08"] == "待核验"
    back, _ = merged(claimed[0], words, checked(claimed[1], {FARMS: BACK}))
    assert standings(back, "2021-04")["T08"] == standings(later(back, "2021-04", ""), "2021-04")["T08"] == "退回"
    assert standings(later(back, "2021-04", "已完成"), "2021-04")["T08"] == "待核验"
    waiting = reconcile(closed, [], parse_period("2021-04"), SETTINGS, words).verify
    assert (waiting.rows, waiting.waiting) == (2, 2), "what was closed in March does not come again"


def test_news_is_what_somebody_typed_and_nothing_else(claimed: tuple[Records, WorkbookCells], words: Words) -> None:
    def news(cells: WorkbookCells, records: Records) -> bool:
        return holds_news(Returned(cells, APRIL_3), stock(records), records.rows("closings"), MARCH, SETTINGS)

    typed = checked(claimed[1], {FARMS: CLOSE})
    records, plan = merged(claimed[0], words, typed)
    assert not news(claimed[1], claimed[0]) and news(typed.cells, claimed[0])
    assert not news(returned_cells(plan.verify.book), records) and not news(claimed[1], records)
    assert news(fill(returned_cells(plan.verify.book), VERIFY, FARMS, 核验依据="台账"), records)
    assert news(edited(claimed[1], VERIFY, lambda sheet: sheet.append([None, None, "记一笔"])), claimed[0])
    assert news(replace(claimed[1], properties={}, sheets=()), claimed[0]), "whatever it is, it is not ours"


def typed_in(cells: WorkbookCells, dice: Random) -> WorkbookCells:
    """Words in a third of the input cells, each saying by itself which row and column it belongs to."""
    headers = {column.header: column.name for column in TYPED}

    def typing(sheet: Rows) -> None:
        at = header_row(sheet) or 0
        for row in sheet[at + 1:]:
            row += [None] * (len(sheet[at]) - len(row))
            for column, head in enumerate(sheet[at]):
                if head in headers and dice.random() < 0.4:
                    row[column] = f"填.{str(row[0]).split('|')[2]}.{headers[str(head)]}.{dice.randrange(1000)}"

    return edited(cells, VERIFY, typing)


@settings(max_examples=CASES // 2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**16),
       kinds=st.lists(st.tuples(st.integers(0, len(ALL) - 1), st.integers(0, 2**16)), max_size=6))
def test_no_cell_is_lost(
    claimed: tuple[Records, WorkbookCells], words: Words, seed: int, kinds: list[tuple[int, int]]
) -> None:
    records, untouched = claimed
    cells = damage(typed_in(untouched, Random(seed)), kinds)
    taken = take_decisions(Returned(cells, APRIL_3), stock(records), MARCH, SETTINGS)
    if taken is None or taken.state == "退回":
        # the carriers of identity say something else, or nothing is left of them: the file as a whole is named
        plan = reconcile(records, [Returned(cells, APRIL_3)], MARCH, SETTINGS, words)
        assert plan.changes.appended["returns"]["state"].isin(["无法识别", "退回"]).all()
        whole = [problem for problem in plan.changes.problems if problem.code in ("form-rejected", "file-unreadable")]
        assert [problem.place for problem in whole] == [cells.file] and not len(plan.changes.appended["closings"])
        return
    assert unaccounted(untouched, cells, taken) == []
    assert misplaced(taken) == []


def misplaced(taken: Taken) -> list[str]:
    said = [(entry, name, text.translate(NARROW).split(".")) for entry in taken.entries
            for name, text in entry.texts.items()]
    return [f"{entry.task_id}.{name}={parts}" for entry, name, parts in said
            if parts[0] == "填" and parts[1:3] != [entry.task_id, name]]


NARROW = str.maketrans("０１２３４５６７８９％｜－", "0123456789%|-")

decisions = st.dictionaries(
    st.sampled_from([FIRMS, FARMS, RIVER]), st.sampled_from([CLOSE, BACK, BACK | {"退回原因": ""}, {"批准人": "李四"}]),
    max_size=3)
claims = st.dictionaries(
    st.sampled_from([FIRMS, FARMS]), st.sampled_from([DONE, DONE | {"佐证材料": "2号"}, {"状态": "推进中"}]),
    min_size=1)
harms = st.lists(st.tuples(st.integers(0, len(ALL) - 1), st.integers(0, 99)), max_size=1)
files = st.one_of(
    st.tuples(st.just("claim"), claims, st.integers(2, 6), st.just([])),
    st.tuples(st.just("check"), decisions, st.integers(2, 6), harms),
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(came=st.lists(files, min_size=2, max_size=5), order=st.randoms(use_true_random=False))
def test_one_by_one_and_in_any_order_as_together(
    year: Year, claimed: tuple[Records, WorkbookCells], words: Words, came: list[tuple[str, dict[str, dict[str, str]],
    int, list[tuple[int, int]]]], order: Random
) -> None:
    made = []
    for number, (kind, said, day, harm) in enumerate(came):
        at = datetime(2021, 4, day)
        if kind == "claim":
            made.append(report(year, "区财政局", said, f"{number}.xlsx", at))
        else:
            returned = checked(claimed[1], said, f"{number}.xlsx", at)
            made.append(replace(returned, cells=damage(returned.cells, harm)))
    together, plan = merged(claimed[0], words, *made)
    order.shuffle(made)
    records = claimed[0]
    for each in made:
        records, last = merged(records, words, each)
    assert as_rows(records) == as_rows(together)
    assert last.verify == plan.verify
    again, twice = merged(records, words, *made)
    assert twice.changes.empty and as_rows(again) == as_rows(together)


def as_rows(records: Records) -> dict[str, list[str]]:
    return {name: sorted(map(str, getattr(records, name).to_dict("records"))) for name in FRAMES}


def test_what_stands_beside_the_cells_is_named(claimed: tuple[Records, WorkbookCells], words: Words) -> None:
    came = checked(claimed[1], {FARMS: CLOSE})
    sheet = came.cells.sheets[0]
    at = next(at for at in range(len(sheet.rows)) if sheet.text(at, 2) == FARMS)
    marked = replace(sheet, notes={(at, 12): "待补照片"}, struck=frozenset({(at, 15)}))
    records, plan = merged(claimed[0], words, Returned(replace(came.cells, sheets=(marked, *came.cells.sheets[1:])),
                                                       APRIL_3))
    named = [(problem.code, problem.value, problem.sentence) for problem in plan.changes.problems]
    assert ("note-kept", "核验结果：待补照片", "核验表这一行有批注或图片，没有记入核验结果") in named
    assert [sentence for code, value, sentence in named if (code, value) == ("struck", "实地查看")] == [
        "“核验依据”的文字（或其中一部分）加了删除线，是否作废看不出，仍按原文采纳"]
    assert records.closings["evidence"].tolist() == ["实地查看"]


def test_a_printed_cell_that_was_changed_is_named_with_what_the_ledger_says(
    claimed: tuple[Records, WorkbookCells], words: Words
) -> None:
    cells = fill(claimed[1], VERIFY, FARMS, 年度目标="目标九", 佐证材料="验收单9号")
    records, plan = merged(claimed[0], words, checked(cells, {FARMS: CLOSE}))
    found = [(problem.code, problem.sentence.partition("：")[0], problem.value) for problem in plan.changes.problems]
    assert found == [
        ("locked-changed", "“年度目标”被改动，台账仍为“目标8”", "目标九"),
        ("locked-changed", "“佐证材料”被改动，台账仍为“原来的内容”", "验收单9号")]
    assert standings(records)["T08"] == "已销号", "the row id still tells which claim was checked"
