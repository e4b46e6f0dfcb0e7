"""What all tests may ask for."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from breakdown.words import Words, build_words


@pytest.fixture(scope="session")
def words() -> Words:
    """The vocabulary as it ships."""
    path = Path(__file__).parents[1] / "templates" / "words.toml"
    return build_words(tomllib.loads(path.read_text(encoding="utf-8")))
