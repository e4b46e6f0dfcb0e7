"""Styles turned into xlsxwriter's formats, each made once per workbook."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from breakdown.files.styles import Style, Styles


class Formats:
    """The formats of one workbook: names of styles, lowest first, become one look."""

    def __init__(self, workbook: Workbook, styles: Styles) -> None:
        self._workbook, self._styles = workbook, styles
        self._made: dict[tuple[object, ...], Format] = {}

    @property
    def styles(self) -> Styles:
        """The style table."""
        return self._styles

    def look(self, names: tuple[str, ...]) -> Style:
        """The styles of these names laid over each other, the last one on top."""
        return self._styles.look(names)

    def cell(self, *names: str, size: float | None = None, unlocked: bool = False, edges: str = "") -> Format:
        """The format of a cell; edges: the sides that keep their border ("" = all, where the style has borders)."""
        key = (names, size, unlocked, edges)
        if key not in self._made:
            look = self.look(names)
            made = self._workbook.add_format(_properties(replace(look, size=size or look.size), edges))
            made.set_locked(not unlocked)
            self._made[key] = made
        return self._made[key]

    def rule(self, name: str) -> Format:
        """The format of a conditional rule, which changes colours and weight only."""
        key = ("rule", name)
        if key not in self._made:
            look = self._styles.style(name)
            given = {"bold": look.bold, "font_strikeout": look.strike, "font_color": look.color,
                     "bg_color": look.fill}
            self._made[key] = self._workbook.add_format({key: value for key, value in given.items() if value})
        return self._made[key]


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
