"""The preset that ships, and what is said about one with a mistake."""

from __future__ import annotations

import math
import tomllib
from pathlib import Path
from typing import Any

import pytest

from breakdown.errors import TemplateError
from breakdown.report.frames import CATEGORIES
from breakdown.report.lights import PLAIN, build_lights

PRESET = Path(__file__).parents[2] / "templates" / "presets" / "default.toml"


def preset() -> dict[str, Any]:
    return tomllib.loads(PRESET.read_text(encoding="utf-8"))


def test_the_file_that_ships_is_the_built_in_preset() -> None:
    assert build_lights(preset()) == PLAIN


def test_every_class_has_its_light() -> None:
    lights = [PLAIN.light(name, math.nan) for name in CATEGORIES]
    assert lights == ["蓝", "绿", "绿", "黄", "黄", "红", "绿", "灰", "灰"]


@pytest.mark.parametrize(("gap", "light"), [(-0.1, "黄"), (-20.0, "黄"), (-20.1, "红")])
def test_far_behind_is_red(gap: float, light: str) -> None:
    assert PLAIN.light("未达序时进度", gap) == light


@pytest.mark.parametrize(("change", "said"), [
    ({"near_days": None}, "near_days"), ({"red_points": "多"}, "red_points"), ({"ahead_points": -1}, "ahead_points"),
    ({"extra": 1}, "extra"), ({"classes": {"已完成": "蓝"}}, "classes"), ({"meanings": "无"}, "meanings"),
    ({"classes": dict.fromkeys(CATEGORIES, "紫")}, "紫"),
])
def test_a_mistake_is_named(change: dict[str, Any], said: str) -> None:
    data = {key: value for key, value in (preset() | change).items() if value is not None}
    with pytest.raises(TemplateError, match=said):
        build_lights(data)
