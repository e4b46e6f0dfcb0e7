"""A reported figure set against the task's numeric target: cumulative, rate and ceiling, each by its own rule."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from breakdown.report.amounts import Amount, is_falling, read_amount


@dataclass(frozen=True)
class Target:
    """A task's target: kind cumulative, rate, ceiling or qualitative; value NaN when there is no number."""

    kind: str
    value: float
    unit: str
    text: str


@dataclass(frozen=True)
class Measure:
    """Figure against target. percent: of the target, for cumulative ones only. met: the target itself is reached.

    better: a rate above its target. basis: the words that say so.
    """

    percent: float | None
    met: bool
    better: bool
    basis: str


def measure(value: str, targets: Sequence[Target]) -> Measure | None:
    """The figure against the only target it can belong to; None without figure or target, or when that is not clear."""
    amount = read_amount(value)
    numeric = [target for target in targets if target.kind != "qualitative" and not math.isnan(target.value)]
    if amount is None or not numeric:
        return None
    fitting = [(target, figure) for target in numeric if (figure := amount.in_unit(target.unit)) is not None]
    if len(fitting) != 1:
        return None
    target, figure = fitting[0]
    if target.kind == "cumulative":
        return _cumulative(target, figure, value)
    if target.kind == "ceiling":
        met = figure <= target.value
        return Measure(None, met, False, f"完成值{value}，{'未超' if met else '超出'}上限{_target(target)}")
    return _rate(target, amount, figure, value)


def _cumulative(target: Target, figure: float, value: str) -> Measure | None:
    if target.value <= 0:
        return None
    percent = round(100 * figure / target.value, 1)
    return Measure(percent, figure >= target.value, False, f"完成值{value}，目标{_target(target)}")


def _rate(target: Target, amount: Amount, figure: float, value: str) -> Measure:
    if is_falling(target.text):
        figure = -figure if amount.rising else figure
    elif amount.falling:
        figure = -figure
    met, better = figure >= target.value, figure > target.value
    word = "高于" if better else "达到" if met else "低于"
    return Measure(None, met, better, f"完成值{value}，{word}目标{_target(target)}")


def _target(target: Target) -> str:
    return f"{target.value:g}{target.unit}"
