"""Numbers at the heads of lines, judged by the whole notice where the line alone leaves them open."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from breakdown.parse.lines import Line, Number, read_number

# Marks that list items without counting them; the mark is the style.
BULLETS = "★☆●◆◇■□▲△▪•·※►➤✓—-–*"
_BULLET = re.compile(rf"^([{re.escape(BULLETS)}])\1?\s*(?=[\u4e00-\u9fff“《\d])")
# 1.1 or 1-1 or 1.1.1 before text
_LEVELS = re.compile(
    r"^(\d{1,2})\s?[.．\-－—]\s?(\d{1,2})(?:\s?[.．\-－—]\s?(\d{1,2}))?(?:[.．、]\s*|\s+|(?=[\u4e00-\u9fff“《]))"
)
# 12. before digits, and what is a figure with its measure
_GLUED = re.compile(r"^(\d{1,3})[.．](?=\d)")
_SHARE = re.compile(r"^\d{1,3}[%％亿万]")
# what a decimal counts, and a day or range: 1.6亿元, 3-5个
_COUNTED = re.compile(r"^(?:[%％‰亿万千百个元米吨户人家项件年月日号倍度公里平方]|GW|MW|km)")
# a number with nothing but a blank or a colon behind it
_BLANK = re.compile(r"^(\d{1,3})(?:[:：]\s*|\s+)(?=[\u4e00-\u9fff“《])(?!\s*[年月日号个家项%％万亿元米户人])")

# A. and A1 before text
_LETTER = re.compile(r"^([A-Z])\s?[.．、:：]\s*(?=[\u4e00-\u9fff“《])")
_LETTERED = re.compile(r"^([A-Z])[-—.．]?(\d{1,3})(?:[.．、:：]\s*|\s+)(?=[\u4e00-\u9fff“《])")


def find_numbers(lines: Sequence[Line]) -> dict[int, Number]:
    """The outline number of every line that has one, by the line's index.

    Forms that may also be figures or words (12.121人才项目, 1.1, 3 通车, A1) count only where numbers before or behind
    them go on; bullets only where there are several.
    """
    found = {index: number for index, line in enumerate(lines) if (number := read_number(line.text)) is not None}
    found |= _levels(lines, found)
    found |= _lettered(lines, found)
    found |= _glued(lines, found)
    found |= _in_row(_match_all(lines, found, _BLANK, "1 "), found)
    return found | _bullets(lines, found)


def _match_all(
    lines: Sequence[Line], found: Mapping[int, Number], pattern: re.Pattern[str], style: str
) -> dict[int, Number]:
    return {
        index: Number(style, match[1], int(match[1]), line.text[match.end() :].strip())
        for index, line in enumerate(lines)
        if index not in found and (match := pattern.match(line.text))
    }


def _lettered(lines: Sequence[Line], found: Mapping[int, Number]) -> dict[int, Number]:
    """Headings A. B. and items A1 A2 B1; an item may be the only one below its letter."""
    letters: dict[int, Number] = {}
    items: dict[int, Number] = {}
    for index, line in enumerate(lines):
        if index in found:
            continue
        if match := _LETTER.match(line.text):
            letters[index] = Number("A.", match[1], ord(match[1]) - ord("A") + 1, line.text[match.end() :].strip())
        elif match := _LETTERED.match(line.text):
            items[index] = Number("A1", match[1] + match[2], int(match[2]), line.text[match.end() :].strip())
    return _in_row(letters, found) | (items if len(items) > 1 and any(_in_row(items, found)) else {})


def _in_row(numbers: Mapping[int, Number], found: Mapping[int, Number]) -> dict[int, Number]:
    """The numbers that follow or are followed by their neighbour."""
    order = sorted(numbers)
    follows = {
        later for earlier, later in zip(order, order[1:], strict=False)
        if numbers[later].value == numbers[earlier].value + 1
    }  # fmt: skip
    led = {earlier for earlier, later in zip(order, order[1:], strict=False) if later in follows}
    return {index: numbers[index] for index in order if index in follows | led}


def _levels(lines: Sequence[Line], found: Mapping[int, Number]) -> dict[int, Number]:
    """Numbers on two or three levels (1.1, 1.2, 2.1): the last level counts on, or begins anew under the next."""
    printed: dict[int, tuple[int, ...]] = {}
    for index, line in enumerate(lines):
        match = _LEVELS.match(line.text)
        if match and index not in found and not _COUNTED.match(line.text[match.end() :]):
            printed[index] = tuple(int(part) for part in match.groups() if part)
    order = sorted(printed)
    kept: set[int] = set()
    for earlier, later in zip(order, order[1:], strict=False):
        if _goes_on(printed[earlier], printed[later]):
            kept |= {earlier, later}
    return {index: _level(lines[index].text, printed[index]) for index in order if index in kept}


def _level(text: str, parts: tuple[int, ...]) -> Number:
    match = _LEVELS.match(text)
    end = match.end() if match else 0
    return Number("1.1.1"[: 2 * len(parts) - 1], text[:end].strip(" .．、"), parts[-1], text[end:].strip())


def _goes_on(earlier: tuple[int, ...], later: tuple[int, ...]) -> bool:
    if len(later) > len(earlier):
        return later[: len(earlier)] == earlier and later[-1] == 1
    top = later[:-1]
    return later == (*earlier[: len(top)], earlier[len(top)] + 1) or (later[-1] == 1 and top == (
        *earlier[: len(top) - 1], earlier[len(top) - 1] + 1
    ))  # fmt: skip


def _glued(lines: Sequence[Line], found: Mapping[int, Number]) -> dict[int, Number]:
    """Digits glued behind "12." where 12 is next in its style, or "1." where 2. follows."""
    forms = {
        index: Number("1.", match[1], int(match[1]), line.text[match.end() :].strip())
        for index, line in enumerate(lines)
        if index not in found and (match := _GLUED.match(line.text)) and not _SHARE.match(line.text[match.end() :])
    }
    plain = {index: number for index, number in found.items() if number.style == "1."}
    order = sorted({**forms, **plain})
    glued: dict[int, Number] = {}
    last = 0
    values = [(plain.get(index) or forms[index]).value for index in order]
    for at, index in enumerate(order):
        value, following = values[at], values[at + 1] if at + 1 < len(order) else 0
        if index in plain or value == last + 1 and (value > 1 or following == 2):
            glued |= {} if index in plain else {index: forms[index]}
            last = value
    return glued


def _bullets(lines: Sequence[Line], found: Mapping[int, Number]) -> dict[int, Number]:
    marked: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        match = _BULLET.match(line.text)
        if match and index not in found:
            marked.setdefault(match[0].strip(), []).append(index)
    return {
        index: Number(mark, "", 0, lines[index].text[len(mark) :].strip())
        for mark, indices in marked.items() if len(indices) > 1
        for index in indices
    }  # fmt: skip
