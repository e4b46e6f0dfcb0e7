"""Lines of a notice: white space folded, and the number a line begins with."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from breakdown.document import Document

_SPACES = re.compile(r"[\s\u3000\xa0\u2000-\u200b\ufeff]+")
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


_FEWEST_CELLS, _FEWEST_ROWS = 3, 3
# the line below a header of a table written with bars
_RULE = re.compile(r":?-*:?")


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
    """Every line of a document with outer white space (ideographic and non-breaking too) removed.

    Table rows that stand on one line, cells parted by tabs or bars, become one line per cell between
    blank lines; three such rows or more make a table, and an empty cell is a line of white space only.
    """
    rows = [_cells(paragraph.text) for paragraph in document.paragraphs]
    ruled = sum(len(cells) >= _FEWEST_CELLS for cells in rows) >= _FEWEST_ROWS
    lines: list[Line] = []
    for paragraph, cells in zip(document.paragraphs, rows, strict=True):
        if not ruled or len(cells) < _FEWEST_CELLS:
            text = _bare(paragraph.text)
            lines.append(Line(paragraph.line, text, not text and bool(_SPACES.search(paragraph.text))))
        elif not all(_RULE.fullmatch(cell) for cell in cells if cell):
            # a row with one word only is a heading over the whole width
            shown = cells if sum(map(bool, cells)) > 1 else [cell for cell in cells if cell]
            blank = Line(paragraph.line, "", False)
            lines += [blank, *(Line(paragraph.line, cell, not cell) for cell in shown), blank]
    return lines


def _cells(text: str) -> list[str]:
    if text.count("|") + text.count("｜") >= _FEWEST_CELLS - 1:
        text = text.strip().removeprefix("|").removesuffix("|")
        return [_bare(cell) for cell in re.split(r"[|｜]", text)]
    return [_bare(cell) for cell in text.split("\t")]


def _bare(text: str) -> str:
    return text.strip().strip("\u200b\ufeff").strip()


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
