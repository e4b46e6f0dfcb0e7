"""Names of units and people inside lists: where one ends, which are collectives, which are open."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from breakdown.words import Units, Words

OPENERS = "（(〔[【<〈《［〖{｛"
CLOSERS = "）)〕]】>〉》］〗}｝"
_SEPARATORS = "、,，;；\n"
# words that add nothing behind 等: the list is open, but no collective is named
_PLAIN_REST = re.compile(r"^(单位|部门|有关方面)?$")
# 其中万吨级1处, 新建学校三所: a count at the end, words of inclusion or of making are no name
_COUNT = re.compile(r"\d[\u4e00-\u9fff]$|^(?:其中|包含|包括|含|新建|改建|扩建|新增)")
_HAN = re.compile(r"^[\u3400-\u9fff·]+$")
_JOINT = re.compile(r"以及|及(?!其)|和|与|暨")
_MARKS = re.compile(r"[*＊★☆▲△※#]+")


# an ending that places before it may share (甲市、乙市、丙县人民政府)
_GOVERNMENT = re.compile(r"(?:人民政府|政府|管委会|管理委员会)$")
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,7}[市县区州旗盟镇乡]")


class Name(NamedTuple):
    """A unit as printed (inner spaces removed); `collective`: stands for several; `open`: nobody can say for whom."""

    text: str
    collective: bool
    open: bool


def split_outside_brackets(text: str, separators: str = _SEPARATORS) -> list[str]:
    """Pieces between separators that stand in no bracket; an unclosed bracket does not swallow the rest."""
    pieces, depth, start = [], 0, 0
    closers = [i for i, char in enumerate(text) if char in CLOSERS]
    last_closer = closers[-1] if closers else -1
    for i, char in enumerate(text):
        if char in OPENERS and i < last_closer:
            depth += 1
        elif char in CLOSERS:
            depth = max(0, depth - 1)
        elif char in separators and depth == 0:
            pieces.append(text[start:i])
            start = i + 1
    return [*pieces, text[start:]]


def without_brackets(text: str) -> str:
    """Text without its brackets and what stands in them, also in brackets inside brackets."""
    kept, depth = [], 0
    for char in text:
        if char in OPENERS:
            depth += 1
        elif char in CLOSERS and depth:
            depth -= 1
        elif not depth:
            kept.append(char)
    return "".join(kept) if not depth else text


def split_units(text: str, words: Units) -> list[Name]:
    """The units of a printed list, in order; a bracket on a line of its own belongs to the name above it."""
    return list(_units_of(text, words))


@lru_cache(maxsize=4096)
def _units_of(text: str, words: Units) -> tuple[Name, ...]:
    names: list[str] = []
    trailing_open = False
    for part in _split_names(text, words):
        if part == "等":
            trailing_open = True
        elif part not in names:
            names.append(part)
    made = [Name(name, is_collective(name, words), is_open(name, words)) for name in names]
    if trailing_open and made:
        made[-1] = made[-1]._replace(open=True)
    return tuple(made)


def _split_names(text: str, words: Units) -> list[str]:
    """Every name of a list as printed, and "等" where the list is left open."""
    pieces = [part for piece in split_outside_brackets(text) for part in _split_at_gaps(piece, words)]
    names: list[str] = []
    for raw in pieces:
        piece = re.sub(r"\s+", "", raw).strip("。.：:")
        if piece in ("", *words.empty):
            continue
        if names and piece[0] in OPENERS and piece[-1] in CLOSERS:
            names[-1] += piece
        elif names and _goes_on(names[-1], piece, words):
            names[-1] += "、" + piece
        else:
            for part in _split_at_and_others(piece, words):
                names += [part] if part == "等" else _split_at_joints(part, words)
    return names


def _goes_on(name: str, piece: str, words: Units) -> bool:
    """Whether 、 parts no units: 各区、县级市; 市、县（区）有关部门; 市直有关部门、单位."""
    core = without_brackets(name)
    if core in words.levels:
        return True
    rest = without_brackets(piece).removesuffix("等")
    general = rest in words.general or _GOVERNMENT.sub("", rest) in words.levels
    shared = (words.closed_words[0], *(word for word in words.open_words if word != "等"))
    return general and any(word in core for word in shared)


def _split_at_gaps(piece: str, words: Units) -> list[str]:
    """Names parted by blanks or a stroke only (市教育局　市财政局), where every part reads as a whole name."""
    for pattern in (r"\s*[/／|｜]\s*", r"\s+"):
        parts = re.split(pattern, piece.strip())
        if len(parts) > 1 and all(_is_whole(part, words) for part in parts):
            return parts
    return [piece]


def _is_whole(name: str, words: Units) -> bool:
    """Whether a name needs nothing before it: no head noun alone, as spaces inside 市委 办公室 would leave it."""
    core = without_brackets(name)
    heads = {word for group in words.heads for word in group.split()}
    return len(core) >= 3 and core not in heads and looks_like_unit(name, words)


def _split_at_joints(piece: str, words: Units) -> list[str]:
    """Split "A和B", "A及B" where both are units of their own; 发展和改革局, 各乡镇和街道 stay whole."""
    for match in _JOINT.finditer(piece):
        head, rest = piece[: match.start()], piece[match.end() :]
        balanced = without_brackets(head) != head or not any(char in OPENERS for char in head)
        shared = is_collective(head, words) and rest in words.general or _halves(head, rest, words)
        whole = balanced and not shared
        if whole and len(rest) > 1 and looks_like_unit(head, words) and looks_like_unit(rest, words):
            return [head, *_split_at_joints(rest, words)]
    return [piece]


def _halves(head: str, rest: str, words: Units) -> bool:
    """Whether the words before 和 name a field of work rather than a unit (市工信和科技局; not 邮政和电信)."""
    half = head.endswith(words.fields) or head in words.zones
    own = rest.startswith(words.prefixes) or is_collective(rest, words) or rest.endswith((*words.fields, *words.zones))
    return half and not own


def _split_at_and_others(piece: str, words: Units) -> list[str]:
    """Split "A等B" at 等 where A is a unit: B is a collective of its own, or nothing but "and others"."""
    at = piece.find("等")
    while at > 0:
        head, rest = piece[:at], piece[at + 1 :]
        if _PLAIN_REST.match(rest) or (looks_like_unit(head, words) and not is_collective(head, words)):
            return [head, "等"] if _PLAIN_REST.match(rest) else [head, "等", rest]
        at = piece.find("等", at + 1)
    return [piece]


@lru_cache(maxsize=8192)
def is_collective(name: str, words: Units) -> bool:
    """Whether a name stands for several units (各镇, 区级相关部门, …成员单位)."""
    core = without_brackets(name)
    open_words = [word for word in words.open_words if word != "等"]
    return any(word in core for word in (*words.collectives, *open_words)) or core.startswith(words.closed_words[0])


def is_open(name: str, words: Units) -> bool:
    """Whether a list that holds this name says nobody for sure: 相关, 有关, 各…, 成员单位."""
    core = without_brackets(name)
    marks = [*(word for word in words.open_words if word != "等"), *words.closed_words]
    return any(mark in core for mark in marks)


@lru_cache(maxsize=8192)
def looks_like_unit(name: str, words: Units) -> bool:
    """Whether a piece of text reads as the name of one unit or collective, by its ending and length."""
    core = _MARKS.sub("", re.sub(r"\s+", "", without_brackets(name))).strip("。.")
    core = core.removesuffix("等")
    if not 2 <= len(core) <= 30 or re.search(r"[。，,：:！!？?%％]", core) or _COUNT.search(core):
        return False
    if core.endswith(words.not_units):
        return False
    # a sentence may end like a town or a team (建设宜居城乡)
    acts = core.startswith(words.action_words)
    loose = (*words.towns, *words.zones, *words.companies, *words.institutions, *words.loose_endings)
    if is_collective(core, words):
        endings = (*words.endings, *loose, *words.collective_endings)
        return not acts and core.endswith(endings) and not re.search(r"\d", core)
    return core.endswith(words.endings) or core.startswith(words.beginnings) or not acts and core.endswith(loose)


# a cell of a lost table is tried in one column after the other
@lru_cache(maxsize=4096)
def unit_share(text: str, words: Units) -> float:
    """Share of the pieces of a list that read as units; 0 for empty text."""
    pieces = [piece.strip() for piece in split_outside_brackets(text) if piece.strip()]
    if not pieces:
        return 0.0
    known = [_piece_is_unit(piece, words) for piece in pieces]
    # in 各区、县级市, 市、县有关部门, 甲市、乙县政府 a part is no name, but neither is it anything else
    shared = _GOVERNMENT.search(pieces[-1]) is not None
    parts = [
        piece in words.general or piece in words.levels or shared and _PLACE.fullmatch(piece) is not None
        for piece in pieces
    ]
    if not any(known):
        return 0.0
    return sum(unit or part for unit, part in zip(known, parts, strict=True)) / len(pieces)


def _piece_is_unit(piece: str, words: Units) -> bool:
    bracket_only = piece[0] in OPENERS and piece[-1] in CLOSERS
    if bracket_only or looks_like_unit(piece, words):
        return True
    return all(part == "等" or looks_like_unit(part, words) for part in _split_names(piece, words) or [piece])


def split_people(text: str, words: Words) -> list[str]:
    """Persons of a printed list; spaces inside a two-character name go, spaces between whole names separate."""
    people: list[str] = []
    for piece in re.split(r"[、，,；;\n]", _part_spaced(text, words)):
        parts = piece.replace("\u3000", " ").replace("\xa0", " ").strip("。. ：:").split()
        whole = len(parts) > 1 and all(len(part) >= 2 for part in parts)
        people += parts if whole else ["".join(parts)]
    return [name for name in dict.fromkeys(people) if name and name not in words.units.empty]


def _part_spaced(text: str, words: Words) -> str:
    """Names of two characters with a space inside, printed one behind the other (张 三李 四), parted."""
    name = rf"[{words.people.surnames[0]}][ \u3000\xa0]+[\u4e00-\u9fff]"
    return re.sub(name, r"\g<0>、", text) if re.fullmatch(rf"(?:{name}\s*){{2,}}", text.strip()) else text


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
