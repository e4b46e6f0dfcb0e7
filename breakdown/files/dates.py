"""Dates of which a cell shows only a part: 2021年6月 is kept as the 1st of June, 6月30日 with the year of typing."""

from __future__ import annotations

import re
from datetime import date

# What of a format is no sign for a part of a date: quoted words, colours and locales, escaped signs.
_ASIDE = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')
_LETTERS = (("y", "{0.year}年"), ("m", "{0.month}月"), ("d", "{0.day}日"))


def shown_parts(code: str) -> str:
    """The letters of the parts that a number format shows (ym, md, y, m, d); "" for a whole date, a time or no date."""
    signs = _ASIDE.sub("", code.partition(";")[0]).lower().replace("e", "y")
    if "h" in signs or "s" in signs:
        return ""
    parts = "".join(letter for letter, _ in _LETTERS if letter in signs)
    return "" if parts == "ymd" else parts


def partial_date(value: date, parts: str) -> str:
    """The parts of a date that its cell shows, as they are written in a notice."""
    return "".join(form.format(value) for letter, form in _LETTERS if letter in parts)
