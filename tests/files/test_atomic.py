"""Files whole or not at all, names that every system accepts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breakdown.errors import FolderError
from breakdown.files.atomic import safe_name, safe_names, whole, write_whole


def test_a_file_is_written_with_its_folder(tmp_path: Path) -> None:
    write_whole(tmp_path / "新" / "a.txt", b"1")
    write_whole(tmp_path / "新" / "a.txt", b"22")
    assert (tmp_path / "新" / "a.txt").read_bytes() == b"22"
    assert [file.name for file in (tmp_path / "新").iterdir()] == ["a.txt"]


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    write_whole(file, b"old")

    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("breakdown.files.atomic.os.fsync", fail)
    with pytest.raises(FolderError, match="写不进去"):
        write_whole(file, b"new")
    assert file.read_bytes() == b"old" and [file.name for file in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("stops", [KeyboardInterrupt, ValueError, OSError])
def test_what_stops_halfway_leaves_the_old_file_and_no_other(tmp_path: Path, stops: type[BaseException]) -> None:
    file = tmp_path / "a.txt"
    write_whole(file, b"old")
    with pytest.raises(FolderError if stops is OSError else stops), whole(file) as half:
        half.write(b"new")
        raise stops
    assert file.read_bytes() == b"old" and [each.name for each in tmp_path.iterdir()] == ["a.txt"]


def test_a_folder_in_the_way_is_an_error_for_a_clerk(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(FolderError, match="写不进去"):
        write_whole(tmp_path / "a.txt", b"new")
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("区教育局", "区教育局"), ("a/b\\c:d*e?f\"g<h>i|j", "a_b_c_d_e_f_g_h_i_j"), ("con", "_con"),
        ("Com1.x", "_Com1.x"),
        ("末尾. .", "末尾"), (" . ", "_"), ("", "_"), ("换\n行", "换_行"), ("NUL .txt", "_NUL .txt"),
    ],
)
def test_safe_names_by_example(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.lists(st.text(), unique=True))
def test_safe_names_are_all_different_short_and_stable(texts: list[str]) -> None:
    names = safe_names(texts)
    assert list(names) == texts
    assert len({name.casefold() for name in names.values()}) == len(texts)
    for name in names.values():
        assert 0 < len(name.encode()) <= 200 and not set(name) & set('<>:"/\\|?*\n\0') and name[-1] not in " ."
    assert safe_names(texts) == names


def test_two_long_units_keep_apart() -> None:
    names = safe_names(["区" * 100 + "甲", "区" * 100 + "乙", "A局", "a局"])
    assert names["a局"] == "a局-2" and len(set(names.values())) == 4
