"""`breakdown --help` loads what it needs to parse arguments and nothing else; processes that help load what they do."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from breakdown.arrivals import TakeReturn
from breakdown.columns import ASSIGNMENTS, TASKS, UNITS
from breakdown.files.guides import load_guide
from breakdown.files.templates import load_styles, load_words
from breakdown.framed import fit_rows
from breakdown.issue import plan_books
from breakdown.merge.shelf import stock
from breakdown.merge.taking import Taking
from breakdown.outgoing import MakeForm
from breakdown.periods import parse_period
from breakdown.records import Records
from tests.house.source import ROOT
from tests.office_year import SETTINGS

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
        "breakdown.errors", "breakdown.help_page", "breakdown.here", "breakdown.shell"}


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


def taking() -> TakeReturn:
    rows: list[dict[str, Any]] = [{"task_id": "t1", "due": datetime(2021, 6, 30)}, {"task_id": "t2", "ongoing": True}]
    shelf = stock(Records.empty().but(tasks=fit_rows(TASKS, rows)))
    return TakeReturn(Taking(shelf, parse_period("2021-03"), SETTINGS, load_words()), 1_000_000)


def making() -> MakeForm:
    given: list[dict[str, Any]] = [{"task_id": "t1", "unit": "区财政局", "role": "牵头"}]
    known = Records.empty().but(tasks=fit_rows(TASKS, given), assignments=fit_rows(ASSIGNMENTS, given),
                                units=fit_rows(UNITS, given))
    plan = plan_books(known, parse_period("2021-03"), SETTINGS, guide=load_guide("progress"))
    assert list(plan.duties) == ["区财政局"]
    return MakeForm(plan, load_styles())


@pytest.mark.parametrize("work", [making(), taking()], ids=["issue", "merge"])
def test_a_process_that_helps_starts_without_what_its_work_does_not_need(work: object, tmp_path: Path) -> None:
    # as it does: the main module first, then the work
    (tmp_path / "work").write_bytes(pickle.dumps(work))
    code = "import breakdown.__main__, pickle; pickle.loads(open(sys.argv[1], 'rb').read())"
    packages = {name.partition(".")[0] for name in loaded(code, str(tmp_path / "work"))}
    assert not {"pandas", "numpy", "sqlalchemy", "typer", "openpyxl", "lxml"} & packages
