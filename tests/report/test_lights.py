"""The preset that ships, and what is said about one with a mistake."""

from __future__ import annotations

import math
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from breakdown.errors import TemplateError
from breakdown.files.presets import load_lights, preset_names
from breakdown.report.frames import CATEGORIES
from breakdown.report.presets import PLAIN, build_lights

PRESET = Path(__file__).parents[2] / "templates" / "presets" / "default.toml"

STEP = {"times": 1, "counted": "连续", "step": "交办单", "signer": "主任"}
TWO_STEPS = """[[slips]]
times = 1
counted = "连续"
step = "交办单"
signer = "主任"
[[slips]]
times = 0
counted = "连续"
step = "催办单"
signer = "主任"
"""


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
    ({"red_points": "多"}, "“red_points”的值是“多”；应为0 到 1000 的数字（通用规则为 20）"),
    ({"ahead_points": -1}, "ahead_points"), ({"near_days": 2.5}, "near_days.*整数"), ({"near_days": True}, "near_days"),
    ({"near_day": 5}, "“near_day”是不认识的项；可用的是 .*near_days"), ({"signer": ""}, "signer"),
    ({"near_light": "紫"}, "near_light.*紫"), ({"trouble": "滞后"}, "trouble"), ({"start": [1]}, "start"),
    ({"meanings": "无"}, "meanings"), ({"meanings": {"红": 1}}, "meanings.红"),
    ({"classes": {"已完成": "紫"}}, "“classes.已完成”的值是“紫”；应为红、黄、绿、蓝、灰（通用规则为 蓝）"),
    ({"classes": {"完成": "蓝"}}, "“classes.完成”是不认识的项"),
    ({"slips": {}}, r"应是几段 \[\[slips\]\]"), ({"slips": [STEP | {"times": 0}]}, r"“slips.1.times”的值是“0”"),
    ({"slips": [STEP, STEP | {"counted": "隔期"}]}, r"slips.2.counted.*连续或累计"),
    ({"escalation": [{"times": 1}]}, "“escalation.1”缺少“counted”"), ({"slips": [STEP | {"who": "甲"}]}, "slips.1.who"),
    ({"slips": [STEP | {"step": " "}]}, "slips.1.step"),
])
def test_a_mistake_is_named(change: dict[str, Any], said: str) -> None:
    with pytest.raises(TemplateError, match=said):
        build_lights(preset() | change)


def test_what_a_preset_leaves_out_is_as_in_the_plain_one() -> None:
    assert build_lights({"classes": {"已完成": "绿"}}) == replace(PLAIN, classes={**PLAIN.classes, "已完成": "绿"})


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_that_ships_is_whole(name: str) -> None:
    data = tomllib.loads((PRESET.parent / f"{name}.toml").read_text(encoding="utf-8"))
    assert set(data) == set(vars(PLAIN))
    used = {*load_lights(name=name).classes.values(), "红", load_lights(name=name).near_light} - {""}
    assert all(load_lights(name=name).meanings[light] for light in used)


@pytest.mark.parametrize(("field", "line"), [
    ("near_days = -1", "own.toml 第2行“near_days”"), ('[classes]\n"已完成" = "紫"', "第3行“classes.已完成”"),
    (TWO_STEPS, "第8行“slips.2.times”"), ("[[slips]]\ntimes = 1", "第2行“slips.1”缺少"),
    ("near_days = ", "第2行.*写法有误"), ('meanings = "无"', "第2行“meanings”"),
])
def test_the_line_is_named(tmp_path: Path, field: str, line: str) -> None:
    folder = tmp_path / "templates" / "presets"
    folder.mkdir(parents=True)
    (folder / "own.toml").write_text(f"# 自己的\n{field}\n", encoding="utf-8")
    with pytest.raises(TemplateError, match=line):
        load_lights(tmp_path, "own")


def test_an_unknown_preset_lists_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "templates" / "presets").mkdir(parents=True)
    (tmp_path / "templates" / "presets" / "own.toml").write_text('name = "本地"', encoding="utf-8")
    with pytest.raises(TemplateError, match="没有名为“银川”的亮灯规则；现有 default、ouhai、own、sanse、yinchuan；"):
        load_lights(tmp_path, "银川")
    with pytest.raises(TemplateError, match="没有名为"):
        load_lights(tmp_path, "../presets/own")
    assert load_lights(tmp_path, "own") == replace(PLAIN, name="本地")
