"""Who is responsible, as a bracket, a sentence or a cell says it (A牵头，B配合；由A会同B负责；A（牵头）、B)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from breakdown.names import CLOSERS, OPENERS, is_collective, split_outside_brackets, split_units, unit_share
from breakdown.parse.duty.labels import Clause, names_both, split_labels
from breakdown.parse.duty.persons import is_person, part_people, without_post
from breakdown.parse.duty.rules import strip_rule
from breakdown.parse.duty.times import is_time
from breakdown.parse.duty.verbs import (
    Segment,
    VerbRole,
    cut_segments,
    cut_times,
    is_credible,
    is_list,
    is_mostly,
    mark_of,
    says_role,
)
from breakdown.words import Words

_BRACKET = re.compile(r"[（(〔【](?:[^（()）〔〕【】]|[（(〔][^（()）〔〕]*[)）〕])*[)）〕】]")
# Share of a list that must read as units where a word or mark beside it says who leads.
_MOST = 0.6
# round brackets of both widths are one kind, and so are square ones
_KINDS = dict.fromkeys("）)", "）)") | dict.fromkeys("]］】", "]］】")
_MARKS = re.compile(r"[、，,；;\n]")
_STOPS = ("。", "；", ";", "！")
ORDER_DOUBT = "没有写明谁牵头，暂按排在第一位的单位牵头、其余配合读取"
_PARTS_DOUBT = "通知写明了几个单位各自负责的内容，没有写明谁牵头，都按牵头读取"
# The longest sentence that only says who is responsible, and the shortest text of a task behind one.
_LONGEST = 200
_SHORTEST = 4


class Duty(NamedTuple):
    """Who does what by when: unit lists and deadline as printed, leaders, persons in charge.

    said: a verb, a mark or a label says who leads; a bare list says nothing. text: the bracket or sentence as printed.
    note: what each unit is to do, as printed, where the words say more than who leads. doubt: what was assumed.
    """

    leads: str
    supports: str
    deadline: str = ""
    leaders: str = ""
    persons: str = ""
    said: bool = False
    text: str = ""
    note: str = ""
    doubt: str = ""


NO_DUTY = Duty("", "")


def split_closing(text: str, words: Words) -> tuple[str, Duty | None]:
    """A task's text and the duty that its last brackets or sentence state; None when they name no units.

    Words that say what each unit is to do stay with the text.
    """
    body, duty = _split_closing(text, words)
    return (text, duty._replace(text="", note="")) if duty and duty.note else (body, duty)


def _split_closing(text: str, words: Words) -> tuple[str, Duty | None]:
    body, duty = _split_bracket(text, words)
    while duty is not None:
        shorter, earlier = _split_bracket(body, words)
        if earlier is None or not (earlier.said and duty.said):
            return body, _with_text(duty, text, body)
        body, duty = shorter, join_duties(earlier, duty)
    body = text.rstrip().rstrip("。；;").rstrip()
    floor = max(0, len(body) - _LONGEST)
    for start in (at + 1 for at in range(floor, len(body)) if body[at] in "。；;！，,"):
        tail = body[start:].strip().lstrip("—–-")
        inside = body[start - 1] in "，,"
        if inside and not tail.startswith(("由", "请", "责成", "交由")):
            continue
        if is_duty_line(tail, words) or not inside and is_list(tail, words):
            sentence = read_duty(tail, words)
            before = body[:start].rstrip("，,")
            if sentence is not None:
                return before, _with_text(sentence, text, before)
    return _split_opening(text, words)


def _split_opening(text: str, words: Words) -> tuple[str, Duty | None]:
    """A task's text behind the words that say who does it (由A牵头，B配合，尽快完成…), and their duty."""
    head = re.split("[:：。；;（(]", text, maxsplit=1)[0]
    asked = head.startswith(("由", "请", "责成", "交由"))
    if is_duty_line(text, words):
        return text, None
    for at in range(min(len(head), len(text) - _SHORTEST, _LONGEST) - 1, 0, -1):
        if head[at] in "，," and is_duty_line(head[:at], words):
            duty = read_duty(head[:at], words)
            if duty and duty.leads and (asked or duty.supports):
                return text[at + 1 :].strip(), duty
    return text, None


def _with_text(duty: Duty, text: str, before: str) -> Duty:
    """The duty with what was cut off, on a line of its own where nothing stands before it."""
    return duty._replace(text=text[len(before) :] if before else f"\n{text}")


def _split_bracket(text: str, words: Words) -> tuple[str, Duty | None]:
    """A text without the bracket at its end, and the duty that the bracket states."""
    body = text.rstrip().rstrip("。；;").rstrip()
    opener = _opening(body)
    duty = read_duty(body[opener + 1 : -1], words) if opener is not None else None
    # （其中A负责拨款） says too little
    lone = duty is not None and duty.note and len(split_units(f"{duty.leads}、{duty.supports}", words.units)) < 2
    return (body[:opener].rstrip(), duty) if duty and not lone else (text, None)


def join_duties(first: Duty, second: Duty) -> Duty:
    """Two duties of one task, each list behind the other's."""
    def both(one: str, other: str) -> str:
        return "、".join(filter(None, [one, other]))

    return Duty(
        both(first.leads, second.leads), both(first.supports, second.supports), both(first.deadline, second.deadline),
        both(first.leaders, second.leaders), both(first.persons, second.persons), first.said or second.said,
        note=both(first.note, second.note), doubt=first.doubt or second.doubt,
    )  # fmt: skip


def split_inner(text: str, words: Words) -> tuple[list[tuple[str, Duty]], str]:
    """Sentences that brackets inside a paragraph give to units of their own, and the text behind the last of them."""
    found: list[tuple[str, Duty]] = []
    start = 0
    for match in _BRACKET.finditer(text):
        inner = match[0][1:-1]
        closes = text[: match.start()].endswith(_STOPS) or text[match.end() :].startswith(_STOPS)
        duty = read_duty(inner, words) if closes or says_role(inner, words) else None
        if duty and not duty.note and text[start : match.start()].strip():
            found.append((text[start : match.start()].strip(), duty))
            start = match.end()
    return found, text[start:].lstrip("。；; ")


# asked by the passes that mend, gather and read a line
@lru_cache(maxsize=4096)
def is_duty_line(text: str, words: Words) -> bool:
    """Whether a sentence without bracket or label only says who is responsible (A牵头，B配合)."""
    plain_text = text.strip().rstrip("。；; ")
    if not 0 < len(plain_text) <= _LONGEST or not says_role(plain_text, words):
        return False
    segments, deadline = cut_segments(plain_text, words)
    units = [segment for segment in segments if not is_person(segment.units, words)]
    # beside a leading unit, a name of unknown form among many known ones is believed
    led = any(segment.role == "lead" for segment in units)
    named = all(
        segment.role and unit_share(segment.units, words.units) >= (_MOST if led else 1)
        or led and segment.role and len(units) > 1 and segment.role != "lead" and is_credible(segment.units, words)
        for segment in units
    )
    # 各单位抓好落实 asks all of them for effort and gives nobody a task
    told = led or "负责" in plain_text or not all(is_collective(each.units, words.units) for each in units)
    # one unit that has something to do is a sentence of the task
    parts = [segment.role for segment in segments].count("part")
    told = told and (parts != 1 or led)
    return bool(segments) and named and told and (bool(segments[-1].role) or bool(deadline))


def _opening(body: str) -> int | None:
    """Where the bracket opens that closes a text: by its own kind, so that a stray one of another does not count."""
    if not body or body[-1] not in CLOSERS:
        return None
    return _opening_of(body, _KINDS.get(body[-1], CLOSERS)) or _opening_of(body, CLOSERS)


def _opening_of(body: str, closers: str) -> int | None:
    openers = "".join(OPENERS[CLOSERS.index(closer)] for closer in closers)
    depth = 0
    for index in range(len(body) - 1, -1, -1):
        if body[index] in closers:
            depth += 1
        elif body[index] in openers:
            depth -= 1
            if depth == 0:
                return index
    return None


def read_duty(text: str, words: Words) -> Duty | None:
    """Who leads and supports in "A牵头，B、C分工负责", "A负责", "A牵头，B配合" or a bare list of units; else None."""
    text = strip_rule(text)
    outside, clauses = split_labels(text, words)
    if clauses:
        duty = assign_roles(clauses, words)
        # the time may stand before the labels (6月底前完成；牵头：A)
        time = outside.strip("。；;，, ")
        duty = duty if duty.deadline or not is_time(time, words) else duty._replace(deadline=time)
        return duty if duty.leads or duty.supports else None
    segments, deadline = cut_segments(text, words)
    if any(segment.role for segment in segments):
        told = _by_verbs(segments, deadline, words)
        roles = {segment.role for segment in segments}
        if told is None or "part" not in roles:
            return told
        return told._replace(note=f"责任分工：{text}", doubt="" if roles & {"lead", "guide"} else _PARTS_DOUBT)
    listed = "、".join(segment.units for segment in segments)
    # the marks between the names part groups of them
    listed = text if _MARKS.sub("", text) == _MARKS.sub("", listed) else listed
    units, leaders, persons = part_people(listed, words)
    marked = _marked(units, words)
    if unit_share(units, words.units) < (_MOST if marked.said else 1) and not is_mostly(units, words):
        return None
    return marked._replace(deadline=deadline, leaders="、".join(leaders), persons="、".join(persons))


def _by_verbs(segments: list[Segment], deadline: str, words: Words) -> Duty | None:
    """The duty that verbs state; persons among the units lead the task."""
    leaders: list[str] = []
    persons: list[str] = []
    named: list[Segment] = []
    for segment in segments:
        units, posted, others = part_people(segment.units, words, mixed=is_person(segment.units, words))
        leaders += [*posted, *(others if not units else ())]
        persons += others if units else ()
        named += [segment._replace(units=units)] if units else []
    # beside a known unit, a short name of unknown form is believed
    if not unit_share("、".join(segment.units for segment in named), words.units):
        return None
    doubtful = [segment for segment in named if segment.role and unit_share(segment.units, words.units) < 0.5]
    if doubtful and not (len(named) > 1 and all(is_credible(segment.units, words) for segment in doubtful)):
        return None
    roles = {segment.role for segment in named}
    tier = next((role for role in ("lead", "guide") if role in roles), "")
    leads = [segment.units for segment in named if (segment.role == tier if tier else segment.role != "assist")]
    supports = [segment.units for segment in named if (segment.role != tier if tier else segment.role == "assist")]
    people = "、".join(without_post(name, words) for name in leaders)
    return Duty("、".join(leads), "、".join(supports), deadline, people, "、".join(persons), said=True)


def _marked(text: str, words: Words) -> Duty:
    """A list in which a bracket behind a name says who leads or supports (A（牵头）、B); unmarked, all of them lead."""
    named: list[tuple[str, VerbRole]] = []
    for group in split_outside_brackets(text, "，,；;\n"):
        names = [mark_of(piece.strip(), words) for piece in split_outside_brackets(group)]
        # A、B（牵头）；C（配合）: the one mark at the end of a group is that of the group
        lone = "、" in text and group != text and all(not role for _, role in names[:-1])
        named += [(name, names[-1][1]) for name, _ in names] if lone else names
    roles = {role for _, role in named}
    tier = next((role for role in ("lead", "duty") if role in roles), "")
    leads = [name for name, role in named if (role == tier if tier else role != "assist")]
    supports = [name for name, role in named if (role != tier if tier else role == "assist")]
    return Duty("、".join(leads), "、".join(supports), said=bool(roles - {""}))


def settle_roles(leads: str, supports: str, words: Words) -> Duty:
    """Lead and support lists after verbs, marks or labels inside them have had their say."""
    leads, supports = strip_rule(leads), strip_rule(supports)
    duty = read_duty(leads, words) if leads and says_role(leads, words) else None
    duty = duty or _marked(leads, words)
    if not duty.said:
        duty = Duty(leads, "")
    helping = read_duty(supports, words) if supports and says_role(supports, words) else None
    if helping is not None and helping.said:
        # 配合单位：A牵头，B参与 leads only where nobody else does
        leading = not duty.leads and any(verb in supports for verb in words.units.lead_verbs)
        supports = "、".join(filter(None, ["" if leading else helping.leads, helping.supports]))
        duty = duty._replace(leads=helping.leads, said=True) if leading else duty
        duty = join_duties(duty, helping._replace(leads="", supports=""))
    return duty._replace(supports="、".join(filter(None, [duty.supports, supports])))


def lead_by_order(duty: Duty, label: str, words: Words) -> Duty:
    """The first of several leads, the others support, and a doubt says so; as it is where something says who leads."""
    first, *others = [name.text for name in split_units(duty.leads, words.units)] or [""]
    if duty.said or duty.supports or not others:
        return duty
    ending = "等" if duty.leads.rstrip("。 ").endswith("等") else ""
    doubt = f"“{label}”{ORDER_DOUBT}" if label else ""
    return duty._replace(leads=first, supports="、".join(others) + ending, doubt=doubt)


def assign_roles(clauses: list[Clause], words: Words) -> Duty:
    """The duty that labels state, by neighbours: 责任单位 leads alone or beside 配合 and supports beside 牵头."""
    has_lead = any(clause.role == "lead" and clause.value for clause in clauses)
    roles = ("lead",) if has_lead else ("lead", "either")
    leads: list[str] = []
    supports: list[str] = []
    leaders = [clause.value for clause in clauses if clause.role == "leader"]
    persons: list[str] = []
    times: list[str] = []
    for clause in clauses:
        if clause.role not in ("lead", "support", "either") or not clause.value:
            continue
        mixed = re.search(r"领导|负责人|责任人|联系人", clause.label) is not None
        value, time = cut_times(clause.value, words)
        times += [time] if time else []
        units, posted, others = part_people(value, words, mixed)
        chiefs = mixed and re.search(r"领导|负责人", clause.label) is not None
        leaders += [*posted, *(others if chiefs else ())]
        persons += () if chiefs else others
        (leads if clause.role in roles else supports).append(units)
    duty = settle_roles("、".join(filter(None, leads)), "、".join(filter(None, supports)), words)
    both = next((clause.label for clause in clauses if clause.role == "either" and names_both(clause.label)), "")
    duty = lead_by_order(duty, both, words) if both and not has_lead else duty
    deadline = "\n".join(clause.value for clause in clauses if clause.role == "deadline" and clause.value)
    joined = "、".join(dict.fromkeys(filter(None, [*leaders, duty.leaders])))
    return duty._replace(
        deadline=deadline or "\n".join(times) or duty.deadline,
        leaders=joined, persons="、".join(filter(None, [*persons, duty.persons])),
        said=duty.said or has_lead or bool(duty.supports),
    )
