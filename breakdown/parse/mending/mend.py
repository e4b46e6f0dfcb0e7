"""Lines mended before they are read: letters that were spaced out, hard wraps, several items on one line."""

from __future__ import annotations

import re
from dataclasses import replace

from breakdown.document import Block, Document, Paragraph, Table
from breakdown.parse.lines import make_lines
from breakdown.parse.mending.glued import split_glued
from breakdown.parse.mending.wraps import join_wraps
from breakdown.words import Words

_FEWEST = 6
_MOST = 0.8
_SINGLE = re.compile(r"(?<=\S)\s+(?=\S)")
# a label that is spaced out to fill its line; what stands behind the colon may not be
_LABEL = re.compile(r"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff][ \u3000]){2,}[\u4e00-\u9fff](?=\s*[:：])")
# digits of a year or date with single blanks between them
_DIGITS = re.compile(r"(?<![\d])\d(?: \d){3}(?= ?年)")


def mend_document(document: Document, words: Words) -> Document:
    """The document with its lines as the office meant them, without text of the page; every piece keeps its place.

    A line made of several has the number of the first; where one has become several, the numbers behind it move up.
    Cells of tables stay as they are.
    """
    written = {paragraph.line: paragraph for paragraph in document.paragraphs if not paragraph.furniture}
    tables = {table.rows[0][0].line: table for table in document.tables}
    raw = {number: paragraph.text for number, paragraph in written.items()}
    # a table stands as one line that no text is joined across
    lines = [
        line._replace(text=close_up(line.text)) if line.number in raw else line._replace(text="表")
        for line in make_lines(piece for piece in document.pieces() if piece.line in raw or piece.line in tables)
    ]
    blocks: list[Block] = []
    added = 0
    for line in join_wraps(lines, raw, words):
        if line.number in tables:
            blocks.append(_move(tables[line.number], added))
            continue
        place = written[line.number].place or f"第{line.number}行"
        texts = split_glued(line.text, words) if line.text else [raw[line.number]]
        blocks += [Paragraph(text, line.number + added + at, place) for at, text in enumerate(texts)]
        added += len(texts) - 1
    return replace(document, blocks=tuple(blocks))


def _move(table: Table, by: int) -> Table:
    """The table with the numbers of its cells moved up; a merged cell stays one object."""
    moved = {cell.line: replace(cell, line=cell.line + by) for cell in table.cells()}
    return replace(table, rows=tuple(tuple(moved[cell.line] for cell in row) for row in table.rows))


def close_up(text: str) -> str:
    """A line whose characters stand apart, closed up (责 任 单 位 ： 市 财 政 局); labels, digits of a year in any."""
    pieces = text.split()
    single = sum(len(piece) == 1 for piece in pieces)
    if len(pieces) >= _FEWEST and single >= _MOST * len(pieces):
        # where single blanks part the characters, wider gaps part the lines
        return re.sub(r"(?<=\S) (?=\S)", "", text.strip()) if " " in _SINGLE.findall(text) else "".join(pieces)
    text = _LABEL.sub(lambda match: re.sub(r"[ \u3000]", "", match[0]), text)
    return _DIGITS.sub(lambda match: match[0].replace(" ", ""), text)
