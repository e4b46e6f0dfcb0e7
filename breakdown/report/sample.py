"""A spot-check sample: drawn by hashes alone, so that anybody can draw it again from the printed frame.

Every row of the frame is a task and lead unit with a report that stands. Rows of one unit and status are a stratum.
Within a stratum rows stand by their code; the k-th of N rows of weight w has the number (k − u) / (N × w), u being the
stratum's own start between 0 and 1. The rows with the least numbers are drawn: every stratum gets its share by number
and weight, rounded up or down by chance, and a larger sample holds the smaller one of the same seed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Any, Final

import pandas as pd

from breakdown.closings import CLOSED, PENDING, SENT_BACK
from breakdown.columns import Column, Frame, make_frame
from breakdown.errors import FolderError
from breakdown.periods import Period
from breakdown.report.rows import rows_of
from breakdown.report.summary import Summary

# How often a row is drawn beside one of weight 1: who says that all is done is looked at first.
WEIGHTS: Final[Mapping[str, int]] = {PENDING: 3, CLOSED: 2}
# How a claimed completion is called as a stratum; any other report by its status.
CLAIMED: Final[Mapping[str, str]] = {PENDING: "报完成待核验", CLOSED: "已销号", SENT_BACK: "报完成被退回"}
CODE_DIGITS, _START_DIGITS = 16, 8

DRAWING = Frame(
    "drawing",
    (
        Column("order", "抽中次序", "int", width=7),
        Column("no", "序号", width=7),
        Column("content", "重点工作", width=34),
        Column("unit", "牵头单位", width=18),
        Column("status", "状态层", width=13),
        Column("category", "类别", width=12),
        Column("deadline", "完成时限", width=13),
        Column("reported", "填报期次", width=10),
        Column("value", "完成值", width=10),
        Column("percent", "完成比例（%）", "number", width=9),
        Column("progress", "本期进展", width=40),
        Column("task_id", "任务编号", width=10),
        Column("code", "行码", width=19),
        Column("at", "层内次序 k", "int", width=8),
        Column("size", "层内条数 N", "int", width=8),
        Column("weight", "权重 w", "int", width=7),
        Column("start", "层起点 u", width=13),
        Column("key", "排序值", width=13),
    ),
    key=("task_id", "unit"),
)


@dataclass(frozen=True)
class Sample:
    """A drawn sample; frame: columns of DRAWING, every row that could be drawn, those that were with their order.

    collected: the period whose reports count.
    """

    period: Period
    collected: Period
    count: int
    seed: int
    frame: pd.DataFrame

    @property
    def drawn(self) -> pd.DataFrame:
        """The rows drawn, in order."""
        return self.frame[self.frame["order"] > 0].sort_values("order").reset_index(drop=True)

    @property
    def keys(self) -> list[tuple[str, str]]:
        """Task and lead unit of every row drawn, in order."""
        return list(zip(self.drawn["task_id"], self.drawn["unit"], strict=True))


def draw_sample(summary: Summary, count: int, seed: int) -> Sample:
    """So many rows of a period's reports; FolderError when there are not as many, or none is asked for."""
    if count < 1:
        raise FolderError(f"抽查条数是 {count}", "应是 1 以上的整数", "请改正 -n 后重试")
    rows = _frame(summary)
    if not rows:
        found = f"{summary.period.title}没有单位填报，无从抽查"
        raise FolderError(found, "应有已合并的回表", "请核对 --period，或先合并回表")
    if count > len(rows):
        raise FolderError(f"{summary.period.title}可抽查的只有 {len(rows)} 条，不够抽 {count} 条",
                          f"-n 最多是 {len(rows)}", "请改小 -n 后重试")
    strata: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        row["code"] = _digest(seed, row["task_id"], row["unit"])[:CODE_DIGITS]
        strata.setdefault((row["unit"], row["status"]), []).append(row)
    for (unit, status), listed in strata.items():
        start = Fraction(int(_digest(seed, unit, status)[:_START_DIGITS], 16), 16**_START_DIGITS)
        listed.sort(key=lambda row: (row["code"], row["task_id"]))
        for at, row in enumerate(listed, 1):
            exact = (at - start) / (len(listed) * row["weight"])
            row |= {"at": at, "size": len(listed), "start": f"{float(start):.10f}", "exact": exact,
                    "key": f"{float(exact):.10f}"}
    for order, row in enumerate(sorted(rows, key=lambda row: (row["exact"], row["code"], row["task_id"]))[:count], 1):
        row["order"] = order
    return Sample(summary.period, summary.collected, count, seed, make_frame(DRAWING, rows))


def row_text(seed: int, *parts: str) -> str:
    """The text whose SHA-256 is taken."""
    return "|".join((str(seed), *parts))


def _digest(seed: int, *parts: str) -> str:
    return sha256(row_text(seed, *parts).encode()).hexdigest()


def _frame(summary: Summary) -> list[dict[str, Any]]:
    """Every task and lead unit with a report that stands, in the ledger's order."""
    claims = {(row.task_id, row.unit): row.standing for row in rows_of(summary.closings)}
    tasks = {task.task_id: task for task in rows_of(summary.tasks)}
    rows = []
    for row in rows_of(summary.standings):
        standing, task = claims.get((row.task_id, row.unit), ""), tasks[row.task_id]
        status = CLAIMED.get(standing, row.status)
        if status:
            shared = {name: getattr(row, name) for name in ("unit", "category", "value", "percent", "progress",
                                                            "reported", "task_id")}
            rows.append(shared | {"no": task.no, "content": task.content, "deadline": task.deadline, "status": status,
                                  "weight": WEIGHTS.get(standing, 1)})
    return rows
