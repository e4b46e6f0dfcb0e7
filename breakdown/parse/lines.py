"""Lines of a notice: white space folded, and the number a line begins with."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from breakdown.document import Document, Paragraph

_SPACES = re.compile(r"[\s\u3000\xa0\u2000-\u200b\ufeff]+")
# outer white space of every kind, and stray borders of cells
_OUTER = re.compile(r"^[\s\u200b\ufeff|｜]+|[\s\u200b\ufeff|｜]+$")
_CHINESE = "一二三四五六七八九十百零〇"
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# The style of a task that is printed without a number.
UNNUMBERED = ""
# style → pattern, in order of trial
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("第一", re.compile(rf"^第([{_CHINESE}]+)(?:部分|章|编|板块)[、.．:：\s]*")),
    ("第一条", re.compile(rf"^第([{_CHINESE}]+)[条项][、.．:：\s]*")),
    ("一是", re.compile(rf"^([{_CHINESE}]+)是(?!否)[、.．:：,，]?\s*")),
    ("一、", re.compile(rf"^([{_CHINESE}]+)[、.．]\s*")),
    ("(一)", re.compile(rf"^[（(]([{_CHINESE}]+)[)）][、.．]?\s*")),
    ("1.", re.compile(r"^(\d{1,3})\s*[.．、]\s*")),
    ("(1)", re.compile(r"^[（(](\d{1,3})[)）][、.．]?\s*")),
    ("1)", re.compile(r"^(\d{1,3})[)）][、.．]?\s*")),
    ("①", re.compile(rf"^([{_CIRCLES}])[、.．]?\s*")),
)


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


def make_lines(document: Document) -> list[Line]:
    """Every line of a document without outer white space (ideographic and non-breaking too) and stray cell borders.

    The cells of a table stand one per line between blank lines, an empty one as a line of white space only.
    """
    lines: list[Line] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.append(_line(block.text, block.line))
            continue
        seen: set[int] = set()
        for row in block.rows:
            cells = [cell for cell in row if cell.line not in seen]
            seen.update(cell.line for cell in cells)
            blank = Line(row[0].line, "", False)
            lines += [blank, *(Line(cell.line, _bare(cell.text), cell.blank) for cell in cells), blank]
    return lines


def _line(text: str, number: int) -> Line:
    bare = _bare(text)
    return Line(number, bare, not bare and bool(text))


def _bare(text: str) -> str:
    """Without outer space, and without the bars that a table left beside its cells."""
    return _OUTER.sub("", text)


def read_number(text: str) -> Number | None:
    """The outline number a line begins with, or None; a decimal such as 1.6 is no number."""
    folded = "".join(_fold_digit(char) for char in text)
    for style, pattern in _STYLES:
        match = pattern.match(folded)
        if match and not (style == "1." and _is_decimal(folded, match)):
            return Number(style, match[1], _value(match[1]), text[match.end() :].strip())
    return None


def _fold_digit(char: str) -> str:
    return unicodedata.normalize("NFKC", char) if char.isdigit() and char not in _CIRCLES else char


def _is_decimal(text: str, match: re.Match[str]) -> bool:
    """Whether the stop is a decimal point: digits on both sides of a half-width one, but no year (1.2023年)."""
    behind = text[match.end() :]
    return behind[:1].isdigit() and match[0].rstrip()[-1] == "." and not re.match(r"20\d\d年", behind)


def _value(printed: str) -> int:
    if printed.isdigit() and printed not in _CIRCLES:
        return int(printed)
    if printed in _CIRCLES:
        return _CIRCLES.index(printed) + 1
    total = 0
    for part, unit in re.findall(r"([一二三四五六七八九]?)([百十]?)", printed):
        if part or unit:
            total += ("一二三四五六七八九".index(part) + 1 if part else 1) * {"百": 100, "十": 10, "": 1}[unit]
    return total


def squeeze(text: str) -> str:
    """Text without any white space."""
    return _SPACES.sub("", text)
