"""`python -m tests.bench`: how fast the program is, each stage against a plain script in the same run.

Every figure is the wall time of a whole process, imports included; the best of BENCH_REPEAT runs (3) counts.
BENCH_TASKS (156) is the size of the notice that is issued, merged and summed up.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.stage import breakdown, fill_returns, keep_cells, make_ledger, run
from tests.shared import SHARED

PERIOD = "2021-03"
REPEAT = int(os.environ.get("BENCH_REPEAT", "3"))
TASKS = int(os.environ.get("BENCH_TASKS", "156"))
EXAMPLES = Path(__file__).parents[2] / "examples"


def best(command: tuple[str, ...], before: Callable[[], None] = lambda: None) -> float:
    """Seconds of the fastest of some runs; `before` makes everything as it was, off the clock."""
    times = []
    for _ in range(REPEAT):
        before()
        start = time.perf_counter()
        run(*command)
        times.append(time.perf_counter() - start)
    return min(times)


def peer(*arguments: str) -> tuple[str, ...]:
    """The command line of one plain script."""
    return (sys.executable, "-m", "tests.bench.peers", *arguments)


def show(stage: str, ours: float, against: str, theirs: float, bar: float | None = None) -> None:
    """One line: our seconds, the plain script's seconds, their ratio, and the highest ratio that is good enough."""
    ratio = ours / theirs
    figures = f"{ours:7.2f} s  {against:32s}{theirs:6.2f} s  ratio {ratio:5.2f}"
    print(f"{stage:32s}{figures}" + (f"  bar {bar:.1f}  {verdict(ratio, bar)}" if bar else ""))


def verdict(figure: float, bar: float) -> str:
    """Whether a figure is good enough."""
    return "ok" if figure <= bar else "ABOVE THE BAR"


def bench_start() -> None:
    """The bar of the design: --help under three times the import of the library it is made with."""
    ours = best(breakdown("--help"))
    theirs = best((sys.executable, "-c", "import typer"))
    show("breakdown --help", ours, 'python -c "import typer"', theirs, 3.0)


def bench_read() -> None:
    """Reading has no peer; every notice has one second, start-up included."""
    for path in (*sorted((SHARED / "notices").glob("*.txt")), *sorted(EXAMPLES.glob("*/notice.txt"))):
        seconds = best(breakdown("read", str(path), "--format", "jsonl"))
        label = path.stem if path.stem != "notice" else path.parent.name
        print(f"{'read ' + label:32s}{seconds:7.2f} s  {'':54s}bar 1.0  {verdict(seconds, 1.0)}")


def bench_forms(work: Path) -> None:
    """Issue, merge and summary of 156 tasks and 60 units, one after the other in one ledger."""
    folder, fresh = work / "folder", work / "fresh"
    make_ledger(fresh, TASKS)
    issued = best(breakdown("-C", str(folder), "issue", "--period", PERIOD), lambda: restore(fresh, folder))
    forms = sorted((folder / "issued" / PERIOD).glob("*.xlsx"))
    keep_cells(forms, work / "forms.pickle")
    (work / "out").mkdir()
    written = best(peer("forms", str(work / "forms.pickle"), str(work / "out")))
    show(f"issue {len(forms)} forms", issued, "openpyxl, same cells and formats", written, 1.0)

    fill_returns(folder, PERIOD)
    filled = work / "filled"
    shutil.move(folder, filled)
    merged = best(breakdown("-C", str(folder), "merge", "--period", PERIOD), lambda: restore(filled, folder))
    read = best(peer("returns", str(folder / "returned" / PERIOD)))
    show(f"merge {len(forms)} returns", merged, "pandas.read_excel per file", read, 1.0)

    before = set((folder / "reports" / PERIOD).glob("*.xlsx"))
    summary = ("report", "summary", "--period", PERIOD)
    summed = best(breakdown("-C", str(folder), *summary))
    keep_cells(sorted(set((folder / "reports" / PERIOD).glob("*.xlsx")) - before), work / "summary.pickle")
    plain = best(peer("summary", str(work / "summary.pickle"), str(work / "out")))
    show("report summary", summed, "DataFrame.to_excel", plain)


def restore(source: Path, target: Path) -> None:
    """A copy of a folder in place of another."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)


def main() -> None:
    """Run all benchmarks in a temporary folder and print one line each."""
    bench_start()
    bench_read()
    with tempfile.TemporaryDirectory() as work:
        bench_forms(Path(work))


if __name__ == "__main__":
    main()
