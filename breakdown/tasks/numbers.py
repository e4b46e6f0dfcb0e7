"""Numbers as notices and units write them: Chinese, Arabic, full-width; with unit, range and relation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from breakdown.words import Targets, Terms

DIGITS = {sign: value for value, signs in enumerate(("零〇○", "一", "二两", *"三四五六七八九")) for sign in signs}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10_000, "亿": 100_000_000}
SHARE = "%"

CHINESE = "[零〇○一二两三四五六七八九十百千]+(?:点[零〇一二三四五六七八九]+)?"
ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_NUMBER = f"(?:{ARABIC}|{CHINESE})"
_SHARES = (
    rf"(?P<share>百分之(?P<percent>{_NUMBER})|(?P<below>{_NUMBER})分之(?P<above>{_NUMBER})"
    rf"|(?P<tenth>[一二三四五六七八九])成(?P<half>半)?(?![立为功员果效长品交就不])|翻(?P<double>[一两二三1-3])番"
    rf"|一半|(?<=过)半)"
)
_DASH = "[-—–－~～至到]+"
# A width fold that keeps every character's place: digits, letters, per cent, point, plus; no punctuation.
_WIDTHS = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B),
                                            0xFF05, 0xFF0E, 0xFF0B)} | {0x3000: 0x20, ord("﹪"): ord("%")}

# Words that end like 约 and 近 and mean something else.
_NOT_ABOUT = {"签约", "节约", "履约", "集约", "合约", "公约", "邀约", "最近", "附近", "靠近", "临近", "邻近"}

# Units of one kind, in the smallest of them; whatever stands in no kind converts only to itself.
_KINDS: tuple[dict[str, float], ...] = (
    {"斤": 0.5, "公斤": 1, "千克": 1, "吨": 1000},
    {"米": 1, "公里": 1000, "千米": 1000, "里": 500},
    {"亩": 1, "公顷": 15, "平方公里": 1500, "平方千米": 1500},
    {"平方米": 1, "平米": 1, "㎡": 1},
    {"千瓦": 1, "兆瓦": 1000},
    {"人": 1, "名": 1, "位": 1},
    {"人次": 1, "人（次）": 1},
    {SHARE: 1, "倍": 100},
    {"个百分点": 1, "百分点": 1},
)


@dataclass(frozen=True)
class Quantity:
    """A number with its unit as printed (万元, 亿斤, 家, %); shares such as 三分之二, 五成, 翻一番 are in %.

    value: the lower end of a range. upper: its upper end, None when there is no range. relation: one of ≥ > ≤ < ≈ =.
    start, end: where it stands in the text, relation words included (start is that of the number itself).
    """

    value: float
    unit: str
    relation: str = "="
    upper: float | None = None
    start: int = 0
    end: int = 0

    @property
    def is_range(self) -> bool:
        """Whether two ends are printed."""
        return self.upper is not None


def fold_width(text: str) -> str:
    """Full-width digits, letters and per cent signs made narrow; the length stays, so that places stay."""
    return text.translate(_WIDTHS)


def read_number(text: str) -> float | None:
    """The value of a text that is nothing but one number (１２, 1,200, 1.6亿, 十二, 三点五); None otherwise."""
    plain = fold_width(text).strip()
    match = re.fullmatch(rf"(-?)({ARABIC})([万亿]*)", plain)
    if match:
        value = float(match[2].replace(",", "")) * _myriads(match[3])
        return -value if match[1] else value
    return _chinese(plain)


def read_share(text: str) -> float | None:
    """The per cent of a text that is nothing but a share (50%, ５０％, 5‰, 五成, 三分之二, 一半); None otherwise."""
    plain = fold_width(text).strip()
    if plain[-1:] in (SHARE, "‰"):
        value = read_number(plain[:-1])
        return value if value is None or plain.endswith(SHARE) else value / 10
    match = re.fullmatch(_SHARES, plain)
    return _share(match) if match else None


def find_quantities(text: str, words: Targets) -> Iterator[Quantity]:
    """Every number with a unit, and every share, in a running text, in order; numbers without a unit are left out."""
    plain = fold_width(text)
    for match in _pattern(words.measures).finditer(plain):
        if (found := _quantity(match)) is not None:
            yield relate(plain, found, words)


def relate(text: str, found: Quantity, words: Targets) -> Quantity:
    """The same quantity with the relation that the words around it give; the words behind it belong to its span."""

    def stands_ahead(word: str) -> bool:
        return text.endswith(word, 0, found.start) and text[found.start - 2 : found.start] not in _NOT_ABOUT

    def stands_behind(word: str) -> bool:
        # 10天内, but not 10家内资企业
        after = text[found.end + len(word) : found.end + len(word) + 1]
        return text.startswith(word, found.end) and (len(word) > 1 or not "一" <= after <= "鿿")

    first, last = _relations(words)
    behind = next((item for item in first.get(text[found.end : found.end + 1], ()) if stands_behind(item[0])), None)
    nearby = last.get(text[found.start - 1 : found.start], ())
    ahead = next((sign for word, sign in nearby if stands_ahead(word)), None)
    if behind:
        return replace(found, relation=behind[1], end=found.end + len(behind[0]))
    return replace(found, relation=ahead) if ahead else found


@lru_cache(maxsize=4)
def _relations(words: Targets) -> tuple[dict[str, list[tuple[str, str]]], dict[str, list[tuple[str, str]]]]:
    """Every word of relation with its sign, the longest first: by its first character, and by its last."""
    signs = {"≥": words.at_least, ">": words.above, "≤": words.at_most, "<": words.below, "≈": words.about}
    ranked = [(word, sign) for sign, terms in signs.items() for word in terms]
    first: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    last: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for word, sign in sorted(ranked, key=lambda item: -len(item[0])):
        first[word[0]].append((word, sign))
        last[word[-1]].append((word, sign))
    return dict(first), dict(last)


def convert(value: float, unit: str, wanted: str) -> float | None:
    """The value in another unit of the same kind (2000 万元 → 0.2 亿元); None when the two are of different kinds.

    A unit that is only a magnitude (万) stands for that magnitude of whatever is wanted.
    """
    factor, base = split_unit(unit)
    wanted_factor, wanted_base = split_unit(wanted)
    if base == wanted_base or not base:
        return round(value * factor / wanted_factor, 10)
    for kind in _KINDS:
        if base in kind and wanted_base in kind:
            return round(value * factor * kind[base] / (wanted_factor * kind[wanted_base]), 10)
    return None


@lru_cache(maxsize=4096)
def split_unit(unit: str) -> tuple[float, str]:
    """A unit as magnitude and base: 万元 → 10000, 元; 家 → 1, 家; 亿 → 100000000, ""."""
    match = re.match("[百千]?[万亿]+", unit)
    if not match:
        return 1.0, unit
    head = TENS.get(match[0][0], 1)
    return float(head * _myriads(match[0])), unit[match.end() :]


def _myriads(text: str) -> int:
    factor = 1
    for sign in text:
        factor *= MYRIADS.get(sign, 1)
    return factor


def _chinese(text: str) -> float | None:
    whole, _, decimals = text.partition("点")
    if not whole or not set(whole) <= {*DIGITS, *TENS, *MYRIADS} or not set(decimals) <= set(DIGITS):
        return None
    fraction = float("0." + "".join(str(DIGITS[sign]) for sign in decimals)) if decimals else 0.0
    if set(whole) <= set(DIGITS):
        return int("".join(str(DIGITS[sign]) for sign in whole)) + fraction
    total = part = digit = 0
    for sign in whole:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign in TENS:
            part, digit = part + (digit or 1) * TENS[sign], 0
        elif sign == "万":
            total, part, digit = total + (part + digit) * MYRIADS[sign], 0, 0
        else:
            total, part, digit = (total + part + digit) * MYRIADS[sign], 0, 0
    return total + part + digit + fraction


@lru_cache(maxsize=8)
def _pattern(measures: Terms) -> re.Pattern[str]:
    unit = "|".join(re.escape(word) for word in sorted({*measures, "倍"}, key=lambda word: (-len(word), word)))
    return re.compile(
        rf"{_SHARES}"
        rf"|(?<![\dA-Za-z.+第前])(?P<low>{_NUMBER})(?P<lowunit>[百千]?[万亿]+|%)?(?P<sep>\s*{_DASH}\s*)(?P<high>{_NUMBER})"
        rf"(?P<rangetail>(?P<rangesize>[百千]?[万亿]+)?\s*(?P<rangeunit>{unit}|‰))"
        rf"|(?<![\dA-Za-z.+第前])(?P<number>{_NUMBER})\s*(?P<some>[余多来])?(?P<size>[百千]?[万亿]+)?(?P<some2>[余多])?\s*"
        rf"(?P<unit>{unit}|‰)(?!月)"
    )


def _quantity(match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    if match["share"]:
        return Quantity(_share(match), SHARE, start=start, end=end)
    if match["low"]:
        low, high = read_number(match["low"]), read_number(match["high"])
        if low is None or high is None:
            return None
        unit = (match["rangesize"] or "") + match["rangeunit"]
        if match["lowunit"] and match["lowunit"] != SHARE and not match["rangesize"]:
            low *= _myriads(match["lowunit"])
        elif match["rangesize"] and not match["lowunit"] and low > high:
            # 8000-1万人: the magnitude belongs to the upper end only
            low /= _myriads(match["rangesize"])
        return _scaled(Quantity(low, unit, upper=high, start=start, end=end))
    value = read_number(match["number"])
    unit = (match["size"] or "") + match["unit"]
    about = ">" if match["some"] or match["some2"] else "="
    return None if value is None else _scaled(Quantity(value, unit, about, start=start, end=end))


def _scaled(found: Quantity) -> Quantity:
    """‰ as %, so that shares have one unit."""
    if found.unit != "‰":
        return found
    upper = None if found.upper is None else found.upper / 10
    return replace(found, value=found.value / 10, unit=SHARE, upper=upper)


def _share(match: re.Match[str]) -> float:
    if match["percent"]:
        return read_number(match["percent"]) or 0.0
    if match["below"]:
        return 100 * (read_number(match["above"]) or 0.0) / (read_number(match["below"]) or 1.0)
    if match["tenth"]:
        return DIGITS[match["tenth"]] * 10 + (5 if match["half"] else 0)
    if match["double"]:
        # doubled means grown by 100 %, doubled twice by 300 %
        return float((2 ** int(read_number(match["double"]) or 1) - 1) * 100)
    return 50.0
