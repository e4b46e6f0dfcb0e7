"""A reported figure (12家, 2,000万元, 下降3.2%) as a number that can be set against a target."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_NUMBER = re.compile(r"([+\-－−]?)\s*(\d+(?:\.\d+)?)\s*([^\d\s,，。；;、.()+\-]*)")
_SCALES = {"万": 1e4, "亿": 1e8, "万亿": 1e12}
_FALLING = re.compile("下降|降低|减少|压减|压降|负增长")
_RISING = re.compile("增长|上升|提高|增加")


@dataclass(frozen=True)
class Amount:
    """A number with its measure word, and whether the text says that something fell or rose by it."""

    number: float
    unit: str
    falling: bool = False
    rising: bool = False

    def in_unit(self, unit: str) -> float | None:
        """The number counted in another measure (万元 for 亿元); None when the two measure different things.

        A number without any measure word is taken to be in the other's.
        """
        if not self.unit:
            return self.number
        scale, base = _split(self.unit)
        other_scale, other_base = _split(unit)
        if base == other_base or not base or _counts_pieces(base, other_base):
            return self.number * scale / other_scale
        return None


def read_amount(text: str) -> Amount | None:
    """The one number in a text; None when there is none or more than one (a remark in brackets does not count)."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "")
    plain = re.sub(r"\([^()]*\)", "", plain)
    found = _NUMBER.findall(plain)
    if len(found) != 1:
        return None
    sign, number, unit = found[0]
    unit = unit.removesuffix("左右").removesuffix("以上").removeprefix("余").removeprefix("多")
    minus = sign not in ("", "+")
    falling = minus or bool(_FALLING.search(plain))
    return Amount(float(number), unit, falling, not minus and bool(_RISING.search(plain)))


def is_falling(text: str) -> bool:
    """Whether a target's wording asks for something to go down."""
    return bool(_FALLING.search(text))


def _split(unit: str) -> tuple[float, str]:
    match = re.match("万亿|万|亿", unit)
    base = unit[match.end():] if match else unit
    return (_SCALES[match[0]] if match else 1.0), base.removeprefix("个") or base


def _counts_pieces(one: str, other: str) -> bool:
    # 个 stands for any measure word of things, never for money or a percentage
    return "个" in (one, other) and not {one, other} & {"元", "%", "百分点"}
