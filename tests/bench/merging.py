"""Merging what came back."""

from __future__ import annotations

import os
from pathlib import Path

from tests.bench.fill import fill_returns
from tests.bench.issuing import PERIOD, SUPPORTS
from tests.bench.plain import filled_cells, keep_cells, same_cells
from tests.bench.stage import breakdown, make_ledger, restore, run
from tests.bench.table import best, peer, same, show

RETURNS = int(os.environ.get("BENCH_RETURNS", "200"))


def make_returns(filled: Path, returns: int) -> Path:
    """A folder whose forms of a month have all come back, about thirty tasks in each: where they are."""
    make_ledger(filled, returns * 3 // 2, returns, SUPPORTS)
    run(*breakdown("-C", str(filled), "issue", "--period", PERIOD))
    fill_returns(filled, PERIOD)
    return filled / "returned" / PERIOD


def bench_merge(work: Path) -> None:
    """Merging many returns by one process beside scripts that only read them, and by two processes beside one."""
    folder, filled, out = work / "folder", work / "filled", work / "out"
    returned = make_returns(filled, RETURNS)
    label = f"merge {RETURNS} returns"
    merge = breakdown("-C", str(folder), "merge", "--period", PERIOD, "--jobs")
    alone = best((*merge, "1"), lambda: restore(filled, folder))
    cells = sum(map(filled_cells, returned.glob("*.xlsx")))
    for library, bar in (("pandas", 1 / 10), ("calamine", 2.5)):
        same(f"cells read by {library}", cells, int(run(*peer(library, str(returned)))))
        show(label, alone, f"{library}, reading the same files", best(peer(library, str(returned))), bar)
    # what no program can do without that leaves the same workbook behind
    out.mkdir()
    merged = folder / "reports" / PERIOD / "merge.xlsx"
    keep_cells([merged], work / "merge.pickle")
    show(label, alone, "xlsxwriter, merge.xlsx alone", best(peer("xlsxwriter", str(work / "merge.pickle"), str(out))))
    same_cells([merged], out)
    show(f"{label}, --jobs 2", best((*merge, "2"), lambda: restore(filled, folder)), "--jobs 1", alone, 1 / 1.6)
