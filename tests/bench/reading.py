"""Reading notices."""

from __future__ import annotations

import os
from pathlib import Path

from breakdown.document import Table
from breakdown.read import read_document
from tests.bench.forms import write_forms
from tests.bench.notice import write_notice
from tests.bench.stage import breakdown, peak_memory
from tests.bench.table import best, peer, same, show, show_alone
from tests.shared import SHARED

READ = int(os.environ.get("BENCH_READ", "400"))
_EXAMPLES = Path(__file__).parents[2] / "examples"
# What reading may take of the plain script's time, by kind of file, a quarter above what it takes.
_BARS = {"text": 12.0, "docx": 6.0, "xlsx": 3.5, "html": 20.0, "pdf": 1.4}
# What it may take at most, in seconds, and of memory, in MB.
_SECONDS = {"text": 1.0, "docx": 2.0, "xlsx": 1.0, "html": 2.0, "pdf": 30.0}
_MOST_MEMORY = 300
# Ten times the tasks may take so many times as long.
_STRAIGHT = 10.0


def bench_formats(work: Path) -> None:
    """One large notice in every format, against a script that only walks through it; and what memory it takes."""
    for label, path in write_forms(work, READ).items():
        kind, stage = label.split(",")[0], f"read {READ} tasks, {label}"
        command = breakdown("read", str(path), "--format", "jsonl")
        ours = best(command)
        text = letters(kind, own_text(path))
        theirs = best(peer(kind, str(path), among="read_peers"),
                      check=lambda said, text=text, kind=kind: same("text", text, letters(kind, said)))  # type: ignore[misc]
        show(stage, ours, f"plain walk through the {kind}", theirs, _BARS[kind])
        show_alone(stage, ours, "s", _SECONDS[kind])
        show_alone(stage, peak_memory(*command), "MB", _MOST_MEMORY)


def own_text(path: Path) -> str:
    """All text that the program reads; of a PDF the tables, since the plain script knows nothing else of it."""
    blocks = read_document(path).blocks
    if path.suffix == ".pdf":
        blocks = [block for block in blocks if isinstance(block, Table)]
    pieces = [piece for block in blocks for piece in (block.cells() if isinstance(block, Table) else (block,))]
    return "\n".join(piece.text for piece in pieces)


def letters(kind: str, text: str) -> list[str]:
    """What of a text both must have: its letters in their order; of a PDF, whose rows pages break in two, in any."""
    letters = list("".join(text.split()))
    return sorted(letters) if kind == "pdf" else letters


def bench_length(work: Path) -> None:
    """A notice of ten times the tasks against the usual one: nothing grows with the square of the length."""
    seconds = []
    for tasks in (READ, READ * 10):
        path = work / f"{tasks}.txt"
        path.write_text(write_notice(tasks), encoding="utf-8")
        seconds.append(best(breakdown("read", str(path), "--format", "jsonl")))
    show(f"read {READ * 10} tasks, text", seconds[1], f"read {READ} tasks, text", seconds[0], _STRAIGHT)


def bench_notices(_work: Path) -> None:
    """Real notices and examples as text; every one has one second, start-up included."""
    for path in (*sorted((SHARED / "notices").glob("*.txt")), *sorted(_EXAMPLES.glob("*/notice.txt"))):
        label = path.stem if path.stem != "notice" else path.parent.name
        show_alone(f"read {label}", best(breakdown("read", str(path), "--format", "jsonl")), "s", 1.0)
