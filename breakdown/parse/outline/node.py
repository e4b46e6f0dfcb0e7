"""A numbered line with what belongs to it, and the tree that the styles of numbering make of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from breakdown.parse.duty.clause import Duty
from breakdown.parse.duty.labels import Clause
from breakdown.parse.lines import Line, Number
from breakdown.parse.outline.titles import TITLES

# Fields that make a numbered line a task; a deadline or a contact person alone also stands in covering letters.
_TELLING = ("lead", "support", "either", "leader", "goal", "task")
_BEARING = ("lead", "support", "either", "leader")
# A heading is no paragraph.
_HEADING = 40


@dataclass
class Node:
    """One numbered line with all that follows it up to the next number; depth 0 is the outermost style of numbering.

    inline: the numbered line itself states duties, not only a line below it. group: a heading that speaks for all
    items below it. covers: how many items its line of duties says it is for, in the words of `said` (以上3项).
    more: further tasks under its number. loose: the line just read that belongs to none of its fields.
    part: how many attachments begin above it; annex: the title of the last of them. letter: it stands in a letter that
    follows the list. doubts: what was assumed.
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
    group: bool = False
    covers: int = 0
    said: str = ""
    part: int = 0
    annex: str = ""
    letter: bool = False
    doubts: list[str] = field(default_factory=list)
    more: list[Node] = field(default_factory=list)
    loose: Line | None = None

    @property
    def telling(self) -> bool:
        """Whether the node states units, leaders, a goal or a task text of its own."""
        return self.duty is not None or any(clause.role in _TELLING for clause in self.clauses)

    @property
    def bears(self) -> bool:
        """Whether the node names units or leaders."""
        return self.duty is not None or any(clause.role in _BEARING for clause in self.clauses)

    def value(self, role: str) -> str:
        """The labelled values of one role, paragraphs joined by line breaks."""
        return "\n".join(clause.value for clause in self.clauses if clause.role == role and clause.value)


# How far inside a style of numbering commonly stands; styles that are not listed stand anywhere.
_RANKS = {
    "第一": 0, "问题一": 1, "A.": 1, "一、": 2, "(一)": 3, "1.": 4, "1 ": 4, "[1]": 4, "1.1": 5, "1.1.1": 6, "(1)": 6,
    "1)": 6, "①": 7, "一是": 8,
}  # fmt: skip


def set_depths(nodes: Sequence[Node]) -> None:
    """Depths by the order in which styles first appear; a style seen before closes those that came after it.

    A style that commonly stands further out closes those inside it when it first appears, too (points 1. 2. 3. of a
    letter, then 一、); a heading without number stands just above the style that follows it. Every attachment begins
    anew.
    """
    styles: list[str] = []
    nested = _is_nested(nodes)
    for index, node in enumerate(nodes):
        if index and node.part != nodes[index - 1].part:
            styles = []
        style = node.number.style
        if style in styles:
            del styles[styles.index(style) + 1 :]
        else:
            del styles[_outside(nodes, index, styles, nested) :]
            styles.append(style)
        node.depth = len(styles) - 1


def _outside(nodes: Sequence[Node], index: int, styles: Sequence[str], nested: bool) -> int:
    """How many of the open styles a new one stands inside of."""
    new = nodes[index].number.style
    if new in TITLES:
        new = next((node.number.style for node in nodes[index:] if node.number.style not in TITLES), "")
        if new in styles:
            return styles.index(new)
    rank = _RANKS.get(new)
    if rank is None:
        return len(styles)
    inner = (at for at, style in enumerate(styles) if _RANKS.get(style, -1) > rank)
    return next((at for at in inner if not (nested and (new, styles[at]) == ("(一)", "1."))), len(styles))


def _is_nested(nodes: Sequence[Node]) -> bool:
    """Whether （一） stands below 1. in this notice: it begins anew below 1. and again below 2."""
    under: set[int] = set()
    last = 0
    for node in nodes:
        if node.number.style == "1.":
            last = node.number.value
        elif node.number.style == "(一)" and node.number.value == 1 and last:
            under.add(last)
        elif node.number.style == "一、":
            last = 0
    return {1, 2} <= under


def heading_like(node: Node) -> bool:
    """Whether a node's own text is short and at most one sentence, and nothing but labels stands under it."""
    text = node.paragraphs[0] if node.paragraphs else node.number.rest
    return len(node.paragraphs) < 2 and len(text) <= _HEADING and "。" not in text.rstrip("。")


def outer_style(node: Node) -> bool:
    """Whether a node is numbered as headings commonly are: 一、 （一） 第一部分, or a heading without number."""
    return node.number.style in TITLES or _RANKS.get(node.number.style, 9) < _RANKS["1."]


def set_parents(nodes: Sequence[Node]) -> None:
    """The nodes above each node, outermost first."""
    path: list[Node] = []
    for node in nodes:
        while path and (path[-1].depth >= node.depth or path[-1].part != node.part):
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
