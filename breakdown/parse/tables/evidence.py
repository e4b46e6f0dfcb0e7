"""How well a block of text fits a column of a lost table: points for and against, from wording alone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from breakdown.names import is_collective, looks_like_people, split_people, split_units, unit_share
from breakdown.parse.duty.clause import is_duty_line, read_duty
from breakdown.parse.duty.labels import split_labels
from breakdown.parse.duty.times import is_time, names_time
from breakdown.parse.lines import read_number, squeeze
from breakdown.parse.tables.header import Field
from breakdown.words import Words

_BARE_NUMBER = re.compile(r"^\d{1,3}[.．、]?$")
IMPOSSIBLE = -30.0


class Block(NamedTuple):
    """One block between blank lines: its lines' numbers and texts; no text = an empty cell that shows in the source."""

    numbers: tuple[int, ...]
    texts: tuple[str, ...]
    follows: bool = False  # a bare number that follows the bare number before it
    heads: bool = False  # stands just before such a number, in a line of its own

    @property
    def text(self) -> str:
        """The block's paragraphs joined by line breaks."""
        return "\n".join(text for text in self.texts if text)


def score(block: Block, column: Field, words: Words) -> float:
    """Points for a block in a column: above 3 strong, around 0 nothing known, below −3 against; never NaN."""
    text = block.text
    if not text:
        return _EMPTY[column]
    if column == "number":
        return (7.0 if block.follows else 4.0) if _BARE_NUMBER.match(text) else IMPOSSIBLE
    if _BARE_NUMBER.match(text):
        return -12.0
    return _points(text, column, words)


# units, people and times recur row after row, and every text is asked about twice
@lru_cache(maxsize=8192)
def _points(text: str, column: Field, words: Words) -> float:
    return _SCORERS[column](text, words)


_EMPTY: dict[Field, float] = {
    "number": -4.0, "section": -1.0, "subsection": -1.0, "content": -10.0, "goal": 0.0, "deadline": -1.0,
    "leader": 0.5, "person": 0.5, "lead": -3.0, "support": -0.5, "remark": 1.0,
}


def is_section(text: str) -> bool:
    """Whether a block reads as a first-level heading (一、…)."""
    number = read_number(text)
    return number is not None and number.style in ("一、", "第一") and len(text) <= 60


def is_subsection(text: str) -> bool:
    """Whether a block reads as a second-level heading （一）…."""
    number = read_number(text)
    return number is not None and number.style in ("(一)", "第一条") and len(text) <= 45 and "。" not in text[:-1]


def is_bare_heading(block: Block, words: Words) -> bool:
    """Whether a block above a numbered row reads as a heading without number: short, no sentence, nothing else."""
    text = block.text
    plain = block.heads and 4 <= len(text) <= 30 and re.search(r"[。；;：:\n]", text) is None
    return plain and not names_time(text) and unit_share(text, words.units) < 0.5 and not _tells_other(text, words)


def _section(text: str, words: Words) -> float:
    if is_section(text):
        return 6.0
    if is_subsection(text):
        return 3.0
    # of two heading columns the lower one is printed more often
    return 0.8 if len(text) <= 20 and not text.endswith("。") and not _tells_other(text, words) else -6.0


def _subsection(text: str, words: Words) -> float:
    if is_section(text) or _tells_other(text, words):
        return -6.0
    number = read_number(text)
    if number is not None and len(text) <= 45:
        return 4.0
    return 1.0 if len(text) <= 24 and not text.endswith("。") else -5.0


def _content(text: str, words: Words) -> float:
    if is_section(text):
        return -6.0
    points = 0.5 if len(text) < 8 else 1.5 if len(text) < 20 else 2.5
    if unit_share(text, words.units) >= 0.5 and _is_short_list(text):
        points -= 6
    if looks_like_people(text, words):
        points -= 5
    if len(text) <= 24 and is_time(text, words):
        points -= 2.5
    return points


def _is_short_list(text: str) -> bool:
    """Whether commas part a text into pieces as short as names; clauses of a sentence are longer."""
    pieces = re.split(r"[、,，;；\n]", text)
    return "。" not in text and len(text) <= 13 * len(pieces)


def _deadline(text: str, words: Words) -> float:
    if is_section(text) or unit_share(text, words.units) >= 0.5:
        return -6.0
    if is_time(text, words):
        return 5.0
    return 3.0 if names_time(text[:40]) else 0.5


def _people(text: str, words: Words) -> float:
    people = split_people(text, words)
    return 4.5 if looks_like_people(text, words) else -9.0 if len(people) < 2 else -7.0


def _list_share(text: str, words: Words) -> float:
    """Share of units in a list; a final stop says that the text is a sentence rather."""
    return unit_share(text, words.units) - (0.3 if text.endswith("。") else 0.0)


def _lead(text: str, words: Words) -> float:
    share = _list_share(text, words)
    if share < 0.6:
        # the cell may say more than names (A牵头，B配合)
        return 3.0 if is_duty_line(text, words) or split_labels(text, words)[1] and read_duty(text, words) else -8.0
    names = split_units(text, words.units)
    listed = sum(is_collective(name.text, words.units) for name in names) + (len(names) > 3) + text.endswith("等")
    return (4.0 if share == 1 else 1.0) - 0.6 * min(listed, 2)


def _support(text: str, words: Words) -> float:
    share = _list_share(text, words)
    if share < 0.6:
        return -8.0
    single = len(split_units(text, words.units)) == 1 and not is_collective(squeeze(text), words.units)
    return (4.0 if share == 1 else 1.0) - (0.8 if single else 0.0)


def _remark(text: str, words: Words) -> float:
    return -2.0


def _tells_other(text: str, words: Words) -> bool:
    timed = is_time(text, words) and (names_time(text) or len(text) <= 6)
    return timed or unit_share(text, words.units) == 1 or looks_like_people(text, words)


_SCORERS = {
    "section": _section, "subsection": _subsection, "content": _content, "goal": _content, "deadline": _deadline,
    "leader": _people, "person": _people, "lead": _lead, "support": _support, "remark": _remark,
}
