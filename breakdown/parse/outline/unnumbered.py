"""Tasks printed without numbers: paragraphs under one heading, each closed by duties of its own."""

from __future__ import annotations

from collections.abc import Container, Sequence

from breakdown.parse.account import is_closing, is_furniture
from breakdown.parse.duty.clause import split_closing, split_inner
from breakdown.parse.duty.labels import split_labels
from breakdown.parse.lines import Line
from breakdown.parse.outline.titles import is_list_title
from breakdown.words import Words

_DUTIES = ("lead", "support", "either")


def find_openers(filled: Sequence[Line], heads: Container[int], words: Words) -> set[int]:
    """The indices of lines that open a task without number: two or more paragraphs between two heads state duties.

    heads: indices of numbered lines and headings.
    """
    openers: set[int] = set()
    run: list[int] = []
    for index in range(len(filled) + 1):
        if index < len(filled) and not _ends_run(filled[index], index in heads, words):
            run.append(index)
            continue
        groups = _groups([filled[at] for at in run], words)
        if len(groups) >= 2 or groups and _has_several(filled[run[groups[0]]].text, words):
            openers.update(run[at] for at in groups)
        run = []
    return openers


def _has_several(text: str, words: Words) -> bool:
    """Whether one paragraph is a list by itself: bracket after bracket gives its sentences to units."""
    return len(split_inner(text, words)[0]) > 1


def _ends_run(line: Line, is_head: bool, words: Words) -> bool:
    return is_head or is_closing(line.text) or is_furniture(line.text, words.furniture) or is_list_title(line.text)


def _groups(run: Sequence[Line], words: Words) -> list[int]:
    """Where paragraphs begin that duties close, in their own line or in lines below it."""
    told = _tell(run, words)
    groups: list[int] = []
    opened: int | None = None
    for at, (text, duties) in enumerate(told):
        if not text and opened is None:
            continue  # duties of the numbered line above the run
        opened = at if opened is None else opened
        closes = at + 1 == len(told) or bool(told[at + 1][0])
        if duties and closes:
            groups.append(opened)
            opened = None
    return groups


def _tell(run: Sequence[Line], words: Words) -> list[tuple[str, bool]]:
    """Each line's own text, and whether it states duties; a line below a bare label is that label's value."""
    told: list[tuple[str, bool]] = []
    waiting = False
    for line in run:
        before, clauses = split_labels(line.text, words)
        duties = any(clause.role in _DUTIES for clause in clauses)
        if waiting and not clauses:
            told.append(("", told[-1][1]))
            waiting = False
            continue
        if not clauses:
            before, duty = split_closing(line.text, words)
            duties = duty is not None
        waiting = bool(clauses) and not clauses[-1].value
        told.append((before, duties))
    return told
