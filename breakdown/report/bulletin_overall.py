"""总体情况: totals by class, shares, against the period before, what checking and collecting came to."""

from __future__ import annotations

from collections import Counter

from breakdown.report.course import TURNS
from breakdown.report.frames import LAGGING, ON_PLAN
from breakdown.report.overview import checked_sentence, class_sum, returned_sentence
from breakdown.report.rows import rows_of
from breakdown.report.summary import Summary
from breakdown.report.wording import chinese_day

# How a class is said of tasks, where its name is no verb.
_SAID = {"任务调整": "申请调整"}


def overall(summary: Summary) -> list[str]:
    """The paragraphs on the whole."""
    return list(filter(None, (
        _classes(summary), _on_plan(summary), _change(summary), checked_sentence(summary), returned_sentence(summary),
    )))


def _classes(summary: Summary) -> str:
    kinds = summary.tasks["kind"].value_counts()
    parts = "、".join(f"{name}{kinds[name]}项" for name in ("指标", "任务") if name in kinds)
    total = len(summary.tasks)
    head = f"截至{chinese_day(summary.as_of)}，纳入台账的任务共{total}项{f'（{parts}）' if len(kinds) > 1 else ''}"
    found = [row for row in rows_of(summary.classes) if row.count]
    if len(found) == 1:
        return f"{head}，{'全部' if total > 1 else ''}{_said(found[0].category)}。"
    told = (f"{_said(row.category)}{row.count}项，占{row.share:.1f}%" for row in found)
    return f"{head}。其中，{'；'.join(told)}。"


def _on_plan(summary: Summary) -> str:
    """On plan and lagging, but not again what a single class has said already."""
    total = len(summary.tasks)
    good, good_share = class_sum(summary, ON_PLAN)
    behind, behind_share = class_sum(summary, LAGGING)
    if good == total:
        return "没有滞后、未启动或逾期的任务。"
    if behind == total:
        return "没有完成、达到或超过序时进度以及持续推进的任务。"
    on_plan = f"完成、达到或超过序时进度以及持续推进的共{good}项，占{good_share:.1f}%；" if good else ""
    if not behind:
        return f"{on_plan}没有滞后、未启动或逾期的任务。"
    counts = dict(zip(summary.classes["category"], summary.classes["count"], strict=True))
    found = [f"{name}{counts[name]}项" for name in LAGGING if counts[name]]
    parts = f"（{'、'.join(found)}）" if len(found) > 1 else ""
    return f"{on_plan}进度滞后的共{behind}项，占{behind_share:.1f}%{parts}。"


def _change(summary: Summary) -> str:
    if not summary.compared:
        return "没有上期填报，不作比较。"
    before = summary.period.previous().title
    change = dict(zip(summary.classes["category"], summary.classes["change"], strict=True))
    done, behind = int(change["已完成"]), int(sum(change[name] for name in LAGGING))
    counts = Counter(summary.changes["turn"])
    turns = "、".join(f"{turn}{counts[turn]}项" for turn in TURNS if counts[turn] and turn != "数字变化")
    moved = f"；类别有变化的{len(summary.changed)}项：{turns}" if len(summary.changed) else "；没有任务改变类别"
    return f"与上期（{before}）相比，已完成的{_moved(done)}，进度滞后的{_moved(behind)}{moved}。"


def _moved(count: int) -> str:
    return f"增加{count}项" if count > 0 else f"减少{-count}项" if count < 0 else "没有增减"


def _said(category: str) -> str:
    return _SAID.get(category, category)
