"""Returned files on an object store, or wherever fsspec reads, named by URL: s3://…, file://…"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from breakdown.errors import FolderError

# Who may read, and with what, stands in these parts of a URL: nobody is to see it on a screen or in a log.
_SECRET = re.compile(r"(?<=://)[^/@\s]+(?=@)|(?<=\?)[^\s”]+")
# What the libraries behind fsspec raise that is no OSError, by module; those that are not loaded have raised nothing.
_RAISED = {
    "botocore.exceptions": ("BotoCoreError", "ClientError"),
    "google.auth.exceptions": ("GoogleAuthError",),
    "gcsfs.retry": ("HttpError",),
    "azure.core.exceptions": ("AzureError",),
    "aiohttp": ("ClientError",),
}
# What is wrong, told by the names of exceptions and of those they stand for, and what to do about it.
_REASONS = (
    (r"Credential|Token|Auth|Permission", "没有访问密钥，或没有权限",
     "请管理员在各台机器上配好访问密钥（s3:// 是环境变量 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY）后重试"),
    (r"NotFound", "没有这个文件或存储桶", "请核对地址后重试"),
    (r"Timeout|Connect|Endpoint|DNS", "连不上", "请核对地址，确认网络相通后重试"),
    (r"", "存储出错", "请稍后重试；还不行，把这句话发给管理员"),
)
# What to install for URLs of a kind.
_PACKAGES = {"s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "az": "adlfs", "abfs": "adlfs", "oss": "ossfs"}


@dataclass(frozen=True)
class Remote:
    """One file, or a folder of them, by its URL; FolderError when anything goes wrong with it."""

    url: str

    def __str__(self) -> str:
        return _SECRET.sub("***", self.url)

    def below(self) -> dict[Remote, str]:
        """Every file at or below it, with its path below the folder; nothing when it is not there."""
        with self._opened() as (system, path):
            try:
                # asked whether it exists, some stores call everything that keeps them from answering a no
                kind = system.info(path)["type"]
            except FileNotFoundError:
                return {}
            if kind != "directory":
                return {self: path.rpartition("/")[2]}
            names = [file.removeprefix(path).lstrip("/") for file in system.find(path)]
            # some stores leave the host out of what they find
            return {Remote(f"{self.url.rstrip('/')}/{name}"): name for name in names}

    def read_bytes(self) -> bytes:
        """All of it."""
        with self._opened() as (system, path):
            data: bytes = system.cat_file(path)
            return data

    @contextmanager
    def open(self) -> Iterator[Any]:
        """It, to be read piece by piece."""
        with self._opened() as (system, path), system.open(path, "rb") as file:
            yield file

    def size(self) -> int:
        """How many bytes it has."""
        with self._opened() as (system, path):
            return int(system.size(path) or 0)

    def written(self) -> datetime:
        """When it was last written, to the second, by the clock here; where nobody knows, the last moment there is."""
        with self._opened() as (system, path):
            try:
                moment: datetime = system.modified(path)
            except NotImplementedError:
                return datetime.max
            return moment.astimezone().replace(tzinfo=None, microsecond=0)

    @contextmanager
    def _opened(self) -> Iterator[tuple[Any, str]]:
        """What reads the URL, and the path in there."""
        try:
            yield self._system()
        except _store_errors() as error:
            raise self._unreadable(error) from error

    def _system(self) -> tuple[Any, str]:
        try:
            from fsspec.core import url_to_fs

            system, path = url_to_fs(self.url)
        except ImportError as error:
            scheme = self.url.partition("://")[0]
            package = _PACKAGES.get(scheme) if "fsspec" in sys.modules else '"breakdown[dask]"'
            next_step = f"请运行 pip install {package} 后重试" if package else f"请安装它后重试：{error}"
            raise FolderError(f"读不了“{self}”：没有安装读 {scheme}:// 的组件", "", next_step) from error
        except ValueError as error:
            expected = "应是 fsspec 认得的地址，如 s3://桶/回表、file:///共享/回表"
            found = f"读不了“{self}”：不认得这种地址（{_said(error)}）"
            raise FolderError(found, expected, "请核对地址后重试") from error
        return system, path

    def _unreadable(self, error: BaseException) -> FolderError:
        names = " ".join(kind.__name__ for kind in type(error).__mro__)
        found, next_step = next((found, step) for word, found, step in _REASONS if re.search(word, names))
        return FolderError(f"读不到“{self}”：{found}（{_said(error)}）", "", next_step)


def _store_errors() -> tuple[type[BaseException], ...]:
    """What may be raised where a store is read; asked for when something is."""
    loaded = ((sys.modules[module], names) for module, names in _RAISED.items() if module in sys.modules)
    return (OSError, *(getattr(module, name) for module, names in loaded for name in names))


def _said(error: BaseException) -> str:
    """What an error says, in one line, without what is secret."""
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return _SECRET.sub("***", " ".join(said.split()))
