"""What a person should look at in a report that can be read: a tuple of plain checks with one signature."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from breakdown.cells import fold
from breakdown.columns import INPUT_COLUMNS
from breakdown.form import STANDING, last_reports
from breakdown.frame import missing
from breakdown.merge.beside import MERGED
from breakdown.merge.intake import Entry, Noted, Taken
from breakdown.merge.settle import Key
from breakdown.merge.shelf import IssuedForm
from breakdown.merge.values import PICTURE, Figure, read_figures
from breakdown.periods import Period
from breakdown.problems import Problem
from breakdown.records import Records

# 万 left out or written twice
_JUMP = 9_000.0
# A number without a unit that is more than so many times the target is not meant in the target's unit.
_MOST = 100
# What a program shows for a formula that has no result, and a formula that was never worked out.
_FORMULA = re.compile(r"#(?:REF!|NAME\?|VALUE!|DIV/0!|N/A|NUM!|NULL!|SPILL!|CALC!)|Err:\d{3}|=")
_HEADERS = {column.name: column.header for column in INPUT_COLUMNS}
# too short to say anything: 无, 正常推进
_SAYS_NOTHING = 4


class Target(NamedTuple):
    """A numeric target of a task: kind (cumulative, rate, ceiling), value, unit as printed."""

    kind: str
    value: float
    unit: str


class Past(NamedTuple):
    """The same unit's last earlier report on the task ("" and None: none), and the task's numeric targets."""

    progress: str
    value: str
    percent: float | None
    targets: tuple[Target, ...]

    @property
    def own(self) -> Target | None:
        """The target that a number without a unit is meant for; None where the task has none, or in several units."""
        return self.targets[0] if len({target.unit for target in self.targets}) == 1 else None


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
    if PICTURE in entry.texts.get("remark", ""):
        return None
    return Problem("存疑", entry.place("evidence"), "done-no-evidence", "状态填已完成，没有写佐证材料",
                   "请写明能证明完成的文件名、文号或链接")


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
    if not any(now < before and before / max(now, 1e-9) < _JUMP for now, before in _cumulated(entry, past)):
        return None
    return Problem("存疑", entry.place("value"), "falls-back", f"完成值“{entry.texts['value']}”比上期“{past.value}”少",
                   "完成值应填累计数；确实减少的请写明原因", entry.texts["value"])


def value_unread(entry: Entry, past: Past) -> Problem | None:
    """A number without a unit that is far above the target, so that it can hardly be meant in the target's unit."""
    typed = entry.texts.get("value", "")
    if past.own is None or all(_meant(figure, past) for figure in read_figures(typed)):
        return None
    sentence = f"完成值“{typed}”没有写单位，比目标 {past.own.value:g}{past.own.unit} 大 100 倍以上，看不出是多少"
    return Problem("存疑", entry.place("value"), "value-unread", sentence, "请写明单位，如 12家、2000万元", typed)


def value_jumps(entry: Entry, past: Past) -> Problem | None:
    """A value some ten thousand times that of the last report, or as many times smaller."""
    if not any(now and before and max(now / before, before / now) >= _JUMP for now, before in _cumulated(entry, past)):
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


def formula_left(entry: Entry, past: Past) -> Problem | None:
    """A formula in an input cell that came to nothing: its error, or its own text."""
    left = [name for name, text in entry.texts.items() if _FORMULA.match(text)]
    if not left:
        return None
    titles = "、".join(f"“{_HEADERS[name]}”" for name in left)
    values = "；".join(entry.texts[name] for name in left)
    return Problem("存疑", entry.place(left[0]), "formula", f"{titles}里是公式或公式的错误值，看不出内容",
                   "请直接写文字或数字，不要用公式", values)


CHECKS: tuple[Callable[[Entry, Past], Problem | None], ...] = (
    done_below_100, done_no_evidence, done_in_future, falls_back, value_unread, value_jumps,
    text_repeats,
    formula_left,
)


def pasts(records: Records, period: Period) -> Callable[[Entry], Past]:
    """What each entry is compared with."""
    last = last_reports(records, period)
    targets: dict[str, tuple[Target, ...]] = {}
    for row in records.rows("targets"):
        if row["kind"] != "qualitative" and not missing(row["value"]):
            held = targets.get(row["task_id"], ())
            targets[row["task_id"]] = (*held, Target(row["kind"], row["value"], row["unit"]))

    def past(entry: Entry) -> Past:
        row = last.get(entry.key, {})
        percent = row.get("percent_value")
        return Past(row.get("progress", ""), row.get("value", ""),
                    None if missing(percent) else percent, targets.get(entry.task_id, ()))

    return past


def check_entry(entry: Entry, past: Past) -> list[Noted]:
    """What the checks find in one entry."""
    return [Noted(entry.unit, entry.origin, problem)
            for check in CHECKS if (problem := check(entry, past)) is not None]


def missing_statuses(taken: Taken, form: IssuedForm, winners: Mapping[Key, Entry]) -> list[Noted]:
    """The lead rows of a unit's last return for which no status has been reported, in it or before it.

    A row whose form shows a status that stands says by its silence that nothing has changed: one line for all of them.
    """
    entries = {(entry.task_id, entry.role): entry for entry in taken.entries}
    # of these it is known why nothing was read
    merged = {problem.place for problem in taken.problems if problem.code == MERGED}
    found, unchanged = [], []
    for row in (row for row in form.rows if row.role == "牵头"):
        winner = winners.get((row.task_id, taken.unit, row.role))
        if winner and winner.texts.get("status"):
            continue
        if row.cells.get("last_status") in STANDING:
            unchanged.append(row.cells["no"])
            continue
        entry = entries.get((row.task_id, row.role))
        place = entry.place("status") if entry else taken.origin.file
        if place in merged:
            continue
        what = f"牵头任务 {row.cells['no']}“{row.cells['content'][:20]}”"
        sentence = f"{what}没有填状态" if entry else f"{what}在交回的表里没有这一行，状态也没有"
        hint = "请从下拉列表中选择状态" if entry else "请在发出的表上补填这一行，不要删行"
        problem = Problem("错误", place, "status-missing", sentence, hint)
        found.append(Noted(taken.unit, taken.origin, problem, row.task_id, "状态"))
    if unchanged:
        sentence = f"{len(unchanged)} 项牵头任务没有填状态，按上期状态计：序号 {'、'.join(unchanged)}"
        problem = Problem("提示", taken.origin.file, "status-stands", sentence, "有变化的请补报；没有变化的不用再报")
        found.append(Noted(taken.unit, taken.origin, problem))
    return found


def _cumulated(entry: Entry, past: Past) -> list[tuple[float, float]]:
    """Figure by figure what is reported now and what was reported last, both in the unit of now.

    Figures of rates and ceilings may fall and are left out; so is a figure whose unit stands more than once.
    """
    pairs: list[tuple[float, float]] = []
    before = read_figures(past.value)
    if not before:
        return pairs
    for now in read_figures(entry.texts.get("value", "")):
        same = [(one, value) for one in before if (value := _compared(now, one, past)) is not None]
        if len(same) == 1 and _meant(now, past) and _meant(same[0][0], past) and _is_cumulated(now, past):
            pairs.append((now.number, same[0][1]))
    return pairs


def _compared(now: Figure, before: Figure, past: Past) -> float | None:
    """The earlier figure in the unit of the present one; None when the two measure different things."""
    own = past.own.unit if past.own else ""
    unit, earlier = now.unit or own, before.unit or own
    if bool(unit) != bool(earlier):
        return None
    return Figure(before.number, earlier).in_unit(unit)


def _is_cumulated(figure: Figure, past: Past) -> bool:
    fitting = [target for target in past.targets if figure.in_unit(target.unit) is not None]
    return all(target.kind == "cumulative" for target in fitting)


def _meant(figure: Figure, past: Past) -> bool:
    """Whether a number says how much it is: one without a unit must be of the size of the target."""
    return bool(figure.unit) or past.own is None or not 0 < past.own.value * _MOST < figure.number
