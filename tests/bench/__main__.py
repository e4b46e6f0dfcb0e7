"""`python -m tests.bench [STAGE …]`: how fast the program is, each stage against plain scripts in the same run.

Stages: start, notices, reading, issue, merge, reports, ledger, growth; without any, all of them. Every figure is the
processor's time of a whole command, imports included, except two processes against one, which go by the clock; the best
of BENCH_REPEAT runs (3) counts, or of as many as fit in half a minute. A plain script that comes to something else
stops the run. Bars are printed, nothing fails by them. Sizes:
BENCH_READ (400 tasks), BENCH_TASKS (156) and BENCH_FORMS (60,1000), BENCH_RETURNS (200,10000), BENCH_PERIODS (36),
BENCH_ROWS (1,000,000), BENCH_GROWTH (100,1000,10000 returns), BENCH_YEARS (140,1400,14000 tasks of 36 periods).
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench.growth import bench_growth
from tests.bench.issuing import bench_issue
from tests.bench.ledgers import bench_ledger
from tests.bench.merging import bench_merge
from tests.bench.reading import bench_formats, bench_length, bench_notices
from tests.bench.reporting import bench_reports
from tests.bench.start import bench_start
from tests.bench.table import head

STAGES: dict[str, tuple[Callable[[Path], None], ...]] = {
    "start": (bench_start,),
    "notices": (bench_notices,),
    "reading": (bench_formats, bench_length),
    "issue": (bench_issue,),
    "merge": (bench_merge,),
    "reports": (bench_reports,),
    "ledger": (bench_ledger,),
    "growth": (bench_growth,),
}


def main(names: list[str]) -> None:
    """Run some stages in a temporary folder; returns that two of them need are made once."""
    unknown = set(names) - set(STAGES)
    if unknown:
        raise SystemExit(f"no such stage: {', '.join(sorted(unknown))}; there are {', '.join(STAGES)}")
    head()
    with tempfile.TemporaryDirectory() as work:
        for name in names or STAGES:
            for stage in STAGES[name]:
                stage(Path(work))


if __name__ == "__main__":
    main(sys.argv[1:])
