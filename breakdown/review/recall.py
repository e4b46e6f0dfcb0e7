"""What the registry already knows of the names in a reading: nobody is asked twice about what was confirmed once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from breakdown.problems import Problem
from breakdown.records import Reading, Records
from breakdown.review.naming import apply_registry, names_of
from breakdown.review.registry import Registry
from breakdown.review.usage import REGISTRY, alias_sources
from breakdown.tasks.aliases import suggest_aliases
from breakdown.words import Units

_QUOTED = re.compile("“([^”]+)”")


def recall(reading: Reading, registry: Registry, records: Records, words: Units) -> Reading:
    """A reading under the office's registry, with where each confirmed name comes from.

    Questions that the registry answers are dropped; a new name that is short for a registered one, or the other way
    round, is asked about.
    """
    known = names_of(registry.units)
    sources = alias_sources(records)
    single = reading.assignments.loc[reading.assignments["via"] == "direct", "printed"]
    printed = list(dict.fromkeys(single))
    made = apply_registry(reading, registry.units, registry.members)
    confirmed = {name: sources.get(name, REGISTRY) for name in printed if known.get(name, name) != name}
    problems = [problem for problem in made.problems if not _answered(problem, known)]
    told = {problem.value for problem in problems if problem.code == "unit-similar"}
    problems += [problem for problem in _alike(printed, known, words) if problem.value not in told]
    return replace(made, problems=problems, confirmed=confirmed)


def _answered(problem: Problem, known: Mapping[str, str]) -> bool:
    """Whether names that were thought to be one unit are registered as one."""
    if problem.code != "unit-similar":
        return False
    names = _QUOTED.findall(problem.sentence)
    return len(names) > 1 and len({known.get(name, name) for name in names}) == 1


def _alike(printed: list[str], known: Mapping[str, str], words: Units) -> list[Problem]:
    new = [name for name in printed if name not in known]
    problems = []
    for name in new:
        for short, full in suggest_aliases([name, *known], words).pairs:
            other = full if short == name else short
            if name in (short, full) and other in known:
                sentence = f"“{name}”没有登记，可能就是名册里的“{known[other]}”"
                hint = "如是同一单位，请在“单位核对”表中登记为同一名称"
                problems.append(Problem("存疑", "单位名称", "unit-similar", sentence, hint, name))
                break
    return problems
