"""退回单: one page per workbook that must be mended: task, column, what stands there, what is wanted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from breakdown.book import Book, Grid, Lines, Sheet, Value
from breakdown.columns import TASKS, Column
from breakdown.merge.intake import Noted
from breakdown.periods import Period
from breakdown.records import Records
from breakdown.refill import Refill

_TITLE = "退回单"
_COLUMNS = (
    *TASKS.pick("no", width=6), Column("task", "重点工作", width=24), Column("column", "栏目", width=10),
    Column("value", "现在填的", width=18), Column("sentence", "情况", width=34), Column("wanted", "请这样改", width=30),
    Column("place", "位置", width=17),
)
# So much of a task's text tells which one it is.
_SHORT = 24
Tasks = Mapping[str, tuple[str, str]]


def to_mend(noted: Sequence[Noted], units: Collection[str]) -> dict[str, list[Noted]]:
    """By unit, of those given, what still matters of its returns where any of it must be mended."""
    found: dict[str, list[Noted]] = {}
    for item in dict.fromkeys(noted):
        if item.unit in units and item.problem.severity != "提示":
            found.setdefault(item.unit, []).append(item)
    return {unit: found[unit] for unit in sorted(found)
            if unit and any(item.problem.severity == "错误" for item in found[unit])}


def redo_books(
    open_: Mapping[str, Sequence[Noted]], forms: Sequence[Refill], records: Records, period: Period
) -> tuple[tuple[str, Book], ...]:
    """One book for each unit that must mend its returns, one page for each of them; forms: those that go with it."""
    tasks: Tasks = {row["task_id"]: (row["no"], row["content"]) for row in records.rows("tasks")}
    made = []
    for unit, listed in open_.items():
        with_it = [form for form in forms if form.unit == unit]
        origins = sorted({item.origin for item in listed}, key=lambda origin: origin.rank)
        pages = [_page(f"{unit}　{period.title}", [item for item in listed if item.origin == origin], with_it, tasks)
                 for origin in origins]
        sheets = [Sheet(_TITLE + (str(at) if len(pages) > 1 else ""), page) for at, page in enumerate(pages, 1)]
        made.append((unit, Book(slip_name(unit, period), tuple(sheets))))
    return tuple(made)


def slip_name(unit: str, period: Period) -> str:
    """The name of a 退回单's file, without suffix."""
    return f"{unit}_{period.name}_{_TITLE}"


def _page(subtitle: str, listed: Sequence[Noted], forms: Sequence[Refill], tasks: Tasks) -> tuple[Lines, Grid]:
    listed = sorted(listed, key=lambda item: item.problem.severity != "错误")
    lines = Lines(((_TITLE, "title"), (subtitle, "subtitle"), (_opening(listed, forms), "body")))
    return lines, Grid("redo", _COLUMNS, tuple(_row(item, tasks) for item in listed))


def _opening(listed: Sequence[Noted], forms: Sequence[Refill]) -> str:
    file = listed[0].origin.file
    if any(item.problem.code == "form-rejected" for item in listed):
        told = "请在附上的表上填好后报回。" if forms else "请在本期发给贵单位的表上填好后重新报送。"
        return f"贵单位报来的“{file}”没有采纳，原因如下。{told}"
    if not forms:
        told = "请在原表上改好后重新报送，其余内容不必重填。"
    elif any(form.holds for form in forms):
        told = "附上的表已填好其余内容，只需改好涂色的格后报回。"
    else:
        told = "请在附上的表上填好后报回。"
    return f"贵单位报来的“{file}”有 {len(listed)} 处需要核改。{told}"


def _row(item: Noted, tasks: Tasks) -> tuple[Value, ...]:
    number, content = tasks.get(item.task_id, ("", ""))
    content = content if len(content) <= _SHORT else content[: _SHORT - 1] + "…"
    problem = item.problem
    place = problem.place.removeprefix(item.origin.file)
    return number, content, item.column, problem.value, problem.sentence, problem.hint, place or "整份文件"
