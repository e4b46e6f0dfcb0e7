"""Numbered text: which numbered lines are headings, which are tasks, and what belongs to each."""

from __future__ import annotations

from breakdown.names import looks_like_unit
from breakdown.parse.account import Account, is_closing, is_date, is_furniture
from breakdown.parse.body import find_body
from breakdown.parse.clause import is_duty_line, read_duty, split_closing
from breakdown.parse.fold import fold_steps
from breakdown.parse.labels import Clause, split_labels
from breakdown.parse.lines import UNNUMBERED, Line, Number, read_number
from breakdown.parse.node import Node, children, set_depths, set_parents
from breakdown.parse.unnumbered import find_openers
from breakdown.words import Words


def read_outline(
    lines: list[Line], words: Words, account: Account, others: int = 0
) -> tuple[list[Node], list[Node]]:
    """The body's nodes in order, and those among them that are tasks; lines before the body are booked as front.

    others: how many tasks a table beside the text holds. Both lists are empty when no numbered line states units,
    goals or tasks: then the lines hold no task list.
    """
    nodes = _gather(lines, words, account)
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


def _gather(lines: list[Line], words: Words, account: Account) -> list[Node]:
    nodes: list[Node] = []
    current: Node | None = None
    last_values: dict[str, int] = {}
    filled = [line for line in lines if not line.blank]
    openers = find_openers(filled, words)
    for line, following in zip(filled, [*filled[1:], None], strict=False):
        if is_furniture(line.text, words.furniture):
            account.book(line.number, "furniture")
        elif is_closing(line.text) or _is_signature(line, following, words):
            account.book(line.number, "closing")
            current = None
        elif (number := _number_of(line.text, last_values)) is not None:
            last_values[number.style] = number.value
            current = _open_node(line, number, words)
            nodes.append(current)
        elif line.number in openers:
            current = _open_node(line, Number(UNNUMBERED, "", 0, line.text), words)
            nodes.append(current)
        elif current is not None and _take(current, line.text, words):
            current.lines.append(line.number)
    return nodes


def _is_signature(line: Line, following: Line | None, words: Words) -> bool:
    """Whether a line is the authority that signs a letter: a unit's name alone above the date."""
    return following is not None and is_date(following.text) and looks_like_unit(line.text, words.units)


def _number_of(text: str, last_values: dict[str, int]) -> Number | None:
    """The number of a line; digits glued behind "12." are accepted where 12 is next in its style (12.121人才项目)."""
    number = read_number(text)
    if number is not None:
        return number
    wanted = last_values.get("1.", -1) + 1
    for stop in ".．":
        prefix = f"{wanted}{stop}"
        if wanted > 1 and text.startswith(prefix) and not text[len(prefix) :][:3].endswith(("%", "％", "亿", "万")):
            return Number("1.", str(wanted), wanted, text[len(prefix) :].strip())
    return None


def _open_node(line: Line, number: Number, words: Words) -> Node:
    before, clauses = split_labels(number.rest, words)
    body, duty = split_closing(before, words) if not clauses else (before, None)
    return Node(line, number, [body] if body else [], clauses, duty, [line.number], inline=bool(clauses or duty))


def _take(node: Node, text: str, words: Words) -> bool:
    """Add a line without number to the node above it; False when it cannot belong there."""
    before, clauses = split_labels(text, words)
    if clauses and (not before or not node.telling):
        if before:
            node.paragraphs.append(before)
        node.clauses += clauses
        return True
    last = node.clauses[-1] if node.clauses else None
    if last is not None:
        return _continue_clause(node, last, text)
    if node.duty is not None:
        return False
    body, duty = split_closing(text, words)
    if duty is None and node.paragraphs and is_duty_line(text, words):
        body, duty = "", read_duty(text, words)
    if body:
        node.paragraphs.append(body)
    node.duty = duty
    return True


def _continue_clause(node: Node, last: Clause, text: str) -> bool:
    """Whether a line goes on with the labelled value above it: an empty label, a goal or a task text."""
    if not last.value:
        node.clauses[-1] = last._replace(value=text.rstrip("。；; "))
    elif last.role in ("task", "goal", "remark"):
        node.clauses[-1] = last._replace(value=f"{last.value}\n{text}")
    else:
        return False
    return True


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
