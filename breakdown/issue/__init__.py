"""Ledger → forms: one description of a workbook per unit and period, and the rows that say what each unit was shown.

In: Records, Period, Settings. Out: IssuePlan (forms and `issued` rows, made when they are asked for; problems).

    plan = plan_books(records, parse_period("2021-03"), settings)
    plan.form("区教育局")              # one form and its rows; plan.forms and plan.changes: all of them
    plan.forms[0].book.sheets        # 填报说明 · 牵头任务 · 配合任务 · 细化方案 · 审签页 · 标识
    plan.changes.appended["issued"]  # empty when the same forms were issued before
    plan_books(records, period, settings, kind="plan")  # 填报说明 · 牵头任务 · 细化方案 · 审签页 · 标识
"""

from __future__ import annotations

from collections.abc import Sequence

from breakdown.form import Guide, Kind
from breakdown.issue.content import Form, IssuePlan
from breakdown.issue.duties import assign, choose_units
from breakdown.issue.guide import plain_guide
from breakdown.issue.known import gather
from breakdown.periods import Period
from breakdown.records import Records
from breakdown.settings import Settings

__all__ = ["Form", "IssuePlan", "plan_books"]


def plan_books(
    records: Records, period: Period, settings: Settings, units: Sequence[str] = (), kind: Kind = "progress",
    guide: Guide = plain_guide,
) -> IssuePlan:
    """Plan the forms of a period for every unit that leads or supports, or for `units` (names or aliases) alone.

    kind: "plan" asks lead units for their 细化方案 alone and leaves the forms of progress as they are. guide: the words
    of 填报说明 (files/guides.py loads them).

    Collectives go to their members; open ones and unknown names go to nobody and are problems. A form whose content is
    that of the newest issued revision keeps that revision and adds no rows.
    """
    duties, problems = assign(records)
    if kind == "plan":
        leading = {unit: [duty for duty in listed if duty.role == "牵头"] for unit, listed in duties.items()}
        duties = {unit: listed for unit, listed in leading.items() if listed}
    chosen, unknown = choose_units(records, duties, units)
    known = gather(records, period)
    return IssuePlan({unit: duties[unit] for unit in chosen}, known, period, settings, kind, guide,
                     [*problems, *unknown])
