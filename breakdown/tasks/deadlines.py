"""Deadlines and stage plans as notices print them, turned into dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from breakdown.tasks.dates import Day, either, find_days
from breakdown.tasks.numbers import fold_width
from breakdown.tasks.recurring import hide_recurring
from breakdown.tasks.schedule import Milestone, read_milestones
from breakdown.tasks.spans import count_span, undated, unsaid
from breakdown.words import Deadlines

_DONE_ON = re.compile(r"\s*已[于在]")
_DONE_BEHIND = re.compile(r"^[^（()）]*[（(](已(?:全部|全面|基本)?(?:完成|办结|建成|销号))[)）]$")
# 全年推进，11月底前完成: the year is the manner, the date behind it the deadline
_ALL_YEAR = re.compile(r"\s*(?:全年|全年度)[^，,。；;：:\n\d]{0,6}(?:推进|开展|实施|进行)[，,；;]")
_TITLES = re.compile(r"《[^》]*》")


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


def read_deadline(text: str, year: int, words: Deadlines, signed: date | None = None) -> Deadline:
    """A deadline cell as dates; nothing is raised.

    year: the work year, over which an explicit other year wins; 0 where the notice names none. signed: the day of the
    notice, from which 2个月内 is counted; without it there is a doubt and no date.
    """
    plain, recurring = hide_recurring(_mask(fold_width(text)))
    days = find_days(plain, year, words)
    due, doubts = _latest(plain, days, year, words)
    if due is None and not doubts and (counted := count_span(plain, signed)):
        due, doubts = counted.due, [*counted.doubts]
    if due is None:
        doubts += undated(plain, words) if not doubts else []
    elif year and due < date(year, 1, 1):
        doubts.append(f"完成时限早于工作年度{year}年")
    done = _is_done(plain, words)
    if done and _DONE_ON.match(plain):
        # the day on which it was done is no deadline
        due, doubts = None, []
    elif due is not None and _DONE_ON.match(plain):
        doubts.append("时限栏写有“已于…”，是否还有没做完的，请核对")
    ongoing = due is None and not done and not doubts and (recurring or _is_ongoing(plain, words))
    if due is None and not (done or ongoing or doubts):
        doubts = unsaid(plain, words)
    repairs = tuple(dict.fromkeys(repair for day in days for repair in day.repairs))
    return Deadline(due, ongoing, done, read_milestones(text, plain, days), tuple(dict.fromkeys(doubts)), repairs)


def find_day(text: str, year: int) -> date | None:
    """The one date that a short text is (2026.6.30, 6月底前, 二季度, 年底); None when it is none or uncertain."""
    plain = fold_width(text).strip()
    days = find_days(plain, year)
    if len(days) != 1 or days[0].doubts:
        return None
    rest = plain[: days[0].start] + plain[days[0].end :]
    return days[0].due if re.fullmatch(r"[\s。，,;；前]*|(?:预计|拟于?|力争|计划)?(?:完成|左右)?", rest) else None


def _mask(text: str) -> str:
    """Titles of papers hidden, since a year in them is no date; the length stays."""
    return _TITLES.sub(lambda match: "□" * len(match[0]), text)


def _latest(text: str, days: list[Day], year: int, words: Deadlines) -> tuple[date | None, list[str]]:
    """The latest date that is named, the year's end where its goals are promised, and the doubts about them."""
    manner = _ALL_YEAR.match(text)
    behind = [day for day in days if manner and day.start >= manner.end()]
    due = max((day.due for day in behind or days if day.due), default=None)
    doubts = [f"“{text.strip()}”既写了全年又写了日期，按{due:%Y-%m-%d}到期理解"] if behind and due else []
    doubts += [doubt for day in days for doubt in day.doubts]
    doubts += [
        f"“{said}”既写了日期又写了持续，按{day.due:%Y-%m-%d}到期理解"
        for day in days if day.due and (said := _running_on(text, day, words))
    ]
    if due is None and year and _year_goal(text, words):
        due = date(year, 12, 31)
    return due, doubts


def _running_on(text: str, day: Day, words: Deadlines) -> str:
    """What stands from a date on where a word for continuing work follows at once (2026年6月持续跟踪); else ""."""
    match = re.compile(rf"(?:{either(words.ongoing)})[^，,。；;\n]{{0,6}}").match(text, day.end)
    return text[day.start : match.end()].strip() if match else ""


def _year_goal(text: str, words: Deadlines) -> bool:
    """Whether it promises the year's goals, which counts as a date (完成全年目标任务, 完成2020年…目标任务)."""
    return any(word in text for word in words.year_goal) or re.search(r"20\d\d年[^。；;]*?目标任务", text) is not None


def _clauses(text: str) -> list[str]:
    return [part for part in re.split(r"[，,。；;\n]", text) if part.strip()]


def _is_done(text: str, words: Deadlines) -> bool:
    """Whether it begins with a word of completion and tells of nothing that is left to do."""
    # a bracket behind a time may say it, and the day on which it was done: 立行立改（已完成）, 已于1月完成
    clauses = _clauses(_DONE_BEHIND.sub(r"\1", text.strip("。 ")))
    if not clauses:
        return False
    first = re.sub(r"^已[于在][^，。]{1,10}?(?=完成|办结|建成|销号)", "已", clauses[0].strip())
    if not any(first.startswith(word) or first.endswith(word) for word in words.done):
        return False
    partly = re.search(r"已[^，。]{0,3}(?:完成|建成)\s*(?:投资|约|近)?[\d.]+(?:%|个|家|万|亿)", first)
    return partly is None and all(any(word in clause for word in words.done) for clause in clauses[1:])


def _is_ongoing(text: str, words: Deadlines) -> bool:
    if any(word in text for word in words.ongoing):
        return True
    first = re.sub(r"^按照?[^，,]*?(?:要求|计划|安排|方案)", "", (_clauses(text) or [""])[0].strip())
    return first.startswith(words.ongoing_whole)
