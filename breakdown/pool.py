"""Work shared with other processes of this machine, which are started anew, as Windows does."""

from __future__ import annotations

import pickle
import signal
import tempfile
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import lru_cache
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any, ClassVar

from breakdown.engines import Item, Result, Work, batched, in_turn
from breakdown.files.refusals import room_in
from breakdown.garbage import end_without_search, search_seldom
from breakdown.interrupts import deaf

# So many batches lie ready for each process: one at which it is, one with which it goes on.
_AHEAD = 2
# After so many seconds of waiting Ctrl-C is heard.
_A_MOMENT = 0.1


class Crew:
    """So many other processes of this machine, which load modules as soon as they are there, and wait for work."""

    near: ClassVar[bool] = True

    def __init__(self, others: int, modules: Sequence[str]) -> None:
        self._others, self._count = others, 0
        self._place = tempfile.TemporaryDirectory(prefix="breakdown-", ignore_cleanup_errors=True)
        self._pool = ProcessPoolExecutor(others, get_context("spawn"), _begin)
        with suppress(BrokenProcessPool), deaf():
            for _ in range(others):
                self._pool.submit(_load, modules)

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *raised: object) -> None:
        """They finish the batch that they are at."""
        self._pool.shutdown(cancel_futures=True)
        self._place.cleanup()

    def run(self, work: Work[Item, Result], items: Sequence[Item]) -> Generator[tuple[int, Result], None, None]:
        """The work done for every item by this process and the others.

        This one does not wait while they start: it takes batches from the end, and whichever is the last, the others
        from the front. What a process that dies has in hand, this one does.
        """
        self._count += 1
        # through a file: a pipe would keep this process until the other has started
        packed = Path(self._place.name) / f"work{self._count}"
        with room_in(packed.parent.parent):
            packed.write_bytes(pickle.dumps(work, pickle.HIGHEST_PROTOCOL))
        todo = deque(batched(len(items), work.pace.batch))
        waiting: dict[Future[Path], range] = {}
        try:
            while todo or waiting:
                with suppress(BrokenProcessPool), deaf():
                    while len(todo) > 1 and len(waiting) < _AHEAD * self._others:
                        batch = todo[0]
                        waiting[self._pool.submit(_do, packed, [items[at] for at in batch], batch.start)] = batch
                        todo.popleft()
                if todo:
                    yield from in_turn(work, items, [todo.pop()])
                with deaf():
                    # not for long: Ctrl-C is heard in between
                    wait(waiting, 0 if todo else _A_MOMENT, FIRST_COMPLETED)
                    ready = [each for each in waiting if each.done()]
                for done in ready:
                    yield from _results(done, waiting.pop(done), work, items)
        finally:
            for each in waiting:
                each.cancel()

    def notes(self) -> list[str]:
        """See Engine."""
        return []


def _results(
    done: Future[Path], batch: range, work: Work[Item, Result], items: Sequence[Item]
) -> Iterator[tuple[int, Result]]:
    try:
        packed = done.result()
    except BrokenProcessPool:
        yield from in_turn(work, items, [batch])
        return
    results: list[Result] = pickle.loads(packed.read_bytes())
    packed.unlink()
    yield from zip(batch, results, strict=True)


def _begin() -> None:
    """The first thing that another process does."""
    # where a process does not begin deaf
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    search_seldom()
    end_without_search()


def _load(modules: Sequence[str]) -> None:
    for module in modules:
        import_module(module)


def _do(packed: Path, items: Sequence[Any], number: int) -> Path:
    """Do the work for some items; the file, of this number, with what came of it.

    A pipe would keep this process until the other one has time to listen, twenty milliseconds each time.
    """
    work = _unpacked(packed)
    results = pickle.dumps([work(item) for item in items], pickle.HIGHEST_PROTOCOL)
    answer = packed.with_name(f"{packed.name} {number}")
    with room_in(packed.parent.parent):
        answer.write_bytes(results)
    return answer


@lru_cache(maxsize=1)
def _unpacked(packed: Path) -> Callable[[Any], Any]:
    work: Callable[[Any], Any] = pickle.loads(packed.read_bytes())
    return work
