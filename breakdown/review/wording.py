"""Targets, stages, flags and dates as a clerk reads and writes them in one cell, and back."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import pandas as pd

from breakdown.book import Value
from breakdown.cells import cell_text
from breakdown.review.view import TARGET_KINDS, Row

_TARGET = re.compile(
    r"^(?P<name>[^≥≤≈=><]*)(?P<relation>[≥≤≈=><])(?P<value>-?\d+(?:\.\d+)?)(?P<unit>[^〔]*)(?:〔(?P<kind>..)〕)?$"
)
_STAGE = re.compile(r"^(?P<day>\d{4}-\d{1,2}-\d{1,2})(?:\s+(?P<rest>.*))?$")
_DAYS = (
    re.compile(r"^(?P<year>\d{4})[-./年](?P<month>\d{1,2})[-./月](?P<day>\d{1,2})日?$"),
    re.compile(r"^(?P<month>\d{1,2})月(?P<day>\d{1,2})日$"),
    re.compile(r"^(?P<year>\d{4})[-./年](?P<month>\d{1,2})月?底?$"),
    re.compile(r"^(?P<month>\d{1,2})月底?$"),
)
_MONTH_AND_DAY = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
# Excel counts days from here; whole numbers in this range are dates that lost their format (1954 to 2119).
_EPOCH, _SERIALS = date(1899, 12, 30), range(20_000, 80_000)
_TRUE, _FALSE = ("是", "√", "✓", "1", "对", "y", "yes", "true"), ("", "否", "0", "×", "无", "n", "no", "false")


class Day(NamedTuple):
    """A date out of a cell; `understood` is False where a text stands there that is none (or cannot exist)."""

    day: date | None
    understood: bool


def target_line(target: Row) -> str:
    """One target as one line: 新增规上企业≥3家〔累计〕; without a figure its words."""
    kind = TARGET_KINDS.get(target["kind"], "")
    mark = f"〔{kind}〕" if kind else ""
    if pd.isna(target["value"]):
        return _one_line(target["name"] or target["text"]) + mark
    figure = _figure(target["value"])
    return _one_line(f"{target['name']}{target['relation'] or '='}{figure}{target['unit']}{mark}")


def read_target(line: str) -> dict[str, Any]:
    """A line that a clerk wrote as a target; what has no figure is one without: its words, kind 定性."""
    match = _TARGET.match(unicodedata.normalize("NFKC", line).replace(">=", "≥").replace("<=", "≤"))
    kinds = {title: kind for kind, title in TARGET_KINDS.items()}
    if not match:
        return {"name": re.sub("〔..〕$", "", line), "kind": "qualitative", "value": float("nan"), "text": line}
    assumed = "ceiling" if match["relation"] in "≤<" else "rate" if match["unit"].startswith("%") else "cumulative"
    return {
        "name": match["name"].strip(), "kind": kinds.get(match["kind"] or "", assumed), "relation": match["relation"],
        "value": float(match["value"]), "unit": match["unit"].strip(), "text": line,
    }


def stage_line(stage: Row) -> str:
    """One stage as one line: 2021-08-31 8月底前：完成普查; what it lacks is left out."""
    parts = [part for part in (stage["label"], stage["text"]) if part]
    ahead: str = "" if pd.isna(stage["due"]) else f"{stage['due']:%Y-%m-%d} "
    return _one_line(ahead + "：".join(parts))


def read_stage(line: str) -> tuple[dict[str, Any], bool]:
    """A line that a clerk wrote as a stage, and whether its date can exist; an impossible date stays in the text."""
    match = _STAGE.match(line)
    if not match:
        return {"label": "", "due": None, "text": line}, True
    found = read_day(match["day"], 0)
    if not found.day:
        return {"label": "", "due": None, "text": line}, False
    return {"label": "", "due": found.day, "text": (match["rest"] or "").strip()}, True


def keep_lines(
    text: str, originals: list[dict[Any, Any]], to_line: Callable[[Row], str]
) -> Iterator[dict[Any, Any] | str]:
    """For each line of a cell the original row that reads so, else the line itself."""
    known = {to_line(row): row for row in originals}
    for line in (part.strip() for part in text.split("\n")):
        if line:
            yield known.get(line, line)


def joined(rows: Iterable[Row], to_line: Callable[[Row], str]) -> str:
    """Rows as the lines of one cell."""
    return "\n".join(line for line in map(to_line, rows) if line)


def read_flag(value: Value) -> bool | None:
    """是 or empty; None where the cell says something else."""
    text = cell_text(value).lower()
    return True if text in _TRUE else False if text in _FALSE else None


def read_day(value: Value, year: int) -> Day:
    """A date as typed in a cell (2021-8-31, 2021.8.31, 8月31日, 8月底, a date value, a serial number)."""
    if isinstance(value, datetime):
        return Day(value.date(), True)
    if isinstance(value, date):
        return Day(value, True)
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", cell_text(value))).removesuffix("前")
    if not text:
        return Day(None, True)
    if text.isdigit() and int(text) in _SERIALS:
        return Day(_EPOCH + timedelta(days=int(text)), True)
    for pattern in _DAYS:
        if match := pattern.match(text):
            parts = match.groupdict()
            found = _day(int(parts.get("year") or year), int(parts["month"]), parts.get("day"))
            return Day(found, found is not None)
    return Day(None, False)


def impossible_days(text: str, year: int) -> list[str]:
    """Dates inside a text that no calendar has, such as 9月31日."""
    return [
        match[0] for match in _MONTH_AND_DAY.finditer(unicodedata.normalize("NFKC", text))
        if _day(int(match[1] or year), int(match[2]), match[3]) is None
    ]


def _day(year: int, month: int, day: str | None) -> date | None:
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    last = calendar.monthrange(year, month)[1]
    number = int(day) if day else last
    return date(year, month, number) if 1 <= number <= last else None


def _figure(value: float) -> str:
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))


def _one_line(text: str) -> str:
    return " ".join(text.split())
