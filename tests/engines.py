"""Small pieces of work for the tests of engines; other processes import them from here."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from multiprocessing import parent_process
from pathlib import Path
from typing import Any, ClassVar

from breakdown.engines import Pace
from breakdown.errors import FolderError


@dataclass(frozen=True)
class OnlyHere:
    """Any work whose items other processes cannot read."""

    work: Any
    here: int
    pace: ClassVar[Pace] = Pace(5, 10)

    def __call__(self, item: Any) -> Any:
        if os.getpid() != self.here:
            raise FolderError(f"读不到“{getattr(item, 'name', item)}”（没有这个文件）")
        return self.work(item)


@dataclass(frozen=True)
class Twice:
    """Doubles a number, in so many seconds, and refuses `wrong`; at `fatal` another process dies, so many times.

    seen: a folder in which every process leaves its number. cramped: the disk takes nothing more from the others.
    """

    seen: Path
    cramped: bool = False
    fatal: int = -1
    deaths: int = 1
    wrong: int = -1
    seconds: float = 0
    pace: ClassVar[Pace] = Pace(5, 10)

    def __call__(self, item: int) -> int:
        (self.seen / str(os.getpid())).touch()
        if self.cramped and parent_process() is not None:
            import resource

            resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        time.sleep(self.seconds)
        died = len(list(self.seen.glob("died *")))
        if item == self.fatal and died < self.deaths and parent_process() is not None:
            (self.seen / f"died {died}").touch()
            os._exit(9)
        if item == self.wrong:
            raise FolderError(f"{item} 不对", "应是别的数", "请改正")
        return 2 * item
