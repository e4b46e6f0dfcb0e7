"""How every unit stands with its return of a period: on time, late, empty, sent back, missing."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd

from breakdown.records import Records
from breakdown.report.duties import Duties
from breakdown.report.frames import RETURN_TABLE, RETURN_WORDS
from breakdown.report.rows import Table, rows_of, tabulate
from breakdown.stages import without_plan_forms

_ACCEPTED = {"已报": "按时报送", "迟报": "迟报", "空报": "空报"}


def return_table(duties: Duties, collected: Records, issued: pd.DataFrame) -> Table:
    """One row per unit that was issued a form for the period or returned one, worst first: columns of RETURN_TABLE.

    The first return with content decides whether a unit was late (a later one corrects it); a unit whose returns were
    all sent back is 退回未重报, one without any is 未报. A 细化方案 that came alone is no report of progress.
    collected: what belongs to the period. issued: what newest_issued gives.
    """
    by_unit: dict[str, list[Any]] = {}
    for row in sorted(rows_of(without_plan_forms(collected.returns, collected)), key=lambda row: row.received_at):
        if row.unit:
            by_unit.setdefault(row.unit, []).append(row)
    roles = Counter(zip(issued["unit"], issued["role"], strict=True))
    units = list(dict.fromkeys([*issued["unit"], *by_unit]))
    rows = [_row(unit, by_unit.get(unit, []), roles, duties.registry.get(unit)) for unit in units]
    rows.sort(key=lambda row: -RETURN_WORDS.index(row["state"]))
    return tabulate(RETURN_TABLE, rows)


def return_counts(table: pd.DataFrame) -> dict[str, int]:
    """How many units stand how, every word of RETURN_WORDS included."""
    found = Counter(table["state"])
    return {word: found[word] for word in RETURN_WORDS}


def _row(unit: str, returns: list[Any], roles: Counter[tuple[str, str]], registered: Any) -> dict[str, Any]:
    state, row = _state(returns)
    return {
        "state": state, "unit": unit, "group": registered.kind if registered else "",
        "leading": roles[unit, "牵头"], "supporting": roles[unit, "配合"],
        "received_at": row.received_at if row else None, "file": row.file if row else "",
        "contact": registered.contact if registered else "", "phone": registered.phone if registered else "",
        "note": row.note if row else "",
    }


def _state(returns: list[Any]) -> tuple[str, Any]:
    accepted = [row for row in returns if row.state in _ACCEPTED]
    accepted = [row for row in accepted if row.state != "空报"] or accepted
    if accepted:
        return _ACCEPTED[accepted[0].state], accepted[-1]
    sent_back = [row for row in returns if row.state == "退回"]
    return ("退回未重报", sent_back[-1]) if sent_back else ("未报", None)
