"""One piece of work done for many files: in this process, or spread over several; what comes of it is the same.

What is done must be a value that can be pickled: it goes once to every process, the items go in batches. Results come
in any order, each with its place among the items.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, Protocol, TypeVar

from breakdown.errors import FolderError

_In = TypeVar("_In", contravariant=True)
_Out = TypeVar("_Out", covariant=True)
Item = TypeVar("Item")
Result = TypeVar("Result")
# Windows waits for no more processes than these.
_MOST_PROCESSES = 60


class Pace(NamedTuple):
    """From how many items on a second process is worth its start, and how many go to another process at once.

    At once go a tenth of a second of work or more, but so that nobody waits long for the last batch.
    """

    pays: int
    batch: int


# Of returned files: another process takes a second to begin, while this one has other things to do.
RETURNS = Pace(120, 10)


class Work(Protocol[_In, _Out]):
    """What is done for each item."""

    pace: ClassVar[Pace]

    def __call__(self, item: _In, /) -> _Out:
        """Do it for one item."""


class Engine(Protocol):
    """Who does the work; near: on this machine, so that small pieces are worth sending."""

    near: ClassVar[bool]

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
    near: ClassVar[bool] = True

    def run(self, work: Work[Item, Result], items: Sequence[Item]) -> Generator[tuple[int, Result], None, None]:
        """See Engine."""
        with started(self, len(items), work.pace, type(work).__module__) as engine:
            if engine is self:
                yield from in_turn(work, items, batched(len(items), work.pace.batch))
            else:
                yield from engine.run(work, items)

    def others(self, count: int, pace: Pace) -> int:
        """How many processes beside this one so many items are worth."""
        jobs = self.jobs or (_cores() if count >= pace.pays else 1)
        return max(0, min(jobs, len(batched(count, pace.batch)), _MOST_PROCESSES) - 1)

    def notes(self) -> list[str]:
        """See Engine."""
        return []


# One file after the other, in this process.
HERE = Local(1)


@contextmanager
def started(engine: Engine, count: int, pace: Pace, *modules: str) -> Iterator[Engine]:
    """The engine, other processes of this machine already loading modules where about so many items are worth it."""
    others = engine.others(count, pace) if isinstance(engine, Local) else 0
    if not others:
        yield engine
        return
    from breakdown.pool import Crew

    with Crew(others, modules) as crew:
        yield crew


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
