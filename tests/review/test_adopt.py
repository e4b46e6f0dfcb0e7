"""Adoption and amendment: ids stay, differences are listed, progress is kept, twice changes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
from hypothesis import HealthCheck, given, settings

from breakdown.columns import PROGRESS, make_frame
from breakdown.records import FRAMES, Changes, Reading, Records
from breakdown.review.adopt import plan_adoption
from breakdown.review.naming import apply_registry
from tests.review.readings import readings, small_reading, task


def applied(records: Records, changes: Changes) -> Records:
    """The ledger's newest rows after a plan was carried out."""
    frames: dict[str, Any] = {}
    for name, spec in FRAMES.items():
        rows = {tuple(row[key] for key in spec.key): row for row in getattr(records, name).to_dict("records")}
        for row in changes.removed.get(name, pd.DataFrame()).to_dict("records"):
            del rows[tuple(row[key] for key in spec.key)]
        for row in changes.appended.get(name, pd.DataFrame()).to_dict("records"):
            rows[tuple(row[key] for key in spec.key)] = row
        frames[name] = make_frame(spec, [{str(key): value for key, value in row.items()} for row in rows.values()])
    return Records(**frames)


def adopted(reading: Reading | None = None, records: Records | None = None) -> Records:
    records = records or Records.empty()
    return applied(records, plan_adoption(records, reading or small_reading()))


def with_progress(records: Records, *task_ids: str) -> Records:
    report = {"period": "2021-03", "unit": "区水务局", "role": "牵头", "status": "推进中"}
    return replace(records, progress=make_frame(PROGRESS, [{**report, "task_id": own} for own in task_ids]))


def changed_tasks(**changes: Any) -> Reading:
    """The small reading with its second task changed."""
    reading = small_reading()
    rows = reading.tasks.to_dict("records")
    rows[1] |= changes
    return replace(reading, tasks=make_frame(FRAMES["tasks"], [{str(k): v for k, v in row.items()} for row in rows]))


def shortened(*positions: int) -> Reading:
    """The small reading with only some of its tasks, numbered and identified afresh."""
    reading = small_reading()
    ids = {f"2021-{at:03d}": f"2021-{place:03d}" for place, at in enumerate(positions, 1)}
    frames = {}
    for name in ("tasks", "assignments", "milestones", "targets"):
        frame = getattr(reading, name)
        frame = frame[frame["task_id"].isin(ids)]
        frames[name] = frame.assign(task_id=[ids[own] for own in frame["task_id"]]).reset_index(drop=True)
    return replace(reading, **frames)


def said(changes: Changes, code: str) -> list[str]:
    return [problem.sentence for problem in changes.problems if problem.code == code]


def test_first_adoption_writes_everything_under_registered_names() -> None:
    changes = plan_adoption(Records.empty(), small_reading())
    assert {name: len(frame) for name, frame in changes.appended.items()} == {
        "tasks": 3, "assignments": 8, "milestones": 2, "targets": 3, "units": 6, "members": 3,
    }
    assert changes.removed == {} and said(changes, "task-new") == ["新增任务 3 项"]
    rows = changes.appended["assignments"]
    assert set(rows.loc[rows["printed"] == "区经济信委", "unit"]) == {"区经济信息委"}


@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow])
@given(readings(), readings())
def test_adopting_twice_changes_nothing(first: Reading, second: Reading) -> None:
    before = adopted(first)
    assert plan_adoption(before, first).empty
    after = adopted(second, before)
    again = plan_adoption(after, second)
    assert again.empty and [p for p in again.problems if p.code.startswith("task")] == []
    assert set(after.assignments["task_id"]) <= set(after.tasks["task_id"])


def test_renumbered_and_corrected_tasks_keep_ids_and_gone_ones_leave_with_a_word_about_progress() -> None:
    before = with_progress(adopted(), "2021-002", "2021-001")
    changes = plan_adoption(before, shortened(3, 1))
    after = applied(before, changes)
    assert sorted(after.tasks["task_id"]) == ["2021-001", "2021-003"]
    assert changes.removed["tasks"]["task_id"].to_list() == ["2021-002"]
    assert {own for name in ("milestones", "assignments") for own in changes.removed[name]["task_id"]} == {"2021-002"}
    assert "progress" not in changes.appended and "progress" not in changes.removed
    gone = [problem for problem in changes.problems if problem.code == "task-gone"]
    assert [problem.severity for problem in gone] == ["存疑"] and "已报进展 1 条仍保留" in gone[0].sentence
    assert gone[0].value == "完成云河水库普查，推进除险加固。"


def test_every_changed_field_is_listed_with_both_values() -> None:
    changes = plan_adoption(adopted(), changed_tasks(
        content="完成云河水库普查，推进除险加固和清淤。", leaders="张明远", due=pd.Timestamp("2021-10-31"), doubts="",
    ))
    assert list(changes.appended) == ["tasks"] and changes.appended["tasks"]["task_id"].to_list() == ["2021-002"]
    assert said(changes, "task-changed") == [
        "重点工作由“完成云河水库普查，推进除险加固。”改为“完成云河水库普查，推进除险加固和清淤。”",
        "牵头领导由“张明远、李清和”改为“张明远”", "到期日由“2021-11-30”改为“2021-10-31”",
        "存疑由“时限有两个，按最后一个算\n牵头单位与上一项相同，可能漏印”改为“（空）”",
    ]


def test_changed_units_stages_and_targets_are_listed() -> None:
    reading = small_reading()
    changes = plan_adoption(adopted(), replace(
        reading, assignments=reading.assignments.drop(index=[3]), milestones=reading.milestones.iloc[:1],
        targets=reading.targets.assign(value=[5.0, 9.0, float("nan")]),
    ))
    assert said(changes, "task-changed") == [
        "目标由“新增规模以上工业企业≥3家〔累计〕、工业增加值增长≈9%〔水平〕”改为"
        "“新增规模以上工业企业≥5家〔累计〕、工业增加值增长≈9%〔水平〕”",
        "配合单位由“区经济信息委、清溪镇”改为“清溪镇”",
        "节点由“2021-08-31 8月底前：完成普查、2021-11-30 完工”改为“2021-08-31 8月底前：完成普查”",
    ]
    assert len(changes.removed["assignments"]) == len(changes.removed["milestones"]) == 1


def test_new_tasks_get_the_next_free_number_even_where_one_is_gone() -> None:
    before = with_progress(adopted(), "2021-009")
    reading = small_reading()
    more = make_frame(FRAMES["tasks"], [task(4, "新建城市书房5处。", no="3", position=3)])
    changes = plan_adoption(before, replace(reading, tasks=pd.concat([reading.tasks, more], ignore_index=True)))
    assert changes.appended["tasks"]["task_id"].to_list() == ["2021-010"]
    assert said(changes, "task-new") == ["新增任务 2021-010（序号3）"]


def test_another_notice_leaves_the_first_alone() -> None:
    tasks = [task(1, "举办云河灯会。", notice="补充通知")]
    reading = small_reading(tasks=tasks, assignments=[], milestones=[], targets=[])
    changes = plan_adoption(adopted(), reading)
    assert changes.removed == {} and changes.appended["tasks"]["task_id"].to_list() == ["2021-004"]


def test_another_notice_that_repeats_one_task_replaces_nothing() -> None:
    reading = shortened(2)
    changes = plan_adoption(adopted(), replace(reading, tasks=reading.tasks.assign(notice="补充通知")))
    assert changes.removed == {} and changes.appended["tasks"]["task_id"].to_list() == ["2021-004"]


def test_corrected_notice_under_another_name_is_the_same_notice() -> None:
    reading = small_reading()
    renamed = replace(reading, tasks=reading.tasks.assign(notice="分解通知（更正）").iloc[:2])
    renamed = replace(renamed, assignments=renamed.assignments[renamed.assignments["task_id"] != "2021-003"],
                      targets=renamed.targets.iloc[:2])
    changes = plan_adoption(adopted(), renamed)
    assert changes.removed["tasks"]["task_id"].to_list() == ["2021-003"]
    assert said(changes, "task-new") == []
    assert "2 项任务的出处、次序或集合单位标记有变，其内容另列" in said(changes, "task-changed")


def test_registry_keeps_contacts_and_learns_names() -> None:
    before = adopted()
    again = small_reading(units=[
        {"unit": "区水务局", "kind": "其他"}, {"unit": "区城市管理局", "aliases": "区城管局", "kind": "部门"},
        {"unit": "区经济信息委", "aliases": "区经信委"},
    ])
    changes = plan_adoption(before, again)
    units = applied(before, changes).units.set_index("unit")
    assert units.loc["区水务局", ["kind", "contact"]].to_list() == ["其他", "周小川"]
    assert units.loc["区经济信息委", ["aliases", "kind"]].to_list() == ["区经信委、区经济信委", "部门"]
    assert "区城管局" not in units.index and units.loc["区城市管理局", "aliases"] == "区城管局"
    assert said(changes, "registry-changed") == [
        "今后统一用“区城市管理局”，不再用“区城管局”", "记为“区经济信息委”的别名：“区经信委”",
    ]
    assert "区城管局" not in set(applied(before, changes).assignments["unit"])


def test_reading_under_the_ledgers_registry_bears_its_names() -> None:
    before = adopted()
    raw = small_reading(units=[{"unit": "区经济信委", "kind": "其他"}], members=[{"collective": "各镇"}])
    known = apply_registry(raw, before.units, before.members)
    assert "区经济信委" not in set(known.assignments["unit"]) | set(known.units["unit"])
    assert known.members.loc[known.members["collective"] == "各镇", "member"].to_list() == ["清溪镇", "白石镇"]
    assert plan_adoption(before, known).empty
