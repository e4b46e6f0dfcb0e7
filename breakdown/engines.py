"""One piece of work done for many files: in this process, or spread over several; what comes of it is the same.

What is done must be a value that can be pickled: it goes once to every process, the items go in batches. Results come
in any order, each with its place among the items.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol, TypeVar

from breakdown.errors import FolderError

_In = TypeVar("_In", contravariant=True)
_Out = TypeVar("_Out", covariant=True)
Item = TypeVar("Item")
Result = TypeVar("Result")
# So many items go to another process at once: a tenth of a second, so that nobody waits long for the last batch.
_BATCH = 10
# Windows waits for no more processes than these.
_MOST_PROCESSES = 60


class Work(Protocol[_In, _Out]):
    """What is done for each item; pays: from how many items on a second process is worth its start."""

    pays: ClassVar[int]

    def __call__(self, item: _In, /) -> _Out:
        """Do it for one item."""


class Engine(Protocol):
    """Who does the work."""

    def run(self, work: Work[Item, Result], items: Sequence[Item]) -> Generator[tuple[int, Result], None, None]:
        """Do it for every item; the place of each and what came of it, in any order. Its errors are raised here.

        Closed before its end, it begins nothing more.
        """

    def notes(self) -> list[str]:
        """What a person should know of how it was done, a sentence each."""


@dataclass(frozen=True)
class Local:
    """This machine. jobs: processes at work, this one included; 0: as many as there are cores, where that pays."""

    jobs: int = 0

    def run(self, work: Work[Item, Result], items: Sequence[Item]) -> Generator[tuple[int, Result], None, None]:
        """See Engine."""
        jobs = self.jobs or (_cores() if len(items) >= work.pays else 1)
        batches = batched(len(items), _BATCH)
        others = min(jobs, len(batches), _MOST_PROCESSES) - 1
        if others < 1:
            return in_turn(work, items, batches)
        from breakdown.pool import shared

        return shared(work, items, batches, others)

    def notes(self) -> list[str]:
        """See Engine."""
        return []


# One file after the other, in this process.
HERE = Local(1)


def chosen(engine: str, scheduler: str, jobs: int) -> Engine:
    """The engine that a command names: dask with its scheduler, or local; FolderError when that makes no sense."""
    if engine != "dask":
        if scheduler:
            raise FolderError("写了 --scheduler，没有写 --engine dask", "两项应一起写", "请补上，或去掉 --scheduler")
        return Local(jobs)
    if not scheduler or jobs:
        raise FolderError("--engine dask 要写明 --scheduler，不能写 --jobs", "用几个进程由集群定",
                          "请写成 --engine dask --scheduler tcp://地址:8786")
    try:
        from breakdown.cluster import Cluster
    except ModuleNotFoundError as error:
        raise FolderError("没有安装 Dask", "--engine dask 要用它", '请运行 pip install "breakdown[dask]"') from error
    return Cluster(scheduler)


def batched(count: int, size: int) -> list[range]:
    """The places of so many items, in batches."""
    return [range(start, min(start + size, count)) for start in range(0, count, size)]


def in_turn(
    work: Work[Item, Result], items: Sequence[Item], batches: Sequence[range]
) -> Generator[tuple[int, Result], None, None]:
    """The work done here and now for some batches of the items."""
    return ((at, work(items[at])) for batch in batches for at in batch)


def _cores() -> int:
    # a container may have fewer than the machine
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
