"""Returned files on an S3 store, spoken to as to any other: over HTTP on loopback, by this machine and by a cluster."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest

from breakdown.engines import Engine, Local, chosen
from breakdown.errors import FolderError
from breakdown.files.folder import Folder
from breakdown.files.remote import Remote
from breakdown.files.returns import collect_returns
from tests.cluster import needs_dask, workers
from tests.test_engines import APRIL, MARCH, copy_of, merged, office

__all__ = ["office"]

BUCKET, PREFIX = "yunhe", "回表/2021-03"


@pytest.fixture(scope="module")
def store() -> Iterator[None]:
    """A store that every process of this machine finds by its environment; it stops with the tests."""
    needs_dask()
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    told = {"AWS_ENDPOINT_URL": f"http://{host}:{port}", "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "geheim",
            "AWS_DEFAULT_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in told.items():
            patch.setenv(name, value)
        yield
    server.stop()


@pytest.fixture(scope="module")
def returned(store: None, office: Folder) -> Remote:
    """The office's returns on the store, as old as they are on the disk."""
    import fsspec
    from moto.backends import get_backend

    system = fsspec.filesystem("s3")
    system.mkdir(BUCKET)
    for path in office.returned(MARCH).iterdir():
        system.pipe_file(f"{BUCKET}/{PREFIX}/{path.name}", path.read_bytes())
    backend = next(iter(get_backend("s3").values()))["aws"]
    for key in backend.buckets[BUCKET].keys.values():
        key.last_modified = APRIL.astimezone(UTC).replace(tzinfo=None)
    return Remote(f"s3://{BUCKET}/{PREFIX}")


def test_what_lies_on_a_store_is_merged_as_what_lies_here(returned: Remote, office: Folder, tmp_path: Path) -> None:
    by_url = merged(office, tmp_path / "store", Local(1), [returned])
    assert by_url == merged(office, tmp_path / "here", Local(1), [office.returned(MARCH)])
    assert "reports/2021-03/merge.xlsx" in by_url[0]


def test_workers_read_from_the_store_what_they_are_to_merge(returned: Remote, office: Folder, tmp_path: Path) -> None:
    with workers(2) as cluster:
        engine: Engine = chosen("dask", cluster.scheduler_address, 0)
        by_url = merged(office, tmp_path / "cluster", engine, [returned])
    assert by_url == merged(office, tmp_path / "here", Local(1), [office.returned(MARCH)])


def test_one_file_of_a_store_is_merged_alone(returned: Remote, office: Folder, tmp_path: Path) -> None:
    name = min(path.name for path in office.returned(MARCH).iterdir())
    one, = collect_returns([Remote(f"{returned}/{name}")], tmp_path, [], APRIL)
    assert one.name == name and one.read() == (office.returned(MARCH) / name).read_bytes()
    assert one.received_at == APRIL


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("where", ["s3://nowhere/回表", f"s3://{BUCKET}/没有"])
def test_where_a_store_holds_nothing_it_is_told(where: str, returned: Remote, tmp_path: Path) -> None:
    with pytest.raises(FolderError, match=f"^找不到“{where}”；应是收回的填报表"):
        collect_returns([Remote(where)], tmp_path, [], APRIL)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(("changed", "says"), [
    ({"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_MAX_ATTEMPTS": "1"}, "连不上（.*）；请核对地址，确认网络相通"),
    ({"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}, "没有访问密钥，或没有权限（.*）；请管理员在各台机器上"),
])
def test_a_store_that_does_not_answer_or_does_not_know_us_is_told(
    changed: dict[str, str], says: str, office: Folder, tmp_path: Path
) -> None:
    folder = copy_of(office, tmp_path / "office")
    # nobody's own keys are looked for
    environment = {name: value for name, value in {**os.environ, "HOME": str(tmp_path), **changed}.items() if value}
    words = ["-C", str(folder.path), "merge", "s3://yunhe/回表", "--period", "2021-03"]
    command = [sys.executable, "-m", "breakdown", *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 3
    assert re.search(f"^读不到“s3://yunhe/回表”：{says}", done.stderr, re.MULTILINE), done.stderr
    assert "Traceback" not in done.stderr and not folder.reports(MARCH).exists()
