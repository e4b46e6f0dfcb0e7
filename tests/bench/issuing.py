"""Issuing forms."""

from __future__ import annotations

import os
from pathlib import Path
from time import perf_counter

from breakdown.outgoing import MakeForm
from tests.bench.plain import keep_cells, same_cells
from tests.bench.stage import breakdown, make_ledger, restore
from tests.bench.table import best, note, peer, show
from tests.bench.year import make_tasks

PERIOD = "2021-03"
TASKS = int(os.environ.get("BENCH_TASKS", "156"))
FORMS = [int(count) for count in os.environ.get("BENCH_FORMS", "60,1000").split(",")]
# Of every task of a large office one unit leads and so many support it; with one and a half tasks a unit that makes
# thirty rows a form.
SUPPORTS = 19
_PEERS = (
    ("openpyxl", "openpyxl: cells, formats one by one", 1 / 4),
    ("named", "openpyxl: cells and named styles", 1 / 4),
    ("xlsxwriter", "xlsxwriter: cells and formats", 1.2),
)


def bench_issue(work: Path) -> None:
    """Issuing to sixty units, and to many, by one process, as the plain scripts do."""
    note("peers write the same cells and formats from a list; they make no form, no ledger, no digest, no links")
    for units in FORMS:
        _bench_forms(work / f"issue{units}", units)


def _bench_forms(work: Path, units: int) -> None:
    folder, fresh, label = work / "folder", work / "fresh", f"issue {units} forms"
    work.mkdir()
    if units == FORMS[0]:
        make_ledger(fresh, TASKS, units)
    else:
        make_tasks(fresh, units * 3 // 2, units, SUPPORTS)
    issue = breakdown("-C", str(folder), "issue", "--period", PERIOD, "--jobs")
    alone = best((*issue, "1"), lambda: restore(fresh, folder))
    one, two = (best((*issue, jobs), lambda: restore(fresh, folder), clock=perf_counter) for jobs in "12")
    forms = sorted((folder / "issued" / PERIOD).glob("*.xlsx"))
    keep_cells(forms, work / "forms.pickle")
    for name, said, bar in _PEERS:
        out = work / name
        out.mkdir()
        written = best(peer(name, str(work / "forms.pickle"), str(out)))
        same_cells(forms, out)
        show(label, alone, said, written, bar)
    # fewer forms are left to one process
    show(f"{label}, --jobs 2, by the clock", two, "--jobs 1", one, 1 / 1.6 if units >= MakeForm.pace.pays else None)
