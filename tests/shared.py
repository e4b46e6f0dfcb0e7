"""The real notices and their gold, which lie beside the project and are no part of it."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).parents[1].parent / "shared"

# Some machines have no compiled reader of workbooks; then what is said of it alone cannot be tried.
needs_fast = pytest.mark.skipif(importlib.util.find_spec("python_calamine") is None, reason="no compiled reader")

# For parametrising: never empty, so that a test without its data is seen to skip (or, in CI, to fail).
GOLD = [path.name for path in sorted((SHARED / "gold").glob("*.jsonl"))] or ["absent"]


def require_shared() -> Path:
    """The folder beside the project; without it the test is skipped, and fails where CI says that it must be there."""
    if SHARED.is_dir():
        return SHARED
    reason = f"{SHARED} is absent"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def read_gold(name: str) -> list[dict[str, Any]]:
    """The tasks of one gold file, in document order."""
    path = require_shared() / "gold" / name
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def work_year(name: str) -> int:
    """The work year, which the name of a gold file bears (place-2020.jsonl, place-2021-table.jsonl)."""
    return int(next(part for part in name.removesuffix(".jsonl").split("-") if part.isdigit()))


def score(gold: str, records: list[dict[str, Any]]) -> tuple[dict[str, float], list[Any]]:
    """The shared scorer's figures for a reading against a gold file (its name without suffix), and what differs."""
    path = require_shared() / "tools" / "score_reading.py"
    spec = importlib.util.spec_from_file_location("score_reading", path)
    assert spec is not None and spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    figures, differences = scorer.score(read_gold(f"{gold}.jsonl"), json.loads(json.dumps(records)))
    return dict(figures), list(differences)
