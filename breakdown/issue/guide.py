"""填报说明: what its words are filled with. The words themselves are a template that the office may edit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from breakdown.book import Lines, Sheet
from breakdown.form import GUIDE, Fact, Guide, Kind, due_date
from breakdown.periods import Period
from breakdown.settings import Settings


def plain_guide(facts: Mapping[str, Fact]) -> Lines:
    """The facts alone, one a line: what a form says where no template is at hand."""
    return Lines(tuple((f"{name}：{value}", "body") for name, value in facts.items()))


def guide_sheet(guide: Guide, facts: Mapping[str, Fact]) -> Sheet:
    """The sheet 填报说明."""
    return Sheet(GUIDE, (guide(facts),), landscape=False, protected=True, freeze=False)


def guide_facts(
    kind: Kind, unit: str, counts: Mapping[str, int], contact: Mapping[Any, Any], period: Period, settings: Settings
) -> dict[str, Fact]:
    """What a template may name. counts: tasks by role; contact: the unit's row of the registry, {} when it has none."""
    due = due_date(period, settings)
    if kind == "plan":
        own: dict[str, Fact] = {"截止时间": _hour(settings.plan_due), "牵头项数": counts["牵头"]}
    else:
        own = {"截止日期": f"{due.year}年{due.month}月{due.day}日", "任务项数": sum(counts.values()),
               "牵头项数": counts["牵头"], "配合项数": counts["配合"]}
    known = {"地区": settings.name, "单位": unit, "期次": period.title}
    return known | own | {"联系人": contact.get("contact", ""), "联系电话": contact.get("phone", "")}


def _hour(due: datetime | None) -> str:
    """A day and hour as notices print it: 2019年3月8日12时, 2019年3月8日17时30分; "" when none is set."""
    if due is None:
        return ""
    minute = f"{due.minute}分" if due.minute else ""
    return f"{due.year}年{due.month}月{due.day}日{due.hour}时{minute}"
