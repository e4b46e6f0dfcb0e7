"""The 核验 workbook of a period: the completions that units claim, and room for what checking them came to.

Whoever writes it at whatever moment, the folder's key alone tells that a row is one of ours and which of its cells
still say what was printed: the ledger keeps nothing for it, so that the order of merges does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from breakdown.book import Book, Grid, Lines, Made, Rule, Sheet
from breakdown.cells import IDENTITY_SHEET, fold
from breakdown.closings import PENDING, find_claims, report_code, shown, through
from breakdown.columns import CLOSINGS, PROGRESS, TASKS, Column
from breakdown.form import IDENTITY_COLUMNS, VERIFY, Identity, last_reports, seal
from breakdown.merge.shelf import width_folded
from breakdown.periods import Period
from breakdown.records import Records
from breakdown.rulings import deadline_shown, extensions
from breakdown.settings import Settings

_CLAIMED = ("value", "percent", "progress")
CHECK_COLUMNS: tuple[Column, ...] = (
    *TASKS.pick("no", width=5), *TASKS.pick("content", width=30), *TASKS.pick("goal", width=18),
    Column("unit", "牵头单位", width=14, synonyms=("责任单位",)), *TASKS.pick("deadline_text", width=11),
    Column("claimed", "报完成期次", width=10),
    *(replace(column, editable=False, group="", choices=(), prompt="")
      for column in (*PROGRESS.pick("value", "percent", width=9), *PROGRESS.pick("progress", width=28))),
    Column("proof", "佐证材料", width=18, synonyms=("佐证", "证明材料")), Column("reporter", "填报人", width=8.5),
    *CLOSINGS.pick("result", "approver", "checked_on", "evidence", "reason", group="核验"),
)
LOCKED = tuple(column for column in CHECK_COLUMNS if not column.editable)
TYPED = tuple(column for column in CHECK_COLUMNS if column.editable)
TYPED_NAMES = tuple(column.name for column in TYPED)
# Where CLAIM_COLUMNS of the report stand.
CLAIM_CELLS = (*_CLAIMED, "proof")
_TASK_NAMES = ("no", "content", "goal")
_GUIDE = (
    "下面是各牵头单位报了“已完成”、还没有销号的任务，或抽查抽到的任务，一个牵头单位一行。只填浅黄色的栏目，没有核验到的空着，以后再填。",
    "核实完成的选“销号”，写明批准人、核验日期、核验依据；没有完成或材料不足的选“退回”，写明退回原因，单位下期会看到。",
    "抽查抽到、单位没有报完成的，与实际相符的选“属实”，不符的选“退回”，写明退回原因。",
    "填好存盘，再运行一次合并，就记入台账（抽查的表、换了地方存的表，合并时写上文件名）；填过的还在，可以接着改。",
)
_CHECK = 6


class RowId(NamedTuple):
    """What a row's id tells: period of checking, task, unit, period and code of the claim, a check of each cell."""

    period: str
    task_id: str
    unit: str
    claimed: str
    claim: str
    checks: Mapping[str, str]

    @property
    def said(self) -> tuple[str, ...]:
        """The parts of the id that name the row."""
        return VERIFY, *self[:5]


class CheckRow(NamedTuple):
    """One row: task and unit, period and code of the claim, locked cells and what was typed so far, by column.

    order: by what rows are sorted.
    """

    order: tuple[int, str, str]
    task_id: str
    unit: str
    claimed: str
    claim: str
    cells: Mapping[str, str]
    typed: Mapping[str, str]


def verify_book(rows: Sequence[CheckRow], period: Period, settings: Settings) -> Book:
    """The workbook of a period; rows: sorted, each is asked for when it is written."""
    return _book(VERIFY, rows, period, settings)


def spot_check_book(
    records: Records, period: Period, settings: Settings, drawn: Sequence[tuple[str, str]], name: str
) -> Book:
    """The same workbook for a spot check: drawn tasks and lead units, in the order drawn, whether claimed or not."""
    claims, reports = find_claims(records, period), last_reports(records, through(period))
    held, tasks, extended = _held(records, period), _tasks(records), extensions(records)
    rows = []
    for key in drawn:
        task, claim = _dated(tasks[key[0]], extended), claims.get(key)
        report = claim.report if claim else {**reports.get((*key, "牵头"), {}), "period": ""}
        rows.append(_row(key, task, report, report_code(report) if claim else "", held.get(key, {})))
    return _book(name, rows, period, settings)


def _book(name: str, rows: Sequence[CheckRow], period: Period, settings: Settings) -> Book:
    identity = verify_identity(period, settings)
    sheets = (verify_sheet(rows, period, settings),
              Sheet(IDENTITY_SHEET, (Grid("identity", IDENTITY_COLUMNS, identity.rows, repeat=False),),
                    hidden=True, freeze=False))
    return Book(name, sheets, identity.properties)


def verify_identity(period: Period, settings: Settings) -> Identity:
    """What the carriers of a period's workbook say; it has no revisions."""
    digest = seal(settings.key, settings.identity, VERIFY, period.name)
    return Identity(settings.identity, VERIFY, period.name, "0", digest)


def check_rows(records: Records, period: Period) -> list[CheckRow]:
    """Every claim that waits, and with what was typed whatever was checked in the period, in ledger order.

    What was typed about a claim that the unit has worded anew since stays away from it.
    """
    claims = find_claims(records, period)
    held, tasks = _held(records, period), _tasks(records)
    extended, rows = extensions(records), []
    for key in sorted({*claims, *held}, key=lambda key: _order(key, tasks.get(key[0], {}))):
        claim, closing = claims.get(key), held.get(key)
        if key[0] not in tasks or (closing is None and claim is not None and claim.standing != PENDING):
            continue
        report: Mapping[Any, Any] = claim.report if claim else {}
        code = report_code(report) if report else ""
        if claim and closing and claim.standing == PENDING and closing["claim"] != code:
            closing = None
        rows.append(_row(key, _dated(tasks[key[0]], extended), report, code, closing or {}))
    return rows


def verify_sheet(rows: Sequence[CheckRow], period: Period, settings: Settings) -> Sheet:
    """The one visible sheet; without rows it has every text that stands beside them."""
    title = Lines(((f"{settings.name}{period.title}重点任务核验表", "title"), *((text, "note") for text in _GUIDE)))
    values, keys = Made(rows, _values), Made(rows, partial(_row_id, period, settings))
    # the hidden column is there even where there are no rows
    grid = Grid("verify", CHECK_COLUMNS, values, keys=keys or ("",), rules=_rules(), filtered=True)
    return Sheet(VERIFY, (title, grid), paper="A3", protected=True, footer=f"{settings.name}　{period.title}核验")


def _values(at: int, row: CheckRow) -> tuple[str, ...]:
    return *(row.cells[column.name] for column in LOCKED), *(row.typed.get(name, "") for name in TYPED_NAMES)


def read_row_id(value: object, settings: Settings) -> RowId | None:
    """What a cell tells if it is a row id made with this folder's key; None when it is anything else."""
    parts = width_folded(value).split("|")
    if len(parts) != 8 or parts[0] != VERIFY:
        return None
    _, period, task_id, unit, claimed, claim, mark, checks = parts
    if seal(settings.key, settings.identity, *parts[:6], checks) != mark:
        return None
    each = {column.name: checks[at * _CHECK : (at + 1) * _CHECK] for at, column in enumerate(LOCKED)}
    return RowId(period, task_id, unit, claimed, claim, each)


def cell_check(said: Iterable[str], name: str, text: str, settings: Settings) -> str:
    """A few keyed digits that tell whether a cell still says what was printed; its width and blanks do not matter."""
    return seal(settings.key, settings.identity, *said, name, fold(text))[:_CHECK]


def _held(records: Records, period: Period) -> dict[tuple[str, str], Mapping[Any, Any]]:
    """What was decided in a period, by task and unit."""
    return {(row["task_id"], row["unit"]): row for row in records.rows("closings") if row["period"] == period.name}


def _tasks(records: Records) -> dict[str, dict[Any, Any]]:
    return {row["task_id"]: row for row in records.rows("tasks")}


def _dated(task: Mapping[Any, Any], extended: Mapping[str, Any]) -> Mapping[Any, Any]:
    return {**task, "deadline": deadline_shown(task["deadline_text"], extended.get(task["task_id"], []))}


def _row(key: tuple[str, str], task: Mapping[Any, Any], report: Mapping[Any, Any], code: str,
         closing: Mapping[Any, Any]) -> CheckRow:
    cells = {name: str(task[name]) for name in _TASK_NAMES}
    cells |= {"unit": key[1], "deadline_text": task["deadline"], "claimed": report.get("period", ""),
              "proof": report.get("evidence", ""), "reporter": report.get("reporter", "")}
    cells |= {name: report.get(name, "") for name in _CLAIMED}
    cells |= {name: shown(cells[name]) for name in (*_CLAIMED, "proof", "reporter")}
    typed = {name: closing[name] for name in TYPED_NAMES if closing.get(name)}
    return CheckRow(_order(key, task), *key, cells["claimed"], code, cells, typed)


def _order(key: tuple[str, str], task: Mapping[Any, Any]) -> tuple[int, str, str]:
    return task.get("position", 0), *key


def _row_id(period: Period, settings: Settings, at: int, row: CheckRow) -> str:
    said = tuple(map(width_folded, (VERIFY, period.name, row.task_id, row.unit, row.claimed, row.claim)))
    checks = "".join(cell_check(said, column.name, row.cells[column.name], settings) for column in LOCKED)
    return "|".join((*said, seal(settings.key, settings.identity, *said, checks), checks))


def _rules() -> tuple[Rule, ...]:
    wanted = {"approver": "销号", "checked_on": "销号", "evidence": "销号", "reason": "退回"}
    typed = "+".join(f"LEN({{{name}}})" for name in wanted)
    return (
        Rule(("result",), '{result}="销号"', "green"),
        Rule(("result",), '{result}="退回"', "yellow"),
        Rule(("result",), '{result}="属实"', "green"),
        Rule(("result",), f"AND(LEN({{result}})=0,{typed}>0)", "must"),
        *(Rule((name,), f'AND({{result}}="{result}",LEN({{{name}}})=0)', "must") for name, result in wanted.items()),
    )
