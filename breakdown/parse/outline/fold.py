"""Numbered steps inside one task: （1）…（2）… between its text and its units belong to the task, they are no tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from breakdown.parse.outline.node import Node, children


def fold_steps(nodes: Sequence[Node]) -> list[Node]:
    """The nodes that remain when steps have become paragraphs of their task."""
    left = list(nodes)
    for depth in sorted({node.depth for node in nodes}, reverse=True):
        below = children(left)
        parents = [node for node in left if node.depth == depth and id(node) in below]
        evidence = _styles_of_tasks(left, parents, below)
        gone: set[int] = set()
        for parent in parents:
            steps = [node for node in left if parent in node.parents]
            if len(steps) == len(below[id(parent)]) and _are_steps(parent, steps, evidence):
                _fold(parent, steps)
                gone.update(id(step) for step in steps)
        left = [node for node in left if id(node) not in gone]
    return left


def _are_steps(parent: Node, below: Sequence[Node], evidence: set[str]) -> bool:
    """Whether no line below states duties, but for lines that follow the last one and may speak for all."""
    if all(node.clauses and not node.paragraphs for node in below):
        # （1）目标：… （2）措施：… （3）责任单位：…
        roles = [clause.role for node in below for clause in node.clauses]
        return len(set(roles)) == len(roles) > 1
    if parent.group or any(node.telling for node in below[:-1]) or below[-1].inline:
        return False
    if parent.bears and len(below) == 1 and below[0].bears:
        return False
    if parent.telling:
        last = parent.clauses[-1] if parent.clauses else None
        # a goal may head the tasks that serve it
        return last is None or last.role != "goal" or not last.value or below[-1].telling
    return len(below) > 1 and below[-1].telling and parent.number.style in evidence


def _styles_of_tasks(nodes: Sequence[Node], parents: Sequence[Node], below: dict[int, list[Node]]) -> set[str]:
    """Styles that number tasks: some without steps state duties, or step after step only the last line does."""
    styles = {node.number.style for node in nodes if node.telling and id(node) not in below}
    groups = Counter((node.number.style, any(step.telling for step in below[id(node)][:-1])) for node in parents)
    alike = {style for style, early in groups if not early and groups[style, False] > 1 and not groups[style, True]}
    return {style for style in styles if not groups[style, True]} | alike


def _fold(parent: Node, steps: Sequence[Node]) -> None:
    texts = [
        text
        for step in steps
        if step.paragraphs or not step.clauses
        for text in (step.line.text, *step.paragraphs[1:])
    ]
    last = parent.clauses[-1] if parent.clauses else None
    if last is not None and last.role in ("goal", "task", "progress", "remark"):
        parent.clauses[-1] = last._replace(value="\n".join(filter(None, [last.value, *texts])))
    else:
        parent.paragraphs += texts
    for step in steps:
        parent.clauses += step.clauses
        parent.duty = parent.duty or step.duty
        parent.lines += step.lines
        parent.more += step.more
        parent.said = "；".join(filter(None, [parent.said, step.said]))
