"""Numbered text → rows as written."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from breakdown.parse.duty.clause import NO_DUTY, assign_roles, join_duties, split_inner
from breakdown.parse.origin import text_origins
from breakdown.parse.outline.node import Node
from breakdown.problems import Problem
from breakdown.words import Words

# Labelled values without a column of their own: kept as remarks, label and all.
_REMARKS = ("person", "progress", "remark")


def make_rows(tasks: list[Node], words: Words) -> list[dict[str, Any]]:
    """One row of columns.WRITTEN per task node, part "text"; `place` is filled in by the caller from `line`.

    Where several attachments hold tasks, one without sections is a section itself.
    """
    parts = {node.part for node in tasks}
    chosen = {id(node) for node in tasks}
    rows = []
    for node in tasks:
        # a task above this one is no heading
        above = [parent.line.text for parent in node.parents if id(parent) not in chosen]
        headings = above or [node.annex] * (len(parts) > 1)
        for each in (node, *node.more):
            each.parents, each.depth = node.parents, node.depth
            rows += _split(_row(each, headings, words), each, words)
    return rows


def _split(row: dict[str, Any], node: Node, words: Words) -> list[dict[str, Any]]:
    """The tasks of one paragraph in which bracket after bracket gives a sentence to other units."""
    inner, rest = split_inner(row["content"], words) if node.duty or not row["leads"] else ([], row["content"])
    if not inner:
        return [row]
    doubt = "同一段中有几处责任分工，按括号拆成几项任务"
    rows = [
        row
        | {"content": content, "leads": duty.leads, "supports": duty.supports, "deadline_text": duty.deadline}
        | {"leaders": duty.leaders or row["leaders"], "said": duty.said}
        for content, duty in inner
    ]
    if rest and row["leads"]:
        rows.append(row | {"content": rest})
    elif rest:
        rows[-1]["content"] += rest
    return [each | {"doubts": "\n".join(filter(None, [each["doubts"], doubt]))} for each in rows]


def _row(node: Node, headings: list[str], words: Words) -> dict[str, Any]:
    own_text = "\n".join(node.paragraphs)
    doubts = list(node.doubts)
    name, task_text = _named_task(node)
    headings = [*(headings or [""]), name] if name else headings
    # a heading that carries goal and task text is both: its own words are the heading, the labelled text is the task
    if task_text and node.depth == 1:
        headings, content = [*headings, node.line.text], task_text
    elif task_text:
        content = "\n".join(filter(None, [own_text, task_text]))
    else:
        content = own_text
    duty = assign_roles(node.clauses, words)
    if node.duty is not None and not node.duty.said and duty.leads:
        # a bracket that only looked like a list of units; the labels below say who is meant
        content = f"{content}{node.duty.text}".strip("\n")
    else:
        duty = join_duties(duty, node.duty or NO_DUTY)
    if not content:
        content = node.value("goal") or node.line.text
        doubts.append("任务没有正文，暂以该行文字代替")
    doubts += [duty.doubt] if duty.doubt else []
    section = headings[0] if headings else ""
    return {
        "part": "text",
        "no": node.number.printed,
        "kind": kind_of(section, words),
        "section": section,
        "subsection": "／".join(headings[1:]),
        "content": content,
        "goal": node.value("goal"),
        "leaders": duty.leaders or _leaders_above(node),
        "leads": duty.leads,
        "supports": duty.supports,
        "said": duty.said,
        "deadline_text": node.value("deadline") or duty.deadline,
        "remark": "\n".join(filter(None, [_remark(node), duty.persons, duty.note])),
        "doubts": "\n".join(doubts),
        "line": node.line.number,
        "lines": node.lines,
        "origins": text_origins(node),
    }


def _named_task(node: Node) -> tuple[str, str]:
    """The name of a task that labels give beside its text (项目名称：…，建设内容：…), and the text."""
    labelled = [clause for clause in node.clauses if clause.role == "task" and clause.value]
    if len(labelled) > 1 and labelled[0].label.endswith("名称"):
        return labelled[0].value, "\n".join(clause.value for clause in labelled[1:])
    return "", node.value("task")


def _remark(node: Node) -> str:
    parts = [(clause.label, clause.value) for clause in node.clauses if clause.role in _REMARKS]
    return "\n".join("：".join(filter(None, part)) for part in [*parts, ("", node.said)] if any(part))


def _leaders_above(node: Node) -> str:
    """Those whom the nearest heading names for all below it."""
    return next((value for each in reversed(node.parents) if (value := each.value("leader"))), "")


def kind_of(section: str, words: Words) -> str:
    """指标 under a heading that announces indicators or expected goals, otherwise 任务."""
    return "指标" if any(word in section for word in words.labels.indicator) else "任务"


def check_headings(body: list[Node], tasks: list[Node], place_of: dict[int, str]) -> list[Problem]:
    """Headings under which no task was read: either the print is so, or a task was missed."""
    fertile = {id(parent) for node in tasks for parent in (*node.parents, node)}
    hint = "请核对通知原文；如标题下本有任务，请在“任务核对”表中补入"
    return [
        Problem("存疑", place_of[node.line.number], "heading-empty", f"“{node.line.text[:60]}”下面没有读到任务", hint)
        for node in body
        if id(node) not in fertile
    ]


def check_numbers(body: list[Node], tasks: list[Node], place_of: dict[int, str]) -> list[Problem]:
    """Gaps and repeats in each style of numbering; a new parent may start again at one.

    The first task behind a gap gets a doubt, in place.
    """
    problems: list[Problem] = []
    styles = dict.fromkeys(node.number.style for node in body if node.number.value)
    for style in styles:
        nodes = [node for node in body if node.number.style == style]
        for before, node in pairwise(nodes):
            found = _compare(before, node, place_of)
            problems += found
            behind = next((task for task in tasks if task.line.number >= node.line.number), None)
            if behind is not None:
                behind.doubts += [problem.sentence for problem in found if problem.code == "number-gap"]
    return problems


def _compare(before: Node, node: Node, place_of: dict[int, str]) -> list[Problem]:
    old, new = before.number.value, node.number.value
    restarts = new == 1 and (before.parents[-1:] != node.parents[-1:] or not node.parents or before.part != node.part)
    if new == old + 1 or restarts:
        return []
    place, printed = place_of[node.line.number], f"{before.number.printed}”之后是“{node.number.printed}"
    if new == old:
        return [Problem("存疑", place, "number-repeat", f"编号“{node.number.printed}”重复出现", "请核对通知原文")]
    hint = "请核对通知原文是否漏印，或有任务没有读到"
    return [Problem("存疑", place, "number-gap", f"编号不连续：“{printed}”", hint, node.line.text[:60])]

