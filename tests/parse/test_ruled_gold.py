"""The real notices rebuilt as tables with borders, headers in several orders, read to the same gold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from breakdown.parse import parse_document
from breakdown.reading import task_records
from breakdown.tasks import build_tasks
from breakdown.words import Words
from tests.parse.tables import LEFT, UP, make_document
from tests.shared import read_gold, require_shared, score, work_year

Task = dict[str, Any]


def listed(task: Task, name: str, separator: str) -> str:
    """A list of units; where the gold says that somebody is left open, its end says so, too."""
    last = "support_units" if task["support_units"] else "lead_units"
    return separator.join(task[name]) + ("等" if task["open"] and name == last else "")


HEADS: dict[str, Callable[[Task], str]] = {
    "序号": lambda task: task["no"] or "",
    "重点工作": lambda task: task["content"],
    "牵头领导": lambda task: "、".join(task["leaders"]),
    "牵头单位": lambda task: listed(task, "lead_units", "、"),
    "责任单位": lambda task: listed(task, "support_units", "\n"),
    "完成时限": lambda task: task["deadline_text"] or "",
}
ORDERS = [
    ["序号", "重点工作", "牵头领导", "牵头单位", "责任单位", "完成时限"],
    ["重点工作", "完成时限", "责任单位", "牵头单位", "序号", "牵头领导"],
]
NOTICES = ["zhaohua-2020", "fanchang-2021-table", "liangping-2021", "ankang-2019"]


def merged_columns(tasks: list[Task], order: list[str]) -> list[list[str]]:
    """Sections in merged first columns; a two-level head over the units."""
    groups = ["责任分工" if head == "牵头单位" else LEFT if head == "责任单位" and "牵头单位" in order[:3] else head
              for head in order]
    two = LEFT in groups
    rows = [["类别", "具体任务", *(groups if two else order)]]
    if two:
        rows.append([UP, UP, *(head if head in ("牵头单位", "责任单位") else UP for head in order)])
    section = subsection = None
    for task in tasks:
        same = task["section"] == section
        below = same and task["subsection"] == subsection
        rows.append([UP if same else task["section"], UP if below else task["subsection"] or "",
                     *(HEADS[head](task) for head in order)])
        section, subsection = task["section"], task["subsection"]
    return rows


def section_rows(tasks: list[Task], order: list[str]) -> list[list[str]]:
    """Sections in rows over the whole width, the header printed again every thirty rows."""
    rows = [order]
    shown: list[str | None] = [None, None]
    for at, task in enumerate(tasks, 1):
        for level, name in enumerate(("section", "subsection")):
            if task[name] and task[name] != shown[level]:
                rows.append([task[name], *[LEFT] * (len(order) - 1)])
                shown[level:] = [task[name], *[None] * (1 - level)]
        rows.append([HEADS[head](task) for head in order])
        rows += [order] if at % 30 == 0 else []
    return rows


@pytest.mark.shared
@pytest.mark.parametrize("order", ORDERS, ids=["usual", "turned"])
@pytest.mark.parametrize("layout", [merged_columns, section_rows])
@pytest.mark.parametrize("notice", NOTICES)
def test_every_figure_is_whole(
    words: Words, notice: str, layout: Callable[[list[Task], list[str]], list[list[str]]], order: list[str]
) -> None:
    require_shared()
    gold = read_gold(f"{notice}.jsonl")
    year = work_year(f"{notice}.jsonl")
    parsed = parse_document(make_document(f"{year}年重点工作任务分解表", layout(gold, order)), words)
    reading = build_tasks([("n.docx", parsed)], words)
    figures, differences = score(notice, task_records(reading))
    flagged = figures.pop("flagged")
    assert figures.pop("silent_error_rate") == 0, differences[:5]
    assert {name: value for name, value in figures.items() if value != 1} == {}, differences[:5]
    assert flagged <= 0.1
    assert "unread" not in [problem.code for problem in parsed.problems]
