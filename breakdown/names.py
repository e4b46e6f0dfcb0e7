"""Names of units and people inside lists: where one ends, which are collectives, which are open."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from breakdown.words import Units, Words

_OPEN = "（(〔[【<〈《"
_CLOSE = "）)〕]】>〉》"
_SEPARATORS = "、,，;；\n"
# words that add nothing behind 等: the list is open, but no collective is named
_PLAIN_REST = re.compile(r"^(单位|部门|有关方面)?$")
_BRACKETED = re.compile(rf"[{re.escape(_OPEN)}][^{re.escape(_CLOSE)}]*[{re.escape(_CLOSE)}]")
# 其中万吨级1处, 新建学校三所: a count at the end, words of inclusion or of making are no name
_COUNT = re.compile(r"\d[\u4e00-\u9fff]$|^(?:其中|包含|包括|含|新建|改建|扩建|新增)")
_HAN = re.compile(r"^[\u3400-\u9fff·]+$")


class Name(NamedTuple):
    """A unit as printed (inner spaces removed); `collective`: stands for several; `open`: nobody can say for whom."""

    text: str
    collective: bool
    open: bool


def split_outside_brackets(text: str, separators: str = _SEPARATORS) -> list[str]:
    """Pieces between separators that stand in no bracket; an unclosed bracket does not swallow the rest."""
    pieces, depth, start = [], 0, 0
    closers = [i for i, char in enumerate(text) if char in _CLOSE]
    last_closer = closers[-1] if closers else -1
    for i, char in enumerate(text):
        if char in _OPEN and i < last_closer:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif char in separators and depth == 0:
            pieces.append(text[start:i])
            start = i + 1
    return [*pieces, text[start:]]


def split_units(text: str, words: Units) -> list[Name]:
    """The units of a printed list, in order; a bracket on a line of its own belongs to the name above it."""
    names: list[str] = []
    trailing_open = False
    for piece in split_outside_brackets(text):
        piece = re.sub(r"\s+", "", piece).strip("。.：:")
        if piece in ("", *words.empty):
            continue
        if names and piece[0] in _OPEN and piece[-1] in _CLOSE:
            names[-1] += piece
            continue
        for part in _split_at_and_others(piece, words):
            if part == "等":
                trailing_open = True
            elif part not in names:
                names.append(part)
    made = [Name(name, is_collective(name, words), is_open(name, words)) for name in names]
    if trailing_open and made:
        made[-1] = made[-1]._replace(open=True)
    return made


def _split_at_and_others(piece: str, words: Units) -> list[str]:
    """Split "A等B" at 等 where A is a unit: B is a collective of its own, or nothing but "and others"."""
    at = piece.find("等")
    while at > 0:
        head, rest = piece[:at], piece[at + 1 :]
        if _PLAIN_REST.match(rest) or (looks_like_unit(head, words) and not is_collective(head, words)):
            return [head, "等"] if _PLAIN_REST.match(rest) else [head, rest]
        at = piece.find("等", at + 1)
    return [piece]


def is_collective(name: str, words: Units) -> bool:
    """Whether a name stands for several units (各镇, 区级相关部门, …成员单位)."""
    core = _BRACKETED.sub("", name)
    open_words = [word for word in words.open_words if word != "等"]
    return any(word in core for word in (*words.collectives, *open_words)) or core.startswith(words.closed_words[0])


def is_open(name: str, words: Units) -> bool:
    """Whether a list that holds this name says nobody for sure: 相关, 有关, 各…, 成员单位."""
    core = _BRACKETED.sub("", name)
    marks = [*(word for word in words.open_words if word != "等"), *words.closed_words]
    return any(mark in core for mark in marks)


def looks_like_unit(name: str, words: Units) -> bool:
    """Whether a piece of text reads as the name of one unit or collective, by its ending and length."""
    core = re.sub(r"\s+", "", _BRACKETED.sub("", name)).strip("。.")
    core = core.removesuffix("等")
    if not 2 <= len(core) <= 30 or re.search(r"[。，,：:！!？?%％]", core) or _COUNT.search(core):
        return False
    endings = (*words.endings, *words.towns, *words.zones, *words.companies)
    if is_collective(core, words):
        if core.startswith(words.action_words):
            return False
        return core.endswith((*endings, *words.collective_endings)) and not re.search(r"\d", core)
    # a sentence may end like a town (建设宜居城乡)
    return core.endswith(endings) and not (core.endswith(words.towns) and core.startswith(words.action_words))


# a cell of a lost table is tried in one column after the other
@lru_cache(maxsize=4096)
def unit_share(text: str, words: Units) -> float:
    """Share of the pieces of a list that read as units; 0 for empty text."""
    pieces = [piece.strip() for piece in split_outside_brackets(text) if piece.strip()]
    if not pieces:
        return 0.0
    return sum(_piece_is_unit(piece, words) for piece in pieces) / len(pieces)


def _piece_is_unit(piece: str, words: Units) -> bool:
    bracket_only = piece[0] in _OPEN and piece[-1] in _CLOSE
    return bracket_only or looks_like_unit(piece, words) or all(
        part == "等" or looks_like_unit(part, words) for part in _split_at_and_others(re.sub(r"\s+", "", piece), words)
    )


def split_people(text: str, words: Words) -> list[str]:
    """Persons of a printed list; spaces inside a two-character name go, spaces between whole names separate."""
    people: list[str] = []
    for piece in re.split(r"[、,，;；\n]", text):
        parts = piece.replace("\u3000", " ").replace("\xa0", " ").strip("。. ：:").split()
        whole = len(parts) > 1 and all(len(part) >= 2 for part in parts)
        people += parts if whole else ["".join(parts)]
    return [name for name in dict.fromkeys(people) if name and name not in words.units.empty]


def looks_like_person(text: str, words: Words) -> bool:
    """Whether text reads as one person's name or post."""
    name = re.sub(r"\s+", "", text)
    if any(name.endswith(post) for post in words.people.posts) and len(name) <= 10:
        return True
    if not 2 <= len(name) <= 4 or not _HAN.match(name) or looks_like_unit(name, words.units):
        return False
    singles, doubles = words.people.surnames[0], words.people.surnames[1:]
    if name[:2] in doubles:
        return len(name) >= 3
    return name[0] in singles and len(name) <= 3


def looks_like_people(text: str, words: Words) -> bool:
    """Whether every piece of a list reads as a person."""
    people = split_people(text, words)
    return bool(people) and all(looks_like_person(person, words) for person in people)
