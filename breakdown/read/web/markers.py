"""The numbers that a browser puts before the items of an ordered list."""

from __future__ import annotations

import re

from breakdown.read.web.page import Element, tag_of

_DIGITS = "〇一二三四五六七八九"
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]+)", re.IGNORECASE)
_CHINESE = ("cjk-ideographic", "chinese", "cjk-decimal", "japanese")
# an item that was typed with its number keeps that
_NUMBERED = re.compile(r"\s*[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）.．、]")


class Markers:
    """Counts the items of each ordered list of a page."""

    def __init__(self) -> None:
        self._next: dict[Element, int] = {}

    def marker(self, item: Element) -> str:
        """The number before an item, with its stop; "" in other lists, and where the item was typed with one."""
        parent = item.getparent()
        if parent is None or tag_of(parent) != "ol":
            return ""
        number = _number(item.get("value"), self._next.get(parent, _number(parent.get("start"), 1)))
        self._next[parent] = number + 1
        style = _style(item) or _style(parent)
        kind = item.get("type") or parent.get("type") or "1"
        if "none" in style or _NUMBERED.match("".join(item.itertext())[:40]):
            return ""
        return _written(number, kind, style)


def _written(number: int, kind: str, style: str) -> str:
    if any(word in style for word in _CHINESE) and 0 < number < 100:
        return f"{_chinese(number)}、"
    letters = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}.get(kind, "")
    shape = style or letters
    if "alpha" in shape or "latin" in shape:
        text = chr(96 + number) if 0 < number <= 26 else str(number)
    elif "roman" in shape:
        text = _roman(number)
    else:
        return f"{number}."
    return f"{text.upper() if 'upper' in shape else text}."


def _style(element: Element) -> str:
    found = _STYLE.search(element.get("style", ""))
    return found[1].lower() if found else ""


def _number(text: str | None, other: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else other


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while number >= value and len(text) < 20:
            text, number = text + letters, number - value
    return text
