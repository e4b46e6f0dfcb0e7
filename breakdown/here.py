"""Where and when a command of the command line works, and what several of its commands ask for alike."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from datetime import date, datetime

    from breakdown.files.folder import Folder
    from breakdown.files.remote import Remote

Period = Annotated[str, typer.Option("--period", help="如 2021-03、2021-Q1、2021-03-上旬", metavar="期次")]
AsOf = Annotated[str, typer.Option("--as-of", help="按这一天所知出表，如 2021-04-02", metavar="日期")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只说明要写哪些文件，不写")]
Strict = Annotated[bool, typer.Option("--strict", help="完成但有问题时，以 4 退出")]

Jobs = Annotated[
    int | None, typer.Option("--jobs", min=1, help="同时用几个进程；默认文件多时用全部处理器", metavar="个数",
                      show_default=False)
]
EngineName = Annotated[
    Literal["local", "dask"], typer.Option("--engine", help="local 本机；dask 用 Dask 集群，另写 --scheduler")
]
Scheduler = Annotated[
    str, typer.Option("--scheduler", help="Dask 调度器，如 tcp://10.0.0.5:8786", metavar="地址", show_default=False)
]


class State:
    """The folder that -C names."""

    folder = Path()


def folder_here() -> Folder:
    """The office's folder that -C names."""
    from breakdown.files.folder import open_folder

    return open_folder(State.folder)


def below(path: Path) -> Path:
    """A path as the user means it: relative ones start at the folder of -C."""
    return State.folder / path


def place_of(text: str) -> Path | Remote:
    """The same of what may be a URL."""
    from breakdown.files.remote import Remote

    return Remote(text) if "://" in text else below(Path(text))


def now() -> datetime:
    """This moment, to the second."""
    from datetime import datetime

    return datetime.now().replace(microsecond=0)


def day_of(text: str) -> date | None:
    """A day as typed; None where none is; FolderError when it is none."""
    from datetime import date

    from breakdown.errors import FolderError

    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise FolderError(f"日期“{text}”无法识别", "应写成 2021-04-02", "请改正后重试") from error


def office_here() -> Folder | None:
    """The same where there is one, else None."""
    from breakdown.files.folder import SETTINGS_FILE

    return folder_here() if (State.folder / SETTINGS_FILE).exists() else None
