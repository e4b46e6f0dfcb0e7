"""Both READMEs tell the truth: their command blocks run from top to bottom, their tables are those of the code.

ACCEPT=1 writes the generated tables into the READMEs and fails, so that it is never left on.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from breakdown.columns import INPUT_COLUMNS, LEDGER, PROBLEMS

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.en.md")
INSTALL = re.compile(r"^pip install (?:\.|\"\.\[test\]\") && (\S.*)$", re.MULTILINE)


def command_blocks(readme: str) -> list[str]:
    """The text of every bash block, and of the commands (`$ …`) of every console block, in order."""
    text = (ROOT / readme).read_text("utf-8")
    found = re.findall(r"^```(bash|console)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [body if kind == "bash" else "\n".join(re.findall(r"^\$ (.*)$", body, re.MULTILINE)) for kind, body in found]


def without_install(block: str) -> str:
    """.ci/run runs the install lines as they stand; here the package is installed, and pytest is running already."""
    return INSTALL.sub(lambda match: "" if match[1].startswith("pytest") else match[1], block)


@pytest.mark.parametrize("readme", READMES)
def test_the_first_blocks_set_everything_up(readme: str) -> None:
    first = [block.strip() for block in command_blocks(readme)[:2]]
    assert first == ["pip install . && breakdown demo", 'pip install ".[test]" && pytest']


@pytest.mark.parametrize("readme", READMES)
def test_every_command_block_runs(readme: str, tmp_path: Path) -> None:
    for name in ("examples", "tests"):
        (tmp_path / name).symlink_to(ROOT / name)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8", "BENCH_REPEAT": "1", "BENCH_TASKS": "6",
                   "BENCH_FORMS": "6", "BENCH_RETURNS": "6", "BENCH_READ": "40", "BENCH_PERIODS": "2",
                   "BENCH_ROWS": "4000", "BENCH_GROWTH": "2,4", "BENCH_YEARS": "10,20"}
    blocks = command_blocks(readme)
    assert len(blocks) >= 10
    # what stands word for word in the first README, too, is run there
    elsewhere = command_blocks(READMES[0]) if readme != READMES[0] else []
    for block in (block for block in blocks if block not in elsewhere):
        command = without_install(block)
        assert "pip install" not in command
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", command], cwd=tmp_path, env=environment,
                              capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, f"{block}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"


def test_both_readmes_run_the_same_commands() -> None:
    chinese, english = ("\n".join(command_blocks(readme)) for readme in READMES)
    assert english.replace("yunhe-2021", "云河区2021") == chinese


def columns_table(english: bool) -> str:
    """One row per frame: its columns with their headers, the key in bold."""
    head = "| frame | columns (key in bold) |" if english else "| 表 | 栏（粗体为键） |"
    rows = [head, "|---|---|"]
    for frame in (*LEDGER, PROBLEMS):
        cells = [f"**{c.name}** {c.header}" if c.name in frame.key else f"{c.name} {c.header}" for c in frame.columns]
        rows.append(f"| `{frame.name}` | {' · '.join(cells)} |")
    return "\n".join(rows)


def inputs_table(english: bool) -> str:
    """One row per column that a unit fills in: header, choices or prompt, other names under which it is known."""
    rows = ["| column | how | also known as |" if english else "| 栏目 | 怎么填 | 也认得 |", "|---|---|---|"]
    rows += [f"| {c.header} | {c.prompt} | {'、'.join(c.synonyms)} |" for c in INPUT_COLUMNS]
    return "\n".join(rows)


@pytest.mark.parametrize("readme", READMES)
def test_generated_tables_are_up_to_date(readme: str) -> None:
    path, english = ROOT / readme, readme.endswith(".en.md")
    text = path.read_text("utf-8")
    wanted = text
    for name, table in (("columns", columns_table(english)), ("inputs", inputs_table(english))):
        marked = re.compile(f"<!-- {name} -->\n.*?<!-- /{name} -->", re.DOTALL)
        assert len(marked.findall(wanted)) == 1
        wanted = marked.sub(f"<!-- {name} -->\n{table}\n<!-- /{name} -->", wanted)
    if os.environ.get("ACCEPT"):
        path.write_text(wanted, encoding="utf-8")
        pytest.fail("ACCEPT is on: the tables were written; run again without it")
    assert text == wanted, "run ACCEPT=1 pytest tests/test_readme.py"


@pytest.mark.parametrize("readme", READMES)
def test_every_command_is_described(readme: str) -> None:
    from breakdown.cli import app

    text = (ROOT / readme).read_text("utf-8")
    commands = get_command(app).commands
    assert len(commands) >= 10
    assert [name for name in commands if f"`breakdown {name}" not in text] == []
