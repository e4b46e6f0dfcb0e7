"""Lines of a notice: white space folded, and the number a line begins with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from breakdown.document import Cell, Paragraph

_SPACES = re.compile(r"[\s\u3000\xa0\u2000-\u200b\ufeff]+")
# outer white space of every kind, and stray borders of cells
_OUTER = re.compile(r"^[\s\u200b\ufeff|｜]+|[\s\u200b\ufeff|｜]+$")
_CHINESE = "一二三四五六七八九十百零〇壹贰叁肆伍陆柒捌玖拾"
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# one character that is printed as number and marks together
_COMPOSED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_LATIN = tuple(unicodedata.normalize("NFKC", char) for char in _ROMAN)
# The style of a task that is printed without a number.
UNNUMBERED = ""
# style → pattern, in order of trial
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("第一", re.compile(rf"^第\s?([{_CHINESE}]+|\d{{1,2}})\s?(?:部分|章|编|篇|板块|大类)[、.．:：\s]*")),
    ("第一条", re.compile(rf"^第\s?([{_CHINESE}]+|\d{{1,3}})\s?[条项款](?!目)[、.．:：\s]*")),
    (
        "任务一",
        re.compile(
            rf"^(?:重点|整改|具体|工作|主要)?(?:任务|事项|项目|专项|工程|行动|举措|措施|工作|实事)\s?([{_CHINESE}]+|\d{{1,3}})(?:[、.．:：\s]\s*|$)"
        ),
    ),
    (
        "问题一",
        re.compile(
            rf"^(?:突出|主要|反馈)?(?:问题|目标|专题|课题|类别|板块)\s?([{_CHINESE}]+|\d{{1,3}})(?:[、.．:：\s]\s*|$)"
        ),
    ),
    ("一是", re.compile(rf"^([{_CHINESE}]+)(?:是(?!否)|要)[、.．:：,，]?\s*")),
    ("一、", re.compile(rf"^([{_CHINESE}]+)(?:\s?[、.．]\s*|[\u3000\t]+|\s{{2,}})")),
    ("(一)", re.compile(rf"^[（(]\s?([{_CHINESE}]+)\s?[)）][、.．]?\s*")),
    ("1.", re.compile(r"^(\d{1,3})\s*[.．、]、?\s*")),
    ("(1)", re.compile(r"^[（(]\s?(\d{1,3})\s?[)）][、.．]?\s*")),
    ("1)", re.compile(r"^(\d{1,3})\s?[)）][、.．]?\s*")),
    ("[1]", re.compile(r"^[【〔\[［](\d{1,3})[】〕\]］][、.．]?\s*")),
    ("①", re.compile(rf"^([{_CIRCLES}])[、.．]?\s*")),
    ("1.", re.compile(r"^([⒈-⒛])[、.．]?\s*")),
    ("(1)", re.compile(r"^([⑴-⒇])[、.．]?\s*")),
    ("(一)", re.compile(r"^([㈠-㈩])[、.．]?\s*")),
    ("I.", re.compile(rf"^([{_ROMAN}])[、.．:：\s]\s*")),
    ("I.", re.compile(rf"^({'|'.join(_LATIN)})[、.．]\s*")),
)

# a mark that picks out one item of a list
_STAR = re.compile(r"^[★☆▲△※*]\s*(?=[\d（(一二三四五六七八九十第])")


class Line(NamedTuple):
    """One line: its place, its text without outer space ("" = blank), whether white space is all it held."""

    number: int
    text: str
    spaces_only: bool

    @property
    def blank(self) -> bool:
        """Whether there is nothing to read in the line."""
        return not self.text


class Number(NamedTuple):
    """The number at the head of a line: style ("1.", "(一)" …), printed without marks, value, the text behind it."""

    style: str
    printed: str
    value: int
    rest: str


def make_lines(pieces: Iterable[Paragraph | Cell]) -> list[Line]:
    """Every piece of a document without outer white space (ideographic and non-breaking too) and stray cell borders."""
    return [Line(piece.line, text := bare(piece.text), not text and bool(piece.text)) for piece in pieces]


def bare(text: str) -> str:
    """Without outer space, and without the bars that a table left beside its cells."""
    return _OUTER.sub("", text)


# a line is asked for its number by one pass after the other
@lru_cache(maxsize=4096)
def read_number(text: str) -> Number | None:
    """The outline number a line begins with, or None; a decimal such as 1.6 is no number.

    A star before the number stays with the text (★3.通车).
    """
    star = _STAR.match(text)
    bare = text[star.end() :] if star else text
    folded = "".join(_fold_digit(char) for char in bare[:16]) + bare[16:]
    for style, pattern in _STYLES:
        match = pattern.match(folded)
        if match and not (style == "1." and _is_decimal(folded, match)):
            printed = unicodedata.normalize("NFKC", match[1]).strip("().") if match[1] in _COMPOSED else match[1]
            rest = bare[match.end() :].strip()
            return Number(style, printed, _value(printed), star[0].strip() + rest if star else rest)
    return None


def _fold_digit(char: str) -> str:
    return unicodedata.normalize("NFKC", char) if char.isdigit() and char not in _CIRCLES + _COMPOSED else char


def _is_decimal(text: str, match: re.Match[str]) -> bool:
    """Whether the stop is a decimal point: digits on both sides of a half-width one, but no year (1.2023年)."""
    behind = text[match.end() :]
    return behind[:1].isdigit() and match[0].rstrip()[-1] == "." and not re.match(r"20\d\d年", behind)


def _value(printed: str) -> int:
    if printed in _CIRCLES:
        return _CIRCLES.index(printed) + 1
    if printed.isdigit():
        return int(printed)
    if printed in _ROMAN:
        return _ROMAN.index(printed) + 1
    if printed in _LATIN:
        return _LATIN.index(printed) + 1
    total = 0
    for part, unit in re.findall(r"([一二三四五六七八九]?)([百十]?)", printed.translate(_PLAIN)):
        if part or unit:
            total += ("一二三四五六七八九".index(part) + 1 if part else 1) * {"百": 100, "十": 10, "": 1}[unit]
    return total


def squeeze(text: str) -> str:
    """Text without any white space."""
    return _SPACES.sub("", text)
