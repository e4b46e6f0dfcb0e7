"""Work spread over processes: the same results, each once, whoever dies, refuses or is stopped."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from breakdown import merging, pipeline
from breakdown.engines import HERE, Engine, Local, batched
from breakdown.errors import FolderError
from breakdown.files.folder import Folder, open_folder
from breakdown.files.returns import Place
from breakdown.periods import parse_period
from breakdown.records import FRAMES
from tests.bench.fill import fill_returns
from tests.drawn_office import drawn_office
from tests.engines import Twice

MARCH = parse_period("2021-03")
APRIL = datetime(2021, 4, 2)
NUMBERS = list(range(45))


def test_batches_cover_everything_once() -> None:
    assert [list(batch) for batch in batched(5, 2)] == [[0, 1], [2, 3], [4]]
    assert batched(0, 2) == []


def test_another_process_helps_and_every_result_has_its_place(tmp_path: Path) -> None:
    results = list(Local(2).run(Twice(tmp_path), NUMBERS))
    assert sorted(results) == [(at, 2 * at) for at in NUMBERS]
    assert {path.name for path in tmp_path.iterdir()} > {str(os.getpid())}


def test_of_two_batches_each_process_does_one(tmp_path: Path) -> None:
    assert sorted(Local(2).run(Twice(tmp_path), NUMBERS[:20])) == [(at, 2 * at) for at in NUMBERS[:20]]
    assert len(list(tmp_path.iterdir())) == 2


def test_below_the_number_that_pays_and_for_one_job_nothing_is_started(tmp_path: Path) -> None:
    for engine, items in ((Local(), NUMBERS[:4]), (HERE, NUMBERS), (Local(8), NUMBERS[:10])):
        assert [item for _, item in engine.run(Twice(tmp_path), items)] == [2 * item for item in items]
    assert [path.name for path in tmp_path.iterdir()] == [str(os.getpid())]


def test_what_a_process_that_dies_had_in_hand_is_done_here(tmp_path: Path) -> None:
    results = list(Local(2).run(Twice(tmp_path, fatal=3), NUMBERS))
    assert sorted(results) == [(at, 2 * at) for at in NUMBERS]
    assert (tmp_path / "died 0").exists()


@pytest.mark.parametrize("wrong", [NUMBERS[0], NUMBERS[-1]])
def test_a_refusal_comes_back_whole_wherever_it_was_met(tmp_path: Path, wrong: int) -> None:
    with pytest.raises(FolderError) as met, closing(Local(2).run(Twice(tmp_path, wrong=wrong), NUMBERS)) as made:
        list(made)
    assert (met.value.found, met.value.expected, met.value.next_step) == (f"{wrong} 不对", "应是别的数", "请改正")
    assert str(met.value) == f"{wrong} 不对；应是别的数；请改正。"


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits")
def test_where_another_process_has_no_room_for_what_it_did_one_sentence_says_so(tmp_path: Path) -> None:
    (tmp_path / "seen").mkdir()
    with pytest.raises(FolderError, match=r"^临时文件夹 .* 写不进（文件大得放不下）；.*请腾出磁盘空间.*TMPDIR"):
        list(Local(2).run(Twice(tmp_path / "seen", cramped=True), NUMBERS))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Thirty units' forms of March are out and have come back, one of them broken."""
    folder = drawn_office(tmp_path_factory.mktemp("office"), 60, 30)
    pipeline.issue(folder, MARCH, [], datetime(2021, 4, 1))
    fill_returns(folder.path, MARCH.name)
    broken = next(folder.returned(MARCH).iterdir())
    broken.write_bytes(broken.read_bytes()[:5000])
    for path in folder.returned(MARCH).iterdir():
        os.utime(path, (APRIL.timestamp(), APRIL.timestamp()))
    return folder


def copy_of(office: Folder, place: Path) -> Folder:
    """A folder of the same content."""
    return open_folder(Path(shutil.copytree(office.path, place)))


def merged(
    office: Folder, place: Path, engine: Engine, returned: Sequence[Place] = ()
) -> tuple[dict[str, bytes], list[Any], list[tuple[str, int]]]:
    """Every file that a merge writes, what it says, and what it told meanwhile."""
    folder = copy_of(office, place)
    told: list[tuple[str, int]] = []
    outcome, _ = merging.merge(folder, returned, MARCH, APRIL, tick=lambda what, total: told.append((what, total)),
                               engine=engine)
    reports = {path.relative_to(place).as_posix(): path.read_bytes()
               for path in sorted(folder.reports(MARCH).rglob("*")) if path.is_file()}
    records = pipeline.records(folder)
    return reports, [outcome.problems, *(getattr(records, name).to_csv() for name in FRAMES)], told


def test_a_merge_by_several_processes_is_the_same_merge(office: Folder, tmp_path: Path) -> None:
    here, shared = (merged(office, tmp_path / str(jobs), Local(jobs)) for jobs in (1, 2))
    assert here == shared
    assert here[2] == [*[("读回表", 30)] * 30, ("合并", 1)]
    assert "reports/2021-03/merge.xlsx" in here[0]
    assert any(problem.code == "file-unreadable" for problem in here[1][0])


def test_forms_made_by_several_processes_are_the_same_forms(office: Folder, tmp_path: Path) -> None:
    folder = copy_of(office, tmp_path / "office")
    forms = {path.name: path.read_bytes() for path in folder.issued(MARCH).iterdir()}
    shutil.rmtree(folder.issued(MARCH))
    told: list[int] = []
    pipeline.issue(folder, MARCH, [], APRIL, tick=lambda what, total: told.append(total), engine=Local(2))
    assert {path.name: path.read_bytes() for path in folder.issued(MARCH).iterdir()} == forms
    assert told == [30] * 30


def _interrupted(folder: Folder) -> tuple[int, str, str]:
    """`breakdown issue`, told to stop as soon as it makes forms: exit code and what it said."""
    command = [sys.executable, "-m", "breakdown", "-C", str(folder.path), "issue", "--period", "2021-03", "--jobs", "3"]
    # a process that a script started in the background hears no Ctrl-C, and neither would its own
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               start_new_session=True,
                               preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    while not folder.issued(MARCH).exists():
        assert running.poll() is None, running.stderr
        time.sleep(0.01)
    os.killpg(running.pid, signal.SIGINT)
    said, told = running.communicate(timeout=60)
    return running.returncode, said, told


@pytest.mark.skipif(sys.platform == "win32", reason="no process groups")
def test_ctrl_c_is_one_line_and_leaves_whole_files_alone(office: Folder, tmp_path: Path) -> None:
    folder = copy_of(office, tmp_path / "office")
    forms = {path.name: path.read_bytes() for path in folder.issued(MARCH).iterdir()}
    # on a busy machine all forms may be in their places before the signal comes
    for _ in range(5):
        shutil.rmtree(folder.issued(MARCH))
        returned, *said = _interrupted(folder)
        if not folder.issued(MARCH).exists():
            break
        assert {path.name: path.read_bytes() for path in folder.issued(MARCH).iterdir()} == forms
    assert (returned, *said) == (130, "", "已中止。已写出的文件都是完整的；没做完的，再运行一次这条命令即可。\n")
    # all of them appear at once: stopped before, there is none, and nothing half done
    assert forms and not folder.issued(MARCH).exists()
