"""Reported figures set against a task's numeric targets: cumulative, rate and ceiling, each by its own rule."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Measure:
    """Figure against target, in the target's measure. percent: of the target, for cumulative ones only.

    met: the target itself is reached. better: a rate above its target. basis: the words that say so.
    """

    target: Target
    figure: float
    percent: float | None
    met: bool
    better: bool
    basis: str


@dataclass(frozen=True)
class Measured:
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
    numeric = [target for target in targets if target.numeric]
    if not value or not numeric:
        return Measured()
    amounts = read_amounts(value)
    placed = [(amount, _fitting(amount, numeric, len(amounts) == 1)) for amount in amounts]
    clear, several = _clear(placed, numeric), [(amount, fitting) for amount, fitting in placed if len(fitting) > 1]
    unclear = [(numeric[at], amount) for amount, fitting in several for at in fitting
               if len(several) == 1 and _plausible(amount, numeric[at])]
    return Measured(
        tuple(_against(target, amount, value, len(amounts)) for target, amount in clear),
        tuple(_against(target, amount, value, len(amounts)) for target, amount in unclear),
        len(numeric) - len(clear), "" if clear else _note(value, placed, numeric),
    )


def _clear(placed: Sequence[tuple[Amount, list[int]]], targets: Sequence[Target]) -> list[tuple[Target, Amount]]:
    """The targets that exactly one amount belongs to, with it."""
    given = [[amount for amount, fitting in placed if fitting == [at]] for at in range(len(targets))]
    return [(target, amounts[0]) for target, amounts in zip(targets, given, strict=True)
            if len(amounts) == 1 and _plausible(amounts[0], target)]


def _fitting(amount: Amount, targets: Sequence[Target], alone: bool) -> list[int]:
    """Which targets an amount may belong to: by its measure word, else by 个; of several, those that its words name."""
    if not amount.unit and not (alone and len({target.unit for target in targets}) == 1):
        return []
    places = range(len(targets))
    exact = [at for at in places if _counted(amount, targets[at]).in_unit(targets[at].unit) is not None]
    fitting = exact or [at for at in places if _counted(amount, targets[at]).in_pieces(targets[at].unit) is not None]
    likeness = {at: _likeness(amount.words, targets[at].name) for at in fitting}
    best = max(likeness.values(), default=0)
    return [at for at in fitting if likeness[at] == best]


def _counted(amount: Amount, target: Target) -> Amount:
    known = amount.in_unit(target.unit) is not None or amount.in_pieces(target.unit) is not None
    return amount if known else amount.without_noun(f"{target.name} {target.text}")


def _likeness(words: str, name: str) -> int:
    """How many pairs of neighbouring characters of a target's name stand in the words."""
    return sum(name[at : at + 2] in words for at in range(len(name) - 1))


def _figure(amount: Amount, target: Target) -> float:
    counted = _counted(amount, target)
    exact, pieces = counted.in_unit(target.unit), counted.in_pieces(target.unit)
    return exact if exact is not None else pieces if pieces is not None else math.nan


def _plausible(amount: Amount, target: Target) -> bool:
    return target.value == 0 or _figure(amount, target) <= _BEYOND * abs(target.value)


def _note(value: str, placed: Sequence[tuple[Amount, list[int]]], targets: Sequence[Target]) -> str:
    """Why nothing of a value could be set against a target."""
    if any(len(fitting) > 1 for _, fitting in placed):
        return f"完成值“{value}”未写明是哪项目标"
    if any(not amount.unit for amount, _ in placed):
        return f"完成值“{value}”单位不明"
    if any(not _plausible(amount, targets[at]) for amount, fitting in placed for at in fitting):
        return f"完成值“{value}”超过目标{_BEYOND}倍，疑似单位有误"
    return f"完成值“{value}”无法与目标比较"


def _against(target: Target, amount: Amount, value: str, count: int) -> Measure:
    """One figure against one target; count: how many figures the value holds."""
    figure = _figure(amount, target)
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
