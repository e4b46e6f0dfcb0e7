"""Dates inside a text, as notices print them: days, months, quarters, half-years, years, and ranges of these."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from breakdown.tasks.numbers import read_number
from breakdown.words import Deadlines, Terms


@dataclass(frozen=True)
class Day:
    """A date named in a text, with its place there; due is None where the print cannot be a date.

    repairs: what was mended in a misprint. doubts: sentences for a person to read.
    """

    start: int
    end: int
    due: date | None
    year_given: bool = False
    doubts: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()


CHINESE = "[〇零一二两三四五六七八九十]"
# How the whole of a range is joined to its end.
TO = r"\s*[-—–－~～、至到和及]+\s*"
# Feasts with a fixed date: their eves.
HOLIDAYS = {"五一": (4, 30), "七一": (6, 30), "八一": (7, 31), "国庆": (9, 30), "国庆节": (9, 30), "元旦": (12, 31)}
_MONTH = r"(?:1[0-2]|0?[1-9](?!\d)|[1-9]\d|十[一二]?|[一二三四五六七八九])"
_GIVEN = (
    r"(?:(?<!\d)(?P<year>20\d\d)\s*(?:年度?)?|(?P<spelt>二[〇零○][〇零○一二三四五六七八九]{2})年"
    rf"|(?<!\d)(?P<short>\d\d)年(?=\d+月|[底末]|{CHINESE}{{1,2}}月|第?[一二三四1-4]季度|[上下]半年)"
    r"|(?P<said>今年|本年|当年|明年|次年|翌年|去年))\s*"
)
_YEAR = rf"(?:{_GIVEN}|(?<![\d.]))"
_YEAR_FIRST = r"(?<!\d)(?P<year>20\d\d)"
_DAY = rf"\d{{1,2}}|{CHINESE}{{1,3}}"
_PART = r"(?:份)?\s*(?P<part>底|末|初|[上中下]+旬|中(?![\u4e00-\u9fff]))?"
_BEFORE = r"(?P<before>\s*(?:之|以)?前(?!后))?"
# Years said by name, from the work year.
_YEARS_SAID = {"明年": 1, "次年": 1, "翌年": 1, "去年": -1}
# A leap year, so that 2月29日 can be read where no year is known.
_ANY_YEAR = 2000
# What a form reads: the date, or None where the print cannot be one, and the doubts about it.
_Read = tuple[date | None, tuple[str, ...]]
_Reader = Callable[[re.Match[str], int], _Read]


def find_days(text: str, year: int, words: Deadlines | None = None) -> list[Day]:
    """Every date in a text in print order, a range as one date, its last; year is the work year, 0 an unknown one.

    What is written without a year lies in the work year, or in the year that stands before it, as long as time goes on.
    """
    return _join(text, list(_single_days(text, year, words)))


def either(terms: Terms) -> str:
    """A pattern for any of some words, the longer first."""
    return "|".join(re.escape(term) for term in sorted(terms, key=lambda term: (-len(term), term)))


@lru_cache(maxsize=8)
def _forms(year_end: Terms, half_year: Terms) -> tuple[tuple[re.Pattern[str], _Reader], ...]:
    """How a date may be printed and who reads it; of two forms that begin at one place the longer print counts."""
    holidays, ends = either(tuple(HOLIDAYS)), either(("年底", "年末", "年内", *year_end))
    return tuple(
        (re.compile(pattern + _BEFORE), reader)
        for pattern, reader in (
            (rf"{_YEAR_FIRST}(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01])(?!\d)", _month_day),
            (rf"{_YEAR_FIRST}(?P<dot>[-./])(?P<month>\d{{1,2}})(?P=dot)(?P<day>\d{{1,2}})(?!\d)日?", _month_day),
            (rf"{_YEAR_FIRST}[-./](?P<month>\d{{1,2}})(?![\d./-])月?{_PART}", _month),
            (rf"{_YEAR_FIRST}[./](?P<first>\d{{1,2}})[-—–－~～至到]+(?P<month>\d{{1,2}})(?![\d./-])月?{_PART}",
             _month_range),
            (rf"{_YEAR}(?P<month>{_MONTH})\s*月\s*(?P<day>{_DAY})\s*[日号](?:\d{{1,2}}[时点])?", _month_day),
            (r"(?<![\d.])(?P<month>1[0-2]|0?[1-9])[./](?P<day>[0-3]?\d)(?!\d)日?(?=\s*(?:之|以)?前|\W*$)", _month_day),
            (rf"{_YEAR}(?P<first>{_MONTH})(?:月份?)?[底初]?{TO}(?P<month>{_MONTH})\s*月{_PART}", _month_range),
            (rf"{_YEAR}(?P<month>{_MONTH})\s*月{_PART}", _month),
            (rf"{_YEAR}(?:前|第)?(?:[一二三四1-4]{TO}第?)?(?P<quarter>[一二三四1-4])个?季度(?P<part>[末内底])?",
             _quarter),
            (rf"{_YEAR}Q(?P<quarter>[1-4])(?P<part>[末内底])?", _quarter),
            (rf"{_YEAR}(?:{either(('上半年', *half_year))})", _half_year),
            (rf"{_YEAR}年中(?=前|完成|$)", _mid_year),
            (rf"{_YEAR}(?<!{CHINESE})(?<![半个])(?:{ends})", _year_end),
            (rf"{_GIVEN}(?:(?<=年)以?[底末内]|(?<=年度)[内末])", _year_end),
            (rf"{_YEAR}[“\"]?(?P<holiday>{holidays})[”\"]?节?(?=之?前(?!后))", _holiday),
            (r"十(?P<plan>[二三四五六七八九])五[”\"]?(?:规划)?(?:期?末|期间|时期|期内)", _five_years),
            (r"(?<!\d)20\d\d(?:年度?)?\s*[-—–－~～至到]+\s*(?P<year>20\d\d)年度?[底末]?", _year_end),
            (r"^\W*20\d\d(?:年度?)?\s*[、和及]\s*(?P<year>20\d\d)年度?内?\W*$", _year_end),
            (r"[到至](?P<year>20\d\d)年(?![\d一二三四五六七八九十])", _year_end),
            (r"^\W*(?P<year>20\d\d)(?:年度?)?(?:以?内)?(?:完成)?\W*$", _year_end),
            (r"(?<![\d到至])(?P<year>20\d\d)年(?=(?:之|以)?前(?!后))", _year_eve),
            (r"今明两年", _next_year_end),
        )
    )


def _matches(text: str, words: Deadlines | None) -> Iterator[tuple[re.Match[str], _Reader]]:
    forms = _forms(words.year_end, words.half_year) if words else _forms((), ())
    at = 0
    while True:
        found = [(match, reader) for form, reader in forms if (match := form.search(text, at)) and match.end() > at]
        if not found:
            return
        first = min(found, key=lambda item: (item[0].start(), -item[0].end()))
        yield first
        at = first[0].end()


def _single_days(text: str, year: int, words: Deadlines | None) -> Iterator[Day]:
    known, before = year, date.min
    for match, reader in _matches(text, words):
        if _is_no_deadline(text, match):
            continue
        named = _named_year(match, year)
        base = year if named is None else named
        doubts: tuple[str, ...] = ()
        if named is None and known != year:
            # 2022年3月底前…，6月底前…: a month after an explicit year belongs to that year, as long as time goes on
            carried = reader(match, known)[0]
            if carried and carried >= before:
                base, doubts = known, (f"“{match[0].strip()}”没有写年份，按{known}年理解",)
        due, own = reader(match, base or _ANY_YEAR)
        if not base and due and due.year <= _ANY_YEAR + 1:
            due, own = None, (f"“{match[0].strip()}”没有写年份，通知里也没有写明年度",)
        known, before = base, due or before
        yield Day(match.start(), match.end(), due, named is not None, (*doubts, *own), _repairs(match))


def _is_no_deadline(text: str, match: re.Match[str]) -> bool:
    """A beginning (3月起), a past day (截至5月底已…), a span (一月内)."""
    after = text[match.end() : match.end() + 12]
    if re.fullmatch(rf"{CHINESE}+\s*月", match[0]) and re.match("[之以]?内", after):
        return True
    if re.match(r"(?:起|开始|以来)(?!草)", after):
        return True
    past = re.match(r"[，,]?[^，。；,;]{0,8}已", after)
    return past is not None and re.search(r"截[至止]$", text[: match.start()]) is not None


def _named_year(match: re.Match[str], year: int) -> int | None:
    found = match.groupdict()
    spelt = found.get("year") or found.get("spelt")
    if spelt:
        return _whole(spelt)
    if found.get("short"):
        return (year or _ANY_YEAR) // 100 * 100 + int(match["short"])
    said = found.get("said")
    # without a work year 明年 names none
    return None if not said or not year else year + _YEARS_SAID.get(said, 0)


def _repairs(match: re.Match[str]) -> tuple[str, ...]:
    printed = match[0].strip()
    if not re.match(r"20\d\d\d{1,2}\s*月", printed):
        return ()
    mended = f"{printed[:4]}年{printed[4:]}"
    return (f"“{printed}”疑缺“年”字，按“{mended}”理解",)


def _month_day(match: re.Match[str], year: int) -> _Read:
    try:
        return date(year, _whole(match["month"]), _whole(match["day"])), ()
    except ValueError:
        return None, (f"“{match[0].strip()}”不是真实存在的日期",)


def _month(match: re.Match[str], year: int) -> _Read:
    printed, month, part = match[0].strip(), _whole(match["month"]), match["part"] or ""
    if not 1 <= month <= 12:
        return None, (f"“{printed}”不是真实存在的月份",)
    if part in ("初", "中"):
        day = 10 if part == "初" else 15
        return date(year, month, day), (f"“{printed}”按{month}月{day}日理解",)
    if part.endswith("旬") and part[-2] in "上中":
        return date(year, month, 10 if part[-2] == "上" else 20), ()
    if match["before"] and not part:
        # before June: the cautious reading is the last day of May
        eve = date.fromordinal(date(year, month, 1).toordinal() - 1)
        return eve, (f"“{printed}”按{month}月1日之前理解，也可能指{month}月底前",)
    return _last_day(year, month), ()


def _month_range(match: re.Match[str], year: int) -> _Read:
    first, month, printed = _whole(match["first"]), _whole(match["month"]), match[0].strip()
    if not (1 <= first <= 12 and 1 <= month <= 12):
        return None, (f"“{printed}”不是真实存在的月份",)
    if month < first:
        return _last_day(year + 1, month), (f"“{printed}”跨年，按次年{month}月理解",)
    if match["part"]:
        return _month(match, year)
    return _last_day(year, month), ()


def _quarter(match: re.Match[str], year: int) -> _Read:
    due = _last_day(year, 3 * _whole(match["quarter"]))
    if match["before"] and not match["part"]:
        return due, (f"“{match[0].strip()}”按季度末理解，也可能指季度开始之前",)
    return due, ()


def _half_year(_: re.Match[str], year: int) -> _Read:
    return date(year, 6, 30), ()


def _mid_year(match: re.Match[str], year: int) -> _Read:
    return date(year, 6, 30), (f"“{match[0].strip()}”按6月30日理解",)


def _year_end(_: re.Match[str], year: int) -> _Read:
    return date(year, 12, 31), ()


def _next_year_end(_: re.Match[str], year: int) -> _Read:
    return date(year + 1, 12, 31), ()


def _year_eve(match: re.Match[str], year: int) -> _Read:
    """Before 2025: the cautious reading is the end of 2024."""
    return date(year - 1, 12, 31), (f"“{match[0].strip()}”按{year - 1}年底理解，也可能指{year}年底前",)


def _holiday(match: re.Match[str], year: int) -> _Read:
    """The eve of a feast that has a fixed date."""
    return date(year, *HOLIDAYS[match["holiday"]]), ()


def _five_years(match: re.Match[str], _: int) -> _Read:
    """The end of a five-year plan; the 14th ends in 2025."""
    return date(2025 + 5 * (_whole(match["plan"]) - 4), 12, 31), ()


def _whole(text: str) -> int:
    return int(read_number(text) or 0)


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _join(text: str, days: list[Day]) -> list[Day]:
    """Neighbours that are one statement (三季度、四季度; 3月1日至6月底; 2021年3月—2022年6月) as one date, the last."""
    joined: list[Day] = []
    for day in days:
        between = text[joined[-1].end : day.start] if joined else "x"
        if joined and re.fullmatch(r"\s*[-—–－~～、至到和及]+\s*第?", between):
            last = joined.pop()
            day = Day(last.start, day.end, day.due, last.year_given or day.year_given,
                      last.doubts + tuple(doubt for doubt in day.doubts if not last.year_given),
                      last.repairs + day.repairs)
        joined.append(day)
    return joined
