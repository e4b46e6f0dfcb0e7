"""A list that names no units at all: its lowest items are the tasks."""

from __future__ import annotations

from collections.abc import Sequence

from breakdown.parse.account import attachment_name
from breakdown.parse.lines import Line
from breakdown.parse.outline.node import Node, children
from breakdown.parse.outline.titles import names_tasks

_FEWEST = 3
# A letter alone has no more points than this, and no second level.
_LETTER = 8
_DOUBT = "通知没有写明责任单位，按最末一级条目读取为任务"


def find_plain(nodes: Sequence[Node], lines: Sequence[Line], dates: Sequence[int]) -> tuple[list[Node], list[Node]]:
    """The nodes of such a list and its tasks; none where the lines are only a letter, or other than a list of tasks.

    nodes: without sections of a letter. dates: lines that hold a date alone, as under a letter.
    """
    if any(node.telling for node in nodes):
        return [], []
    behind = [node for node in nodes if any(date < node.line.number for date in dates)]
    body = behind or list(nodes)
    below = children(body)
    tasks = [node for node in body if id(node) not in below and node.paragraphs]
    titled = body and any(line.number < body[0].line.number and names_tasks(line.text) for line in lines)
    if len(tasks) < _FEWEST or not titled:
        return [], []
    promised = any(attachment_name(line.text) for line in lines)
    if not behind and (promised or (not below and len(tasks) < _LETTER)):
        return [], []
    for task in tasks:
        task.doubts.append(_DOUBT)
    return body, tasks
