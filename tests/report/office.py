"""A fictional district's year, drawn from a seed: tasks, units and some months of reports, late, wrong, stalled."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from breakdown.columns import make_frame
from breakdown.periods import parse_period
from breakdown.records import FRAMES, Records
from breakdown.settings import Settings

SETTINGS = Settings("云河区", 2021)
_SECTIONS = (
    "推动经济平稳增长", "加快乡村全面振兴", "持续改善民生福祉", "深化改革扩大开放", "建设宜居生态城区",
    "强化政府自身建设",
)
_LEADERS = ("陈明", "赵海", "林芳", "周宁", "何远", "郑川")
_BUREAUS = (
    "教育", "水务", "民政", "交通", "文旅", "住建", "司法", "商务", "林业", "统计", "审计", "体育", "应急", "人社",
    "医保", "农业", "科技", "财政", "信访", "环保",
)
_TOWNS = (
    "清溪", "白石", "桃源", "柳林", "青山", "石桥", "双河", "金沙", "东湖", "西岭", "南湾", "北原", "云台", "平川",
)
_MATTERS = (
    ("新增规模以上工业企业{n}家以上", "cumulative", "家"), ("改造老旧供水管网{n}公里", "cumulative", "公里"),
    ("招商引资到位资金{n}亿元", "cumulative", "亿元"), ("社会消费品零售总额增长{n}%左右", "rate", "%"),
    ("城镇登记失业率控制在{n}%以内", "ceiling", "%"), ("争创省级文明城区，完成迎检准备和资料归档", "qualitative", ""),
    ("推进智慧城市综合管理平台二期建设，完善一网通办、一网统管，打通数据壁垒，年内接入部门系统不少于二十个",
     "", ""),
    ("健全河湖长制工作体系", "", ""), ("修编国土空间总体规划并按程序报批", "", ""),
)
_SAID = (
    "已完成前期手续，正在组织招标，预计下月进场施工；资金到位60%，其余部分正在争取。",
    "开展专题调度2次，走访企业17家，协调解决用地、用工问题9件，新签约项目3个，总投资2.6亿元，"
    "其中一个项目已完成厂房主体施工，设备正在进场安装，预计下季度投产达效。",
    "按序时推进。", "有序推进，方案已印发。", "受雨季影响，推进缓慢。", "完成年度任务的主要部分，正在查漏补缺。",
)


def with_rows(records: Records, **rows: Sequence[Mapping[str, Any]]) -> Records:
    """Records with some frames replaced by frames made of the rows given."""
    frames: dict[str, Any] = {name: make_frame(FRAMES[name], list(listed)) for name, listed in rows.items()}
    return replace(records, **frames)


def one_task(
    task: Mapping[str, Any] | None = None, leads: Sequence[str] = ("区教育局",),
    reports: Sequence[Mapping[str, Any]] = (), **rows: Sequence[Mapping[str, Any]],
) -> Records:
    """A ledger of one task t1, due at the year's end, led by some units that were issued a form for 2021-03.

    reports: rows of progress, of 区教育局 as lead in 2021-03 unless they say otherwise.
    """
    printed = {"task_id": "t1", "no": "1", "content": "新建学校", "deadline_text": "年底前", "due": "2021-12-31",
               "year": 2021}
    usual = {"period": "2021-03", "task_id": "t1", "unit": "区教育局", "role": "牵头"}
    issued = [usual | {"unit": unit, "revision": 1, "row_id": f"r{unit}"} for unit in leads]
    assigned = [{"task_id": "t1", "unit": unit, "printed": unit, "role": "牵头", "position": at}
                for at, unit in enumerate(leads)]
    frames: dict[str, Sequence[Mapping[str, Any]]] = {
        "tasks": [printed | dict(task or {})], "assignments": assigned, "issued": issued,
        "progress": [usual | dict(report) for report in reports],
    }
    return with_rows(Records.empty(), **(frames | rows))


def make_office(
    seed: int = 1, tasks: int = 150, units: int = 40, periods: Sequence[str] = ("2021-01", "2021-02", "2021-03")
) -> Records:
    """A ledger of so many tasks and units with reports for the periods; the same seed gives the same ledger."""
    draw = random.Random(seed)
    names = [f"区{name}局" for name in _BUREAUS] + [f"{name}镇" for name in _TOWNS]
    names = (names + [f"第{at}专班" for at in range(units)])[:units]
    listed, targets, milestones = _tasks(draw, tasks)
    assignments = _assignments(draw, listed, names)
    rows: dict[str, list[dict[str, Any]]] = {"issued": [], "progress": [], "returns": []}
    for period in periods:
        _collect(draw, rows, period, assignments, targets, names)
    return with_rows(
        Records.empty(), tasks=listed, targets=targets, milestones=milestones, assignments=assignments,
        units=[{"unit": unit, "full_name": unit, "kind": "镇街" if unit.endswith("镇") else "部门", "contact": "李静",
                "phone": "65550001"} for unit in names],
        members=[{"collective": "各镇", "member": unit} for unit in names if unit.endswith("镇")]
        + [{"collective": "有关单位", "member": ""}], **rows,
    )


def _tasks(draw: random.Random, count: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    listed, targets, milestones = [], [], []
    for at in range(1, count + 1):
        wording, kind, unit = draw.choice(_MATTERS)
        number = draw.choice((3, 5, 12, 40))
        text, due = draw.choice((("年底前", "2021-12-31"), ("6月底前", "2021-06-30"), ("3月底前", "2021-03-31"),
                                 ("", None), ("持续推进", None), ("8月底前完成主体，年底前完工", "2021-12-31")))
        task_id = f"t{at:03d}"
        listed.append({
            "task_id": task_id, "no": str(at), "kind": "指标" if kind in ("rate", "ceiling") else "任务",
            "section": _SECTIONS[at * len(_SECTIONS) // (count + 1)], "content": wording.format(n=number),
            "leaders": draw.choice((*_LEADERS, "陈明、林芳", "")), "deadline_text": text, "due": due,
            "ongoing": text == "持续推进", "year": 2021, "position": at,
        })
        if kind:
            value = None if kind == "qualitative" else number
            targets.append({"task_id": task_id, "position": 1, "kind": kind, "value": value, "unit": unit,
                            "text": wording.format(n=number)})
        if text.startswith("8月"):
            milestones += [{"task_id": task_id, "position": 1, "label": "完成主体", "due": "2021-08-31"},
                           {"task_id": task_id, "position": 2, "label": "完工", "due": "2021-12-31"}]
    return listed, targets, milestones


def _assignments(draw: random.Random, tasks: Sequence[dict[str, Any]], names: Sequence[str]) -> list[dict[str, Any]]:
    rows = []
    for task in tasks:
        leads = draw.sample(names, min(len(names), draw.choice((1, 1, 1, 2))))
        if draw.random() < 0.05:
            leads = ["各镇"] if draw.random() < 0.5 else ["有关单位"]
        helping = [name for name in draw.sample(names, min(len(names), draw.randint(0, 5))) if name not in leads]
        for at, (unit, role) in enumerate([(u, "牵头") for u in leads] + [(u, "配合") for u in helping]):
            via = "集合" if unit in ("各镇", "有关单位") else "direct"
            rows.append({"task_id": task["task_id"], "unit": unit, "printed": unit, "role": role, "via": via,
                         "position": at})
    return rows


def _collect(
    draw: random.Random, rows: dict[str, list[dict[str, Any]]], period: str,
    assignments: Sequence[dict[str, Any]], targets: Sequence[dict[str, Any]], names: Sequence[str],
) -> None:
    ended = parse_period(period).last_day
    month = ended.month
    state = {unit: draw.choices(("已报", "迟报", "空报", "退回", ""), (80, 8, 4, 3, 5))[0] for unit in names}
    kinds = {target["task_id"]: target for target in targets}
    members = {"各镇": [unit for unit in names if unit.endswith("镇")], "有关单位": []}
    for unit, said in state.items():
        if said:
            rows["returns"].append({
                "file": f"{unit}_{period}.xlsx", "sha256": f"{unit}{period}", "unit": unit, "period": period,
                "revision": 1, "received_at": ended + timedelta(8 if said == "迟报" else 4), "state": said,
            })
    for row in assignments:
        for unit in members.get(row["unit"], [row["unit"]]):
            rows["issued"].append({"period": period, "unit": unit, "revision": 1, "task_id": row["task_id"],
                                   "row_id": f"{row['task_id']}{row['role']}", "role": row["role"]})
            if state[unit] in ("已报", "迟报") and draw.random() < (0.97 if row["role"] == "牵头" else 0.3):
                report = _report(draw, month, kinds.get(row["task_id"]))
                rows["progress"].append(report | {
                    "period": period, "task_id": row["task_id"], "unit": unit, "role": row["role"],
                    "file": f"{unit}_{period}.xlsx", "sheet": f"{row['role']}任务", "row": draw.randint(6, 40),
                })


def _report(draw: random.Random, month: int, target: Mapping[str, Any] | None) -> dict[str, Any]:
    status = draw.choices(("推进中", "已完成", "未启动", "申请调整"), (75, 4 + 3 * month, 8, 2))[0]
    report: dict[str, Any] = {
        "status": status, "progress": draw.choice(_SAID), "next_step": draw.choice(("", "加快施工进度，争取早日完工")),
        "problem": draw.choice(("", "", "建设资金缺口较大，征地拆迁进度偏慢，需区级层面统筹协调")),
    }
    if target and target["value"] and draw.random() < 0.7:
        share = draw.uniform(0.5, 1.6) * (month / 12 if target["kind"] == "cumulative" else 1)
        report["value"] = f"{target['value'] * (1 if status == '已完成' else share):.2f}{target['unit']}"
    elif draw.random() < 0.5:
        percent = 100.0 if status == "已完成" else round(draw.uniform(0, 16) * month)
        report |= {"percent": f"{percent:g}%", "percent_value": percent}
    return report
