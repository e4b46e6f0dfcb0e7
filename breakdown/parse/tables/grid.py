"""A table whose borders are lost: which block stood in which cell, by the best-scoring way through the columns.

Every block takes one state: a column, SECTION or SUBSECTION (a heading row over the whole width) or AFTER (text
behind the table). Within a row columns only go rightwards; skipping one, or putting a second paragraph into one, costs
points that depend on whether the source shows its empty cells (then each block is a whole cell) or gives one paragraph
per line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from breakdown.parse.account import is_note
from breakdown.parse.tables.evidence import IMPOSSIBLE, Block, is_bare_heading, is_section, is_subsection, score
from breakdown.parse.tables.header import Field
from breakdown.words import Words

SECTION, AFTER, SUBSECTION = -1, -2, -3
_NEVER = 60.0
# points lost by leaving a column empty: where empty cells show / where they do not
_SKIP: dict[Field, tuple[float, float]] = {
    "number": (8.0, 7.0), "section": (0.0, 0.0), "subsection": (0.0, 0.0), "content": (9.0, 9.0), "goal": (5.0, 1.0),
    "deadline": (5.0, 2.5), "leader": (5.0, 1.5), "person": (5.0, 1.0), "lead": (6.0, 4.0), "support": (5.0, 2.5),
    "remark": (1.0, 0.1),
}
# points lost by a further block in the same column
_MORE: dict[Field, tuple[float, float]] = {
    "number": (_NEVER, _NEVER), "section": (_NEVER, _NEVER), "subsection": (_NEVER, _NEVER), "content": (7.0, 2.5),
    "goal": (7.0, 2.0), "deadline": (7.0, 0.5), "leader": (7.0, 1.0), "person": (7.0, 1.0), "lead": (7.0, 0.7),
    "support": (7.0, 2.0), "remark": (7.0, 2.0),
}


class Cell(NamedTuple):
    """A block with its state and the points that its wording gave there."""

    block: Block
    state: int
    points: float


def place_blocks(blocks: Sequence[Block], fields: Sequence[Field], cells_show: bool, words: Words) -> list[Cell]:
    """Each block with its column index, SECTION, SUBSECTION or AFTER, along the best way through the table."""
    if not blocks:
        return []
    moves = _moves(fields, 0 if cells_show else 1)
    states = [*range(len(fields)), SECTION, AFTER, SUBSECTION]
    costs = {new: [(old, _cost(moves, old, new)) for old in states] for new in states}
    emitted = _emit_all(blocks, states, fields, words)
    best = {state: emitted[0][state] - _cost(moves, None, state) for state in states}
    back: list[dict[int, int]] = []
    for points in emitted[1:]:
        step: dict[int, float] = {}
        origin: dict[int, int] = {}
        for state in states:
            value, source = max((best[old] - cost, old) for old, cost in costs[state])
            step[state] = value + points[state]
            origin[state] = source
        best = step
        back.append(origin)
    state = max(states, key=lambda last: best[last] - moves["close"].get(last, 0.0))
    path = [state]
    for origin in reversed(back):
        state = origin[state]
        path.append(state)
    path.reverse()
    return [Cell(block, state, points[state]) for block, state, points in zip(blocks, path, emitted, strict=True)]


def _emit_all(
    blocks: Sequence[Block], states: Sequence[int], fields: Sequence[Field], words: Words
) -> list[dict[int, float]]:
    """Points of every block in every state; units, people and times recur row after row and are judged once."""
    known: dict[tuple[str, bool, bool], dict[int, float]] = {}
    emitted = []
    for block in blocks:
        key = (block.text, block.follows, block.heads)
        if key not in known:
            known[key] = {state: _emit(block, state, fields, words) for state in states}
        emitted.append(known[key])
    return emitted


def _emit(block: Block, state: int, fields: Sequence[Field], words: Words) -> float:
    if state >= 0:
        return score(block, fields[state], words)
    if state == SECTION:
        # beside a column of headings, a word at the end of a row is a remark rather
        bare = "section" not in fields and is_bare_heading(block, words)
        return 5.0 if is_section(block.text) else 2.0 if bare else IMPOSSIBLE
    if state == SUBSECTION:
        return 4.5 if is_subsection(block.text) else IMPOSSIBLE
    return 4.0 if is_note(block.text) else -1.5


def _moves(fields: Sequence[Field], mode: int) -> dict[str, dict[int, float]]:
    """Costs by kind of move: "open" a row at a column, "close" it after one, "more" in one, "skip" one."""
    skip = {index: _SKIP[field][mode] for index, field in enumerate(fields)}
    return {
        "skip": skip,
        "more": {index: _MORE[field][mode] for index, field in enumerate(fields)},
        "open": {index: sum(skip[other] for other in range(index)) for index in range(len(fields))},
        "close": {index: sum(skip[other] for other in range(index + 1, len(fields))) for index in range(len(fields))},
    }


def _cost(moves: dict[str, dict[int, float]], old: int | None, new: int) -> float:
    close = moves["close"].get(old, 0.0) if old is not None and old >= 0 else 0.0
    if old == AFTER and new != AFTER:
        return _NEVER
    if new < 0:
        return close
    if old is None or old < 0:
        return moves["open"][new]
    if new == old:
        return moves["more"][new]
    if new > old:
        return sum(moves["skip"][index] for index in range(old + 1, new))
    return close + moves["open"][new]
