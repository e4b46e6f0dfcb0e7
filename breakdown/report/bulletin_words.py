"""The small words of a bulletin: tasks in brief, lists of names, points with what they list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from breakdown.paper import Field

Point = dict[str, Field]

# So much of a task's text tells which one is meant; so many names, so many entries a reader takes in.
_BRIEF, _NAMES, _ENTRIES = 30, 8, 5
# A first clause that is shorter tells nothing.
_SHORTEST = 5
_STOP = re.compile(r"(?<!\d)[，；。：,;:]|[，；。：,;:](?!\d)")
_HEADING = re.compile(r"^[（(]?[一二三四五六七八九十百\d]+[)）、.．]\s*")
# A number that is cut is another number.
_NUMBER_CUT = re.compile(r"[\d.．,，%％十百千万亿]+[以左]?$")
# Two numbers that are joined are another number, too.
_BETWEEN_NUMBERS = re.compile(r"(?<=\d)\s+(?=[.．,，]?\d)|(?<=\d[.．,，])\s+(?=\d)")


def brief(text: str) -> str:
    """A task in a few words: up to the last stop that leaves it short, else cut, but never within a number."""
    plain = _unspaced(text).rstrip("。；;")
    if len(plain) <= _BRIEF:
        return plain
    stops = [match.start() for match in _STOP.finditer(plain) if _BRIEF // 4 < match.start() < _BRIEF]
    if stops:
        return f"{plain[: stops[-1]]}等"
    return f"{_NUMBER_CUT.sub('', plain[:_BRIEF])}……"


def clause(text: str) -> str:
    """A task by the first thing it says, for a list of many."""
    plain = _unspaced(text)
    first = _STOP.split(plain, maxsplit=1)[0]
    return first if _SHORTEST <= len(first) <= _BRIEF else brief(plain)


def _unspaced(text: str) -> str:
    """A text on one line without the blanks that the notice's lines and columns have put into it."""
    return " ".join("".join(part.split()) for part in _BETWEEN_NUMBERS.split(text))


def listed(names: Sequence[str], most: int = _NAMES) -> str:
    """Names in a row; of very many the first ones and how many there are in all."""
    return "、".join(names) if len(names) <= most else f"{'、'.join(names[:most]).removesuffix('等')}等"


def quoted(names: Sequence[str]) -> str:
    """Headings in quotation marks without their numbers, in a row."""
    return listed([f"“{_HEADING.sub('', name) or name}”" for name in names])


def plain_number(value: float) -> str:
    """A figure as a person writes it: without a power of ten, at most four decimals."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def point(title: str, said: str, entries: Sequence[str] = (), annex: str = "") -> Point:
    """A point of a section: its title, what it says, and what it lists below.

    A single entry goes into the sentence. Of many the first ones stand; `annex` names where the others are.
    """
    told = [entry.rstrip("。；，") for entry in entries]
    if len(told) == 1:
        return {"标题": title, "说明": f"{said}：{told[0]}。", "各项": []}
    # a single one left out would take no more room than the words that say so
    shown = told[:_ENTRIES] if len(told) > _ENTRIES + 1 else told
    rest = f"以下列出{len(shown)}项，其余{f'见{annex}' if annex else '从略'}。" if len(shown) < len(told) else ""
    return {"标题": title, "说明": f"{said}。{rest}", "各项": [f"{entry}。" for entry in shown]}
