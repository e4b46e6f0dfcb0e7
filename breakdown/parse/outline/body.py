"""Where the covering letter ends and the task list begins, and which sections of the list are letter again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from breakdown.parse.outline.node import Node, heading_like
from breakdown.words import Labels

# A letter states a duty here and there (由督查室负责); the task list states so many times more.
_MORE = 3
# What a heading may say beside the words of a letter (切实加强组织领导).
_BESIDE = 8


def split_letter(nodes: Sequence[Node], labels: Labels) -> tuple[list[Node], list[Node]]:
    """The nodes, and those that are sections of a letter: headed 总体要求, 组织保障 …, or in one that follows the list;
    none of them naming units.
    """
    letter = {
        id(node)
        for node in nodes
        if (node.letter or _heads_letter(node, labels)) and not any(each.bears for each in (node, *_below(nodes, node)))
    }
    apart = [node for node in nodes if id(node) in letter or any(id(parent) in letter for parent in node.parents)]
    gone = {id(node) for node in apart}
    return [node for node in nodes if id(node) not in gone], apart


def _below(nodes: Sequence[Node], node: Node) -> list[Node]:
    return [each for each in nodes if node in each.parents]


def _heads_letter(node: Node, labels: Labels) -> bool:
    core = re.split(r"[。：:，,；;\s]", node.number.rest, maxsplit=1)[0]
    return any(core.endswith(word) and len(core) <= len(word) + _BESIDE for word in labels.letter)


def find_body(nodes: Sequence[Node], dates: Sequence[int], others: int) -> list[Node]:
    """The nodes of the task list; dates: lines that hold a date alone, as under a letter; others: tasks in a table."""
    if sum(node.telling for node in nodes) * _MORE < others:
        return []
    start = _letter_end(nodes, dates)
    first = next((index for index in range(start, len(nodes)) if nodes[index].telling), None)
    bearing = next((index for index in range(start, len(nodes)) if nodes[index].bears), None)
    if bearing is not None:
        # goals in a letter come before the tasks, goals of tasks beside them
        first = bearing
        while first > start and nodes[first - 1].telling and _alike(nodes[first - 1], nodes[first]):
            first -= 1
        first = _run_start(nodes, first, start)
    return [] if first is None else list(nodes[_body_start(nodes, first, start) :])


def _run_start(nodes: Sequence[Node], first: int, floor: int) -> int:
    """Where the numbering of the first task begins: the items before it may share its line of units, or lack one."""
    for index in range(first - 1, floor - 1, -1):
        before, node = nodes[index], nodes[first]
        if before.part != node.part or before.telling:
            break
        in_row = _alike(before, node) and before.number.value == node.number.value - 1
        # points of a letter are paragraphs, and numbered as sections are
        if in_row and (heading_like(before) or before.number.style not in ("一、", "第一")):
            first = index
    return first


def _alike(node: Node, other: Node) -> bool:
    return node.number.style == other.number.style and node.depth == other.depth


def _letter_end(nodes: Sequence[Node], dates: Sequence[int]) -> int:
    """The index behind a letter whose own points state duties: its date, or a new 一、, parts it from the tasks."""
    best = 0
    for index, node in enumerate(nodes):
        dated = index > 0 and any(nodes[index - 1].line.number < date < node.line.number for date in dates)
        restarts = index > 0 and node.depth == 0 and node.number.value == 1
        if not dated and not restarts:
            continue
        before, after = nodes[:index], nodes[index:]
        told = sum(each.telling for each in before)
        rare = dated or told * 2 <= len(before)
        if rare and told * _MORE < sum(each.telling for each in after):
            best = index
    return best


def _body_start(nodes: Sequence[Node], first: int, floor: int) -> int:
    """Where the task list begins: the headings just above its first task, each numbered in another style."""
    styles = {nodes[first].number.style}
    start = first
    while start > floor:
        above = nodes[start - 1]
        if above.telling or above.number.style in styles or above.depth >= nodes[start].depth:
            break
        if _is_point(nodes, start - 1):
            break
        styles.add(above.number.style)
        start -= 1
    return start


def _is_point(nodes: Sequence[Node], index: int) -> bool:
    """Whether a numbered line is the last point of a letter: a whole paragraph behind another point."""
    node = nodes[index]
    earlier = any(_alike(each, node) for each in nodes[:index])
    return node.number.value > 1 and earlier and not heading_like(node)
