"""Lists of units and the verbs of duty behind them (A牵头，B、C按职责分工负责，6月底前完成)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from breakdown.names import looks_like_unit, split_outside_brackets, unit_share, without_brackets
from breakdown.parse.duty.persons import is_person
from breakdown.parse.duty.times import is_time, names_time
from breakdown.words import Units, Words

# "part": a unit with a piece of the work that is named (A负责制定方案)
VerbRole = Literal["lead", "guide", "duty", "part", "assist", ""]
# words before the first unit (此项工作由, 具体由, 请)
LEAD_IN = re.compile(
    r"^(?:(?:此|该|本|这|以上|上述|以下|各)[项个]?(?:工作|任务|事项)?|具体|主要|并|再|其中)?(?:工作|任务)?"
    r"(?:均|都|统一|共同|分别)?(?:[由请]|责成|交由)\s*"
)
_LONGEST_UNKNOWN = 16
_MARK = re.compile(r"[（(]([^（()）]+)[)）]$")
# of the verbs of duty only these stand in brackets as marks; others are names there
_OWN = ("负责", "具体负责", "承担")
_DUTY_MARKS = ("负责", "具体负责", "主要负责", "承办", "落实", "实施")
_TIME_BEHIND = re.compile(r"(?=(?:20)?\d{2}年|\d{1,2}月|年底|[上下]半年|[一二三四]季度|全年|持续|长期)")


class Segment(NamedTuple):
    """A printed list of units and what the verb behind it says of them; "" without verb."""

    units: str
    role: VerbRole


def cut_segments(text: str, words: Words) -> tuple[list[Segment], str]:
    """The segments of a sentence in print order, and the deadline among them."""
    found: list[Segment] = []
    waiting: list[tuple[str, str]] = []
    times: list[str] = []
    for piece, mark in _pieces(_part_joint(text.strip("。 "), words), words):
        if piece == "":
            continue
        piece, time = _cut_time(piece, words)
        times += [time] if time else []
        if not piece:
            continue
        units, role, rest = _cut_verb(piece, words)
        while role:
            _close(found, waiting, units, role, mark)
            units, role, rest = _cut_verb(rest, words) if rest else ("", "", "")
            mark = "，"
        # A负责组织发动、统计上报
        if units and not (found and found[-1].role == "part" and not waiting and not unit_share(units, words.units)):
            waiting.append((units, mark))
    if waiting:
        found.append(Segment("、".join(units for units, _ in waiting), ""))
    return found, "，".join(times)


def _pieces(text: str, words: Words) -> list[tuple[str, str]]:
    """Pieces between marks, each with the mark before it and without the words that lead in."""
    cut: list[tuple[str, str]] = []
    at = 0
    for piece in split_outside_brackets(text, "，,；;、\n。"):
        mark = text[at - 1] if at else ""
        at += len(piece) + 1
        bare = LEAD_IN.sub("", piece.strip())
        # 6月底前由A牵头
        head, by, rest = bare.partition("由")
        if by and is_time(head, words) and not unit_share(head, words.units):
            cut += [(head, mark), (rest, "，")]
        else:
            cut.append((bare, mark))
    return cut


def _cut_time(piece: str, words: Words) -> tuple[str, str]:
    """A piece without the time in it: all of it, or what stands behind a unit (市教育局6月底前完成)."""
    if is_time(piece, words) and not unit_share(piece, words.units) and not _closes(piece, words):
        return "", piece
    if names_time(piece):
        for match in _TIME_BEHIND.finditer(piece):
            head, tail = piece[: match.start()].strip(), piece[match.start() :]
            if head and unit_share(head, words.units) == 1 and is_time(tail, words):
                return head, tail
    return piece, ""


def cut_times(listed: str, words: Words) -> tuple[str, str]:
    """A list of units without the time that stands among its names (A、B，6月底前完成), and the time."""
    times = [piece for piece in split_outside_brackets(listed, "，,；;、\n") if _is_bare_time(piece.strip(), words)]
    for time in times:
        listed = re.sub(rf"[，,；;、\n]?{re.escape(time)}", "", listed, count=1)
    return listed, "，".join(time.strip() for time in times)


def _is_bare_time(piece: str, words: Words) -> bool:
    return is_time(piece, words) and names_time(piece) and not unit_share(piece, words.units)


def _closes(piece: str, words: Words) -> bool:
    units, role, _ = _cut_verb(piece, words)
    return bool(role) and unit_share(units, words.units) > 0


def _cut_verb(piece: str, words: Words) -> tuple[str, VerbRole, str]:
    """Units, the role that the first verb behind them gives, and what follows it; the verb closes the piece or is
    followed by another unit and its verb (A牵头B参与), or says what a unit is to do (A负责制定方案).
    """
    own = ""
    for match in _phrases(words.units).finditer(piece):
        units, rest = piece[: match.start()].strip(), LEAD_IN.sub("", piece[match.end() :].strip())
        if not rest:
            # in A负责资金保障 the last verb is what A has to do
            return (own, "part", "") if own else (units, _role(match["verbs"], words.units), "")
        known = unit_share(units, words.units) == 1 or is_person(units, words)
        said = _role(match["verbs"], words.units)
        acts = said == "duty" and match["verbs"].endswith(words.units.action_words)
        acts = acts and not match["verbs"].endswith(_DUTY_MARKS)
        if units and known and len(rest) > 2 and _follows(rest, acts, words):
            return units, said, rest
        if units and known and match["verbs"].startswith(_OWN) and rest[0] not in "的人者":
            own = own or units
    return (own, "part", "") if own else (piece, "", "")


def _follows(rest: str, acts: bool, words: Words) -> bool:
    """Whether what stands behind a verb is a unit and no end of a name (落实办, 指导中心).

    acts: the verb takes an object; behind it the unit has a verb of its own (A推进B负责).
    """
    units, role, _ = _cut_verb(rest, words)
    heads = {word for group in words.units.heads for word in group.split()}
    return bool(role or not acts) and rest not in heads and unit_share(units if role else rest, words.units) == 1


def _close(
    found: list[Segment], waiting: list[tuple[str, str]], units: str, role: VerbRole, mark: str
) -> None:
    """Add the segment that a verb closes: all names that waited for it, but for those a comma parts from helpers."""
    listed = [*waiting, (units, mark)] if units else list(waiting)
    waiting.clear()
    led = any(segment.role != "assist" for segment in found)
    start = 0
    if role == "assist" and not led:
        commas = [at for at, (_, before) in enumerate(listed) if at and before in "，,；;。\n"]
        start = commas[-1] if commas else 0
    if start:
        found.append(Segment("、".join(name for name, _ in listed[:start]), ""))
    if listed:
        found.append(Segment("、".join(name for name, _ in listed[start:]), role))
    elif found and not found[-1].role:
        found[-1] = found[-1]._replace(role=role)


def _part_joint(text: str, words: Words) -> str:
    """"A会同B、C负责" as "A牵头，B、C负责"; the first verb may stand before it (A牵头，会同B落实)."""
    for match in re.finditer("|".join(map(re.escape, words.units.joint_verbs)), text):
        head, rest = text[: match.start()].rstrip("，,、 "), text[match.end() :]
        head = re.sub(r"(?:要|应|负责|牵头|积极)+$", "", LEAD_IN.sub("", head))
        joined = len(match[0]) > 1 or _consults(text, match.start(), rest, words)
        if head and joined and unit_share(head, words.units) == 1:
            begin = text.index(head) if head in text else 0
            return f"{text[begin : begin + len(head)]}{words.units.lead_verbs[0]}，{rest}"
    return text


def _consults(text: str, at: int, rest: str, words: Words) -> bool:
    """Whether a verb of one character, which is part of many names too, joins two units (由A商B起草)."""
    before = split_outside_brackets(LEAD_IN.sub("", text[:at]))[-1]
    behind = split_outside_brackets(_cut_verb(re.split("[，,；;]", rest)[0], words)[0])[0]
    named = [looks_like_unit(each, words.units) and len(each) > 2 for each in (before, behind)]
    return text.startswith("由") and all(named)


def _role(verbs: str, units: Units) -> VerbRole:
    named: tuple[tuple[VerbRole, tuple[str, ...]], ...] = (
        ("lead", units.lead_verbs), ("assist", units.assist_verbs), ("guide", units.guide_verbs)
    )  # fmt: skip
    return next((role for role, listed in named if any(verb in verbs for verb in listed)), "duty")


def mark_of(name: str, words: Words) -> tuple[str, VerbRole]:
    """A name without the bracket that says what it does (A（牵头单位）, B（协助）), and its role; "" without one."""
    match = _MARK.search(name)
    if match is None:
        return name, ""
    verb = re.sub(r"(?:责任)?(?:单位|部门|科室|处室)$", "", match[1].strip())
    listed = (*words.units.lead_verbs, *words.units.assist_verbs, *words.units.guide_verbs, *_DUTY_MARKS)
    return (name[: match.start()], _role(verb, words.units)) if verb in listed else (name, "")


@lru_cache(maxsize=4)
def _phrases(units: Units) -> re.Pattern[str]:
    """Adverbs, verbs and what may follow them (按职责分工负责, 牵头抓好落实)."""
    def any_of(listed: tuple[str, ...]) -> str:
        return "|".join(map(re.escape, sorted(set(listed), key=lambda word: (-len(word), word))))

    verbs = any_of((*units.lead_verbs, *units.duty_verbs, *units.assist_verbs, *units.guide_verbs))
    return re.compile(rf"(?:{any_of(units.adverbs)})*(?P<verbs>(?:{verbs})(?:(?:{verbs})|(?:{any_of(units.tails)}))*)")


def is_credible(units: str, words: Words) -> bool:
    """Whether a list may be one of units: half of it reads so, or it is one short name of unknown form."""
    if unit_share(units, words.units) >= 0.5:
        return True
    core = without_brackets(units)
    unknown = len(core) <= _LONGEST_UNKNOWN and not core.startswith(words.units.action_words)
    return unknown and "、" not in core and not re.search(r"\d", core)


def is_mostly(text: str, words: Words) -> bool:
    """Whether a text is a list of units but for a name or two of unknown form."""
    pieces = [piece.strip() for piece in split_outside_brackets(text)]
    known = [looks_like_unit(piece, words.units) for piece in pieces]
    unknown = [piece for piece, unit in zip(pieces, known, strict=True) if not unit]
    return sum(known) >= 2 * max(len(unknown), 1) and all(is_credible(piece, words) for piece in unknown)


def names_verb(text: str, words: Words) -> bool:
    """Whether a verb of duty stands in a text."""
    return _phrases(words.units).search(text) is not None


def says_role(text: str, words: Words) -> bool:
    """Whether a verb of duty or the colon of a label stands in a text."""
    return ":" in text or "：" in text or names_verb(text, words)


def is_list(text: str, words: Words) -> bool:
    """Whether a text without verb is a list of units and nothing else, each with its level or a word for several."""
    pieces = [piece.strip() for piece in split_outside_brackets(text)]
    begin = (*words.units.prefixes, *words.units.closed_words)
    return all(looks_like_unit(piece, words.units) and piece.startswith(begin) for piece in pieces)
