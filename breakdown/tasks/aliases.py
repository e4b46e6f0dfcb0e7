"""Which of two printed names is short for the other: the safe rule only, since similar names are often two units."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from breakdown.problems import Problem
from breakdown.words import Units

_NUMERALS = re.compile(r"[0-9一二三四五六七八九十百]")


class Aliases(NamedTuple):
    """Pairs of short and full name, and a problem for every short name that fits two different full ones."""

    pairs: list[tuple[str, str]]
    problems: list[Problem]


def suggest_aliases(names: Iterable[str], words: Units) -> Aliases:
    """Pairs (short, full) among names of single units, each short name at most once, in the order of the names.

    Rule: the short name is a subsequence of the full one, with the same first character and the same head noun. A name
    that fits several full ones is paired with the longest if the others are short for that one, too; else not at all.
    """
    listed = list(dict.fromkeys(names))
    pairs: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for short in listed:
        fits = [full for full in listed if is_short_for(short, full, words)]
        fits.sort(key=lambda name: (-len(name), name))
        if not fits:
            continue
        if all(is_short_for(other, fits[0], words) for other in fits[1:]):
            pairs.append((short, fits[0]))
        else:
            problems.append(_ambiguous(short, fits))
    return Aliases(pairs, problems)


def is_short_for(short: str, full: str, words: Units) -> bool:
    """Whether the safe rule takes one name for a short form of another, different name."""
    if len(short) >= len(full) or short[:1] != full[:1]:
        return False
    # 区一中 is not short for 区十一中
    if _NUMERALS.findall(short) != _NUMERALS.findall(full):
        return False
    (stem, head), (full_stem, full_head) = _split(short, words), _split(full, words)
    if head != full_head:
        return False
    if stem == full_stem:
        return True
    # names of towns are never shortened in the middle, and 区委办 or 区政府办 is a body's own office
    if head in words.towns or _is_bare(stem, words):
        return head not in words.towns and _is_bare(full_stem, words) and _is_subsequence(stem, full_stem)
    return _is_subsequence(stem, full_stem)


def _split(name: str, words: Units) -> tuple[str, str]:
    """A name as stem and head noun: a listed one (those that mean the same come out alike), or the last character."""
    endings = [(word, group.split()[0]) for group in words.heads for word in group.split() if name.endswith(word)]
    if endings:
        ending, head = max(endings, key=lambda pair: len(pair[0]))
        return name.removesuffix(ending), head
    return name[:-1], name[-1:]


def _is_bare(stem: str, words: Units) -> bool:
    """Whether nothing stands before the head noun but the level (区) and perhaps a body (委, 政府)."""
    rest = stem.removeprefix(next((prefix for prefix in words.prefixes if stem.startswith(prefix)), ""))
    return rest in ("", *words.bodies)


def _is_subsequence(short: str, full: str) -> bool:
    rest = iter(full)
    return all(char in rest for char in short)


def _ambiguous(short: str, fits: list[str]) -> Problem:
    quoted = "、".join(f"“{name}”" for name in fits)
    return Problem(
        "存疑", "单位名称", "unit-similar", f"“{short}”可能是{quoted}的简称，无法判断是哪一个",
        "请在“单位核对”表的“登记单位”栏写明", short,
    )
