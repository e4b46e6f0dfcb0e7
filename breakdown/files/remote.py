"""Returned files on an object store, or wherever fsspec reads, named by URL: s3://…, file://…"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from breakdown.errors import FolderError


@dataclass(frozen=True)
class Remote:
    """One file, or a folder of them, by its URL; what goes wrong with it is an OSError."""

    url: str

    def __str__(self) -> str:
        return self.url

    def below(self) -> dict[Remote, str]:
        """Every file at or below it, with its path below the folder; nothing when it is not there."""
        system, path = _opened(self.url)
        if not system.isdir(path):
            return {self: path.rpartition("/")[2]} if system.exists(path) else {}
        found = system.find(path)
        return {Remote(system.unstrip_protocol(file)): file.removeprefix(path).lstrip("/") for file in found}

    def read_bytes(self) -> bytes:
        """All of it."""
        system, path = _opened(self.url)
        data: bytes = system.cat_file(path)
        return data

    def open(self) -> Any:
        """It, to be read piece by piece."""
        system, path = _opened(self.url)
        return system.open(path, "rb")

    def size(self) -> int:
        """How many bytes it has."""
        system, path = _opened(self.url)
        return int(system.size(path) or 0)

    def written(self) -> datetime:
        """When it was last written, to the second, by the clock here; where nobody knows, the last moment there is."""
        system, path = _opened(self.url)
        try:
            moment: datetime = system.modified(path)
        except NotImplementedError:
            return datetime.max
        return moment.astimezone().replace(tzinfo=None, microsecond=0)


def _opened(url: str) -> tuple[Any, str]:
    """What reads a URL, and the path in there."""
    try:
        from fsspec.core import url_to_fs

        system, path = url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise FolderError(
            f"读不了“{url}”（{error}）", "应是 fsspec 认得的地址，如 s3://桶/回表、file:///共享/回表",
            '请核对地址，运行 pip install "breakdown[dask]"；s3:// 另装 s3fs',
        ) from error
    return system, path
