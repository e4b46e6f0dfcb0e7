"""How the command line speaks: Chinese headings, one line per error, exit codes 2 (usage) and 3 (cannot go on)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from breakdown.errors import BreakdownError

_USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]
# What the parser says in English, and how a clerk reads it.
_USAGE: tuple[tuple[str, str], ...] = (
    ("Value error, ", ""), ("Missing parameter: ", "缺少 --"),
    ("No such option", "没有这个选项"), ("No such command", "没有这个命令"), ("Missing option", "缺少选项"),
    ("Missing argument", "缺少参数"), ("Missing command", "缺少命令"), ("Got unexpected extra argument", "多出了参数"),
    ("requires an argument", "后面缺少内容"), ("Invalid value", "内容不对"),
    ("is not a valid integer", "不是整数"), ("Input should be greater than or equal to", "应不小于"),
    ("Input should be a valid integer, unable to parse string as an integer", "应是整数"),
    ("is not one of", "应为以下之一："), ("Did you mean", "您是不是要写"), ("for", "："),
    ("Possible options", "相近的有"),
)
_STOPPED = "已中止。"


class _Chinese:
    """Help in Chinese."""

    def get_help_option(self, ctx: Any) -> Any:
        """The --help option with Chinese text."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "显示本说明"
        return option

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help page."""
        from breakdown.help_page import HelpPage

        page = HelpPage(width=formatter.width)
        super().format_help(ctx, page)  # type: ignore[misc]
        formatter.write(page.getvalue())


class Command(_Chinese, TyperCommand):
    """One verb."""


class Group(_Chinese, TyperGroup):
    """All verbs; the one place where errors become a line and an exit code."""

    def main(  # type: ignore[override]  # what the parser adds of its own passes through
        self, args: Sequence[str] | None = None, **settings: Any
    ) -> Any:
        """Run; exit 2 on wrong usage, 3 when a verb cannot go on. A bug keeps its traceback and exits 1."""
        if not settings.pop("standalone_mode", True):
            return super().main(args, standalone_mode=False, **settings)
        try:
            code = super().main(args, standalone_mode=False, **settings)
        except BreakdownError as error:
            _stop(str(error), 3)
        except _USAGE_ERROR as error:
            _stop(f"用法不对：{_in_chinese(str(error))}。加 --help 看说明。", 2)
        except (typer.Abort, KeyboardInterrupt):
            _stop(_STOPPED, 130)
        # what the parser makes of Ctrl-C
        if code == 130:
            _stop(_STOPPED, 130)
        sys.exit(code if isinstance(code, int) else 0)


def _in_chinese(message: str) -> str:
    for english, chinese in _USAGE:
        message = message.replace(english, chinese)
    return message.strip(" .")


def _stop(sentence: str, code: int) -> None:
    print(sentence, file=sys.stderr)
    sys.exit(code)
