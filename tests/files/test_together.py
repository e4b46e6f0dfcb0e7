"""Files of one folder that appear together: all of them or, where one cannot be made, none."""

from __future__ import annotations

import os
import signal
import tempfile
from pathlib import Path
from typing import Any

import pytest

from breakdown.errors import FolderError
from breakdown.files.together import Together

NAMES = [f"{number}.xlsx" for number in range(12)]


def test_nothing_is_there_before_all_is(tmp_path: Path) -> None:
    place = tmp_path / "issued" / "2021-03"
    with Together(place) as files:
        for name in NAMES:
            files.write(name, name.encode())
        files.settle()
        assert list(place.glob("*.xlsx")) == []
        files.place()
    assert {path.name: path.read_bytes() for path in place.iterdir()} == {name: name.encode() for name in NAMES}


def test_left_early_they_leave_all_as_it_was(tmp_path: Path) -> None:
    (tmp_path / NAMES[0]).write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt), Together(tmp_path) as files:
        for name in NAMES:
            files.write(name, b"new")
        raise KeyboardInterrupt
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(NAMES[0], b"old")]


def test_one_that_cannot_be_put_in_its_place_is_told_and_the_others_are_there(tmp_path: Path) -> None:
    for taken in NAMES[3:5]:
        (tmp_path / taken).mkdir()
    with pytest.raises(FolderError, match=r"3\.xlsx 写不进去（那里有一个同名的文件夹）"), Together(tmp_path) as files:
        for name in NAMES:
            files.write(name, b"new")
        files.place()
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == {*NAMES} - {*NAMES[3:5]}
    assert {path.name for path in tmp_path.iterdir()} == {*NAMES}


def test_one_that_cannot_be_written_keeps_all_of_them_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Together(tmp_path) as files:
        files.write(NAMES[0], b"new")
        files.settle()
        monkeypatch.setattr(os, "fsync", _full)
        files.write(NAMES[1], b"new")
        with pytest.raises(FolderError, match=r"1\.xlsx 写不进去（磁盘满了）"):
            files.place()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_made_for_nothing_is_taken_away(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), Together(tmp_path / "issued" / "2021-03"):
        raise KeyboardInterrupt
    assert list((tmp_path / "issued").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C cannot be kept back")
def test_stopped_while_it_begins_it_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = tempfile.TemporaryDirectory

    def stopped(*wanted: Any, **more: Any) -> Any:
        os.kill(os.getpid(), signal.SIGINT)
        return made(*wanted, **more)

    monkeypatch.setattr(tempfile, "TemporaryDirectory", stopped)
    with pytest.raises(KeyboardInterrupt), Together(tmp_path / "issued" / "2021-03"):
        raise AssertionError
    assert list((tmp_path / "issued").iterdir()) == []


def _full(descriptor: int) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.skipif(os.name == "nt", reason="no umask")
def test_colleagues_can_read_them(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        with Together(tmp_path) as files:
            files.write(NAMES[0], b"new")
            files.place()
    finally:
        os.umask(before)
    assert (tmp_path / NAMES[0]).stat().st_mode & 0o777 == 0o644


def test_a_place_that_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "占").write_text("不是文件夹", encoding="utf-8")
    with pytest.raises(FolderError, match="占 写不进去"), Together(tmp_path / "占"):
        raise AssertionError
