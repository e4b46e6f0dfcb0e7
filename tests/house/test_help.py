"""Every command explains itself in Chinese, and so does each of its options."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from rich.cells import cell_len
from typer.main import get_command
from typer.testing import CliRunner

from breakdown.cli import app

CHINESE = re.compile(r"[一-鿿]")


def commands(command: Any, path: str = "breakdown") -> Iterator[tuple[str, Any]]:
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, f"{path} {name}")


COMMANDS = dict(commands(get_command(app)))


@pytest.mark.parametrize("path", COMMANDS)
def test_help_is_chinese(path: str) -> None:
    command = COMMANDS[path]
    assert CHINESE.search(command.help or ""), "no Chinese help"
    assert [p.name for p in command.params if not CHINESE.search(getattr(p, "help", None) or "")] == []


@pytest.mark.parametrize("path", COMMANDS)
def test_the_page_is_chinese_and_its_columns_line_up(path: str) -> None:
    page = CliRunner().invoke(app, [*path.split()[1:], "--help"]).output
    assert re.findall(r"Usage|Option|Command|Argument|default|required|<(?!leader)\w+(?:\[.*)?>|x>=|\[\[", page) == []
    assert max(map(cell_len, page.splitlines())) <= 80
    for block in page.split("\n\n")[2:]:
        rows = block.splitlines()[1:]
        # a name, and where what it means begins; a line that goes on begins there, too
        starts = {cell_len(row[:match.end()]) for row in rows if (match := re.match(r"  \S.*?  +|    +", row))}
        assert len(starts) == 1, block


def test_the_verbs_are_those_of_the_design() -> None:
    verbs = {path.split()[1] for path in COMMANDS if " " in path}
    expected = {"demo", "init", "read", "adopt", "issue", "merge", "report", "status", "history", "units", "export",
                "ledger", "help"}
    assert verbs == expected
