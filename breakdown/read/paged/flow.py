"""Lines of text become paragraphs: which line goes on in the next one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from breakdown.parse.lines import read_number
from breakdown.read.paged.lines import TextLine

# A line that ends so may end a paragraph; a short word with a colon (责任单位：) may begin one.
_STOP = re.compile(r"[。；;：:！？!?”’』」）)〕】\]]\s*$")
_LABEL = re.compile(r"^\s*[【（(]?[\u4e00-\u9fff0-9—~-][\u4e00-\u9fff0-9—~ -]{1,11}[】）)]?[:：]")
_LATIN = re.compile(r"[A-Za-z]")


class Frame(NamedTuple):
    """Where text stands: its left and right edge, how far its lines are apart, whether paragraphs are indented.

    spaced: whether paragraphs are parted by more space than lines are.
    """

    left: float
    right: float
    pitch: float
    indented: bool = False
    spaced: bool = False


def make_frame(lines: Sequence[TextLine], right: float = 0.0) -> Frame:
    """The frame of lines that stand one below the other, taken from the lines themselves; right: where it is known."""
    seen = [line for line in lines if line.spans]
    if not seen:
        return Frame(0.0, 0.0, 0.0)
    size = _usual(line.size for line in seen)
    body = [line for line in seen if abs(line.size - size) < 1] or seen
    left = -_edge([-line.x0 for line in body], size)
    right = right or _edge([line.full for line in body], size)
    frame = Frame(left, right, 1.5 * size)
    steps = [after.base - before.base for before, after in pairwise(seen) if fills(before, after, frame)]
    # a line is followed closely where it is full; elsewhere a paragraph may end
    steps = [step for step in steps if 0.9 * size < step < 3 * size]
    frame = frame._replace(pitch=_usual(steps) if steps else 1.5 * size)
    starts = [after for before, after in pairwise(seen) if not fills(before, after, frame)]
    indented = sum(1.5 * size <= line.x0 - left <= 4.5 * size for line in starts)
    gaps = [gap for before, after in pairwise(seen) if (gap := after.base - before.base - frame.pitch) > -size]
    parted = sum(gap > 0.3 * frame.pitch for gap in gaps)
    return frame._replace(
        indented=indented >= 0.6 * len(starts) > 0, spaced=len(starts) > 0 and parted >= 0.6 * len(starts)
    )


def _edge(ends: Sequence[float], size: float) -> float:
    """The outermost place that more than one line comes near."""
    outer = sorted(ends, reverse=True)
    return next((first for first, second in pairwise(outer) if first - second < 2 * size), outer[0])


def _usual(values: Iterable[float]) -> float:
    """The most frequent of some measures, to half a point."""
    return Counter(round(value * 2) / 2 for value in values).most_common(1)[0][0]


def goes_on(paragraph: Sequence[TextLine], line: TextLine, frame: Frame, beside: Frame | None = None) -> bool:
    """Whether a line belongs to the paragraph before it; beside: the frame of the line where it is another page's."""
    last = paragraph[-1]
    if not last.spans or not line.spans or abs(last.size - line.size) > 0.15 * max(last.size, line.size):
        return False
    if not fills(last, line, frame) or _side_by_side(last, line):
        return False
    step = line.base - last.base
    if beside is None and not 0 < step < frame.pitch * 1.3:
        return False
    inset = line.x0 - (beside or frame).left
    if _is_centred(last, frame) and _is_centred(line, beside or frame):
        pass
    elif len(paragraph) > 1:
        if abs(inset - (last.x0 - frame.left)) > 0.8 * line.size:
            return False
    elif inset > last.x0 - frame.left + 0.5 * line.size:
        return _hangs(last, line, inset + frame.left)
    elif frame.indented and inset > 1.5 * line.size:
        return False
    return frame.indented or not (_STOP.search(last.text) and begins_item(line.text))


def _side_by_side(last: TextLine, line: TextLine) -> bool:
    """Whether both lines are parted by gaps, and what stands behind a gap stands below the same in the other."""
    starts = [span.x0 for span in last.spans[1:]]
    return any(abs(span.x0 - start) < 2 for span in line.spans[1:] for start in starts)


def begins_item(text: str) -> bool:
    """Whether a text begins as a point of its own does: with a number or with a label and a colon."""
    return read_number(text.lstrip()) is not None or _LABEL.match(text) is not None


def fills(line: TextLine, after: TextLine, frame: Frame) -> bool:
    """Whether the first part of the next line had no room left in this one."""
    if not line.spans or not after.spans:
        return False
    left, right = line.x0 - frame.left, frame.right - line.x1
    # what stands in the middle is as far from one edge as from the other
    room = right + left if abs(left - right) < 0.5 * line.size and left > 0.6 * line.size else right
    # between Chinese and Latin many programs leave a quarter of space
    mixed = line.text.rstrip()[-1:].isascii() != after.text.lstrip()[:1].isascii()
    return room < after.first + (0.3 if mixed else 0.05) * line.size


def _is_centred(line: TextLine, frame: Frame) -> bool:
    return abs((line.x0 - frame.left) - (frame.right - line.x1)) < 0.6 * line.size


def _hangs(first: TextLine, line: TextLine, at: float) -> bool:
    """Whether a line stands under the text behind the number that the first line of its paragraph begins with."""
    number = read_number(first.text.lstrip())
    if number is None or at <= first.x0:
        return False
    share = 1 - len(number.rest) / max(len(first.text.lstrip()), 1)
    behind = first.x0 + share * (first.x1 - first.x0)
    return abs(at - behind) < 1.2 * line.size


def join(lines: Sequence[TextLine]) -> str:
    """The text of a paragraph; only between Latin words was there a space where the line was broken."""
    text = ""
    for line in lines:
        if text and _LATIN.match(text[-1]) and _LATIN.match(line.text):
            text += " "
        text += line.text if not text else line.text.lstrip(" ")
    return text


def paragraphs(lines: Sequence[TextLine], frame: Frame) -> list[list[TextLine]]:
    """The lines of one frame, paragraph by paragraph."""
    found: list[list[TextLine]] = []
    for line in lines:
        if found and goes_on(found[-1], line, frame):
            found[-1].append(line)
        else:
            found.append([line])
    return found
