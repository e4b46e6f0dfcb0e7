"""Who is responsible, as a bracket, a sentence or a cell says it (A牵头，B配合；由A会同B负责；A（牵头）、B)."""

from __future__ import annotations

import re
from typing import NamedTuple

from breakdown.names import split_outside_brackets, unit_share
from breakdown.parse.labels import Clause, split_labels
from breakdown.parse.times import is_time
from breakdown.words import Units, Words

_PAIRS = {")": "(", "）": "（", "】": "【", "〕": "〔", "]": "["}
_BRACKET = re.compile(r"[（(](?:[^（()）]|[（(][^（()）]*[)）])*[)）]")
_STOPS = ("。", "；", ";", "！")
_BRACKET_AT_END = re.compile(r"[（(]([^（()）]+)[)）]$")


# Share of a list that must read as units where a word or mark beside it says who leads.
_MOST = 0.6


class Duty(NamedTuple):
    """Who does what by when: unit lists and deadline as printed."""

    leads: str
    supports: str
    deadline: str = ""


def split_closing(text: str, words: Words) -> tuple[str, Duty | None]:
    """A task's text and the duty that its last bracket or sentence states; None when neither names units."""
    body = text.rstrip().rstrip("。；;").rstrip()
    opener = _opening(body)
    if opener is not None:
        duty = read_duty(body[opener + 1 : -1], words)
        return (body[:opener].rstrip(), duty) if duty else (text, None)
    start = max(body.rfind(stop) for stop in "。；;！") + 1
    if start and is_duty_line(body[start:], words):
        return body[:start], read_duty(body[start:], words)
    return text, None


def split_inner(text: str, words: Words) -> tuple[list[tuple[str, Duty]], str]:
    """Sentences that brackets inside a paragraph give to units of their own, and the text behind the last of them."""
    found: list[tuple[str, Duty]] = []
    start = 0
    for match in _BRACKET.finditer(text):
        inner = match[0][1:-1]
        closes = text[: match.start()].endswith(_STOPS) or text[match.end() :].startswith(_STOPS)
        duty = read_duty(inner, words) if closes or _says_role(inner, words) else None
        if duty and text[start : match.start()].strip():
            found.append((text[start : match.start()].strip(), duty))
            start = match.end()
    return found, text[start:].lstrip("。；; ")


def is_duty_line(text: str, words: Words) -> bool:
    """Whether a sentence without bracket or label only says who is responsible (A牵头，B配合)."""
    plain = text.strip().rstrip("。；; ")
    if len(plain) > 120 or not any(verb in plain for verb in _verbs(words.units)):
        return False
    segments, deadline = _segments(plain, words)
    # beside a leading unit, a name of unknown form among many known ones is believed
    led = any(verb in words.units.lead_verbs for _, verb in segments)
    named = all(verb and unit_share(units, words.units) >= (_MOST if led else 1) for units, verb in segments)
    return bool(segments) and named and (plain.endswith(_verbs(words.units)) or bool(deadline))


def _verbs(units: Units) -> tuple[str, ...]:
    return (*units.lead_verbs, *units.duty_verbs, *units.assist_verbs)


def _opening(body: str) -> int | None:
    if not body or body[-1] not in _PAIRS:
        return None
    depth = 0
    for index in range(len(body) - 1, -1, -1):
        if body[index] in _PAIRS:
            depth += 1
        elif body[index] in _PAIRS.values():
            depth -= 1
            if depth == 0:
                return index
    return None


def read_duty(text: str, words: Words) -> Duty | None:
    """Who leads and supports in "A牵头，B、C分工负责", "A负责", "A牵头，B配合" or a bare list of units; else None."""
    _, clauses = split_labels(text, words)
    if clauses:
        leads, supports = assign_roles(clauses, words)
        deadline = "\n".join(clause.value for clause in clauses if clause.role == "deadline")
        return Duty(leads, supports, deadline) if leads or supports else None
    segments, deadline = _segments(text, words)
    verbs = [verb for _, verb in segments]
    if not segments or any(verb and unit_share(units, words.units) < 0.5 for units, verb in segments):
        return None
    if not any(verbs):
        units = "、".join(units for units, _ in segments)
        marked = _marked(units, words, deadline)
        return marked if unit_share(units, words.units) >= (_MOST if marked.supports else 1) else None
    has_lead = any(verb in words.units.lead_verbs for verb in verbs)
    lists: tuple[list[str], list[str]] = ([], [])
    for units, verb in segments:
        leading = verb in words.units.lead_verbs if has_lead else verb not in words.units.assist_verbs
        lists[0 if leading else 1].append(units)
    return Duty("、".join(lists[0]), "、".join(lists[1]), deadline)


def _segments(text: str, words: Words) -> tuple[list[tuple[str, str]], str]:
    """Unit lists with the verb that closes each ("" for one without verb at the end), and the deadline among them."""
    verbs = sorted(_verbs(words.units), key=len, reverse=True)
    closing = re.compile(rf"^(?:由|请)?(?P<units>.+?)(?P<verb>{'|'.join(map(re.escape, verbs))})$")
    segments: list[tuple[str, str]] = []
    waiting: list[str] = []
    times: list[str] = []
    plain = _part_joint(re.sub(r"^[由请]", "", text.strip("。 ")), words.units)
    for piece in split_outside_brackets(plain, "，,；;、\n"):
        piece = piece.strip()
        match = closing.match(piece)
        if not match and is_time(piece, words) and not unit_share(piece, words.units):
            times.append(piece)
            continue
        waiting.append(match["units"] if match else piece)
        if match:
            segments.append(("、".join(waiting), match["verb"]))
            waiting = []
    if any(waiting):
        segments.append(("、".join(waiting), ""))
    return segments, "，".join(times)


def _part_joint(text: str, units: Units) -> str:
    """"A会同B、C负责" as "A牵头，B、C负责"."""
    for verb in units.joint_verbs:
        head, found, rest = text.partition(verb)
        if found and unit_share(head.removeprefix("由"), units) == 1:
            return f"{head}{units.lead_verbs[0]}，{rest}"
    return text


def _marked(text: str, words: Words, deadline: str = "") -> Duty:
    """A list in which a bracket behind a name says who leads or supports (A（牵头）、B); unmarked, all of them lead."""
    lists: dict[str, list[str]] = {"lead": [], "support": [], "": []}
    for piece in split_outside_brackets(text):
        match = _BRACKET_AT_END.search(piece.strip())
        mark = match[1].strip() if match else ""
        lead = mark in ("牵头单位", *words.units.lead_verbs)
        role = "lead" if lead else "support" if mark in ("配合单位", *words.units.assist_verbs) else ""
        lists[role].append(piece.strip()[: match.start()] if match and role else piece)
    if lists["lead"]:
        return Duty("、".join(lists["lead"]), "、".join(lists["support"] + lists[""]), deadline)
    return Duty("、".join(lists[""]), "、".join(lists["support"]), deadline)


def settle_roles(leads: str, supports: str, words: Words) -> tuple[str, str]:
    """Lead and support lists after verbs, marks or labels inside the lead list have had their say."""
    duty = read_duty(leads, words) if leads else None
    if duty is None or not duty.supports and not _says_role(leads, words):
        return leads, supports
    return duty.leads, "、".join(filter(None, [duty.supports, supports]))


def _says_role(text: str, words: Words) -> bool:
    return any(verb in text for verb in _verbs(words.units)) or ":" in text or "：" in text


def assign_roles(clauses: list[Clause], words: Words) -> tuple[str, str]:
    """Lead and support lists by neighbours: 责任单位 leads alone or beside 配合 and supports beside 牵头."""
    has_lead = any(clause.role == "lead" and clause.value for clause in clauses)
    roles = ("lead",) if has_lead else ("lead", "either")
    leads = [clause.value for clause in clauses if clause.role in roles]
    supports = [clause.value for clause in clauses if clause.role in ("support", "either") and clause.role not in roles]
    return settle_roles("、".join(filter(None, leads)), "、".join(filter(None, supports)), words)
