"""序时进度: how far a task should be by the end of a period; forms and reports reckon it here, in one way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from breakdown.periods import TEN_DAYS, Period


@dataclass(frozen=True)
class Stages:
    """A task's dated stages in order, and how many of them are due on the day asked for."""

    days: tuple[date, ...]
    labels: tuple[str, ...]
    due: int

    @property
    def pace(self) -> float:
        """Share of the stages that are due, in per cent."""
        return round(100 * self.due / len(self.days), 1)

    def reached(self, percent: float) -> int:
        """How many whole stages a completion of that many per cent is worth."""
        return min(int(percent * len(self.days) / 100 + 1e-9), len(self.days))


def expected_pace(due: date | None, stages: Stages | None, period: Period, year: int) -> float:
    """The pace of a task of a work year, in per cent: 100 once it is due, else by its stage plan, else linear."""
    if due is not None and due <= period.last_day:
        return 100.0
    return stages.pace if stages else linear_pace(period, year)


def linear_pace(period: Period, year: int) -> float:
    """Months of twelve at the period's end, in per cent with one decimal (FIELD.md §3); thirds of a month for 旬."""
    if period.year != year:
        return 0.0 if period.year < year else 100.0
    months = float(period.last_day.month)
    for index, part in enumerate(TEN_DAYS):
        if period.name.endswith(part):
            months += (index - 2) / 3
    return round(100 * months / 12, 1)


def plan_stages(milestones: Iterable[tuple[date, str]], last_day: date) -> Stages | None:
    """The stage plan from a task's dated milestones; None when there are fewer than two days.

    A stage counts as due when its day has come by `last_day`, the period's end.
    """
    labels: dict[date, str] = {}
    for day, label in sorted(milestones):
        labels[day] = "、".join(part for part in (labels.get(day, ""), label) if part)
    if len(labels) < 2:
        return None
    days = tuple(labels)
    return Stages(days, tuple(labels.values()), sum(day <= last_day for day in days))
