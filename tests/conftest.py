"""What all tests may ask for."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import settings

from breakdown.words import Words, build_words

# What lands is decided on the same random cases for everybody; at a desk every run draws new ones.
# A slow machine is no failure: time is measured in tests/bench alone.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "desk")


@pytest.fixture(scope="session")
def words() -> Words:
    """The vocabulary as it ships."""
    path = Path(__file__).parents[1] / "templates" / "words.toml"
    return build_words(tomllib.loads(path.read_text(encoding="utf-8")))
