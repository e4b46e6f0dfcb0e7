"""`breakdown help` from the README's own text, and the completion of commands by the shell."""

from __future__ import annotations

import os
from typing import Annotated, Any, Literal

import typer

SHELLS = Literal["bash", "zsh", "fish", "powershell"]
_VARIABLE = "_BREAKDOWN_COMPLETE"


def show_completion(shell: str | None) -> None:
    """What a shell is to run so that it completes commands; typer would write into the user's files itself."""
    if shell:
        from typer.completion import get_completion_script  # type: ignore[attr-defined]

        typer.echo(get_completion_script(prog_name="breakdown", complete_var=_VARIABLE, shell=shell))
        raise typer.Exit


def prepare_completion() -> None:
    """Where a shell is asking for words, let typer know the shells."""
    if _VARIABLE in os.environ:
        from typer.completion import completion_init  # type: ignore[attr-defined]

        completion_init()


def manual(
    context: typer.Context,
    topic: Annotated[list[str] | None, typer.Argument(help="命令名，或说明中的标题", metavar="主题")] = None,
) -> None:
    """说明书：不写主题列出全部主题，写命令名或标题看那一段。"""
    from breakdown import screen
    from breakdown.files.templates import bundled, read_template
    from breakdown.manual import page, sections

    text, commands = read_template(bundled("README.md")), _commands(context.find_root().command)
    if topic:
        screen.show_markdown(page(text, list(commands), " ".join(topic)))
        return
    typer.echo("breakdown help 主题，主题是命令或说明书里的标题（写一部分也行）：\n")
    typer.echo("\n".join(f"  {name:<17} {about}" for name, about in commands.items()) + "\n")
    typer.echo("\n".join(f"  {title}" for title in sections(text)))


def _commands(group: Any, above: str = "") -> dict[str, str]:
    """Every command by its words, with the first sentence of its help."""
    found: dict[str, str] = {}
    for name, command in group.commands.items():
        found[above + name] = (command.help or "").partition("\n")[0]
        if hasattr(command, "commands"):
            found |= _commands(command, f"{above}{name} ")
    return found
