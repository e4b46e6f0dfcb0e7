"""Names that share a part with a neighbour in their list: 市发展改革委、财政局; 甲市、乙县人民政府."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

from breakdown.names import looks_like_unit
from breakdown.problems import Problem
from breakdown.tasks.rows import Built
from breakdown.words import Units

# the level before a department's name, alone or with the place (市财政局, 云河区财政局); 市城市管理局 has the first
_LEVELS = (
    re.compile("[省市区县州盟旗]"),
    re.compile(r"(?!社区|园区)[\u4e00-\u9fff]{1,4}?(?:自治区|自治州|省|市|区|县|州|盟|旗)"),
)
# the level of a town's own offices (镇财政所), which are known by their endings
_TOWN = re.compile(r"(?:镇|乡(?!村)|街道)(?=[\u4e00-\u9fff]{3})")
# 市“双创”办
_QUOTED = re.compile(r"[省市区县州盟旗](?=[“\"])")
_GOVERNMENT = re.compile(r"^(?P<place>.+[市县区州旗盟])(?P<ending>(?:人民)?政府)$")
_PLACE = re.compile(r"^[\u4e00-\u9fff]{1,7}[市县区州旗盟]$")
# how departments end that a list of supporters may name without the level of those who lead; a province has 厅
_BELOW = ("局", "委", "委员会", "办")
_TOWN_OFFICES = ("办", "办公室", "所", "站", "中心")
_TOWNS = ("镇", "乡", "街道")
_OFFICES = {"省": ("厅", "委", "委员会", "办"), **dict.fromkeys(_TOWNS, _TOWN_OFFICES[:2])}
_BARE = re.compile(r"^[\u4e00-\u9fff]{2,4}$")


def expand_names(rows: Sequence[Built], place: str, words: Units) -> tuple[list[Built], list[Problem]]:
    """Rows whose shortened names stand under the full name in `unit`, with the print kept; said once for the notice."""
    known = {item["printed"] for row in rows for item in row.assignments}
    told: dict[str, str] = {}
    expanded = []
    for row in rows:
        full = _full_names(row.assignments, known, words)
        told |= full
        items = [item | {"unit": full.get(item["printed"], item["unit"])} for item in row.assignments]
        expanded.append(row._replace(assignments=items) if full else row)
    if not told:
        return list(rows), []
    listed = "、".join(f"{short}→{full}" for short, full in told.items())
    hint = "请在“单位核对”表中核对"
    sentence = f"有{len(told)}个单位名称省略了与前后单位相同的字，已补全：{listed[:300]}"
    return expanded, [Problem("提示", place, "unit-expanded", sentence, hint, listed)]


def _full_names(items: Sequence[Mapping[str, Any]], known: Collection[str], words: Units) -> dict[str, str]:
    """Full names by printed name, of one task; a name that stands there in full already is left alone."""
    found: dict[str, str] = {}
    lead_level = ""
    for role in ("牵头", "配合"):
        names = [item["printed"] for item in items if item["role"] == role and item["via"] == "direct"]
        level = ""
        for name in names:
            own = _level(name, words)
            level = own or level
            full = "" if own else _with_level(name, level, lead_level, known, words)
            if full:
                found[name] = full
        lead_level = level
        found |= _with_ending(names, words)
    there = {item["printed"] for item in items}
    return {short: full for short, full in found.items() if full not in there}


def _level(name: str, words: Units) -> str:
    """The level that a department's name begins with; "" where it states none."""
    starts = _departments(words)
    found = [match for level in _LEVELS if (match := level.match(name)) and name[match.end() :].startswith(starts)]
    own = found[0] if found else _QUOTED.match(name)
    if own is None and name.endswith(_TOWN_OFFICES):
        own = _TOWN.match(name)
    return own[0] if own else ""


@lru_cache(maxsize=4)
def _departments(words: Units) -> tuple[str, ...]:
    return (*words.departments, *(f"委{each}" for each in words.party))


def _with_level(name: str, level: str, lead_level: str, known: Collection[str], words: Units) -> str:
    """The name with the level of those before it in the list, or of the leading units if the notice knows it so."""
    if not level and f"{lead_level}{name}" in known:
        return f"{lead_level}{name}" if lead_level else ""
    if not level and lead_level and name.endswith(_OFFICES.get(lead_level, _BELOW)):
        # 市工信局牵头，财政局配合
        level = lead_level
    if not level:
        return ""
    if name in words.party or f"{level}委{name}" in known:
        return f"{level}委{name}"
    # a zone is no department of the level before it
    plain = name.startswith(words.departments) and not name.endswith(words.zones)
    if level in _TOWNS:
        plain = name.endswith(_TOWN_OFFICES) and (plain or name.endswith(_TOWN_OFFICES[:2]))
    plain = plain and looks_like_unit(name, words) and len(name) <= 12
    return f"{level}{name}" if plain or f"{level}{name}" in known else ""


def _with_ending(names: Sequence[str], words: Units) -> dict[str, str]:
    """Places before a government that lends them its ending (甲市、乙市、丙县人民政府; 甲、乙市政府)."""
    found: dict[str, str] = {}
    ending = char = ""
    for name in reversed(names):
        if match := _GOVERNMENT.match(name):
            ending, char = match["ending"], match["place"][-1]
        elif ending and _PLACE.match(name):
            found[name] = name + ending
        elif ending and _BARE.match(name) and not looks_like_unit(name, words):
            found[name] = name + char + ending
        else:
            ending = ""
    return found
