"""A full disk, one that only reads, a folder that is not there: one sentence, no traceback, no half file."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from breakdown.errors import FolderError
from breakdown.files.atomic import whole
from breakdown.files.copying import copy_ledger
from breakdown.files.folder import init_folder
from breakdown.files.refusals import known_refusal, refusal

NOTICE = Path(__file__).parents[2] / "examples" / "demo" / "notice.txt"
# A process that can write no file beyond so many bytes, as on a disk that is full.
LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
sys.argv[1:] = sys.argv[2:]
from breakdown.cli import main
main()
"""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no limits of that kind")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a notice read, adopted and issued."""
    folder = tmp_path_factory.mktemp("office") / "云河区"
    init_folder(folder, "云河区", 2021)
    for words in (["read", str(NOTICE)], ["adopt"], ["issue", "--period", "2021-03"]):
        subprocess.run([sys.executable, "-m", "breakdown", "-C", str(folder), *words], check=True, capture_output=True)
    return folder


@pytest.fixture
def copy(office: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(office, tmp_path / "云河区"))


def on_full_disk(folder: Path, *words: str, room: int = 8192, **streams: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LIMITED, str(room), "-C", str(folder), *words]
    return subprocess.run(command, **{"capture_output": True, "text": True, "timeout": 60} | streams)  # type: ignore[call-overload,no-any-return]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("read", str(NOTICE)), "review.xlsx 写不进去（文件大得放不下）"),
        (("issue", "--period", "2021-04"), "xlsx 写不进去（文件大得放不下）"),
        (("export", "tasks", "--format", "xlsx", "-o", "x.xlsx"), "x.xlsx 写不进去（文件大得放不下）"),
        (("report", "summary", "--period", "2021-03"), "写不进去（文件大得放不下）"),
        (("ledger", "copy", "y.db"), "y.db 打不开或写不进（磁盘读写出错）"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_where_there_is_no_room_one_sentence_says_so_and_nothing_is_left(
    copy: Path, words: tuple[str, ...], said: str
) -> None:
    before = files(copy)
    done = on_full_disk(copy, *words)
    assert (done.returncode, done.stdout) == (3, "")
    # without the compiled reader another sentence says so
    told = [line for line in done.stderr.splitlines() if "python-calamine" not in line]
    assert len(told) == 1 and said in told[0]
    assert files(copy) == before


def test_what_is_printed_into_a_full_file_is_told(copy: Path, tmp_path: Path) -> None:
    with (tmp_path / "tasks.jsonl").open("w") as file:
        done = on_full_disk(copy, "export", "tasks", room=100, capture_output=False, stdout=file,
                            stderr=subprocess.PIPE)
    assert done.returncode == 3
    assert done.stderr == "要显示的内容没能写完（文件大得放不下）；请腾出磁盘空间后重试。\n"


def test_whoever_has_read_enough_is_no_error(copy: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        done = on_full_disk(copy, "export", "tasks", capture_output=False, stdout=pipe, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (1, "")


def test_a_file_given_up_swallows_what_comes_later(tmp_path: Path) -> None:
    with pytest.raises(FolderError), whole(tmp_path / "a.bin") as file:
        file.write(b"12345")
        raise OSError(errno.ENOSPC, "No space left on device")
    assert (file.closed, file.seek(3), file.write(b"678"), file.tell()) == (True, 3, 3, 6)
    file.flush()
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_that_was_there_stays_when_it_is_not_copied_into(office: Path, copy: Path) -> None:
    before = (copy / "ledger.db").read_bytes()
    with pytest.raises(FolderError, match="已经有台账"):
        copy_ledger(office / "ledger.db", copy / "ledger.db", lambda what, total: None)
    assert (copy / "ledger.db").read_bytes() == before


def test_what_has_no_chinese_name_is_said_as_the_system_says_it() -> None:
    assert refusal(OSError(errno.ENOSPC, "No space left on device")).reason == "磁盘满了"
    assert refusal(OSError(errno.EXDEV, "Cross-device link")).reason == "Cross-device link"
    assert refusal(OSError()).reason == "OSError"
    assert known_refusal(OSError(errno.EXDEV, "Cross-device link")) is None
    assert known_refusal(ValueError("x")) is None
