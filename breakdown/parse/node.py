"""A numbered line with what belongs to it, and the tree that the styles of numbering make of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from breakdown.parse.clause import Duty
from breakdown.parse.labels import Clause
from breakdown.parse.lines import Line, Number

# Fields that make a numbered line a task; a deadline or a contact person alone also stands in covering letters.
_TELLING = ("lead", "support", "either", "leader", "goal", "task")


@dataclass
class Node:
    """One numbered line with all that follows it up to the next number; depth 0 is the outermost style of numbering.

    inline: the numbered line itself states duties, not only a line below it.
    """

    line: Line
    number: Number
    paragraphs: list[str]
    clauses: list[Clause] = field(default_factory=list)
    duty: Duty | None = None
    lines: list[int] = field(default_factory=list)
    depth: int = 0
    parents: list[Node] = field(default_factory=list)
    inline: bool = False

    @property
    def telling(self) -> bool:
        """Whether the node states units, leaders, a goal or a task text of its own."""
        return self.duty is not None or any(clause.role in _TELLING for clause in self.clauses)

    def value(self, role: str) -> str:
        """The labelled values of one role, paragraphs joined by line breaks."""
        return "\n".join(clause.value for clause in self.clauses if clause.role == role and clause.value)


def set_depths(nodes: Sequence[Node]) -> None:
    """Depths by the order in which styles first appear; a style seen before closes those that came after it."""
    styles: list[str] = []
    for node in nodes:
        style = node.number.style
        if style in styles:
            del styles[styles.index(style) + 1 :]
        else:
            styles.append(style)
        node.depth = len(styles) - 1


def set_parents(nodes: Sequence[Node]) -> None:
    """The nodes above each node, outermost first."""
    path: list[Node] = []
    for node in nodes:
        while path and path[-1].depth >= node.depth:
            path.pop()
        node.parents = list(path)
        path.append(node)


def children(nodes: Sequence[Node]) -> dict[int, list[Node]]:
    """The nodes directly below each node, by its id."""
    found: dict[int, list[Node]] = {}
    for node in nodes:
        if node.parents:
            found.setdefault(id(node.parents[-1]), []).append(node)
    return found
