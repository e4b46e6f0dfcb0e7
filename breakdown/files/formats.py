"""Styles turned into xlsxwriter's formats, each made once per workbook."""

from __future__ import annotations

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
        self._made: dict[FormatKey, Format] = {}
        self._rules: dict[str, Format] = {}

    @property
    def styles(self) -> Styles:
        """The style table."""
        return self._styles

    def look(self, names: tuple[str, ...]) -> Style:
        """The styles of these names laid over each other, the last one on top."""
        return self._styles.look(names)

    def cell(self, *names: str, size: float | None = None, unlocked: bool = False, edges: str = "") -> Format:
        """The format of a cell; edges: the sides that keep their border ("" = all, where the style has borders)."""
        key = FormatKey(names, size, unlocked, edges)
        if key not in self._made:
            look = self.look(names)
            made = self._workbook.add_format(_properties(replace(look, size=size or look.size), edges))
            made.set_locked(not unlocked)
            # numbered in the order in which they are needed
            made._get_xf_index()
            self._made[key] = made
        return self._made[key]

    @property
    def numbered(self) -> list[FormatKey]:
        """What makes the formats of cells again, by their numbers from 1 on."""
        found: dict[int, FormatKey] = {}
        for key, made in self._made.items():
            found.setdefault(made._get_xf_index(), key)
        return [found[number] for number in sorted(found)]

    def number(self, key: FormatKey) -> int:
        """The number of the format that a key makes here."""
        number: int = self.cell(*key.names, size=key.size, unlocked=key.unlocked, edges=key.edges)._get_xf_index()
        return number

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
