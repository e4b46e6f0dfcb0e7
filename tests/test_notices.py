"""The notices of examples/notices, in every format and layout, against the gold written by hand beside them.

Each is read once. A task is found when its wording is read as printed, or nearly (then its content is a wrong field);
what a reader gets wrong and says nothing about is a silent error, and a doubt on a task read wholly right is one too
many to look at. The bars are those the reader is held to.
"""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from breakdown.pipeline import read_notices
from breakdown.reading import task_records
from breakdown.words import Words

NOTICES = Path(__file__).parents[1] / "examples" / "notices"
FOLDERS = sorted(path.parent.name for path in NOTICES.glob("*/tasks.jsonl"))
TEXTS = ("section", "subsection", "content", "goal", "deadline_text")
VALUES = ("due", "ongoing", "done")
LISTS = ("leaders", "lead_units", "support_units")
ALIKE = 0.8
Task = dict[str, Any]


@dataclass
class Score:
    """Counts over the tasks of one notice, or of several: what is shared, missing, extra, wrong."""

    tasks: int = 0
    right: int = 0
    silent: int = 0
    doubted: int = 0
    units: dict[str, list[int]] = field(default_factory=lambda: {name: [0, 0, 0] for name in ("tasks", *LISTS)})
    wrong: dict[str, int] = field(default_factory=lambda: dict.fromkeys((*TEXTS, *VALUES), 0))

    def count(self, name: str, expected: set[str], found: set[str]) -> None:
        """Add what two sets share, what is missing and what is too much."""
        for at, number in enumerate((len(expected & found), len(expected - found), len(found - expected))):
            self.units[name][at] += number

    def f1(self, name: str) -> float:
        """The harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found."""
        shared, missing, extra = self.units[name]
        return 2 * shared / (2 * shared + missing + extra) if shared + missing + extra else 1.0

    def share(self, name: str) -> float:
        """The share of tasks whose field is right."""
        return 1 - self.wrong[name] / self.tasks

    def add(self, other: Score) -> None:
        """Count another notice in."""
        for name in ("tasks", "right", "silent", "doubted"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name, counts in other.units.items():
            self.units[name] = [mine + theirs for mine, theirs in zip(self.units[name], counts, strict=True)]
        for name, number in other.wrong.items():
            self.wrong[name] += number


def folded(value: Any) -> Any:
    """Wording only: width, white space and the final stop do not count."""
    if not isinstance(value, str):
        return value or ""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", value)).rstrip("。;,.:")


def pairs(gold: list[Task], read: list[Task]) -> list[tuple[Task, Task | None]]:
    """Every expected task with the one read for it: the same wording first, then the most alike of those left over."""
    left = list(read)
    found: list[tuple[Task, Task | None]] = []
    for task in gold:
        same = next((other for other in left if folded(other["content"]) == folded(task["content"])), None)
        left = [other for other in left if other is not same]
        found.append((task, same))
    return [(task, other if other is not None else _most_alike(task, left)) for task, other in found]


def _most_alike(task: Task, left: list[Task]) -> Task | None:
    wanted = folded(task["content"])
    texts = [folded(other["content"]) for other in left]
    likeness = [difflib.SequenceMatcher(None, wanted, text, autojunk=False).ratio() for text in texts]
    best = max(range(len(left)), key=likeness.__getitem__, default=None)
    return left.pop(best) if best is not None and likeness[best] > ALIKE else None


def score(gold: list[Task], read: list[Task]) -> Score:
    made = Score(tasks=len(gold))
    matched = pairs(gold, read)
    found = sum(other is not None for _, other in matched)
    made.units["tasks"] = [found, len(gold) - found, len(read) - found]
    for task, other in matched:
        wrong = _wrong_fields(made, task, other)
        doubts = other is not None and bool(other["doubts"])
        made.right += not wrong
        made.silent += bool(wrong) and not doubts
        made.doubted += not wrong and doubts
    return made


def _wrong_fields(made: Score, task: Task, other: Task | None) -> bool:
    """Count the fields of one task; whether any is wrong. A task that is missing is wrong in all."""
    wrong = other is None
    for name in LISTS:
        expected = {folded(item) for item in task[name]}
        got = {folded(item) for item in other[name]} if other else set()
        made.count(name, expected, got)
        wrong = wrong or expected != got
    for name in (*TEXTS, *VALUES):
        if other is None or folded(task[name]) != folded(other[name]):
            made.wrong[name] += 1
            wrong = True
    return wrong


@pytest.fixture(scope="module")
def scores(words: Words) -> dict[str, Score]:
    """The score of every notice."""
    made = {}
    for folder in FOLDERS:
        notice = next((NOTICES / folder).glob("notice.*"))
        gold = [json.loads(line) for line in (NOTICES / folder / "tasks.jsonl").read_text("utf-8").splitlines()]
        made[folder] = score(gold, task_records(read_notices([notice], words)))
    return made


@pytest.fixture(scope="module")
def total(scores: dict[str, Score]) -> Score:
    """The score of all notices together."""
    made = Score()
    for one in scores.values():
        made.add(one)
    return made


def test_enough_notices_are_measured() -> None:
    assert len(FOLDERS) >= 44
    suffixes = {next((NOTICES / folder).glob("notice.*")).suffix for folder in FOLDERS}
    assert suffixes == {".txt", ".docx", ".xlsx", ".pdf", ".html", ".md", ".json", ".csv", ".zip"}
    described = (NOTICES / "README.md").read_text("utf-8")
    assert [folder for folder in FOLDERS if f"[{folder}]" not in described] == []


@pytest.mark.parametrize("name", ["tasks", "lead_units", "support_units", "leaders"])
def test_tasks_units_and_leaders_are_found(total: Score, name: str) -> None:
    assert total.f1(name) >= 0.99


@pytest.mark.parametrize("name", ["deadline_text", "due", "ongoing", "done"])
def test_deadlines_are_read(total: Score, name: str) -> None:
    assert total.share(name) >= 0.98


@pytest.mark.parametrize("name", ["content", "section", "subsection", "goal"])
def test_wording_is_kept(total: Score, name: str) -> None:
    assert total.share(name) >= 0.98


def test_an_error_is_never_silent(total: Score) -> None:
    assert total.silent / total.tasks < 0.005


def test_doubts_are_few_where_all_is_right(total: Score) -> None:
    assert 0 < total.doubted / total.tasks < 0.20


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_layout_falls_behind(scores: dict[str, Score], folder: str) -> None:
    one = scores[folder]
    low = {name: one.f1(name) for name in ("tasks", "lead_units", "support_units") if one.f1(name) < 0.9}
    assert low == {}
    assert min(one.share("due"), one.share("deadline_text")) >= 0.9
    assert min(one.share("content"), one.share("section"), one.share("subsection")) >= 0.7
