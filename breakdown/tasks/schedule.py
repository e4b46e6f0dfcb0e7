"""Stage plans in running text (三季度：完成招标。四季度：开工): which stage has which date and says what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from breakdown.tasks.dates import Day

_STOPS = "。；;\n"


@dataclass(frozen=True)
class Milestone:
    """One dated stage of a schedule: its label as printed (三季度), the last day it allows, what is to be done."""

    label: str
    due: date
    text: str


def read_milestones(text: str, plain: str, days: Sequence[Day]) -> tuple[Milestone, ...]:
    """The stages of a schedule that names at least two different dates, in print order.

    plain: the text as it was searched for `days`, as long as the text itself.
    """
    dated = [day for day in days if day.due]
    if len({day.due for day in dated}) < 2:
        return ()
    starts = [_clause_start(plain, day.start, dated[at - 1].end if at else 0) for at, day in enumerate(dated)]
    found = []
    for at, day in enumerate(dated):
        limit = starts[at + 1] if at + 1 < len(dated) else len(plain)
        headed = re.match(r"\s*[:：]", plain[day.end :]) is not None
        end = _stage_end(plain, day.end, limit, "\n" if headed else _STOPS)
        # 三季度：完成招标 → 完成招标, but 改造：6月底前开工 stays whole
        body = text[starts[at] : end] if text[starts[at] : day.start].strip() else text[day.end : end]
        body = body.strip(" 。；;，,、\n:：")
        if body and day.due:
            found.append(Milestone(text[day.start : day.end].strip(), day.due, body))
    return tuple(found)


def _clause_start(text: str, at: int, floor: int) -> int:
    """Where the clause that names a date begins; the first stage takes its whole sentence."""
    marks = _STOPS if not floor else _STOPS + "，,、:："
    while at > floor and text[at - 1] not in marks:
        at -= 1
    return at


def _stage_end(text: str, at: int, limit: int, marks: str) -> int:
    end = at + 1 if text[at : at + 1] in (";", "；") else at
    while end < limit and text[end] not in marks:
        end += 1
    return end
