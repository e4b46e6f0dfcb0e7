"""Why a disk refused, in Chinese, and what helps."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from breakdown.errors import FolderError


class Refusal(NamedTuple):
    """Why, and what to do next."""

    reason: str
    next_step: str


_FULL = Refusal("磁盘满了", "请腾出磁盘空间后重试")
_READ_ONLY = Refusal("那里只能读，不能写", "请换一个能写的文件夹，或取消只读后重试")
_DENIED = Refusal("没有权限，或正被别的程序打开", "请关闭正在打开它的程序，或检查权限后重试")
_BROKEN = Refusal("磁盘读写出错", "请检查磁盘或网络后重试")
_AWAY = Refusal("连不上它所在的磁盘或机器", "请检查网络后重试")
# By the names of the system's errors and of SQLite's; of the latter the longer ones only say more.
_REFUSALS = {
    "ENOSPC": _FULL, "EDQUOT": _FULL, "SQLITE_FULL": _FULL, "EFBIG": Refusal("文件大得放不下", _FULL.next_step),
    "EROFS": _READ_ONLY, "SQLITE_READONLY": _READ_ONLY,
    "EACCES": _DENIED, "EPERM": _DENIED, "EBUSY": _DENIED, "ETXTBSY": _DENIED,
    "SQLITE_CANTOPEN": Refusal("没有这个文件夹，或没有权限", "请检查路径和权限后重试"),
    "ENOENT": Refusal("没有这个文件或文件夹", "请检查名称后重试"),
    "ENOTDIR": Refusal("路径中有一段不是文件夹", "请检查路径后重试"),
    "EISDIR": Refusal("那里有一个同名的文件夹", "请改名或移走那个文件夹后重试"),
    "ENAMETOOLONG": Refusal("名称太长", "请换一个短些的名称，或放到路径短些的文件夹里"),
    "EIO": _BROKEN, "SQLITE_IOERR": _BROKEN,
    **dict.fromkeys(("ESTALE", "ENETDOWN", "ENETUNREACH", "EHOSTDOWN", "EHOSTUNREACH", "ETIMEDOUT", "ENOTCONN"), _AWAY),
}  # fmt: skip


def known_refusal(error: BaseException) -> Refusal | None:
    """Why the disk refused; None for an error that is no such thing, or nothing that a clerk could help."""
    if isinstance(error, sqlite3.Error):
        return _REFUSALS.get("_".join(getattr(error, "sqlite_errorname", "").split("_")[:2]))
    return _REFUSALS.get(errno.errorcode.get(error.errno or 0, "")) if isinstance(error, OSError) else None


def refusal(error: BaseException) -> Refusal:
    """Why the disk refused; in the words of the system where we have none for it."""
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return known_refusal(error) or Refusal(" ".join(said.split()), "请检查磁盘和权限后重试")


@contextmanager
def room_in(folder: Path) -> Iterator[None]:
    """What a folder for temporary files has no room for is a FolderError."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        why = refusal(error)
        next_step = f"{why.next_step}，或用环境变量 TMPDIR（Windows 上是 TEMP）指定另一个文件夹"
        raise FolderError(f"临时文件夹 {folder} 写不进（{why.reason}）", "要放得下处理中的内容", next_step) from error
