"""Styles turned into xlsxwriter's formats, each made once per workbook."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import Any, NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from breakdown.files.styles import Style, Styles


class FormatKey(NamedTuple):
    """What makes the format of a cell; see Formats.cell."""

    names: tuple[str, ...]
    size: float | None
    unlocked: bool
    edges: str


class Formats:
    """The formats of one workbook: names of styles, lowest first, become one look."""

    def __init__(self, workbook: Workbook, styles: Styles) -> None:
        self._workbook, self._styles = workbook, styles
        self._numbers: dict[FormatKey, int] = {}
        self._rules: dict[str, Format] = {}

    @property
    def styles(self) -> Styles:
        """The style table."""
        return self._styles

    def look(self, names: tuple[str, ...]) -> Style:
        """The styles of these names laid over each other, the last one on top."""
        return self._styles.look(names)

    def cell(self, *names: str, size: float | None = None, unlocked: bool = False, edges: str = "") -> int:
        """The number of a cell's format; edges: sides that keep their border ("" = all, where the style has borders).

        Formats are numbered from 1 on, in the order in which they are needed.
        """
        return self.number(FormatKey(names, size, unlocked, edges))

    def number(self, key: FormatKey) -> int:
        """The number of the format that a key makes here."""
        if key not in self._numbers:
            self._numbers[key] = self._added(key)
        return self._numbers[key]

    @property
    def numbered(self) -> list[FormatKey]:
        """What makes the formats of cells again, by their numbers from 1 on."""
        found = {number: key for key, number in reversed(self._numbers.items())}
        return [found[number] for number in sorted(found)]

    def _added(self, key: FormatKey) -> int:
        if key not in self._styles.made:
            self._styles.made[key] = self._pattern(key)
        made = copy(self._styles.made[key])
        made.xf_format_indices = self._workbook.xf_format_indices
        self._workbook.formats.append(made)
        number: int = made._get_xf_index()
        return number

    def _pattern(self, key: FormatKey) -> Format:
        """A format that belongs to no workbook yet: to make one takes ten times as long as to copy it."""
        look = self.look(key.names)
        made = Format(_properties(replace(look, size=key.size or look.size), key.edges), {}, {})
        made.set_locked(not key.unlocked)
        # reckoned once
        made._get_format_key()
        return made

    def rule(self, name: str) -> Format:
        """The format of a conditional rule, which changes colours and weight only."""
        if name not in self._rules:
            look = self._styles.style(name)
            given = {"bold": look.bold, "font_strikeout": look.strike, "font_color": look.color,
                     "bg_color": look.fill}
            self._rules[name] = self._workbook.add_format({key: value for key, value in given.items() if value})
        return self._rules[name]


def _properties(look: Style, edges: str) -> dict[str, Any]:
    given: dict[str, Any] = {
        "font_name": look.font, "font_size": look.size, "bold": look.bold, "font_strikeout": look.strike,
        "underline": 1 if look.underline else None, "font_color": look.color, "bg_color": look.fill,
        "align": look.align, "num_format": look.number,
        "valign": look.valign or "vcenter", "text_wrap": True,
    }
    if look.border:
        for edge in edges.split() or ("top", "bottom", "left", "right"):
            given |= {edge: 1, f"{edge}_color": look.border}
    # character set 134 (GB 2312) lets a Chinese font that is not installed be replaced by another Chinese one
    given |= {"font_family": 0, "font_charset": 134}
    return {name: value for name, value in given.items() if value is not None}
