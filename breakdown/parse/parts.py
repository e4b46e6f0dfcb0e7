"""A notice that prints its tasks twice, as text and as table: rows are matched, differences listed, values merged."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import Any

from breakdown.names import split_people, split_units
from breakdown.parse.origin import Origin
from breakdown.problems import Problem
from breakdown.words import Words

_FIELDS = {
    "section": "板块", "content": "重点工作", "leaders": "牵头领导", "leads": "牵头单位", "supports": "配合单位",
    "deadline_text": "完成时限", "goal": "年度目标",
}
_NUMBER = re.compile(r"^\d+[.．、]")
# Least share of common character pairs by which two texts are one task.
_FLOOR = 0.45
# Where fewer than one task in so many has its like, text and table hold tasks of their own.
_RARELY = 5
# How far a task may have moved between text and table.
_APART = 40


def merge_parts(
    text: list[dict[str, Any]], table: list[dict[str, Any]], places: dict[int, str], words: Words
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """One row per task in the text's order; where the parts differ the fuller value stands and is doubted.

    Parts that hold different tasks are read one behind the other.
    """
    pairs = match_rows(text, table)
    if len(pairs) * _RARELY < min(len(text), len(table)):
        sentence = f"正文有{len(text)}项任务，表格有{len(table)}项，内容不同，按先后次序一并读取"
        problem = Problem("提示", places[table[0]["line"]], "layout", sentence, "请核对两处是否各有各的任务")
        return sorted([*text, *table], key=lambda row: int(row["line"])), [problem]
    # a column that only one part has is no difference
    lacking = {name for name in _FIELDS for part in (text, table) if not any(row[name] for row in part)}
    problems: list[Problem] = []
    merged: list[dict[str, Any]] = []
    for index, row in enumerate(text):
        other = table[pairs[index]] if index in pairs else None
        if other is None:
            problems.append(_alone(row, places, "正文", "表格"))
            merged.append(row | {"doubts": _join(row["doubts"], "表格中没有找到对应的任务")})
        else:
            merged.append(_merge(row, other, places, words, problems, lacking))
    for index, row in enumerate(table):
        if index not in pairs.values():
            problems.append(_alone(row, places, "表格", "正文"))
            merged.append(row | {"doubts": _join(row["doubts"], "正文中没有找到对应的任务")})
    return merged, problems + _headings_left(merged, table, places)


def _headings_left(
    merged: list[dict[str, Any]], table: list[dict[str, Any]], places: dict[int, str]
) -> list[Problem]:
    """Each second heading of the table that no merged row holds, said once."""
    kept = "\n".join(_fold(row[name]) for row in merged for name in ("section", "subsection", "content"))
    first: dict[str, dict[str, Any]] = {}
    for row in table:
        if _fold(_NUMBER.sub("", row["subsection"])) not in kept:
            first.setdefault(row["subsection"], row)
    hint = "已按正文的标题读取；如应以表格为准，请在“任务核对”表中修改"
    return [
        Problem("提示", places[row["line"]], "layout", f"表格里的标题“{heading}”正文里没有", hint, heading)
        for heading, row in first.items()
    ]


def match_rows(text: list[dict[str, Any]], table: list[dict[str, Any]]) -> dict[int, int]:
    """Index in text → index in table, in print order, maximising the similarity of the task texts."""
    mine, theirs = [_forms(row) for row in text], [_forms(row) for row in table]
    like = [
        [_similar(forms, others) if abs(i - j) <= _APART else 0.0 for j, others in enumerate(theirs)]
        for i, forms in enumerate(mine)
    ]
    best = [[0.0] * (len(table) + 1) for _ in range(len(text) + 1)]
    for i in range(len(text) - 1, -1, -1):
        for j in range(len(table) - 1, -1, -1):
            pair = best[i + 1][j + 1] + like[i][j] if like[i][j] >= _FLOOR else 0.0
            best[i][j] = max(pair, best[i + 1][j], best[i][j + 1])
    pairs, i, j = {}, 0, 0
    while i < len(text) and j < len(table):
        if like[i][j] >= _FLOOR and best[i][j] == best[i + 1][j + 1] + like[i][j]:
            pairs[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _forms(row: dict[str, Any]) -> list[set[str]]:
    """The pairs of neighbouring characters of a task's text, alone and behind its second heading.

    An indicator's name may stand in a cell of its own (地区生产总值 | 增长9%).
    """
    name = _NUMBER.sub("", row["subsection"])
    texts = dict.fromkeys([_fold(row["content"]), _fold(name + row["content"])])
    return [{f"{a}{b}" for a, b in pairwise(text)} for text in texts]


def _similar(forms: list[set[str]], others: list[set[str]]) -> float:
    """Share of pairs of characters that two texts have in common (Dice), of their most alike forms."""
    return max(_dice(forms[0], other) for other in others)


def _dice(a: set[str], b: set[str]) -> float:
    total = len(a) + len(b)
    return 2 * len(a & b) / total if total else 0.0


def _merge(
    row: dict[str, Any], other: dict[str, Any], places: dict[int, str], words: Words, problems: list[Problem],
    lacking: set[str],
) -> dict[str, Any]:
    merged = row | {"lines": [*row["lines"], *other["lines"]], "origins": list(row["origins"])}
    differing = []
    for name, title in _FIELDS.items():
        mine, theirs = row[name], other[name]
        if not theirs or _same(name, mine, theirs, other, words):
            continue
        from_table = [origin for origin in other["origins"] if origin.field == name]
        if not mine:
            merged[name] = theirs
            merged["origins"] += from_table
            if name in lacking or name in ("deadline_text", "goal"):
                continue
        else:
            merged[name] = _fuller(name, mine, theirs, words)
            left = f"表格写的是“{theirs}”" if merged[name] == mine else f"正文写的是“{mine}”"
            merged["origins"] += [*from_table, Origin(name, "正文与表格不一致，取较完整的一处", (), left)]
        differing.append(title)
        problems.append(_difference(row, other, title, mine, theirs, merged[name], places))
    if row["leaders"] and not other["leaders"] and "leaders" not in lacking:
        differing.append("牵头领导")
        problems.append(_difference(row, other, "牵头领导", row["leaders"], "", row["leaders"], places))
    if differing:
        merged["doubts"] = _join(row["doubts"], f"正文与表格的{'、'.join(differing)}不一致，暂取较完整的一处")
    merged["doubts"] = _join(merged["doubts"], other["doubts"])
    return merged


def _same(name: str, mine: str, theirs: str, other: dict[str, Any], words: Words) -> bool:
    if name == "leaders":
        return set(split_people(mine, words)) == set(split_people(theirs, words))
    if name in ("leads", "supports"):
        return {unit.text for unit in split_units(mine, words.units)} == {
            unit.text for unit in split_units(theirs, words.units)
        }
    if _fold(mine) == _fold(theirs):
        return True
    heading = _NUMBER.sub("", other["subsection"])
    return name == "content" and _fold(mine) == _fold(heading + theirs)


def _fuller(name: str, mine: str, theirs: str, words: Words) -> str:
    """The value that says more: the longer list or text; the text part's where both are as long."""
    if name == "leaders":
        return mine if len(split_people(mine, words)) >= len(split_people(theirs, words)) else theirs
    if name in ("leads", "supports"):
        both = len(split_units(mine, words.units)), len(split_units(theirs, words.units))
        return mine if both[0] >= both[1] else theirs
    return mine if len(_fold(mine)) >= len(_fold(theirs)) else theirs


def _difference(
    row: dict[str, Any], other: dict[str, Any], title: str, mine: str, theirs: str, taken: str, places: dict[int, str]
) -> Problem:
    sentence = f"正文第“{row['no']}”项与表格第“{other['no'] or '无序号'}”行的{title}不一致"
    found = f"正文（{places[row['line']]}）：{mine or '空'}；表格（{places[other['line']]}）：{theirs or '空'}"
    return Problem("存疑", places[row["line"]], "parts-differ", sentence, f"暂取：{taken}，请核对", found)


def _alone(row: dict[str, Any], places: dict[int, str], here: str, there: str) -> Problem:
    sentence = f"{here}中的任务“{row['content'][:40]}”在{there}中没有对应"
    return Problem("存疑", places[row["line"]], "parts-differ", sentence, "请核对通知原文", row["content"])


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"\s+", "", folded).strip("。;，,.；:：")


def _join(*doubts: str) -> str:
    return "\n".join(dict.fromkeys(filter(None, "\n".join(doubts).split("\n"))))
