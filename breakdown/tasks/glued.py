"""Names printed one behind the other without a mark (派出所工商所司法所): parted where all are known, else doubted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from breakdown.names import looks_like_unit
from breakdown.tasks.rows import Built
from breakdown.words import Units

# endings of which one name hardly has two
_TWICE = re.compile("局|所|站|厅|办(?!公|事)|委(?!员|会)|部(?!门|委)|院|镇(?!街)|乡(?!镇)|街道(?!办)|科(?!学|技|协|室)")
# a body of the party, and an office of its own (市委政法委); an office and one below it
_WITHIN = re.compile("(?:[省市区县州旗]委|党委|工委|纪委|总局|总站|总院|学院|科学院)$")
_BELOW = re.compile("附属|直属|内设|驻|.*分[局院站所部]$")
# a name with two of these is no unit and an office of its own
_PEER = re.compile("[局委厅部镇乡]$|街道$")
_SHORTEST = 2


def part_glued(rows: Sequence[Built], words: Units) -> list[Built]:
    """Rows in which glued names that the notice prints elsewhere, or the vocabulary knows, are units of their own.

    A doubt tells so, and also where a name is left whole that may be several.
    """
    known = {item["unit"] for row in rows for item in row.assignments} | set(words.party)
    return [_part_row(row, known, words) for row in rows]


def _part_row(row: Built, known: AbstractSet[str], words: Units) -> Built:
    items: list[dict[str, Any]] = []
    doubts: list[str] = []
    for item in row.assignments:
        name, direct = item["unit"], item["via"] == "direct"
        several = direct and _may_be_several(name, words)
        parts = _known_parts(name, known - {name}) if direct else []
        if parts and not (several or all(_PEER.search(part) and not _WITHIN.search(part) for part in parts)):
            parts = []
        if parts:
            doubts.append(f"“{name}”中间没有顿号，按{len(parts)}个单位读取")
        elif several:
            doubts.append(f"“{name}”可能是几个单位连写，按原文读作一个，请核对")
        items += [item | {"unit": part, "printed": part} for part in parts] or [item]
    if not doubts:
        return row
    items = [item | {"position": at} for at, item in enumerate(items, 1)]
    told = "\n".join(filter(None, [row.task["doubts"], *doubts]))
    return row._replace(task=row.task | {"doubts": told}, assignments=items)


def _known_parts(name: str, known: AbstractSet[str]) -> list[str]:
    """The known names that a name is made of, two or more; none where a rest is left."""
    for end in range(len(name) - _SHORTEST, _SHORTEST - 1, -1):
        if name[:end] in known:
            rest = [name[end:]] if name[end:] in known else _known_parts(name[end:], known)
            if rest:
                return [name[:end], *rest]
    return []


def _may_be_several(name: str, words: Units) -> bool:
    """Whether a name ends twice in the same kind of ending, each time behind what reads as a unit."""
    for match in _TWICE.finditer(name):
        head, rest = name[: match.end()], name[match.end() :]
        within = _WITHIN.search(head) or _BELOW.match(rest)
        if rest.endswith(match[0]) and len(rest) > len(match[0]) + 1 and not within:
            return looks_like_unit(head, words) and looks_like_unit(rest, words)
    return False
