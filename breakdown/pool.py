"""Work shared with other processes of this machine, which are started anew, as Windows does."""

from __future__ import annotations

import gc
import pickle
import signal
import tempfile
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any

from breakdown.engines import Item, Result, Work, in_turn

# So many batches lie ready for each process: one at which it is, one with which it goes on.
_AHEAD = 2
_work: Callable[[Any], Any]


def shared(
    work: Work[Item, Result], items: Sequence[Item], batches: Sequence[range], others: int
) -> Generator[tuple[int, Result], None, None]:
    """The work done for every item by this process and so many others.

    This one does not wait while they start: it takes batches from the end, the others from the front. What a process
    that dies has in hand, this one does.
    """
    todo = deque(batches)
    waiting: dict[Future[list[Result]], range] = {}
    with _others(work, others) as pool:
        while todo or waiting:
            with suppress(BrokenProcessPool), _deaf():
                while todo and len(waiting) < _AHEAD * others:
                    waiting[pool.submit(_do, [items[at] for at in todo[0]])] = todo[0]
                    todo.popleft()
            if todo:
                yield from in_turn(work, items, [todo.pop()])
            else:
                wait(waiting, return_when=FIRST_COMPLETED)
            for done in [each for each in waiting if each.done()]:
                yield from _results(done, waiting.pop(done), work, items)


def _results(
    done: Future[list[Result]], batch: range, work: Work[Item, Result], items: Sequence[Item]
) -> Iterator[tuple[int, Result]]:
    try:
        yield from zip(batch, done.result(), strict=True)
    except BrokenProcessPool:
        yield from in_turn(work, items, [batch])


@contextmanager
def _others(work: Any, count: int) -> Iterator[ProcessPoolExecutor]:
    """So many processes that have the work at hand; at the end they finish the batch that they are at."""
    with tempfile.TemporaryDirectory(prefix="breakdown-", ignore_cleanup_errors=True) as place:
        # through a file: a pipe would keep this process until the other has started
        packed = Path(place) / "work"
        packed.write_bytes(pickle.dumps(work, pickle.HIGHEST_PROTOCOL))
        pool = ProcessPoolExecutor(count, get_context("spawn"), _begin, (packed,))
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def _deaf() -> Iterator[None]:
    """What begins meanwhile does not hear Ctrl-C: it reaches all processes of a terminal, and the first ends them.

    This process hears it afterwards; on Windows, which cannot keep it back, it is lost for these moments.
    """
    if current_thread() is not main_thread():
        yield
    elif hasattr(signal, "pthread_sigmask"):
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
    else:
        handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, handler)


def _begin(packed: Path) -> None:
    """The first thing that another process does."""
    global _work
    # where a process does not begin deaf
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # as the command line does
    gc.set_threshold(100_000, 50, 50)
    _work = pickle.loads(packed.read_bytes())


def _do(items: Sequence[Any]) -> list[Any]:
    return [_work(item) for item in items]
