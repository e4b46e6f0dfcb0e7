"""Returned files by URL, wherever fsspec reads them: merged as files of this machine are, and kept in the folder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from breakdown.columns import RETURNS, make_frame
from breakdown.errors import FolderError
from breakdown.files.remote import Remote
from breakdown.files.returns import collect_returns, keep_copies
from tests.cluster import needs_dask

NOW = datetime(2090, 4, 2, 9, 30)
NONE: pd.DataFrame = make_frame(RETURNS, [])


@pytest.fixture
def store() -> Iterator[str]:
    """An object store that is emptied in the end."""
    needs_dask()
    import fsspec

    system = fsspec.filesystem("memory")
    files = {"甲.xlsx": b"one", "镇/甲.xlsx": b"two", "镇/乙.xlsx": b"three", "镇/~$乙.xlsx": b"lock"}
    for name, data in files.items():
        system.pipe_file(f"/bucket/回表/{name}", data)
    yield "memory://bucket/回表"
    system.rm("/bucket", recursive=True)


def test_the_files_of_a_store_are_found_read_and_kept(store: str, tmp_path: Path) -> None:
    found = collect_returns([Remote(store)], tmp_path, NONE, NOW)
    assert [(arrival.name, arrival.read()) for arrival in found] == [
        ("甲.xlsx", b"one"), ("镇/乙.xlsx", b"three"), ("镇/甲.xlsx", b"two")]
    assert all(abs((arrival.received_at - datetime.now()).total_seconds()) < 60 for arrival in found)
    keep_copies(found, tmp_path)
    assert (tmp_path / "镇" / "甲.xlsx").read_bytes() == b"two"
    # the same files are the same names again, another of the same name is not
    alone = collect_returns([Remote(f"{store}/镇/甲.xlsx"), tmp_path], tmp_path, NONE, NOW)
    assert [(arrival.name, arrival.read()) for arrival in alone] == [
        ("甲.xlsx", b"one"), ("镇/乙.xlsx", b"three"), ("镇/甲.xlsx", b"two"), ("甲-2.xlsx", b"two")]


def test_a_url_of_this_machine_is_as_its_path(tmp_path: Path) -> None:
    needs_dask()
    (tmp_path / "回 表").mkdir()
    (tmp_path / "回 表" / "甲.xlsx").write_bytes(b"one")
    by_path, = collect_returns([tmp_path / "回 表"], tmp_path / "home", NONE, NOW)
    by_url, = collect_returns([Remote(f"file://{tmp_path}/回 表")], tmp_path / "home", NONE, NOW)
    assert (by_url.name, by_url.sha256, by_url.received_at) == (by_path.name, by_path.sha256, by_path.received_at)


def test_a_file_that_is_too_large_is_refused_unread(store: str, tmp_path: Path) -> None:
    import fsspec

    fsspec.filesystem("memory").pipe_file("/bucket/回表/大.xlsx", b"0" * 100)
    large = collect_returns([Remote(f"{store}/大.xlsx")], tmp_path, NONE, NOW, 10)[0]
    whole = collect_returns([Remote(f"{store}/大.xlsx")], tmp_path, NONE, NOW)[0]
    assert large.refusal is not None and large.sha256 == whole.sha256


@pytest.mark.parametrize(("url", "says"), [
    ("memory://nowhere", "找不到“memory://nowhere”；应是收回的填报表"),
    ("nonsense://bucket", "读不了“nonsense://bucket”（Protocol not known: nonsense）；应是 fsspec 认得的地址"),
])
def test_a_url_at_which_nothing_is_is_told(url: str, says: str, tmp_path: Path) -> None:
    needs_dask()
    with pytest.raises(FolderError) as told:
        collect_returns([Remote(url)], tmp_path, NONE, NOW)
    assert str(told.value).startswith(says)
