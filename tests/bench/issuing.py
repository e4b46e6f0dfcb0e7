"""Issuing forms."""

from __future__ import annotations

import os
from pathlib import Path

from tests.bench.plain import keep_cells, same_cells
from tests.bench.stage import breakdown, make_ledger, restore
from tests.bench.table import best, peer, show

PERIOD = "2021-03"
TASKS = int(os.environ.get("BENCH_TASKS", "156"))
FORMS = [int(count) for count in os.environ.get("BENCH_FORMS", "60,1000").split(",")]
# Of every task of a large office one unit leads and so many support it; with one and a half tasks a unit that makes
# thirty rows a form.
SUPPORTS = 19


def bench_issue(work: Path) -> None:
    """Issuing to sixty units, and to many, by one process, as the plain scripts do."""
    for units in FORMS:
        folder, fresh = work / f"folder{units}", work / f"fresh{units}"
        if units == FORMS[0]:
            make_ledger(fresh, TASKS, units)
        else:
            make_ledger(fresh, units * 3 // 2, units, SUPPORTS)
        ours = best(breakdown("-C", str(folder), "issue", "--period", PERIOD, "--jobs", "1"),
                    lambda folder=folder, fresh=fresh: restore(fresh, folder))  # type: ignore[misc]
        forms = sorted((folder / "issued" / PERIOD).glob("*.xlsx"))
        keep_cells(forms, work / "forms.pickle")
        for library, bar in (("openpyxl", 1 / 4), ("xlsxwriter", 1.2)):
            out = work / f"{library}{units}"
            out.mkdir()
            written = best(peer(library, str(work / "forms.pickle"), str(out)))
            same_cells(forms[::17], out)
            show(f"issue {len(forms)} forms", ours, f"{library}, same cells and formats", written, bar)
