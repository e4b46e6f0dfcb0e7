"""One page of an ofd: the characters and ruling lines of its objects, in points."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple
from xml.etree.ElementTree import Element

from breakdown.read.paged.glyphs import Glyph, Page, Rule

_POINTS = 72 / 25.4
# What one page may draw: far more than a crowded one does.
_MOST_DRAWN = 200_000
# Lines as flat as this, in points, lie or stand straight; a filled shape as thin as the other is a line.
_FLAT, _THIN = 1.0, 3.0
_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


class Sheet(NamedTuple):
    """A page before it is drawn: its box in millimetres, the XML of its templates and of itself."""

    left: float
    top: float
    width: float
    height: float
    layers: list[Element]


def draw_sheet(number: int, sheet: Sheet) -> Page:
    """The page of an ofd; ValueError when numbers in it are none, or there is no end of them."""
    glyphs: list[Glyph] = []
    rules: list[Rule] = []
    asides: list[str] = []
    for layer in sheet.layers:
        for item in layer.iter():
            kind = item.tag.rpartition("}")[2]
            if item.get("Visible") == "false":
                continue
            if kind == "TextObject":
                text = list(_text(item, sheet))
                # text that runs askew is a watermark
                if _is_level(item):
                    glyphs += text
                elif text:
                    asides.append("".join(glyph.text for glyph in text))
            elif kind == "PathObject":
                rules += _path(item, sheet)
            if len(glyphs) + len(rules) > _MOST_DRAWN:
                raise ValueError("too much on one page")
    return Page(number, sheet.width * _POINTS, sheet.height * _POINTS, glyphs, rules, asides)


def _is_level(item: Element) -> bool:
    a, b, _, _, _, _ = _matrix(item)
    return a > 0 and abs(b) < 0.05 * a


def _text(item: Element, sheet: Sheet) -> Iterator[Glyph]:
    """The characters of a text object; the format says where each begins, its width follows from its kind."""
    matrix = _matrix(item)
    scale = abs(matrix[3] or matrix[1] or 1.0) * _POINTS
    size = float(item.get("Size", "3.5"))
    x = y = 0.0
    for code in item.iterfind("{*}TextCode"):
        text = code.text or ""
        x, y = float(code.get("X", x)), float(code.get("Y", y))
        across = _offsets(code.get("DeltaX", ""), len(text))
        down = _offsets(code.get("DeltaY", ""), len(text))
        for char, right, after, below in zip(text, across, [*across[1:], 0.0], down, strict=True):
            at, base = _placed(item, matrix, (x + right, y + below), sheet)
            wide = size if unicodedata.east_asian_width(char) in "WFA" else size / 2
            # a character that comes soon after this one belongs to the same word
            wide = after - right if 0 < after - right <= 1.2 * size else wide
            yield Glyph(char, at, at + wide * abs(matrix[0] or 1.0) * _POINTS, base, size * scale)


def _offsets(deltas: str, count: int) -> list[float]:
    """How far each character stands from the first; "g 3 2.5" is 2.5 three times, the last one goes on."""
    values: list[float] = []
    words = iter(deltas.split())
    for word in words:
        if word == "g":
            times, value = int(next(words, "0")), float(next(words, "0"))
            values += [value] * min(max(times, 0), count)
        else:
            values.append(float(word))
    values += [values[-1] if values else 0.0] * (count - 1 - len(values))
    return [0.0, *accumulate(values)][:count]


def _path(item: Element, sheet: Sheet) -> Iterator[Rule]:
    """The straight lines of a path; of a thin shape that is filled, its axis."""
    data = item.findtext("{*}AbbreviatedData") or ""
    matrix = _matrix(item)
    lines: list[tuple[Point, Point]] = []
    start = last = (0.0, 0.0)
    for letter, numbers in _STEP.findall(data):
        values = [float(value) for value in numbers.split()]
        point = _placed(item, matrix, (values[-2], values[-1]), sheet) if len(values) > 1 else start
        if letter in "MS":
            start = point
        elif letter in "LC":
            lines.append((last, point))
        last = point
    if item.get("Fill") == "true" and lines:
        xs, ys = zip(*(point for line in lines for point in line), strict=True)
        (x0, x1), (y0, y1) = (min(xs), max(xs)), (min(ys), max(ys))
        if min(x1 - x0, y1 - y0) <= _THIN:
            middle = ((x0 + x1) / 2, (y0 + y1) / 2)
            flat = x1 - x0 >= y1 - y0
            lines = [((x0, middle[1]), (x1, middle[1])) if flat else ((middle[0], y0), (middle[0], y1))]
    if item.get("Fill") == "true" and len(lines) != 1 and item.get("Stroke") == "false":
        return
    yield from _rules(lines)


def _rules(lines: Sequence[tuple[Point, Point]]) -> Iterator[Rule]:
    for (x0, y0), (x1, y1) in lines:
        if abs(y1 - y0) <= _FLAT < abs(x1 - x0):
            yield Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
        elif abs(x1 - x0) <= _FLAT < abs(y1 - y0):
            yield Rule(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))


def _matrix(item: Element) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in item.get("CTM", "1 0 0 1 0 0").split())
    return a, b, c, d, e, f


def _placed(item: Element, matrix: Matrix, point: Point, sheet: Sheet) -> Point:
    """A point of an object on the page, in points from its upper left corner."""
    left, top = (float(value) for value in item.get("Boundary", "0 0 0 0").split()[:2])
    a, b, c, d, e, f = matrix
    x, y = a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f
    return (left + x - sheet.left) * _POINTS, (top + y - sheet.top) * _POINTS
