"""主要指标: numeric targets with their figures, the pace and what they come to, each by the rule of its kind."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

from breakdown.report.bulletin_words import Point, brief, listed, plain_number
from breakdown.report.frames import CATEGORIES
from breakdown.report.indicators import KINDS, UNTOLD
from breakdown.report.rows import rows_of
from breakdown.report.summary import Summary

_MOST = 15
_ABOVE = {"比率": ("高于目标", "低于目标", "与目标持平"), "控制": ("超出控制目标", "低于控制目标", "与控制目标持平")}


def main_targets(summary: Summary, annex: str) -> Point | None:
    """The section on targets; None where no target has a number. Those that the notice calls 指标 come first.

    annex: where the figures of the others are.
    """
    rows = [row for row in rows_of(summary.indicators) if row.kind != KINDS["qualitative"]]
    if not rows:
        return None
    told = [row for row in rows if row.category != UNTOLD]
    untold = [row for row in rows if row.category == UNTOLD]
    chosen = _chosen(told, set(summary.tasks[summary.tasks["kind"] == "指标"]["task_id"]))
    rest = f"以下列出其中{len(chosen)}项，其余见{annex}。" if len(told) > len(chosen) else ""
    said = f"{_said(rows, told, untold)}。{rest}"
    return {"说明": said, "各项": [f"{_entry(row)}。" for row in chosen]}


def _said(rows: list[Any], told: list[Any], untold: list[Any]) -> str:
    if not told:
        return f"定量指标{len(rows)}项，本期都没有报数字" if len(rows) > 1 else "定量指标1项，本期没有报数字"
    counts = Counter(row.category for row in told)
    parts = "、".join(f"{name}{counts[name]}项" for name in CATEGORIES if counts[name])
    missing = f"；没有报数字的{len(untold)}项：{_names(untold)}" if untold else ""
    return f"定量指标{len(rows)}项，本期报了数字的{len(told)}项：{parts}{missing}"


def _names(rows: list[Any]) -> str:
    return listed([brief(row.name) for row in rows], 5)


def _chosen(told: list[Any], main: set[str]) -> list[Any]:
    """As many as can stand, in the order of the table."""
    first = sorted(range(len(told)), key=lambda at: told[at].task_id not in main)[:_MOST]
    return [told[at] for at in sorted(first)]


def _entry(row: Any) -> str:
    figure = f"{plain_number(row.figure)}{row.measure}"
    if row.kind == KINDS["cumulative"]:
        pace = f"，序时进度{row.pace:.1f}%" if row.pace > 0 else ""
        percent = "" if math.isnan(row.percent) else f"，完成率{row.percent:.1f}%"
        return f"{_goal(row)}：已完成{figure}{percent}{pace}，{row.category}"
    above, below, level = _ABOVE[row.kind]
    gap = f"{plain_number(abs(row.gap))}{'个百分点' if row.measure in ('%', '个百分点') else row.measure}"
    said = level if not row.gap else f"{above if row.gap > 0 else below}{gap}"
    return f"{_goal(row)}：本期{figure}，{said}，{row.category}"


def _goal(row: Any) -> str:
    """The target as the notice words it, with its name where the wording has none."""
    return brief(row.target) if row.name in row.target else f"{brief(row.name)}（目标{row.target}）"
