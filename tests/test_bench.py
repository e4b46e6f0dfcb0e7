"""The benchmarks run, at a size that tells nothing of speed; plain scripts come to what the program comes to."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.table import exponent, same

ROOT = Path(__file__).parents[1]
SMALL = {"BENCH_REPEAT": "1", "BENCH_TASKS": "6", "BENCH_FORMS": "4", "BENCH_RETURNS": "4",
         "BENCH_ROWS": "7200"}


def bench(*stages: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run((sys.executable, "-m", "tests.bench", *stages), cwd=ROOT, env=os.environ | SMALL,
                          capture_output=True, text=True)


def test_every_line_has_its_figure_and_peers_agree() -> None:
    done = bench("issue", "merge", "ledger")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    for said in ("issue 4 forms", "merge 4 returns", "merge 4 returns, --jobs 2", "ledger, 7200 rows",
                 "ledger, rows written, growth"):
        assert any(line.startswith(said) and (" s " in line or "power" in line) for line in lines), said


def test_a_stage_that_does_not_exist_is_told() -> None:
    assert bench("speed").stderr == (
        "no such stage: speed; there are start, notices, reading, issue, merge, reports, ledger, growth\n")


def test_what_is_not_the_same_stops_the_run() -> None:
    with pytest.raises(SystemExit, match=r"(?s)cells: not the same.*ours: +1.*theirs: 2"):
        same("cells", 1, 2)


def test_the_power_of_a_straight_line_is_one() -> None:
    assert exponent([10, 100, 1000], [2, 20, 200]) == pytest.approx(1)
    assert exponent([10, 100, 1000], [1, 100, 10000]) == pytest.approx(2)
