"""The safe rule for short names: what must match, what must never."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breakdown.tasks.aliases import is_short_for, suggest_aliases
from breakdown.words import Words

TRUE_PAIRS = [
    ("区人社局", "区人力资源和社会保障局"),
    ("区经济信委", "区经济信息委"),
    ("区卫健委", "区卫生健康委员会"),
    ("区市场监管局", "区市场监督管理局"),
    ("云河新城管委", "云河新城管委会"),
    ("区妇联", "区妇女联合会"),
    ("清溪镇", "清溪镇人民政府"),
    ("区政府办", "区人民政府办公室"),
    ("区法院", "区人民法院"),
]
FALSE_PAIRS = [
    ("区教育局", "区体育局"),
    ("区水务局", "区税务局"),
    ("区委", "区卫健委"),
    ("区委办", "区卫健委办"),
    ("区政府办", "区政府金融办"),
    ("区一中", "区十一中"),
    ("清溪镇", "清水溪镇"),
    ("区公安局", "区公安局交警大队"),
    ("市发改委", "区发展改革委"),
    ("区发改委", "区发改委"),
]


@pytest.mark.parametrize(("short", "full"), TRUE_PAIRS)
def test_short_forms_are_found(short: str, full: str, words: Words) -> None:
    assert suggest_aliases([full, short], words.units).pairs == [(short, full)]


@pytest.mark.parametrize(("one", "other"), FALSE_PAIRS)
def test_different_units_are_never_paired(one: str, other: str, words: Words) -> None:
    found = suggest_aliases([one, other], words.units)
    assert found.pairs == [] and found.problems == []


def test_short_name_of_two_units_is_a_question(words: Words) -> None:
    found = suggest_aliases(["区城管局", "区城市管理局", "区城乡管网局"], words.units)
    assert found.pairs == []
    assert [(problem.code, problem.value) for problem in found.problems] == [("unit-similar", "区城管局")]
    assert "区城市管理局" in found.problems[0].sentence and "区城乡管网局" in found.problems[0].sentence


def test_chain_of_short_names_ends_at_the_longest(words: Words) -> None:
    names = ["区发改委", "区发展改革委", "区发展和改革委员会"]
    assert suggest_aliases(names, words.units).pairs == [(names[0], names[2]), (names[1], names[2])]


@given(st.lists(st.text("区市教育体水务税人社力资源和会保障局委员办一二", min_size=1, max_size=9), max_size=12))
def test_no_name_is_its_own_or_a_shorter_ones_alias(words: Words, names: list[str]) -> None:
    pairs = suggest_aliases(names, words.units).pairs
    assert all(len(short) < len(full) and short[0] == full[0] and {short, full} <= set(names) for short, full in pairs)
    assert len({short for short, _ in pairs}) == len(pairs)
    assert not any(is_short_for(full, short, words.units) for short, full in pairs)
