"""Headings that speak for all items below them: a leader or a unit in the heading, duties beside or right under it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from breakdown.names import looks_like_person, split_outside_brackets, unit_share
from breakdown.parse.duty.labels import Clause
from breakdown.parse.duty.persons import without_post
from breakdown.parse.outline.node import Node, children, heading_like, outer_style
from breakdown.words import Words

# 张三副区长牵头重点工作, 市财政局负责任务
_LED = re.compile(
    r"^由?(?P<who>[\u4e00-\u9fff、和及·\s]{2,30}?)(?:负责)?(?:牵头|分管|负责|领办|包抓|包联|联系|主抓|抓总|挂帅)"
    r"(?:负责|推进|落实|督办|办理)?的?(?:重点|主要|具体|各项|年度|督办|目标)*(?:工作|任务|事项|项目|领域|方面)*$"
)
_COUNT = re.compile(r"[（(][^（()）]*[)）]\s*$|\s*\d+\s*[项件个条]$|[：:]$")
# Styles of numbering for steps inside one task.
_STEPS = ("①", "一是", "(1)", "1)")


def name_groups(nodes: Sequence[Node], words: Words) -> None:
    """Note on headings the leaders and units that their wording names; the nodes are changed in place."""
    below = children(nodes)
    heads = [node for node in nodes if id(node) in below and not node.telling and heading_like(node)]
    for node in heads:
        who, leads = _named(node)
        alike = [other for other in heads if other.number.style == node.number.style]
        people = [without_post(each, words) for each in re.split("[、和及]", who)]
        if leads and all(looks_like_person(each, words) for each in people):
            node.clauses.append(Clause("leader", "", "、".join(people)))
            node.group = True
        elif _all_units(who, words) and (leads or _lists_units(alike, words)):
            node.clauses.append(Clause("lead", "", who))
            node.group = True


def _named(node: Node) -> tuple[str, bool]:
    """Whom a heading may name, and whether it says that they lead."""
    text = _COUNT.sub("", _COUNT.sub("", node.number.rest)).strip()
    match = _LED.match(text)
    return (re.sub(r"\s+", "", match["who"]), True) if match else (text, False)


def _lists_units(alike: Sequence[Node], words: Words) -> bool:
    """Whether the headings of one style are a list of units."""
    return len(alike) > 1 and all(_all_units(_named(each)[0], words) for each in alike)


def _all_units(text: str, words: Words) -> bool:
    return all(unit_share(each, words.units) == 1 for each in split_outside_brackets(text))


def find_groups(nodes: Sequence[Node]) -> None:
    """Mark headings whose duties hold for the items below them: nowhere does their style number a task by itself.

    A sentence whose items all name units of their own is a task beside them.
    """
    below = children(nodes)
    for node in nodes:
        items = below.get(id(node), [])
        if not node.telling or not items or not heading_like(node) or not outer_style(node):
            continue
        if any(clause.role in ("goal", "task") for clause in node.clauses):
            continue
        alike = [other for other in nodes if other.number.style == node.number.style and other.telling]
        if _is_task(node, items):
            continue
        plain = all(item.number.style not in _STEPS and item.number.value for item in items)
        node.group = node.group or (plain and all(id(other) in below for other in alike))


def _is_task(node: Node, items: Sequence[Node]) -> bool:
    sentence = (node.paragraphs[0] if node.paragraphs else node.number.rest).endswith(("。", "；"))
    return sentence and node.bears and all(item.bears for item in items)
