"""Rules that a notice states once for all its tasks: who leads in a list (列第一位的为牵头单位，下同), who supports all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from breakdown.names import split_outside_brackets, split_units, unit_share
from breakdown.problems import Problem
from breakdown.traditional import plain
from breakdown.words import Words

_FIRST = (
    r"(?:(?:列|排|居|位列|排列|位居|名列|写)(?:名|在|于)?(?:第一位?|首位|首|最前面?|前面)"
    r"|第一(?:个|位|家)?(?=的|为|单位|责任|部门|牵头)|首(?:个|位|家)(?=的|为|单位|责任|部门|牵头)|首列)"
)
# the first-named of several responsible units leads
_FIRST_LEADS = re.compile(rf"{_FIRST}的?[^，,。；;（）()]{{0,12}}?(?:为|是|系|即|负责|作为)?[^，,。；;（）()]{{0,6}}牵头")
_MARK_LEADS = re.compile(r"(?:标|带|注|加|打|有|划|画)(?:注|有|记|明)?[“\"‘'（(]?(?P<mark>[*＊★☆▲△※#])[”\"’'）)]?[^，,。；;]{0,14}牵头")
_LOOK_LEADS = re.compile(r"(?:加粗|粗体|黑体|下划线|划线|斜体|红色|标红)[^，,。；;]{0,10}牵头")
_ALL_SUPPORT = re.compile(
    r"(?:以[上下]|上述|所有|全部|各项|下列)(?:各项|所有)?(?:重点)?(?:工作|任务|事项|项目)*[^，,。；;]{0,4}(?:均|都)"
    r"(?:需|须|应|要)?由(?P<units>[^。；;]{2,60}?)(?:负责|共同|积极|予以|做好)*配合"
)
_SAME = re.compile(r"(?:以?下|后)同")
# the words of a rule inside a bracket, from the mark before them
_INSIDE = re.compile(
    rf"[，,；;。、]?\s*(?:其中|注)?[:：，,]?\s*(?:{_FIRST}|(?:标|带|注|加|打|有)(?:注|有|记)?[“\"]?[*＊★☆▲△※#])"
    r"[^；;。（）()]*?牵头[^；;。，,（）()]*(?:[，,](?:其余|其他|其它)[^；;。，,]*)?(?:[，,；;。]?\s*(?:以?下|后)同)?"
    r"|[，,；;。]\s*(?:以?下|后)同"
)


class Line(NamedTuple):
    """A line of the notice by number, and whether it belongs to a task: then what it says holds from that task on."""

    number: int
    text: str
    inside: bool


def strip_rule(text: str) -> str:
    """What stands in a bracket without the rule that it states for all brackets after it."""
    return _INSIDE.sub("", text)


def apply_rules(
    rows: Sequence[dict[str, Any]], lines: Sequence[Line], words: Words, places: dict[int, str]
) -> list[Problem]:
    """Lead and support lists by the rules that the notice states; each rule that is applied is said once.

    The rows are changed in place; a row whose own words say who leads (row["said"]) keeps its roles.
    """
    problems: list[Problem] = []
    for line in lines:
        text = plain(line.text)
        if match := _MARK_LEADS.search(text):
            changed = [_by_mark(row, match["mark"], words) for row in _reach(rows, line, text)]
            sentence = f"通知说明标“{match['mark']}”的单位牵头，其余单位按配合读取"
        elif _LOOK_LEADS.search(text):
            changed = [_doubt_look(row, words) for row in _reach(rows, line, text)]
            sentence = "通知用字体（加粗、下划线等）标明牵头单位，文字里看不出来"
        elif _FIRST_LEADS.search(text):
            changed = [_by_order(row, words) for row in _reach(rows, line, text)]
            sentence = "通知说明排在第一位的责任单位牵头，其余单位按配合读取"
        elif (match := _ALL_SUPPORT.search(text)) and unit_share(match["units"], words.units) == 1:
            changed = [_add_support(row, match["units"], words) for row in _reach(rows, line, text)]
            sentence = f"通知说明各项任务均由“{match['units']}”配合，已加入各项的配合单位"
        else:
            continue
        if any(changed):
            problems.append(Problem("提示", places[line.number], "layout", sentence, "请核对", line.text[:200]))
    return problems


def _reach(rows: Sequence[dict[str, Any]], line: Line, text: str) -> list[dict[str, Any]]:
    """The rows that a rule speaks of: all of them, or from the task that states it on (下同), or that task alone."""
    if not line.inside:
        return list(rows)
    own = max((row["line"] for row in rows if row["line"] <= line.number), default=0)
    same = _SAME.search(text) is not None
    return [row for row in rows if row["line"] == own or same and row["line"] > own]


def _by_order(row: dict[str, Any], words: Words) -> bool:
    if row["said"] or row["supports"]:
        return False
    first, *others = [name.text for name in split_units(row["leads"], words.units)] or [""]
    if not others:
        return False
    ending = "等" if row["leads"].rstrip("。 ").endswith("等") else ""
    row["leads"], row["supports"] = first, "、".join(others) + ending
    return True


def _by_mark(row: dict[str, Any], mark: str, words: Words) -> bool:
    """Only lists in which a name bears the mark are parted; the mark is no part of the name."""
    pieces = [piece.strip() for piece in split_outside_brackets("、".join(filter(None, [row["leads"], row["supports"]])))]
    marked = [piece for piece in pieces if piece.startswith(mark) or piece.endswith(mark)]
    if not marked or row["said"] and row["supports"]:
        return False
    row["leads"] = "、".join(piece.strip(mark) for piece in marked)
    row["supports"] = "、".join(piece for piece in pieces if piece not in marked)
    return True


def _doubt_look(row: dict[str, Any], words: Words) -> bool:
    if row["said"] or row["supports"] or len(split_units(row["leads"], words.units)) < 2:
        return False
    doubt = "通知用字体标明牵头单位，文字里看不出来，各单位暂都按牵头读取"
    row["doubts"] = "\n".join(filter(None, [row["doubts"], doubt]))
    return True


def _add_support(row: dict[str, Any], units: str, words: Words) -> bool:
    there = {name.text for name in split_units(f"{row['leads']}、{row['supports']}", words.units)}
    added = [name.text for name in split_units(units, words.units) if name.text not in there]
    row["supports"] = "、".join(filter(None, [row["supports"], *added]))
    return bool(added)
