"""What all tests may ask for."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import settings

from breakdown.words import Words, build_words

# What lands is decided on the same random cases for everybody; at a desk every run draws new ones.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI") == "true":
    settings.load_profile("ci")


@pytest.fixture(scope="session")
def words() -> Words:
    """The vocabulary as it ships."""
    path = Path(__file__).parents[1] / "templates" / "words.toml"
    return build_words(tomllib.loads(path.read_text(encoding="utf-8")))
