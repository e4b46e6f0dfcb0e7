"""Several tasks under one number: text and units, and again text and units (1.修桥（责任单位：A）；修路（…：B）)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from breakdown.names import CLOSERS, OPENERS, unit_share
from breakdown.parse.duty.clause import split_closing
from breakdown.parse.duty.labels import Clause, split_labels
from breakdown.parse.duty.times import is_time
from breakdown.parse.outline.node import Node
from breakdown.words import Words

SEVERAL = "同一序号下有几处责任分工，拆成几项任务，请核对"
# labels under which the units of a task begin
_LEADING = ("lead", "either")
_SHORTEST = 4
_STOPS = "。；;"
_MARKS = f"{_STOPS}，,、 "


def split_several(text: str, words: Words) -> list[str]:
    """The text in pieces that each state a task and its units; whole where it states but one."""
    if sum(clause.role in _LEADING for clause in split_labels(text, words)[1]) < 2:
        return [text]
    for cut in _cuts(text):
        head, rest = text[:cut], text[cut:].lstrip(_MARKS)
        if _is_task(head, words) and _is_task(rest, words):
            return [head, *split_several(rest, words)]
    return [text]


def _cuts(text: str) -> list[int]:
    """The places behind brackets and stops that stand in no bracket."""
    cuts, depth = [], 0
    for at, char in enumerate(text):
        depth = max(0, depth + (char in OPENERS) - (char in CLOSERS))
        if depth == 0 and char in CLOSERS + _STOPS:
            cuts.append(at + 1)
    return cuts


def _is_task(text: str, words: Words) -> bool:
    """Whether a text says what is to be done, and behind it by whom."""
    body, clauses = split_labels(text, words)
    named = [clause for clause in clauses if clause.role in _LEADING and clause.value]
    if not named or not unit_share(named[0].value, words.units):
        return False
    own = body.strip(_MARKS)
    return says_work(own, words) and text.lstrip(_MARKS).startswith(own[:_SHORTEST])


def says_work(text: str, words: Words) -> bool:
    """Whether a text without its labels may be that of a task: neither units nor a time."""
    own = text.strip(_MARKS)
    return len(own) >= _SHORTEST and not unit_share(own, words.units) and not is_time(re.split("[，,]", own)[0], words)


def states_task(text: str, words: Words) -> bool:
    """Whether a line below a task is one of its own: work, and in labels or a bracket behind it by whom."""
    # 4.6亿元投入到位 may have a number of its own
    if text[0].isdigit():
        return False
    body, duty = split_closing(text, words)
    closed = duty is not None and duty.said and text.startswith(body) and says_work(body, words)
    return closed or _is_task(text, words)


def begins_units(node: Node, text: str, words: Words) -> bool:
    """Whether a line gives units under a label that the node has had already."""
    before, clauses = split_labels(text, words)
    return not before and bool(clauses) and _names_again(node.clauses, clauses[0])


def _names_again(had: Sequence[Clause], clause: Clause) -> bool:
    return clause.role in _LEADING and any(each.role == clause.role and each.value for each in had)


def last_of(node: Node) -> Node:
    """The last task under a number."""
    return node.more[-1] if node.more else node


def add_task(node: Node, task: Node) -> None:
    """One more task under a number; all of them say so."""
    node.more.append(task)
    for each in (node, task):
        each.doubts += [SEVERAL] if SEVERAL not in each.doubts else []
