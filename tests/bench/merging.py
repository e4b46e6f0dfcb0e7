"""Merging what came back."""

from __future__ import annotations

import os
from pathlib import Path
from time import perf_counter

from tests.bench.clerk_merge import IN_BOTH, code_of
from tests.bench.fill import fill_returns
from tests.bench.issuing import PERIOD, SUPPORTS
from tests.bench.plain import columns_under, filled_cells, keep_cells, same_cells
from tests.bench.stage import breakdown, restore, run
from tests.bench.table import best, note, peer, same, show
from tests.bench.year import make_tasks

RETURNS = [int(count) for count in os.environ.get("BENCH_RETURNS", "200,10000").split(",")]


def make_returns(work: Path, returns: int) -> Path:
    """A folder whose forms of a month have all come back, about thirty tasks in each; nothing of it may be changed."""
    filled = work / f"returns{returns}"
    if filled.exists():
        return filled
    make_tasks(filled, returns * 3 // 2, returns, SUPPORTS)
    run(*breakdown("-C", str(filled), "issue", "--period", PERIOD))
    fill_returns(filled, PERIOD)
    return filled


def bench_merge(work: Path) -> None:
    """Merging many returns by one process beside plain scripts, and by two processes beside one."""
    note("a clerk's script reads task sheets into one frame, keeps the newest rows, writes the same merge.xlsx with")
    note("named styles; it knows nothing of whose form it is, locked cells, plans, requests, conflicts, links, ledger")
    for count in RETURNS:
        _bench_returns(work, count)


def _bench_returns(work: Path, count: int) -> None:
    filled, folder, label = make_returns(work, count), work / "merged", f"merge {count} returns"
    returned = filled / "returned" / PERIOD
    merge = breakdown("-C", str(folder), "merge", "--period", PERIOD, "--jobs")
    alone = best((*merge, "1"), lambda: restore(filled, folder))
    one, two = (best((*merge, jobs), lambda: restore(filled, folder), clock=perf_counter) for jobs in "12")
    _bench_clerk(work, folder / "reports" / PERIOD / "merge.xlsx", returned, label, alone)
    cells = sum(map(filled_cells, returned.glob("*.xlsx")))
    for library, name, bar in (("pandas", "pandas, openpyxl", None), ("calamine", "calamine", 2.5)):
        theirs = best(peer(library, str(returned)), check=lambda said: same("cells read", cells, int(said)))
        show(label, alone, f"{name}: reads all cells", theirs, bar)
    show(f"{label}, --jobs 2, by the clock", two, "--jobs 1", one, 1 / 1.6)


def _bench_clerk(work: Path, merged: Path, returned: Path, label: str, alone: float) -> None:
    """The same work by a plain script, and what no program can do without that leaves the same workbook behind."""
    cells, rows = work / "merge.pickle", code_of(columns_under(merged, "采纳内容", IN_BOTH))
    keep_cells([merged], cells)
    clerk = best(peer(str(returned), str(cells), str(work), among="clerk_merge"),
                 check=lambda said: same("rows that count", rows, said.strip()))
    same_cells([merged], work)
    show(label, alone, "pandas, openpyxl: a clerk's script", clerk, 1 / 10)
    show(label, alone, "xlsxwriter: merge.xlsx alone", best(peer("xlsxwriter", str(cells), str(work))))
    same_cells([merged], work)
