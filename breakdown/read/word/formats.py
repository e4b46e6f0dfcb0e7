"""Automatic numbers as Word prints them, by the name of their format."""

from __future__ import annotations

from collections.abc import Callable

_SIMPLIFIED, _TRADITIONAL = ("一二三四五六七八九", "零十百千万"), ("一二三四五六七八九", "零十百千萬")
_JAPANESE = ("一二三四五六七八九", "〇十百千万")
_LEGAL, _LEGAL_TRADITIONAL = ("壹贰叁肆伍陆柒捌玖", "零拾佰仟万"), ("壹貳參肆伍陸柒捌玖", "零拾佰仟萬")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"


def format_number(number: int, name: str, pattern: str = "") -> str:
    """A number in one of Word's formats, in plain digits where the format is unknown or does not reach so far.

    pattern: what a format of the office's own shows for the first numbers (001, 002, ...).
    """
    if name in ("none", "bullet"):
        return ""
    if name == "custom":
        first = pattern.split(",")[0].strip()
        return str(number).zfill(len(first)) if first.isdecimal() else str(number)
    form = _FORMATS.get(name)
    return (form(number) if form is not None and number > 0 else "") or str(number)


def _counting(digits: tuple[str, str], number: int, leading_one: bool = False) -> str:
    """A number as it is spoken; 十一 begins without 一 unless told."""
    ones, units = digits
    if number >= 10_000:
        return ""
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            unit = units[power] if power else ""
            text += (units[0] if gap and text else "") + ones[digit - 1] + unit
        gap = not digit
    bare = 10 <= number < 20 and not leading_one
    return text[1:] if bare else text


def _japanese(number: int) -> str:
    """A number as it is spoken in Japanese: no zero within it, no 一 before 十, 百 and 千."""
    text = _counting(_JAPANESE, number).replace("〇", "")
    return text.replace("一十", "十").replace("一百", "百").replace("一千", "千")


def _letters(number: int) -> str:
    """a … z, aa, bb …, as Word goes on."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number <= 780 else ""


def _roman(number: int) -> str:
    text = ""
    for amount, letters in _ROMAN if number < 4000 else ():
        text += letters * (number // amount)
        number %= amount
    return text


def _series(first: str, length: int) -> Callable[[int], str]:
    """Signs that stand one behind the other in the character set (①…⑳)."""
    return lambda number: chr(ord(first) + number - 1) if number <= length else ""


def _listed(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if number <= len(signs) else ""


def _digits(signs: str) -> Callable[[int], str]:
    """The decimal digits, written with other signs."""
    return lambda number: "".join(signs[int(digit)] for digit in str(number))


def _cycle(number: int) -> str:
    """甲子, 乙丑 … sixty in all."""
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if number <= 60 else ""


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "decimalEnclosedCircle": _series("①", 20),
    "decimalEnclosedCircleChinese": _series("①", 20),
    "decimalEnclosedFullstop": _series("⒈", 20),
    "decimalEnclosedParen": _series("⑴", 20),
    "ideographEnclosedCircle": _series("㊀", 10),
    "numberInDash": lambda number: f"- {number} -",
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "chineseCounting": lambda number: _counting(_SIMPLIFIED, number),
    "chineseCountingThousand": lambda number: _counting(_SIMPLIFIED, number),
    "taiwaneseCounting": lambda number: _counting(_TRADITIONAL, number),
    "taiwaneseCountingThousand": lambda number: _counting(_TRADITIONAL, number),
    "chineseLegalSimplified": lambda number: _counting(_LEGAL, number, leading_one=True),
    "ideographLegalTraditional": lambda number: _counting(_LEGAL_TRADITIONAL, number, leading_one=True),
    "japaneseCounting": _japanese,
    "ideographDigital": _digits("〇一二三四五六七八九"),
    "taiwaneseDigital": _digits("〇一二三四五六七八九"),
    "japaneseDigitalTenThousand": _digits("〇一二三四五六七八九"),
    "ideographTraditional": _listed(_STEMS),
    "ideographZodiac": _listed(_BRANCHES),
    "ideographZodiacTraditional": _cycle,
}
