"""Persons inside lists of units (市教育局 张三; 张三（市教育局）; 副市长李四): who is a unit, who leads the task."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from breakdown.names import CLOSERS, OPENERS, looks_like_person, looks_like_unit, split_outside_brackets
from breakdown.words import Words

_PHONE = re.compile(
    r"[:：]?\s*(?:(?:联系|办公)?电话|手机|电话号码)?[:：]?\s*"
    r"(?<!\d)(?:1\d{10}|(?:0\d{2,3}\s?[-—－]?\s?)?[2-8]\d{6,7})(?!\d)(?:\s*转\s*\d+)?"
)
_SHORTEST = 2
_LONGEST = 4
# no name of a unit, its brackets and its head counted, is longer
_WIDEST = 80


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


def without_post(name: str, words: Words) -> str:
    """A person's name without the post before or behind it (张三常务副市长); a post alone stays."""
    bare = re.sub(r"\s+", "", name)
    posts = "|".join(map(re.escape, words.people.posts))
    post = rf"(?:党组|党委|工委)?(?:第一|常务)?副?(?:{posts})"
    rests = [re.sub(rf"^.{{0,6}}{post}", "", bare), re.sub(rf"{post}$", "", bare)]
    return next((rest for rest in rests if rest != bare and looks_like_person(rest, words)), bare)


def _has_post(name: str, words: Words) -> bool:
    return any(post in name for post in words.people.posts)


@lru_cache(maxsize=4096)
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
        # of 张三 副镇长 某中心 the post belongs to the person
        person, unit = "".join(parts[:-cut]), "".join(parts[-cut:])
        if is_person(person, words) and looks_like_unit(unit, words.units):
            return unit, person, phone
    bare = "".join(parts)
    if is_person(bare, words) and (mixed or phone or _has_post(bare, words)):
        return "", bare, phone
    return *_part_glued(bare if len(parts) > 1 else piece, words, mixed), phone


def _part_glued(piece: str, words: Words, mixed: bool) -> tuple[str, str]:
    """A unit and the person printed right behind or before it (市教育局局长张三; if `mixed` 张三市教育局)."""
    for size in range(_SHORTEST, len(piece) - 1) if _LONGEST < len(piece) <= _WIDEST else ():
        head, tail = piece[:size], piece[size:]
        posted = _has_post(tail, words) and len(tail) <= 10
        if looks_like_unit(head, words.units) and is_person(tail, words) and (mixed or posted):
            return head, tail
        if mixed and size <= _LONGEST and is_person(head, words) and looks_like_unit(tail, words.units):
            return tail, head
    return piece, ""
