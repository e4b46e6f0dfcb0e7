"""Reported figures set against a task's numeric targets: cumulative, rate and ceiling, each by its own rule."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from breakdown.report.amounts import Amount, is_falling, read_amounts
from breakdown.report.shares import per_cent

# A figure of more than so many times its target was meant in another measure.
_BEYOND = 100


@dataclass(frozen=True)
class Target:
    """A task's target: kind cumulative, rate, ceiling or qualitative; value NaN when there is no number."""

    kind: str
    value: float
    unit: str
    text: str
    name: str = ""
    position: int = 0

    @property
    def numeric(self) -> bool:
        """Whether a figure can be set against it; one that counts up to nothing cannot be reached by counting."""
        if self.kind == "qualitative" or math.isnan(self.value):
            return False
        return self.kind != "cumulative" or self.value > 0

    @property
    def printed(self) -> str:
        """Number and measure word as printed."""
        return f"{self.value:g}{self.unit}"


class Measure(NamedTuple):
    """Figure against target, in the target's measure. percent: of the target, for cumulative ones only.

    met: the target itself is reached. better: a rate above its target. basis: the words that say so.
    """

    target: Target
    figure: float
    percent: float | None
    met: bool
    better: bool
    basis: str


class Measured(NamedTuple):
    """A value against the targets it was typed for.

    clear: one measure for each target that has a figure of its own. unclear: of a figure that may belong to several
    targets, the measure against each. missing: how many numeric targets have no figure. note: what of the value could
    not be set against a target, and why; "" when all was.
    """

    clear: tuple[Measure, ...] = ()
    unclear: tuple[Measure, ...] = ()
    missing: int = 0
    note: str = ""


def measure(value: str, targets: Sequence[Target]) -> Measured:
    """Each figure of a value against the target whose measure word it has; nothing is taken where that is not clear."""
    numeric = [target for target in targets if target.numeric] if value else []
    if not numeric:
        return Measured()
    amounts = read_amounts(value)
    placed = [(amount, _fitting(amount, numeric, len(amounts) == 1)) for amount in amounts]
    clear, several = _clear(placed, numeric), [(amount, fitting) for amount, fitting in placed if len(fitting) > 1]
    unclear = [(numeric[at], amount, figure) for amount, fitting in several for at, figure in fitting.items()
               if len(several) == 1 and _plausible(figure, numeric[at])]
    return Measured(
        tuple(_against(target, amount, figure, value, len(amounts)) for target, amount, figure in clear),
        tuple(_against(target, amount, figure, value, len(amounts)) for target, amount, figure in unclear),
        len(numeric) - len(clear), "" if clear else _note(value, placed, numeric),
    )


def _clear(
    placed: Sequence[tuple[Amount, Mapping[int, float]]], targets: Sequence[Target]
) -> list[tuple[Target, Amount, float]]:
    """The targets that exactly one amount belongs to, with it and its figure."""
    given: list[list[tuple[Amount, float]]] = [[] for _ in targets]
    for amount, fitting in placed:
        if len(fitting) == 1:
            [(at, figure)] = fitting.items()
            given[at].append((amount, figure))
    return [(target, *found[0]) for target, found in zip(targets, given, strict=True)
            if len(found) == 1 and _plausible(found[0][1], target)]


def _fitting(amount: Amount, targets: Sequence[Target], alone: bool) -> dict[int, float]:
    """By place of the targets that an amount may belong to its figure in their measure.

    By its measure word, else by 个; of several, those that its words name.
    """
    if not amount.unit and not (alone and len({target.unit for target in targets}) == 1):
        return {}
    counted = [_counted(amount, target) for target in targets]
    fitting = {at: exact for at, (exact, _) in enumerate(counted) if exact is not None}
    fitting = fitting or {at: pieces for at, (_, pieces) in enumerate(counted) if pieces is not None}
    if len(fitting) < 2:
        return fitting
    likeness = {at: _likeness(amount.words, targets[at].name) for at in fitting}
    best = max(likeness.values())
    return {at: figure for at, figure in fitting.items() if likeness[at] == best}


def _counted(amount: Amount, target: Target) -> tuple[float | None, float | None]:
    """The figure in a target's measure: by its measure word, and by 个; None where not."""
    exact, pieces = amount.in_unit(target.unit), amount.in_pieces(target.unit)
    if exact is not None or pieces is not None:
        return exact, pieces
    bare = amount.without_noun(f"{target.name} {target.text}")
    return (None, None) if bare is amount else (bare.in_unit(target.unit), bare.in_pieces(target.unit))


def _likeness(words: str, name: str) -> int:
    """How many pairs of neighbouring characters of a target's name stand in the words."""
    return sum(name[at : at + 2] in words for at in range(len(name) - 1))


def _plausible(figure: float, target: Target) -> bool:
    return target.value == 0 or figure <= _BEYOND * abs(target.value)


def _note(value: str, placed: Sequence[tuple[Amount, Mapping[int, float]]], targets: Sequence[Target]) -> str:
    """Why nothing of a value could be set against a target."""
    if any(len(fitting) > 1 for _, fitting in placed):
        return f"完成值“{value}”未写明是哪项目标"
    if any(not amount.unit for amount, _ in placed):
        return f"完成值“{value}”单位不明"
    if any(not _plausible(figure, targets[at]) for _, fitting in placed for at, figure in fitting.items()):
        return f"完成值“{value}”超过目标{_BEYOND}倍，疑似单位有误"
    return f"完成值“{value}”无法与目标比较"


def _against(target: Target, amount: Amount, figure: float, value: str, count: int) -> Measure:
    """One figure against one target; count: how many figures the value holds."""
    said = f"完成值{amount.text if count > 1 else value}" + ("" if amount.unit else f"（按{target.unit}计）")
    if target.kind == "cumulative":
        percent = per_cent(figure, target.value)
        return Measure(target, figure, percent, figure >= target.value, False, f"{said}，目标{target.printed}")
    if target.kind == "ceiling":
        met = figure <= target.value
        return Measure(target, figure, None, met, False, f"{said}，{'未超' if met else '超出'}上限{target.printed}")
    return _rate(target, amount, figure, said)


def _rate(target: Target, amount: Amount, figure: float, said: str) -> Measure:
    if is_falling(target.text):
        figure = -figure if amount.rising else figure
    elif amount.falling:
        figure = -figure
    met, better = figure >= target.value, figure > target.value
    word = "高于" if better else "达到" if met else "低于"
    return Measure(target, figure, None, met, better, f"{said}，{word}目标{target.printed}")
