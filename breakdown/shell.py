"""How the command line speaks: Chinese headings, one line per error, exit codes 2 (usage) and 3 (cannot go on)."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from breakdown.errors import BreakdownError

_USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]
_STOPPED = "已中止。已写出的文件都是完整的；没做完的，再运行一次这条命令即可。"


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
            sys.stdout.flush()
        except BreakdownError as error:
            _stop(str(error), 3)
        except _USAGE_ERROR as error:
            from breakdown.usage import in_chinese

            # a group without a command shows its page
            page = type(error).__name__ == "NoArgsIsHelpError"
            _stop(str(error).rstrip() if page else f"用法不对：{in_chinese(error)}。加 --help 看说明。", 2)
        except (typer.Abort, KeyboardInterrupt):
            _stop(_STOPPED, 130)
        except OSError as error:
            _refused(error)
        # what the parser makes of Ctrl-C
        if code == 130:
            _stop(_STOPPED, 130)
        sys.exit(code if isinstance(code, int) else 0)


def _refused(error: OSError) -> None:
    """What a disk refused where nobody foresaw it, mostly while printing into a file."""
    from breakdown.files.refusals import known_refusal

    why = known_refusal(error)
    if not why and not isinstance(error, BrokenPipeError):
        raise error
    # what could not be printed would be tried once more at the end
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if not why:
        # whoever reads what is printed has read enough
        sys.exit(1)
    what = f"{error.filename} 读写不成" if error.filename else "要显示的内容没能写完"
    _stop(f"{what}（{why.reason}）；{why.next_step}。", 3)


def _stop(sentence: str, code: int) -> None:
    print(sentence, file=sys.stderr)
    sys.exit(code)
