"""The table that the benchmarks print: one line a figure, each a whole command's best time beside a plain script's."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from itertools import zip_longest
from math import log10

from tests.bench.stage import run

REPEAT = int(os.environ.get("BENCH_REPEAT", "3"))
_PATIENCE = 30
_BAR_CHARS = 12
_HEAD = ("stage", "ours", "peer", "theirs", "ratio", "bar", "")


def head() -> None:
    """The names of the columns."""
    _print(*_HEAD)


def note(text: str) -> None:
    """What the plain scripts of the lines that follow do and leave out."""
    print(f"  {text}", flush=True)


def processor() -> float:
    """Seconds of processor that commands have taken so far: what else runs on the machine makes little difference."""
    spent = os.times()
    return spent.children_user + spent.children_system


def best(command: Sequence[str], before: Callable[[], None] = lambda: None,
         check: Callable[[str], None] = lambda said: None, clock: Callable[[], float] = processor) -> float:
    """Seconds of the fastest of some runs; off the clock, `before` makes all as it was, `check` gets what was said."""
    times: list[float] = []
    while not times or (len(times) < REPEAT and sum(times) < _PATIENCE):
        before()
        start = clock()
        said = run(*command)
        times.append(clock() - start)
        check(said)
    return min(times)


def peer(*arguments: str, among: str = "peers") -> tuple[str, ...]:
    """The command line of one plain script."""
    return (sys.executable, "-m", f"tests.bench.{among}", *arguments)


def show(stage: str, ours: float, against: str, theirs: float, bar: float | None = None) -> None:
    """Our seconds, the plain script's seconds, their ratio, and the highest ratio that is good enough."""
    ratio = ours / theirs
    _print(stage, f"{ours:.2f} s", against, f"{theirs:.2f} s", f"{ratio:.2f}", f"{bar:.2f}" if bar else "",
           verdict(ratio, bar) if bar else "")


def show_alone(stage: str, ours: float, unit: str, bar: float | None = None) -> None:
    """A figure with nothing beside it but the most that it may be."""
    shown = f"{ours:.0f} {unit}" if ours >= 100 else f"{ours:.2f} {unit}"
    _print(stage, shown, "", "", "", f"{bar:g}" if bar else "", verdict(ours, bar) if bar else "")


def show_growth(stage: str, sizes: Sequence[int], figures: Sequence[float], unit: str, bar: float | None) -> None:
    """The figures of rising sizes drawn on a logarithmic scale, with the exponent of the power law that fits best."""
    power = exponent(sizes, figures)
    for size, figure in zip(sizes, figures, strict=True):
        bars = "█" * max(1, round(_BAR_CHARS * log10(figure / min(figures) * 10 ** (1 / _BAR_CHARS))))
        print(f"  {stage:34s}{size:>9,d}  {figure:10.2f} {unit:2s} {bars}")
    _print(f"{stage}, growth", f"power {power:.2f}", "", "", "", f"{bar:.2f}" if bar else "",
           verdict(power, bar) if bar else "")


def exponent(sizes: Sequence[int], figures: Sequence[float]) -> float:
    """The exponent of the power law that fits best: 1 where cost grows in a straight line."""
    xs, ys = [log10(size) for size in sizes], [log10(value) for value in figures]
    middle, level = sum(xs) / len(xs), sum(ys) / len(ys)
    return (sum((x - middle) * (y - level) for x, y in zip(xs, ys, strict=True))
            / sum((x - middle) ** 2 for x in xs))


def same(what: str, ours: object, theirs: object) -> None:
    """Stop where a plain script came to something else: times of different work say nothing."""
    if isinstance(ours, list) and isinstance(theirs, list):
        ours, theirs = next((pair for pair in zip_longest(ours, theirs) if pair[0] != pair[1]), ("", ""))
    if ours != theirs:
        raise SystemExit(f"{what}: not the same\nours:   {str(ours)[:300]}\ntheirs: {str(theirs)[:300]}")


def verdict(figure: float, bar: float) -> str:
    """Whether a figure is good enough."""
    return "ok" if figure <= bar else "ABOVE THE BAR"


def _print(stage: str, ours: str, against: str, theirs: str, ratio: str, bar: str, said: str) -> None:
    print(f"{stage:40s}{ours:>11s}  {against:38s}{theirs:>10s}{ratio:>7s}{bar:>8s}  {said}".rstrip(), flush=True)
