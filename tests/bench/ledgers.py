"""The ledger with many rows."""

from __future__ import annotations

import os
from pathlib import Path

from tests.bench import ledger
from tests.bench.table import same, show, show_alone, show_growth

ROWS = int(os.environ.get("BENCH_ROWS", "1000000"))


def bench_ledger(work: Path) -> None:
    """A hundredth, a tenth and all of the rows of progress written in 36 periods, and one period asked for."""
    sizes, seconds = [ROWS // 100, ROWS // 10, ROWS], []
    for rows in sizes:
        months = [ledger.month_of(period, rows // len(ledger.PERIODS)) for period in ledger.PERIODS]
        places = [work / f"{name}{rows}.db" for name in ("ours", "plain", "pandas")]
        seconds.append(ledger.write_ours(places[0], months))
        show(f"ledger, {rows} rows", seconds[-1], "plain executemany", ledger.write_plain(places[1], months), 1.3)
        show(f"ledger, {rows} rows", seconds[-1], "DataFrame.to_sql", ledger.write_pandas(places[2], months))
        if rows == sizes[0]:
            kept = [ledger.rows_in(place) for place in places]
            same("rows of the ledger", kept[0], kept[1])
            same("rows of the ledger", kept[0], kept[2])
        known, count = ledger.ask(places[0], len(ledger.PERIODS) // 2)
        show_alone(f"one period of {count} rows, as of", known, "s", 0.5)
    show_growth("ledger, rows written", sizes, seconds, "s", 1.05)
