"""A command killed at any moment leaves the ledger as it was before, or as it was meant to be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

KILLS, ROWS = 10, 1000
# One interpreter forks the writers, so that the slow imports happen once. A writer tells when it begins a transaction;
# it is killed in its first, second, ... one, a little later every time.
SCRIPT = """
import os, signal, sys, time
from datetime import datetime
from breakdown.columns import UNITS, make_frame
from breakdown.files.ledger import open_ledger
from breakdown.records import Changes

place, kills, rows = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
plans = [
    Changes({"units": make_frame(UNITS, [{"unit": f"u{at}", "note": str(turn)} for at in range(rows)])})
    for turn in range(2)
]
open_ledger(place).close()
for kill in range(kills):
    ready, tell = os.pipe()
    child = os.fork()
    if child == 0:
        ledger = open_ledger(place)
        for turn in range(1000):
            os.write(tell, b".")
            ledger.apply(plans[turn % 2], "adopt", datetime(2021, 1, 1))
        os._exit(0)
    for begun in range(1 + kill // 2):
        os.read(ready, 1)
    time.sleep(0.01 * kill)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(ready)
    os.close(tell)
    ledger = open_ledger(place)
    notes = list(ledger.records().units["note"])
    print(len(notes), len(set(notes)), len(ledger.history("units", {})) % rows, flush=True)
    ledger.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_ten_kills_leave_whole_batches_only(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-c", SCRIPT, str(tmp_path / "ledger.db"), str(KILLS), str(ROWS)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    seen = [tuple(map(int, line.split())) for line in done.stdout.splitlines()]
    assert len(seen) == KILLS
    assert set(seen) <= {(0, 0, 0), (ROWS, 1, 0)}, "rows of half a batch, or of two batches at once"
    assert (ROWS, 1, 0) in seen, "no writer ever got far enough for this test to mean anything"
