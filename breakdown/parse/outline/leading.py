"""Lines of duties that stand above the items they hold for, instead of below."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from breakdown.names import unit_share
from breakdown.parse.duty.labels import Clause, split_labels
from breakdown.parse.lines import Line, Number
from breakdown.parse.outline.node import Node
from breakdown.parse.outline.numbering import BULLETS
from breakdown.words import Words

# a unit, and in a bracket those it works with
_JOINED = re.compile(
    r"(?P<leads>[^（()）：:。，,；;]{2,60})(?:[（(](?:会同|协同|配合|协办|联合|参与)[:：]?(?P<supports>[^：:。；;]{2,120})[)）])?"
)


def leading_duties(filled: Sequence[Line], heads: Mapping[int, Number], words: Words) -> dict[int, list[Clause]]:
    """The clauses of every line of nothing but duties, by index, if such lines stand above their items; else nothing.

    They do where the first stands below a heading or a title, one stands between items, and the last item has none
    behind it.
    """
    found = {index: clauses for index in range(len(filled)) if (clauses := only_duties(filled[index].text, words))}
    heads = {index: number for index, number in heads.items() if index not in found}
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


def only_duties(text: str, words: Words) -> list[Clause]:
    """The clauses of a line of nothing but duties, behind a mark or none: labelled, or ★市教育局（会同市财政局）."""
    plain = text.lstrip(f"{BULLETS} ")
    before, clauses = split_labels(plain, words)
    if clauses:
        return [] if before.strip(f"{BULLETS} ") else clauses
    match = _JOINED.fullmatch(plain)
    if plain == text or match is None or unit_share(match["leads"], words.units) < 1:
        return []
    supports = match["supports"] or ""
    if supports and unit_share(supports, words.units) < 1:
        return []
    return [Clause("lead", "", match["leads"]), *([Clause("support", "", supports)] if supports else [])]


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
