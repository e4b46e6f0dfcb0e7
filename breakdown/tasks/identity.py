"""Which task of a new reading is which task of the ledger, so that a task keeps its id when its notice is corrected."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

# Below this a text is another task, whatever else agrees; with the same number under the same heading less is enough.
_SIMILAR = 0.72
_SIMILAR_AT_SAME_NUMBER = 0.5
# A content shorter than this ("增长5%左右") says nothing without its heading.
_SHORT = 12
# How many candidates per task are compared character by character.
_CANDIDATES = 5
_MARKS = re.compile(r"[\W_]+")
_NUMBERING = re.compile(r"^[(（]?[\d一二三四五六七八九十]+[)）.．、]+")


class _Task(NamedTuple):
    """What a task is recognised by. rank: its order among the tasks of its frame, from 0 to 1."""

    task_id: str
    no: str
    section: str
    subsection: str
    goal: str
    content: str
    text: str
    rank: float


def match_tasks(old: pd.DataFrame, new: pd.DataFrame) -> dict[str, str]:
    """New task id → old task id for every task of `new` that is a task of `old`; both are frames of columns.TASKS.

    Same content first; then the most similar, at least 0.72 (difflib ratio), or 0.5 where number and heading agree.
    Among equals number, headings, goal and order decide. No old id is given twice.
    """
    olds, news = _read(old), _read(new)
    matched: dict[str, str] = {}
    for same in (lambda task: (task.content, task.section, task.subsection, task.goal), lambda task: task.text):
        _take(matched, _equal_pairs(*_open(matched, olds, news), same))
    left_old, left_new = _open(matched, olds, news)
    _take(matched, _similar_pairs(left_old, left_new))
    return matched


_Pair = tuple[float, _Task, _Task]


def _read(frame: pd.DataFrame) -> list[_Task]:
    ordered = frame.sort_values("position", kind="stable")
    last = max(len(ordered) - 1, 1)
    return [_task(row, at / last) for at, row in enumerate(ordered.to_dict("records"))]


def _task(row: Mapping[Hashable, Any], rank: float) -> _Task:
    return _Task(
        row["task_id"], _plain(row["no"]), _heading(row["section"]), _heading(row["subsection"]), _plain(row["goal"]),
        _plain(row["content"]), _subject(row["subsection"], row["content"]), rank,
    )


def _plain(text: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", text))


def _heading(text: str) -> str:
    """A heading without its number: renumbering leaves it the same."""
    return _plain(_NUMBERING.sub("", text.strip()))


def _subject(subsection: str, content: str) -> str:
    plain = _plain(content)
    return plain if len(plain) >= _SHORT else _heading(subsection) + plain


def _open(matched: dict[str, str], olds: list[_Task], news: list[_Task]) -> tuple[list[_Task], list[_Task]]:
    taken = set(matched.values())
    return [task for task in olds if task.task_id not in taken], [task for task in news if task.task_id not in matched]


def _take(matched: dict[str, str], pairs: Iterable[_Pair]) -> None:
    """Give the best pairs first, each task once."""
    taken = set(matched.values())
    for _, old, new in sorted(pairs, key=lambda pair: (-pair[0], pair[1].task_id, pair[2].task_id)):
        if old.task_id not in taken and new.task_id not in matched:
            matched[new.task_id] = old.task_id
            taken.add(old.task_id)


def _bonus(old: _Task, new: _Task) -> float:
    """What stands beside the content: number under the same heading, headings, goal, and how far the task moved."""
    agreeing = (old.section == new.section, old.subsection == new.subsection, old.goal == new.goal)
    return 0.1 * _same_number(old, new) + 0.02 * sum(agreeing) - 0.02 * abs(old.rank - new.rank)


def _equal_pairs(olds: list[_Task], news: list[_Task], same: Callable[[_Task], object]) -> Iterator[_Pair]:
    groups: dict[object, list[_Task]] = defaultdict(list)
    for task in olds:
        groups[same(task)].append(task)
    for task in news:
        for old in groups.get(same(task), []):
            yield 1 + _bonus(old, task), old, task


def _similar_pairs(olds: list[_Task], news: list[_Task]) -> Iterator[_Pair]:
    """Pairs of similar text with their score."""
    if not olds or not news:
        return
    counts = _character_counts([task.text for task in (*olds, *news)])
    old_counts, new_counts = counts[: len(olds)], counts[len(olds) :]
    matcher = SequenceMatcher(autojunk=False)
    for new, row in zip(news, new_counts, strict=True):
        # the same upper bound as SequenceMatcher.quick_ratio, for all old tasks at once
        bounds = 2 * np.minimum(old_counts, row).sum(axis=1) / np.maximum(old_counts.sum(axis=1) + row.sum(), 1)
        near = [int(at) for at in np.argsort(-bounds, kind="stable")[:_CANDIDATES]]
        matcher.set_seq2(new.text)
        for at in dict.fromkeys([*near, *(at for at, old in enumerate(olds) if _same_number(old, new))]):
            old = olds[at]
            least = _SIMILAR_AT_SAME_NUMBER if _same_number(old, new) else _SIMILAR
            if bounds[at] < least:
                continue
            matcher.set_seq1(old.text)
            if (ratio := matcher.ratio()) >= least:
                yield ratio + _bonus(old, new), old, new


def _same_number(old: _Task, new: _Task) -> bool:
    return bool(new.no) and (old.no, old.section) == (new.no, new.section)


def _character_counts(texts: list[str]) -> np.ndarray[tuple[int, int], np.dtype[np.int16]]:
    """How often each character stands in each text."""
    letters = {char: at for at, char in enumerate(sorted(set("".join(texts))))}
    counts = np.zeros((len(texts), max(len(letters), 1)), dtype=np.int16)
    for at, text in enumerate(texts):
        for char in text:
            counts[at, letters[char]] += 1
    return counts
