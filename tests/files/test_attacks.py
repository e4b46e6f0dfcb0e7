"""Files that are made to do harm are refused in one sentence, or read, with bounded memory and in seconds."""

from __future__ import annotations

import json
import subprocess
import sys
import tracemalloc

import pytest

pytest.importorskip("resource")  # memory can be bounded from within on Unix only

from breakdown.errors import WorkbookError  # noqa: E402
from breakdown.files.reader import read_bytes  # noqa: E402
from tests.files.attacks import GOOD, READ, REFUSED, SHEET, lying, with_part  # noqa: E402

SECONDS = 10.0


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, float, list[int]]]:
    """All the files, read one after the other by a process that may have little memory."""
    folder = tmp_path_factory.mktemp("attacks")
    for name, (make, _) in (REFUSED | READ).items():
        (folder / name).write_bytes(make())
    done = subprocess.run([sys.executable, "-m", "tests.files.attacks", str(folder)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, tuple[str, float, list[int]]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", REFUSED)
def test_an_attack_is_refused_in_one_sentence(said: dict[str, tuple[str, float, list[int]]], name: str) -> None:
    sentence, seconds, _ = said[name]
    assert REFUSED[name][1] in sentence and sentence.count("；") >= 2 and name.split(".")[0] in sentence
    assert seconds < SECONDS


@pytest.mark.parametrize("name", READ)
def test_what_is_only_odd_is_read(said: dict[str, tuple[str, float, list[int]]], name: str) -> None:
    sentence, seconds, shape = said[name]
    assert sentence == "" and tuple(shape) == READ[name][1]
    assert seconds < SECONDS


def test_a_member_that_lies_about_its_size_is_not_unpacked_further() -> None:
    data = lying(with_part(GOOD, SHEET, lambda text: text + " " * 50_000_000), SHEET)
    tracemalloc.start()
    try:
        with pytest.raises(WorkbookError, match="损坏"):
            read_bytes("表.xlsx", data)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
