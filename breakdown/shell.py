"""How the command line speaks: Chinese headings, one line per error, exit codes 2 (usage) and 3 (cannot go on)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from breakdown.errors import BreakdownError

_USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]
_TITLES = {
    "OPTIONS_PANEL_TITLE": "选项", "ARGUMENTS_PANEL_TITLE": "参数", "COMMANDS_PANEL_TITLE": "命令",
    "DEFAULT_STRING": "[默认：{}]", "REQUIRED_LONG_STRING": "[必填]", "ERRORS_PANEL_TITLE": "错误",
}
# What the parser says in English, and how a clerk reads it.
_USAGE: tuple[tuple[str, str], ...] = (
    ("No such option", "没有这个选项"), ("No such command", "没有这个命令"), ("Missing option", "缺少选项"),
    ("Missing argument", "缺少参数"), ("Missing parameter", "缺少"), ("Missing command", "缺少命令"), ("Got unexpected extra argument", "多出了参数"),
    ("requires an argument", "后面缺少内容"), ("Invalid value", "内容不对"), ("is not a valid integer", "不是整数"),
    ("is not one of", "应为以下之一："), ("Did you mean", "您是不是要写"), ("for", "："), ("Possible options", "相近的有"),
)


class _Chinese:
    """Help with Chinese headings; the words that the parser prints itself are replaced where they appear."""

    def get_usage(self, ctx: Any) -> str:
        """The usage line."""
        usage: str = super().get_usage(ctx)  # type: ignore[misc]
        return usage.replace("Usage:", "用法：").replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 …")

    def get_help_option(self, ctx: Any) -> Any:
        """The --help option with Chinese text."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "显示本说明"
        return option

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help page."""
        from typer import rich_utils

        for name, title in _TITLES.items():
            setattr(rich_utils, name, title)
        super().format_help(ctx, formatter)  # type: ignore[misc]


class Command(_Chinese, TyperCommand):
    """One verb."""


class Group(_Chinese, TyperGroup):
    """All verbs; the one place where errors become a line and an exit code."""

    def main(self, args: Sequence[str] | None = None, **settings: Any) -> Any:
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
            _stop("已中止。", 130)
        sys.exit(code if isinstance(code, int) else 0)


def _in_chinese(message: str) -> str:
    for english, chinese in _USAGE:
        message = message.replace(english, chinese)
    return message.strip(" .")


def _stop(sentence: str, code: int) -> None:
    print(sentence, file=sys.stderr)
    sys.exit(code)
