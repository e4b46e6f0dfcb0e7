"""Work done by a Dask cluster that somebody runs: the same batches, the same results, whichever machine does them."""

from __future__ import annotations

import gc
import logging
import pickle
import sys
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import Any, ClassVar, NamedTuple

from dask import config
from distributed import CancelledError, Client, Future, KilledWorker, get_worker, wait
from distributed.comm.core import CommClosedError

from breakdown import __version__
from breakdown.engines import Item, Result, Work, batched
from breakdown.errors import FolderError
from breakdown.garbage import search_seldom

# So many files travel together: one at a time they take three times as long. With few files every worker gets some.
_MOST, _LEAST, _TURNS = 100, 10, 4
# How long, in seconds, the scheduler and its workers may let one wait.
_PATIENCE = 10
# What is written and read differs with the version of these.
_DEPENDS_ON = ("pandas", "python-calamine", "xlsxwriter")


@dataclass(frozen=True)
class Cluster:
    """The cluster of the scheduler at an address such as tcp://10.0.0.5:8786."""

    address: str
    # what workers said of the files that they could not read, and which worker
    _unseen: dict[str, str] = field(default_factory=dict, init=False, compare=False)
    near: ClassVar[bool] = False

    def run(self, work: Work[Item, Result], items: Sequence[Item]) -> Generator[tuple[int, Result], None, None]:
        """See Engine. FolderError when there is no cluster, another version of this program on it, or it is lost."""
        with _client(self.address) as client:
            threads = sum(_checked(client, self.address).values())
            size = max(_LEAST, min(_MOST, -(-len(items) // (_TURNS * threads))))
            # the scheduler keeps it: a worker that joins, or takes over from one that died, gets it, too
            shared = client.submit(pickle.loads, pickle.dumps(work, pickle.HIGHEST_PROTOCOL), pure=False)
            waiting = {client.submit(_do, shared, [items[at] for at in batch], pure=False): batch
                       for batch in batched(len(items), size)}
            while waiting:
                for done in _ready(client, waiting, self.address):
                    for at, made in zip(waiting.pop(done), _result(done, self.address), strict=True):
                        yield at, self._read_here(made, work, items[at]) if isinstance(made, _Unseen) else made

    def notes(self) -> list[str]:
        """See Engine."""
        found: dict[str, list[str]] = {}
        for said, worker in self._unseen.items():
            found.setdefault(worker, []).append(said.removeprefix("读不到"))
        return [f"工作机 {worker} 有 {len(files)} 份回表读不到，已由本机代读，没有漏掉；第一份是{files[0]}"
                for worker, files in sorted(found.items())]

    def _read_here(self, unseen: _Unseen, work: Work[Item, Result], item: Item) -> Result:
        """What a worker could not read may lie on a disk of this machine."""
        try:
            result = work(item)
        except FolderError as error:
            found = f"工作机 {unseen.worker} {unseen.said}，本机也读不到"
            raise FolderError(found, "各台工作机应能按同一路径读到回表",
                              "请把回表放在各台机器都能读到的共享文件夹或对象存储里后重试") from error
        self._unseen[unseen.said] = unseen.worker
        return result


class _Unseen(NamedTuple):
    """That a worker could not read a file, in its words."""

    worker: str
    said: str


@contextmanager
def _client(address: str) -> Iterator[Client]:
    # what it logs, in English, is said below
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        with config.set({"distributed.admin.large-graph-warning-threshold": "1TiB"}):
            client = Client(address, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise FolderError(
            f"连不上 Dask 调度器“{address}”", "应是正在运行的调度器的地址，如 tcp://10.0.0.5:8786",
            "请核对地址，确认调度器已经启动、网络相通后重试",
        ) from error
    try:
        yield client
    except (CancelledError, CommClosedError) as error:
        raise FolderError(f"与 Dask 调度器“{address}”断开了", "运行中应一直连着",
                          "没有写入任何结果；请确认调度器还在运行后重试") from error
    finally:
        client.close(timeout=_PATIENCE)


def _checked(client: Client, address: str) -> Mapping[str, int]:
    """The threads of every worker, all of which have what this machine has; FolderError where one has not."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        raise _no_workers(address) from error
    here = _program()
    for worker, there in sorted(client.run(_program, on_error="return").items()):
        if there != here:
            told = there if isinstance(there, str) else "不能用的 breakdown"
            next_step = "请在各台工作机上装同一版本后重试"
            raise FolderError(f"工作机 {worker} 上是 {told}", f"应与本机相同：{here}", next_step)
    threads: Mapping[str, int] = client.nthreads()
    return threads


def _ready(client: Client, waiting: Mapping[Future[Any], range], address: str) -> set[Future[Any]]:
    """The batches that have come to an end; FolderError when there is nobody left to do the others."""
    while True:
        try:
            return set(wait(list(waiting), timeout=_PATIENCE, return_when="FIRST_COMPLETED").done)
        except TimeoutError:
            if client.status == "running" and not client.nthreads():
                raise _no_workers(address) from None


def _result(done: Future[Any], address: str) -> list[Any]:
    try:
        results: list[Any] = done.result()
    except KilledWorker as error:
        raise FolderError(f"工作机一再中途退出，最后一台是 {error.last_worker.address}",
                          "同一批文件已换机器试过多次", "请看那台机器的日志，内存不够的请加大后重试") from error
    return results


def _no_workers(address: str) -> FolderError:
    return FolderError(f"调度器“{address}”上没有工作机", "至少要有一台", f"请启动工作机（dask worker {address}）后重试")


def _program() -> str:
    """What does the work on a machine, as far as the results depend on it."""
    libraries = (f"{name} {_version(name)}" for name in _DEPENDS_ON)
    return "、".join((f"breakdown {__version__}", f"Python {sys.version_info[0]}.{sys.version_info[1]}", *libraries))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        # the compiled reader need not be there
        return "没有装"


def _do(work: Work[Item, Result], items: Sequence[Item]) -> list[Result | _Unseen]:
    """One batch, on a worker."""
    before = search_seldom()
    try:
        return [_tried(work, item) for item in items]
    finally:
        gc.set_threshold(*before)


def _tried(work: Work[Item, Result], item: Item) -> Result | _Unseen:
    try:
        return work(item)
    except FolderError as error:
        return _Unseen(get_worker().address, error.found)
