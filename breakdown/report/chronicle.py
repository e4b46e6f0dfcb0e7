"""A task's whole history: what it is, what its units reported period by period, what was asked and decided."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from breakdown.columns import PROGRESS, ROLES
from breakdown.periods import Period, parse_period
from breakdown.records import Records
from breakdown.report.objections import read_objections
from breakdown.report.rows import rows_of
from breakdown.report.summary import Summary
from breakdown.report.views import LIGHT_STYLES
from breakdown.rulings import ruling_text
from breakdown.stages import task_milestones

_SAID = PROGRESS.pick("status", "value", "percent", "progress", "problem", "next_step", "expected_on", "needs",
                      "evidence")
_TERMS = ("goal", "leaders", "leads", "supports", "deadline")


def task_chronicles(summary: Summary, records: Records) -> dict[str, dict[str, Any]]:
    """By task id what JSON can hold: terms, alerts, stages, events, and periods, the newest first.

    Nothing that was reported, asked or decided after the period is told.
    """
    reports, verdicts = _reports(records, summary.collected), _verdicts(summary)
    stages, events = task_milestones(records, summary.collected), _events(summary, records)
    targets = _texts(records.targets.sort_values("position", kind="stable"), "text")
    alerts = _texts(summary.alerts, "sentence", "alert")
    places = {row.task_id: "，".join(filter(None, (row.notice, row.place))) for row in rows_of(records.tasks)}
    found = {}
    for task in rows_of(summary.tasks):
        task_id = task.task_id
        names = {**reports.get(task_id, {}), **verdicts.get(task_id, {})}
        ordered = sorted(names, key=lambda name: (parse_period(name).last_day, name), reverse=True)
        found[task_id] = {
            **{name: getattr(task, name) for name in ("no", "content", "section", *_TERMS)}, "place": places[task_id],
            "targets": targets.get(task_id, []), "alerts": alerts.get(task_id, []), "events": events.get(task_id, []),
            "stages": [{"day": day.isoformat(), "label": label} for day, label in sorted(stages.get(task_id, []))],
            "periods": [{"title": parse_period(name).title, **verdicts.get(task_id, {}).get(name, {}),
                         "reports": reports.get(task_id, {}).get(name, [])} for name in ordered],
        }
    return found


def _reports(records: Records, period: Period) -> dict[str, dict[str, list[dict[str, str]]]]:
    """By task and period what units wrote, lead units first; rows that say nothing are left out."""
    found: dict[str, dict[str, list[dict[str, str]]]] = {}
    rows = records.progress.loc[[parse_period(name).last_day <= period.last_day for name in records.progress["period"]]]
    for row in sorted(rows_of(rows), key=lambda row: (ROLES.index(row.role), row.unit)):
        said = {column.name: getattr(row, column.name) for column in _SAID if getattr(row, column.name)}
        if said:
            origin = "·".join(filter(None, (row.file, row.sheet, f"第{row.row}行" if row.row else "")))
            report = {"role": row.role, "unit": row.unit, **said, "origin": origin}
            found.setdefault(row.task_id, {}).setdefault(row.period, []).append(report)
    return found


def _verdicts(summary: Summary) -> dict[str, dict[str, dict[str, Any]]]:
    """By task and period how it was lit, as the preset remembers it now."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for row in rows_of(summary.trail):
        basis = f"{row.basis}（原为{row.light}灯，后来补上）" if row.shown != row.light else row.basis
        found.setdefault(row.task_id, {})[row.period] = {
            "light": row.shown, "style": LIGHT_STYLES[row.shown], "category": row.category, "basis": basis,
            "percent": None if math.isnan(row.percent) else row.percent, "pace": row.pace,
        }
    return found


def _events(summary: Summary, records: Records) -> dict[str, list[str]]:
    """What was asked for and answered, and what checking came to, one sentence each."""
    found: dict[str, list[str]] = {}
    asked = [(parse_period(period), unit, task_id, pair)
             for (period, unit, task_id), pairs in read_objections(records).items() for pair in pairs]
    for period, unit, task_id, (request, ruling) in sorted(asked, key=lambda item: item[:3]):
        if period.last_day <= summary.collected.last_day:
            found.setdefault(task_id, []).append(_asked(period.title, unit, request, ruling))
    for row in rows_of(summary.closings):
        found.setdefault(row.task_id, []).append(_checked(row))
    return found


def _asked(when: str, unit: str, request: Mapping[Any, Any], ruling: Mapping[Any, Any] | None) -> str:
    said = [f"{when}，{unit}申请调整{request['kind']}"]
    said += [f"{label}：{request[name]}" for name, label in (("wanted", "建议"), ("reason", "理由")) if request[name]]
    return "；".join([*said, f"答复：{ruling_text(ruling) if ruling else '待决定'}"]) + "。"


def _checked(row: Any) -> str:
    said = [f"{row.claimed}，{row.unit}报已完成：{row.standing}"]
    parts = (("核验日期", row.checked_on), ("批准人", row.approver), ("核验依据：", row.evidence),
             ("退回原因：", row.reason), ("佐证材料：", row.proof))
    said += [f"{label}{value}" for label, value in parts if value]
    return "；".join(said) + "。"


def _texts(frame: pd.DataFrame, name: str, ahead: str = "") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows_of(frame):
        text = getattr(row, name)
        if text:
            found.setdefault(row.task_id, []).append(f"{getattr(row, ahead)}：{text}" if ahead else text)
    return found
