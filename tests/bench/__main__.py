"""`python -m tests.bench`: how fast the program is, each stage against plain scripts in the same run.

Every figure is the wall time of a whole process, imports included; the best of BENCH_REPEAT runs (3) counts, or of as
many as fit in half a minute. BENCH_TASKS (156) is the size of the notice that is issued to 60 units, BENCH_RETURNS
(200) the number of returned forms, about thirty tasks in each, BENCH_READ (400) the tasks of the notice that is read
in every format, BENCH_PERIODS (36) the periods of the year whose reports are made,
BENCH_ROWS (1,000,000) the rows of progress in a ledger. Bars are printed, nothing fails by them.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench import ledger
from tests.bench.fill import fill_returns
from tests.bench.forms import write_forms
from tests.bench.notice import write_notice
from tests.bench.plain import keep_cells
from tests.bench.stage import breakdown, make_ledger, peak_memory, restore, run
from tests.bench.year import make_year, ten_days
from tests.shared import SHARED

PERIOD = "2021-03"
REPEAT = int(os.environ.get("BENCH_REPEAT", "3"))
TASKS = int(os.environ.get("BENCH_TASKS", "156"))
RETURNS = int(os.environ.get("BENCH_RETURNS", "200"))
READ = int(os.environ.get("BENCH_READ", "400"))
ROWS = int(os.environ.get("BENCH_ROWS", "1000000"))
PERIODS = int(os.environ.get("BENCH_PERIODS", "36"))
EXAMPLES = Path(__file__).parents[2] / "examples"
_PATIENCE = 30
# What reading may take of the plain script's time, by kind of file, a quarter above what it takes.
_BARS = {"text": 12.0, "docx": 6.0, "xlsx": 3.5, "html": 20.0, "pdf": 1.4}
# What it may take at most, in seconds, and of memory, in MB.
_SECONDS = {"text": 1.0, "docx": 2.0, "xlsx": 1.0, "html": 2.0, "pdf": 30.0}
_MOST_MEMORY = 300
# Tasks and units of the largest office, and what one of its reports may take.
_OFFICE = 420, 90
_MOST_SECONDS = 5.0
_REPORTS = {"summary": (), "bulletin": (), "dashboard": (), "scores": (), "sample": ("--seed", "7")}
# Ten times the tasks may take so many times as long.
_STRAIGHT = 10.0
# Of every task one unit leads and so many support it; with one and a half tasks a unit that makes thirty each.
_SUPPORTS = 19


def best(command: tuple[str, ...], before: Callable[[], None] = lambda: None) -> float:
    """Seconds of the fastest of some runs; `before` makes everything as it was, off the clock."""
    times: list[float] = []
    while not times or (len(times) < REPEAT and sum(times) < _PATIENCE):
        before()
        start = time.perf_counter()
        run(*command)
        times.append(time.perf_counter() - start)
    return min(times)


def peer(*arguments: str, among: str = "peers") -> tuple[str, ...]:
    """The command line of one plain script."""
    return (sys.executable, "-m", f"tests.bench.{among}", *arguments)


def show(stage: str, ours: float, against: str, theirs: float, bar: float | None = None) -> None:
    """One line: our seconds, the plain script's seconds, their ratio, and the highest ratio that is good enough."""
    ratio = ours / theirs
    figures = f"{ours:7.2f} s  {against:34s}{theirs:6.2f} s  ratio {ratio:5.2f}"
    print(f"{stage:32s}{figures}" + (f"  bar {bar:.2f}  {verdict(ratio, bar)}" if bar else ""), flush=True)


def verdict(figure: float, bar: float) -> str:
    """Whether a figure is good enough."""
    return "ok" if figure <= bar else "ABOVE THE BAR"


def bench_start() -> None:
    """The bar of the design: --help under three times the import of the library it is made with."""
    ours = best(breakdown("--help"))
    theirs = best((sys.executable, "-c", "import typer"))
    show("breakdown --help", ours, 'python -c "import typer"', theirs, 3.0)


def bench_formats(work: Path) -> None:
    """One large notice in every format, against a script that only walks through it; and what memory it takes."""
    for label, path in write_forms(work, READ).items():
        kind = label.split(",")[0]
        command = breakdown("read", str(path), "--format", "jsonl")
        ours = best(command)
        show(f"read {READ} tasks, {label}", ours, f"plain walk through the {kind}",
             best(peer(kind, str(path), among="read_peers")), _BARS[kind])
        print(f"{'':32s}{ours:7.2f} s {'':55s}bar {_SECONDS[kind]:.2f}  {verdict(ours, _SECONDS[kind])}", flush=True)
        peak = peak_memory(*command)
        print(f"{'':32s}{peak:7.0f} MB{'':55s}bar {_MOST_MEMORY}  {verdict(peak, _MOST_MEMORY)}", flush=True)


def bench_length(work: Path) -> None:
    """A notice of ten times the tasks against the usual one: nothing grows with the square of the length."""
    seconds = []
    for tasks in (READ, READ * 10):
        path = work / f"{tasks}.txt"
        path.write_text(write_notice(tasks), encoding="utf-8")
        seconds.append(best(breakdown("read", str(path), "--format", "jsonl")))
    show(f"read {READ * 10} tasks, text", seconds[1], f"read {READ} tasks, text", seconds[0], _STRAIGHT)


def bench_notices() -> None:
    """Real notices and examples as text; every one has one second, start-up included."""
    for path in (*sorted((SHARED / "notices").glob("*.txt")), *sorted(EXAMPLES.glob("*/notice.txt"))):
        seconds = best(breakdown("read", str(path), "--format", "jsonl"))
        label = path.stem if path.stem != "notice" else path.parent.name
        print(f"{'read ' + label:32s}{seconds:7.2f} s  {'':56s}bar 1.00  {verdict(seconds, 1.0)}", flush=True)


def bench_issue(work: Path) -> None:
    """Issuing to sixty units."""
    folder, fresh, out = work / "folder", work / "fresh", work / "out"
    make_ledger(fresh, TASKS)
    issued = best(breakdown("-C", str(folder), "issue", "--period", PERIOD), lambda: restore(fresh, folder))
    forms = sorted((folder / "issued" / PERIOD).glob("*.xlsx"))
    keep_cells(forms, work / "forms.pickle")
    out.mkdir()
    for library, bar in (("openpyxl", 1 / 3.5), ("xlsxwriter", 1.3)):
        written = best(peer(library, str(work / "forms.pickle"), str(out)))
        show(f"issue {len(forms)} forms", issued, f"{library}, same cells and formats", written, bar)
    loaded = best((sys.executable, "-c", "import pandas, sqlalchemy"))
    show(f"issue {len(forms)} forms", issued, "import pandas, sqlalchemy", loaded)


def bench_merge(work: Path) -> None:
    """Merging many returns, then the summary of them."""
    folder, filled, out = work / "folder", work / "filled", work / "out"
    make_ledger(filled, RETURNS * 3 // 2, RETURNS, _SUPPORTS)
    run(*breakdown("-C", str(filled), "issue", "--period", PERIOD))
    fill_returns(filled, PERIOD)
    returned = filled / "returned" / PERIOD
    merged = best(breakdown("-C", str(folder), "merge", "--period", PERIOD), lambda: restore(filled, folder))
    for library, bar in (("pandas", 1 / 8), ("calamine", 3.0)):
        read = best(peer(library, str(returned)))
        show(f"merge {RETURNS} returns", merged, f"{library}, reading the same files", read, bar)
    # what no program can do without that leaves the same workbook behind
    out.mkdir(exist_ok=True)
    keep_cells([folder / "reports" / PERIOD / "merge.xlsx"], work / "merge.pickle")
    show(f"merge {RETURNS} returns", merged, "xlsxwriter, merge.xlsx alone",
         best(peer("xlsxwriter", str(work / "merge.pickle"), str(out))))

    before = set((folder / "reports" / PERIOD).glob("*.xlsx"))
    summed = best(breakdown("-C", str(folder), "report", "summary", "--period", PERIOD))
    keep_cells(sorted(set((folder / "reports" / PERIOD).glob("*.xlsx")) - before), work / "summary.pickle")
    plain = best(peer("summary", str(work / "summary.pickle"), str(out)))
    show("report summary", summed, "DataFrame.to_excel", plain)


def bench_reports(work: Path) -> None:
    """Every report of a year's last period in the largest office, seconds and memory; the summary beside pandas."""
    folder, out, periods = work / "folder", work / "out", ten_days(PERIODS)
    make_year(folder, *_OFFICE, periods)
    out.mkdir()
    for kind, more in _REPORTS.items():
        command = breakdown("-C", str(folder), "report", kind, "--period", periods[-1], *more)
        seconds, peak = best(command), peak_memory(*command)
        label = f"report {kind}, {len(periods)} periods"
        print(f"{label:32s}{seconds:7.2f} s {'':55s}bar {_MOST_SECONDS:.2f}  {verdict(seconds, _MOST_SECONDS)}")
        print(f"{'':32s}{peak:7.0f} MB{'':55s}bar {_MOST_MEMORY}  {verdict(peak, _MOST_MEMORY)}", flush=True)
        if kind == "summary":
            keep_cells(sorted((folder / "reports" / periods[-1]).glob("*.xlsx")), work / "summary.pickle")
            plain = peer("year", str(folder / "ledger.db"), str(work / "summary.pickle"), str(out))
            show(label, seconds, "pandas.read_sql, openpyxl, no sums", best(plain))


def bench_ledger(work: Path) -> None:
    """A hundredth, a tenth and all of the rows of progress written in 36 periods, and one period asked for."""
    sizes, seconds = [ROWS // 100, ROWS // 10, ROWS], []
    for rows in sizes:
        months = [ledger.month_of(period, rows // len(ledger.PERIODS)) for period in ledger.PERIODS]
        ours = ledger.write_ours(work / f"{rows}.db", months)
        seconds.append(ours)
        plain, pandas = ledger.write_plain(work / f"plain{rows}.db", months), work / f"pandas{rows}.db"
        show(f"ledger, {rows} rows", ours, "plain executemany", plain, 1.3)
        show(f"ledger, {rows} rows", ours, "DataFrame.to_sql", ledger.write_pandas(pandas, months))
        known, count = ledger.ask(work / f"{rows}.db", len(ledger.PERIODS) // 2)
        label = f"one period of {count} rows, as of"
        print(f"{label:32s}{known:7.2f} s {'':55s}bar 0.50  {verdict(known, 0.5)}", flush=True)
    power = ledger.exponent(sizes, seconds)
    print(f"{'ledger, growth':32s}rows to the power of {power:.2f}{'':44s}bar 1.05  {verdict(power, 1.05)}", flush=True)


def bench_memory(work: Path) -> None:
    """Peak memory of merging a quarter of the returns and all of them, beside that of merging nothing afterwards.

    The latter needs all rows of the ledger, too; the difference is what reading files takes, and must not grow.
    """
    folder, filled, nothing = work / "folder", work / "filled", work / "nothing"
    nothing.mkdir()
    for count in (RETURNS // 4, RETURNS):
        restore(filled, folder)
        for path in sorted((folder / "returned" / PERIOD).glob("*.xlsx"))[count:]:
            path.unlink()
        peak = peak_memory(*breakdown("-C", str(folder), "merge", "--period", PERIOD))
        rows = peak_memory(*breakdown("-C", str(folder), "merge", str(nothing), "--period", PERIOD))
        print(f"{f'memory, merge {count} returns':32s}{peak:7.0f} MB, of which the same rows without files "
              f"{rows:5.0f} MB: {peak - rows:4.0f} MB for reading", flush=True)


def main() -> None:
    """Run all benchmarks in a temporary folder and print one line each."""
    bench_start()
    bench_notices()
    for stages in ((bench_formats, bench_length), (bench_issue,), (bench_merge, bench_memory), (bench_reports,),
                   (bench_ledger,)):
        with tempfile.TemporaryDirectory() as work:
            for stage in stages:
                stage(Path(work))


if __name__ == "__main__":
    main()
