"""Checks over one notice as a whole: its own totals, units, deadlines. Plain functions with one signature."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from breakdown.names import looks_like_unit
from breakdown.parse.front import Front
from breakdown.problems import Problem
from breakdown.tasks.aliases import suggest_aliases
from breakdown.words import Words

_TOTAL = re.compile(
    r"(?P<count>\d{1,4})\s*(?P<measure>项|条|个|件)(?P<what>[^，,。；;、\d]{0,10}(?:指标|任务|工作|事项)|方面)"
)
_OWN = re.compile(r"(合计|总计|共计|共|分解(?:为|成|出)?|确定|明确|将|涉及)[^，,。；;]{0,16}$")


class Notice(NamedTuple):
    """One notice to be checked: name for places, what its letter says, rows of its tasks and assignments."""

    name: str
    front: Front
    tasks: Sequence[Mapping[str, Any]]
    assignments: Sequence[Mapping[str, Any]]
    words: Words


def check_totals(notice: Notice) -> list[Problem]:
    """Totals that the notice states of itself (156项目标任务, 16项指标、91项任务, 7个方面) against what was read."""
    problems = []
    kinds = Counter(str(task["kind"]) for task in notice.tasks)
    for text in notice.front.texts:
        stated = [match for match in _TOTAL.finditer(text) if _is_own(text, match)]
        if not stated:
            continue
        says_indicators = any("指标" in match["what"] for match in stated)
        for match in stated:
            count, read = int(match["count"]), _count(notice, match, kinds, says_indicators)
            problems.append(_total(f"{notice.name} 通知自述", match[0], read, read == count, text[:80]))
    return problems


def _total(place: str, what: str, read: int, agrees: bool, text: str) -> Problem:
    if agrees:
        return Problem("提示", place, "total-agrees", f"通知写明“{what}”，读到{read}，一致", "", text)
    hint = "请核对是否漏读，或另有附件未读入"
    return Problem("错误", place, "total-differs", f"通知写明“{what}”，读到{read}", hint, text)


def _is_own(text: str, match: re.Match[str]) -> bool:
    """Whether a number speaks of this notice's own tasks: 合计, 确定, 分解 before it, or such a total beside it."""
    before = text[: match.start()]
    if _OWN.search(before):
        return True
    return bool(re.search(r"合计|共", text)) and before.rstrip().endswith(("、", "，", ",", "（", "("))


def _count(notice: Notice, match: re.Match[str], kinds: Counter[str], says_indicators: bool) -> int:
    if "方面" in match["what"]:
        return len({task["section"] for task in notice.tasks})
    if "指标" in match["what"] and "任务" not in match["what"]:
        return kinds["指标"]
    return kinds["任务"] if says_indicators else len(notice.tasks)


def check_units(notice: Notice) -> list[Problem]:
    """No unit at all, said once; single tasks without a lead; names that do not read as units."""
    if not notice.assignments:
        hint = "请索取载有责任单位的附件，或在“任务核对”表中填写"
        return [Problem("错误", notice.name, "no-units", "通知没有列出责任单位", hint)]
    led = {item["task_id"] for item in notice.assignments if item["role"] == "牵头"}
    problems = [
        Problem("错误", task["place"], "no-lead", f"任务“{task['content'][:40]}”没有牵头单位", "请在“任务核对”表中补填")
        for task in notice.tasks if task["task_id"] not in led
    ]  # fmt: skip
    for name, places in _places_by_unit(notice).items():
        if not looks_like_unit(name, notice.words.units):
            sentence = f"“{name}”不像单位名称"
            problems.append(Problem("存疑", places[0], "unit-unknown", sentence, "请核对是否把文字误读成了单位", name))
    return problems


def check_similar(notice: Notice) -> list[Problem]:
    """Names that are short for another name in the same notice: probably one unit under two names."""
    places = _places_by_unit(notice)
    single = [item["unit"] for item in notice.assignments if item["via"] == "direct"]
    found = suggest_aliases(single, notice.words.units)
    hint = "如是同一单位，请在“单位核对”表中登记为同一名称"
    problems = []
    for short, full in found.pairs:
        counts = f"“{short}”（{len(places[short])}处）可能就是“{full}”（{len(places[full])}处）"
        problems.append(Problem("存疑", places[short][0], "unit-similar", counts, hint, short))
    return problems + found.problems


def _places_by_unit(notice: Notice) -> dict[str, list[str]]:
    place = {task["task_id"]: task["place"] for task in notice.tasks}
    places: dict[str, list[str]] = {}
    for item in notice.assignments:
        places.setdefault(item["unit"], []).append(place[item["task_id"]])
    return places


def check_deadlines(notice: Notice) -> list[Problem]:
    """No deadline anywhere in the notice, said once."""
    if notice.tasks and not any(task["deadline_text"] for task in notice.tasks):
        sentence = "通知没有列出完成时限，到期日留空，台账统一按年底（12月31日）计算"
        return [Problem("提示", notice.name, "no-deadlines", sentence, "如另有时限，请在“任务核对”表中填写")]
    return []


CHECKS: tuple[Callable[[Notice], list[Problem]], ...] = (check_totals, check_units, check_similar, check_deadlines)
