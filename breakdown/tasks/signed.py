"""The day on which a notice was signed, from which 2个月内 is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from breakdown.tasks.deadlines import find_day
from breakdown.tasks.numbers import fold_width

_DIGIT = "[\\d〇零○一二三四五六七八九十]"
_DAY = rf"(?P<day>(?:20\d\d|二[〇零○]{_DIGIT}{{2}})年{_DIGIT}{{1,2}}月{_DIGIT}{{1,3}}日)"
# In the order in which they count: alone on a line, behind the signature, named as such, as printed in the imprint.
_PLACES = tuple(re.compile(pattern) for pattern in (
    rf"^{_DAY}$", rf"^[\u4e00-\u9fff、]{{3,30}}{_DAY}$",
    rf"^(?:成文|印发|发文|签发)(?:日期|时间)[:：]{_DAY}", rf"{_DAY}印发$",
))


def signing_day(texts: Sequence[str]) -> date | None:
    """The day on which a letter was signed, out of its lines; None where none is written."""
    lines = [re.sub(r"\s", "", fold_width(text)).strip("（）()") for text in texts]
    found = (find_day(match["day"], 0) for place in _PLACES for line in lines if (match := place.search(line)))
    return next((day for day in found if day), None)
