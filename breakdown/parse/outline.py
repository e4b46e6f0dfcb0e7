"""Numbered text: which numbered lines are headings, which are tasks, and what belongs to each."""

from __future__ import annotations

from dataclasses import dataclass, field

from breakdown.names import looks_like_unit
from breakdown.parse.account import Account, is_closing, is_date, is_furniture
from breakdown.parse.clause import Duty, is_duty_line, read_duty, split_closing
from breakdown.parse.labels import Clause, split_labels
from breakdown.parse.lines import Line, Number, read_number
from breakdown.words import Words

# Fields that make a numbered line a task; a deadline or a contact person alone also stands in covering letters.
_TELLING = ("lead", "support", "either", "leader", "goal", "task")


@dataclass
class Node:
    """One numbered line with all that follows it up to the next number; depth 0 is the outermost style of numbering."""

    line: Line
    number: Number
    paragraphs: list[str]
    clauses: list[Clause] = field(default_factory=list)
    duty: Duty | None = None
    lines: list[int] = field(default_factory=list)
    depth: int = 0
    parents: list[Node] = field(default_factory=list)

    @property
    def telling(self) -> bool:
        """Whether the node states units, leaders, a goal or a task text of its own."""
        return self.duty is not None or any(clause.role in _TELLING for clause in self.clauses)

    def value(self, role: str) -> str:
        """The labelled values of one role, paragraphs joined by line breaks."""
        return "\n".join(clause.value for clause in self.clauses if clause.role == role and clause.value)


def read_outline(lines: list[Line], words: Words, account: Account) -> tuple[list[Node], list[Node]]:
    """The body's nodes in order, and those among them that are tasks; lines before the body are booked as front.

    Both lists are empty when no numbered line states units, goals or tasks: then the lines hold no task list.
    """
    nodes = _gather(lines, words, account)
    _set_depths(nodes)
    first = next((index for index, node in enumerate(nodes) if node.telling), None)
    if first is None:
        return [], []
    body = nodes[_body_start(nodes, first) :]
    for line in lines:
        if line.number < body[0].line.number and not line.blank:
            account.book(line.number, "front")
    _set_parents(body)
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
    return Node(line, number, [body] if body else [], clauses, duty, [line.number])


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


def _set_depths(nodes: list[Node]) -> None:
    styles: list[str] = []
    for node in nodes:
        style = node.number.style
        if style in styles:
            del styles[styles.index(style) + 1 :]
        else:
            styles.append(style)
        node.depth = len(styles) - 1


def _body_start(nodes: list[Node], first: int) -> int:
    """Where the task list begins: the headings just above its first task, each numbered in another style."""
    styles = {nodes[first].number.style}
    start = first
    while start > 0:
        above = nodes[start - 1]
        if above.telling or above.number.style in styles or above.depth >= nodes[start].depth:
            break
        styles.add(above.number.style)
        start -= 1
    return start


def _set_parents(body: list[Node]) -> None:
    path: list[Node] = []
    for node in body:
        while path and path[-1].depth >= node.depth:
            path.pop()
        node.parents = list(path)
        path.append(node)


def _choose_tasks(body: list[Node]) -> list[Node]:
    """Nodes that state duties of their own, and childless ones numbered in a style that such nodes have."""
    with_children = {id(node.parents[-1]) for node in body if node.parents}
    task_styles = {node.number.style for node in body if node.telling}
    return [
        node
        for node in body
        if node.telling or (id(node) not in with_children and node.number.style in task_styles)
    ]

