"""Work done by a Dask cluster: the results of one machine, each once; a worker may die, and what fails is one line."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

import pytest
from typer.testing import CliRunner

from breakdown import merging, pipeline
from breakdown.cli import app
from breakdown.engines import Engine, Item, Local, Pace, Result, Work, chosen
from breakdown.errors import FolderError
from breakdown.files.folder import Folder
from breakdown.files.remote import Remote
from tests.cluster import workers
from tests.engines import OnlyHere, Twice
from tests.test_engines import APRIL, MARCH, NUMBERS, copy_of, merged, office

__all__ = ["office"]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with workers(2) as made:
        yield made


@pytest.fixture
def engine(cluster: Any) -> Engine:
    return chosen("dask", cluster.scheduler_address, 0)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("breakdown.cluster._PATIENCE", 1)


@dataclass(frozen=True)
class Unmounted:
    """The cluster, on whose machines the folder with the returns is not mounted."""

    engine: Engine
    near: ClassVar[bool] = False

    def run(self, work: Work[Item, Result], items: Sequence[Item]) -> Generator[tuple[int, Result], None, None]:
        moved: list[Any] = [replace(item, path=Path("/未挂载") / item.path.name) for item in items]  # type: ignore
        return self.engine.run(work, moved)

    def notes(self) -> list[str]:
        return self.engine.notes()


@dataclass(frozen=True)
class Blind(Unmounted):
    """The cluster, whose machines see nothing of what lies on this one."""

    def run(self, work: Work[Item, Result], items: Sequence[Item]) -> Generator[tuple[int, Result], None, None]:
        return self.engine.run(OnlyHere(work, os.getpid()), items)


def test_both_workers_work_and_every_result_has_its_place(engine: Engine, tmp_path: Path) -> None:
    assert sorted(engine.run(Twice(tmp_path), NUMBERS)) == [(at, 2 * at) for at in NUMBERS]
    assert len(list(tmp_path.iterdir())) == 2


def test_a_merge_on_a_cluster_is_the_merge_of_one_machine(engine: Engine, office: Folder, tmp_path: Path) -> None:
    assert merged(office, tmp_path / "cluster", engine) == merged(office, tmp_path / "here", Local(1))


def test_forms_made_on_a_cluster_are_those_of_one_machine(engine: Engine, office: Folder, tmp_path: Path) -> None:
    folder = copy_of(office, tmp_path / "office")
    forms = {path.name: path.read_bytes() for path in folder.issued(MARCH).iterdir()}
    shutil.rmtree(folder.issued(MARCH))
    assert pipeline.issue(folder, MARCH, [], APRIL, engine=engine).rows == len(forms) > 0
    assert {path.name: path.read_bytes() for path in folder.issued(MARCH).iterdir()} == forms


def test_what_a_cluster_has_read_several_processes_of_this_machine_merge(
    engine: Engine, office: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("breakdown.shares._FILES", 3)
    alone = merged(office, tmp_path / "here", Local(1))
    monkeypatch.setattr("breakdown.merging.RETURNS", Pace(1, 10))
    assert merged(office, tmp_path / "cluster", engine) == alone


def test_workers_read_by_url_what_lies_elsewhere(engine: Engine, office: Folder, tmp_path: Path) -> None:
    elsewhere = Remote(f"file://{office.returned(MARCH)}")
    by_url = merged(office, tmp_path / "cluster", engine, [elsewhere])
    assert by_url == merged(office, tmp_path / "here", Local(1), [office.returned(MARCH)])


def test_the_batch_of_a_worker_that_dies_is_done_by_another(engine: Engine, tmp_path: Path) -> None:
    assert sorted(engine.run(Twice(tmp_path, fatal=25), NUMBERS)) == [(at, 2 * at) for at in NUMBERS]
    assert (tmp_path / "died 0").exists()


def test_files_at_which_every_worker_dies_stop_it(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="^工作机一再中途退出，最后一台是 tcp://127.0.0.1:.*内存不够的请加大"):
        list(engine.run(Twice(tmp_path, fatal=25, deaths=9), NUMBERS))


def test_a_worker_that_cannot_see_a_file_is_named_with_it(engine: Engine, office: Folder, tmp_path: Path) -> None:
    folder = copy_of(office, tmp_path / "office")
    says = r"^工作机 tcp://127.0.0.1:\d+ 读不到“/未挂载/.*xlsx”（没有这个文件或文件夹），本机也读不到；"
    with pytest.raises(FolderError, match=says):
        merging.merge(folder, [], MARCH, APRIL, engine=Unmounted(engine))
    assert pipeline.records(folder).returns.empty and not list(folder.reports(MARCH).glob("*"))
    assert merging.merge(folder, [], MARCH, APRIL, engine=engine)[0].rows


def test_what_workers_cannot_see_this_machine_reads_and_says_so(
    engine: Engine, office: Folder, tmp_path: Path
) -> None:
    folder = copy_of(office, tmp_path / "office")
    outcome, came = merging.merge(folder, [], MARCH, APRIL, engine=Blind(engine))
    alone, _ = merging.merge(copy_of(office, tmp_path / "alone"), [], MARCH, APRIL)
    told = [problem.sentence for problem in outcome.problems if problem.code == "worker-blind"]
    assert 1 <= len(told) <= 2 and outcome.rows == alone.rows > 0
    says = re.compile(r"工作机 tcp://127.0.0.1:\d+ 有 (\d+) 份回表读不到，已由本机代读，没有漏掉；第一份是“")
    counts = [says.match(one) for one in told]
    assert sum(int(count[1]) for count in counts if count) == sum(came.states.values())


def test_a_worker_without_what_this_machine_has_is_named_with_it(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("breakdown.cluster._DEPENDS_ON", ("pandas", "no-such-reader"))
    with pytest.raises(FolderError, match="^工作机 tcp://.*；应与本机相同：breakdown .*、no-such-reader 没有装；"):
        list(engine.run(Twice(tmp_path), NUMBERS))
    assert list(tmp_path.iterdir()) == []


def test_another_version_on_a_worker_stops_before_anything_is_done(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("breakdown.cluster.__version__", "9.9")
    with pytest.raises(FolderError, match="^工作机 tcp://.* 上是 breakdown .*；应与本机相同：breakdown 9.9、Python"):
        list(engine.run(Twice(tmp_path), NUMBERS))
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "调度器"])
def test_an_address_at_which_no_scheduler_is_stops_it(address: str, tmp_path: Path) -> None:
    with pytest.raises(FolderError, match=f"^连不上 Dask 调度器“{address}”；应是正在运行的调度器的地址"):
        list(chosen("dask", address, 0).run(Twice(tmp_path), NUMBERS))


@pytest.mark.usefixtures("impatient")
def test_a_scheduler_without_workers_stops_it(tmp_path: Path) -> None:
    with workers(0) as empty, pytest.raises(FolderError, match="上没有工作机；至少要有一台；请启动工作机"):
        list(chosen("dask", empty.scheduler_address, 0).run(Twice(tmp_path), NUMBERS))


@pytest.mark.usefixtures("impatient")
def test_a_scheduler_that_goes_meanwhile_stops_it(tmp_path: Path) -> None:
    with workers(1) as short:
        work = Twice(tmp_path, seconds=0.1)
        with closing(chosen("dask", short.scheduler_address, 0).run(work, NUMBERS)) as made:
            next(made)
            short.close()
            with pytest.raises(FolderError, match="^与 Dask 调度器“tcp://.*”断开了；.*没有写入任何结果"):
                list(made)


@pytest.mark.parametrize(("words", "says"), [
    (("--engine", "dask"), "--engine dask 要写明 --scheduler"),
    (("--scheduler", "tcp://127.0.0.1:9"), "没有写 --engine dask"),
    (("--engine", "dask", "--scheduler", "tcp://127.0.0.1:9", "--jobs", "2"), "不能写 --jobs"),
])
def test_options_that_do_not_go_together_are_told(office: Folder, words: tuple[str, ...], says: str) -> None:
    result = CliRunner().invoke(app, ["-C", str(office.path), "merge", "--period", "2021-03", *words])
    assert result.exit_code == 3 and says in result.stderr and "\n" not in result.stderr.strip()
