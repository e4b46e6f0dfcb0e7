"""Words of duty that a notice uses and the vocabulary lacks, known by what stands beside them.

挑头部门：A、B before every list of units is a label, whatever its word; so is the word behind the units in bracket
after bracket (A挑头，B帮办) a verb. They are taken for this notice only, and every task read by them is doubted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal, NamedTuple

from breakdown.document import Document, Paragraph
from breakdown.names import looks_like_people, looks_like_unit, split_outside_brackets, unit_share
from breakdown.parse.account import is_furniture
from breakdown.parse.duty.labels import role_of
from breakdown.parse.duty.times import is_time, names_time
from breakdown.parse.duty.verbs import LEAD_IN, names_verb
from breakdown.words import Words

LearnedRole = Literal[
    "lead", "support", "either", "leader", "person", "deadline", "lead_verbs", "assist_verbs", "duty_verbs"
]
_LABELS: tuple[LearnedRole, ...] = ("lead", "support", "either", "leader", "person", "deadline")
_VERBS: tuple[LearnedRole, ...] = ("lead_verbs", "assist_verbs", "duty_verbs")
# how often a word must stand there before it is believed
_FEWEST = 2
# share of its values that must read alike
_MOST = 0.7
# ends of labels that ask for units
_BODIES = ("单位", "部门", "科室", "处室", "主体")
_LABEL = re.compile(
    r"[【\[〔［〖](?P<boxed>[\u4e00-\u9fff]{2,8})[】\]〕］〗]\s*[:：]?"
    r"|(?<![\u4e00-\u9fff])(?P<plain>[\u4e00-\u9fff]{2,8})\s*[:：]"
)
_BRACKET = re.compile(r"[（(〔【\[]([^（）()〔〕【】\[\]]{4,160})[）)〕】\]]")
_SENTENCE = re.compile(r"[。；;]|——")
_VALUE_ENDS = re.compile(r"[。；;\n）)】\]〕］〗]")
_MARKS = "，,、 \t\u3000/／|｜（([【〔"
_NAMED = {
    "lead": "牵头单位", "support": "配合单位", "either": "责任单位", "leader": "责任领导", "person": "责任人",
    "deadline": "完成时限", "lead_verbs": "牵头", "assist_verbs": "配合", "duty_verbs": "负责",
}  # fmt: skip


class Learned(NamedTuple):
    """A word, and what it was taken for."""

    word: str
    role: LearnedRole

    def stands_in(self, text: str) -> bool:
        """Whether a text uses the word: a label before its colon or in its box, a verb anywhere."""
        if self.role in _VERBS:
            return self.word in text
        return re.search(rf"{self.word}\s*[】\]〕］〗:：]", text) is not None

    @property
    def doubt(self) -> str:
        """What is to be checked where the word stands."""
        return f"词表里没有“{self.word}”，按它旁边的文字当作“{_NAMED[self.role]}”读取，请核对"


def learn_words(document: Document, words: Words) -> tuple[Words, tuple[Learned, ...]]:
    """The vocabulary and what this notice alone uses, and those words; the vocabulary itself if there are none."""
    lines = [
        line.strip()
        for piece in document.pieces()
        if not (isinstance(piece, Paragraph) and piece.furniture)
        for line in piece.text.split("\n")
        if line.strip()
    ]
    learned = (*_labels(lines, words), *_verbs(lines, words))
    if not learned:
        return words, ()
    labels = {role: (*getattr(words.labels, role), *_of(role, learned)) for role in _LABELS}
    verbs = {role: (*getattr(words.units, role), *_of(role, learned)) for role in _VERBS}
    return replace(words, labels=replace(words.labels, **labels), units=replace(words.units, **verbs)), learned


def _of(role: LearnedRole, learned: Iterable[Learned]) -> list[str]:
    return [each.word for each in learned if each.role == role]


def learned_doubts(text: str, learned: Iterable[Learned]) -> list[str]:
    """What is to be checked in a task whose lines hold words that were learned."""
    return [each.doubt for each in learned if each.stands_in(text)]


def _labels(lines: list[str], words: Words) -> Iterator[Learned]:
    values: dict[str, list[str]] = {}
    for at, line in enumerate(lines):
        if is_furniture(line, words.furniture):
            continue
        for label, value in _labelled(line):
            # 市教育局：… gives a unit its work
            named = len(label) > 2 and looks_like_unit(label, words.units) and not label.endswith(_BODIES)
            if not named and not _is_known(label, words):
                values.setdefault(label, []).append(value or (lines[at + 1] if at + 1 < len(lines) else ""))
    kinds = {label: _kind(label, listed, words) for label, listed in values.items()}
    of_units = [label for label, kind in kinds.items() if kind == "units"]
    known = any(role_of(label, words.labels) in ("lead", "support") for line in lines for label, _ in _labelled(line))
    for label, kind in kinds.items():
        if kind == "units" and not known and len(of_units) > 1:
            yield Learned(label, "lead" if label == of_units[0] else "support")
        elif kind == "units":
            yield Learned(label, "either")
        elif kind:
            yield Learned(label, kind)


def _is_known(label: str, words: Words) -> bool:
    """Whether the vocabulary holds a label, or one that blanks have cut it off from (责任　单位)."""
    listed = (word for role in (*_LABELS, "group", "goal", "task") for word in getattr(words.labels, role))
    return role_of(label, words.labels) is not None or any(word.endswith(label) for word in listed)


def _labelled(line: str) -> Iterator[tuple[str, str]]:
    """Words before a colon or in a box, with what follows up to the next of them, a stop or a closing bracket."""
    found = list(_LABEL.finditer(line))
    for match, after in zip(found, [*found[1:], None], strict=False):
        value = line[match.end() : after.start() if after else len(line)]
        yield match["boxed"] or match["plain"], _VALUE_ENDS.split(value.strip(), maxsplit=1)[0].strip(_MARKS)


def _kind(label: str, values: list[str], words: Words) -> Literal["units", "leader", "person", "deadline", ""]:
    """What the values behind a label are; "" where they differ, or are too few to tell."""
    given = [value for value in values if value and value not in words.units.empty]
    if len(given) < (1 if label.endswith(_BODIES) else _FEWEST):
        return ""

    def mostly(fits: list[bool]) -> bool:
        return sum(fits) >= _MOST * len(given)

    if mostly([unit_share(value, words.units) == 1 for value in given]):
        return "units"
    if mostly([is_time(value, words) and names_time(value) for value in given]):
        return "deadline"
    if mostly([looks_like_people(value, words) for value in given]):
        return "person" if label.endswith(("人", "员")) else "leader"
    return ""


def _verbs(lines: list[str], words: Words) -> Iterator[Learned]:
    first: dict[str, int] = {}
    later: dict[str, int] = {}
    for line in lines:
        told = [match[1] for match in _BRACKET.finditer(line)]
        # a sentence outside brackets that says who does it names two of them
        told += [sentence for sentence in _SENTENCE.split(line) if "，" in sentence or "," in sentence]
        for sentence in told:
            for at, tail in enumerate(_tails(sentence, words)):
                if tail:
                    counted = later if at else first
                    counted[tail] = counted.get(tail, 0) + 1
    leads = any(later) or bool(first)
    for tail in dict.fromkeys([*first, *later]):
        if first.get(tail, 0) + later.get(tail, 0) <= _FEWEST:
            continue
        if first.get(tail, 0) <= later.get(tail, 0) and leads:
            yield Learned(tail, "assist_verbs")
        else:
            yield Learned(tail, "lead_verbs" if later else "duty_verbs")


def _tails(sentence: str, words: Words) -> list[str]:
    """The unknown word behind the units of each piece of a sentence, "" for a known one; none if a piece is no duty."""
    tails: list[str] = []
    for piece in split_outside_brackets(sentence.strip("。；; "), "，,；;。"):
        bare = LEAD_IN.sub("", piece.strip())
        if names_verb(bare, words):
            tails.append("")
        elif not is_time(bare, words) and unit_share(bare, words.units) < 1:
            tail = next((bare[-size:] for size in range(2, 5) if _ends_units(bare[:-size], words)), "")
            if not tail or looks_like_unit(tail, words.units):
                return []
            tails.append(tail)
    return tails


def _ends_units(listed: str, words: Words) -> bool:
    return len(listed) > 2 and unit_share(listed, words.units) == 1
