"""Lights and thresholds as data: a preset that an office may edit (templates/presets/*.toml)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from breakdown.report.frames import ON_PLAN

RUNNING, IN_ALL = "连续", "累计"


@dataclass(frozen=True)
class Step:
    """What comes after so many repeats. counted: 连续 (running) or 累计 (in all). signer: who signs its paper."""

    times: int
    counted: str
    step: str
    signer: str

    def reached(self, running: int, total: int) -> bool:
        """Whether a matter that repeats now has come to this step."""
        return running > 0 and (running if self.counted == RUNNING else total) >= self.times


class Signs(NamedTuple):
    """What beside class and gap decides a light.

    near: the deadline is near. sent_back: a claimed completion was sent back. waited: whole months since a task that
    has not begun should have; None while its planned start lies ahead.
    """

    near: bool = False
    sent_back: bool = False
    waited: int | None = 0


_NO_SIGNS = Signs()


@dataclass(frozen=True)
class Lights:
    """A preset of lights.

    ahead_points: points above the pace from which a task is 超序时进度 (0: any at all).
    yellow_points: 未达序时进度 that is fewer points behind is lit as on plan.
    red_points: it turns red when it is more points behind than this.
    start_red_months: 未启动 turns red so many months after its start, and is lit as on plan before a planned one;
        0: neither.
    near_days: how many workdays before its deadline a task is 临近时限.
    still_periods: how many periods without change make a 疑似停滞.
    near_light, sent_back_light: light of a task on plan whose deadline is near, whose claimed completion was sent back;
        "": as its class.
    made_good: light that an earlier red keeps once it is made good; "": red.
    signer: who signs tables and bulletins. classes: class → light. meanings: light → legend.
    behind, on_plan, ahead: words by which units say how they stand when they report no figure.
    start: words of a stage that is a start. trouble: words by which a text owns up to trouble.
    escalation: steps for a unit that is last of its group. slips: papers for a task that lags.
    colour_slips: light → paper for a task lit so, in place of `slips`; all "" where papers go by repeats.
    """

    name: str
    ahead_points: float
    yellow_points: float
    red_points: float
    start_red_months: int
    near_days: int
    still_periods: int
    near_light: str
    sent_back_light: str
    made_good: str
    signer: str
    classes: Mapping[str, str]
    meanings: Mapping[str, str]
    behind: tuple[str, ...]
    on_plan: tuple[str, ...]
    ahead: tuple[str, ...]
    start: tuple[str, ...]
    trouble: tuple[str, ...]
    escalation: tuple[Step, ...]
    slips: tuple[Step, ...]
    colour_slips: Mapping[str, str]

    def light(self, category: str, gap: float, signs: Signs = _NO_SIGNS) -> str:
        """The light of a class; gap: points above (+) or below (-) the pace, NaN when there is no figure."""
        if category == "未达序时进度":
            return self._behind(gap)
        if category == "未启动":
            return self._waiting(signs.waited)
        if signs.sent_back and self.sent_back_light and category in ON_PLAN:
            return self.sent_back_light
        if signs.near and self.near_light and category in (*ON_PLAN, "未报送") and category != "已完成":
            return self.near_light
        return self.classes[category]

    def _behind(self, gap: float) -> str:
        if -gap > self.red_points:
            return "红"
        near_plan = not math.isnan(gap) and -gap < self.yellow_points
        return self.classes["达到序时进度" if near_plan else "未达序时进度"]

    def _waiting(self, waited: int | None) -> str:
        if not self.start_red_months:
            return self.classes["未启动"]
        if waited is None:
            return self.classes["达到序时进度"]
        return "红" if waited >= self.start_red_months else self.classes["未启动"]


def step_reached(steps: Sequence[Step], running: int, total: int) -> Step | None:
    """The last of the steps, in the preset's order, that a matter has come to."""
    return next((step for step in reversed(steps) if step.reached(running, total)), None)
