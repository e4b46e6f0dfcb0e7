"""Tasks printed without numbers: paragraphs under one heading, each closed by duties of its own."""

from __future__ import annotations

from collections.abc import Sequence

from breakdown.parse.account import is_closing, is_furniture
from breakdown.parse.clause import split_closing
from breakdown.parse.labels import split_labels
from breakdown.parse.lines import Line, read_number
from breakdown.words import Words

_DUTIES = ("lead", "support", "either")


def find_openers(lines: Sequence[Line], words: Words) -> set[int]:
    """The lines that open a task without number: where two or more paragraphs between two numbers state duties."""
    openers: set[int] = set()
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and not _ends_run(line, words):
            run.append(line)
            continue
        groups = _groups(run, words)
        if len(groups) >= 2:
            openers.update(group[0].number for group in groups)
        run = []
    return openers


def _ends_run(line: Line, words: Words) -> bool:
    return read_number(line.text) is not None or is_closing(line.text) or is_furniture(line.text, words.furniture)


def _groups(run: Sequence[Line], words: Words) -> list[list[Line]]:
    """Paragraphs with the duties that close them, in their own line or in lines below it."""
    told = _tell(run, words)
    groups: list[list[Line]] = []
    open_group: list[Line] = []
    for at, (line, (text, duties)) in enumerate(zip(run, told, strict=True)):
        if not text and not open_group:
            continue  # duties of the numbered line above the run
        open_group.append(line)
        closes = at + 1 == len(told) or bool(told[at + 1][0])
        if duties and closes:
            groups.append(open_group)
            open_group = []
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
