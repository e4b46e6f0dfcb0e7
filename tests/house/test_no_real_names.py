"""Rules know no notice: no place, unit or person of the five real notices stands in code, templates or examples."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.house.source import ROOT
from tests.shared import GOLD, read_gold, require_shared

pytestmark = pytest.mark.shared

SEARCHED = ("breakdown", "templates", "examples")
LEVELS = re.compile(r"^(?:国家统计局$|省|市|区|县|各|有关|相关)")
BRAND = re.compile(r"“|公司|领导小组|总指挥部")


def gold_rows() -> list[dict[str, Any]]:
    require_shared()
    return [row for name in GOLD for row in read_gold(name)]


def printed_units() -> set[str]:
    return {unit for row in gold_rows() for unit in row["lead_units"] + row["support_units"]}


def places() -> set[str]:
    """The issuers that the gold's description names, and the townships and counties among the units."""
    readme = (require_shared() / "gold" / "README.md").read_text("utf-8")
    issuers = re.findall(r"^\| \S+\.jsonl \| ([^ ,|]+)", readme, re.MULTILINE)
    names = {name for issuer in issuers for name in re.findall(r"([一-鿿]{2})[市区县]", issuer)}
    local = {unit for unit in printed_units() if not LEVELS.search(unit)}
    form = re.compile(r"[一-鿿]{2,3}(?:[镇乡]|[县区]政府)")
    return names | {unit.removesuffix("政府") for unit in local if form.fullmatch(unit)}


def special_units() -> set[str]:
    """Units that one place only has: without a level of government before them, or with a place or a brand in them."""
    local = places()
    return {unit for unit in printed_units()
            if not LEVELS.search(unit) or BRAND.search(unit) or any(place in unit for place in local)}


def people() -> set[str]:
    return {name for row in gold_rows() for name in row["leaders"]}


def searched_files() -> list[Path]:
    suffixes = {".py", ".toml", ".j2", ".txt", ".jsonl", ".csv", ".md"}
    return [path for folder in SEARCHED for path in sorted((ROOT / folder).rglob("*")) if path.suffix in suffixes]


def text_of(path: Path) -> str:
    """Its text; a .csv as a spreadsheet saves it is in the older encoding."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def test_the_names_are_found_in_the_gold() -> None:
    assert len(places()) >= 20
    assert len(special_units()) >= 40
    assert len(people()) >= 5


def test_no_real_name_stands_in_code_templates_or_examples() -> None:
    names = places() | special_units() | people()
    texts = {path.relative_to(ROOT).as_posix(): text_of(path) for path in searched_files()}
    found = {(path, name) for path, text in texts.items() for name in names if name in text}
    assert found == set()


def test_no_task_number_with_its_wording_stands_in_code() -> None:
    """A rule for one task would quote it: no eight characters of any task text stand in code or templates."""
    text = "".join(path.read_text("utf-8") for path in searched_files() if "examples" not in path.parts)
    quotes = {piece for row in gold_rows() for piece in re.findall(r"[一-鿿]{8}", str(row["content"]))}
    assert {quote for quote in quotes if quote in text} == set()
