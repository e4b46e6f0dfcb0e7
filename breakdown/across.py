"""Several ledgers as one: the counties of a city side by side, every row under the name of where it comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

import pandas as pd

from breakdown.columns import TARGETS, TASKS, conform
from breakdown.records import FIGURES, FRAMES, Records

# Columns that name one thing within a ledger, and must name one among all.
_IDS = ("task_id", "sha256", "row_id")
_NAMES = ("unit", "printed", "collective", "member", "successor")
_SPECS = {name: FRAMES[name] for name in FIGURES}
# How the names of areas end, and those of their units begin.
_LEVELS = "省市州盟县区旗乡镇"
# Tasks of one ledger stand behind those of the one before.
_APART = 1_000_000


class Area(NamedTuple):
    """A ledger and the name of its office's area."""

    name: str
    records: Records


def together(areas: Sequence[Area]) -> Records:
    """One ledger of all areas, in their order, as far as figures are made of it (records.FIGURES).

    Units bear the area before their name, sections are the areas. Ranking groups stay within an area. Task numbers have
    the area before them.
    """
    parts = [_named(area, at * _APART) for at, area in enumerate(areas)]
    frames = {
        name: conform(spec, pd.concat([getattr(part, name) for part in parts], ignore_index=True))
        for name, spec in _SPECS.items()
    }
    return Records.some(frames, frozenset().union(*(part.spent for part in parts)))


def _named(area: Area, first: int) -> Records:
    before: dict[str, pd.DataFrame] = {name: getattr(area.records, name) for name in _SPECS}
    # the unit of a target is what it is measured in
    named = {name: [column for column in _NAMES if column in spec.names and spec is not TARGETS]
             for name, spec in _SPECS.items()}
    units = _units(area.name, {unit for name, columns in named.items() for column in columns
                               for unit in before[name][column]})
    frames = {}
    for name, spec in _SPECS.items():
        frame = before[name]
        changed = {column: _before(frame[column], f"{area.name}/") for column in _IDS if column in spec.names}
        if "file" in spec.names:
            changed["file"] = _before(frame["file"], area.name)
        changed |= {column: [units[unit] for unit in frame[column]] for column in named[name]}
        frames[name] = frame.assign(**changed)
    tasks = frames[TASKS.name]
    frames[TASKS.name] = tasks.assign(
        no=_before(tasks["no"], area.name), section=area.name, position=tasks["position"] + first,
        leaders=[_each(text, area.name) for text in tasks["leaders"]])
    registry = frames["units"]
    groups = registry["ranking"].where(registry["ranking"] != "", registry["kind"])
    frames["units"] = registry.assign(ranking=_before(groups, area.name))
    return Records.some(frames, frozenset(f"{area.name}/{one}" for one in area.records.spent))


def _units(name: str, units: Collection[str]) -> dict[str, str]:
    """Each unit with its area before its name, as people say it: of 云山区, 区财政局 is 云山区财政局.

    Two that would get one name bear the whole of both.
    """
    level = name[-1] if name[-1] in _LEVELS else ""
    short = {unit: name + unit.removeprefix(name).removeprefix(level) if unit else "" for unit in units}
    taken = Counter(short.values())
    return {unit: own if taken[own] == 1 else name + unit for unit, own in short.items()}


def _before(texts: pd.Series[str], name: str) -> list[str]:
    """A name before every text that is one and does not begin with it."""
    return [text if not text or text.startswith(name) else name + text for text in texts]


def _each(leaders: str, name: str) -> str:
    return "、".join(f"{leader}（{name}）" for leader in leaders.split("、") if leader)
