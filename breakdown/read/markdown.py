"""Markdown: a text without its marks, line for line; rows between bars are a table as in any text."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from breakdown.document import Cell, Table
from breakdown.encoding import decode
from breakdown.read.contents import Contents
from breakdown.read.steps import Step
from breakdown.read.text import gather_lines

_LINE_END = re.compile(r"\r\n|[\n\r]")
# lines that only draw: fences, rules, underlines of headings
_DRAWN = re.compile(r"\s*(?:`{3,}.*|~{3,}.*|[-*_=](?:\s*[-*_=]){2,}\s*)")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_QUOTE = re.compile(r"^(?: {0,3}>\s?)+")
# the dashes around a page number are none
_BULLET = re.compile(r"^\s*[-*+]\s+(?!\d+\s*[-—–])(?:\[[ xX]\]\s+)?")
_STRONG = re.compile(r"(?<!\\)(\*\*\*|\*\*|__|~~|`)(?=\S)(.+?)(?<=[^\s\\])\1")
_SLANTED = re.compile(r"(?<![\\*\w])\*(?=[^\s*])([^*\n]+?)(?<=[^\s\\*])\*(?!\*)")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_TAG = re.compile(r"</?(?!br\b)[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{}~])")
_BAR = re.compile(r"(?<!\\)\|")
# stands for a break within a line while rows are told from lines
_HELD = "\ue000"


def gather(name: str, data: bytes, step: Step) -> Contents:
    """Lines and tables of a markdown file, without headings' signs, emphasis, list dashes, links and entities."""
    contents = gather_lines("\n".join(map(_bare, _LINE_END.split(decode(data) or ""))))
    contents.blocks = [
        _broken(block) if isinstance(block, Table) else replace(block, text=block.text.replace(_HELD, " "))
        for block in contents.blocks
    ]
    return contents


def _bare(line: str) -> str:
    """A line without its marks."""
    if _DRAWN.fullmatch(line):
        return ""
    line = _QUOTE.sub("", line)
    heading = _HEADING.match(line)
    line = heading[1] if heading else _BULLET.sub("", line)
    for _ in range(2):
        line = _STRONG.sub(r"\2", line)
    line = _BREAK.sub(_HELD, _TAG.sub("", _LINK.sub(r"\1", _SLANTED.sub(r"\1", line))))
    # bars that part cells are told later, and so are those that do not
    row = len(_BAR.findall(line)) > 1
    line = _ESCAPE.sub(lambda found: found[0] if row and found[1] == "|" else found[1], line)
    return unescape(line).rstrip("\\ ") if not row else unescape(line)


def _broken(table: Table) -> Table:
    """A table with the breaks in its cells."""
    made: dict[int, Cell] = {}
    for cell in table.cells():
        lines = (line.strip() for line in cell.text.split(_HELD))
        made[cell.line] = replace(cell, text="\n".join(filter(None, lines)))
    return replace(table, rows=tuple(tuple(made[cell.line] for cell in row) for row in table.rows))
