"""What a person should look at in decisions on claimed completions: a tuple of plain checks with one signature."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from breakdown.columns import RESULTS
from breakdown.form import last_reports
from breakdown.merge.intake import Entry, Noted
from breakdown.merge.settle import Key
from breakdown.periods import Period
from breakdown.problems import Problem
from breakdown.records import Records

Stated = Mapping[tuple[str, str], str]
_CLOSE, _SEND_BACK, _TRUE = RESULTS
_CHOOSE = f"请从下拉列表中选择{'、'.join(RESULTS)}"
_WANTED = {"approver": "批准人", "checked_on": "核验日期", "evidence": "核验依据"}


def result_unread(entry: Entry, stated: str) -> Problem | None:
    """A result that is none of RESULTS, or none beside other words."""
    typed = entry.texts.get("result", "")
    if typed in RESULTS:
        return None
    if not typed:
        said = "；".join(entry.texts.values())
        return Problem("错误", entry.place("result"), "check-result", "写了核验情况，没有选核验结果，暂按待核验计",
                       _CHOOSE, said)
    return Problem("错误", entry.place("result"), "check-result", f"核验结果“{typed}”无法识别，暂按待核验计",
                   _CHOOSE, typed)


def close_unfounded(entry: Entry, stated: str) -> Problem | None:
    """销号 without somebody who approved, a day, or what was looked at."""
    missing = [header for name, header in _WANTED.items() if name not in entry.texts]
    if entry.texts.get("result") != _CLOSE or not missing:
        return None
    return Problem("存疑", entry.place("result"), "check-missing", f"已按销号记，没有写{'、'.join(missing)}",
                   "请补写后再合并一次", _CLOSE)


def sent_back_unexplained(entry: Entry, stated: str) -> Problem | None:
    """退回 without a reason."""
    if entry.texts.get("result") != _SEND_BACK or "reason" in entry.texts:
        return None
    return Problem("错误", entry.place("result"), "check-missing", "已按退回记，没有写退回原因",
                   "请写明差什么、怎么补，单位下期会看到", _SEND_BACK)


def not_claimed(entry: Entry, stated: str) -> Problem | None:
    """A decision on a task that its unit does not say is done; a spot check may find any report true or not."""
    result = entry.texts.get("result", "")
    if stated == "已完成" or result == _TRUE or (result == _SEND_BACK and not entry.claim[0]):
        return None
    said = f"{entry.unit}最近报的是“{stated}”" if stated else f"{entry.unit}没有报过这项任务"
    return Problem("错误", entry.place("result"), "check-unclaimed", f"{said}，不是已完成，核验结果不影响任务状态",
                   "请核对是不是填错了行", result)


def day_doubtful(entry: Entry, stated: str) -> Problem | None:
    """A day of checking that is none, or had not come when the workbook came."""
    typed = entry.texts.get("checked_on", "")
    if not typed or (entry.expected and entry.expected <= entry.origin.received_at.date()):
        return None
    sentence = f"核验日期 {entry.expected.isoformat()} 还没有到" if entry.expected else f"核验日期“{typed}”看不出是哪天"
    return Problem("存疑", entry.place("checked_on"), "check-day", sentence, "请写成 2021-4-6 这样的日期", typed)


CHECKS: tuple[Callable[[Entry, str], Problem | None], ...] = (
    result_unread, close_unfounded, sent_back_unexplained, not_claimed, day_doubtful,
)


def check_decision(entry: Entry, stated: str) -> list[Noted]:
    """What the checks find in one decision; stated: what the unit reports of the task, "" for nothing."""
    return [Noted("", entry.origin, problem) for check in CHECKS if (problem := check(entry, stated)) is not None]


def stated_by_leads(winners: Mapping[Key, Entry], records: Records, period: Period) -> Stated:
    """By task and unit the newest status that the unit reported as lead, in this period or an earlier one."""
    before = {(row["task_id"], row["unit"]): row["status"] for (_, _, role), row in
              last_reports(records, period).items() if role == "牵头" and row["status"]}
    now = {(entry.task_id, entry.unit): entry.texts["status"] for entry in winners.values()
           if entry.role == "牵头" and entry.texts.get("status")}
    return before | now
