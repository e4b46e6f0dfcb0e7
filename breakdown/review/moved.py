"""Tasks that stand elsewhere in a corrected notice: under another heading, or before others that they followed."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from breakdown.problems import Problem

Row = Mapping[Any, Any]
_HEADINGS = ("section", "subsection")
# So many new numbers are told one by one.
_FEW = 3


def list_moved(pairs: Sequence[tuple[Row, Row]]) -> list[Problem]:
    """One row per task that moved, and one per heading that is only worded anew; pairs: a task before and after."""
    reworded = {name: _reworded(name, pairs) for name in _HEADINGS}
    problems = [
        Problem("提示", "标题", "task-changed", f"标题“{was}”改为“{now}”（{count}项任务在其下）", "", f"{was} → {now}")
        for name in _HEADINGS for (was, now), count in reworded[name].items()
    ]
    early = _out_of_order(pairs)
    problems += _renumbered(pairs)
    for old, new in pairs:
        elsewhere = any(
            old[name] != new[name] and (old[name], new[name]) not in reworded[name] for name in _HEADINGS
        )
        if elsewhere or new["task_id"] in early:
            sentence = f"由{_where(old)}移到{_where(new)}"
            problems.append(Problem("提示", f"任务 {new['task_id']}", "task-moved", sentence, "", new["content"]))
    return problems


def _renumbered(pairs: Sequence[tuple[Row, Row]]) -> list[Problem]:
    """Tasks with another number: one by one where they are few, else in one row, since one insertion moves them all."""
    changed = [(old, new) for old, new in pairs if old["no"] != new["no"]]
    each = [(new, f"序号由“{old['no']}”改为“{new['no']}”") for old, new in changed]
    if len(each) > _FEW:
        sentence = f"{len(each)} 项任务的序号有变，例如 {each[0][0]['task_id']} {each[0][1]}"
        return [Problem("提示", "任务", "task-changed", sentence)]
    return [Problem("提示", f"任务 {new['task_id']}", "task-changed", told, "", new["content"]) for new, told in each]


def _reworded(name: str, pairs: Sequence[tuple[Row, Row]]) -> Counter[tuple[str, str]]:
    """Headings under which the very same tasks, two or more, stand as before under another wording."""
    counts = Counter((old[name], new[name]) for old, new in pairs)
    before, after = Counter(old[name] for old, _ in pairs), Counter(new[name] for _, new in pairs)
    return Counter({
        (was, now): count for (was, now), count in counts.items()
        if was != now and was and now and count > 1 and count == before[was] == after[now]
    })


def _out_of_order(pairs: Sequence[tuple[Row, Row]]) -> set[str]:
    """The fewest tasks without which all others stand in their old order."""
    ordered = [new for _, new in sorted(pairs, key=lambda pair: (pair[0]["position"], pair[0]["task_id"]))]
    tails: list[tuple[int, str]] = []
    held: list[int] = []
    before: dict[int, int] = {}
    for at, row in enumerate(ordered):
        place = (row["position"], row["task_id"])
        length = bisect_left(tails, place)
        tails[length : length + 1] = [place]
        held[length : length + 1] = [at]
        before[at] = held[length - 1] if length else -1
    kept, at = set(), held[-1] if held else -1
    while at >= 0:
        kept.add(ordered[at]["task_id"])
        at = before[at]
    return {row["task_id"] for row in ordered} - kept


def _where(row: Row) -> str:
    heading = "／".join(row[name] for name in _HEADINGS if row[name])
    number = f"序号{row['no']}" if row["no"] else "（无序号）"
    return f"“{heading}”{number}" if heading else number
