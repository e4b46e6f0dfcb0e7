"""The figures in a reported value (12家, 2,000万元, 下降3.2%), as numbers that can be set against a target."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from breakdown.tasks.numbers import ARABIC, CHINESE, SHARE, convert, read_number, read_share, split_unit

_TAIL = r"([^\d\s,。;、.()+\-]*)"
_ARABIC_FIGURE = re.compile(rf"(?P<sign>[+\-−]?)\s*(?P<number>{ARABIC})\s*{_TAIL}")
_CHINESE_FIGURE = re.compile(rf"(?P<sign>)(?P<number>{CHINESE})\s*{_TAIL}")
_BRACKETS = re.compile(r"\([^()]*\)")
# 3-5个, 3个至5个: neither end is what was done
_RANGE = re.compile(rf"{ARABIC}[^\d,;。、]{{0,2}}(?:[\-−–—~至到]\s*)+{ARABIC}[^\d\s,;。、]*")
_ABOUT = re.compile(r"^([百千]?[万亿]*)[余多]|(?:左右|以上|上下|[.:])$")
_FALLING = re.compile("下降|降低|减少|压减|压降|负增长")
_RISING = re.compile("增长|上升|提高|增加")
# What is measured, not counted: 个 never stands for one of these.
_MEASURED = re.compile("[元斤吨亩瓦米里顷天日时月年度克倍次点%]$")
_SHORTEST_NOUN = 2


class Amount(NamedTuple):
    """A number with its measure word, and whether the text says that something fell or rose by it.

    words: what stands before the number and behind it, up to the neighbouring figures. text: number and measure word.
    """

    number: float
    unit: str
    falling: bool = False
    rising: bool = False
    words: str = ""
    text: str = ""

    def in_unit(self, unit: str) -> float | None:
        """The number counted in another measure (万元 for 亿元); None when the two measure different things.

        A number without any measure word is in the other's, as printed (2.8 against 万平方米 is 2.8万平方米); a bare
        0.085 against a percentage may be Excel's 8.5 % and is None.
        """
        if not self.unit:
            return None if unit == SHARE and 0 < self.number <= 1 else self.number
        return convert(self.number, self.unit, unit)

    def in_pieces(self, unit: str) -> float | None:
        """The number where 个 stands for another measure word of things or the other way round; None where not."""
        (factor, base), (wanted_factor, wanted) = split_unit(self.unit), split_unit(unit)
        if "个" not in (base, wanted) or _MEASURED.search(base) or _MEASURED.search(wanted):
            return None
        return self.number * factor / wanted_factor

    def without_noun(self, text: str) -> Amount:
        """The amount without a noun behind its measure word, where the text given has the noun too (3家企业)."""
        for at in range(1, len(self.unit) - _SHORTEST_NOUN + 1):
            if self.unit[at:] in text:
                return self._replace(unit=self.unit[:at])
        return self


# a value that stands is reported again month after month
@lru_cache(maxsize=16384)
def read_amounts(text: str) -> tuple[Amount, ...]:
    """Every figure in a text in order; remarks in brackets and ranges do not count, Chinese numerals only alone."""
    plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", unicodedata.normalize("NFKC", text))
    plain = _RANGE.sub("", _BRACKETS.sub("", plain))
    amounts = tuple(_amounts(plain, _ARABIC_FIGURE))
    if amounts:
        return amounts
    share = read_share(plain)
    if share is not None:
        return (Amount(share, SHARE, words=plain, text=plain),)
    return tuple(_amounts(plain, _CHINESE_FIGURE))


def is_falling(text: str) -> bool:
    """Whether a target's wording asks for something to go down."""
    return bool(_FALLING.search(text))


def _amounts(plain: str, figure: re.Pattern[str]) -> Iterator[Amount]:
    found = list(figure.finditer(plain))
    for at, match in enumerate(found):
        number = read_number(match["number"])
        if number is None:
            continue
        start = found[at - 1].end() if at else 0
        words = plain[start : match.end() if at + 1 < len(found) else None]
        minus = match["sign"] not in ("", "+")
        unit = _ABOUT.sub(lambda about: about[1] or "", match[3])
        falling = minus or bool(_FALLING.search(words))
        yield Amount(number, unit, falling, not minus and bool(_RISING.search(words)), words, match["number"] + unit)
