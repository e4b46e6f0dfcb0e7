"""Lights and thresholds as data: a preset that an office may edit (templates/presets/*.toml)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from breakdown.errors import TemplateError
from breakdown.report.frames import CATEGORIES, LIGHTS


@dataclass(frozen=True)
class Lights:
    """A preset of lights.

    ahead_points: points above the pace from which a task is 超序时进度 (0: any at all). red_points: 未达序时进度 turns
    red when it is more points behind than this. near_days: how many workdays before its deadline a task is 临近时限.
    still_periods: how many periods without change make a 疑似停滞. classes: class → light. meanings: light → legend.
    behind, on_plan, ahead: words by which units say how they stand when they report no figure.
    """

    name: str
    ahead_points: float
    red_points: float
    near_days: int
    still_periods: int
    classes: Mapping[str, str]
    meanings: Mapping[str, str]
    behind: tuple[str, ...]
    on_plan: tuple[str, ...]
    ahead: tuple[str, ...]

    def light(self, category: str, gap: float) -> str:
        """The light of a class; gap: points above (+) or below (-) the pace, NaN when there is no figure."""
        if category == "未达序时进度" and not math.isnan(gap) and -gap > self.red_points:
            return "红"
        return self.classes[category]


def build_lights(data: Mapping[str, Any]) -> Lights:
    """A preset from a parsed preset file; TemplateError names what is missing, unknown or of the wrong kind."""
    wanted = {item.name for item in fields(Lights)}
    for key in sorted(wanted ^ set(data)):
        fault = "缺少" if key in wanted else "不认识"
        raise TemplateError(f"亮灯规则{fault}“{key}”", "", "请对照 templates/presets/default.toml 改正")
    for key in ("ahead_points", "red_points", "near_days", "still_periods"):
        if isinstance(data[key], bool) or not isinstance(data[key], (int, float)) or data[key] < 0:
            raise TemplateError(f"亮灯规则“{key}”的值“{data[key]}”不是数字", "应为不小于 0 的数字", "请改正")
    _check_mapping(data, "classes", CATEGORIES, LIGHTS)
    _check_mapping(data, "meanings", LIGHTS, None)
    words = {key: tuple(str(word) for word in data[key]) for key in ("behind", "on_plan", "ahead")}
    return Lights(**{**data, **words})


def _check_mapping(data: Mapping[str, Any], key: str, wanted: tuple[str, ...], allowed: tuple[str, ...] | None) -> None:
    given = data[key]
    if not isinstance(given, Mapping) or set(given) != set(wanted):
        raise TemplateError(f"亮灯规则〔{key}〕的条目不全或有多余", f"应当正好是：{'、'.join(wanted)}", "请改正")
    for name, value in given.items():
        if allowed is not None and value not in allowed:
            raise TemplateError(f"亮灯规则〔{key}〕“{name}”写成了“{value}”", f"应为：{'、'.join(allowed)}", "请改正")


PLAIN = build_lights({
    "name": "通用",
    "ahead_points": 0,
    "red_points": 20,
    "near_days": 20,
    "still_periods": 2,
    "classes": {
        "已完成": "蓝", "超序时进度": "绿", "达到序时进度": "绿", "未达序时进度": "黄", "未启动": "黄",
        "逾期未完成": "红", "持续推进": "绿", "任务调整": "灰", "未报送": "灰",
    },
    "meanings": {
        "红": "逾期未完成，或落后序时进度较多", "黄": "未达序时进度，或尚未启动",
        "绿": "达到或超过序时进度，或持续推进", "蓝": "已完成", "灰": "未报送，或申请调整",
    },
    "behind": ["滞后", "慢序时", "欠进度", "推进缓慢", "未达序时", "未达到序时", "慢于序时", "落后序时", "落后于序时",
               "未达进度"],
    "on_plan": ["按序时", "达序时", "达到序时", "符合序时", "达进度", "有序推进", "正常推进"],
    "ahead": ["超序时", "超过序时", "快于序时"],
})
