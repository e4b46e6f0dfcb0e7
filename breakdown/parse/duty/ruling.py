"""Rules that a notice states once, applied to its tasks: who leads in a list, who supports all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from breakdown.names import split_outside_brackets, split_units, unit_share
from breakdown.parse.duty.clause import ORDER_DOUBT, Duty, lead_by_order
from breakdown.parse.duty.rules import (
    ALL_SUPPORT,
    DEFAULT_TIME,
    FIRST_LEADS,
    LOOK_LEADS,
    MARK_LEADS,
    OF_UNITS,
    SAME,
    SUPPORT_OF_ALL,
    strip_rule,
)
from breakdown.parse.origin import Origin
from breakdown.problems import Problem
from breakdown.words import Words

# changes a row in place, and says whether it did
Change = Callable[[dict[str, Any]], bool]


class Saying(NamedTuple):
    """A line of the notice by number, and whether it belongs to a task: then what it says holds from that task on."""

    number: int
    text: str
    inside: bool


def apply_rules(
    rows: Sequence[dict[str, Any]], lines: Sequence[Saying], words: Words, places: dict[int, str]
) -> list[Problem]:
    """Lead and support lists and deadlines by the rules that the notice states; each rule applied is said once.

    The rows are changed in place; a row whose own words say who leads (row["said"]) keeps its roles.
    """
    texts = {line.number: line.text for line in lines}
    problems: list[Problem] = []
    for line in lines:
        for sentence, change in _rules(line, texts, words):
            changed = [change(row) for row in _reach(rows, line, line.text)]
            if any(changed):
                problems.append(Problem("提示", places[line.number], "layout", sentence, "请核对", line.text[:200]))
    return problems


def _rules(line: Saying, texts: Mapping[int, str], words: Words) -> Iterator[tuple[str, Change]]:
    """What a line rules: a sentence about it, and how it changes a row; who leads is ruled in one way only."""
    text = line.text
    if match := MARK_LEADS.search(text):
        mark = match["mark"] or match["sign"]
        yield f"通知说明标“{mark}”的单位牵头，其余单位按配合读取", partial(_by_mark, mark=mark, words=words)
    elif LOOK_LEADS.search(text):
        yield "通知用字体（加粗、下划线等）标明牵头单位，文字里看不出来", partial(_doubt_look, words=words)
    elif FIRST_LEADS.search(text) and (not line.inside or OF_UNITS.search(text)):
        yield "通知说明排在第一位的责任单位牵头，其余单位按配合读取", partial(_by_order, texts=texts, words=words)
    match = ALL_SUPPORT.search(text) or SUPPORT_OF_ALL.search(text)
    if match and unit_share(match["units"], words.units) == 1:
        yield f"通知说明各项任务均由“{match['units']}”配合或落实，已加入各项的配合单位", partial(
            _add_support, units=match["units"], words=words
        )
    if (match := DEFAULT_TIME.search(text)) and not line.inside:
        yield f"通知说明没有另写时限的任务“{match['time']}”完成，已填入这些任务的完成时限", partial(
            _by_default, time=match["time"]
        )


def _reach(rows: Sequence[dict[str, Any]], line: Saying, text: str) -> list[dict[str, Any]]:
    """The rows that a rule speaks of: all of them, or from the task that states it on (下同), or that task alone."""
    if not line.inside:
        return list(rows)
    own = max((row["line"] for row in rows if row["line"] <= line.number), default=0)
    same = SAME.search(text) is not None
    return [row for row in rows if row["line"] == own or same and row["line"] > own]


def _by_order(row: dict[str, Any], texts: Mapping[int, str], words: Words) -> bool:
    own = strip_rule("\n".join(texts.get(number, "") for number in row["lines"]))
    # 甲、乙负责 says of none of them that it leads
    said = row["said"] and (bool(row["supports"]) or any(verb in own for verb in words.units.lead_verbs))
    assumed = [doubt for doubt in row["doubts"].split("\n") if doubt.endswith(ORDER_DOUBT)]
    duty = lead_by_order(Duty(row["leads"], row["supports"], said=said), "", words)
    if duty.supports == row["supports"] and not assumed:
        return False
    row["leads"], row["supports"] = duty.leads, duty.supports
    row["doubts"] = "\n".join(doubt for doubt in row["doubts"].split("\n") if doubt not in assumed)
    rule = "通知说明排在第一位的单位牵头，其余配合"
    row["origins"] += [Origin(name, rule, (), "没有这条说明时都按牵头读取") for name in ("leads", "supports")]
    return True


def _by_mark(row: dict[str, Any], mark: str, words: Words) -> bool:
    """Only lists in which a name bears the mark are parted; the mark is no part of the name."""
    listed = "、".join(filter(None, [row["leads"], row["supports"]]))
    # names may be parted by blanks before or behind the mark only
    listed = re.sub(r"(?<=\S)[ \t\u3000]+(?=\S)", "、", listed) if mark in listed else listed
    pieces = [piece.strip() for piece in split_outside_brackets(listed)]
    marked = [piece for piece in pieces if piece.startswith(mark) or piece.endswith(mark)]
    if not marked or row["said"] and row["supports"]:
        return False
    row["leads"] = "、".join(piece.strip(mark) for piece in marked)
    row["supports"] = "、".join(piece for piece in pieces if piece not in marked)
    rule = f"通知说明标“{mark}”的单位牵头，其余配合"
    row["origins"] += [Origin(name, rule) for name in ("leads", "supports")]
    return True


def _doubt_look(row: dict[str, Any], words: Words) -> bool:
    if row["said"] or row["supports"] or len(split_units(row["leads"], words.units)) < 2:
        return False
    doubt = "通知用字体标明牵头单位，文字里看不出来，各单位暂都按牵头读取"
    row["doubts"] = "\n".join(filter(None, [row["doubts"], doubt]))
    return True


def _by_default(row: dict[str, Any], time: str) -> bool:
    if row["deadline_text"]:
        return False
    row["deadline_text"] = time
    doubt = f"这一项没有单独写完成时限，按通知的统一要求“{time}”读取"
    row["doubts"] = "\n".join(filter(None, [row["doubts"], doubt]))
    row["origins"] += [Origin("deadline_text", "通知对没有另写时限的任务的统一要求")]
    return True


def _add_support(row: dict[str, Any], units: str, words: Words) -> bool:
    there = {name.text for name in split_units(f"{row['leads']}、{row['supports']}", words.units)}
    added = [name.text for name in split_units(units, words.units) if name.text not in there]
    row["supports"] = "、".join(filter(None, [row["supports"], *added]))
    row["origins"] += [Origin("supports", "通知说明各项任务都由这些单位配合")] if added else []
    return bool(added)
