"""The review workbook read back, as edited: sorted, filtered, with rows and columns added, moved or deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pandas as pd

from breakdown.cells import WorkbookCells
from breakdown.columns import ASSIGNMENTS, MILESTONES, TARGETS, TASKS, make_frame
from breakdown.problems import CODES, Problem
from breakdown.records import Reading
from breakdown.review.assigned import Names, read_names, read_roles
from breakdown.review.originals import Original, day_text, read_identity, read_originals
from breakdown.review.requests import Decision, read_decisions
from breakdown.review.tables import TableRow, read_table
from breakdown.review.view import PROBLEM_COLUMNS, PROBLEM_SHEET, TASK_COLUMNS, TASK_SHEET
from breakdown.review.wording import (
    impossible_days,
    keep_lines,
    read_day,
    read_flag,
    read_stage,
    read_target,
    stage_line,
    target_line,
)
from breakdown.words import Words

_TEXTS = (
    "no", "kind", "section", "subsection", "content", "goal", "leaders", "deadline_text", "remark", "doubts", "place",
)


class Returned(NamedTuple):
    """The reading as the office left it, what it should know about its own edits, its decisions on requests."""

    reading: Reading
    problems: list[Problem]
    decisions: tuple[Decision, ...] = ()


@dataclass
class _Collected:
    """Rows of the frames, gathered task by task."""

    tasks: list[dict[Any, Any]] = field(default_factory=list)
    assignments: list[dict[Any, Any]] = field(default_factory=list)
    milestones: list[dict[Any, Any]] = field(default_factory=list)
    targets: list[dict[Any, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_review(cells: WorkbookCells, words: Words, registered: Collection[str] = ()) -> Returned:
    """The reading that a review workbook describes after the office has edited it.

    A row without id is a new task; an id whose row is gone, or empty, is a task that the office dropped; of two rows
    with one id the first counts. registered: names that the ledger's registry knows. Raises WorkbookError when a sheet
    or a column is missing.
    """
    title, year, standing = read_identity(cells)
    originals = read_originals(cells)
    made = _Collected()
    names = read_names(cells, words, registered, made.problems)
    rows = read_table(cells, TASK_SHEET, TASK_COLUMNS, made.problems, keyed=True)
    for task_id, row, after in _identified(rows, originals, year, made.problems):
        original = originals.get(task_id, Original({"notice": originals[after].texts["notice"]} if after else {}))
        _read_task(row, task_id, original, year, names, made)
    made.problems += [_dropped(cells, task_id, originals[task_id]) for task_id in originals
                      if task_id not in {task["task_id"] for task in made.tasks}]
    _place_new(made.tasks)
    registry = names.registry({row["unit"] for row in made.assignments if row["via"] == "direct"})
    reading = Reading(
        title, year, make_frame(TASKS, sorted(made.tasks, key=lambda task: task["position"])),
        make_frame(ASSIGNMENTS, sorted(made.assignments, key=lambda row: (row["task_id"], row["position"]))),
        make_frame(MILESTONES, sorted(made.milestones, key=lambda row: (row["task_id"], row["position"]))),
        make_frame(TARGETS, sorted(made.targets, key=lambda row: (row["task_id"], row["position"]))),
        registry, names.members({row["unit"] for row in made.assignments if row["via"] != "direct"}),
        _read_problems(cells, made.problems), frozenset(originals) if standing else frozenset(),
        untouched=names.untouched | (set(registry["unit"]) - set(names.units["unit"])),
    )
    return Returned(reading, made.problems, read_decisions(cells, made.problems))


def _identified(
    rows: list[TableRow], originals: dict[str, Original], year: int, problems: list[Problem]
) -> list[tuple[str, TableRow, str]]:
    """Rows with their task ids, and for each the last task above it that was there before."""
    found: list[tuple[str, TableRow, str]] = []
    seen: set[str] = set()
    highest = max((int(own.rpartition("-")[2]) for own in originals if own.startswith(f"{year}-")), default=0)
    above = next(iter(originals), "")
    for row in rows:
        if row.key in seen:
            problems.append(row.problem(
                "row-repeated", f"这一行与前面一行是同一任务（{row.key}），只采用前面一行",
                "如是新任务，请插入空行重新填写，不要复制整行",
            ))
            continue
        if not row.text("content") and row.key not in originals:
            sentence = "这一行没有写重点工作，未作为任务采用"
            problems.append(row.problem("row-empty", sentence, "请补上重点工作，或删去这一行"))
            continue
        if row.key in originals:
            seen.add(row.key)
            above = row.key
            found.append((row.key, row, ""))
        else:
            highest += 1
            found.append((f"{year}-{highest:03d}", row, above))
    return found


def _read_task(
    row: TableRow, task_id: str, original: Original, year: int, names: Names, made: _Collected
) -> None:
    """Add one row of the sheet to the frames."""
    task: dict[Any, Any] = {name: row.text(name) for name in _TEXTS}
    if "content" not in original.texts:
        task["kind"] = _kind(row, made.problems)
    task |= {
        "task_id": task_id, "year": int(original.texts.get("year", year)), "notice": original.texts.get("notice", ""),
        "ongoing": _flag(row, "ongoing", made.problems), "done": _flag(row, "done", made.problems),
        "position": _position(row, made.problems),
    }
    _read_due(row, task, year, made.problems)
    if not task["content"]:
        made.problems.append(row.problem("row-empty", "任务没有写重点工作", "请补上；要取消这项任务，请删去整行"))
    assignments, task["open"] = read_roles(row, task_id, original, names, made.problems)
    made.tasks.append(task)
    made.assignments += assignments
    made.targets += _read_targets(row, task_id, original)
    made.milestones += _read_stages(row, task_id, original, made.problems)
    made.problems += _left_behind(row, task, original, year)


def _kind(row: TableRow, problems: list[Problem]) -> str:
    """A new row's kind, 指标 or 任务: totals count nothing else."""
    kinds, kind = TASKS.column("kind").choices, row.text("kind")
    if kind in kinds:
        return kind
    if kind:
        sentence = f"类别“{kind}”不在列表中，按“{kinds[-1]}”计"
        problems.append(row.problem("cell-wrong", sentence, f"请选 {'、'.join(kinds)}", "kind", "存疑"))
    return kinds[-1]


def _flag(row: TableRow, name: str, problems: list[Problem]) -> bool:
    flag = read_flag(row.value(name))
    if flag is None:
        sentence = f"“{row.text(name)}”看不出是还是否，按否处理"
        problems.append(row.problem("cell-wrong", sentence, "请选“是”，或留空", name))
    return bool(flag)


def _position(row: TableRow, problems: list[Problem]) -> int:
    text = row.text("position")
    if text and not text.isdecimal():
        sentence = f"次序“{text}”不是整数，按所在位置排列"
        problems.append(row.problem("cell-wrong", sentence, "请填整数，或留空", "position"))
    return int(text) if text.isdecimal() else 0


def _read_due(row: TableRow, task: dict[Any, Any], year: int, problems: list[Problem]) -> None:
    """The due day; what is no possible date stays, as text, with the deadline."""
    found = read_day(row.value("due"), year)
    task["due"] = found.day
    if not found.understood:
        text = row.text("due")
        sentence = f"到期日“{text}”不是有效的日期，已并入完成时限，到期日留空"
        problems.append(row.problem("deadline", sentence, "请写成 2021-08-31 这样的日期", "due"))
        if text not in task["deadline_text"]:
            task["deadline_text"] = "\n".join(part for part in (task["deadline_text"], text) if part)


def _read_targets(row: TableRow, task_id: str, original: Original) -> list[dict[Any, Any]]:
    lines = list(keep_lines(row.text("targets"), original.targets, target_line))
    if lines == original.targets:
        return [{**target, "task_id": task_id} for target in original.targets]
    read = [read_target(line) if isinstance(line, str) else line for line in lines]
    return [{**target, "task_id": task_id, "position": at} for at, target in enumerate(read, 1)]


def _read_stages(
    row: TableRow, task_id: str, original: Original, problems: list[Problem]
) -> list[dict[Any, Any]]:
    lines = list(keep_lines(row.text("milestones"), original.milestones, stage_line))
    if lines == original.milestones:
        return [{**stage, "task_id": task_id} for stage in original.milestones]
    stages = []
    for at, line in enumerate(lines, 1):
        stage, possible = read_stage(line) if isinstance(line, str) else (line, True)
        if not possible:
            sentence = f"节点“{line}”的日期不存在，按没有日期处理"
            problems.append(row.problem("deadline", sentence, "请改正日期", "milestones"))
        stages.append({**stage, "task_id": task_id, "position": at})
    return stages


def _left_behind(row: TableRow, task: dict[Any, Any], original: Original, year: int) -> list[Problem]:
    """Texts that were changed while the values read from them were not, and impossible dates in a changed deadline."""
    was, found = original.texts, []
    if "content" not in was:
        was = dict.fromkeys(("content", "goal", "deadline_text", "due"), "")
    reworded = (task["content"], task["goal"]) != (was["content"], was["goal"])
    if reworded and original.targets and row.text("targets") == "\n".join(map(target_line, original.targets)):
        sentence = "重点工作或年度目标的文字改了，目标没有改，仍按原目标统计"
        found.append(row.problem("wording-differs", sentence, "请核对“目标”一栏", "targets", "存疑"))
    if row.text("deadline_text") != was["deadline_text"]:
        for text in impossible_days(row.text("deadline_text"), year):
            sentence = f"完成时限中的“{text}”不存在"
            found.append(row.problem("deadline", sentence, "请改正日期", "deadline_text"))
    return [*found, *_half_a_deadline(row, task, was, year)]


def _half_a_deadline(row: TableRow, task: dict[Any, Any], was: dict[str, str], year: int) -> Iterator[Problem]:
    """A deadline of which the words were written or changed and the day was not, or the other way round."""
    text, due = row.text("deadline_text"), day_text(pd.to_datetime(task["due"]))
    reworded, moved = text != was["deadline_text"], due != was["due"]
    said = day_text(read_day(text, year).day)
    at, sentence = "", ""
    if reworded and due and not moved:
        at, sentence = "due", f"完成时限的文字改了，到期日没有改，仍为 {due}"
    elif reworded and said and not due and not task["ongoing"]:
        at, sentence = "due", f"完成时限写的是“{text}”，到期日空着，按没有写明时限计"
    elif moved and due and not text:
        at, sentence = "deadline_text", f"到期日写的是 {due}，完成时限空着，印出的表上没有时限"
    elif moved and not reworded and said not in ("", due):
        now = f"改成了 {due}" if due else "删去了"
        at, sentence = "deadline_text", f"到期日{now}，完成时限的文字没有改，仍印“{text}”"
    if at:
        title = {"due": "到期日", "deadline_text": "完成时限"}[at]
        yield row.problem("wording-differs", sentence, f"请核对“{title}”一栏", at, "存疑")


def _place_new(tasks: list[dict[Any, Any]]) -> None:
    """A task without a position of its own comes behind the one that stands above it on the sheet."""
    above = 0
    for task in tasks:
        task["position"] = above = task["position"] or above


def _dropped(cells: WorkbookCells, task_id: str, original: Original) -> Problem:
    return Problem(
        "提示", f"{cells.file}〔{TASK_SHEET}〕", "row-gone", f"核对表里任务 {task_id} 的行已删去，这项任务不入账",
        "如是误删，请重新生成核对工作簿", original.texts["content"],
    )


def _read_problems(cells: WorkbookCells, problems: list[Problem]) -> list[Problem]:
    """The problems that the office left on their sheet; none when it deleted the sheet."""
    if cells.sheet(PROBLEM_SHEET) is None:
        place = f"{cells.file}〔{PROBLEM_SHEET}〕"
        problems.append(Problem("提示", place, "review-note", "这张表已删去，其中的问题按已处理对待"))
        return []
    codes = {title: code for code, title in CODES.items()}
    kept = []
    for row in read_table(cells, PROBLEM_SHEET, PROBLEM_COLUMNS, problems):
        texts = row.texts()
        severity = {"错误": "错误", "存疑": "存疑"}.get(texts["severity"], "提示")
        code = codes.get(texts["code"], "review-note")
        kept.append(Problem(severity, texts["place"], code, texts["sentence"], texts["hint"], texts["value"]))  # type: ignore[arg-type]
    return kept
