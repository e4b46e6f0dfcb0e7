"""退回单: one page per unit whose workbook must be done again: task, column, what stands there, what is wanted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from breakdown.book import Book, Grid, Lines, Sheet, Value
from breakdown.columns import TASKS, Column
from breakdown.merge.intake import Noted, Taken
from breakdown.periods import Period
from breakdown.records import Records

_COLUMNS = (
    *TASKS.pick("no", width=6), Column("task", "重点工作", width=24), Column("column", "栏目", width=10),
    Column("value", "现在填的", width=18), Column("sentence", "情况", width=34), Column("wanted", "请这样改", width=30),
    Column("place", "位置", width=17),
)
# So much of a task's text tells which one it is.
_SHORT = 24
Tasks = Mapping[str, tuple[str, str]]


def redo_books(
    fresh: Sequence[Taken], noted: Sequence[Noted], units: Collection[str], records: Records, period: Period
) -> tuple[tuple[str, Book], ...]:
    """One book for each of the units in whose returns something that still matters must be mended."""
    tasks: Tasks = {row["task_id"]: (row["no"], row["content"]) for row in records.tasks.to_dict("records")}
    made = []
    for unit in sorted(set(units) - {""}):
        listed = [item for item in noted if item.unit == unit and item.problem.severity != "提示"]
        if any(item.problem.severity == "错误" for item in listed):
            files = dict.fromkeys(item.origin.file for item in fresh if item.unit == unit)
            named = [file for file in files if any(item.origin.file == file for item in listed)]
            made.append((unit, _book(unit, named, listed, tasks, period)))
    return tuple(made)


def _book(unit: str, files: Sequence[str], listed: Sequence[Noted], tasks: Tasks, period: Period) -> Book:
    listed = sorted(dict.fromkeys(listed), key=lambda item: item.problem.severity != "错误")
    blocks = (
        Lines((
            ("退回单", "title"), (f"{unit}　{period.title}", "subtitle"),
            (_opening(files, listed), "body"),
        )),
        Grid("redo", _COLUMNS, tuple(_row(item, tasks, len(files) > 1) for item in listed)),
    )
    return Book(f"{unit}_{period.name}_退回单", (Sheet("退回单", blocks),))


def _opening(files: Sequence[str], listed: Sequence[Noted]) -> str:
    named = "、".join(f"“{file}”" for file in files)
    if any(item.problem.code == "form-rejected" for item in listed):
        return f"贵单位报来的{named}没有采纳，原因如下。请在本期发给贵单位的表上填好后重新报送。"
    return f"贵单位报来的{named}有 {len(listed)} 处需要核改。请在原表上改好后重新报送，其余内容不必重填。"


def _row(item: Noted, tasks: Tasks, several: bool) -> tuple[Value, ...]:
    number, content = tasks.get(item.task_id, ("", ""))
    content = content if len(content) <= _SHORT else content[: _SHORT - 1] + "…"
    problem = item.problem
    place = problem.place if several else problem.place.removeprefix(item.origin.file)
    return number, content, item.column, problem.value, problem.sentence, problem.hint, place or "整份文件"
