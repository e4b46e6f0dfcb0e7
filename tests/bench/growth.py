"""How cost grows: merging more returns, summing up more rows."""

from __future__ import annotations

import os
from pathlib import Path

from tests.bench.issuing import PERIOD
from tests.bench.merging import make_returns
from tests.bench.stage import breakdown, measured, restore
from tests.bench.table import show_growth
from tests.bench.year import make_year, ten_days

_RETURNS = [int(count) for count in os.environ.get("BENCH_GROWTH", "100,1000,10000").split(",")]
# Ten thousand rows are three of a task in each of 36 periods; each size is ten of the one before.
_YEARS = [int(count) for count in os.environ.get("BENCH_YEARS", "140,1400,14000").split(",")]
_POWER = 1.05


def bench_growth(work: Path) -> None:
    """Whole commands: a merge of more and more returns, a summary of more and more rows; seconds and peak memory."""
    seconds, memory = [], []
    for count in _RETURNS:
        folder = work / "growing"
        restore(make_returns(work, count), folder)
        took, peak = measured(*breakdown("-C", str(folder), "merge", "--period", PERIOD))
        seconds.append(took)
        memory.append(peak)
    show_growth("merge, returns", _RETURNS, seconds, "s", _POWER)
    # a straight line in memory is no goal: it is not to grow at all
    show_growth("merge, returns", _RETURNS, memory, "MB", 0.1)
    sizes, seconds, memory = [], [], []
    for tasks in _YEARS:
        folder, periods = work / f"year{tasks}", ten_days()
        rows = make_year(folder, tasks, tasks * 90 // 420, periods)
        took, peak = measured(*breakdown("-C", str(folder), "report", "summary", "--period", periods[-1]))
        sizes.append(rows)
        seconds.append(took)
        memory.append(peak)
    show_growth("summary, rows of progress", sizes, seconds, "s", _POWER)
    show_growth("summary, rows of progress", sizes, memory, "MB", None)
