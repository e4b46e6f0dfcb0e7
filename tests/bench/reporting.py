"""The reports of a year."""

from __future__ import annotations

import os
from pathlib import Path

from tests.bench.plain import columns_under, keep_cells, same_cells
from tests.bench.stage import breakdown, peak_memory
from tests.bench.table import best, note, peer, same, show, show_alone
from tests.bench.year import make_year, ten_days

PERIODS = int(os.environ.get("BENCH_PERIODS", "36"))
# Tasks and units of the largest office, and what one of its reports may take.
_OFFICE = 420, 90
_MOST_SECONDS, _MOST_MEMORY = 5.0, 300
_REPORTS = {"summary": (), "bulletin": (), "dashboard": (), "scores": (), "sample": ("--seed", "7")}

# How the peers that write our cells dress them.
_YEARS = (("year_dressed", "formats one by one", 1 / 2), ("year_named", "named styles", 1 / 2),
          ("year", "no formats", None))

# What the clerk's short rule does not decide.
_IN_BOTH = {"总台账": ("序号", "板块", "重点工作", "牵头领导", "牵头单位", "配合单位"),
            "单位汇总": ("单位", "牵头任务", "配合任务"), "板块汇总": ("板块", "任务数")}


def bench_reports(work: Path) -> None:
    """Every report of a year's last period in the largest office, seconds and memory; the summary beside pandas."""
    folder, out, periods = work / "reports", work / "summary", ten_days(PERIODS)
    make_year(folder, *_OFFICE, periods)
    out.mkdir()
    note("peers of the summary read the ledger's newest rows; three write our cells again, from a list,")
    note("a clerk's script judges by a short rule and writes four tables; none has charts, filters or links")
    for kind, more in _REPORTS.items():
        command = breakdown("-C", str(folder), "report", kind, "--period", periods[-1], *more)
        seconds, label = best(command), f"report {kind}, {len(periods)} periods"
        show_alone(label, seconds, "s", _MOST_SECONDS)
        show_alone(label, peak_memory(*command), "MB", _MOST_MEMORY)
        if kind == "summary":
            books = sorted((folder / "reports" / periods[-1]).glob("*.xlsx"))
            keep_cells(books, work / "summary.pickle")
            for name, formats, bar in _YEARS:
                year = peer(name, str(folder / "ledger.db"), str(work / "summary.pickle"), str(out))
                show(label, seconds, f"pandas, openpyxl: {formats}", best(year), bar)
                same_cells(books, out)
            clerk = peer(str(folder / "ledger.db"), str(out / "clerk.xlsx"), among="clerk")
            show(label, seconds, "pandas, openpyxl: a clerk's script", best(clerk), 1 / 2)
            same_tables(books[0], out / "clerk.xlsx")


def same_tables(ours: Path, theirs: Path) -> None:
    """Stop where the clerk's script comes to other tasks, units or numbers of tasks than the summary."""
    for sheet, headers in _IN_BOTH.items():
        same(sheet, columns_under(ours, sheet, headers), columns_under(theirs, sheet, headers))
