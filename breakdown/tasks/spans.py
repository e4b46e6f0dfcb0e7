"""Times that are no dates: spans to be counted (2个月内), events (省出台文件后), feasts, 立即 and its like."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

from breakdown.tasks.dates import CHINESE, HOLIDAYS, either
from breakdown.tasks.numbers import read_number
from breakdown.words import Deadlines

_MEASURE = "工作日|个月|月|星期|天|日|周|年"
_SPAN = re.compile(
    rf"(?P<since>[^，,。；;：:\n]{{0,24}}?(?:之日起|之后|以后|后)的?)?(?<![\d.])(?P<count>\d+|{CHINESE}+|半)\s*个?(?P<measure>{_MEASURE})"
    r"(?P<within>时间)?(?P<inside>(?:之|以)?内)?"
)
# 审批时间压缩至3个工作日内 is a target, no deadline
_NO_DEADLINE = re.compile(r"(?:控制在|压缩[至到]|缩短[至到]|降[至到]|不超过|减少到)[^，。；,;]{0,4}$")
# what stands before a span that is a deadline: nothing, or that it is to be done
_PLAIN_LEAD = re.compile(r"(?:^|[，,。；;：:\n])\s*(?:力争|争取|确保|务必|须|应|请|要|在|于)*\s*$")
# a notice counts from its own date: 自印发之日起, 本通知下发后, but not 省方案印发后
_OWN = re.compile(
    r"\s*(?:自|从|在|于)?(?P<received>(?:收|接)到)?本?(?:通知|方案|意见|文件|清单|办法|任务)?(?:印发|下发|发布|发文|成文|公布|颁布|(?<=通知))"
    r"(?:之日起|之后|以后|后)的?"
)


class Counted(NamedTuple):
    """The day up to which a span of time runs, None where nobody can say it, and the doubts about it."""

    due: date | None
    doubts: tuple[str, ...]


def count_span(text: str, signed: date | None) -> Counted | None:
    """The first span of time in a text, counted from the day of the notice; None where the text holds none.

    A span after another event (项目竣工后1个月) has no day, nor one that stands within a longer sentence.
    """
    for span in _SPAN.finditer(text):
        since, printed = span["since"] or "", span[0].strip()
        alone = text.strip(" 。") == printed
        if not (since or span["inside"] or alone) or _NO_DEADLINE.search(text[: span.start()]):
            continue
        own = _OWN.fullmatch(since)
        if since and own is None:
            return Counted(None, (f"“{printed}”要等他事，没有日期",))
        if signed is None or not (since or alone or _PLAIN_LEAD.search(text[: span.start()])):
            missing = "要从通知的日期算起，但没有读到通知的日期" if since else "没有写明从哪一天算起"
            return Counted(None, (f"“{printed}”{missing}",))
        untold = "没有写明从哪一天算起，" if own is None else "从收到通知之日算起，暂" if own["received"] else ""
        return _count(span, signed, printed, untold)
    return None


def _count(span: re.Match[str], signed: date, printed: str, untold: str) -> Counted:
    due = _after(signed, span["count"], span["measure"])
    if due is None:
        return Counted(None, (f"“{printed}”没有写明从哪一天算起",))
    doubts = [f"“{printed}”{untold}按通知日期{signed:%Y-%m-%d}起算"] if untold else []
    if span["measure"] == "工作日":
        doubts.append(f"“{printed}”只扣除了周六、周日，没有扣除节假日")
    return Counted(due, tuple(doubts))


def _after(day: date, count: str, measure: str) -> date | None:
    """The day a span after another; None where the span is no whole number or ends beyond the calendar."""
    number = 0.5 if count == "半" else read_number(count) or 0
    months = number * {"个月": 1, "月": 1, "年": 12}.get(measure, 0)
    days = number * {"天": 1, "日": 1, "周": 7, "星期": 7}.get(measure, 0)
    if months == 0.5:
        days, months = 15, 0
    if not 0 < number <= 1000 or months > 600:
        return None
    if measure == "工作日":
        return _workdays_after(day, int(number))
    at = day.month - 1 + int(months)
    year, month = day.year + at // 12, at % 12 + 1
    same = date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    return same + timedelta(days=int(days))


def _workdays_after(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def undated(text: str, words: Deadlines) -> list[str]:
    """A doubt about the first time in a text that has no date (汛期前, 本月底前, 文件出台后); else none."""
    feasts = either((*words.unfixed, *HOLIDAYS))
    around = r"[”\"]?(?:节|假期)?(?:来临|开始|到来)?(?:(?:之|以)?前后?|期间|之?后)"
    if match := re.search(rf"[“\"]?(?:{feasts}){around}", text):
        return [f"“{match[0]}”没有固定日期"]
    if match := re.search(r"(?:[本当次下]个?)?(?:月|季度?)[底末](?:之|以)?前?", text):
        return [f"“{match[0]}”没有写明是哪个月或哪一季"]
    if match := re.search(r"[^，,。；;\n]{0,12}(?:出台|印发|下达|批复|批准|公布)(?:之|以)?后", text):
        return [f"“{match[0]}”要等上级或他事，没有日期"]
    return []


def unsaid(text: str, words: Deadlines) -> list[str]:
    """A doubt where a text speaks of a time that others set or that no calendar has (立即, 与省同步, 本届任期内)."""
    match = re.search(rf"[^，,。；;\n]{{0,12}}(?:{either(words.unsaid)})", text)
    return [f"“{match[0].strip()}”没有写明日期，请核对后填写到期日"] if match else []
