"""The net under the first law: what a task's lines say must stand in some row, or it is told as unread."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from breakdown.parse.account import Account
from breakdown.parse.lines import read_number
from breakdown.parse.mending.mend import close_up
from breakdown.problems import Problem
from breakdown.words import Words

_SHORTEST = 2
# letters that stand apart
_APART = re.compile(r"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff]\s+)+[\u4e00-\u9fff](?![\u4e00-\u9fff])")
# a word before a colon says what follows, and is no content itself
_LABEL = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,9}\s*[:：]")
# small words that only join units and verbs
_JOINTS = re.compile(
    r"^(?:[此该本]项(?:工作)?|具体|工作|任务|由|请|责成|交由|并|和|及|与|等|按职责)+|(?:分别|共同|联合|跟踪|按职责|总|等|及单位|单位|部门|和|及|与)+$"
)


def find_lost(account: Account, kept: Iterable[str], words: Words) -> dict[int, str]:
    """A sentence for every line of a task or heading of which a part stands in none of the kept texts."""
    corpus = _fold("".join(kept))
    found = {}
    for number in sorted([*account.numbers("task"), *account.numbers("heading")]):
        pieces = _pieces(account.texts.get(number, ""), words)
        if lost := [piece for piece in pieces if not _stands(piece, corpus)]:
            found[number] = f"这一行里的“{'”“'.join(lost)[:60]}”没有归入任务的任何一栏"
    return found


def tell_lost(lost: Mapping[int, str], account: Account, place: Callable[[int], str]) -> list[Problem]:
    """One problem per line of which something is lost."""
    hint = "请对照通知，需要的内容在“任务核对”表中补入"
    return [
        Problem("存疑", place(number), "unread", sentence, hint, account.texts[number])
        for number, sentence in lost.items()
    ]


def _stands(piece: str, corpus: str) -> bool:
    """Whether a piece stands in the corpus, whole or parted at a word that joins units."""
    return piece in corpus or all(len(part) < _SHORTEST or part in corpus for part in re.split("[由和及与等]", piece))


def _pieces(text: str, words: Words) -> Iterator[str]:
    """Runs of letters without the numbers, labels and verbs that a reading turns into columns."""
    number = read_number(text)
    # a number is one where a mark or a word shows it
    worded = number is not None and number.style in ("任务一", "问题一")
    counted = number is not None and (worded or re.search(r"\W|第", text.removesuffix(number.rest)))
    closed = close_up(number.rest if number and counted else text)
    plain = _APART.sub(lambda match: re.sub(r"\s+", "", match[0]), closed)
    for run in re.findall(r"\w+", unicodedata.normalize("NFKC", _LABEL.sub("\n", plain))):
        for piece in _taken(words).split(run):
            bare = _JOINTS.sub("", re.sub(r"^(?:第|任务)?\d+项?", "", piece))
            if len(bare) >= _SHORTEST:
                yield bare


@lru_cache(maxsize=4)
def _taken(words: Words) -> re.Pattern[str]:
    labels = {word for name in vars(words.labels) for word in getattr(words.labels, name)}
    units = words.units
    verbs = {*units.lead_verbs, *units.duty_verbs, *units.assist_verbs, *units.joint_verbs}
    verbs |= {*units.guide_verbs, *units.empty}
    posts = {f"{rank}{post}" for post in words.people.posts for rank in ("副", "")}
    longest = sorted(labels | verbs | posts, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest)))


def _fold(text: str) -> str:
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", text))
