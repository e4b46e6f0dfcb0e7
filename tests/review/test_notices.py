"""Several notices in one folder, and corrected ones: what is the same notice, what differs, what stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from breakdown.columns import TASKS as TASK_FRAME
from breakdown.columns import make_frame
from breakdown.records import Records
from breakdown.review.notices import match_reading
from tests.review.readings import task
from tests.test_requests_path import known, run

LETTER = "云河区人民政府关于印发2021年重点工作任务分解的通知\n"
TASKS = {
    "1": "修建清溪桥，新增停车位300个。\n牵头单位：区交通局；配合单位：清溪镇；完成时限：9月底前",
    "2": "完成老旧小区改造二十处。\n牵头单位：区住建局；配合单位：区财政局；完成时限：年底前",
    "3": "建成云河水厂一期并通水。\n牵头单位：区水务局；完成时限：10月底前",
    "4": "新增公办幼儿园学位九百个。\n牵头单位：区教育局；完成时限：8月底前",
    "5": "举办第三届云河灯会和书展。\n牵头单位：区文旅局；完成时限：2月底前",
}
SPECIAL = """云河区2021年安全生产专项整治任务分解方案
1.排查危险化学品企业全部隐患。
牵头单位：区应急局；配合单位：区水务局；完成时限：6月底前
2.开展建筑工地消防演练三次。
牵头单位：区住建局；完成时限：年底前
3.更换老化燃气管网五公里。
牵头单位：区城管局；完成时限：11月底前
"""


def notice(*numbers: str, **changed: str) -> str:
    """The notice with these tasks under headings, numbered afresh; `changed` words some of them anew."""
    texts = TASKS | {name.lstrip("t"): text for name, text in changed.items()}
    body = [f"{at}.{texts[number]}" for at, number in enumerate(numbers, 1)]
    return LETTER + "\n".join(body) + "\n"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    place = tmp_path / "office"
    run(place, "init", str(place), "--name", "云河区", "--year", "2021", here=False)
    take(place, "notice.txt", notice(*TASKS))
    return place


def put(place: Path, name: str, text: str) -> str:
    """What reading a notice says."""
    (place / name).parent.mkdir(exist_ok=True)
    (place / name).write_text(text, encoding="utf-8")
    return run(place, "read", name).replace("\n", "")


def take(place: Path, name: str, text: str) -> str:
    said = put(place, name, text)
    run(place, "adopt")
    return said


def ids(records: Records) -> dict[str, str]:
    return {content[:4]: own for own, content in zip(records.tasks["task_id"], records.tasks["content"], strict=True)}


def problem_rows(place: Path) -> list[list[str]]:
    """位置, 类别, 情况 of every row of 核对结果."""
    sheet = openpyxl.load_workbook(place / "review.xlsx")["核对结果"]
    rows = [[str(cell.value or "") for cell in row] for row in sheet]
    head = next(row for row in rows if "情况" in row)
    columns = [head.index(title) for title in ("位置", "类别", "情况")]
    return [[row[at] for at in columns] for row in rows[rows.index(head) + 1 :]]


def test_a_second_notice_stands_beside_the_first_in_ledger_and_forms(office: Path) -> None:
    first = ids(known(office))
    said = take(office, "special.txt", SPECIAL)
    records = known(office)
    assert "与台账相比" not in said
    assert len(records.tasks) == 8 and records.tasks["task_id"].is_unique
    assert {name: own for name, own in ids(records).items() if name in first} == first
    assert list(records.tasks["notice"]) == ["notice.txt"] * 5 + ["special.txt"] * 3
    run(office, "issue", "--period", "2021-03")
    form = openpyxl.load_workbook(office / "issued" / "2021-03" / "区住建局_2021-03.xlsx")
    texts = [str(cell.value) for row in form["牵头任务"].iter_rows() for cell in row if cell.value]
    assert texts.index("完成老旧小区改造二十处。") < texts.index("开展建筑工地消防演练三次。")
    # 区住建局 leads task 2 of both notices: in its 细化方案 it can tell them apart
    assert {"2", "2（2）"} <= set(texts)
    assert "与台账一致" in run(office, "adopt")


@pytest.mark.parametrize(("one", "two"), [("a.txt", "b.txt"), ("x/a.txt", "y/a.txt")])
def test_two_notices_are_read_at_once_and_later_one_by_one(tmp_path: Path, one: str, two: str) -> None:
    place = tmp_path / "office"
    run(place, "init", str(place), "--name", "云河区", "--year", "2021", here=False)
    for name, text in ((one, notice(*TASKS)), (two, SPECIAL)):
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_text(text, encoding="utf-8")
    run(place, "read", one, two)
    run(place, "adopt")
    both = known(place).tasks
    assert len(both) == 8 and both["notice"].nunique() == 2
    assert len(list((place / "notices").iterdir())) == 2
    for name in (two, one):
        run(place, "read", name)
        run(place, "adopt")
        assert list(known(place).tasks["task_id"]) == list(both["task_id"])
        assert list(known(place).tasks["notice"]) == list(both["notice"])


def test_another_notice_of_the_same_file_name_replaces_nothing(office: Path) -> None:
    said = take(office, "notice.txt", SPECIAL)
    assert "台账里已有同名的“notice.txt”" in said and "取消" not in said
    records = known(office)
    assert list(records.tasks["notice"].unique()) == ["notice.txt", "notice.txt（2）"]
    assert {path.name for path in (office / "notices").iterdir()} == {"notice.txt", "notice（2）.txt"}
    take(office, "notice.txt", SPECIAL)
    take(office, "notice.txt", notice(*TASKS))
    assert ids(known(office)) == ids(records)
    assert set(known(office).tasks["notice"]) == {"notice.txt", "notice.txt（2）"}


def test_another_year_shares_units_and_ledger(office: Path) -> None:
    take(office, "notice.txt", notice(*TASKS).replace("2021", "2022"))
    records = known(office)
    assert sorted(records.tasks["year"].unique()) == [2021, 2022] and len(records.tasks) == 10
    assert records.tasks["task_id"].is_unique and records.units["unit"].is_unique
    assert set(records.tasks.loc[records.tasks["year"] == 2022, "task_id"]) == {f"2022-{at:03d}" for at in range(1, 6)}


CORRECTED = ("5", "1", "2", "4", "6")
CHANGES = {"t2": "完成老旧小区改造二十五处。\n牵头单位：区住建局；配合单位：区财政局；完成时限：年底前",
           "t6": "开通夜间公交线路六条。\n牵头单位：区交通局；完成时限：年底前"}


@pytest.mark.parametrize("name", ["notice.txt", "更正.txt"])
def test_a_corrected_notice_tells_the_difference_before_it_is_adopted(office: Path, name: str) -> None:
    before = ids(known(office))
    said = put(office, name, notice(*CORRECTED, **CHANGES))
    assert "新增1项，修改" in said and "取消1项，移动1项" in said
    assert ("按同一份通知的更正处理" in said) == (name != "notice.txt")
    assert ids(known(office)) == before

    told = {(place.removeprefix("任务 "), what): how for place, what, how in problem_rows(office)}
    assert told["2021-006", "新增任务"] == "新增任务 2021-006（序号5）"
    assert told["2021-003", "任务已取消"].startswith("任务 2021-003（序号3）取消")
    assert told["2021-005", "任务移动"] == "由序号5移到序号1"
    assert told["2021-002", "任务有变化"] == (
        "目标由“完成老旧小区改造=20处〔累计〕”改为“完成老旧小区改造=25处〔累计〕”"
    )

    run(office, "adopt")
    after = known(office)
    assert sorted(after.tasks["task_id"]) == [f"2021-{at:03d}" for at in (1, 2, 4, 5, 6)]
    assert set(after.tasks["notice"]) == {name}
    assert "与台账相比" not in put(office, name, notice(*CORRECTED, **CHANGES))


def test_a_dry_run_tells_the_difference_too(office: Path) -> None:
    (office / "notice.txt").write_text(notice("1", "2", "3", "4"), encoding="utf-8")
    (office / "review.xlsx").unlink()
    assert "取消1项" in run(office, "read", "notice.txt", "--dry-run")
    assert not (office / "review.xlsx").exists()


def test_a_notice_that_repeats_a_task_is_another_one_and_says_so(office: Path) -> None:
    text = SPECIAL + f"4.{TASKS['3']}\n"
    put(office, "special.txt", text)
    told = "有 1 项任务与台账里“notice.txt”中的相同或相近，按另一份通知处理，不会替换原有任务"
    assert ["special.txt", "与台账中通知的关系", told] in problem_rows(office)
    run(office, "adopt")
    assert len(known(office).tasks) == 9


def test_a_small_notice_is_not_swallowed_by_a_large_one(office: Path) -> None:
    take(office, "small.txt", "云河区2021年民生实事任务分解方案\n" + "\n".join(SPECIAL.splitlines()[1:3]))
    take(office, "special.txt", SPECIAL)
    assert list(known(office).tasks["notice"]).count("small.txt") == 1


def test_a_heading_worded_anew_is_told_once_and_a_task_under_another_heading_has_moved(office: Path) -> None:
    def text(first: str, second: str, *moved: str) -> str:
        one, two = [number for number in "12345" if number not in ("4", "5", *moved)], ["4", "5", *moved]
        parts = [f"一、{first}", *(f"{n}.{TASKS[n]}" for n in one), f"二、{second}", *(f"{n}.{TASKS[n]}" for n in two)]
        return LETTER + "\n".join(parts) + "\n"

    take(office, "notice.txt", text("城乡建设", "民生保障"))
    put(office, "notice.txt", text("城市建设", "民生保障", "3"))
    rows = problem_rows(office)
    assert ["任务 2021-003", "任务移动", "由“一、城乡建设”序号3移到“二、民生保障”序号3"] in rows
    put(office, "notice.txt", text("城市建设", "民生保障"))
    assert ["标题", "任务有变化", "标题“一、城乡建设”改为“一、城市建设”（3项任务在其下）"] in problem_rows(office)


@pytest.mark.parametrize(("shared", "name"), [(1, "notice.txt（2）"), (2, "notice.txt")])
def test_one_task_in_six_makes_no_correction_but_two_do(shared: int, name: str) -> None:
    firsts = ["修建清溪桥", "改造老旧小区", "建成云河水厂", "新增幼儿学位", "举办灯会书展", "开通夜间公交"]
    others = ["排查危化隐患", "更换燃气管网", "培训保洁人员", "治理白石河道", "发放稳岗补贴", "录制方言故事"]
    frames = [make_frame(TASK_FRAME, [task(at, text, notice="notice.txt") for at, text in enumerate(texts, 1)])
              for texts in (firsts, others[shared:] + firsts[:shared])]
    found = match_reading(replace(Records.empty(), tasks=frames[0]), frames[1], frozenset())
    assert found.names == {"notice.txt": name} and len(found.covered) == (6 if shared == 2 else 0)
