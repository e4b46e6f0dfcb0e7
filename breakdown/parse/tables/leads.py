"""Who leads the tasks of a table that has no column for it: the units named above it, by a heading or by the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from breakdown.names import unit_share
from breakdown.parse.lines import read_number, squeeze
from breakdown.parse.origin import Origin
from breakdown.parse.tables.captions import value_of
from breakdown.parse.tables.fields import Columns
from breakdown.parse.tables.parted import Part
from breakdown.words import Words


def lead_from_above(rows: Sequence[dict[str, Any]], columns: Columns, part: Part, words: Words) -> None:
    """Give the tasks without lead units those that stand above them, with a doubt; the rows are changed in place."""
    if columns.at("lead"):
        return
    above = part.caption.units
    for row in rows:
        if row["leads"]:
            continue
        if above is not None:
            _lead(row, value_of(above.text), f"表格上方的“{above.text}”", above.line)
            continue
        headings = [("标题", text) for text in (row["subsection"], row["section"], part.caption.title)]
        for source, text in (*headings, ("工作表名称", part.name)):
            if name := _unit(text, words):
                _lead(row, name, f"{source}“{text}”", part.line)
                break


def _unit(text: str, words: Words) -> str:
    """The units that a heading is, without its number; "" when it says anything else."""
    number = read_number(text)
    name = squeeze(number.rest if number else text)
    return name if name and unit_share(name, words.units) == 1 else ""


def _lead(row: dict[str, Any], units: str, source: str, line: int) -> None:
    row["leads"] = units
    row["doubts"] = "\n".join(filter(None, [row["doubts"], f"表中没有牵头单位栏，按{source}读取牵头单位，请核对"]))
    row["origins"].append(Origin("leads", f"{source}；表中没有牵头单位栏", (line,)))
