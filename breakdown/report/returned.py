"""How every unit stands with its return of a period: on time, late, empty, sent back, missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from breakdown.report.duties import Duties
from breakdown.report.frames import NOT_DUE, RETURN_TABLE, RETURN_WORDS
from breakdown.report.rows import Table, tabulate
from breakdown.stages import without_plan_forms

if TYPE_CHECKING:
    from breakdown.report.judge import Collected

_WANTED = RETURN_WORDS[-2:]
_ABSENT = (RETURN_WORDS[-1], NOT_DUE)
_ACCEPTED = {"已报": "按时报送", "迟报": "迟报", "空报": "空报"}


def return_table(duties: Duties, collected: Collected, issued: Sequence[Any], over: bool) -> Table:
    """One row per unit that was issued a form for the period or returned one, worst first: columns of RETURN_TABLE.

    The first return with content decides whether a unit was late (a later one corrects it); a unit whose returns were
    all sent back is 退回未重报, one without any is 未报; until the day is over by which returns are due, both are 待报.
    A 细化方案 that came alone is no report of progress. collected: what belongs to the period. issued: what
    newest_issued gives.
    """
    by_unit: dict[str, list[Any]] = {}
    for row in sorted(without_plan_forms(collected.returns, collected.issued), key=attrgetter("received_at")):
        if row.unit:
            by_unit.setdefault(row.unit, []).append(row)
    roles = Counter((row.unit, row.role) for row in issued)
    units = list(dict.fromkeys([*(row.unit for row in issued), *by_unit]))
    rows = [_row(unit, by_unit.get(unit, []), roles, duties.registry.get(unit), over) for unit in units]
    unknown = [row.file for row in collected.returns if not row.unit]
    rows = [row | {"note": row["note"] or _named_in(row["unit"], unknown)} if row["state"] in _ABSENT else row
            for row in rows]
    rows.sort(key=lambda row: -RETURN_WORDS.index(row["state"]))
    return tabulate(RETURN_TABLE, rows)


def return_counts(states: Iterable[str]) -> dict[str, int]:
    """How many units stand how, by their states; every word of RETURN_WORDS, 待报 only where one is."""
    found = Counter(states)
    return {word: found[word] for word in RETURN_WORDS if found[word] or word != NOT_DUE}


def _row(
    unit: str, returns: list[Any], roles: Counter[tuple[str, str]], registered: Any, over: bool
) -> dict[str, Any]:
    state, row = _state(returns)
    state = NOT_DUE if not over and state in _WANTED else state
    return {
        "state": state, "unit": unit, "group": registered.kind if registered else "",
        "leading": roles[unit, "牵头"], "supporting": roles[unit, "配合"],
        "received_at": row.received_at if row else None, "file": row.file if row else "",
        "contact": registered.contact if registered else "", "phone": registered.phone if registered else "",
        "note": row.note if row else "",
    }


def _named_in(unit: str, files: Iterable[str]) -> str:
    """That a file bears the unit's name of which nobody could tell whose it is: the unit may well have sent it."""
    file = next((file for file in files if unit in file), "")
    return f"收到名为“{file}”的文件，打不开或认不出" if file else ""


def _state(returns: list[Any]) -> tuple[str, Any]:
    accepted = [row for row in returns if row.state in _ACCEPTED]
    accepted = [row for row in accepted if row.state != "空报"] or accepted
    if accepted:
        return _ACCEPTED[accepted[0].state], accepted[-1]
    sent_back = [row for row in returns if row.state == "退回"]
    return ("退回未重报", sent_back[-1]) if sent_back else ("未报", None)
