"""Numbered text: which numbered lines are headings, which are tasks, and what belongs to each."""

from __future__ import annotations

from breakdown.parse.account import Account, is_date
from breakdown.parse.body import find_body
from breakdown.parse.fold import fold_steps
from breakdown.parse.gather import gather_nodes
from breakdown.parse.lines import Line
from breakdown.parse.node import Node, children, set_depths, set_parents
from breakdown.words import Words


def read_outline(
    lines: list[Line], words: Words, account: Account, others: int = 0
) -> tuple[list[Node], list[Node]]:
    """The body's nodes in order, and those among them that are tasks; lines before the body are booked as front.

    others: how many tasks a table beside the text holds. Both lists are empty when no numbered line states units,
    goals or tasks: then the lines hold no task list.
    """
    nodes = gather_nodes(lines, words, account)
    set_depths(nodes)
    set_parents(nodes)
    body = find_body(fold_steps(nodes), [line.number for line in lines if is_date(line.text)], others)
    if not body:
        return [], []
    for line in lines:
        if line.number < body[0].line.number and not line.blank:
            account.book(line.number, "front")
    set_parents(body)
    tasks = _choose_tasks(body)
    chosen = {id(node) for node in tasks}
    for node in body:
        if id(node) in chosen:
            for number in node.lines:
                account.book(number, "task")
        else:
            # sentences under a heading are no part of it: they stay unread unless a task takes them
            account.book(node.line.number, "heading")
    return body, tasks


def _choose_tasks(body: list[Node]) -> list[Node]:
    """Nodes that state duties of their own, and childless ones numbered in a style that such nodes have."""
    below = children(body)
    tasks = [node for node in body if node.telling and not _heads(node, below.get(id(node), []))]
    styles = {node.number.style for node in tasks}
    chosen = {id(node) for node in tasks}
    return [node for node in body if id(node) in chosen or (id(node) not in below and node.number.style in styles)]


def _heads(node: Node, below: list[Node]) -> bool:
    """Whether a heading only names the leader of the tasks below it."""
    roles = {clause.role for clause in node.clauses}
    return node.duty is None and roles <= {"leader", "person", "deadline"} and any(each.telling for each in below)
