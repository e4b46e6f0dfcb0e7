"""Ruling lines of a page become grids: columns, rows, and the cells they leave."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from breakdown.read.paged.glyphs import Glyph, Rule
from breakdown.read.paged.lines import TextLine, make_lines

# Lines as near as this are one line, and touch.
_NEAR = 3.0
# A page with more ruling lines than this is a drawing.
_MOST_RULES = 3000


class Region(NamedTuple):
    """A cell on a page: row and column in the grid, how many it covers, its lines."""

    row: int
    column: int
    high: int
    wide: int
    lines: list[TextLine]


class Grid(NamedTuple):
    """A ruled table on one page: its edges from left to right and from top to bottom, its cells in print order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]


def find_grids(rules: Sequence[Rule], glyphs: Sequence[Glyph]) -> tuple[list[Grid], list[Glyph]]:
    """The ruled tables of a page that hold text, from top to bottom, and the characters that stand in none of them."""
    merged = [*_merged(rule for rule in rules if rule.lies), *_merged(rule for rule in rules if not rule.lies)]
    grids: list[Grid] = []
    if len(merged) <= _MOST_RULES:
        for group in _touching(merged):
            grid, glyphs = _fill(_edges(group), group, glyphs)
            grids += [grid] if grid else []
    return sorted(grids, key=lambda grid: grid.ys[0]), list(glyphs)


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules of one direction, pieces that continue each other joined."""
    rows: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if not rows or rule.at - rows[-1][0].at > _NEAR:
            rows.append([])
        rows[-1].append(rule)
    return [rule for row in rows for rule in _joined(row)]


def _joined(row: Sequence[Rule]) -> Iterator[Rule]:
    at = sum(rule.at for rule in row) / len(row)
    start, end = 0.0, float("-inf")
    for rule in sorted(row, key=lambda rule: rule.start):
        if rule.start > end + _NEAR:
            if end > start:
                yield Rule(rule.lies, at, start, end)
            start, end = rule.start, rule.end
        end = max(end, rule.end)
    if end > start:
        yield Rule(row[0].lies, at, start, end)


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Groups of rules that cross or touch, directly or through others."""
    lying = [rule for rule in rules if rule.lies]
    standing = [rule for rule in rules if not rule.lies]
    group = {rule: {rule} for rule in rules}
    for up in standing:
        for flat in lying:
            if group[up] is not group[flat] and _meet(flat, up):
                smaller, larger = sorted((group[up], group[flat]), key=len)
                larger |= smaller
                for rule in smaller:
                    group[rule] = larger
    groups = {id(members): members for members in group.values()}
    return [sorted(members) for members in groups.values() if len({rule.lies for rule in members}) == 2]


def _meet(flat: Rule, up: Rule) -> bool:
    across = flat.start - _NEAR <= up.at <= flat.end + _NEAR
    return across and up.start - _NEAR <= flat.at <= up.end + _NEAR


def _edges(group: Sequence[Rule]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Columns' and rows' edges; a side that no line closes is where two lines or more end."""
    xs = sorted({rule.at for rule in group if not rule.lies})
    ys = sorted({rule.at for rule in group if rule.lies})
    return _closed(xs, [rule for rule in group if rule.lies]), _closed(ys, [rule for rule in group if not rule.lies])


def _closed(edges: list[float], across: Sequence[Rule]) -> tuple[float, ...]:
    near: list[float] = []
    for edge in edges:
        if not near or edge - near[-1] > _NEAR:
            near.append(edge)
    first, last = min(rule.start for rule in across), max(rule.end for rule in across)
    if first < near[0] - 4 * _NEAR and sum(rule.start < first + _NEAR for rule in across) > 1:
        near.insert(0, first)
    if last > near[-1] + 4 * _NEAR and sum(rule.end > last - _NEAR for rule in across) > 1:
        near.append(last)
    return tuple(near)


def _fill(
    edges: tuple[tuple[float, ...], tuple[float, ...]], group: Sequence[Rule], glyphs: Sequence[Glyph]
) -> tuple[Grid | None, Sequence[Glyph]]:
    """The grid with its characters, and the characters outside it; no grid when it is one column, or holds none."""
    xs, ys = edges
    if len(xs) < 3 or len(ys) < 2:
        return None, glyphs
    areas = _areas(xs, ys, group)
    inside: dict[tuple[int, int, int, int], list[Glyph]] = {area: [] for area in areas.values()}
    outside: list[Glyph] = []
    for glyph in glyphs:
        column = bisect_right(xs, (glyph.x0 + glyph.x1) / 2) - 1
        row = bisect_right(ys, glyph.base - 0.38 * glyph.size) - 1
        area = areas.get((row, column))
        if area is None:
            outside.append(glyph)
        else:
            inside[area].append(glyph)
    regions = tuple(Region(*area, make_lines(found)) for area, found in sorted(inside.items()))
    if sum(bool(region.lines) for region in regions) < 2:
        return None, glyphs
    return Grid(xs, ys, regions), outside


def _areas(
    xs: Sequence[float], ys: Sequence[float], group: Sequence[Rule]
) -> dict[tuple[int, int], tuple[int, int, int, int]]:
    """For every field of the grid the cell that it is part of: row, column, rows and columns covered."""
    lying = {edge: [rule for rule in group if rule.lies and abs(rule.at - edge) <= _NEAR] for edge in ys}
    standing = {edge: [rule for rule in group if not rule.lies and abs(rule.at - edge) <= _NEAR] for edge in xs}
    areas: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in areas:
                continue
            wide = 1
            while column + wide < len(xs) - 1 and (row, column + wide) not in areas and not _parts(
                standing[xs[column + wide]], ys[row], ys[row + 1]
            ):
                wide += 1
            high = 1
            while row + high < len(ys) - 1 and _reaches_down(xs, ys, lying, standing, row + high, column, wide):
                high += 1
            for down in range(row, row + high):
                for across in range(column, column + wide):
                    areas[down, across] = (row, column, high, wide)
    return areas


def _reaches_down(
    xs: Sequence[float], ys: Sequence[float], lying: dict[float, list[Rule]], standing: dict[float, list[Rule]],
    row: int, column: int, wide: int,
) -> bool:  # fmt: skip
    """Whether a cell goes on in a row below: no line above it, the same width."""
    if any(_parts(lying[ys[row]], xs[at], xs[at + 1]) for at in range(column, column + wide)):
        return False
    return not any(_parts(standing[xs[at]], ys[row], ys[row + 1]) for at in range(column + 1, column + wide))


def _parts(rules: Sequence[Rule], start: float, end: float) -> bool:
    """Whether one of the rules of an edge stands between two fields."""
    middle = (start + end) / 2
    return any(rule.start <= middle <= rule.end for rule in rules)
