"""Clauses: labels before values (责任单位：A、B；配合单位：C) and brackets that close a task (A牵头，B配合)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from breakdown.names import split_outside_brackets, unit_share
from breakdown.words import Labels, Words

Role = Literal["lead", "support", "either", "leader", "person", "deadline", "goal", "task", "remark"]
# Labels that may stand in the middle of a line; the others are also common words of running text.
_INLINE: tuple[Role, ...] = ("lead", "support", "either", "leader", "deadline", "person")
# Values that are sentences and keep their final stop.
_PROSE: tuple[Role, ...] = ("goal", "task", "remark")
_PAIRS = {")": "(", "）": "（", "】": "【", "〕": "〔", "]": "["}


class Clause(NamedTuple):
    """One labelled value: what it is, the label as printed, the value without outer punctuation."""

    role: Role
    label: str
    value: str


class Duty(NamedTuple):
    """Who does what, as a bracket or sentence says it: unit lists as printed."""

    leads: str
    supports: str


def split_labels(text: str, labels: Labels) -> tuple[str, list[Clause]]:
    """The text before the first label, and the labelled clauses that follow in the line."""
    found = [match for match in _pattern(labels).finditer(text) if _stands_alone(text, match, labels)]
    if not found:
        return text, []
    clauses = []
    for index, match in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(text)
        label = re.sub(r"\s+", "", match["plain"] or match["boxed"])
        role, value = role_of(label, labels), text[match.end() : end].strip()
        clauses.append(Clause(role, label, value if role in _PROSE else _trim(value)))
    return text[: found[0].start()].rstrip(" \t\u3000(（"), clauses


def role_of(label: str, labels: Labels) -> Role:
    """Which field a label word names; KeyError when it is none of the vocabulary."""
    for role in ("lead", "support", "either", "leader", "person", "deadline", "goal", "task", "remark"):
        if label in getattr(labels, role):
            return role
    raise KeyError(label)


def _stands_alone(text: str, match: re.Match[str], labels: Labels) -> bool:
    before = text[: match.start()].rstrip()
    if not before:
        return True
    role = role_of(re.sub(r"\s+", "", match["plain"] or match["boxed"]), labels)
    return role in _INLINE and (before[-1] in "。；;，,、.！!）)】]”" or text[match.start() - 1].isspace())


@lru_cache(maxsize=4)
def _pattern(labels: Labels) -> re.Pattern[str]:
    words = {word for role in (*_INLINE, "goal", "task", "remark") for word in getattr(labels, role)}
    # a label may be spaced out to fill a line (责 任 单 位)
    spaced = "|".join(r"\s*".join(map(re.escape, word)) for word in sorted(words, key=lambda word: (-len(word), word)))
    return re.compile(rf"[【\[〔](?P<boxed>{spaced})[】\]〕]\s*[:：]?|(?P<plain>{spaced})\s*[:：]")


def _trim(value: str) -> str:
    value = value.strip().rstrip("。；;，,、 ")
    if value.endswith(("）", ")")) and value.count("（") + value.count("(") < value.count("）") + value.count(")"):
        value = value[:-1].rstrip("。；;，, ")
    return value


def split_closing(text: str, words: Words) -> tuple[str, Duty | None]:
    """A task's text and the duty its last bracket states; None when the text ends in no bracket that names units."""
    body = text.rstrip().rstrip("。；;").rstrip()
    opener = _opening(body)
    if opener is None:
        return text, None
    duty = read_duty(body[opener + 1 : -1], words)
    return (body[:opener].rstrip(), duty) if duty else (text, None)


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
    _, clauses = split_labels(text, words.labels)
    if clauses:
        leads, supports = assign_roles(clauses)
        return Duty(leads, supports) if leads or supports else None
    segments = _segments(text, words)
    verbs = [verb for _, verb in segments]
    if not any(verbs):
        return Duty(text, "") if unit_share(text, words.units) == 1 else None
    if any(verb and unit_share(units, words.units) < 0.5 for units, verb in segments):
        return None
    has_lead = any(verb in words.units.lead_verbs for verb in verbs)
    lists: tuple[list[str], list[str]] = ([], [])
    for units, verb in segments:
        leading = verb in words.units.lead_verbs if has_lead else verb not in words.units.assist_verbs
        lists[0 if leading else 1].append(units)
    return Duty("、".join(lists[0]), "、".join(lists[1]))


def _segments(text: str, words: Words) -> list[tuple[str, str]]:
    """Unit lists with the verb that closes each; "" for a list without verb at the end."""
    verbs = sorted({*words.units.lead_verbs, *words.units.duty_verbs, *words.units.assist_verbs}, key=len, reverse=True)
    closing = re.compile(rf"^(?:由|请)?(?P<units>.+?)(?P<verb>{'|'.join(map(re.escape, verbs))})$")
    segments: list[tuple[str, str]] = []
    waiting: list[str] = []
    for piece in split_outside_brackets(text.rstrip("。 "), "，,；;、"):
        match = closing.match(piece.strip())
        waiting.append(match["units"] if match else piece.strip())
        if match:
            segments.append(("、".join(waiting), match["verb"]))
            waiting = []
    return [*segments, ("、".join(waiting), "")] if waiting else segments


def assign_roles(clauses: list[Clause]) -> tuple[str, str]:
    """Lead and support lists by neighbours: 责任单位 leads alone or beside 配合 and supports beside 牵头."""
    has_lead = any(clause.role == "lead" and clause.value for clause in clauses)
    roles = ("lead",) if has_lead else ("lead", "either")
    leads = [clause.value for clause in clauses if clause.role in roles]
    supports = [clause.value for clause in clauses if clause.role in ("support", "either") and clause.role not in roles]
    return "、".join(filter(None, leads)), "、".join(filter(None, supports))
