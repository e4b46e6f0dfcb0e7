"""What a person should look at in a report that can be read: a tuple of plain checks with one signature."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import pandas as pd

from breakdown.cells import fold
from breakdown.form import last_reports
from breakdown.merge.intake import Entry, Noted, Taken
from breakdown.merge.settle import Key
from breakdown.merge.shelf import IssuedForm
from breakdown.merge.values import read_quantity
from breakdown.periods import Period
from breakdown.problems import Problem
from breakdown.records import Records

# 万 left out or written twice
_JUMP = 9_000.0
# too short to say anything: 无, 正常推进
_SAYS_NOTHING = 4


class Past(NamedTuple):
    """The same unit's last earlier report on the task ("" and None: none), and the measure of the task's target."""

    progress: str
    value: str
    percent: float | None
    measure: str


def done_below_100(entry: Entry, past: Past) -> Problem | None:
    """已完成 with less than a hundred per cent."""
    if entry.texts.get("status") != "已完成" or entry.percent is None or entry.percent >= 100:
        return None
    return Problem("错误", entry.place("percent"), "done-below-100", f"状态填已完成，完成比例却是 {entry.percent:g}%",
                   "请核对：没有完成的选推进中，完成的把比例填成 100%", entry.texts["percent"])


def done_no_evidence(entry: Entry, past: Past) -> Problem | None:
    """A lead's 已完成 without evidence."""
    if entry.texts.get("status") != "已完成" or entry.role != "牵头" or "evidence" in entry.texts:
        return None
    return Problem("存疑", entry.place("evidence"), "done-no-evidence", "状态填已完成，没有写佐证材料",
                   "请写明能证明完成的文件名、文号或链接")


def adjust_no_reason(entry: Entry, past: Past) -> Problem | None:
    """申请调整 without a reason."""
    if entry.texts.get("status") != "申请调整" or "problem" in entry.texts:
        return None
    return Problem("错误", entry.place("problem"), "adjust-no-reason", "申请调整，没有写原因",
                   "请在“存在问题”里写明要调整什么、为什么")


def done_in_future(entry: Entry, past: Past) -> Problem | None:
    """已完成 on a day that had not come when the form was returned."""
    if entry.texts.get("status") != "已完成" or not entry.expected:
        return None
    if entry.expected <= entry.origin.received_at.date():
        return None
    return Problem("存疑", entry.place("expected_on"), "done-future",
                   f"状态填已完成，完成时间 {entry.expected.isoformat()} 却晚于报送的日子", "请核对完成时间或状态",
                   entry.texts["expected_on"])


def falls_back(entry: Entry, past: Past) -> Problem | None:
    """A percentage or a cumulated value below that of the last report."""
    if entry.percent is not None and past.percent is not None and entry.percent < past.percent:
        return Problem("存疑", entry.place("percent"), "falls-back",
                       f"完成比例 {entry.percent:g}%，上期是 {past.percent:g}%", "请核对；确实减少的请写明原因",
                       entry.texts["percent"])
    now, before = _values(entry, past)
    if now is None or before is None or now >= before or before / max(now, 1e-9) >= _JUMP:
        return None
    return Problem("存疑", entry.place("value"), "falls-back", f"完成值“{entry.texts['value']}”比上期“{past.value}”少",
                   "完成值应填累计数；确实减少的请写明原因", entry.texts["value"])


def value_jumps(entry: Entry, past: Past) -> Problem | None:
    """A value some ten thousand times that of the last report, or as many times smaller."""
    now, before = _values(entry, past)
    if not now or not before or max(now / before, before / now) < _JUMP:
        return None
    sentence = f"完成值“{entry.texts['value']}”与上期“{past.value}”相差万倍"
    return Problem("存疑", entry.place("value"), "value-jump", sentence, "请核对单位是不是把“万”漏写或多写了",
                   entry.texts["value"])


def text_repeats(entry: Entry, past: Past) -> Problem | None:
    """The same account of progress as last time."""
    text = fold(entry.texts.get("progress", ""))
    if len(text) <= _SAYS_NOTHING or text != fold(past.progress):
        return None
    return Problem("存疑", entry.place("progress"), "text-repeated", "本期进展与上期一字不差",
                   "请写本期的新情况；没有变化的请说明", entry.texts["progress"])


CHECKS: tuple[Callable[[Entry, Past], Problem | None], ...] = (
    done_below_100, done_no_evidence, adjust_no_reason, done_in_future, falls_back, value_jumps, text_repeats,
)


def check_entries(entries: list[Entry], records: Records, period: Period) -> list[Noted]:
    """Run all checks on the entries that count."""
    last, measures = last_reports(records, period), _measures(records)
    found = []
    for entry in entries:
        row = last.get(entry.key, {})
        percent = row.get("percent_value")
        past = Past(row.get("progress", ""), row.get("value", ""),
                    None if percent is None or pd.isna(percent) else percent, measures.get(entry.task_id, ""))
        found += [Noted(entry.unit, entry.origin.file, problem)
                  for check in CHECKS if (problem := check(entry, past)) is not None]
    return found


def missing_statuses(taken: Taken, form: IssuedForm, winners: Mapping[Key, Entry]) -> list[Noted]:
    """The lead rows of a unit's last return for which no status has been reported, in it or before it."""
    entries = {(entry.task_id, entry.role): entry for entry in taken.entries}
    found = []
    for row in (row for rows in form.by_text.values() for row in rows if row.role == "牵头"):
        winner = winners.get((row.task_id, taken.unit, row.role))
        if winner and winner.texts.get("status"):
            continue
        entry = entries.get((row.task_id, row.role))
        place = entry.place("status") if entry else taken.origin.file
        sentence = f"牵头任务 {row.cells['no']}“{row.cells['content'][:20]}”没有填状态"
        problem = Problem("错误", place, "status-missing", sentence, "请从下拉列表中选择状态")
        found.append(Noted(taken.unit, taken.origin.file, problem))
    return found


def _values(entry: Entry, past: Past) -> tuple[float | None, float | None]:
    return (read_quantity(entry.texts.get("value", ""), past.measure), read_quantity(past.value, past.measure))


def _measures(records: Records) -> dict[str, str]:
    return {row["task_id"]: row["unit"] for row in records.targets.to_dict("records") if row["unit"]}
