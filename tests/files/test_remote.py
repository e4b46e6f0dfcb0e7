"""Returned files by URL, wherever fsspec reads them: merged as files of this machine are, and kept in the folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import ModuleType

import pytest

from breakdown.errors import FolderError
from breakdown.files.remote import Remote
from breakdown.files.returns import Row, collect_returns, keep_copies
from tests.cluster import needs_dask

NOW = datetime(2090, 4, 2, 9, 30)
NONE: list[Row] = []


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
    ("nonsense://bucket",
     "读不了“nonsense://bucket”：不认得这种地址（Protocol not known: nonsense）；应是 fsspec 认得的地址"),
])
def test_a_url_at_which_nothing_is_is_told(url: str, says: str, tmp_path: Path) -> None:
    needs_dask()
    with pytest.raises(FolderError) as told:
        collect_returns([Remote(url)], tmp_path, NONE, NOW)
    assert str(told.value).startswith(says)


def test_files_of_a_host_are_asked_of_that_host(tmp_path: Path) -> None:
    needs_dask()
    import fsspec

    class Hosted(fsspec.AbstractFileSystem):  # type: ignore[misc]
        protocol = "hosted"

        @classmethod
        def _strip_protocol(cls, path: str) -> str:
            return "/" + path.removeprefix("hosted://").partition("/")[2].rstrip("/")

        @staticmethod
        def _get_kwargs_from_urls(url: str) -> dict[str, str]:
            return {"host": url.removeprefix("hosted://").partition("/")[0]}

        def info(self, path: str, **given: object) -> dict[str, object]:
            return {"name": path, "size": 3, "type": "file" if path.endswith(".xlsx") else "directory"}

        def find(self, path: str, *given: object, **more: object) -> list[str]:
            return [f"{path}/镇/甲.xlsx"]

        def cat_file(self, path: str, *given: object, **more: object) -> bytes:
            return f"{self.storage_options['host']} {path}".encode()

    fsspec.register_implementation("hosted", Hosted, clobber=True)
    for url in ("hosted://here/回表", "hosted://there/回表/"):
        found, = collect_returns([Remote(url)], tmp_path, NONE, NOW)
        assert found.name == "镇/甲.xlsx" and found.read().decode() == f"{url.split('/')[2]} /回表/镇/甲.xlsx"


class DeniedError(Exception):
    """Stands for what botocore raises, which is no OSError."""


class EndpointConnectionError(DeniedError):
    """That the store cannot be reached."""


class NoCredentialsError(DeniedError):
    """That nobody has said who is reading."""


@pytest.mark.parametrize(("error", "says"), [
    (NoCredentialsError("Unable to locate credentials"),
     "没有访问密钥，或没有权限（Unable to locate credentials）；请管理员在各台机器上配好访问密钥"),
    (EndpointConnectionError('Could not connect to "https://key:geheim@store/bucket?sig=geheim"'),
     '连不上（Could not connect to "https://***@store/bucket?***）；请核对地址，确认网络相通后重试'),
    (PermissionError(13, "Forbidden"), "没有访问密钥，或没有权限（Forbidden）；请管理员"),
    (TimeoutError(), "连不上（TimeoutError）；请核对地址"),
    (DeniedError("Something else"), "存储出错（Something else）；请稍后重试"),
])
def test_what_a_store_raises_is_one_sentence_without_the_key(
    error: Exception, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs_dask()
    import fsspec

    class Store(fsspec.AbstractFileSystem):  # type: ignore[misc]
        protocol, silent = "store", True

        def info(self, path: str, **given: object) -> dict[str, object]:
            if self.silent:
                raise error
            return {"name": path, "size": 3, "type": "file" if path.endswith(".xlsx") else "directory"}

        def find(self, path: str, *given: object, **more: object) -> list[str]:
            return [f"{path}/甲.xlsx"]

        def cat_file(self, *given: object, **more: object) -> bytes:
            raise error

    botocore = ModuleType("botocore.exceptions")
    vars(botocore).update(BotoCoreError=DeniedError, ClientError=DeniedError)
    monkeypatch.setitem(sys.modules, "botocore.exceptions", botocore)
    fsspec.register_implementation("store", Store, clobber=True)
    for Store.silent, where in ((True, "回表"), (False, "回表/甲.xlsx")):
        with pytest.raises(FolderError) as told:
            collect_returns([Remote("store://key:geheim@回表")], tmp_path, NONE, NOW)
        assert str(told.value).startswith(f"读不到“store://***@{where}”：{says}"), told.value
        assert "\n" not in str(told.value) and "geheim" not in str(told.value)


@pytest.mark.parametrize(("url", "says"), [
    ("s3://bucket/回表", "读不了“s3://bucket/回表”：没有安装读 s3:// 的组件；请运行 pip install s3fs 后重试。"),
    ("hdfs://key:geheim@host/回表", "读不了“hdfs://***@host/回表”：没有安装读 hdfs:// 的组件；请安装它后重试：missing"),
])
def test_what_is_not_installed_is_named(
    url: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs_dask()

    def missing(url: str) -> None:
        raise ImportError("missing")

    monkeypatch.setattr("fsspec.core.url_to_fs", missing)
    with pytest.raises(FolderError) as told:
        collect_returns([Remote(url)], tmp_path, NONE, NOW)
    assert str(told.value).startswith(says)
