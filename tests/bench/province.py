"""`python -m tests.bench.province`: a province's month on this machine, by 1 and 2 processes and on a Dask cluster.

One county is made in full and its returns are read as often as there are counties: --counties 120 is the province of
the README, 7,200 returns a month. What is printed as extrapolated was not run: it is what was measured of one county,
times the counties and --months.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from breakdown.arrivals import TakeReturn
from breakdown.cluster import Cluster
from breakdown.desk import opened_ledger
from breakdown.engines import Engine, Local
from breakdown.files.folder import open_folder
from breakdown.files.returns import Arrival, collect_returns
from breakdown.files.spool import Spool
from breakdown.files.templates import load_words
from breakdown.merge.taking import Taking
from breakdown.periods import parse_period
from breakdown.shelved import Shelved, shelve
from tests.bench.fill import fill_returns
from tests.bench.stage import breakdown, make_ledger, peak_memory, run
from tests.cluster import workers

PERIOD = "2021-03"
# So many times the overhead of the cluster over two processes here may be.
_BAR = 1.15
# Processes of the sizing table.
_SIZES = (1, 2, 8, 16, 32)


def main(words: Sequence[str]) -> None:
    """Measure, then extrapolate."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.province")
    for name, number in {"counties": 2, "tasks": 150, "units": 60, "months": 12, "rounds": 2}.items():
        parser.add_argument(f"--{name}", type=int, default=number)
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "county"
        issued, merged, rows = _county(folder, asked.tasks, asked.units)
        with Spool() as spool:
            job, arrivals = _reading(folder, spool)
            arrivals = arrivals * asked.counties
            read = _read_all(job, arrivals, asked.rounds)
        memory = peak_memory(*breakdown("-C", str(folder), "merge", "--period", PERIOD))
    print(f"\npeak memory of one county's merge, the same returns once more: {memory:.0f} MB")
    _extrapolate(asked, issued, merged, read / len(arrivals), rows)


def _county(folder: Path, tasks: int, units: int) -> tuple[float, float, int]:
    """Seconds of issuing to one county and of merging its returns, as commands; bytes by which its ledger grew."""
    make_ledger(folder, tasks, units)
    before = (folder / "ledger.db").stat().st_size
    issued = _seconds(lambda: run(*breakdown("-C", str(folder), "issue", "--period", PERIOD, "--jobs", "1")))
    fill_returns(folder, PERIOD)
    merged = _seconds(lambda: run(*breakdown("-C", str(folder), "merge", "--period", PERIOD, "--jobs", "1")))
    grown = (folder / "ledger.db").stat().st_size - before
    print(f"one county, {tasks} tasks, {units} units: issue {issued:.1f} s, merge {merged:.1f} s, "
          f"ledger {grown / 1e6:.1f} MB more")
    return issued, merged, grown


def _reading(folder: Path, spool: Spool) -> tuple[TakeReturn, list[Arrival]]:
    """What merging does with every file, and the files."""
    office, period = open_folder(folder), parse_period(PERIOD)
    with opened_ledger(office) as ledger, ledger.stream() as stream:
        shelf = shelve(spool, stream, period)
    home = office.returned(period)
    work = TakeReturn(Taking(shelf, period, office.settings, load_words(folder)), office.settings.most_bytes)
    return work, collect_returns([home], home, [], datetime.now())


def _carried(work: TakeReturn) -> TakeReturn:
    """The same for other machines."""
    assert isinstance(work.taking.shelf, Shelved)
    return replace(work, taking=replace(work.taking, shelf=work.taking.shelf.carried()))


def _read_all(work: TakeReturn, arrivals: Sequence[Arrival], rounds: int) -> float:
    """Seconds of one process for all files; prints those of every engine, the best of some rounds."""
    with workers(2) as cluster:
        engines: dict[str, Engine] = {"1 process": Local(1), "2 processes": Local(2),
                                      "Dask, 2 workers": Cluster(cluster.scheduler_address)}
        taken = {name: min(_seconds(lambda engine=engine: _through(engine, work, arrivals))
                           for _ in range(rounds))
                 for name, engine in engines.items()}
    one, two, dask = taken.values()
    for name, seconds in taken.items():
        each = seconds / len(arrivals) * 1000
        print(f"reading {len(arrivals)} returns, {name:16s}{seconds:8.2f} s {each:7.2f} ms each  "
              f"{one / seconds:5.2f} times one process", flush=True)
    told = "ok" if dask <= _BAR * two else "ABOVE THE BAR"
    print(f"Dask against two processes here, its start not counted: {dask / two - 1:+.0%}  bar {_BAR - 1:+.0%}  {told}")
    return one


def _through(engine: Engine, work: TakeReturn, arrivals: Sequence[Arrival]) -> None:
    """All files, each result let go at once."""
    work = work if engine.near else _carried(work)
    with closing(engine.run(work, arrivals)) as made:
        count = sum(1 for _ in made)
    assert count == len(arrivals)


def _extrapolate(asked: argparse.Namespace, issued: float, merged: float, each: float, grown: int) -> None:
    """The sizing table: counties are independent, so that their commands run side by side, one a process."""
    returns, runs = asked.counties * asked.units * asked.months, asked.counties * asked.months
    print(f"\nextrapolated, not run: {asked.counties} counties × {asked.months} months, {returns} returns, "
          f"ledgers {runs * grown / 1e9:.2f} GB, reading alone {returns * each / 3600:.2f} h of one process")
    for size in _SIZES:
        hours = [runs * seconds / size / 3600 for seconds in (issued, merged)]
        print(f"{size:3d} processes: issue {hours[0]:6.2f} h, merge {hours[1]:6.2f} h")


def _seconds(action: Callable[[], None]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


if __name__ == "__main__":
    main(sys.argv[1:])
