"""Where a letter closes (date, signature, list of attachments) and where its attachments begin, with their titles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from breakdown.names import looks_like_unit
from breakdown.parse.account import attachment_name, begins_annex, is_closing, is_date
from breakdown.parse.duty.labels import split_labels
from breakdown.parse.lines import Line, Number
from breakdown.parse.outline.titles import is_list_title
from breakdown.words import Words

# A title of an attachment is broken over at most so many lines.
_LINES = 3
_LONGEST = 40


def find_closings(filled: Sequence[Line], numbers: Mapping[int, Number], words: Words) -> set[int]:
    """The indices of lines that close a letter, the further names of a list of attachments (2.…) among them."""
    closings: set[int] = set()
    listed = 0
    for index, line in enumerate(filled):
        number = numbers.get(index)
        if is_closing(line.text) or _is_signature(filled, index, words):
            closings.add(index)
            listed = 1 if re.match(r"^附\s*件\s*[:：]\s*1\s*[.．、]", line.text) else 0
        elif listed and number is not None and number.value == listed + 1 and "。" not in line.text:
            closings.add(index)
            listed += 1
        else:
            listed = 0
    return closings


def _is_signature(filled: Sequence[Line], index: int, words: Words) -> bool:
    """Whether a line is the authority that signs a letter: a unit's name alone above the date, or beside it."""
    name, *day = re.split(r"[ \u3000\t]+", filled[index].text, maxsplit=1)
    if day and is_date(day[0]) and looks_like_unit(name, words.units):
        return True
    following = filled[index + 1].text if index + 1 < len(filled) else ""
    return is_date(following) and looks_like_unit(filled[index].text, words.units)


def find_annexes(filled: Sequence[Line], numbers: Mapping[int, Number], words: Words) -> dict[int, range]:
    """Where attachments begin: the index of each mark, and the indices of the lines of its title."""
    annexes = {}
    signed = False
    for index, line in enumerate(filled):
        signed = signed or is_date(line.text)
        if begins_annex(line.text):
            annexes[index] = range(index + 1, _title_end(filled, numbers, index + 1, words))
        elif signed and re.match(r"^附\s*件\s*\d+\s*[:：]", line.text) and attachment_name(line.text):
            annexes[index] = range(index, index + 1)
    return annexes


def _title_end(filled: Sequence[Line], numbers: Mapping[int, Number], start: int, words: Words) -> int:
    end = start
    while end < min(start + _LINES, len(filled)) and end not in numbers and _may_be_title(filled[end].text, words):
        end += 1
        if is_list_title(filled[end - 1].text):
            return end
    return min(end, start + 1)


def _may_be_title(text: str, words: Words) -> bool:
    plain = len(text) <= _LONGEST and not re.search(r"[。；：:]", text) and not is_closing(text)
    return plain and not split_labels(text, words)[1]
