"""A command killed at any moment leaves the ledger as it was before, or as it was meant to be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

KILLS, ROWS = 12, 200
# One interpreter forks the writers, so that the slow imports happen once. A writer stops after its first, second, ...
# statement, the last of which are in its second transaction, and is killed there.
SCRIPT = """
import os, signal, sys, time
from datetime import datetime
from sqlalchemy import Engine, event
from breakdown.columns import MEMBERS, UNITS, make_frame
from breakdown.files.ledger import open_ledger
from breakdown.records import Changes

place, kills, rows = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])

def plan(turn):
    units = [{"unit": f"u{at}", "note": turn} for at in range(rows)]
    members = [{"collective": "c", "member": f"u{at}", "note": turn} for at in range(rows)]
    return Changes({"units": make_frame(UNITS, units), "members": make_frame(MEMBERS, members)})

def write(number, tell):
    done = []
    def stop(*_):
        done.append(1)
        if len(done) == number:
            os.write(tell, b".")
            time.sleep(60)
    ledger = open_ledger(place)
    event.listen(Engine, "after_cursor_execute", stop)
    for turn in range(9):
        ledger.apply(plan(f"{number}/{turn}"), "adopt", datetime(2021, 1, 1))

open_ledger(place).close()
for number in range(1, kills + 1):
    ready, tell = os.pipe()
    child = os.fork()
    if child == 0:
        write(number, tell)
    os.read(ready, 1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    ledger = open_ledger(place)
    records = ledger.records()
    print(number, len(records.units), len(records.members), *sorted({*records.units["note"], *records.members["note"]}))
    ledger.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_twelve_kills_leave_whole_batches_only(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-c", SCRIPT, str(tmp_path / "ledger.db"), str(KILLS), str(ROWS)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    # six statements make the first transaction: its beginning, the batch, a look and an insertion for each of the two
    # frames; where there are rows already, what they say is asked, too: whoever stops at the eighth has changed nothing
    nothing = [f"{number} 0 0" for number in range(1, 7)]
    whole = [f"{number} {ROWS} {ROWS} {7 if number == 8 else number}/0" for number in range(7, 13)]
    assert done.stdout.splitlines() == nothing + whole
