"""What each column of a table with borders is read as: by its head and its neighbours, else by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from breakdown.parse.tables.assume import assume_titles, tell_assumed
from breakdown.parse.tables.evidence import Block, score
from breakdown.parse.tables.header import Field
from breakdown.parse.tables.titles import Heading, Row, Title, column_texts, content_of
from breakdown.words import Words

Kind = Literal[
    "number", "heading", "content", "goal", "measure", "deadline", "stage", "leader", "lead", "support", "remark"
]
# Share of a column's cells that must read as units, numbers, … before its words are believed without a head.
_MOST = 0.6
_FEWEST_ROWS = 3
# 开工（完工）时间 tells the end, too
_STARTS = re.compile("^(开始|起始|启动|开工)")
_ENDS = re.compile("完|竣|投产")
_PLAIN: dict[str, Kind] = {
    "number": "number", "section": "heading", "goal": "goal", "measure": "measure", "deadline": "deadline",
    "stage": "stage", "leader": "leader", "lead": "lead", "support": "support", "either": "lead",
}  # fmt: skip


class Column(NamedTuple):
    """One column: what it is read as, and its head."""

    kind: Kind
    title: Title


class Columns(NamedTuple):
    """All columns from left to right, what a person should know of the choice, and what of it holds for every task."""

    columns: tuple[Column, ...]
    doubts: tuple[str, ...]
    assumed: str = ""

    def at(self, kind: Kind) -> list[int]:
        """The columns read as one kind."""
        return [index for index, column in enumerate(self.columns) if column.kind == kind]


def settle_columns(heading: Heading, rows: Sequence[Row], words: Words, led: bool = False) -> Columns:
    """Columns by their heads; 责任单位 leads alone, and supports beside 牵头单位.

    led: who leads stands above the table.
    """
    titles = assume_titles(heading.titles, rows, words, led)
    roles = [title.role for title in titles]
    content = content_of(roles) or 0
    kinds: list[Kind] = []
    doubts: list[str] = []
    for index in range(len(titles)):
        kind, doubt = _kind(index, content, roles, titles, rows, words)
        if kind == "number" and "number" in kinds:
            kind = "heading" if index < content else "remark"
        kinds.append(kind)
        doubts += [doubt] if doubt else []
    if roles.count("either") > 1 and "lead" not in roles:
        doubts.append("表头有几个责任单位栏，没有写明牵头与配合，都按牵头读取")
    columns = tuple(Column(kind, title) for kind, title in zip(kinds, titles, strict=True))
    assumed = tell_assumed(titles)
    return Columns(columns, (*filter(None, [assumed]), *doubts), assumed)


def guess_columns(rows: Sequence[Row], words: Words) -> Columns | None:
    """Columns of a table without any head, by what stands in them; None when they do not read as tasks with units."""
    if len(rows) < _FEWEST_ROWS or not rows[0]:
        return None
    width = len(rows[0])
    kinds: list[Kind] = ["remark"] * width
    free = set(range(width))
    wanted: tuple[tuple[Kind, Field], ...] = (
        ("number", "number"), ("lead", "lead"), ("support", "support"), ("leader", "leader"), ("deadline", "deadline"),
    )  # fmt: skip
    for kind, field in wanted:
        likely = {index: _mean(rows, index, field, words) for index in free}
        best = max(likely, key=lambda index: (likely[index] > 2, -index), default=None)
        if best is not None and likely[best] > 2:
            kinds[best] = kind
            free.discard(best)
    longest = max(free, key=lambda index: _length(rows, index), default=None)
    if longest is None or "lead" not in kinds or _length(rows, longest) < 6:
        return None
    kinds[longest] = "content"
    for index in free - {longest}:
        kinds[index] = "heading" if index < longest else "remark"
    columns = tuple(Column(kind, Title("", "")) for kind in kinds)
    doubt = "表格没有表头，各栏按内容判断，请逐项核对"
    return Columns(columns, (doubt,), doubt)


def _kind(
    index: int, content: int, roles: Sequence[str], titles: Sequence[Title], rows: Sequence[Row], words: Words
) -> tuple[Kind, str]:
    role, word = roles[index], titles[index].word
    if index == content:
        return "content", ""
    if role == "task":
        return ("heading" if index < content else "remark"), ""
    if role == "either":
        return ("support" if "lead" in roles else "lead"), ""
    if role == "deadline" and _STARTS.search(word) and not _ENDS.search(titles[index].unit + word):
        return "remark", ""
    if role == "stage" and roles.count("stage") == 1 and titles[index].time.startswith("20"):
        return "remark", ""
    if role:
        return _PLAIN.get(role, "remark"), ""
    return _by_cells(index, content, roles, word, rows, words)


def _by_cells(
    index: int, content: int, roles: Sequence[str], word: str, rows: Sequence[Row], words: Words
) -> tuple[Kind, str]:
    """A column whose head says nothing."""
    if "number" not in roles and not any(roles[:index]) and _mean(rows, index, "number", words) > 2:
        return "number", ""
    texts = column_texts(rows, index)
    if texts and sum(text in words.targets.measures for text in texts) >= _MOST * len(texts):
        return "measure", ""
    if index < content:
        return "heading", f"表头“{word}”不在词表中，按任务前面的标题栏读取" if word else ""
    return "remark", f"表头“{word}”不在词表中，按备注读取" if word else ""


def _mean(rows: Sequence[Row], index: int, field: Field, words: Words) -> float:
    texts = column_texts(rows, index)
    if not texts or len(texts) < _MOST * len(rows):
        return 0.0
    return sum(score(Block((0,), (text,)), field, words) for text in texts) / len(texts)


def _length(rows: Sequence[Row], index: int) -> float:
    texts = column_texts(rows, index)
    return sum(map(len, texts)) / len(texts) if texts else 0.0
