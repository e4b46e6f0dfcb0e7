"""Ctrl-C kept back for a moment: where it would leave a lock behind, or reach processes that have just begun."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread


@contextmanager
def deaf() -> Iterator[None]:
    """What begins meanwhile does not hear Ctrl-C: it reaches all processes of a terminal, and the first ends them.

    This process hears it afterwards; on Windows, which cannot keep it back, it is lost for these moments. Executors are
    only spoken to like this: Ctrl-C between taking a lock of theirs and letting it go would keep it for ever.
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
