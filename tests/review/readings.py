"""Fictional readings for the tests of the review room."""

from __future__ import annotations

from typing import Any

import pandas as pd
from hypothesis import strategies as st

from breakdown.columns import ASSIGNMENTS, MEMBERS, MILESTONES, TARGETS, TASKS, UNITS, Frame, make_frame
from breakdown.problems import Problem
from breakdown.records import Reading

TITLE = "云河区2021年重点工作任务分解"


def task(at: int, content: str, **changes: Any) -> dict[str, Any]:
    """One task row, numbered by its place."""
    return {
        "task_id": f"2021-{at:03d}", "no": str(at), "kind": "任务", "section": "一、城市建设", "content": content,
        "year": 2021, "notice": "分解通知", "place": f"分解通知.txt 第{at}行", "position": at,
    } | changes


def duty(at: int, position: int, printed: str, role: str = "牵头", via: str = "direct") -> dict[str, Any]:
    """One assignment row, the unit as printed."""
    own = f"2021-{at:03d}"
    return {"task_id": own, "unit": printed, "printed": printed, "role": role, "via": via, "position": position}


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


def small_reading(**changes: Any) -> Reading:
    """Three tasks, an alias, two collectives, two stages, three kinds of target; `changes` replace rows by frame."""
    tasks = [
        task(1, "新增规模以上工业企业3家以上，工业增加值增长9%左右。", due=day("2021-12-31"),
             deadline_text="年底前"),
        task(2, "完成云河水库普查，推进除险加固。", due=day("2021-11-30"), deadline_text="8月底前普查，11月底前完工",
             leaders="张明远、李清和", doubts="时限有两个，按最后一个算\n牵头单位与上一项相同，可能漏印"),
        task(3, "常态化开展环境整治。", ongoing=True, open=True, subsection="（一）人居环境", goal="城乡面貌改善"),
    ]
    assignments = [
        duty(1, 1, "区经济信委"), duty(1, 2, "区财政局", "配合"), duty(2, 1, "区水务局"),
        duty(2, 2, "区经济信息委", "配合"),
        duty(2, 3, "清溪镇", "配合"), duty(3, 1, "区城管局"), duty(3, 2, "各镇", "配合", "集合"),
        duty(3, 3, "区级相关部门", "配合", "集合"),
    ]
    milestones = [
        {"task_id": "2021-002", "position": 1, "label": "8月底前", "due": day("2021-08-31"), "text": "完成普查"},
        {"task_id": "2021-002", "position": 2, "due": day("2021-11-30"), "text": "完工"},
    ]
    targets = [
        {"task_id": "2021-001", "position": 1, "name": "新增规模以上工业企业", "kind": "cumulative", "relation": "≥",
         "value": 3, "unit": "家", "text": "新增规模以上工业企业3家以上"},
        {"task_id": "2021-001", "position": 2, "name": "工业增加值增长", "kind": "rate", "relation": "≈", "value": 9,
         "unit": "%", "text": "工业增加值增长9%左右"},
        {"task_id": "2021-003", "position": 1, "name": "开展环境整治", "kind": "qualitative", "value": float("nan"),
         "text": "常态化开展环境整治"},
    ]
    units = [
        {"unit": "区经济信息委", "aliases": "区经济信委", "kind": "部门"}, {"unit": "区财政局", "kind": "部门"},
        {"unit": "区水务局", "kind": "部门", "contact": "周小川"}, {"unit": "清溪镇", "kind": "镇街"},
        {"unit": "区城管局", "kind": "部门"}, {"unit": "白石镇", "kind": "镇街"},
    ]
    members = [
        {"collective": "各镇", "member": "清溪镇", "note": "通知第二段所列"},
        {"collective": "各镇", "member": "白石镇"},
        {"collective": "区级相关部门"},
    ]
    problems = [
        Problem("存疑", "第3项", "collective-open", "“区级相关部门”没有写明指谁", "请填写", "区级相关部门"),
        Problem("提示", "通知", "total-agrees", "通知说共3项，读出3项"),
    ]
    rows = {"tasks": tasks, "assignments": assignments, "milestones": milestones, "targets": targets, "units": units,
            "members": members} | changes
    return make_reading(problems, **rows)


def make_reading(problems: list[Problem], **rows: Any) -> Reading:
    """A reading from lists of rows by frame name."""
    specs: dict[str, Frame] = {"tasks": TASKS, "assignments": ASSIGNMENTS, "milestones": MILESTONES,
                               "targets": TARGETS, "units": UNITS, "members": MEMBERS}
    frames = {name: make_frame(spec, rows[name]) for name, spec in specs.items()}
    return Reading(TITLE, 2021, **frames, problems=problems)


_TEXT = st.text("完成推进项目建设3家，。；：（）“”%abc=+-0'\n", max_size=30).map(lambda text: "\n".join(text.split()))
_DAY = st.none() | st.dates(min_value=pd.Timestamp("2019-01-01").date(), max_value=pd.Timestamp("2025-12-31").date())
_SINGLE = ("区财政局", "区水务局", "区经济信委", "区经济信息委", "清溪镇", "云河集团", "区科技局（增材办、数据办）")
_COLLECTIVES = ("各镇", "区级相关部门", "区安委会成员单位")


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Readings of any shape that the conventions allow."""
    tasks: list[Any] = []
    duties: list[Any] = []
    stages: list[Any] = []
    targets: list[Any] = []
    for at in range(1, draw(st.integers(1, 5)) + 1):
        written = ("goal", "leaders", "deadline_text", "doubts", "section", "subsection", "remark")
        texts = {name: draw(_TEXT) for name in written}
        flags: dict[str, Any] = {name: draw(st.booleans()) for name in ("ongoing", "done", "open")}
        flags["kind"] = draw(st.sampled_from(["指标", ""]))
        tasks.append(task(at, "任务" + draw(_TEXT), **texts, **flags, due=draw(_DAY)))
        names = draw(st.lists(st.sampled_from((*_SINGLE, *_COLLECTIVES)), unique=True, max_size=5))
        leads = draw(st.integers(0, len(names)))
        duties += [
            duty(at, place, name, "牵头" if place <= leads else "配合", "集合" if name in _COLLECTIVES else "direct")
            for place, name in enumerate(names, 1)
        ]
        for place in range(1, draw(st.integers(0, 3)) + 1):
            own = {"task_id": f"2021-{at:03d}", "position": place}
            stages.append(own | {"label": draw(_TEXT), "due": draw(_DAY), "text": "节点" + draw(_TEXT)})
            targets.append(own | {
                "name": f"目标{place}" + draw(_TEXT), "text": draw(_TEXT), "relation": draw(st.sampled_from("≥≤≈=><")),
                "kind": draw(st.sampled_from(["cumulative", "rate", "ceiling", "qualitative"])),
                "value": draw(st.sampled_from([float("nan"), 3.0, 0.5, -1.25])),
                "unit": draw(st.sampled_from(["", "%"])),
            })
    printed = list(dict.fromkeys(row["printed"] for row in duties if row["via"] == "direct"))
    units = [{"unit": name, "kind": "部门", "contact": draw(st.sampled_from(["", "周小川"]))} for name in printed]
    members = [
        {"collective": name, "member": member}
        for name in dict.fromkeys(row["unit"] for row in duties if row["via"] != "direct")
        for member in draw(st.sampled_from([[""], printed or [""]]))
    ]
    severity, code = st.sampled_from(["错误", "存疑", "提示"]), st.sampled_from(["unread", "deadline"])
    problem = st.builds(Problem, severity, _TEXT, code, _TEXT.map("情况".__add__), _TEXT, _TEXT)
    return make_reading(
        draw(st.lists(problem, max_size=3)), tasks=tasks, assignments=duties, milestones=stages, targets=targets,
        units=units, members=members,
    )
