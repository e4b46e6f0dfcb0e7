"""The fictional notices read as we wrote them: every field of every task, for each layout.

The gold beside them was written by hand, never by the reader; a difference here is a fault of the reader.
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from breakdown.parse import Part
from breakdown.pipeline import read_notices
from breakdown.reading import task_records
from breakdown.words import Words

EXAMPLES = Path(__file__).parents[1] / "examples"
TEXTS = ("no", "section", "subsection", "content", "goal", "deadline_text")
LISTS = ("leaders", "lead_units", "support_units")
VALUES = ("open", "due", "ongoing", "done")
# Notice, its gold, and which part of the notice the gold tells.
CASES = [(path.parent.name, path.name, match[1] if (match := re.match(r"tasks-(\w+)\.jsonl", path.name)) else "all")
         for path in sorted(EXAMPLES.glob("*/tasks*.jsonl"))]


def gold_of(folder: str, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (EXAMPLES / folder / name).read_text("utf-8").splitlines()]


def read(folder: str, part: Part, words: Words) -> list[dict[str, Any]]:
    return task_records(read_notices([EXAMPLES / folder / "notice.txt"], words, part=part))


def folded(text: str | None) -> str:
    """Wording only: width, white space and the final stop do not count."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or "")).rstrip("。;,.:")


def comparable(task: dict[str, Any]) -> dict[str, Any]:
    texts = {field: folded(task[field]) for field in TEXTS}
    lists = {field: sorted(folded(item) for item in task[field]) for field in LISTS}
    return {**texts, **lists, **{field: task[field] for field in VALUES}}


def test_every_layout_has_an_example() -> None:
    assert {folder for folder, _, _ in CASES} == {
        "demo", "labelled-lines", "labelled-blocks", "closing-brackets", "flattened-table", "goals-and-tasks"
    }
    assert all(len(gold_of(folder, name)) >= 20 for folder, name, _ in CASES)


@pytest.mark.parametrize(("folder", "name", "part"), CASES, ids=[f"{folder}-{part}" for folder, _, part in CASES])
def test_an_example_reads_as_it_was_written(folder: str, name: str, part: Part, words: Words) -> None:
    expected = [comparable(task) for task in gold_of(folder, name)]
    found = [comparable(task) for task in read(folder, part, words)]
    assert [task["content"] for task in found] == [task["content"] for task in expected]
    differences = [(want["no"], field, want[field], got[field])
                   for want, got in zip(expected, found, strict=True) for field in want if want[field] != got[field]]
    assert differences == []


@pytest.mark.parametrize(("folder", "part"), sorted({(folder, part) for folder, _, part in CASES}))
def test_a_reader_that_doubts_everything_is_useless(folder: str, part: Part, words: Words) -> None:
    tasks = read(folder, part, words)
    assert sum(bool(task["doubts"]) for task in tasks) <= 0.35 * len(tasks)


def test_text_and_table_of_one_notice_give_the_fuller_value(words: Words) -> None:
    text, table = (gold_of("labelled-blocks", f"tasks-{part}.jsonl") for part in ("text", "table"))
    found = read("labelled-blocks", "all", words)
    assert [task["leaders"] for task in found] == [task["leaders"] for task in text]
    assert [(task["deadline_text"], task["due"]) for task in found] == [(t["deadline_text"], t["due"]) for t in table]
    assert [set(task["lead_units"]) for task in found] == [set(task["lead_units"]) for task in text]
