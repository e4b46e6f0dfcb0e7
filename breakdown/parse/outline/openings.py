"""Items that begin with the unit whose duty they are (1.市教育局：开展…; 一、市水利局负责河道…), and state no other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from breakdown.names import unit_share
from breakdown.parse.duty.clause import Duty, is_duty_line, read_duty
from breakdown.parse.outline.node import Node, children
from breakdown.words import Words

# One such item may be a sentence about a unit; a list has several, and most of its items are such.
_FEWEST = 3
_OPENING = re.compile(
    r"^(?P<who>[^。；;：:]{2,80}?)(?:[:：]|(?P<verb>(?:具体|主要|全面|统一)?负责))(?P<what>[^：:].{3,})$", re.DOTALL
)


def read_openings(nodes: Sequence[Node], words: Words) -> None:
    """Give such items their units, where a list is printed so; the nodes are changed in place."""
    below = children(nodes)
    items = [node for node in nodes if id(node) not in below and node.number.value and node.paragraphs]
    for style in {node.number.style for node in items}:
        alike = [node for node in items if node.number.style == style]
        found = {id(node): split for node in alike if (split := _split(node.paragraphs[0], words))}
        if any(node.bears for node in alike) or len(found) < _FEWEST or len(found) * 2 <= len(alike):
            continue
        for node in alike:
            if split := found.get(id(node)):
                node.duty, node.paragraphs[0] = split
                node.inline = True


def _split(text: str, words: Words) -> tuple[Duty, str] | None:
    """The duty that the beginning of a text states, and the rest of it."""
    match = _OPENING.match(text)
    if match is None:
        return None
    who, opening, what = match["who"], text[: match.start("what")], match["what"].strip()
    joined = any(verb in who for verb in (*words.units.joint_verbs, *words.units.assist_verbs))
    if joined and is_duty_line(sentence := f"{who}负责", words) and (duty := read_duty(sentence, words)):
        return duty._replace(text=opening), what
    return (Duty(who, "", said=True, text=opening), what) if unit_share(who, words.units) == 1 else None
