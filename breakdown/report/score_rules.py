"""A rule file of year-end scores (templates/scores.toml) → Scoring; every mistake is named with its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from breakdown.errors import TemplateError
from breakdown.report.presets import Where

# What can be scored, as it stands in a rule's name.
UNSENT, LATE, EMPTY, RETURNED = "未报", "迟报", "空报", "退回"
BEHIND, WAITING, OVERDUE, UNTRUE, EARLY = "未达序时", "未启动", "逾期", "核验退回", "提前完成"
EVENTS = (UNSENT, LATE, EMPTY, RETURNED, BEHIND, WAITING, OVERDUE, UNTRUE, EARLY)
EVERY, ONCE = "每期", "一次"
_FIELDS = ("name", "base", "lowest", "early_days", "rules")
_RULE = ("name", "points", "counted", "most")
_NEXT = "请对照自带的 templates/scores.toml 改正"
_MOST = 1000


@dataclass(frozen=True)
class ScoreRule:
    """What one event is worth; counted: 每期, or 一次 per unit and task. most: how many points in all, 0 for any."""

    name: str
    points: Decimal
    counted: str
    most: Decimal


@dataclass(frozen=True)
class Scoring:
    """A rule file: points to begin with, the least score, how many days before its deadline a task is early, rules."""

    name: str
    base: Decimal
    lowest: Decimal
    early_days: int
    rules: tuple[ScoreRule, ...]


def build_scoring(data: Mapping[str, Any], where: Where) -> Scoring:
    """The rules of a parsed rule file; TemplateError names the place and field of a mistake, and what was expected."""
    _check_fields(data, _FIELDS, "", where)
    if not isinstance(data["name"], str) or not data["name"].strip():
        raise _wrong(where, "name", data["name"], "加英文引号的文字")
    base, lowest = (_points(data[name], name, where) for name in ("base", "lowest"))
    if lowest > base:
        raise _wrong(where, "lowest", data["lowest"], f"不高于起算分 {base}")
    days = data["early_days"]
    if isinstance(days, bool) or not isinstance(days, int) or not 0 <= days <= _MOST:
        raise _wrong(where, "early_days", days, f"0 到 {_MOST} 的整数")
    rules = data["rules"]
    if not isinstance(rules, Sequence) or isinstance(rules, str) or not all(isinstance(one, Mapping) for one in rules):
        raise _fault(where, "rules", f"写成了“{rules}”", "应是几段 [[rules]]，一段一条规则")
    made: dict[str, ScoreRule] = {}
    for at, rule in enumerate(rules, 1):
        built = _rule(rule, f"rules.{at}", where)
        if built.name in made:
            raise _fault(where, f"rules.{at}.name", f"“{built.name}”写了两次", "一种情形只能有一条规则")
        made[built.name] = built
    return Scoring(data["name"], base, lowest, days, tuple(made.values()))


def _rule(value: Mapping[str, Any], path: str, where: Where) -> ScoreRule:
    _check_fields(value, _RULE, f"{path}.", where)
    for name, allowed in (("name", EVENTS), ("counted", (EVERY, ONCE))):
        if value[name] not in allowed:
            raise _wrong(where, f"{path}.{name}", value[name], f"{'、'.join(allowed)}之一")
    points, most = _points(value["points"], f"{path}.points", where), _points(value["most"], f"{path}.most", where)
    if most < 0:
        raise _wrong(where, f"{path}.most", value["most"], f"0 到 {_MOST} 的数字（0：不限）")
    return ScoreRule(value["name"], points, value["counted"], most)


def _check_fields(value: Mapping[str, Any], names: tuple[str, ...], before: str, where: Where) -> None:
    for name in value:
        if name not in names:
            raise _fault(where, f"{before}{name}", "是不认识的项", f"可用的是 {'、'.join(names)}")
    for name in names:
        if name not in value:
            raise _fault(where, f"{before}{name}", "没有写", f"应写明 {'、'.join(names)}")


def _points(value: object, path: str, where: Where) -> Decimal:
    """A number with two decimals at most, so that sums of points are exact."""
    wanted = f"-{_MOST} 到 {_MOST} 的数字，最多两位小数"
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) <= _MOST:
        raise _wrong(where, path, value, wanted)
    points = Decimal(str(value))
    if points != round(points, 2):
        raise _wrong(where, path, value, wanted)
    return points


def _wrong(where: Where, path: str, value: object, wanted: str) -> TemplateError:
    return _fault(where, path, f"的值是“{value}”", f"应为{wanted}")


def _fault(where: Where, path: str, found: str, expected: str) -> TemplateError:
    return TemplateError(f"{where(path)}“{path}”{found}", expected, _NEXT)
