"""Deadlines and stage plans as notices print them, turned into dates."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from breakdown.tasks.numbers import fold_width, read_number
from breakdown.words import Deadlines, Terms


@dataclass(frozen=True)
class Milestone:
    """One dated stage of a schedule: its label as printed (三季度), the last day it allows, what is to be done."""

    label: str
    due: date
    text: str


@dataclass(frozen=True)
class Deadline:
    """What a deadline says.

    due: the latest date it names. ongoing: continuing work without a date. done: the whole task is finished already.
    milestones: the stages, where it names two dates or more. doubts: sentences for a person to read.
    repairs: readings that mend a misprint, to be reported once per notice since they recur row after row.
    """

    due: date | None = None
    ongoing: bool = False
    done: bool = False
    milestones: tuple[Milestone, ...] = ()
    doubts: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Day:
    """A date named in the text, with its place there; due is None where the print cannot be a date."""

    start: int
    end: int
    due: date | None
    year_given: bool = False
    doubts: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()


_CHINESE = "[〇零一二两三四五六七八九十]"
_MONTH = r"(?:1[0-2]|0?[1-9](?!\d)|[1-9]\d|十[一二]?|[一二三四五六七八九])"
_GIVEN = (
    r"(?:(?<!\d)(?P<year>20\d\d)\s*(?:年度?)?|(?P<spelt>二[〇零○][〇零○一二三四五六七八九]{2})年|(?<!\d)(?P<short>\d\d)年(?=\d+月)"
    r"|(?P<said>今年|本年|当年|明年|次年|翌年|去年))\s*"
)
_YEAR = rf"(?:{_GIVEN}|(?<![\d.]))"
_YEAR_FIRST = r"(?<!\d)(?P<year>20\d\d)"
_DAY = rf"\d{{1,2}}|{_CHINESE}{{1,3}}"
_TO = r"\s*[-—–－~～、至到和及]+\s*"
_PART = r"(?:份)?\s*(?P<part>底|末|初|[上中下]+旬|中(?![\u4e00-\u9fff]))?"
_BEFORE = r"(?P<before>\s*(?:之|以)?前)?"
_EVERY = re.compile(
    r"(?:每|逐)个?(?:半年|季度?|月|周|旬|天|日)(?:度)?(?:的)?(?:(?:\d{1,2}|[一二三四五六七八九十]+)[日号]|[末底初]|[上中下]旬)?(?:之?前)?"
    r"|一[月季周旬年]一[\u4e00-\u9fff]|按(?:月|季度?|周|旬)(?=调度|推进|通报|报送|开展|实施|落实|汇总|督查)"
)
_SPAN = re.compile(
    rf"(?<![\d.])(\d+|{_CHINESE}+|半)\s*(?:个)?(?:月|工作日|天|日|周|星期|年)(?:之|以)?内|后的?(\d+|{_CHINESE}+)\s*个?(?:月|工作日|天|日|周|年)"
)
# 审批时间压缩至3个工作日内 is a target, no deadline
_NO_DEADLINE = re.compile(r"(?:控制在|压缩[至到]|缩短[至到]|降[至到]|不超过|减少到)[^，。；,;]{0,4}$")
_HOLIDAYS = {"五一": (4, 30), "七一": (6, 30), "八一": (7, 31), "国庆": (9, 30), "国庆节": (9, 30), "元旦": (12, 31)}
# What a form reads: the date, or None where the print cannot be one, and the doubts about it.
_Read = tuple[date | None, tuple[str, ...]]
_Reader = Callable[[re.Match[str], int], _Read]
_TITLES = re.compile(r"《[^》]*》")
_STOPS = "。；;\n"


def read_deadline(text: str, year: int, words: Deadlines) -> Deadline:
    """A deadline cell as dates; year is the work year, an explicit other year wins over it; nothing is raised."""
    plain = _mask(fold_width(text))
    recurring = _EVERY.search(plain) is not None
    plain = _EVERY.sub(lambda match: "□" * len(match[0]), plain)
    days = _join(plain, list(_find_days(plain, year, words)))
    dues = [day.due for day in days if day.due]
    due = max(dues, default=None)
    if due is None and _year_goal(plain, words):
        due = date(year, 12, 31)
    doubts = [doubt for day in days for doubt in day.doubts]
    if due is None:
        doubts += _undated(plain, words)
    elif due < date(year, 1, 1):
        doubts.append(f"完成时限早于工作年度{year}年")
    done = _is_done(plain, words)
    ongoing = due is None and not done and not doubts and (recurring or _is_ongoing(plain, words))
    repairs = tuple(dict.fromkeys(repair for day in days for repair in day.repairs))
    return Deadline(due, ongoing, done, _milestones(text, plain, days), tuple(dict.fromkeys(doubts)), repairs)


def find_day(text: str, year: int) -> date | None:
    """The one date that a short text is (2026.6.30, 6月底前, 二季度, 年底); None when it is none or uncertain."""
    plain = fold_width(text).strip()
    days = _join(plain, list(_find_days(plain, year, None)))
    if len(days) != 1 or days[0].doubts:
        return None
    rest = plain[: days[0].start] + plain[days[0].end :]
    return days[0].due if re.fullmatch(r"[\s。，,;；前]*|(?:预计|拟于?|力争|计划)?(?:完成|左右)?", rest) else None


def _mask(text: str) -> str:
    """Titles of papers hidden, since a year in them is no date; the length stays."""
    return _TITLES.sub(lambda match: "□" * len(match[0]), text)


@lru_cache(maxsize=8)
def _forms(year_end: Terms, half_year: Terms) -> tuple[tuple[re.Pattern[str], _Reader], ...]:
    """How a date may be printed and who reads it; of two forms that begin at one place the longer print counts."""
    holidays, ends = _either(tuple(_HOLIDAYS)), _either(("年底", "年末", "年内", *year_end))
    return tuple(
        (re.compile(pattern + _BEFORE), reader)
        for pattern, reader in (
            (rf"{_YEAR_FIRST}(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01])(?!\d)", _month_day),
            (rf"{_YEAR_FIRST}(?P<dot>[-./])(?P<month>\d{{1,2}})(?P=dot)(?P<day>\d{{1,2}})(?!\d)日?", _month_day),
            (rf"{_YEAR_FIRST}[-./](?P<month>\d{{1,2}})(?![\d./-])月?{_PART}", _month),
            (rf"{_YEAR}(?P<month>{_MONTH})\s*月\s*(?P<day>{_DAY})\s*[日号](?:\d{{1,2}}[时点])?", _month_day),
            (r"(?<![\d.])(?P<month>1[0-2]|0?[1-9])[./](?P<day>[0-3]?\d)(?!\d)日?(?=\s*(?:之|以)?前|\W*$)", _month_day),
            (rf"{_YEAR}(?P<first>{_MONTH})(?:月份?)?[底初]?{_TO}(?P<month>{_MONTH})\s*月{_PART}", _month_range),
            (rf"{_YEAR}(?P<month>{_MONTH})\s*月{_PART}", _month),
            (rf"{_YEAR}(?:前|第)?(?:[一二三四1-4]{_TO}第?)?(?P<quarter>[一二三四1-4])个?季度[末内底]?", _quarter),
            (rf"{_YEAR}Q(?P<quarter>[1-4])", _quarter),
            (rf"{_YEAR}(?:{_either(('上半年', *half_year))})", _half_year),
            (rf"{_YEAR}年中(?=前|完成|$)", _mid_year),
            (rf"{_YEAR}(?<!{_CHINESE})(?:{ends})", _year_end),
            (rf"{_GIVEN}(?:(?<=年)以?[底末内]|(?<=年度)[内末])", _year_end),
            (rf"{_YEAR}[“\"]?(?P<holiday>{holidays})[”\"]?(?=之?前)", _holiday),
            (r"十(?P<plan>[二三四五六七八九])五[”\"]?(?:规划)?(?:期?末|期间|时期|期内)", _five_years),
            (r"(?<!\d)20\d\d(?:年度?)?\s*[-—–－~～至到]+\s*(?P<year>20\d\d)年度?[底末]?", _year_end),
            (r"[到至](?P<year>20\d\d)年(?![\d一二三四五六七八九十])", _year_end),
            (r"^\W*(?P<year>20\d\d)年度?内?(?:完成)?\W*$", _year_end),
        )
    )


def _either(terms: Terms) -> str:
    return "|".join(re.escape(term) for term in sorted(terms, key=lambda term: (-len(term), term)))


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


def _find_days(text: str, year: int, words: Deadlines | None) -> Iterator[_Day]:
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
        due, own = reader(match, base)
        known, before = base, due or before
        yield _Day(match.start(), match.end(), due, named is not None, (*doubts, *own), _repairs(match))


def _is_no_deadline(text: str, match: re.Match[str]) -> bool:
    """A beginning (3月起), a past day (截至5月底已…)."""
    after = text[match.end() : match.end() + 12]
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
        return year // 100 * 100 + int(match["short"])
    said = found.get("said")
    return None if not said else year + {"明年": 1, "次年": 1, "翌年": 1, "去年": -1}.get(said, 0)


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
    return _last_day(year, 3 * _whole(match["quarter"])), ()


def _half_year(_: re.Match[str], year: int) -> _Read:
    return date(year, 6, 30), ()


def _mid_year(match: re.Match[str], year: int) -> _Read:
    return date(year, 6, 30), (f"“{match[0].strip()}”按6月30日理解",)


def _year_end(_: re.Match[str], year: int) -> _Read:
    return date(year, 12, 31), ()


def _holiday(match: re.Match[str], year: int) -> _Read:
    """The eve of a feast that has a fixed date."""
    return date(year, *_HOLIDAYS[match["holiday"]]), ()


def _five_years(match: re.Match[str], _: int) -> _Read:
    """The end of a five-year plan; the 14th ends in 2025."""
    return date(2025 + 5 * (_whole(match["plan"]) - 4), 12, 31), ()


def _whole(text: str) -> int:
    return int(read_number(text) or 0)


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _join(text: str, days: list[_Day]) -> list[_Day]:
    """Neighbours that are one statement (三季度、四季度; 3月1日至6月底; 2021年3月—2022年6月) as one date, the last."""
    joined: list[_Day] = []
    for day in days:
        between = text[joined[-1].end : day.start] if joined else "x"
        if joined and re.fullmatch(r"\s*[-—–－~～、至到和及]+\s*第?", between):
            last = joined.pop()
            day = _Day(last.start, day.end, day.due, last.year_given or day.year_given,
                       last.doubts + tuple(doubt for doubt in day.doubts if not last.year_given),
                       last.repairs + day.repairs)
        joined.append(day)
    return joined


def _year_goal(text: str, words: Deadlines) -> bool:
    """Whether it promises the year's goals, which counts as a date (完成全年目标任务, 完成2020年…目标任务)."""
    return any(word in text for word in words.year_goal) or re.search(r"20\d\d年[^。；;]*?目标任务", text) is not None


def _undated(text: str, words: Deadlines) -> list[str]:
    """Doubts about times that are no dates (2个月内, 文件出台后, 汛期前)."""
    for span in _SPAN.finditer(text):
        if not _NO_DEADLINE.search(text[: span.start()]):
            return [f"“{span[0]}”没有写明从哪一天算起"]
    if match := re.search(rf"(?:{_either(words.unfixed)})(?:来临|开始|到来)?(?:之|以)?前", text):
        return [f"“{match[0]}”没有固定日期"]
    if match := re.search(r"(?:[本当次下]个?)?(?:月|季度?)[底末](?:之|以)?前?", text):
        return [f"“{match[0]}”没有写明是哪个月或哪一季"]
    if match := re.search(r"[^，,。；;\n]{0,12}(?:出台|印发|下达|批复|批准|公布)(?:之|以)?后", text):
        return [f"“{match[0]}”要等上级或他事，没有日期"]
    return []


def _clauses(text: str) -> list[str]:
    return [part for part in re.split(r"[，,。；;\n]", text) if part.strip()]


def _is_done(text: str, words: Deadlines) -> bool:
    """Whether it begins with a word of completion and tells of nothing that is left to do."""
    clauses = _clauses(text)
    if not clauses:
        return False
    first = clauses[0].strip()
    if not any(first.startswith(word) or first.endswith(word) for word in words.done):
        return False
    partly = re.search(r"已[^，。]{0,3}(?:完成|建成)\s*(?:投资|约|近)?[\d.]+(?:%|个|家|万|亿)", first)
    return partly is None and all(any(word in clause for word in words.done) for clause in clauses[1:])


def _is_ongoing(text: str, words: Deadlines) -> bool:
    if any(word in text for word in words.ongoing):
        return True
    first = re.sub(r"^按照?[^，,]*?(?:要求|计划|安排|方案)", "", (_clauses(text) or [""])[0].strip())
    return first.startswith(words.ongoing_whole)


def _milestones(text: str, plain: str, days: list[_Day]) -> tuple[Milestone, ...]:
    """The stages of a schedule that names at least two different dates, in print order."""
    dated = [day for day in days if day.due]
    if len({day.due for day in dated}) < 2:
        return ()
    starts = [_clause_start(plain, day.start, dated[at - 1].end if at else 0) for at, day in enumerate(dated)]
    found = []
    for at, day in enumerate(dated):
        limit = starts[at + 1] if at + 1 < len(dated) else len(plain)
        headed = re.match(r"\s*[:：]", plain[day.end :]) is not None
        end = _stage_end(plain, day.end, limit, "\n" if headed else _STOPS)
        # 三季度：完成招标 → 完成招标, but 改造：6月底前开工 stays whole
        body = text[starts[at] : end] if text[starts[at] : day.start].strip() else text[day.end : end]
        body = body.strip(" 。；;，,、\n:：")
        if body and day.due:
            found.append(Milestone(text[day.start : day.end].strip(), day.due, body))
    return tuple(found)


def _clause_start(text: str, at: int, floor: int) -> int:
    """Where the clause that names a date begins; the first stage takes its whole sentence."""
    marks = _STOPS if not floor else _STOPS + "，,、:："
    while at > floor and text[at - 1] not in marks:
        at -= 1
    return at


def _stage_end(text: str, at: int, limit: int, marks: str) -> int:
    end = at + 1 if text[at : at + 1] in (";", "；") else at
    while end < limit and text[end] not in marks:
        end += 1
    return end
