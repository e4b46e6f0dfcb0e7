"""Every difference that an adoption makes, as rows that a clerk reads before and after."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

import pandas as pd

from breakdown.columns import TASKS
from breakdown.problems import Problem
from breakdown.records import Records
from breakdown.review.amend import Key, keyed
from breakdown.review.moved import list_moved
from breakdown.review.naming import names_of
from breakdown.review.wording import stage_line, target_line

Frames = Mapping[str, pd.DataFrame]

# number and headings: moved.py
_FIELDS = ("kind", "content", "goal", "leaders", "deadline_text", "due", "ongoing", "done", "remark", "doubts")
# Where a task stands; told once for all of them.
_PLACES = ("place", "position", "notice", "open")
_TITLES = ("牵头单位", "配合单位", "节点", "目标")
_SHOWN = 60


def list_tasks(records: Records, after: Frames, covered: set[str]) -> list[Problem]:
    """New, changed and gone tasks; a ledger that knew nothing of the notice is told in one row how many came."""
    old, new = keyed(records.tasks, TASKS.key), keyed(after["tasks"], TASKS.key)
    added = [row for key, row in new.items() if key not in old]
    problems = [_new(row) for row in added] if covered else _first(added)
    problems += list_moved([(row, new[key]) for key, row in old.items() if key in new])
    problems += _changed(records, after, old, new)
    reported = Counter(records.progress["task_id"])
    problems += [_gone(row, reported[row["task_id"]]) for key, row in old.items() if key not in new]
    moved = sum(key in new and any(row[name] != new[key][name] for name in _PLACES) for key, row in old.items())
    if moved:
        sentence = f"{moved} 项任务的出处、次序或集合单位标记有变，其内容另列"
        problems.append(Problem("提示", "任务", "task-changed", sentence))
    return problems


def _first(added: list[dict[Any, Any]]) -> list[Problem]:
    return [Problem("提示", "任务", "task-new", f"新增任务 {len(added)} 项")] if added else []


def _new(row: Mapping[Any, Any]) -> Problem:
    sentence = f"新增任务 {row['task_id']}（序号{row['no'] or '无'}）"
    return Problem("提示", f"任务 {row['task_id']}", "task-new", sentence, "", row["content"])


def _gone(row: Mapping[Any, Any], reported: int) -> Problem:
    sentence = f"任务 {row['task_id']}（序号{row['no'] or '无'}）取消，今后不再下发"
    place, hint = f"任务 {row['task_id']}", "如不应取消，请恢复后重新入账"
    if not reported:
        return Problem("提示", place, "task-gone", sentence, hint, row["content"])
    sentence += f"；已报进展 {reported} 条仍保留在台账中"
    return Problem("存疑", place, "task-gone", sentence, hint, row["content"])


def _changed(
    records: Records, after: Frames, old: dict[Key, dict[Any, Any]], new: dict[Key, dict[Any, Any]]
) -> list[Problem]:
    beside_old = _beside({name: getattr(records, name) for name in ("assignments", "milestones", "targets")})
    beside_new = _beside(after)
    problems = []
    for key, row in old.items():
        if key not in new:
            continue
        pairs = [(TASKS.column(name).header, _text(row[name]), _text(new[key][name])) for name in _FIELDS]
        own = row["task_id"]
        pairs += [(title, beside_old[own, title], beside_new[own, title]) for title in _TITLES]
        problems += [_difference(own, *pair) for pair in pairs if pair[1] != pair[2]]
    return problems


def _beside(frames: Frames) -> dict[tuple[str, str], str]:
    """What stands beside a task, as text: units by role, stages, targets."""
    lines: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in frames["assignments"].sort_values("position", kind="stable").to_dict("records"):
        lines[row["task_id"], f"{row['role']}单位"].append(row["unit"])
    for row in frames["milestones"].sort_values("position", kind="stable").to_dict("records"):
        lines[row["task_id"], "节点"].append(stage_line(row))
    for row in frames["targets"].sort_values("position", kind="stable").to_dict("records"):
        lines[row["task_id"], "目标"].append(target_line(row))
    return defaultdict(str, {key: "、".join(listed) for key, listed in lines.items()})


def _difference(task_id: str, title: str, was: str, now: str) -> Problem:
    sentence = f"{title}由“{_short(was)}”改为“{_short(now)}”"
    return Problem("提示", f"任务 {task_id}", "task-changed", sentence, "", f"{was} → {now}")


def _text(value: Any) -> str:
    if value is None or value is False:
        return ""
    return "是" if value is True else f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)


def _short(text: str) -> str:
    return (text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…") or "（空）"


def list_registry(records: Records, after: Frames) -> list[Problem]:
    """Units that are new, merged into another or renamed, and names learned, in a registry that existed before."""
    if records.units.empty:
        return []
    was, now = set(records.units["unit"]), set(after["units"]["unit"])
    before, known = names_of(records.units), names_of(after["units"])
    reported = Counter(records.progress["unit"])
    expected = was | set(before) | {known[name] for name in was - now if name in known}
    problems = [_registry("新登记单位", unit) for unit in after["units"]["unit"] if unit not in expected]
    for name in sorted(was - now):
        if name not in known:
            problems.append(_registry("不再登记单位", name))
            continue
        kept = f"；已报进展 {reported[name]} 条仍记在“{name}”名下" if reported[name] else ""
        problems.append(_registry(f"今后统一用“{known[name]}”，不再用", name, kept))
    learned = [name for name, unit in known.items() if before.get(name) != unit and name not in was | now]
    return problems + [_registry(f"记为“{known[name]}”的别名：", name) for name in sorted(learned)]


def list_heirs(heirs: Mapping[str, str]) -> list[Problem]:
    """Units of a review workbook that the registry has meanwhile made names of others."""
    hint = "名册不对的，请在 units.xlsx 中改"
    found = {name: f"核对表里的“{name}”，名册已记为“{unit}”的别名，按名册采用" for name, unit in sorted(heirs.items())}
    return [Problem("提示", "单位名册", "registry-kept", sentence, hint, name) for name, sentence in found.items()]


def _registry(what: str, name: str, rest: str = "") -> Problem:
    return Problem("提示", "单位名册", "registry-changed", f"{what}“{name}”{rest}", "", name)
