"""The tables of a notice parted by their heads, and joined again where only a page has cut them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from breakdown.document import Document, Table
from breakdown.parse.tables.captions import Caption, caption_of, read_caption, units_above
from breakdown.parse.tables.evidence import is_section, is_subsection
from breakdown.parse.tables.fields import Columns, guess_columns, settle_columns
from breakdown.parse.tables.heads import read_heading
from breakdown.parse.tables.shift import fits
from breakdown.parse.tables.titles import Heading, Row
from breakdown.parse.tables.twofold import fold_columns
from breakdown.words import Words

_NOTHING = Caption((), "", (), False)
_MOST_TITLE_ROWS = 8


@dataclass
class Part:
    """Rows under one head and one caption; they may come from several tables.

    heads: cells of the head. repeats: cells of the same head printed again. line: its first cell. renamed: it begins
    another sheet.
    """

    heading: Heading | None
    caption: Caption
    name: str
    renamed: bool
    line: int
    rows: list[Row] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    repeats: list[int] = field(default_factory=list)


class _Segment(NamedTuple):
    """Rows above a head, the head, the rows below it."""

    titles: list[Row]
    heading: Heading | None
    head: Sequence[Row]
    body: list[Row]


def part_tables(document: Document, words: Words) -> list[Part]:
    """The parts of all tables in print order; a part without heading goes on with the columns of the one before."""
    parts: list[Part] = []
    for at, block in enumerate(document.blocks):
        if isinstance(block, Table):
            caption = read_caption(document.blocks, at, words)
            for segment in _split(block.rows, words):
                _add(parts, segment, caption, block.name, words)
                caption = _NOTHING
    return parts


def part_columns(part: Part, words: Words) -> Columns | None:
    """What the columns of a part are read as; None when nothing shows that it lists tasks."""
    if part.heading is None:
        return guess_columns(part.rows, words)
    return settle_columns(part.heading, part.rows, words, led=part.caption.units is not None)


def _split(rows: Sequence[Row], words: Words) -> list[_Segment]:
    segments = [_Segment([], None, (), [])]
    at = 0
    while at < len(rows):
        heading = read_heading(rows, at, all(_is_title(row) for row in rows[:at]), words)
        if heading is None:
            segments[-1].body.append(rows[at])
            at += 1
            continue
        above = segments[-1]
        titles = _titles_of(above.body, above.heading, heading)
        del above.body[len(above.body) - len(titles) :]
        segments.append(_Segment(titles, heading, rows[at : at + heading.high], []))
        at += heading.high
    segments = [each if each.heading is None else _folded(each, each.heading) for each in segments]
    return [segment for segment in segments if segment.body or segment.head]


def _folded(segment: _Segment, heading: Heading) -> _Segment:
    single, body = fold_columns(heading, segment.body)
    return segment._replace(heading=single, body=body)


def _titles_of(body: Sequence[Row], before: Heading | None, heading: Heading) -> list[Row]:
    """The rows just above a head that belong to it: all above the first head, headings above another one."""
    if before is None:
        return list(body) if len(body) <= _MOST_TITLE_ROWS else []
    count = 0
    while before.titles != heading.titles and count < len(body) and _written(body[-1 - count]) == 1:
        count += 1
    return list(body[len(body) - count :])


def _reads_as_heading(titles: Sequence[Row]) -> bool:
    """Whether the row right above a head is a numbered heading of the rows below it."""
    text = next((cell.text.strip() for cell in titles[-1] if not cell.blank), "") if titles else ""
    return bool(text) and _written(titles[-1]) == 1 and (is_section(text) or is_subsection(text))


def _is_title(row: Row) -> bool:
    """Whether a row stands above a head: nothing, one text, or labels with their values."""
    return _written(row) < 2 or any(re.search("[:：]", cell.text) for cell in row)


def _written(row: Row) -> int:
    return len({cell.line for cell in row if not cell.blank})


def _add(parts: list[Part], segment: _Segment, caption: Caption, name: str, words: Words) -> None:
    last = parts[-1] if parts else None
    other = last is not None and last.heading != segment.heading and _reads_as_heading(segment.titles)
    if last and segment.titles and not (caption.lines or other) and _fits(last, segment.titles, name, words):
        last.rows += segment.titles
    else:
        caption = _under(caption, segment.titles, words)
    heads = [cell.line for row in segment.head for cell in row]
    rows = segment.body
    same = last is not None and (
        _fits(last, rows, name, words, strange=True)
        if segment.heading is None
        else last.heading is not None and last.heading.titles == segment.heading.titles
    )
    if last and same and last.name == name and not caption.lines:
        last.rows += rows
        last.repeats += heads
        return
    heading = last.heading if last and same and segment.heading is None else segment.heading
    line = (rows or segment.head)[0][0].line
    parts.append(Part(heading, caption, name, bool(last and last.name != name), line, list(rows), heads))


def _fits(part: Part, rows: Sequence[Row], name: str, words: Words, strange: bool = False) -> bool:
    """Whether rows without a head go on with a part: as many columns, and each cell reads as its column wants."""
    if not part.rows or not rows or len(part.rows[0]) != len(rows[0]) or (name != part.name and not strange):
        return False
    columns = part_columns(part, words)
    return columns is not None and fits(rows, columns, words)


def _under(caption: Caption, titles: Sequence[Row], words: Words) -> Caption:
    """The caption above a table with the rows that stand inside it above the head."""
    cells = {cell.line: cell for row in titles for cell in row if not cell.blank}
    alone = {cell.line for row in titles if _written(row) == 1 for cell in row}
    telling = [(line, cell.text) for line, cell in cells.items() if line in alone or units_above(cell.text, words)]
    inner = caption_of(telling, words)
    return Caption(
        (*caption.headings, *inner.headings), inner.title or caption.title, (*caption.lines, *cells),
        caption.marked or inner.marked, inner.units or caption.units,
    )  # fmt: skip
