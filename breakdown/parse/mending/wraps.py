"""Text with hard line breaks every so many characters, as copied from a page or a letter, joined again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from breakdown.names import looks_like_unit
from breakdown.parse.account import is_closing, is_furniture
from breakdown.parse.duty.labels import split_labels
from breakdown.parse.lines import Line, read_number
from breakdown.words import Words

# Narrower than this are cells, wider than this are no broken lines.
_NARROW, _WIDE = 18, 60
# A full line lacks at most so many characters, since marks may not begin a line.
_SLACK = 2.5
_FEWEST = 4
# A heading that is broken fills so much of the line, and leaves no more than a word.
_NEARLY, _WORD = 0.8, 5
# Least share of full lines among all, and of lines without a stop among the full ones.
_FULL, _OPEN = 0.3, 0.6
# One line in so many may be wider than those that are broken.
_STRAY = 12
_STOPS = ("。", "；", "：", "！", "？", ";", ":")
_OPENERS, _CLOSERS = "（(【〔[", "）)】〕]"
_LEADING = tuple("，。、；：！？）)】〕」』”’》%％")


def join_wraps(lines: Sequence[Line], raw: Mapping[int, str], words: Words) -> list[Line]:
    """The lines with wrapped paragraphs joined, where the notice as a whole shows that its lines are wrapped.

    raw: the text of every paragraph as printed, by number; other lines are tables and stay apart.
    """
    filled = [line for line in lines if not line.blank and line.number in raw]
    measures = [each for each in (_width, _length) if _wraps(filled, raw, each, words)]
    if not measures:
        return list(lines)
    # lines are broken by width or by count: the better measure finds more of them full
    measure = max(measures, key=lambda each: len(_full(filled, raw, each)))
    edge = _edge([measure(raw[line.number]) for line in filled])
    indented = sum(_indented(raw[line.number]) for line in filled) >= _FEWEST
    joined: list[Line] = []
    gap: list[Line] = []
    last = 0.0
    for line in lines:
        if line.blank or line.number not in raw or is_furniture(line.text, words.furniture):
            gap.append(line)
            continue
        open_gap = not any(each.number not in raw for each in gap)
        starts = _starts(line.text, words) or indented and _indented(raw[line.number])
        ended = joined and joined[-1].text.endswith(_STOPS) and (gap or looks_like_unit(line.text, words.units))
        full = edge - _SLACK <= last <= edge or _ends_heading(joined, line, last >= _NEARLY * edge)
        if joined and open_gap and _continues(joined[-1].text, line.text, full, starts or bool(ended)):
            joined[-1] = joined[-1]._replace(text=_glue(joined[-1].text, line.text))
            joined[-1:] = [*(each for each in gap if not each.blank), joined[-1]]
        else:
            joined += [*gap, line]
        gap = []
        last = measure(raw[line.number])
    return [*joined, *gap]


def _ends_heading(joined: Sequence[Line], line: Line, wide: bool) -> bool:
    """Whether a line is the last word of a heading, whose letters are larger than those of the text."""
    short = len(line.text) <= _WORD and re.fullmatch(r"[\u4e00-\u9fff]+", line.text) is not None
    above = joined[-1].text if joined else ""
    return wide and short and read_number(above) is not None and not re.search("[。；：:]", above)


def _width(text: str) -> float:
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text.rstrip())


def _length(text: str) -> float:
    return float(len(text.rstrip()))


def _edge(widths: Sequence[float]) -> float:
    """How wide the widest lines are, but for a few that stand out (a title, the address of a page); 0 without lines."""
    ordered = sorted(widths, reverse=True)
    for edge in ordered[: len(ordered) // _STRAY + 1]:
        if sum(edge - _SLACK <= width <= edge for width in ordered) >= max(_FEWEST, _FULL * len(ordered)):
            return edge
    return max(ordered, default=0.0)


def _wraps(filled: Sequence[Line], raw: Mapping[int, str], measure: Callable[[str], float], words: Words) -> bool:
    """Whether many lines are as wide as the widest, and most of these end without a stop before a line that goes on."""
    if not _NARROW <= _edge([measure(raw[line.number]) for line in filled]) <= _WIDE:
        return False
    full = _full(filled, raw, measure)
    if len(full) < max(_FEWEST, _FULL * len(filled)):
        return False
    open_ended = [
        index for index in full
        if index + 1 < len(filled) and not filled[index].text.endswith(_STOPS)
        and not _starts(filled[index + 1].text, words)
    ]  # fmt: skip
    return len(open_ended) >= _OPEN * len(full)


def _full(filled: Sequence[Line], raw: Mapping[int, str], measure: Callable[[str], float]) -> list[int]:
    """The indices of the lines that are as wide as the widest, but for a little."""
    widths = [measure(raw[line.number]) for line in filled]
    edge = _edge(widths)
    return [index for index, width in enumerate(widths) if edge - _SLACK <= width <= edge]


def _indented(text: str) -> bool:
    return re.match(r"[\u3000 \xa0\u2003]{2}|\t", text) is not None


def _starts(text: str, words: Words) -> bool:
    """Whether a line begins a paragraph by its wording: a number, a label, a date."""
    if read_number(text) is not None or is_closing(text):
        return True
    before, clauses = split_labels(text, words)
    return bool(clauses) and not before


def _continues(above: str, text: str, full: bool, starts: bool) -> bool:
    """Whether a line goes on with the one above it."""
    if text.startswith(_LEADING):
        return True
    depth = sum(above.count(mark) for mark in _OPENERS) - sum(above.count(mark) for mark in _CLOSERS)
    if depth > 0 and full and not (starts and above.endswith(_STOPS) and read_number(text)):
        return True
    return full and not starts


def _glue(above: str, text: str) -> str:
    """Two halves of a line; a blank only between words of Latin letters."""
    latin = re.search(r"[A-Za-z]$", above) and re.match(r"[A-Za-z]", text)
    return f"{above} {text}" if latin else above + text
