"""Who is assigned: collectives with the units that they come to, names as the notice prints them, leads in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import itemgetter

from breakdown.records import Records, Row

# In the column `via`: the name stands for several units that nobody need have named yet.
COLLECTIVE = "集合"
# So many near names are offered at most.
_NEAR = 5


def members_of(records: Records) -> dict[str, list[str]]:
    """Every collective with its units, each once; none where nobody has named them yet.

    Members of members are included; a collective inside itself is not entered twice.
    """
    listed: dict[str, list[str]] = {}
    for row in records.rows("members"):
        listed.setdefault(row["collective"], []).extend([row["member"]] if row["member"] else [])
    return {name: list(dict.fromkeys(_units(name, listed, frozenset()))) for name in listed}


def printed_names(records: Records) -> dict[tuple[str, str], str]:
    """By task and role the units as the notice prints them, joined by 、."""
    names: dict[tuple[str, str], list[str]] = {}
    for row in _in_order(records):
        names.setdefault((row["task_id"], row["role"]), []).append(row["printed"] or row["unit"])
    return {key: "、".join(dict.fromkeys(listed)) for key, listed in names.items()}


def lead_order(records: Records) -> dict[str, list[str]]:
    """Each task's lead units in the notice's order, members in the place of their collective."""
    members = members_of(records)
    found: dict[str, list[str]] = {}
    for row in _in_order(records):
        if row["role"] == "牵头":
            name = row["unit"] or row["printed"]
            found.setdefault(row["task_id"], []).extend(members.get(name, [name]))
    return found


def _in_order(records: Records) -> list[Row]:
    """The assignments as the notice prints them."""
    return sorted(records.rows("assignments"), key=itemgetter("position"))


def _units(name: str, listed: Mapping[str, list[str]], above: frozenset[str]) -> list[str]:
    units: list[str] = []
    for member in listed[name]:
        if member not in listed:
            units.append(member)
        elif member not in above:
            units += _units(member, listed, above | {name})
    return units


def near_names(name: str, known: Iterable[str]) -> str:
    """A question after the units that an unknown name may mean, those that contain it; empty when none does."""
    found = [f"“{unit}”" for unit in dict.fromkeys(known) if name in unit][:_NEAR]
    return f"请看是不是{'、'.join(found)}；" if found else ""
