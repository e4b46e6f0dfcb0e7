"""Laws 4, 6 and 8 on the real command line: merged twice, in any order, by two at once, or killed at any moment."""

from __future__ import annotations

import hashlib
import io
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest

from breakdown import merging, pipeline
from breakdown.cli import main
from breakdown.files.folder import Folder
from breakdown.files.reader import read_workbook
from breakdown.records import FRAMES, Records
from tests.merge.returned_form import FARMS, FIRMS, UNIT, Form, Office
from tests.merge.test_round_trip import MARCH

KILLS = int(os.environ.get("KILLS", "20"))
# The whole month came in on this day, minute by minute.
RECEIVED = 1_617_321_600
COMMAND = "import sys; sys.path[:] = {path!r}; from breakdown.cli import main; main()"


@pytest.fixture(scope="module")
def came(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two returns of one unit that disagree, one of another unit, an empty one, and a file that is none."""
    home = tmp_path_factory.mktemp("came")
    for at, value in enumerate(("2家", "3家")):
        form = Form(office.form())
        form.type(FIRMS, {"状态": "推进中", "完成值": value})
        form.type(FARMS, {"状态": "看情况"})
        form.save(home / f"{UNIT}{at}.xlsx")
    form = Form(office.form("清溪镇"))
    form.type("落实河长制", {"状态": "已完成", "完成比例": "60%"})
    form.save(home / "清溪镇.xlsx")
    shutil.copy(office.form("白石镇"), home / "白石镇.xlsx")
    (home / "断.xlsx").write_bytes(office.form().read_bytes()[:5000])
    for at, path in enumerate(sorted(home.iterdir())):
        os.utime(path, (RECEIVED + 60 * at,) * 2)
    return home


@pytest.fixture
def place(office: Office, tmp_path: Path) -> Folder:
    """The office's folder, to be worked in."""
    return copied(office.folder, tmp_path / "office")


def copied(folder: Folder, target: Path) -> Folder:
    """A working folder of one's own."""
    shutil.copytree(folder.path, target)
    return replace(folder, path=target)


def started(folder: Folder, *paths: Path) -> subprocess.Popen[bytes]:
    """`breakdown merge` in a process of its own."""
    words = ["-C", str(folder.path), "merge", "--period", MARCH.name, *map(str, paths)]
    return subprocess.Popen([sys.executable, "-c", COMMAND.format(path=sys.path), *words],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def merged(folder: Folder, *paths: Path) -> Records:
    """The ledger after a merge that ran to its end."""
    process = started(folder, *paths)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said.decode()
    return pipeline.records(folder)


def hashes(place: Path) -> dict[str, str]:
    """Every file below a folder; what a killed command left half-written has a name that nobody reads."""
    return {path.relative_to(place).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in place.rglob("*") if path.is_file() and not path.name.startswith(".~")}


def differences(one: Records, other: Records) -> list[str]:
    """The frames in which two ledgers differ."""
    found = []
    for name, spec in FRAMES.items():
        left, right = (getattr(each, name).sort_values(list(spec.key)).reset_index(drop=True) for each in (one, other))
        try:
            pd.testing.assert_frame_equal(left, right)
        except AssertionError:
            found.append(name)
    return found


def test_merging_twice_changes_nothing(place: Folder, came: Path) -> None:
    before = hashes(came)
    first = merged(place, came)
    reports = hashes(place.reports(MARCH))
    assert len(first.returns) == 5 and len(first.progress) == 3 and len(first.conflicts) == 2
    assert "merge.xlsx" in reports and any(name.startswith("退回单") for name in reports)
    for paths in ((came,), ()):
        assert differences(first, merged(place, *paths)) == []
    assert hashes(place.reports(MARCH)) == reports
    assert hashes(came) == before == hashes(place.returned(MARCH))


@pytest.mark.parametrize("seed", range(2))
def test_the_order_of_files_does_not_matter(
    office: Office, place: Folder, came: Path, tmp_path: Path, seed: int
) -> None:
    files = sorted(came.iterdir())
    together = merged(copied(office.folder, tmp_path / "together"), came)
    Random(seed).shuffle(files)
    merged(place, *files[:2])
    assert differences(merged(place, *files[2:]), together) == []


@pytest.mark.parametrize("apart", [False, True])
def test_two_processes_at_once(office: Office, place: Folder, came: Path, tmp_path: Path, apart: bool) -> None:
    files = sorted(came.iterdir())
    one = merged(copied(office.folder, tmp_path / "one"), came)
    # apart: each of the two has some of the files, and what they disagree about lies in both
    halves: Sequence[Sequence[Path]] = (files[::2], files[1::2]) if apart else (files, files)
    for turn in range(2 if apart else 1):
        folder = copied(office.folder, tmp_path / f"both{turn}")
        both = [started(folder, *half) for half in halves]
        for process in both:
            _, said = process.communicate(timeout=90)
            assert process.returncode == 0, said.decode()
        assert differences(pipeline.records(folder), one) == []
        assert hashes(folder.returned(MARCH)) == hashes(came)
        # the report that stands there in the end is that of the ledger
        reports = hashes(folder.reports(MARCH))["merge.xlsx"]
        assert merged(folder) is not None and hashes(folder.reports(MARCH))["merge.xlsx"] == reports


def forked(folder: Folder, *paths: Path) -> Any:
    """`breakdown merge` in a fork of this process, which has imported already what takes long to import."""
    words = ["breakdown", "-C", str(folder.path), "merge", "--period", MARCH.name, *map(str, paths)]
    process: Any = multiprocessing.get_context("fork").Process(target=_command, args=(words,))
    process.start()
    return process


def _command(words: list[str]) -> None:
    sys.argv, sys.stdout, sys.stderr = words, io.StringIO(), io.StringIO()
    main()


def finished(process: Any) -> None:
    process.join(60)
    assert process.exitcode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_killed_at_any_moment(
    office: Office, came: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # what is killed cannot take its spool away
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    whole = copied(office.folder, tmp_path / "whole")
    # once for the imports, once for the time it takes
    finished(forked(copied(office.folder, tmp_path / "first"), came))
    merging.merge(copied(office.folder, tmp_path / "second"), [came], MARCH, datetime(2021, 4, 5))
    begun = time.monotonic()
    finished(forked(whole, came))
    length, before, after = time.monotonic() - begun, office.records, pipeline.records(whole)
    dice, hit = Random(KILLS), Counter[str]()
    while hit.total() < KILLS:
        folder = copied(office.folder, tmp_path / "killed")
        process = forked(folder, came)
        if hit.total() % 2:
            # the moments after the ledger was written, which are few, get as many kills as all the others
            wait_for_ledger(folder, process)
            time.sleep(dice.uniform(0, 0.3) * length)
        else:
            time.sleep(dice.uniform(0.1, 0.9) * length)
        process.kill()
        process.join()
        if process.exitcode != 0:
            hit[state(folder, before, after)] += 1
        for path in (*folder.path.glob("reports/**/*.xlsx"), *folder.path.glob("*.xlsx")):
            read_workbook(path)
        kept = hashes(folder.returned(MARCH)) if folder.returned(MARCH).exists() else {}
        assert kept.items() <= hashes(came).items()
        finished(forked(folder, came))
        assert differences(pipeline.records(folder), after) == []
        assert hashes(folder.reports(MARCH)) == hashes(whole.reports(MARCH))
        assert hashes(folder.returned(MARCH)) == hashes(came)
        shutil.rmtree(folder.path)
    assert hit["before"] and hit["after"]
    print(f"{KILLS} kills of a running merge: {dict(hit)}")


def wait_for_ledger(folder: Folder, process: Any) -> None:
    """Until a command has written the ledger, or has ended."""
    written = folder.ledger.stat().st_mtime_ns
    while process.is_alive() and folder.ledger.stat().st_mtime_ns == written:
        time.sleep(0.001)


def state(folder: Folder, before: Records, after: Records) -> str:
    """Whether a ledger is as before or as after; a failure when it is neither."""
    known = pipeline.records(folder)
    is_before, is_after = differences(known, before), differences(known, after)
    assert not is_before or not is_after, f"neither before ({is_before}) nor after ({is_after})"
    return "before" if not is_before else "after"
