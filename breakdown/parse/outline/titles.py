"""Headings without number: 【城乡建设】, or a short line between tasks that is no sentence."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from breakdown.names import looks_like_people, unit_share
from breakdown.parse.account import is_closing, is_furniture
from breakdown.parse.duty.clause import split_closing
from breakdown.parse.duty.labels import label_of, split_labels
from breakdown.parse.duty.times import is_time
from breakdown.parse.lines import Line
from breakdown.words import Words

# The styles of such headings.
BOXED, BARE = "【】", "标题"
TITLES = (BOXED, BARE)
_BOX = re.compile(r"[【〖\[][^】〗\]]{2,30}[】〗\]]")
_WORDS = re.compile(r"[\u4e00-\u9fff“”《》、，·\w（）()—-]{2,30}")
# what the title of a whole list says
_LIST = re.compile(
    r"(分解|分工|清单|方案|要点|安排|一览表|任务书|台账|通知|意见|报告|通报|计划|若干措施|若干政策|细则)(表)?([（(].*[）)])?$"
)
_LETTER = re.compile(r"^[\u4e00-\u9fff]{0,30}关于[^关。]{2,50}的(通知|函)$")
_TASKS = re.compile(r"任务|责任|分解|分工|清单|要点|实事|重点工作|工作安排|工作计划|台账")


def find_titles(filled: Sequence[Line], numbers: Container[int], words: Words) -> dict[int, str]:
    """The style of every line that is a heading without number, by the line's index; a bare one must not be alone."""
    boxed = {index: BOXED for index, line in enumerate(filled) if _is_boxed(line.text, words)}
    bare = [index for index in range(len(filled)) if index not in numbers and _is_bare(filled, index, boxed, words)]
    titles = {*bare, *boxed}
    above = [index for index in bare if _stands_above(filled, index, numbers, titles, words)]
    letter = {index for index, line in enumerate(filled) if line.text.rstrip("：:") in words.labels.letter}
    return boxed | (dict.fromkeys(above, BARE) if len(above) > 1 else {}) | dict.fromkeys(letter, BARE)


def names_tasks(text: str) -> bool:
    """Whether a line announces tasks: the title of a list, or of the letter that brings one."""
    return len(text) <= 80 and not text.endswith("。") and _TASKS.search(text) is not None


def is_list_title(text: str) -> bool:
    """Whether a line is the title of a paper: short, no sentence, ending in 任务分解, 清单, 要点, 通知 …"""
    return len(text) <= 60 and _LIST.search(text.rstrip("》 ")) is not None


def is_letter_title(text: str) -> bool:
    """Whether a line is the title of a letter (云河区人民政府办公室关于印发…的通知)."""
    return len(text) <= 60 and _LETTER.search(text) is not None


def _is_boxed(text: str, words: Words) -> bool:
    boxed = _BOX.fullmatch(text) is not None and not is_furniture(text, words.furniture)
    return boxed and not split_labels(text, words)[1] and split_closing(text, words)[1] is None


def _is_bare(filled: Sequence[Line], index: int, boxed: Container[int], words: Words) -> bool:
    """Whether a line has the form of a heading, behind a text that is at its end."""
    text = filled[index].text
    if not _WORDS.fullmatch(text) or text[0] in "（(" or re.match(r"\d", text) or text.endswith(("，", "、", "号")):
        return False
    if is_closing(text) or is_furniture(text, words.furniture) or _LIST.search(text):
        return False
    if label_of(text, words.labels) or is_time(text, words) or looks_like_people(text, words):
        return False
    if unit_share(text, words.units) == 1:
        return False
    if split_closing(text, words)[1] is not None or index == 0:
        return index == 0 and split_closing(text, words)[1] is None
    before = filled[index - 1].text
    return index - 1 in boxed or before.endswith(("。", "；", "）", ")", "】")) or _is_closed(before, words)


def _is_closed(text: str, words: Words) -> bool:
    """Whether nothing can follow a line: a labelled value, a short line, a date."""
    return bool(split_labels(text, words)[1]) and not text.endswith((":", "：")) or len(text) <= 30


def _stands_above(
    filled: Sequence[Line], index: int, numbers: Container[int], titles: Container[int], words: Words
) -> bool:
    """Whether tasks begin right below: a number, another heading, or a sentence."""
    below = index + 1
    while below < len(filled) and _only_clauses(filled[below].text, words):
        below += 1
    if below >= len(filled):
        return False
    return below in numbers or below in titles or filled[below].text.endswith(("。", "）", ")"))


def _only_clauses(text: str, words: Words) -> bool:
    before, clauses = split_labels(text, words)
    return bool(clauses) and not before
