"""Duties that one line states for several items: under a heading, or once below the last of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from breakdown.parse.account import Account
from breakdown.parse.outline.node import Node, children

_UNITS = ("lead", "support", "either")
_SHARED = (*_UNITS, "deadline", "person")
# One line for several items is believed where at least one line in so many speaks for several.
_RARE = 3


class _Run(NamedTuple):
    """Items without duties, and the item behind them that has a line of duties below it."""

    items: list[Node]
    last: Node


def share_duties(body: Sequence[Node], account: Account) -> None:
    """Give items without units those of their heading, or of the line that closes their run; each gets a doubt.

    The nodes are changed in place; lines of a heading that were taken over are booked.
    """
    below = children(body)
    for node in body:
        if id(node) not in below or not node.bears:
            continue
        taken = [_inherit(item, node) for item in body if node in item.parents and id(item) not in below]
        if node.group and any(taken):
            for item in (item for item in body if node in item.parents):
                item.said = item.said or node.said
            # what items do not take over, such as a first report, stays unread
            whole = all(clause.role in (*_SHARED, "leader") for clause in node.clauses)
            for number in node.lines if whole else ():
                account.book(number, "task")
    runs = _runs([node for node in body if id(node) not in below])
    closed = sum(node.bears and not node.inline for node in body)
    usual = len(runs) * _RARE >= closed
    for run in runs:
        for item in reversed(run.items):
            said = run.last.number.value - item.number.value < run.last.covers
            if said or usual and not run.last.covers:
                _take_over(item, run.last)
                # what the notice says in so many words is no guess
                item.doubts += [] if said else [f"责任单位写在第“{run.last.number.printed}”项下面，按几项合用读取"]


def _inherit(item: Node, heading: Node) -> bool:
    """Whether an item takes anything over from the heading above it."""
    roles = {clause.role for clause in item.clauses if clause.role in _UNITS}
    lead = [clause for clause in heading.clauses if clause.role == "lead"]
    if item.duty is None and roles == {"either"} and lead and heading.group:
        item.clauses[:0] = lead
        item.doubts.append(f"牵头单位沿用标题“{_name(heading)}”")
        return True
    if item.duty is not None or roles or not _names_units(heading):
        return False
    _take_over(item, heading)
    item.doubts.append(f"没有单独写责任单位，沿用上一级“{_name(heading)}”")
    return True


def _name(heading: Node) -> str:
    return (heading.paragraphs or [heading.number.rest])[0][:30]


def _names_units(node: Node) -> bool:
    return node.duty is not None or any(clause.role in _UNITS for clause in node.clauses)


def _take_over(item: Node, source: Node) -> None:
    own = {clause.role for clause in item.clauses}
    item.clauses += [clause for clause in source.clauses if clause.role in _SHARED and clause.role not in own]
    item.duty = item.duty or source.duty


def _runs(items: Sequence[Node]) -> list[_Run]:
    """Neighbours of one numbering under one heading, of which only the last has duties, in a line below it."""
    runs: list[_Run] = []
    waiting: list[Node] = []
    for item in items:
        if waiting and not _follows(item, waiting[-1]):
            waiting = []
        if not item.bears:
            waiting = [*waiting, item] if item.number.value else []
            continue
        if waiting and not item.inline:
            runs.append(_Run(waiting, item))
        waiting = []
    return runs


def _follows(item: Node, before: Node) -> bool:
    alike = item.number.style == before.number.style and item.parents[-1:] == before.parents[-1:]
    return alike and item.number.value == before.number.value + 1
