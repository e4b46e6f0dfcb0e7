"""Numbered text: which numbered lines are headings, which are tasks, and what belongs to each."""

from __future__ import annotations

from collections.abc import Sequence

from breakdown.parse.account import Account, is_date
from breakdown.parse.lines import Line
from breakdown.parse.outline.body import find_body, split_letter
from breakdown.parse.outline.fold import fold_steps
from breakdown.parse.outline.gather import gather_nodes
from breakdown.parse.outline.groups import find_groups, name_groups
from breakdown.parse.outline.node import Node, children, set_depths, set_parents
from breakdown.parse.outline.openings import read_openings
from breakdown.parse.outline.plain import find_plain
from breakdown.parse.outline.share import share_duties
from breakdown.parse.outline.titles import TITLES
from breakdown.words import Words


def read_outline(
    lines: list[Line], words: Words, account: Account, others: int = 0, tables: Sequence[int] = ()
) -> tuple[list[Node], list[Node]]:
    """The body's nodes in order, and those among them that are tasks; lines before the body are booked as front.

    others: how many tasks tables beside the text hold. tables: where they stand; no task goes on behind one. Both lists
    are empty when the lines hold no task list.
    """
    nodes = gather_nodes(lines, words, account, tables)
    set_depths(nodes)
    set_parents(nodes)
    dates = [line.number for line in lines if is_date(line.text)]
    nodes, letter = split_letter(nodes, words.labels)
    name_groups(nodes, words)
    find_groups(nodes)
    read_openings(nodes, words)
    body = find_body(fold_steps(nodes), dates, others)
    set_parents(body)
    if body:
        share_duties(body, account)
        tasks = _choose_tasks(body)
    else:
        body, tasks = find_plain(nodes, lines, dates) if not others else ([], [])
    if body:
        _book(lines, body, tasks, letter, account)
    return body, tasks


def _book(lines: list[Line], body: list[Node], tasks: list[Node], letter: list[Node], account: Account) -> None:
    for line in lines:
        if line.number < body[0].line.number and not line.blank:
            account.book(line.number, "front")
    for node in letter:
        for number in node.lines:
            account.book(number, "closing")
    chosen = {id(node) for node in tasks}
    for node in body:
        if id(node) in chosen:
            for number in node.lines:
                account.book(number, "task")
        else:
            # sentences under a heading are no part of it: they stay unread unless a task takes them
            account.book(node.line.number, "heading")


def _choose_tasks(body: list[Node]) -> list[Node]:
    """Nodes that state duties of their own, and childless ones numbered in a style that such nodes have."""
    below = children(body)
    tasks = [node for node in body if node.telling and not _heads(node, below.get(id(node), []))]
    styles = {node.number.style for node in tasks}
    styles |= {node.number.style for node in body if any(parent.group for parent in node.parents)}
    chosen = {id(node) for node in tasks}
    return [node for node in body if id(node) in chosen or (id(node) not in below and node.number.style in styles)]


def _heads(node: Node, below: list[Node]) -> bool:
    """Whether a heading only speaks for the tasks below it."""
    if below and (node.group or node.number.style in TITLES):
        return True
    roles = {clause.role for clause in node.clauses}
    return node.duty is None and roles <= {"leader", "person", "deadline"} and any(each.telling for each in below)
