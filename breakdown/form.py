"""The unit's form: what `issue` writes and `merge` recognises, agreed in one place (DESIGN.md §6)."""

from __future__ import annotations

import calendar
import hmac
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from breakdown.book import Grid, Lines, Sheet
from breakdown.cells import IDENTITY_SHEET, KEY_HEADER, cell_text
from breakdown.columns import INPUT_COLUMNS, PLANS, REQUESTS, TASKS, Column
from breakdown.frame import missing
from breakdown.periods import Period, parse_period
from breakdown.records import Records
from breakdown.settings import Settings

# made once: every row of every form is written so
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True)
GUIDE, PLAN, ADJUST, SIGN = "填报说明", "细化方案", "调整申请", "审签页"
TASK_SHEETS = {"牵头": "牵头任务", "配合": "配合任务"}

# Twenty-one columns on a page of A3 that is still read without effort: a header of four characters needs 8.5.
LOCKED_COLUMNS: tuple[Column, ...] = (
    *TASKS.pick("no", width=5),
    *TASKS.pick("content", width=30),
    *TASKS.pick("goal", width=18),
    *TASKS.pick("leaders", width=8.5),
    Column("leads", "牵头单位", width=12, synonyms=("责任单位", "牵头责任单位")),
    Column("supports", "配合单位", width=15, synonyms=("协同单位", "协办单位")),
    *TASKS.pick("deadline_text", width=11),
    Column("last_status", "上期状态", width=8.5),
    Column("last_progress", "上期进展", width=15),
    Column("expected", "序时进度", width=8.5),
)
_INPUT_WIDTHS = (8.5, 9, 8.5, 28, 16, 16, 12.5, 14, 13, 8.5, 13)
TASK_COLUMNS = (
    *LOCKED_COLUMNS,
    *(replace(column, width=width) for column, width in zip(INPUT_COLUMNS, _INPUT_WIDTHS, strict=True)),
)
PLAN_COLUMNS = PLANS.pick("no", "label", "due", "person", "phone")
REQUEST_COLUMNS = REQUESTS.pick("no", "kind", "wanted", "reason")
INPUT_NAMES = tuple(column.name for column in INPUT_COLUMNS)
PLAN_NAMES = tuple(column.name for column in PLAN_COLUMNS)
REQUEST_NAMES = tuple(column.name for column in REQUEST_COLUMNS)

# A form asks for the progress of a period, or for the unit's 细化方案 alone. Both draw their revisions from one row of
# numbers, so that unit, period and revision, which every carrier of identity holds, tell the kind as well.
Kind = Literal["progress", "plan", "verify"]
# The office's own workbook of claims to be checked: stands for its unit in identities, for the role in what is taken.
VERIFY = "核验"
# In the frame `issued` the row that keeps a form's fixed texts, its prefilled stages and its digest; it tells the kind.
FORM_ROW, PLAN_ROW = "form", "plan"
KINDS: dict[str, Kind] = {FORM_ROW: "progress", PLAN_ROW: "plan"}
# The words of a form's 填报说明, made from what is known of it (unit, period, due day, counts) by Chinese names.
Fact = str | int
Guide = Callable[[Mapping[str, Fact]], Lines]
# What a form shows as 上期状态 and what stands until the unit says otherwise: such a row may be left empty. 申请调整
# must be said again. The last two are how 已完成 reads once it is to be checked, or has been.
STANDING = ("未启动", "推进中", "已完成", "已完成（待核验）", "已销号")
_CARRIED = (("folder", "台账"), ("unit", "单位"), ("period", "期次"), ("revision", "版次"), ("digest", "校验码"))
_PROPERTY = "breakdown-"
IDENTITY_COLUMNS = (Column("name", "名称", width=14), Column("value", "内容", width=40))


@dataclass(frozen=True)
class Identity:
    """Whose form this is: folder, unit, period, revision, and a keyed digest of its locked cells."""

    folder: str
    unit: str
    period: str
    revision: str
    digest: str

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Rows of the hidden sheet: name, value."""
        return tuple((title, str(getattr(self, name))) for name, title in _CARRIED)

    @property
    def texts(self) -> list[str]:
        """All that stands on the hidden sheet."""
        return [*(column.header for column in IDENTITY_COLUMNS), *(text for row in self.rows for text in row)]

    @property
    def properties(self) -> tuple[tuple[str, str], ...]:
        """Custom document properties."""
        return tuple((_PROPERTY + name, str(getattr(self, name))) for name, _ in _CARRIED)


# What the names of an identity's parts may be, in the hidden sheet or among document properties.
IDENTITY_NAMES = frozenset(title for name, title in _CARRIED) | {_PROPERTY + name for name, _ in _CARRIED}


def identity_from_pairs(pairs: Mapping[str, str]) -> Identity | None:
    """The identity that rows of the hidden sheet or document properties tell; None when a part is missing."""
    found = {name: pairs.get(title) or pairs.get(_PROPERTY + name) or "" for name, title in _CARRIED}
    return Identity(**found) if found["unit"] and found["period"] and found["revision"] else None


def form_name(unit: str, period: Period, kind: Kind) -> str:
    """The name of a form's file, without suffix."""
    return f"{unit}_{period.name}" + (f"_{PLAN}" if kind == "plan" else "")


def row_id(task_id: str, role: str, due: date | None, seal: str) -> str:
    """A row's id: eight digits of its due day (zeros: none), which the form's own rules read, task, role, seal."""
    day = due.strftime("%Y%m%d") if due else "0" * 8
    return f"{day}|{task_id}|{role}|{seal}"


def seal(key: str, *parts: str) -> str:
    """A keyed digest of some texts: twelve hex digits that nobody without the folder's key can make up."""
    return hmac.digest(key.encode(), json_text(parts).encode(), "sha256").hex()[:12]


def short_code(digest: str) -> str:
    """The beginning of a digest as people compare it: 1A2B-3C4D."""
    return f"{digest[:4]}-{digest[4:8]}".upper()


def json_text(value: object) -> str:
    """A value as JSON, the same text for the same value."""
    return _JSON.encode(value)


def fixed_texts(sheets: Iterable[Sheet]) -> dict[str, list[str]]:
    """By sheet, every text that stands in a form beside its task rows, its prefilled stages and its identity."""
    return {sheet.name: [text for block in sheet.blocks for text in _block_texts(block) if text]
            for sheet in sheets if sheet.name != IDENTITY_SHEET}


def last_reports(records: Records, period: Period) -> dict[tuple[str, str, str], Mapping[Any, Any]]:
    """By task, unit and role how an earlier period left it: a row of `progress`.

    What the newest report leaves out stands as before, back to the last one that says a status.
    """
    reports = records.rows("progress")
    ended = {name: parse_period(name).last_day for name in {row["period"] for row in reports}}
    earlier = [row for row in reports if ended[row["period"]] < period.last_day]
    earlier.sort(key=lambda row: (ended[row["period"]], row["period"]))
    last: dict[tuple[str, str, str], Mapping[Any, Any]] = {}
    for row in earlier:
        key = row["task_id"], row["unit"], row["role"]
        said = {name: value for name, value in row.items() if not missing(value) and value != ""}
        last[key] = row if row["status"] else {**row, **last.get(key, {}), **said}
    return last


def due_date(period: Period, settings: Settings) -> date:
    """The day by which a period's returns are due: `due_day` of the month after its last day, or that month's last.

    Where offices do not work on it, the next day on which they do: nobody is late for a holiday.
    """
    year, month = divmod(period.last_day.year * 12 + period.last_day.month, 12)
    day = date(year, month + 1, min(settings.due_day, calendar.monthrange(year, month + 1)[1]))
    return settings.calendar.next_workday(day)


def _block_texts(block: object) -> list[str]:
    if isinstance(block, Lines):
        return [text.strip() for text, _ in block.lines]
    if not isinstance(block, Grid):
        return []
    heads = [text for column in block.columns for text in (column.group, column.header)]
    if block.keys:
        return [KEY_HEADER, *heads]
    rows = () if block.columns in (PLAN_COLUMNS, REQUEST_COLUMNS) else block.rows
    return heads + [cell_text(value) for row in rows for value in row]
