"""The benchmarks run, at a size that tells nothing of speed; plain scripts come to what the program comes to."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.forms import write_forms
from tests.bench.reading import letters, own_text
from tests.bench.reporting import same_tables
from tests.bench.stage import breakdown, run
from tests.bench.table import exponent, peer, same, show_growth
from tests.bench.year import make_year, ten_days

ROOT = Path(__file__).parents[1]
SMALL = {"BENCH_REPEAT": "1", "BENCH_TASKS": "6", "BENCH_FORMS": "4", "BENCH_RETURNS": "4",
         "BENCH_ROWS": "7200"}


def bench(*stages: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run((sys.executable, "-m", "tests.bench", *stages), cwd=ROOT, env=os.environ | SMALL,
                          capture_output=True, text=True)


@pytest.mark.parametrize(("stages", "expected"), [
    (("issue",), ("issue 4 forms", "issue 4 forms, --jobs 2, by the clock", "openpyxl: cells and named styles")),
    (("merge", "ledger"), ("merge 4 returns", "pandas, openpyxl: a clerk's script", "pandas, openpyxl: reads all cells",
                           "calamine: reads all cells", "merge 4 returns, --jobs 2, by the clock", "ledger, 7200 rows",
                           "ledger, rows written, growth")),
])
def test_every_line_has_its_figure_and_peers_agree(stages: tuple[str, ...], expected: tuple[str, ...]) -> None:
    done = bench(*stages)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    for said in expected:
        assert any(said in line and (" s " in line or "power" in line) for line in lines), said


def test_a_clerks_script_comes_to_the_tasks_and_units_of_the_summary(tmp_path: Path) -> None:
    ledger, clerk, periods = tmp_path / "year" / "ledger.db", tmp_path / "clerk.xlsx", ten_days(2)
    make_year(ledger.parent, 60, 30, periods)
    run(*breakdown("-C", str(ledger.parent), "report", "summary", "--period", periods[-1]))
    summary = next((ledger.parent / "reports" / periods[-1]).glob("*.xlsx"))
    run(*peer(str(ledger), str(clerk), among="clerk"))
    same_tables(summary, clerk)
    make_year(tmp_path / "other", 60, 29, periods)
    run(*peer(str(tmp_path / "other" / "ledger.db"), str(clerk), among="clerk"))
    with pytest.raises(SystemExit, match="总台账: not the same"):
        same_tables(summary, clerk)


def test_text_of_a_notice_is_what_plain_scripts_read(tmp_path: Path) -> None:
    for label, path in write_forms(tmp_path, 12).items():
        kind = label.split(",")[0]
        assert letters(kind, own_text(path)) == letters(kind, run(*peer(kind, str(path), among="read_peers"))), label


def test_growth_is_drawn_with_its_power(capsys: pytest.CaptureFixture[str]) -> None:
    show_growth("merge", [100, 1000, 10000], [1, 10, 100], "s", 1.05)
    shown = capsys.readouterr().out.splitlines()
    assert [line.count("█") for line in shown] == [1, 13, 25, 0]
    assert shown[-1].split() == ["merge,", "growth", "power", "1.00", "1.05", "ok"]


def test_a_stage_that_does_not_exist_is_told() -> None:
    assert bench("speed").stderr == (
        "no such stage: speed; there are start, notices, reading, issue, merge, reports, ledger, growth\n")


def test_what_is_not_the_same_stops_the_run() -> None:
    with pytest.raises(SystemExit, match=r"(?s)cells: not the same.*ours: +1.*theirs: 2"):
        same("cells", 1, 2)


def test_the_power_of_a_straight_line_is_one() -> None:
    assert exponent([10, 100, 1000], [2, 20, 200]) == pytest.approx(1)
    assert exponent([10, 100, 1000], [1, 100, 10000]) == pytest.approx(2)
