"""Reporting periods: month, ten-day part of a month, quarter, half-year, year."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from breakdown.errors import FolderError

TEN_DAYS = ("上旬", "中旬", "下旬")
_FORM = re.compile(r"^(\d{4})(?:-(?:(\d{1,2})(?:-(上旬|中旬|下旬|[123]))?|Q([1-4])|H([12])))?$", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Period:
    """One reporting period, from its first to its last day inclusive; sorts by time."""

    last_day: date
    first_day: date
    name: str

    @property
    def year(self) -> int:
        """Calendar year."""
        return self.last_day.year

    @property
    def title(self) -> str:
        """Chinese wording for titles, such as 2021年3月 or 2021年一季度."""
        head = f"{self.year}年"
        if "Q" in self.name:
            return head + "一二三四"[int(self.name[-1]) - 1] + "季度"
        if "H" in self.name:
            return head + ("上半年" if self.name.endswith("1") else "下半年")
        if len(self.name) == 4:
            return head
        return head + f"{self.last_day.month}月" + (self.name[8:] if len(self.name) > 7 else "")

    def previous(self) -> Period:
        """The period of the same kind just before this one."""
        day = date.fromordinal(self.first_day.toordinal() - 1)
        return _containing(day, self.name)


@cache
def parse_period(text: str) -> Period:
    """A period from 2021-03, 2021-03-上旬 (or -1), 2021-Q1, 2021-H1 or 2021; FolderError when it is none of these."""
    match = _FORM.match(text.strip())
    if not match or (match[2] and not 1 <= int(match[2]) <= 12):
        raise FolderError(
            f"期次“{text}”无法识别", "应写成 2021-03、2021-03-上旬、2021-Q1、2021-H1 或 2021", "请改正 --period 后重试"
        )
    year = int(match[1])
    if match[4]:
        return _span(year, int(match[4]) * 3 - 2, int(match[4]) * 3, f"{year}-Q{match[4]}")
    if match[5]:
        return _span(year, int(match[5]) * 6 - 5, int(match[5]) * 6, f"{year}-H{match[5]}")
    if not match[2]:
        return _span(year, 1, 12, f"{year}")
    month = int(match[2])
    if not match[3]:
        return _span(year, month, month, f"{year}-{month:02d}")
    part = int(match[3]) - 1 if match[3].isdigit() else TEN_DAYS.index(match[3])
    first = part * 10 + 1
    last = calendar.monthrange(year, month)[1] if part == 2 else first + 9
    return Period(date(year, month, last), date(year, month, first), f"{year}-{month:02d}-{TEN_DAYS[part]}")


def _span(year: int, first_month: int, last_month: int, name: str) -> Period:
    last = date(year, last_month, calendar.monthrange(year, last_month)[1])
    return Period(last, date(year, first_month, 1), name)


def _containing(day: date, like: str) -> Period:
    if "Q" in like:
        return parse_period(f"{day.year}-Q{(day.month + 2) // 3}")
    if "H" in like:
        return parse_period(f"{day.year}-H{(day.month + 5) // 6}")
    if len(like) == 4:
        return parse_period(f"{day.year}")
    month = f"{day.year}-{day.month:02d}"
    return parse_period(month if len(like) == 7 else f"{month}-{min((day.day - 1) // 10, 2) + 1}")
