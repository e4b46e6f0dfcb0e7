"""What the benchmarks need before the clock starts: commands, a ledger, a copy of a folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench.notice import write_notice


def run(*arguments: str) -> str:
    """Run one command to its end: what it said; that is shown when it fails."""
    done = subprocess.run(arguments, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)}\n{done.stdout}{done.stderr}")
    return done.stdout


def breakdown(*arguments: str) -> tuple[str, ...]:
    """The command line of the installed program, run by the Python that runs this."""
    return (sys.executable, "-m", "breakdown", *arguments)


def make_ledger(folder: Path, tasks: int, units: int = 60, supports: int = 5) -> None:
    """A folder whose ledger holds the notice of notice.py."""
    run(*breakdown("init", str(folder), "--name", "云河区", "--year", "2021"))
    notice = folder / "notices" / "notice.txt"
    notice.parent.mkdir(exist_ok=True)
    notice.write_text(write_notice(tasks, units, supports), encoding="utf-8")
    run(*breakdown("-C", str(folder), "read", "notices/notice.txt", "-o", "review.xlsx"))
    run(*breakdown("-C", str(folder), "adopt", "review.xlsx"))


def restore(source: Path, target: Path) -> None:
    """A copy of a folder in place of another."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)


def peak_memory(*arguments: str) -> float:
    """The most memory, in MB, that a command had in use at any moment."""
    return measured(*arguments)[1]


def measured(*arguments: str) -> tuple[float, float]:
    """Seconds of processor that a command took, and the most memory, in MB, that one of its processes had in use."""
    seconds, memory = run(sys.executable, "-m", "tests.bench.stage", *arguments).split()
    return float(seconds), float(memory)


if __name__ == "__main__":
    import resource  # not on Windows

    # in a process of its own, whose only child the command is; kilobytes, on macOS bytes
    run(*sys.argv[1:])
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(used.ru_utime + used.ru_stime, used.ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1000))
