"""The sheet 调整申请 of the review workbook: what units ask to have changed, and what the office decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from breakdown.assigned import printed_names
from breakdown.book import Grid, Lines, Rule, Sheet
from breakdown.cells import WorkbookCells, cell_text
from breakdown.columns import DECISIONS, REQUESTS, ROLES, RULINGS, TASKS, Column, make_frame
from breakdown.days import read_day
from breakdown.form import ADJUST
from breakdown.frame import rows_of
from breakdown.periods import parse_period
from breakdown.problems import Problem
from breakdown.records import Records
from breakdown.review.tables import TableRow, read_table
from breakdown.rulings import AGREED, DEADLINE, KEY, Row, rulings_by_request

# The units' own words, which stand here for the office to read.
_ASKED: tuple[Column, ...] = (
    *REQUESTS.pick("period", width=9), *REQUESTS.pick("unit", width=14),
    *REQUESTS.pick("no", editable=False, width=7), *TASKS.pick("content", width=30),
    *REQUESTS.pick("kind", editable=False, choices=(), width=10), *RULINGS.pick("before", width=18),
    *REQUESTS.pick("wanted", editable=False, width=20), *REQUESTS.pick("reason", editable=False, width=26),
    Column("asked", "申请时间", width=12), Column("timely", "是否在到期前", width=9),
)
_DECIDED: tuple[Column, ...] = (
    *RULINGS.pick("decision", prompt="从下拉列表中选择：同意、不同意"),
    *RULINGS.pick("after", width=18, prompt="同意的写明调整为什么；不写即按单位的建议"),
    *RULINGS.pick("approver"), *RULINGS.pick("decided_on", kind="text", prompt="如 2021-4-2"),
    *RULINGS.pick("note"),
)
COLUMNS = (*_ASKED, *_DECIDED)
_NAMES = tuple(column.name for column in _DECIDED)
_LATE = "否，已逾期"
_NOTE = (
    "单位提出的调整申请。请在右边选“决定”，写明批准人和批准日期，保存后运行 breakdown adopt。"
    "同意延期的，到期日随之更改，原时限一并保留；同意其他事项的，请同时在“任务核对”中把任务改好。到期后才申请延期的，不能延期。"
)


class Decision(NamedTuple):
    """What the office typed for one request: key as in rulings.KEY, texts by column, where it stands."""

    key: tuple[str, ...]
    texts: Mapping[str, str]
    row: TableRow


def requests_sheet(records: Records) -> Sheet | None:
    """All requests about known tasks, undecided ones first; None when there are none."""
    tasks = {row["task_id"]: row for row in rows_of(records.tasks)}
    decided = rulings_by_request(records)
    listed = [row for row in rows_of(records.requests) if row["task_id"] in tasks]
    listed.sort(key=lambda row: (_key(row) in decided, parse_period(row["period"]).last_day, *_key(row)))
    if not listed:
        return None
    names = _units(records)
    rows = []
    for row in listed:
        task, ruling = tasks[row["task_id"]], decided.get(_key(row), {})
        texts: dict[Any, Any] = {
            **row, "no": task["no"], "content": task["content"], "asked": f"{row['received_at']:%Y-%m-%d %H:%M}",
            "before": ruling.get("before") or present(row["kind"], task, names),
            "timely": _LATE if late_since(row, task) else "是",
            **{name: _text(ruling.get(name)) for name in _NAMES},
        }
        rows.append(tuple(texts[column.name] for column in COLUMNS))
    rules = (
        Rule(("decision",), "LEN({decision})=0", "must"),
        Rule(("approver", "decided_on"), "AND(LEN({decision})>0,LEN({approver})*LEN({decided_on})=0)", "must"),
        Rule(("timely",), 'LEFT({timely},1)="否"', "red"),
    )
    keys = tuple("|".join(_key(row)) for row in listed)
    grid = Grid("requests", COLUMNS, tuple(rows), keys=keys, rules=rules, filtered=True)
    count = sum(_key(row) not in decided for row in listed)
    title = Lines(((ADJUST, "title"), (f"共 {len(listed)} 条，待决定 {count} 条。{_NOTE}", "note")))
    return Sheet(ADJUST, (title, grid), paper="A3", footer=ADJUST)


def read_decisions(cells: WorkbookCells, problems: list[Problem]) -> tuple[Decision, ...]:
    """What the office typed on the sheet, where the workbook has it; rows without id become problems."""
    if cells.sheet(ADJUST) is None:
        return ()
    found = []
    for row in read_table(cells, ADJUST, COLUMNS, problems, keyed=True):
        texts = {name: row.text(name) for name in _NAMES}
        if row.key.count("|") == len(KEY) - 1:
            found.append(Decision(tuple(row.key.split("|")), texts, row))
        else:
            hint = "单位的申请请由单位在表上提出"
            problems.append(row.problem("row-unknown", "这一行不是单位提出的申请，没有采用", hint))
    return tuple(found)


def rule(records: Records, decisions: Sequence[Decision]) -> tuple[pd.DataFrame, list[Problem]]:
    """The ledger's rulings with the office's new decisions; problems: what cannot be taken, and why."""
    asked = {_key(row): row for row in rows_of(records.requests)}
    tasks = {row["task_id"]: row for row in rows_of(records.tasks)}
    names, known = _units(records), rulings_by_request(records)
    made: dict[tuple[str, ...], Mapping[Any, Any]] = dict(known)
    problems: list[Problem] = []
    for decision in decisions:
        request = asked.get(decision.key)
        task = tasks.get(request["task_id"]) if request else None
        if not any(decision.texts.values()):
            continue
        if request is None or task is None:
            problems.append(_problem(decision, "台账里没有这条申请，决定没有采用", "请用最近一次合并后的核对表"))
            continue
        before = known[decision.key]["before"] if decision.key in known else present(request["kind"], task, names)
        ruling, faults = _ruling(decision, request, task, before)
        problems += faults
        if ruling:
            made[decision.key] = ruling
    return make_frame(RULINGS, made.values()), problems


def extend(tasks: pd.DataFrame, rulings: pd.DataFrame) -> pd.DataFrame:
    """The tasks with the deadlines that rulings gave them; one that was changed by hand since stays as it is."""
    granted = {(row["task_id"], row["before"]): row for row in rows_of(rulings)
               if row["kind"] == DEADLINE and row["decision"] == AGREED}
    rows: list[dict[Any, Any]] = []
    for task in rows_of(tasks):
        ruling = granted.get((task["task_id"], task["deadline_text"]))
        day = read_day(ruling["after"], task["year"]) if ruling else None
        moved = {"deadline_text": ruling["after"], "due": pd.Timestamp(day), "ongoing": False} if ruling and day else {}
        rows.append(task | moved)
    return make_frame(TASKS, rows)


def unapplied(
    records: Records, decisions: Sequence[Decision], after: Mapping[str, pd.DataFrame]
) -> Iterator[Problem]:
    """New consents to changes of wording, units or targets whose task has not been changed on the sheet of tasks."""
    known, old = rulings_by_request(records), _states(records.tasks, records.assignments, records.targets)
    new = _states(after["tasks"], after["assignments"], after["targets"])
    places = {decision.key: decision for decision in decisions}
    for ruling in rows_of(after["rulings"]):
        key, task_id = _key(ruling), ruling["task_id"]
        agreed = ruling["decision"] == AGREED and ruling["kind"] != DEADLINE
        if agreed and key in places and key not in known and old.get(task_id) == new.get(task_id):
            sentence = f"同意调整{ruling['kind']}，“任务核对”中这项任务没有改"
            yield _problem(places[key], sentence, "请在“任务核对”中改好后再运行一次 breakdown adopt", "存疑")


def present(kind: str, task: Row, names: Mapping[str, str]) -> str:
    """How the ledger has what a request asks to have changed."""
    of_kind = {DEADLINE: task["deadline_text"], "任务表述": task["content"], "目标值": task["goal"],
               "责任单位": names.get(task["task_id"], "")}
    return str(of_kind.get(kind, ""))


def late_since(request: Row, task: Row) -> date | None:
    """The day on which a task was due that an extension was asked for only afterwards; None where it was in time."""
    if request["kind"] != DEADLINE or pd.isna(task["due"]):
        return None
    day: date = task["due"].date()
    return day if request["received_at"].date() > day else None


def _ruling(decision: Decision, request: Row, task: Row, before: str) -> tuple[dict[str, Any] | None, list[Problem]]:
    """One decision as a row of `rulings`; None, and why, where it cannot be taken."""
    texts = decision.texts
    day = read_day(decision.row.value("decided_on"), parse_period(request["period"]).year)
    after = (texts["after"] or request["wanted"]) if texts["decision"] == AGREED else ""
    hint = "请改好后再运行一次 breakdown adopt"
    wrong = ""
    if texts["decision"] not in DECISIONS:
        wrong = f"决定“{texts['decision']}”看不出是同意还是不同意" if texts["decision"] else "没有选同意还是不同意"
    elif not texts["approver"] or day is None:
        wrong = "没有写明批准人和批准日期"
    elif texts["decision"] == AGREED and request["kind"] == DEADLINE:
        since = late_since(request, task) if before == task["deadline_text"] else None
        if since:
            wrong = f"{since.month}月{since.day}日已经到期，之后才申请延期，仍按逾期计"
            hint = "确需改时限的，请直接改“任务核对”中的完成时限和到期日"
        elif read_day(after, task["year"] or day.year) is None:
            wrong = f"同意延期，调整为“{after}”看不出是哪天" if after else "同意延期，没有写明延到什么时候"
            hint = "请在“调整为”栏写成 2021-9-30 或 9月底前，再运行一次 breakdown adopt"
    if wrong:
        return None, [_problem(decision, f"{wrong}，决定没有采用", hint)]
    row = {**{name: request[name] for name in KEY}, "decision": texts["decision"], "before": before, "after": after,
           "approver": texts["approver"], "decided_on": day, "note": texts["note"], "asked_at": request["received_at"]}
    return row, []


def _problem(decision: Decision, sentence: str, hint: str, severity: Any = "错误") -> Problem:
    value = "，".join(filter(None, decision.texts.values()))
    return decision.row.problem("ruling", sentence, hint, "decision", severity)._replace(value=value)


def _key(row: Row) -> tuple[str, ...]:
    return tuple(row[name] for name in KEY)


def _text(value: Any) -> str:
    return "" if value is None or pd.isna(value) else cell_text(value)


def _units(records: Records) -> dict[str, str]:
    names: dict[str, list[str]] = {}
    for (task_id, role), units in sorted(printed_names(records).items(), key=lambda pair: ROLES.index(pair[0][1])):
        names.setdefault(task_id, []).append(f"{role}：{units}")
    return {task_id: "；".join(listed) for task_id, listed in names.items()}


def _states(tasks: pd.DataFrame, assignments: pd.DataFrame, targets: pd.DataFrame) -> dict[str, list[Any]]:
    """What a consent may have changed, by task."""
    found: dict[str, list[Any]] = {row["task_id"]: [row["content"], row["goal"]] for row in rows_of(tasks)}
    for frame, names in ((assignments, ("unit", "role")), (targets, ("name", "value", "unit", "text"))):
        for row in rows_of(frame):
            found.setdefault(row["task_id"], []).append(str([row[name] for name in names]))
    return found
