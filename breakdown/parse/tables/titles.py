"""What stands above the columns of a table: a word and a role for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from breakdown.document import Cell

Row = tuple[Cell, ...]
UNITS = {"lead", "support", "either"}


class Title(NamedTuple):
    """The head of one column: its role ("" = unknown), the word right above the column, the time it names, its unit.

    role: a role of parse/labels, "number", "section", "measure", "stage" (a column per quarter or month), "kept" (a
    known column that goes into the remark). time: 一季度 in 一季度目标. unit: 亿元 in 目标值（亿元）. assumed: the
    role is seen by the cells or the end of the word, and a person should know.
    """

    role: str
    word: str
    time: str = ""
    unit: str = ""
    assumed: bool = False


class Heading(NamedTuple):
    """The heads of all columns, and how many rows they take."""

    titles: tuple[Title, ...]
    high: int

    @property
    def known(self) -> int:
        """How many columns have a known role."""
        return sum(bool(title.role) for title in self.titles)


def content_of(roles: Sequence[str]) -> int | None:
    """The column of the task text: the last of the task columns before the units; without one, the goals."""
    units = next((at for at, role in enumerate(roles) if role in UNITS), len(roles))
    tasks = [at for at, role in enumerate(roles) if role == "task"]
    before = [at for at in tasks if at < units]
    goal = roles.index("goal") if "goal" in roles else None
    return before[-1] if before else tasks[0] if tasks else goal


def column_texts(rows: Sequence[Row], index: int) -> list[str]:
    """The written cells of a column, without those that stand over the whole width."""
    cells = {row[index].line: row[index].text.strip() for row in rows if len({cell.line for cell in row}) > 1}
    return [text for text in cells.values() if text]
