"""Lines of duties that stand above the items they hold for, instead of below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from breakdown.parse.duty.labels import Clause, split_labels
from breakdown.parse.lines import Line, Number
from breakdown.parse.outline.node import Node
from breakdown.words import Words


def leading_duties(filled: Sequence[Line], heads: Mapping[int, Number], words: Words) -> dict[int, list[Clause]]:
    """The clauses of every line of nothing but duties, by index, if such lines stand above their items; else nothing.

    They do where the first stands below a heading or a title, one stands between items, and the last item has none
    behind it.
    """
    found = {index: clauses for index in range(len(filled)) if (clauses := _only_clauses(filled[index].text, words))}
    events = sorted({*heads, *found})
    runs = [at for at, index in enumerate(events) if index in found and (not at or events[at - 1] not in found)]
    if len(runs) < 2 or events[-1] in found:
        return {}
    between = []
    for run in runs:
        above = heads.get(events[run - 1]) if run else None
        below = next(heads[index] for index in events[run:] if index in heads)
        between.append(above is not None and above.style == below.style)
    return found if not between[0] and any(between) else {}


def _only_clauses(text: str, words: Words) -> list[Clause]:
    before, clauses = split_labels(text, words)
    return [] if before.strip() else clauses


class Leading:
    """The duties that hold for the items to come: those of the last lines that state any."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._clauses: list[Clause] = []
        self._lines: list[int] = []
        self._style = ""
        self._taken = 0

    def note(self, clauses: Sequence[Clause], line: int) -> None:
        """Add a line of duties; the first one behind an item begins anew."""
        if self._taken:
            self._begin()
        self._clauses += clauses
        self._lines.append(line)

    def give(self, node: Node) -> None:
        """Hand the duties to an item that opens; only the style of the first one takes them."""
        if not self._clauses or self._style not in ("", node.number.style):
            return
        self._style = node.number.style
        node.clauses += self._clauses
        if self._taken:
            node.doubts.append("责任单位写在前面，按几项合用读取")
        else:
            node.lines += self._lines
        self._taken += 1
