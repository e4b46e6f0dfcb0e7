"""The review workbook and the registry as real files: written, opened again, nothing lost."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from breakdown.files.reader import read_workbook
from breakdown.files.templates import load_styles
from breakdown.files.writer import write_book
from breakdown.review import plan_review
from breakdown.review.naming import in_order, resolve
from breakdown.review.registry import read_registry, registry_book
from breakdown.review.returned import read_review
from breakdown.words import Words
from tests.review.readings import small_reading
from tests.review.test_round_trip import assert_same


def test_review_survives_the_file(tmp_path: Path, words: Words) -> None:
    path = tmp_path / "review.xlsx"
    write_book(plan_review(small_reading()), path, load_styles())
    returned = read_review(read_workbook(path), words)
    assert_same(returned.reading, in_order(resolve(small_reading())))
    assert returned.problems == []


def test_registry_survives_the_file(tmp_path: Path) -> None:
    known = resolve(small_reading())
    path = tmp_path / "units.xlsx"
    write_book(registry_book(known.units, known.members), path, load_styles())
    registry = read_registry(read_workbook(path))
    pd.testing.assert_frame_equal(registry.units, known.units)
    pd.testing.assert_frame_equal(registry.members, known.members)
    assert registry.problems == []
