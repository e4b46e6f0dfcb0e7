"""Where the covering letter ends and the task list begins."""

from __future__ import annotations

from collections.abc import Sequence

from breakdown.parse.node import Node

# A letter states a duty here and there (由督查室负责); the task list states so many times more.
_MORE = 3
# A heading in a task list is no paragraph.
_HEADING = 40


def find_body(nodes: Sequence[Node], dates: Sequence[int], others: int) -> list[Node]:
    """The nodes of the task list; dates: lines that hold a date alone, as under a letter; others: tasks in a table."""
    if sum(node.telling for node in nodes) * _MORE < others:
        return []
    start = _letter_end(nodes, dates)
    first = next((index for index in range(start, len(nodes)) if nodes[index].telling), None)
    return [] if first is None else list(nodes[_body_start(nodes, first, start) :])


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
    text = node.number.rest
    paragraph = "。" in text.rstrip("。") or len(text) > _HEADING
    earlier = any(each.number.style == node.number.style and each.depth == node.depth for each in nodes[:index])
    return node.number.value > 1 and earlier and paragraph
