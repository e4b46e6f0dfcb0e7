"""Units printed without any label on a line of their own below each item."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from breakdown.names import looks_like_unit
from breakdown.parse.account import is_date
from breakdown.parse.duty.clause import Duty
from breakdown.parse.lines import Line, Number
from breakdown.words import Words

_BETWEEN = re.compile(r"[、，,；;\s]+")
_STOPS = ("。", "；", ";", "！")
# One such line may be a signature; a list has several, and more than every other item has one.
_FEWEST = 3


def units_below(filled: Sequence[Line], numbers: Mapping[int, Number], words: Words) -> dict[int, Duty]:
    """The duties of lines that hold nothing but names of units, by index, where a list is printed so; else nothing."""
    found = {
        index + 1: units
        for index in numbers
        if filled[index].text.endswith(_STOPS) and (units := _units(filled, index + 1, words))
    }
    styles = {numbers[index - 1].style for index in found}
    alike = [index for index, number in numbers.items() if number.style in styles]
    if len(found) < _FEWEST or 2 * len(found) <= len(alike):
        return {}
    return {index: Duty("、".join(units), "", text=f"\n{filled[index].text}") for index, units in found.items()}


def _units(filled: Sequence[Line], index: int, words: Words) -> list[str]:
    """The names on a line; none where one of them is no unit, or the line signs a letter."""
    if index >= len(filled) or index + 1 < len(filled) and is_date(filled[index + 1].text):
        return []
    names = [name for name in _BETWEEN.split(filled[index].text.rstrip("。；;")) if name]
    return names if all(looks_like_unit(name, words.units) for name in names) else []
