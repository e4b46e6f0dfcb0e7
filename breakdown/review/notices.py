"""Which notice of the ledger a reading corrects, if any: a different one must not take the place of its tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pandas as pd

from breakdown.problems import Problem
from breakdown.records import Records
from breakdown.review.amend import highest_numbers
from breakdown.tasks.identity import match_tasks

# Under the same name a notice is another one when not even this share of the shorter one returns.
_SAME_NAME = 0.2
# Under another name it is the same one when more than this share of the longer one returns.
_OTHER_NAME = 0.5
# The tasks of a further notice stand behind those of the others, from the next round number on.
_ROUND = 1000


@dataclass
class Matched:
    """What adopting a reading does to the ledger's tasks.

    ids: final id of every task of the reading. covered: the ledger's tasks that it speaks about, gone ones included.
    names: the ledger's name of every notice of the reading; shifts: by how much the places of its tasks move back.
    """

    ids: dict[str, str] = field(default_factory=dict)
    covered: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)
    shifts: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def settled(self, tasks: pd.DataFrame) -> pd.DataFrame:
        """The tasks under the ledger's names of their notices, behind those of earlier notices."""
        shift = tasks["notice"].map(lambda name: self.shifts.get(name, 0))
        return tasks.assign(notice=tasks["notice"].map(lambda name: self.names.get(name, name)),
                            position=tasks["position"] + shift)


def match_reading(records: Records, tasks: pd.DataFrame, standing: frozenset[str]) -> Matched:
    """How the tasks of a reading meet those of the ledger; standing: ids that a reading of the ledger itself knows."""
    made = Matched()
    if standing:
        made.covered = set(standing) & set(records.tasks["task_id"])
        made.ids = {own: own for own in tasks["task_id"] if own in made.covered}
    else:
        for name, mine in tasks.groupby("notice", sort=False):
            _match_notice(records, str(name), mine, set(tasks["notice"]), made)
    _number(records, tasks, made.ids)
    return made


def _match_notice(records: Records, name: str, mine: pd.DataFrame, reading: set[str], made: Matched) -> None:
    free = records.tasks[~records.tasks["task_id"].isin(made.covered)]
    olds = free[free["year"].isin(set(mine["year"]))]
    old, found = _same_notice(olds, name, mine, reading)
    rest = set(free.loc[~free["task_id"].isin(set(old["task_id"])), "notice"])
    kept = str(old["notice"].iloc[0]) if len(old) else name
    # two notices of one file name stay apart
    made.names[name] = (kept if len(old) else _free_name(name, rest)) if name in rest else name
    made.ids |= found
    made.covered |= set(old["task_id"])
    made.shifts[name] = _shift(records.tasks, old, mine)
    if len(old) and kept != name:
        sentence = f"“{name}”与台账里的“{kept}”大多数任务相同，按同一份通知的更正处理"
        made.problems.append(Problem("存疑", name, "notice-known", sentence, "采用前请核对下面列出的变化", kept))
    if not len(old):
        made.problems += _beside(olds, name, mine)


def _same_notice(
    olds: pd.DataFrame, name: str, mine: pd.DataFrame, reading: set[str]
) -> tuple[pd.DataFrame, dict[str, str]]:
    """The ledger's tasks of the notice that this one is, none for a new one, and which of them return as which."""
    best: tuple[float, pd.DataFrame, dict[str, str]] = (0.0, olds.iloc[:0], {})
    for other, old in olds.groupby("notice", sort=False):
        if other in reading and other != name:
            continue
        found = match_tasks(old, mine)
        most, least = max(len(old), len(mine)), min(len(old), len(mine))
        same = len(found) >= _SAME_NAME * least if other == name else len(found) > _OTHER_NAME * most
        # its own name counts more than a likeness
        share = len(found) / most + (other == name)
        if same and found and share > best[0]:
            best = share, old, found
    return best[1], best[2]


def _beside(olds: pd.DataFrame, name: str, mine: pd.DataFrame) -> Iterator[Problem]:
    """What a person should know of a notice that is taken for a new one: its namesake, tasks that stand elsewhere."""
    for other, old in olds.groupby("notice", sort=False):
        alike = len(match_tasks(old, mine))
        if other == name:
            sentence = f"台账里已有同名的“{name}”，任务大多不同，按另一份通知处理，原有任务不动"
            yield Problem("存疑", name, "notice-known", sentence, "如应是更正，请核对是否选错了文件", name)
        elif alike:
            sentence = f"有 {alike} 项任务与台账里“{other}”中的相同或相近，按另一份通知处理，不会替换原有任务"
            hint = "如是对原通知的补充或调整，请核对是否重复，重复的在“任务核对”表中删去"
            yield Problem("存疑", name, "notice-known", sentence, hint, str(other))


def _free_name(name: str, taken: set[str]) -> str:
    number = 2
    while f"{name}（{number}）" in taken:
        number += 1
    return f"{name}（{number}）"


def _shift(tasks: pd.DataFrame, old: pd.DataFrame, mine: pd.DataFrame) -> int:
    """A corrected notice begins where it began, a new one behind all that stand in the ledger."""
    first = int(mine["position"].min())
    if len(old):
        return max(int(old["position"].min()) - first, 0)
    return -(-int(tasks["position"].max()) // _ROUND) * _ROUND if len(tasks) else 0


def _number(records: Records, tasks: pd.DataFrame, ids: dict[str, str]) -> None:
    """The next free number of its year for every task that has no id yet."""
    highest = Counter(highest_numbers(records))
    for row in tasks.sort_values("position", kind="stable").to_dict("records"):
        if row["task_id"] not in ids:
            highest[row["year"]] += 1
            ids[row["task_id"]] = f"{row['year']}-{highest[row['year']]:03d}"
