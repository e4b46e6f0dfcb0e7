"""Slips (交办单, 催办单, 督办通知单, three colours): to which unit, on which matter, on what grounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

import pandas as pd

from breakdown.columns import Column, Frame, make_frame
from breakdown.periods import Period
from breakdown.report.frames import LAGGING, MATTERS
from breakdown.report.lights import Lights, Step, step_reached
from breakdown.report.rows import rows_of
from breakdown.report.summary import Summary
from breakdown.report.wording import chinese_day

# The paper that asks for a return which did not come.
REMINDER = "催办单"
# So many earlier periods are told as grounds.
_MOST_TOLD = 6
_DEMANDS = {
    "逾期未完成": "请说明没有按期完成的原因，提出补办措施和完成时间；确需调整时限的，请按程序申请。",
    "未启动": "请说明没有启动的原因，明确启动时间和推进安排。",
    "未达序时进度": "请分析进度滞后的原因，提出赶上序时进度的措施和时间安排。",
}
_NEAR = "时限临近，请对照目标抓紧推进，按期完成；预计不能按期完成的，请提前说明。"
_OTHERWISE = "请对照目标核实情况，提出改进措施和时间安排。"
_UNSENT = {"未报": "没有报送", "退回未重报": "报送后被退回，没有重报", "空报": "交回的表没有填写内容"}

SLIPS = Frame(
    "slips",
    (
        Column("number", "编号", width=18),
        Column("slip", "单别", width=11),
        Column("unit", "责任单位", width=18),
        Column("no", "序号", width=6),
        Column("content", "事项", width=34),
        Column("goal", "年度目标", width=20),
        Column("figure", "当前情况", width=30),
        Column("grounds", "发单依据", width=30),
        Column("demand", "办理要求", width=30),
        Column("deadline", "完成时限", width=13),
        Column("leaders", "牵头领导", width=10),
        Column("contact", "联系人", width=10),
        Column("phone", "联系电话", width=14),
        Column("signer", "签发人", width=14),
        Column("light", "单色", width=5),
        Column("task_id", "编号"),
    ),
    key=("number",),
)


def slip_table(summary: Summary, lights: Lights) -> pd.DataFrame:
    """One row per unit and matter in the notice's order, then what was not returned, as columns of SLIPS.

    A unit gets a paper for its own standing alone: of several lead units only those that lag, and the step counts only
    the periods in which it was this unit that held the task back. The number is that of the task (of the unit, where a
    return is asked for), so that it is the same whenever the papers of a period are made.
    """
    contacts = {row.unit: {"contact": row.contact, "phone": row.phone} for row in rows_of(summary.returns)}
    rows = [row | contacts.get(row["unit"], {}) for row in (*_on_tasks(summary, lights),
                                                            *_on_returns(summary, lights))]
    return make_frame(SLIPS, rows)


def _on_tasks(summary: Summary, lights: Lights) -> Iterator[dict[str, Any]]:
    leads: dict[str, list[Any]] = {}
    for row in rows_of(summary.standings):
        leads.setdefault(row.task_id, []).append(row)
    hits: dict[str, list[Any]] = {}
    for row in rows_of(summary.escalations[summary.escalations["matter"] == MATTERS[1]]):
        hits.setdefault(row.task_id, []).append(row)
    coloured = any(lights.colour_slips.values())
    for at, task in enumerate(rows_of(summary.tasks), 1):
        units = leads.get(task.task_id, [])
        for place, lead in enumerate(units, 1):
            lags = lead.category in LAGGING or lead.light == "红"
            told = _own(hits.get(task.task_id, []), lead.unit, summary.collected) if lags else []
            step = _step(told, hits.get(task.task_id, []), lead.unit, lights) if lags else None
            slip = lights.colour_slips[lead.light] if coloured else step.step if step else ""
            if not slip:
                continue
            yield {
                "number": _number(summary.period, f"{at:03d}" + (f"-{place}" if len(units) > 1 else "")), "slip": slip,
                "unit": lead.unit, "no": task.no, "content": task.content, "goal": task.goal,
                "figure": _figure(lead), "grounds": _grounds(told, lead.light),
                "demand": _DEMANDS.get(lead.category) or (_NEAR if lead.light == "蓝" else _OTHERWISE),
                "deadline": task.deadline, "leaders": task.leaders, "signer": step.signer if step else lights.signer,
                "light": lead.light if coloured else "", "task_id": task.task_id,
            }


def _own(hits: Sequence[Any], unit: str, period: Period) -> list[Any]:
    """Of the periods running in which a task lagged, the last ones in which it was this unit that held it back."""
    now = [row for row in hits if row.period == period.name]
    running = hits[-now[-1].running :] if now else []
    return list(takewhile(lambda row: row.unit == unit, reversed(running)))[::-1]


def _step(told: Sequence[Any], hits: Sequence[Any], unit: str, lights: Lights) -> Step | None:
    total = sum(row.unit == unit for row in hits)
    return step_reached(lights.slips, max(1, len(told)), max(1, total))


def _figure(lead: Any) -> str:
    return f"{lead.category}：{lead.basis}" if lead.basis else str(lead.category)


def _grounds(told: Sequence[Any], light: str) -> str:
    lines = [f"{row.title}：{row.figure}" for row in told[-_MOST_TOLD:]]
    return "\n".join([f"连续{len(told)}期滞后", *lines]) if len(told) > 1 else f"本期亮{light}灯"


def _on_returns(summary: Summary, lights: Lights) -> Iterator[dict[str, Any]]:
    """Units whose return is wanted, once its day has passed."""
    due = summary.due
    if summary.as_of <= due:
        return
    units = sorted(summary.returns["unit"])
    for row in sorted(rows_of(summary.returns), key=lambda row: str(row.unit)):
        if row.state not in _UNSENT:
            continue
        note = f"（{row.note}）" if row.note else ""
        yield {
            "number": _number(summary.period, f"报{units.index(row.unit) + 1:03d}"), "slip": REMINDER,
            "unit": row.unit, "content": f"报送{summary.collected.title}重点任务进展",
            "figure": f"截至{chinese_day(summary.as_of)}{_UNSENT[row.state]}{note}",
            "grounds": f"应于{chinese_day(due)}前报送",
            "demand": "请填好本单位的填报表，经主要负责人审签后尽快交回；确有困难的，请说明原因和报送时间。",
            "deadline": f"{chinese_day(due)}前", "signer": lights.signer,
        }


def _number(period: Period, number: str) -> str:
    return f"〔{period.year}〕{period.title.removeprefix(f'{period.year}年') or '全年'}第{number}号"


def slips_by_unit(slips: pd.DataFrame) -> Mapping[str, list[Any]]:
    """The rows of SLIPS of each unit, in their order."""
    found: dict[str, list[Any]] = {}
    for row in rows_of(slips):
        found.setdefault(row.unit, []).append(row)
    return found
