"""存在问题: tasks overdue, behind, not begun, standing still, told too well; units that do not report, units last.

For the public nothing but counts: no unit and no task is named for a failing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from breakdown.report.bulletin_words import Point, brief, clause, listed, point
from breakdown.report.frames import FAILINGS, MATTERS, NOT_DUE
from breakdown.report.overview import class_sum
from breakdown.report.returned import return_counts
from breakdown.report.rows import rows_of
from breakdown.report.summary import Summary

_OVERDUE = "逾期未完成"
_LAST, _LAGS, _ = MATTERS
# So many tasks stand in one sentence.
_FEW = 5
_GOAL = re.compile(r"目标是[^，；]*，(?=进展)")
# The class, the alert that tells of it, its title and what is said of so many tasks.
_CLASSES = (
    (_OVERDUE, "逾期", "逾期未完成", "项任务时限已过仍未完成"),
    ("未达序时进度", "未达序时", "进度滞后", "项任务未达序时进度"),
    ("未启动", "未启动", "尚未启动", "项任务尚未启动"),
)
_DOUBTS = (
    ("疑似停滞", "疑似停滞", "项任务连续几期报推进中而没有新进展"),
    ("报喜不报忧", "报喜不报忧", "项任务的填报只写成绩，没有写数字或者问题"),
    ("数字与状态不符", "数字与状态不符", "项任务报已完成，但完成比例不足100%"),
)


def fault_points(summary: Summary, annex: str, public: bool) -> list[Point]:
    """The points of the section; annex: where all lagging tasks are listed."""
    found = [*_lagging(summary, annex, public), _repeated(summary, public), *_doubtful(summary, public),
             _unreported(summary, public), _returns(summary, public), None if public else _bottom(summary)]
    return [each for each in found if each]


def no_faults(summary: Summary) -> str:
    """What is said where there is nothing to name."""
    said = "本期没有逾期、滞后、未启动和疑似停滞的任务"
    if summary.returns.empty:
        return f"{said}。"
    waiting = int((summary.returns["state"] == NOT_DUE).sum())
    if waiting:
        return f"{said}，{waiting}家单位未到报送日、尚未报送。"
    return f"{said}，应报单位{'全部' if len(summary.returns) > 1 else ''}按时报送。"


def _lagging(summary: Summary, annex: str, public: bool) -> Iterator[Point]:
    categories = dict(zip(summary.tasks["task_id"], summary.tasks["category"], strict=True))
    dated = set(summary.tasks[summary.tasks["due"].notna()]["task_id"])
    for category, alert, title, words in _CLASSES:
        count, share = class_sum(summary, (category,))
        rows = [row for row in rows_of(summary.alerts) if row.alert == alert]
        # what is overdue tells its day in its sentence
        told = dated if category != _OVERDUE else set()
        entries = [_entry(row, row.task_id in told) for row in rows if categories[row.task_id] == category]
        others = Counter(categories[row.task_id] for row in rows if categories[row.task_id] != category)
        past = "、".join(f"{name}{number}项" for name, number in others.items())
        if count:
            also = f"；另有时限已过的{past}" if past else ""
            yield point(title, f"{count}{words}，占{share:.1f}%{also}", [] if public else entries, annex)
        elif past:
            yield point(title, f"时限已过的任务中，{past}")


def _repeated(summary: Summary, public: bool) -> Point | None:
    """The tasks that lag now and did so in the period before, the longest first."""
    rows = [row for row in rows_of(summary.repeats) if row.matter == _LAGS and row.figure and row.running > 1]
    if not rows:
        return None
    names = [f"{clause(row.content)}（{row.unit}，{row.running}期）" for row in rows]
    return point("连续滞后", f"{len(rows)}项任务连续两期以上滞后" + ("" if public else f"：{listed(names, _FEW)}"))


def _doubtful(summary: Summary, public: bool) -> Iterator[Point]:
    for alert, title, words in _DOUBTS:
        rows = [row for row in rows_of(summary.alerts) if row.alert == alert]
        if rows:
            said, entries = f"{len({row.task_id for row in rows})}{words}", _by_sentence(rows)
            if public or len(entries) == 1:
                yield point(title, said if public else entries[0])
            else:
                # each entry stands for several tasks: none is left out
                yield point(title, said) | {"各项": [f"{entry}。" for entry in entries]}


def _unreported(summary: Summary, public: bool) -> Point | None:
    rows = [row for row in rows_of(summary.alerts) if row.alert == "未报送"]
    if not rows:
        return None
    count, share = class_sum(summary, ("未报送",))
    units = Counter(row.unit for row in rows if row.unit)
    named = "" if public or not units else "：" + listed([f"{unit}{number}项" for unit, number in units.items()])
    return point("进展没有报送", f"{count}项任务没有可用的填报，占{share:.1f}%{named}")


def _returns(summary: Summary, public: bool) -> Point | None:
    """The units that did not return in time and order, worst first."""
    counts = return_counts(summary.returns["state"])
    parts = []
    for state in reversed(FAILINGS):
        units = list(summary.returns[summary.returns["state"] == state]["unit"])
        if units:
            parts.append(f"{state}{counts[state]}家" + ("" if public else f"（{listed(units)}）"))
    if not parts:
        return None
    return point("报送不及时、不规范", f"应报单位{len(summary.returns)}家，{'、'.join(parts)}")


def _bottom(summary: Summary) -> Point | None:
    """The units that are last of their group now, how often they were, and the step that follows by the preset."""
    rows = [row for row in rows_of(summary.repeats) if row.matter == _LAST and row.figure]
    if not rows:
        return None
    return point("本组末位", f"在本组排名末位的单位{len(rows)}家", [_rank(row) for row in rows])


def _rank(row: Any) -> str:
    often = f"，连续{row.running}期末位" if row.running > 1 else ""
    in_all = f"，累计{row.total}期末位" if row.total > row.running else ""
    step = f"，按规则：{row.step}" if row.step else ""
    return f"{row.unit}，{row.figure}{often}{in_all}{step}"


def _entry(row: Any, dated: bool) -> str:
    # what stands in brackets already, a default or the deadline before, stands in brackets here
    deadline = row.deadline.replace("（", "，").replace("）", "")
    named = "，".join(filter(None, (row.unit, f"时限{deadline}" if dated else "")))
    return f"{brief(row.content)}{f'（{named}）' if named else ''}：{row.sentence}"


def _by_sentence(rows: list[Any]) -> list[str]:
    """One entry for all the tasks of which the same is said."""
    found: dict[str, list[str]] = {}
    for row in rows:
        sentence = _GOAL.sub("有量化目标，", row.sentence)
        found.setdefault(sentence, []).append(f"{clause(row.content)}（{row.unit}）")
    return [f"{len(names)}项任务{sentence}：{listed(names, _FEW)}" for sentence, names in found.items()]
