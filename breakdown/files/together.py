"""Files of one folder that appear when all of them are made."""

from __future__ import annotations

import os
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

from breakdown.errors import FolderError
from breakdown.files.atomic import TEMPORARY, refused, sync_folder
from breakdown.interrupts import deaf

# So many files wait for the disk at once.
_DISK = 4


class Together:
    """Files of one folder: until they are put in their places they lie aside, in a folder of their own.

    Left before that, nothing of them stays, and what they would have replaced is as it was.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._written: list[tuple[Path, Path, Future[None]]] = []

    def __enter__(self) -> Together:
        """FolderError when the folder cannot be written."""
        prefix, suffix = TEMPORARY
        # Ctrl-C may come at any moment: what is made is known to whoever takes it away
        with ExitStack() as made:
            with deaf(), refused(self._folder):
                if not self._folder.exists():
                    made.callback(_leave, self._folder)
                self._folder.mkdir(parents=True, exist_ok=True)
                aside = tempfile.TemporaryDirectory(suffix, prefix, self._folder, ignore_cleanup_errors=True)
                self._aside = Path(made.enter_context(aside))
            # half as long as making a form is waiting until the disk has it: meanwhile the next ones are made
            self._disk = ThreadPoolExecutor(_DISK)
            self._made = made.pop_all()
        return self

    def __exit__(self, *raised: object) -> None:
        """What lies aside is removed, and the folder where nothing came into it."""
        with deaf():
            self._disk.shutdown(cancel_futures=True)
            self._made.close()

    def write(self, name: str, data: bytes) -> None:
        """Write a file aside."""
        aside, path = self._aside / str(len(self._written)), self._folder / name
        with deaf():
            self._written.append((aside, path, self._disk.submit(_write, aside, path, data)))

    def settle(self) -> None:
        """Wait until the disk has all of them; FolderError, with the file, when it refused one."""
        for _, _, done in self._written:
            done.result()

    def place(self) -> None:
        """Put all of them in their places; of those that cannot be put there the first is raised when all are done."""
        self.settle()
        failed = list[FolderError]()
        with deaf():
            for aside, path, _ in self._written:
                try:
                    with refused(path):
                        aside.replace(path)
                except FolderError as error:
                    failed.append(error)
            sync_folder(self._folder)
        if failed:
            raise failed[0]


def _leave(folder: Path) -> None:
    # one into which something came stays
    with suppress(OSError):
        folder.rmdir()


def _write(aside: Path, path: Path, data: bytes) -> None:
    with refused(path), aside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
