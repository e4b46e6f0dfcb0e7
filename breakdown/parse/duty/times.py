"""Whether a piece of text is a time: a deadline, a stage, a word for continuing work."""

from __future__ import annotations

import re
from functools import lru_cache

from breakdown.words import Words

# a time that a text names
TIME = re.compile(
    r"\d{1,2}\s*[-—–至、]?\s*\d{0,2}\s*月|[一二三四]季度|[上下]半年|年[底内末初中]|全年|\d{4}\s*年|每[月季周年]|[上中下]旬|长期|常年|节前|\d日[之以]?前"
    r"|(?<![\d.])(?:\d+|[一二两三四五六七八九十]+|半)个?(?:月|工作日|周)[之以]?内|后[\d一二两三四五六七八九十]+个月|[1-4]季度"
    r"|Q[1-4]|20\d\d[-./]\d{1,2}(?!\d)|(?<![\d.])\d{1,2}\.\d{1,2}[之以]?前"
)


def names_time(text: str) -> bool:
    """Whether a text names a time anywhere."""
    return TIME.search(text) is not None


@lru_cache(maxsize=4096)
def is_time(text: str, words: Words) -> bool:
    """Whether a short text is nothing but a deadline or a word for continuing work."""
    ongoing = (*words.deadlines.ongoing, *words.deadlines.ongoing_whole, *words.deadlines.done)
    return len(text) <= 24 and (names_time(text) or any(word in text for word in ongoing))
