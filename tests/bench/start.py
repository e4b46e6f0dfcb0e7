"""How long the program takes to begin."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.bench.stage import breakdown
from tests.bench.table import best, show
from tests.bench.year import make_year, months

# An office of the middle size, and its year.
_OFFICE = 150, 50


def bench_start(work: Path) -> None:
    """`--help` beside the library that it is made with, `status` on a year's ledger beside those that read a ledger."""
    show("breakdown --help", best(breakdown("--help")), 'python -c "import typer"',
         best((sys.executable, "-c", "import typer")), 2.0)
    make_year(work / "year", *_OFFICE, months())
    show("breakdown status, 12 months", best(breakdown("-C", str(work / "year"), "status", "--period", months()[-1])),
         'python -c "import pandas, sqlalchemy"', best((sys.executable, "-c", "import pandas, sqlalchemy")), 1.4)
