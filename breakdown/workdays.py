"""Workdays of the Chinese calendar: holidays and make-up days are a value that is handed in, never looked up here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from breakdown.errors import TemplateError

_SATURDAY = 5
# As the yearly arrangement prints them: 10月1日至7日, 2月15日至3月2日, 2026年12月31日至1月2日.
_DAYS = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:至(?:(\d{1,2})月)?(\d{1,2})日)?")
_KEYS = ("off", "work")


@dataclass(frozen=True)
class Calendar:
    """Weekdays that are off and days of a weekend that are worked, for the years whose arrangement is known.

    In a year that is not known Monday to Friday are taken for workdays.
    """

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Whether offices work on a day."""
        return day in self.work or (day.weekday() < _SATURDAY and day not in self.off)

    def next_workday(self, day: date) -> date:
        """A day itself where offices work on it, else the next one on which they do."""
        while not self.is_workday(day):
            day += timedelta(days=1)
        return day

    def workdays(self, after: date, until: date) -> int:
        """How many workdays lie after a day, up to and with another; 0 when that is not later."""
        return sum(self.is_workday(after + timedelta(days=step + 1)) for step in range((until - after).days))

    def horizon(self, day: date, workdays: int) -> date:
        """The last day that has no more than so many workdays between it and a day, itself included."""
        until = day
        while workdays > 0 or not self.is_workday(until + timedelta(days=1)):
            until += timedelta(days=1)
            workdays -= self.is_workday(until)
        return until

    def unknown(self, first: date, last: date) -> tuple[int, ...]:
        """The years from one day to another whose arrangement is not known."""
        return tuple(year for year in range(first.year, last.year + 1) if year not in self.years)


# No arrangement known at all.
WEEKDAYS = Calendar()


def unknown_sentence(years: Sequence[int]) -> str:
    """What a clerk must know about years whose arrangement is not known, and what to do."""
    listed = "、".join(f"{year}年" for year in years)
    return (f"{listed}的放假安排程序还不知道，暂按周一至周五为工作日计；"
            "请把国务院办公厅公布的安排写进 templates/workdays.toml。")


def with_own(calendar: Calendar, data: Mapping[str, object], place: str) -> Calendar:
    """A calendar with the years that an office wrote down: year → off and work, lists of days as printed.

    place: the file, for messages. Raises TemplateError naming the year and the day that cannot be read.
    """
    off, work = set(calendar.off), set(calendar.work)
    for year, days in data.items():
        if not re.fullmatch(r"\d{4}", year) or not isinstance(days, Mapping) or not set(days) <= set(_KEYS):
            raise TemplateError(f"{place}〔{year}〕写法有误", "应是一年一段，如 [2027]，其中只有 off 和 work",
                                "请对照自带的 workdays.toml 改正")
        free = _listed(days.get("off", []), int(year), f"{place}〔{year}〕off")
        worked = _listed(days.get("work", []), int(year), f"{place}〔{year}〕work")
        off = (off | free) - worked
        work = (work | worked) - free
    return Calendar(frozenset(off), frozenset(work), calendar.years | {int(year) for year in data})


def _listed(texts: object, year: int, place: str) -> set[date]:
    if not isinstance(texts, list):
        raise TemplateError(f"{place} 的值“{texts}”不是一列日期", '应如 ["10月1日至7日"]', "请改正")
    return {day for text in texts for day in _days(text, year, place)}


def _days(text: object, year: int, place: str) -> list[date]:
    match = _DAYS.fullmatch(str(text).strip())
    try:
        if match is None:
            raise ValueError(text)
        first = date(int(match[1] or year), int(match[2]), int(match[3]))
        last = date(year, int(match[4] or match[2]), int(match[5])) if match[5] else first
    except ValueError as error:
        raise TemplateError(f"{place} 中的“{text}”不是日期", "应如“1月4日”或“10月1日至7日”", "请改正") from error
    if last < first:
        raise TemplateError(f"{place} 中的“{text}”先后颠倒", "前一天应早于后一天", "请改正")
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]
