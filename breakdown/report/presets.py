"""A preset file → Lights: every mistake is named with its place and with what the plain preset says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from breakdown.errors import TemplateError
from breakdown.report.frames import CATEGORIES, LIGHTS
from breakdown.report.lights import IN_ALL, RUNNING, Lights, Step

# The place of a field in its file, by its path (classes.已完成, slips.2.times), as a message begins with it.
Where = Callable[[str], str]

_POINTS = ("ahead_points", "yellow_points", "red_points")
_COUNTS = ("start_red_months", "near_days", "still_periods")
_ONE_LIGHT = ("near_light", "sent_back_light", "made_good")
_TEXTS = ("name", "signer")
_WORDS = ("behind", "on_plan", "ahead", "start", "trouble")
_STEPS = ("escalation", "slips")
_NEXT = "请改正，或删去这一处，即照通用规则"
_PLAIN: dict[str, Any] = {
    "name": "通用",
    "ahead_points": 0,
    "yellow_points": 0,
    "red_points": 20,
    "start_red_months": 0,
    "near_days": 20,
    "still_periods": 2,
    "near_light": "",
    "sent_back_light": "",
    "made_good": "",
    "signer": "督查室主任",
    "classes": {
        "已完成": "蓝", "超序时进度": "绿", "达到序时进度": "绿", "未达序时进度": "黄", "未启动": "黄",
        "逾期未完成": "红", "持续推进": "绿", "任务调整": "灰", "未报送": "灰",
    },
    "meanings": {
        "红": "逾期未完成，或落后序时进度较多", "黄": "未达序时进度，或尚未启动",
        "绿": "达到或超过序时进度，或持续推进", "蓝": "已完成", "灰": "未报送，或申请调整",
    },
    "colour_slips": dict.fromkeys(LIGHTS, ""),
    "behind": ["滞后", "慢序时", "欠进度", "推进缓慢", "未达序时", "未达到序时", "慢于序时", "落后序时", "落后于序时",
               "未达进度"],
    "on_plan": ["按序时", "达序时", "达到序时", "符合序时", "达进度", "有序推进", "正常推进"],
    "ahead": ["超序时", "超过序时", "快于序时"],
    "start": ["启动", "开工", "动工"],
    "trouble": ["滞后", "缓慢", "困难", "问题", "不足", "缺口", "影响", "制约", "未能", "尚未", "偏慢", "延期", "受阻",
                "停工", "停滞"],
    "escalation": [
        {"times": 1, "counted": IN_ALL, "step": "分管领导约谈", "signer": "分管领导"},
        {"times": 2, "counted": RUNNING, "step": "组织部门约谈", "signer": "组织部门主要负责人"},
        {"times": 3, "counted": IN_ALL, "step": "问责", "signer": "主要领导"},
    ],
    "slips": [
        {"times": 1, "counted": RUNNING, "step": "交办单", "signer": "督查室主任"},
        {"times": 2, "counted": RUNNING, "step": "催办单", "signer": "督查室主任"},
        {"times": 3, "counted": RUNNING, "step": "督办通知单", "signer": "分管领导"},
    ],
}


def build_lights(data: Mapping[str, Any], where: Where = lambda path: "亮灯规则") -> Lights:
    """A preset from a parsed preset file; what it leaves out is as in the plain one.

    Raises TemplateError that names what is unknown or of the wrong kind, its place, and what the plain preset says.
    """
    for key in data:
        if key not in _PLAIN:
            raise _fault(where, key, "是不认识的项", f"可用的是 {'、'.join(_PLAIN)}")
    given = _PLAIN | dict(data)
    for key in (*_POINTS, *_COUNTS):
        _check_number(given[key], key, where, whole=key in _COUNTS)
    for key in _TEXTS:
        if not isinstance(given[key], str) or not given[key].strip():
            raise _wrong(where, key, given[key], "加英文引号的文字")
    for key in _ONE_LIGHT:
        if given[key] not in ("", *LIGHTS):
            raise _wrong(where, key, given[key], f"{'、'.join(LIGHTS)}之一，或空着")
    made: dict[str, Any] = {key: _words(given[key], key, where) for key in _WORDS}
    made |= {key: _steps(given[key], key, where) for key in _STEPS}
    made["classes"] = _entries(given["classes"], "classes", where, CATEGORIES, LIGHTS)
    for key in ("meanings", "colour_slips"):
        made[key] = _entries(given[key], key, where, LIGHTS, ())
    return Lights(**(given | made))


def _check_number(value: object, path: str, where: Where, whole: bool) -> None:
    kinds = int if whole else (int, float)
    if isinstance(value, bool) or not isinstance(value, kinds) or not 0 <= value <= 1000:
        raise _wrong(where, path, value, "0 到 1000 的整数" if whole else "0 到 1000 的数字")


def _words(value: object, path: str, where: Where) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise _wrong(where, path, value, '一列词语，如 ["滞后", "推进缓慢"]')
    return tuple(value)


def _entries(
    value: object, path: str, where: Where, names: tuple[str, ...], allowed: tuple[str, ...]
) -> Mapping[str, str]:
    if not isinstance(value, Mapping):
        raise _fault(where, path, f"写成了“{value}”", f"应是一段，各行是：{'、'.join(names)}")
    for name, text in value.items():
        if name not in names:
            raise _fault(where, f"{path}.{name}", "是不认识的项", f"可用的是 {'、'.join(names)}")
        if not isinstance(text, str) or (allowed and text not in allowed):
            raise _wrong(where, f"{path}.{name}", text, "、".join(allowed) if allowed else "加英文引号的文字")
    return {name: value.get(name, _PLAIN[path][name]) for name in names}


def _steps(value: object, path: str, where: Where) -> tuple[Step, ...]:
    if not isinstance(value, list) or not all(isinstance(step, Mapping) for step in value):
        raise _fault(where, path, f"写成了“{value}”", f"应是几段 [[{path}]]，一段一步")
    return tuple(_step(step, f"{path}.{at}", where) for at, step in enumerate(value, 1))


def _step(value: Mapping[str, Any], path: str, where: Where) -> Step:
    for key in ("times", "counted", "step", "signer"):
        if key not in value:
            raise _fault(where, path, f"缺少“{key}”", "每一步都要写 times、counted、step、signer")
    for key in value:
        if key not in Step.__dataclass_fields__:
            raise _fault(where, f"{path}.{key}", "是不认识的项", "可用的是 times、counted、step、signer")
    _check_number(value["times"], f"{path}.times", where, whole=True)
    if not value["times"]:
        raise _wrong(where, f"{path}.times", 0, "1 以上的整数")
    if value["counted"] not in (RUNNING, IN_ALL):
        raise _wrong(where, f"{path}.counted", value["counted"], f"{RUNNING}或{IN_ALL}")
    for key in ("step", "signer"):
        if not isinstance(value[key], str) or not value[key].strip():
            raise _wrong(where, f"{path}.{key}", value[key], "加英文引号的文字")
    return Step(**value)


def _wrong(where: Where, path: str, value: object, wanted: str) -> TemplateError:
    return _fault(where, path, f"的值是“{value}”", f"应为{wanted}{_plain_value(path)}")


def _plain_value(path: str) -> str:
    at: Any = _PLAIN
    for part in path.split("."):
        at = at.get(part) if isinstance(at, Mapping) else None
    return f"（通用规则为 {at}）" if isinstance(at, (int, float, str)) and at != "" else ""


def _fault(where: Where, path: str, found: str, expected: str) -> TemplateError:
    return TemplateError(f"{where(path)}“{path}”{found}", expected, _NEXT)


PLAIN = build_lights({})
