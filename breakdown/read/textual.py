"""What a text file holds, by its content: prose, records, rows of a table, a piece of a web page, or markdown."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

_SAMPLE_CHARACTERS, _SAMPLE_ROWS = 60_000, 200
_FEWEST_CELLS, _FEWEST_ROWS, _SHARE = 3, 2, 0.8
_RECORD = re.compile(r'\s*(?:\[\s*)?\{\s*"')
_CLOSING_TAG = re.compile(r"</(?:p|div|td|tr|table|li|ul|ol|span|body)>", re.IGNORECASE)
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+\S", re.MULTILINE)
_STRONG = re.compile(r"(\*\*|__)(?=\S)[^\n*_]+?(?<=\S)\1")
_BULLET = re.compile(r"^\s*[-*+]\s+(?!\d+\s*[-—–])\S", re.MULTILINE)
_LINK = re.compile(r"!?\[[^\]\n]*\]\([^)\n]*\)")
_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*$", re.MULTILINE)


def kind_of_text(text: str) -> str:
    """records, html, csv, markdown or text; only clear marks decide against text."""
    sample = text[:_SAMPLE_CHARACTERS]
    if _RECORD.match(sample):
        return "records"
    if len(_CLOSING_TAG.findall(sample)) >= 3:
        return "html"
    if separator_of(text):
        return "csv"
    marks = len(_STRONG.findall(sample)) + len(_BULLET.findall(sample)) + len(_LINK.findall(sample))
    headings = len(_HEADING.findall(sample))
    return "markdown" if headings > 1 or headings + marks > 2 or _RULE.search(sample) else "text"


def separator_of(text: str) -> str:
    """The sign that parts the cells of nearly every row into equally many; "" when the text is no such table.

    A Chinese comma parts no cells, and tabs are told elsewhere.
    """
    sample = text[:_SAMPLE_CHARACTERS]
    if len(sample) < len(text):
        sample = sample[: sample.rfind("\n") + 1]
    first, _, rest = sample.partition("\n")
    if first.strip().lower() in ("sep=,", "sep=;"):
        return first.strip()[4] if _is_table(rest, first.strip()[4]) else ""
    return next((sign for sign in ",;" if _is_table(sample, sign)), "")


def _is_table(sample: str, sign: str) -> bool:
    try:
        rows = [row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=sign) if any(map(str.strip, row))]
    except csv.Error:
        return False
    return _is_even(rows[:_SAMPLE_ROWS])


def _is_even(rows: Sequence[Sequence[str]]) -> bool:
    """Whether nearly all rows have as many cells as the widest, and one of the first rows could head them."""
    if len(rows) < _FEWEST_ROWS:
        return False
    most, often = Counter(map(len, rows)).most_common(1)[0]
    heads = any(len(row) == most and not any("。" in cell for cell in row) for row in rows[:5])
    return most >= _FEWEST_CELLS and often >= _SHARE * len(rows) and heads
