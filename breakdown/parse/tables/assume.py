"""Columns whose heads no vocabulary knows: their roles by what stands in them, else by how the head ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal

from breakdown.names import looks_like_people, unit_share
from breakdown.parse.duty.times import is_time, names_time
from breakdown.parse.tables.titles import UNITS, Row, Title, column_texts, content_of
from breakdown.words import Words

Sort = Literal["", "units", "deadline", "leader", "person", "goal", "number", "measure", "text"]

# Share of a column's cells that must read alike.
_MOST = 0.6
# Mean length from which on cells are running text, and up to which they may be any names.
_RUNNING, _SHORT = 6, 16
_ENDS: tuple[tuple[str, Sort], ...] = (
    (r"何时|啥时|什么时候|(时限|时间|时点|时节|节点|期限|限期|日期|完成?)$", "deadline"),
    (r"(领导|书记|主任|校长|院长|县长|区长|市长|镇长|乡长)$", "leader"),
    (r"人员?$", "person"),
    (r"(单位|部门|科室|处室|股室|厅局|主体|机构|镇街|乡镇|街道|村|社区)$", "units"),
    (r"(标准|目标|程度|成效|效果|成果)$", "goal"),
)
_COUNT = re.compile(r"^第?[\d一二三四五六七八九十]+[、.．件项条号]?$")
# values are no heads
_NO_WORD = re.compile(r"[、，,。；;:：]|.{13}")
# what other lists than those of tasks tell of a unit
_NO_TASK = re.compile(r"地址|地点|位置|姓名|职务|职称|电话|邮箱|网址|账号|原因")
_SAID = {
    "lead": "牵头单位", "support": "配合单位", "deadline": "完成时限", "leader": "牵头领导", "task": "任务",
    "goal": "目标",
}  # fmt: skip


def assume_titles(
    titles: Sequence[Title], rows: Sequence[Row], words: Words, led: bool = False
) -> tuple[Title, ...]:
    """The heads, where unknown ones take the roles that the known leave free; an assumed role says so.

    led: who leads stands above the table.
    """
    roles = [title.role for title in titles]
    unknown = [at for at, title in enumerate(titles) if not title.role and not _NO_WORD.search(title.word)]
    if not unknown:
        return tuple(titles)
    texts = {at: tuple(column_texts(rows, at)) for at in unknown}
    sorts = {at: _sort(titles[at].word, texts[at], roles, words) for at in unknown}
    first = next((at for at in unknown if sorts[at] == "number" and not any(roles[:at])), None)
    if first is not None and "number" not in roles:
        roles[first] = "number"
    _assume_task(roles, titles, sorts, rows)
    _assume_units(roles, [at for at in unknown if sorts[at] == "units"], titles, led)
    for sort in ("deadline", "leader", "goal"):
        likely = [at for at in unknown if sorts[at] == sort and not roles[at]]
        if likely and sort not in roles and not (sort == "deadline" and "stage" in roles):
            roles[likely[0]] = sort
    for at in unknown:
        roles[at] = "kept" if not roles[at] and sorts[at] == "person" else roles[at]
    return tuple(
        title._replace(role=role, assumed=title.role != role and role in _SAID)
        for title, role in zip(titles, roles, strict=True)
    )


def tell_assumed(titles: Sequence[Title]) -> str:
    """The sentence about the assumed roles; "" when there are none."""
    said = [
        f"{f'“{title.word}”' if title.word else f'没有表头的第{at}'}栏读作{_SAID[title.role]}"
        for at, title in enumerate(titles, 1)
        if title.assumed
    ]
    return f"{'，'.join(said)}（表头不在词表中，按各格内容判断），请核对" if said else ""


def looks_like_duty(text: str, words: Words) -> str:
    """What a cell of a column without role reads as: "units", "deadline", or ""."""
    sort = _sort_of_cells((text,), words)
    return sort if sort in ("units", "deadline") else ""


def ending_of(word: str) -> Sort:
    """What the end of a head says; "" for most words."""
    return next((sort for pattern, sort in _ENDS if re.search(pattern, word)), "")


def _sort(word: str, texts: tuple[str, ...], roles: Sequence[str], words: Words) -> Sort:
    seen, ending = _sort_of_cells(texts, words), ending_of(word)
    if seen in roles and ending:
        # cells that have moved out of their own column
        return ending
    if seen not in ("", "text") or not ending:
        return "person" if ending == "person" and seen == "leader" else seen
    short = sum(map(len, texts)) <= _SHORT * len(texts) and not any("。" in text for text in texts)
    timed = 2 * sum(names_time(text) for text in texts) >= len(texts)
    fits = short or ending == "goal" or (ending == "deadline" and timed)
    return ending if fits else seen


@lru_cache(maxsize=1024)
def _sort_of_cells(texts: tuple[str, ...], words: Words) -> Sort:
    told = [text for text in texts if text not in words.units.empty]
    tests: tuple[tuple[Sort, Callable[[str], bool]], ...] = (
        ("number", lambda text: _COUNT.match(text) is not None),
        ("measure", lambda text: text in words.targets.measures),
        ("leader", lambda text: looks_like_people(text, words)),
        ("units", lambda text: unit_share(text, words.units) >= _MOST and not text.endswith("。")),
        ("deadline", lambda text: is_time(text, words)),
    )
    for sort, reads in tests:
        if told and sum(map(reads, told)) >= _MOST * len(told):
            return sort
    return "text" if told and sum(map(len, told)) >= _RUNNING * len(told) else ""


def _assume_task(
    roles: list[str], titles: Sequence[Title], sorts: dict[int, Sort], rows: Sequence[Row]
) -> None:
    """Let the longest running text be the task when none is known, or the steps right of merged tasks."""
    likely = [at for at, sort in sorts.items() if sort == "text" and not _NO_TASK.search(titles[at].word)]
    if "task" in roles:
        task = content_of(roles)
        below = [at for at in likely if task is not None and at == task + 1]
        if below and task is not None and len(set(column_texts(rows, below[0]))) > len(set(column_texts(rows, task))):
            roles[below[0]] = "task"
        return
    units = next((at for at, role in enumerate(roles) if role in UNITS), 0)
    if not likely and len(sorts) == 1 and "goal" not in roles and "deadline" in roles:
        # short words in front of known units and times (整治行业)
        likely = [at for at in sorts if at < units and titles[at].word]
    best = max(likely, key=lambda at: _mean_length(column_texts(rows, at)), default=None)
    if best is None:
        return
    goal = roles.index("goal") if "goal" in roles else None
    fine = len(set(column_texts(rows, best))) - (0 if goal is None else len(set(column_texts(rows, goal))))
    if goal is None or fine > 0 or (fine == 0 and best < goal):
        roles[best] = "task"


def _mean_length(texts: Sequence[str]) -> float:
    return sum(map(len, texts)) / max(1, len(texts))


def _assume_units(roles: list[str], likely: Sequence[int], titles: Sequence[Title], led: bool) -> None:
    """Let the first column of units lead and the next support, as far as these are free."""
    content = content_of(roles)
    task = -1 if content is None else content
    if len(likely) > 2 and likely[0] < task:
        # the units of a group of tasks stand in front
        likely = likely[1:]
    for at in likely:
        either = roles.index("either") if "either" in roles else None
        if not led and "lead" not in roles and (either is None or task < at < either):
            roles[at] = "lead"
        elif "support" not in roles and (at > task or _ends_in_units(titles[at].word)):
            roles[at] = "support"


def _ends_in_units(word: str) -> bool:
    return re.search("(单位|部门|科室|处室|股室|主体)$", word) is not None
