"""What units type into a form, turned into values; what is not understood is None or "", never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from breakdown.cells import fold
from breakdown.columns import STATUSES
from breakdown.tasks.numbers import ARABIC, CHINESE, SHARE, convert, fold_width, read_number, read_share
from breakdown.words import Statuses

Habit = Literal["percent", "fraction", ""]

# Words around a number that say how it was counted, not what it is.
_BEFORE = r"(?:已|累计|共|约|近|大约|接近|达到?|超过?|完成|实现|实际|目前|截至目前|合计|为|[:：\s])*"
_AFTER = r"(?:以上|左右|上下|多|余|[。；;\s])*"
_PERCENT = re.compile(rf"{_BEFORE}(.+?){_AFTER}")
_QUANTITY = re.compile(rf"{_BEFORE}(-?(?:{ARABIC}|{CHINESE}))\s*[余多]?\s*([^\d\s。；;，,、]*?){_AFTER}")
_PARTS = re.compile(r"[，,、；;]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_MOST_PERCENT = 1000
# What stands for a picture, whose content nobody can read; WPS writes one in a cell as a formula that names it.
PICTURE = "（图片）"
_PICTURE = re.compile(r"""=\s*(?:_xlfn\.)?DISPIMG\s*\(\s*["“]?([^"”,，;；)）]*)""", re.IGNORECASE)


def column_habit(values: Iterable[str]) -> Habit:
    """How a column writes its shares: "percent" (50), "fraction" (0.5), "" when its bare numbers do not tell."""
    numbers = [number for value in values if (number := read_number(value)) is not None]
    fractions = any(0 < number < 1 for number in numbers)
    percents = any(number > 1 for number in numbers)
    if fractions == percents:
        return ""
    return "fraction" if fractions else "percent"


# most rows of a form say one of a few shares
@lru_cache(maxsize=1024)
def read_percent(text: str, habit: Habit = "") -> float | None:
    """A share in per cent (50%, ５０％, 约50%, 五成, 50, 0.5); a bare number up to 1 needs the column's habit."""
    plain = fold_width(text).strip()
    bare = read_number(plain)
    if bare is None:
        match = _PERCENT.fullmatch(plain)
        found = read_share(match[1]) if match else None
    elif bare == 0 or bare > 1:
        found = None if bare > 1 and habit == "fraction" else bare
    elif not habit:
        found = None
    else:
        found = bare * 100 if habit == "fraction" else bare
    return found if found is not None and 0 <= found <= _MOST_PERCENT else None


def read_status(text: str, words: Statuses) -> str:
    """The status that a unit's word means, one of columns.STATUSES; "" when it means none for sure."""
    plain = fold(re.sub(r"[（(][^（）()]*[）)]", "", text))
    if plain in STATUSES:
        return plain
    by_status = zip(STATUSES, (words.not_started, words.running, words.done, words.adjust), strict=True)
    return next((status for status, synonyms in by_status if plain in synonyms), "")


def picture_text(text: str) -> str:
    """Words for the formula behind a picture in a cell, its id among them; "" for any other text."""
    match = _PICTURE.match(text)
    return "" if match is None else f"（图片 {match[1].strip()}）" if match[1].strip() else PICTURE


class Figure(NamedTuple):
    """One typed number with its unit, "" where it has none."""

    number: float
    unit: str

    def in_unit(self, unit: str) -> float | None:
        """The number in another unit of the same kind; one without a unit is meant in that unit."""
        if self.unit:
            return convert(self.number, self.unit, unit)
        # 0.085 may be Excel's 8.5 % or 0.085 %
        return None if unit == SHARE and 0 < abs(self.number) <= 1 else self.number


# every check of an entry asks for the same figures
@lru_cache(maxsize=1024)
def read_figures(text: str) -> tuple[Figure, ...]:
    """The figures of a typed value (0.38万亩、0.9万吨 has two); none when any part of it is something else."""
    plain = _THOUSANDS.sub("", fold_width(text)).strip().rstrip("。；;，,、")
    figures = [_figure(part.strip()) for part in _PARTS.split(plain)]
    return tuple(figure for figure in figures if figure) if all(figures) else ()


def _figure(plain: str) -> Figure | None:
    share = _PERCENT.fullmatch(plain)
    value = read_share(share[1]) if share else None
    if value is not None:
        return Figure(value, SHARE)
    match = _QUANTITY.fullmatch(plain)
    value = read_number(match[1]) if match else None
    return None if match is None or value is None else Figure(value, match[2])
