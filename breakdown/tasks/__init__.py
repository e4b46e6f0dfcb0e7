"""Room: rows as written become tasks, assignments, milestones and targets.

In: parsed notices with their names, Words. Out: Reading, whose frames have the columns of columns.py.

    reading = build_tasks([("notice.txt", parsed)], words)
    reading.tasks[["task_id", "content", "due", "doubts"]]
    reading.problems         # totals, units, collectives, deadlines, and what parsing found
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from breakdown.parse import Parsed
    from breakdown.records import Reading
    from breakdown.words import Words


def build_tasks(
    parsed: Sequence[tuple[str, Parsed]], words: Words, year: int = 0, fallback: int = 0
) -> Reading:
    """Tasks of one or more notices; `year` overrides the work year they print, `fallback` stands in where they do not.

    task_id is provisional (year and running number) until the reading is adopted. A notice without any year has the
    year 0, and no dates but those printed with their own year. NoticeError: a notice without tasks.
    """
    # forms are issued and merged with this room's days and numbers alone; nothing else of it is loaded for them
    from breakdown.tasks.build import build

    return build(parsed, words, year, fallback)
