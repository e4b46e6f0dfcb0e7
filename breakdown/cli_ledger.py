"""The command line of ledger: what is done to a ledger as a whole."""

from __future__ import annotations

from typing import Annotated

import typer

from breakdown.here import below, folder_here
from breakdown.shell import Command, Group

ledger = typer.Typer(cls=Group, no_args_is_help=True, rich_markup_mode=None, help="把台账搬到别处。")


@ledger.callback()
def whole_ledger() -> None:
    """把台账搬到别处。"""


@ledger.command("copy", cls=Command)
def ledger_copy(
    target: Annotated[str, typer.Argument(help="新的台账文件，或 postgresql+psycopg:// 开头的数据库地址",
                                          metavar="地址")],
) -> None:
    """把台账连同全部历史抄到一个空的文件或数据库，并逐行核对；原来的台账不动。"""
    from pathlib import Path

    from breakdown import pipeline, screen

    place = target if "://" in target else below(Path(target))
    with screen.progress() as tick:
        counts = pipeline.copy_ledger(folder_here(), place, tick)
    screen.show_copied(counts, target)
