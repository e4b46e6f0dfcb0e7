"""Automatic numbering: the number before a paragraph, which stands nowhere in its text."""

from __future__ import annotations

import re
from typing import NamedTuple

from breakdown.read.word.elements import Element, W, find, number, switch, value
from breakdown.read.word.formats import format_number
from breakdown.read.word.styles import Styles

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
# A number that ends so needs no space behind it.
_CLOSED = "、．）】〕》：。"


class Level(NamedTuple):
    """One level of a list: first number, format, text with %1 … %9, what follows it, when it begins anew."""

    start: int
    form: str
    pattern: str
    text: str
    suffix: str
    restart: int | None
    plain: bool
    style: str


class Numbering:
    """The numbers of a document, counted while its paragraphs are asked for in print order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[int, Element] = {}
        self._kinds: dict[int, Element] = {}
        for each in [] if root is None else root:
            if each.tag == f"{W}num":
                self._lists[_id(each, "numId")] = each
            elif each.tag == f"{W}abstractNum":
                self._kinds[_id(each, "abstractNumId")] = each
        self._levels: dict[int, tuple[int, dict[int, Level], dict[int, int]]] = {}
        self._counts: dict[int, dict[int, int]] = {}
        self._begun: set[tuple[int, int]] = set()

    def before(self, paragraph: Element, text: str) -> str:
        """The number that Word prints before a paragraph, with the space between it and the text; "" for none."""
        listed, level = self._place(paragraph)
        if not listed or listed not in self._lists:
            return ""
        kind, levels, _ = self._list(listed)
        if level not in levels:
            return ""
        counts = self._count(listed, level)
        current = levels[level]
        label = _PLACEHOLDER.sub(lambda match: _shown(int(match[1]) - 1, current, levels, counts), current.text)
        return _spaced(label, current, text) if current.form != "bullet" else ""

    def _place(self, paragraph: Element) -> tuple[int | None, int]:
        """List and level of a paragraph: its own, else those of its style."""
        listed, level = number(paragraph, "pPr/numPr/numId"), number(paragraph, "pPr/numPr/ilvl")
        style = self._styles.of(paragraph)
        inherited, styled, source = self._styles.numbering(style)
        if listed is not None:
            return listed, (styled or 0) if level is None else level
        listed = inherited
        if level is None and listed in self._lists:
            # a level that belongs to the style goes before the one that the style names
            _, levels, _ = self._list(listed)
            linked = (at for at, each in levels.items() if each.style in (style, source if styled is None else style))
            level = next(linked, None)
        return listed, (styled or 0) if level is None else level

    def _count(self, listed: int, level: int) -> dict[int, int]:
        """Count one paragraph; the lists of one kind count together until one of them says that it begins anew."""
        kind, levels, starts = self._list(listed)
        counts = self._counts.setdefault(kind, {})
        for above in range(level):
            if above in levels:
                counts.setdefault(above, starts.get(above, levels[above].start))
        fresh = level in starts and (listed, level) not in self._begun
        self._begun.add((listed, level))
        first = starts.get(level, levels[level].start)
        counts[level] = first if fresh or level not in counts else counts[level] + 1
        for below in range(level + 1, _LEVELS):
            if below in levels and _begins_anew(levels[below].restart, level):
                counts.pop(below, None)
        return counts

    def _list(self, listed: int) -> tuple[int, dict[int, Level], dict[int, int]]:
        """A list's kind, its levels, and the levels at which it begins anew with their first number."""
        if listed not in self._levels:
            own = self._lists[listed]
            kind = self._kind(number(own, "abstractNumId") or 0)
            levels = _levels_in(self._kinds.get(kind))
            starts = {}
            for change in own.iterchildren(f"{W}lvlOverride"):
                at = _id(change, "ilvl")
                levels |= _levels_in(change)
                if (start := number(change, "startOverride")) is not None:
                    starts[at] = start
            self._levels[listed] = (kind, levels, starts)
        return self._levels[listed]

    def _kind(self, kind: int) -> int:
        """The kind that holds the levels, where one only names a style that has them."""
        linked = value(self._kinds[kind], "numStyleLink") if kind in self._kinds else ""
        through = self._lists.get(self._styles.list_of(linked) or 0) if linked else None
        return kind if through is None else number(through, "abstractNumId") or 0


def _levels_in(parent: Element | None) -> dict[int, Level]:
    levels = {}
    for each in [] if parent is None else parent.iterchildren(f"{W}lvl"):
        form = find(each, "numFmt")
        start = number(each, "start")
        levels[_id(each, "ilvl")] = Level(
            start=0 if start is None else start,
            form="decimal" if form is None else form.get(f"{W}val", "decimal"),
            pattern="" if form is None else form.get(f"{W}format", ""),
            text=value(each, "lvlText"),
            suffix=value(each, "suff") or "tab",
            restart=number(each, "lvlRestart"),
            plain=bool(switch(each, "isLgl")),
            style=value(each, "pStyle"),
        )
    return levels


def _begins_anew(restart: int | None, used: int) -> bool:
    """Whether a level begins anew behind a paragraph of a higher one: of any, or of one as high as it says."""
    return restart is None or used < restart


def _shown(at: int, current: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
    if at not in levels or at not in counts:
        return ""
    form = "decimal" if current.plain and levels[at].form not in ("none", "bullet") else levels[at].form
    return format_number(counts[at], form, levels[at].pattern)


def _spaced(label: str, level: Level, text: str) -> str:
    """The label with a space where Word leaves one, or where it would run into the digits of the text."""
    if not label or not text.strip():
        return label
    runs_on = label[-1:].isascii() and text[:1].isdigit()
    gap = level.suffix != "nothing" and label[-1:] not in _CLOSED and not label[-1:].isspace()
    if not gap and not runs_on:
        return label
    # 第一章　总则, but 1. 修桥
    return f"{label} " if label[-1:].isascii() else f"{label}\u3000"


def _id(element: Element, name: str) -> int:
    text = element.get(f"{W}{name}", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
