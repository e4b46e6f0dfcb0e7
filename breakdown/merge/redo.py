"""退回单: one page per unit whose workbook must be done again: cell, what stands there, what is wanted."""

from __future__ import annotations

from collections.abc import Sequence

from breakdown.book import Book, Grid, Lines, Sheet
from breakdown.columns import Column
from breakdown.merge.intake import Noted, Taken
from breakdown.merge.settle import Settled
from breakdown.periods import Period

_COLUMNS = (
    Column("at", "序号", "int", width=6), Column("place", "位置", width=24), Column("value", "现在填的", width=26),
    Column("sentence", "情况", width=40), Column("wanted", "请这样改", width=36),
)


def redo_books(
    fresh: Sequence[Taken], settled: Settled, noted: Sequence[Noted], period: Period
) -> tuple[tuple[str, Book], ...]:
    """One book for every unit whose latest return, or a row that counts, has a fault that must be mended.

    An empty return beside one with content is no fault: it has taken nothing away.
    """
    content = {item.unit for item in fresh if item.state == "已报"}
    last = {item.unit: item.origin.file for item in fresh
            if item.unit and (item.state != "空报" or item.unit not in content)}
    made = []
    for unit in sorted(last):
        counting = {entry.origin.file for entry in settled.winners.values() if entry.unit == unit} | {last[unit]}
        listed = [item for item in noted if item.unit == unit and item.file in counting]
        if any(item.problem.severity == "错误" for item in listed):
            wanted = dict.fromkeys(item for item in listed if item.problem.severity != "提示")
            made.append((unit, _book(unit, last[unit], list(wanted), period)))
    return tuple(made)


def _book(unit: str, file: str, listed: Sequence[Noted], period: Period) -> Book:
    listed = sorted(listed, key=lambda item: item.problem.severity != "错误")
    rows = tuple(
        (at, item.problem.place.removeprefix(item.file) or item.file, item.problem.value, item.problem.sentence,
         item.problem.hint) for at, item in enumerate(listed, 1))
    blocks = (
        Lines((
            ("退回单", "title"), (f"{unit}　{period.title}", "subtitle"),
            (f"贵单位报来的“{file}”有 {len(rows)} 处需要核改。请在原表上改好后重新报送，其余内容不必重填。", "body"),
        )),
        Grid("redo", _COLUMNS, rows),
    )
    return Book(f"{unit}_{period.name}_退回单", (Sheet("退回单", blocks),))
