"""Persons inside lists of units (市教育局 张三; 张三（市教育局）; 副市长李四): who is a unit, who leads the task."""

from __future__ import annotations

import re
from typing import NamedTuple

from breakdown.names import CLOSERS, OPENERS, looks_like_person, looks_like_unit, split_outside_brackets, split_people
from breakdown.words import Words

_PHONE = re.compile(
    r"[:：]?\s*(?:(?:联系|办公)?电话|手机|电话号码)?[:：]?\s*"
    r"(?<!\d)(?:1\d{10}|(?:0\d{2,3}\s?[-—－]?\s?)?[2-8]\d{6,7})(?!\d)(?:\s*转\s*\d+)?"
)
_HEADING = re.compile(
    r"^(?P<people>.{2,30}?)(?:同志)?(?:牵头|负责|分管|主抓|领衔|包联|联系)(?:负责|抓总|推进|落实|的)*"
    r"(?:的|重点|主要|具体|政府|民生)*(?:工作|任务|事项|项目|实事)+(?:[（(].{0,20}[）)])?[：:。]?$"
)
_SHORTEST = 2
_LONGEST = 4


class Parted(NamedTuple):
    """A printed list without its persons, the persons with posts, the others with their telephone numbers."""

    units: str
    leaders: tuple[str, ...]
    persons: tuple[str, ...]


def part_people(text: str, words: Words, mixed: bool = False) -> Parted:
    """Units and persons of a printed list; `mixed`: its label names persons, so that a bare name is one.

    A list without any unit is left alone unless its pieces are posts.
    """
    units: list[str] = []
    leaders: list[str] = []
    persons: list[str] = []
    for piece in split_outside_brackets(text):
        unit, person, phone = _part(piece.strip(), words, mixed)
        units += [unit] if unit else []
        if person and _has_post(person, words):
            leaders.append(person)
        elif person:
            persons.append(f"{person} {phone}".strip())
        elif phone:
            persons.append(phone)
    if not (leaders or persons):
        return Parted(text, (), ())
    return Parted("、".join(units), tuple(leaders), tuple(persons))


def is_person(text: str, words: Words) -> bool:
    """Whether a text is a person's name or post, or both glued together in either order (副市长李四, 李四副市长)."""
    name = re.sub(r"\s+", "", text)
    if looks_like_unit(name, words.units):
        return False
    if looks_like_person(name, words):
        return True
    post = max((at + len(word) for word in words.people.posts if (at := name.find(word)) >= 0), default=0)
    return bool(post) and looks_like_person(name[post:].strip("："), words)


def leaders_of_heading(text: str, words: Words) -> str:
    """The persons for whose tasks a heading stands (一、张三副市长牵头重点工作); "" when it names none."""
    match = _HEADING.match(text)
    people = split_people(match["people"], words) if match else []
    return "、".join(without_post(name, words) for name in people) if all(is_person(p, words) for p in people) else ""


def without_post(name: str, words: Words) -> str:
    """A person's name without the post before or behind it; a post alone stays."""
    bare = re.sub(r"\s+", "", name)
    rests = [bare.partition(word)[side] for word in words.people.posts if word in bare for side in (0, 2)]
    rests = [rest for rest in rests if looks_like_person(rest, words) and not _has_post(rest, words)]
    return min(rests, key=len, default=bare)


def _has_post(name: str, words: Words) -> bool:
    return any(post in name for post in words.people.posts)


def _part(piece: str, words: Words, mixed: bool) -> tuple[str, str, str]:
    """One piece as unit, person and telephone number, each "" where there is none."""
    found = _PHONE.search(piece)
    phone = found[0].strip(" :：") if found else ""
    if found:
        piece = (piece[: found.start()] + piece[found.end() :]).strip(" \t\u3000:：")
        piece = re.sub(r"[（(]\s*[）)]$", "", piece)
    opener = next((at for at, char in enumerate(piece) if char in OPENERS), -1)
    if opener > 0 and piece[-1] in CLOSERS:
        head, inner = piece[:opener].strip(), piece[opener + 1 : -1].strip()
        if is_person(head, words) and looks_like_unit(inner, words.units):
            return inner, head, phone
        if looks_like_unit(head, words.units) and is_person(inner, words):
            return head, inner, phone
        return piece, "", phone
    parts = re.split(r"[\s:：]+", piece)
    for cut in range(1, len(parts)):
        first, second = "".join(parts[:cut]), "".join(parts[cut:])
        if looks_like_unit(first, words.units) and is_person(second, words):
            return first, second, phone
        if is_person(first, words) and looks_like_unit(second, words.units):
            return second, first, phone
    bare = "".join(parts)
    if is_person(bare, words) and (mixed or phone or _has_post(bare, words)):
        return "", bare, phone
    return *_part_glued(bare if len(parts) > 1 else piece, words, mixed), phone


def _part_glued(piece: str, words: Words, mixed: bool) -> tuple[str, str]:
    """A unit and the person printed right behind or before it (市教育局局长张三; if `mixed` 张三市教育局)."""
    for size in range(_SHORTEST, len(piece) - 2) if len(piece) > _LONGEST else ():
        head, tail = piece[:size], piece[size:]
        posted = _has_post(tail, words) and len(tail) <= 10
        if looks_like_unit(head, words.units) and is_person(tail, words) and (mixed or posted):
            return head, tail
        if mixed and size <= _LONGEST and is_person(head, words) and looks_like_unit(tail, words.units):
            return tail, head
    return piece, ""
