"""Several items on one line, up to a whole notice: parted where their numbering goes on and their duties prove it."""

from __future__ import annotations

import re
from typing import NamedTuple

from breakdown.names import looks_like_unit
from breakdown.parse.duty.clause import split_closing
from breakdown.parse.duty.labels import split_labels
from breakdown.parse.lines import Number, read_number
from breakdown.parse.outline.titles import is_list_title
from breakdown.words import Words

# Numbers as they stand inside a line; what they are is left to read_number.
_MARK = re.compile(
    r"(?<![一二三四五六七八九十第])[一二三四五六七八九十]{1,3}、|[（(]\s?[一二三四五六七八九十]{1,3}\s?[)）]"
    r"|(?<![\d.．])\d{1,3}[.．、](?!\d(?!\d{3}年))|[（(]\d{1,3}[)）]|[①-⑳]|第[一二三四五六七八九十]{1,3}(?:部分|条|项)"
)
_GAP = re.compile(r"[\u3000\t]+|\s{2,}")
_ENDS = tuple("。；;！？!?）)】〕] \u3000\t")
_LONG = 200
# Between a heading's number and the first number below it.
_HEADING = 40
_NUMBER_OF_LETTER = re.compile(r"[\u4e00-\u9fff]{2,8}[〔\[（(【]\d{4}[〕\]）)】]\s?\d{1,4}号")
_SIGNED = re.compile(r"^(.*[。）)】；])([^。）)】；，]{0,30}?)(\d{4}年\d{1,2}月\d{1,2}日)$")
_UNITS = ("lead", "support", "either")


class _Part(NamedTuple):
    """Where a numbered part of the line begins, and its number."""

    start: int
    number: Number


def split_glued(text: str, words: Words) -> list[str]:
    """The items of a line; the line itself where it holds but one."""
    pieces = [piece for piece in _GAP.split(text) if piece]
    if sum(read_number(piece) is not None for piece in pieces) < 2:
        pieces = [text]
    texts = [part for piece in pieces for part in _split(piece, words)]
    if len(texts) == 1:
        return [text]
    if read_number(texts[0]) is None:
        texts[:1] = _split_front(texts[0])
    signed = _SIGNED.match(texts[-1])
    if signed and (not signed[2] or looks_like_unit(signed[2], words.units)):
        texts[-1:] = [part for part in signed.groups() if part]
    return texts


def _split(text: str, words: Words) -> list[str]:
    parts = _parts(text, words)
    if len(parts) < 2:
        return [text]
    starts = [part.start for part in parts]
    texts = [text[start:end].strip() for start, end in zip([0, *starts], [*starts, len(text)], strict=True)]
    lowest = [each for each, part in zip(texts[1:], parts, strict=True) if _is_lowest(part, parts)]
    told = sum(_tells(each, words) for each in lowest)
    # one task proves a list only below a heading in a long line
    several = told > 1 or told == 1 and len(parts) > len(lowest) and len(text) > _LONG
    return [each for each in texts if each] if several and told * 2 > len(lowest) else [text]


def _is_lowest(part: _Part, parts: list[_Part]) -> bool:
    """Whether the next part is no first one of another style."""
    after = next((each for each in parts if each.start > part.start), None)
    return after is None or after.number.style == part.number.style or after.number.value != 1


def _parts(text: str, words: Words) -> list[_Part]:
    """The numbers in a line that go on from one another, each behind an end, a heading or a part that states duties."""
    parts: list[_Part] = []
    last: dict[str, int] = {}
    for match in _MARK.finditer(text):
        number = read_number(text[match.start() :])
        if number is None:
            continue
        style, value = number.style, number.value
        first = not parts and not text[: match.start()].strip()
        anew = value == 1 and (not parts or parts[-1].number.style != style)
        if (first or anew or value == last.get(style, 0) + 1) and _stands_apart(text, match.start(), parts, words):
            parts.append(_Part(match.start(), number))
            last[style] = value
    return parts


def _stands_apart(text: str, start: int, parts: list[_Part], words: Words) -> bool:
    before = text[parts[-1].start if parts else 0 : start]
    if not before.strip() or before.endswith(_ENDS) or not parts and is_list_title(before):
        return True
    heading = bool(parts) and len(before) <= _HEADING and not re.search(r"[。；，：:]", before)
    return heading or _tells(before, words)


def _tells(text: str, words: Words) -> bool:
    _, clauses = split_labels(text, words)
    return any(clause.role in _UNITS for clause in clauses) or split_closing(text, words)[1] is not None


def _split_front(text: str) -> list[str]:
    """What stands before the first number: title, number of the letter, opening words."""
    match = _NUMBER_OF_LETTER.search(text)
    if match is None:
        return [text]
    # the name of the authority's series has few characters; a title ends before it
    mark = re.search(r"[〔\[（(【]", match[0])
    bracket = match.start() + (mark.start() if mark else 0)
    start = next((at for at in range(bracket - 2, match.start() - 1, -1) if is_list_title(text[:at])), match.start())
    return [piece.strip() for piece in (text[:start], text[start : match.end()], text[match.end() :]) if piece.strip()]
