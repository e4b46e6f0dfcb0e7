"""`breakdown --help` loads what it needs to parse arguments and nothing else: the list of it, pinned."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.house.source import ROOT

LOADED = """
import json, sys
try:
    {code}
except SystemExit:
    pass
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""
# Beside typer and the standard library.
OURS = {"breakdown", "breakdown.cli", "breakdown.cli_help", "breakdown.cli_ledger", "breakdown.cli_reports",
        "breakdown.errors", "breakdown.here", "breakdown.shell"}


def loaded(code: str, *words: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", LOADED.format(code=code), *words], cwd=ROOT, capture_output=True,
                          text=True, check=True)
    return set(json.loads(done.stderr))


def test_help_loads_the_parser_alone() -> None:
    help_, typer = loaded("from breakdown.cli import main; main()", "--help"), loaded("import typer")
    assert {name for name in help_ if name.partition(".")[0] == "breakdown"} == OURS
    libraries = {name.partition(".")[0] for name in help_} - {name.partition(".")[0] for name in typer}
    assert libraries - set(sys.stdlib_module_names) == {"breakdown"}
    assert not {"rich", "asyncio", "multiprocessing", "xml"} & {name.partition(".")[0] for name in help_}
