"""One row as written → one task with its assignments, milestones and targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from breakdown.names import looks_like_unit, split_people, split_units
from breakdown.problems import Problem
from breakdown.tasks.deadlines import Deadline, read_deadline
from breakdown.tasks.targets import read_targets
from breakdown.words import Words

# A mended misprint that stands in so many rows is the notice's habit, said once; below that it is a doubt of its row.
_HABIT = 3


class Built(NamedTuple):
    """One task and what belongs to it, as rows of their frames; `repairs` are misprints mended in its deadline."""

    task: dict[str, Any]
    assignments: list[dict[str, Any]]
    milestones: list[dict[str, Any]]
    targets: list[dict[str, Any]]
    repairs: tuple[str, ...]
    doubles: tuple[str, ...]


class When(NamedTuple):
    """The work year of a notice, 0 where it names none, and the day on which it was signed."""

    year: int
    signed: date | None = None


def build_row(row: Mapping[str, Any], notice: str, when: When, position: int, words: Words) -> Built:
    """Turn the wording of one row (columns.WRITTEN) into values; what is assumed becomes a doubt of the task."""
    task_id = f"{when.year}-{position + 1:03d}"
    deadline = read_deadline(row["deadline_text"], when.year, words.deadlines, when.signed)
    assignments, is_open = _assign(row, task_id, words)
    doubles = _doubles(assignments)
    doubts = [doubt for doubt in row["doubts"].split("\n") if doubt] + list(deadline.doubts)
    doubts += [f"“{name}”既列为牵头又列为配合" for name in doubles]
    if row["deadline_text"] and deadline == Deadline():
        doubts.append("时限栏没有写明日期，台账按年底（12月31日）计算")
    task = {
        **{name: row[name] for name in ("no", "kind", "section", "subsection", "content", "goal", "remark", "place")},
        "task_id": task_id, "year": when.year, "notice": notice, "position": position + 1,
        "leaders": "、".join(split_people(row["leaders"], words)),
        "deadline_text": row["deadline_text"], "due": deadline.due, "ongoing": deadline.ongoing, "done": deadline.done,
        "open": is_open, "doubts": "\n".join(dict.fromkeys(doubts)),
    }  # fmt: skip
    milestones = [
        {"task_id": task_id, "position": index, "label": stage.label, "due": stage.due, "text": stage.text}
        for index, stage in enumerate(deadline.milestones, 1)
    ]
    text = "\n".join(filter(None, [row["goal"], row["content"]]))
    targets = [
        {"task_id": task_id, "position": index, **vars(target)}
        for index, target in enumerate(read_targets(text, words.targets), 1)
    ]
    return Built(task, assignments, milestones, targets, deadline.repairs, doubles)


def _assign(row: Mapping[str, Any], task_id: str, words: Words) -> tuple[list[dict[str, Any]], bool]:
    assignments: list[dict[str, Any]] = []
    is_open = False
    for role, text in (("牵头", row["leads"]), ("配合", row["supports"])):
        for name in split_units(text, words.units):
            is_open = is_open or name.open
            via = "集合" if name.collective else "direct"
            assignments.append(
                {"task_id": task_id, "unit": name.text, "printed": name.text, "role": role, "via": via,
                 "position": len(assignments) + 1}
            )  # fmt: skip
    return assignments, is_open


def _doubles(assignments: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    counts = Counter(item["unit"] for item in assignments)
    return tuple(name for name, count in counts.items() if count > 1)


def settle_repairs(rows: Sequence[Built]) -> list[Built]:
    """Rows in which a mended misprint that is not the notice's habit has become a doubt."""
    counts = Counter(repair for row in rows for repair in row.repairs)
    settled = []
    for row in rows:
        rare = [repair for repair in row.repairs if counts[repair] < _HABIT]
        doubts = "\n".join(filter(None, [row.task["doubts"], *rare]))
        settled.append(row._replace(task=row.task | {"doubts": doubts}) if rare else row)
    return settled


def doubt_year(rows: Sequence[Built]) -> list[Built]:
    """Rows of a notice whose year is assumed: one whose date has no year of its own says so."""
    doubted = []
    for row in rows:
        task = row.task
        sentence = f"时限没有写年份，按{task['year']}年理解"
        assumed = task["year"] and task["due"] and str(task["due"].year) not in task["deadline_text"]
        doubts = "\n".join(filter(None, [task["doubts"], sentence]))
        doubted.append(row._replace(task=task | {"doubts": doubts}) if assumed else row)
    return doubted


def assume_year_end(rows: Sequence[Built]) -> list[Built]:
    """Rows without any deadline in a notice that prints deadlines: the year's end is assumed, and the task says so."""
    if not any(row.task["deadline_text"] for row in rows):
        return list(rows)
    assumed = []
    for row in rows:
        told = row.task["deadline_text"] or row.task["done"] or row.task["ongoing"]
        doubts = "\n".join(filter(None, [row.task["doubts"], "通知没有写这一项的完成时限，台账按年底（12月31日）计算"]))
        assumed.append(row if told else row._replace(task=row.task | {"doubts": doubts}))
    return assumed


def doubt_names(rows: Sequence[Built], words: Words) -> list[Built]:
    """Rows of which a task carries a doubt for every name that does not read as a unit's."""
    doubted = []
    for row in rows:
        strange = [item["unit"] for item in row.assignments if not looks_like_unit(item["unit"], words.units)]
        doubts = [row.task["doubts"], *(f"“{name}”不像单位名称，请核对" for name in strange)]
        doubted.append(row._replace(task=row.task | {"doubts": "\n".join(filter(None, doubts))}) if strange else row)
    return doubted


def notice_problems(name: str, rows: Sequence[Built]) -> list[Problem]:
    """Double roles row by row, and misprints in deadlines that recur: once for the notice."""
    problems = [
        Problem("存疑", row.task["place"], "role-both", f"“{unit}”既列为牵头单位又列为配合单位", "请核对通知原文", unit)
        for row in rows
        for unit in row.doubles
    ]
    repairs = Counter(repair for row in rows for repair in row.repairs)
    for repair, count in repairs.items():
        if count >= _HABIT:
            problems.append(Problem("提示", name, "print", f"{repair}（共{count}处）", "请核对通知原文"))
    return problems
