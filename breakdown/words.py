"""The vocabulary: one frozen value, loaded from templates/words.toml by the door; an office may edit that file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from breakdown.errors import TemplateError

Terms = tuple[str, ...]


# compared by identity (eq=False): answers are cached by vocabulary, and hashing its words would take longer
@dataclass(frozen=True, eq=False)
class Labels:
    """Labels before a value in a clause, and header words of table columns.

    section, measure, kept head columns only: sections, units of measure, and what is kept in the remark.
    """

    lead: Terms
    support: Terms
    either: Terms
    group: Terms
    leader: Terms
    person: Terms
    deadline: Terms
    goal: Terms
    task: Terms
    number: Terms
    progress: Terms
    remark: Terms
    section: Terms
    measure: Terms
    kept: Terms
    indicator: Terms
    letter: Terms


@dataclass(frozen=True, eq=False)
class Units:
    """How names of units end, which words open a collective, which words separate names.

    levels, general: words between 、 that are no names (市、县有关部门; 各区、县级市). departments, party: how names
    begin that leave out the level which the name before them states.
    fields: endings that also name a line of work (市工信局 is a unit, 市工信 short for it, 市工信和科技局 another one).
    adverbs, tails: words before and behind the verbs of duty (按职责分工负责, 牵头抓好落实).
    heads: head nouns that mean the same, one group per entry, parted by blanks (委 委员会). bodies: what stands before
    the head noun in the name of a body's own office (区委办, 区政府办); such a name is short for nothing longer.
    """

    endings: Terms
    fields: Terms
    towns: Terms
    zones: Terms
    companies: Terms
    institutions: Terms
    loose_endings: Terms
    collectives: Terms
    collective_endings: Terms
    action_words: Terms
    open_words: Terms
    closed_words: Terms
    prefixes: Terms
    levels: Terms
    general: Terms
    not_units: Terms
    beginnings: Terms
    departments: Terms
    party: Terms
    lead_verbs: Terms
    duty_verbs: Terms
    assist_verbs: Terms
    joint_verbs: Terms
    guide_verbs: Terms
    adverbs: Terms
    tails: Terms
    empty: Terms
    heads: Terms
    bodies: Terms


@dataclass(frozen=True, eq=False)
class People:
    """How names of persons begin, and posts that stand for or beside a name."""

    surnames: Terms
    posts: Terms


@dataclass(frozen=True, eq=False)
class Deadlines:
    """Words of time. unsaid: what speaks of a time and names no day (立即, 与省同步)."""

    year_end: Terms
    half_year: Terms
    ongoing: Terms
    ongoing_whole: Terms
    year_goal: Terms
    done: Terms
    unfixed: Terms
    unsaid: Terms


@dataclass(frozen=True, eq=False)
class Targets:
    """Words that say which kind of target a number is, how it is meant (at least, about, ...), and its units.

    creation: verbs of making something, after which even a small number in characters is a target (新建三所学校).
    lead_ins: what may be left out before the name of a target.
    """

    creation: Terms
    cumulative: Terms
    rate: Terms
    level: Terms
    ceiling: Terms
    measures: Terms
    at_least: Terms
    above: Terms
    at_most: Terms
    below: Terms
    about: Terms
    lead_ins: Terms


@dataclass(frozen=True, eq=False)
class Statuses:
    """What units write in the status column, by the status it means."""

    not_started: Terms
    running: Terms
    done: Terms
    adjust: Terms


@dataclass(frozen=True, eq=False)
class Requests:
    """Words by which a unit's 申请事项 is known, by what it asks to have changed."""

    wording: Terms
    units: Terms
    deadline: Terms
    target: Terms


@dataclass(frozen=True, eq=False)
class Script:
    """Traditional characters, each with the simplified one by which it is recognised."""

    traditional: Terms


@dataclass(frozen=True, eq=False)
class Furniture:
    """Text of a web page or a letter that is no part of a notice's content; patterns are regular expressions."""

    patterns: Terms


@dataclass(frozen=True, eq=False)
class Words:
    """The whole vocabulary."""

    labels: Labels
    units: Units
    people: People
    deadlines: Deadlines
    targets: Targets
    statuses: Statuses
    requests: Requests
    furniture: Furniture
    script: Script


_SECTIONS: dict[str, type[Any]] = {
    "labels": Labels, "units": Units, "people": People, "deadlines": Deadlines, "targets": Targets,
    "statuses": Statuses, "requests": Requests, "furniture": Furniture, "script": Script,
}  # fmt: skip


def build_words(data: Mapping[str, Any], own: Mapping[str, Any] | None = None) -> Words:
    """The vocabulary from the parsed words.toml, and the words that an office adds to it in a file of its own.

    TemplateError names a section or list that is missing (in ours), unknown or wrong.
    """
    made = {}
    _check(data)
    _check(own or {})
    for name, kind in _SECTIONS.items():
        section, added = data.get(name, {}), (own or {}).get(name, {})
        missing = [item.name for item in fields(kind) if item.name not in section]
        if missing:
            raise TemplateError(f"words.toml〔{name}〕缺少“{missing[0]}”", "", "请重新安装 breakdown")
        made[name] = kind(**{key: tuple(dict.fromkeys([*section[key], *added.get(key, ())])) for key in section})
    return Words(**made)


def _check(data: Mapping[str, Any]) -> None:
    """Sections and lists are known ones, and hold words."""
    for name, section in data.items():
        if name not in _SECTIONS or not isinstance(section, Mapping):
            listed = "、".join(f"〔{known}〕" for known in _SECTIONS)
            raise TemplateError(f"words.toml 不认识“{name}”", f"应是这些节：{listed}", "请对照自带的词表改正")
        known = {item.name for item in fields(_SECTIONS[name])}
        for key, value in section.items():
            if key not in known:
                raise TemplateError(f"words.toml〔{name}〕不认识“{key}”", "", "请对照自带的词表改正")
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                raise TemplateError(f"words.toml〔{name}〕“{key}”不是词语列表", '应写成 ["词", "词"]', "请改正")
