"""Every command explains itself in Chinese, and so does each of its options."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command

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


def test_the_verbs_are_those_of_the_design() -> None:
    verbs = {path.split()[1] for path in COMMANDS if " " in path}
    expected = {"demo", "init", "read", "adopt", "issue", "merge", "report", "status", "history", "units", "export",
                "ledger", "help"}
    assert verbs == expected
