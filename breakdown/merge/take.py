"""One returned workbook → what it holds, every non-empty cell issued, recorded or named (law 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from sys import intern

from breakdown.cells import WorkbookCells, fold
from breakdown.columns import INPUT_COLUMNS, STATUSES, Column
from breakdown.days import read_day
from breakdown.form import INPUT_NAMES, STANDING, Identity
from breakdown.merge.beside import REMARK, look_beside, picture_in
from breakdown.merge.identify import identify
from breakdown.merge.intake import Entry, Origin, Returned, Stages, Taken, Unreadable
from breakdown.merge.requests import read_requests
from breakdown.merge.sheets import Gathered, SheetReader, Typed, leftovers
from breakdown.merge.shelf import IssuedForm, Shelf
from breakdown.merge.values import column_habit, read_percent, read_status
from breakdown.periods import Period
from breakdown.problems import Problem
from breakdown.refill import without_office_notes
from breakdown.settings import Settings
from breakdown.words import Words

# So many characters are in a cell that Excel, or a program that keeps its limit, has cut.
_FULL = 32_767
# Texts of fewer characters are likely to come again.
_SHORT = 16
_HEADERS = {column.name: column.header for column in INPUT_COLUMNS}


def take(returned: Returned | Unreadable, shelf: Shelf, period: Period, settings: Settings, words: Words) -> Taken:
    """Read one file; nothing is taken from one that is no form, or not this period's."""
    if isinstance(returned, Unreadable):
        origin = Origin(returned.received_at, returned.sha256, returned.file)
        problem = Problem("错误", returned.file, "file-unreadable", returned.sentence, returned.hint)
        return Taken(origin, "无法识别", note=returned.sentence, problems=(problem,))
    cells = without_office_notes(returned.cells)
    origin = Origin(returned.received_at, cells.sha256, cells.file)
    found = identify(cells, shelf, period, settings)
    if found.form is None:
        return _refused(cells, origin, found.unit, found.revision, found.state, found.reason, found.problems)
    identity = Identity(settings.identity, found.unit, period.name, str(found.revision), found.form.digest)
    reader = SheetReader(cells, found.form, shelf, identity)
    for index in range(len(cells.sheets)):
        reader.read(index)
    beside = look_beside(cells, reader.found.lines)
    pictures = [picture_in(cells, *each) for each in reader.found.pictures]
    entries, told = _entries(map(beside.on, reader.found.typed), found.unit, origin, period, words)
    stages, noticed = _stages(reader.found, found.form, found.unit, origin)
    requests, said = read_requests(reader.found.requests, found.form, found.unit, origin, words.requests)
    rest = [problem for index in range(len(cells.sheets)) for problem in leftovers(reader, index)]
    # stages that came with a 细化方案 and come back with it are what the unit stands by
    stands = found.form.kind == "plan" and bool(reader.found.stages)
    empty = stages is None and not stands and not requests and not any(entry.texts for entry in entries)
    noticed += [_empty(found.form, cells.file)] if empty else []
    seen = (*found.problems, *reader.found.problems, *beside.problems, *pictures)
    problems = (*seen, *told, *noticed, *said, *rest)
    state = "空报" if empty else "已报"
    return Taken(origin, state, found.unit, found.revision, "", tuple(entries), stages, problems, requests,
                 found.form.kind)


def _refused(
    cells: WorkbookCells, origin: Origin, unit: str, revision: int, state: str, reason: str, noticed: Iterable[Problem]
) -> Taken:
    code = "form-rejected" if state == "退回" else "file-unreadable"
    hint = "整份文件没有采纳；请在本期发出的表上填好后重报"
    problem = Problem("错误", cells.file, code, reason, hint)
    return Taken(origin, state, unit, revision, reason, problems=(problem, *noticed))


def _empty(form: IssuedForm, file: str) -> Problem:
    if form.kind == "plan":
        return Problem("错误", file, "form-empty", "交回的细化方案一步也没有填",
                       "牵头任务每项请写明分几步、每步什么时候做完")
    leads = [row for row in form.rows if row.role == "牵头"]
    sentence = "交回的表一项也没有填" + (f"，其中牵头任务 {len(leads)} 项" if leads else "")
    if not leads:
        hint = "只有配合任务，本期没有进展的可以不填"
    elif all(row.cells.get("last_status") in STANDING for row in leads):
        hint = "没有变化的任务可以不填，但至少要填一项，哪怕只写“没有变化”"
    else:
        hint = "上期状态是空的，或是申请调整、核验退回的牵头任务，每项要填状态；其余没有变化的可以不填"
    return Problem("错误" if leads else "提示", file, "form-empty", sentence, hint)


def _entries(
    typed: Iterable[Typed], unit: str, origin: Origin, period: Period, words: Words
) -> tuple[list[Entry], list[Problem]]:
    """One entry per task; where a task stands more than once, a column on which its rows disagree is not taken."""
    problems: list[Problem] = []
    together: dict[tuple[str, str], list[Typed]] = {}
    for row in typed:
        together.setdefault((row.issued.task_id, row.issued.role), []).append(row)
    joined = {key: join_rows(rows, INPUT_COLUMNS, origin.file, problems) for key, rows in together.items()}
    habit = column_habit([texts["percent"] for texts in joined.values() if "percent" in texts])
    entries = []
    for (task_id, role), texts in joined.items():
        rows = together[task_id, role]
        percent = read_percent(texts["percent"], habit) if "percent" in texts else None
        expected = read_day(texts["expected_on"], period.year) if "expected_on" in texts else None
        made = Entry(unit, task_id, role, texts, join_places(rows), rows[0].home, origin, percent, expected)
        entries.append(_with_status(made, words, problems))
        problems += _unread(made)
    return entries, problems


def join_places(rows: Sequence[Typed]) -> Mapping[str, str]:
    """Where in their file the columns of the rows of one task stand: the first row that says something."""
    if len(rows) == 1:
        return rows[0].places
    places = {name: place for row in reversed(rows) for name, place in row.places.items()}
    return places | {name: row.places[name] for row in reversed(rows) for name, text in row.texts.items() if text}


def join_rows(
    rows: Sequence[Typed], columns: Iterable[Column], file: str, problems: list[Problem]
) -> dict[str, str]:
    """What the rows of one task say together; a column on which they disagree is left out and is a problem."""
    if len(rows) == 1:
        wanted = {column.name for column in columns} | {REMARK}
        # a status, a name, a share stands in thousands of rows
        return {name: intern(text) if len(text) < _SHORT else text
                for name, text in rows[0].texts.items() if text and name in wanted}
    texts: dict[str, str] = {}
    for name, header in ((column.name, column.header) for column in columns):
        written = [(row.texts[name], file + row.places[name]) for row in rows if row.texts.get(name)]
        values = {fold(text) for text, _ in written}
        if len(values) == 1:
            texts[name] = min(text for text, _ in written)
        elif values:
            problems += [
                Problem("错误", place, "row-repeated", f"同一任务有多行，“{header}”填得不一样，都没有采纳",
                        "请只留一行，写明以哪个为准", text) for text, place in written]
    if remarks := dict.fromkeys(row.texts[REMARK] for row in rows if REMARK in row.texts):
        texts[REMARK] = "；".join(remarks)
    return texts


def _with_status(entry: Entry, words: Words, problems: list[Problem]) -> Entry:
    """The entry with its status as one of STATUSES where the typed word means one; a problem keeps the word."""
    typed = entry.texts.get("status", "")
    status = read_status(typed, words.statuses) if typed else ""
    if not typed or status == typed:
        return entry
    if status not in STATUSES:
        problems.append(Problem("错误", entry.place("status"), "status-unknown", f"状态“{typed}”无法识别",
                                "请从未启动、推进中、已完成、申请调整中选一个", typed))
        return entry
    problems.append(Problem("提示", entry.place("status"), "status-read", f"状态“{typed}”按“{status}”记",
                            "如不是这个意思，请从下拉列表中重选", typed))
    return replace(entry, texts={**entry.texts, "status": status})


def _unread(entry: Entry) -> list[Problem]:
    problems = [_cut(entry, name) for name in INPUT_NAMES if len(entry.texts.get(name, "")) == _FULL]
    if "percent" in entry.texts and entry.percent is None:
        text = entry.texts["percent"]
        problems.append(Problem("存疑", entry.place("percent"), "percent-unread", f"完成比例“{text}”看不出是多少",
                                "请填百分数，如 50%", text))
    if "expected_on" in entry.texts and entry.expected is None:
        text = entry.texts["expected_on"]
        problems.append(Problem("存疑", entry.place("expected_on"), "day-unread", f"预计完成时间“{text}”看不出是哪天",
                                "请写成 2021-6-30 或 6月底前", text))
    return problems


def _cut(entry: Entry, name: str) -> Problem:
    sentence = f"“{_HEADERS[name]}”正好写到 Excel 一格的上限（{_FULL}字），后面的可能被截掉了"
    hint = "已照读出的采纳；请向单位要全文，或请单位写短一些"
    return Problem("存疑", entry.place(name), "text-cut", sentence, hint, entry.texts[name][-20:])


def _stages(found: Gathered, form: IssuedForm, unit: str, origin: Origin) -> tuple[Stages | None, list[Problem]]:
    """The unit's stages, None when they are those that the form came with."""
    first = {row: (at, sheet) for row, at, sheet, _ in reversed(found.stages)}
    rows = list(dict.fromkeys(row.texts for row in found.stages))
    if {_folded(row) for row in rows} == {_folded(row) for row in form.stages}:
        return None, []
    if not rows:
        problem = Problem("提示", origin.file, "plan-dropped", "交回的表没有细化方案，以前报的仍然有效",
                          "确实不要了的，请来电说明")
        return None, [problem]
    made = Stages(unit, tuple(rows), tuple(first[row][0] for row in rows), first[rows[0]][1], origin)
    return made, []


def _folded(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold(text) for text in row)
