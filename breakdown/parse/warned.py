"""What stands around a task and went nowhere, and what its text still holds, told to the task itself as a doubt."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from breakdown.names import looks_like_unit, split_outside_brackets, split_units, unit_share, without_brackets
from breakdown.parse.account import Account, is_closing, is_footnote, is_note
from breakdown.parse.duty.labels import role_of
from breakdown.parse.duty.times import names_time
from breakdown.parse.lines import read_number
from breakdown.words import Words

Row = dict[str, Any]
_QUOTED = 40
# Least share of a list that must read as units; the longest verb behind a unit, and the longest name, as a guess.
_MOST = 0.5
_VERB = 8
_NAME = 14
_LABELLED = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,8}\s*[:：]\s*([^。；;\n:：]+)")
# 《》 hold titles
_BRACKET = re.compile(r"[（(〔\[【［]([^（()）〔〕\[\]【】［］]+)[）)〕\]】］]")
# no name has such marks, or begins so
_STRANGE = re.compile(r"[：:→|＝=。；;！？]|^(?:由|请|责成|交由|委托|会同|[★☆▲△◆●■※])")
# A B、C, as the cells of a table stand in copied text
_GAP = re.compile(r"^([\u4e00-\u9fff]{3,})[ \t\u3000]+([\u4e00-\u9fff]{3,})(?=[、,，])")
_ASKED = re.compile(r"^(?:由|请|责成|交由|委托|以|—+|-+)")


def warn_rows(rows: Sequence[Row], account: Account, lost: Mapping[int, str], words: Words) -> None:
    """Add doubts to the rows, in place: lines beside them that were not read, words of their own lines that no column
    holds (by line), units that their text may still name.
    """
    for number, sentence in lost.items():
        for row in rows:
            if number in row["lines"]:
                _doubt(row, sentence)
    _warn_of_lines(rows, account)
    for row in rows:
        read = "、".join(row[name] for name in ("leads", "supports", "leaders", "remark"))
        if left := next(_units_left(row["content"], read, words), ""):
            _doubt(row, f"内容里可能还有责任单位：“{left[:_QUOTED]}”")
        if strange := _strange_time(row["deadline_text"], words):
            _doubt(row, f"完成时限里可能还有别的内容：“{strange[:_QUOTED]}”")
        if more := _next_task(row, account):
            _doubt(row, f"内容里可能还有另一项任务：“{more[:_QUOTED]}”")
        if gap := _gap(row, words):
            _doubt(row, f"“{gap[:_QUOTED]}”之间只有空格，可能原是牵头、配合两栏")
        for name in split_units(f"{row['leads']}、{row['supports']}", words.units):
            if _STRANGE.search(without_brackets(name.text)):
                _doubt(row, f"“{name.text[:_QUOTED]}”可能不只是单位名称")


def _doubt(row: Row, sentence: str) -> None:
    if sentence not in row["doubts"].split("\n"):
        row["doubts"] = "\n".join(filter(None, [row["doubts"], sentence]))


def _warn_of_lines(rows: Sequence[Row], account: Account) -> None:
    owners: dict[int, list[Row]] = {}
    for row in rows:
        for number in row["lines"]:
            owners.setdefault(number, []).append(row)
    taken = sorted(owners)
    headings = account.numbers("heading")
    # inside the list, what was taken for a part of a letter is told, too
    last = max(taken, default=0)
    letter = [(number, account.texts[number]) for number in account.numbers("closing") if number < last]
    for number, text in [*account.left(), *letter]:
        at = bisect_left(taken, number)
        if at == 0 or is_closing(text) or is_note(text) or is_footnote(text):
            continue
        above, below = taken[at - 1], taken[at] if at < len(taken) else 0
        # a line under a heading speaks of the tasks below it
        headed = below and any(above < heading < number for heading in headings)
        for row in owners[below if headed else above]:
            _doubt(row, f"{'上' if headed else '下'}面一行没有归入：“{text[:_QUOTED]}”")


def _units_left(content: str, read: str, words: Words) -> Iterator[str]:
    """Passages of a task's text that read as units: behind a label nobody knows, in a bracket, at the end.

    read: the units that columns hold; words beside them may stay in the text.
    """
    for match in [*_LABELLED.finditer(content), *_BRACKET.finditer(content)]:
        if _names_units(match[1], read, words):
            yield match[0]
    plain = content.rstrip("。；;！ \n")
    tail = re.split(r"[。；;\n]", plain)[-1].strip()
    if tail != plain and _names_units(tail, read, words):
        yield tail
    cell = re.split(r"\s", plain)[-1]
    if cell != plain and unit_share(cell, words.units) == 1:
        yield cell


def _names_units(text: str, read: str, words: Words) -> bool:
    """Whether the clauses of a passage begin with units, and say no more than what these may do."""
    clauses = [piece.strip() for piece in split_outside_brackets(_ASKED.sub("", text.strip())) if piece.strip()]
    units = [_unit_of(clause, words) for clause in clauses]
    known = all(unit in read for unit in units)
    return bool(units) and bool(units[0]) and not known and sum(map(bool, units)) >= _MOST * len(units)


def _unit_of(clause: str, words: Words) -> str:
    """The unit that a clause begins with; "" where it begins otherwise, or says more."""
    clause = _ASKED.sub("", clause)
    # 区教育局：按要求指导 says what the unit does
    if clause.startswith(words.units.action_words) or re.search(r"[\d:：]", clause):
        return ""
    heads = (clause[:end] for end in range(min(len(clause), _NAME), max(2, len(clause) - _VERB), -1))
    return next((head for head in heads if looks_like_unit(head, words.units)), "")


def _gap(row: Row, words: Words) -> str:
    """Units parted by a blank in a list that parts its others by marks, and that nothing says the support of."""
    found = _GAP.search(row["leads"])
    if found is None or row["said"] or row["supports"]:
        return ""
    return found[0] if all(looks_like_unit(name, words.units) for name in found.groups()) else ""


def _strange_time(text: str, words: Words) -> str:
    """What in a deadline is a unit, or a label with its value; "" where nothing is."""
    pieces = [piece.strip() for piece in re.split(r"[。；;，,\n]", text) if piece.strip()]
    units = (each for each in pieces if looks_like_unit(each, words.units) and not names_time(each))
    return next(units, "") or next((each for each in pieces if _has_label(each, words)), "")


def _has_label(text: str, words: Words) -> bool:
    label, colon, _ = text.replace(":", "：").partition("：")
    return bool(colon) and role_of(label.strip(), words.labels) is not None


def _next_task(row: Row, account: Account) -> str:
    """A line of a task's text that goes on with the numbering of tasks: the next number after its own, in its style."""
    own = read_number(account.texts.get(row["line"], "")) if row["part"] == "text" else None
    if own is None:
        return ""
    numbered = ((line, read_number(line)) for line in row["content"].split("\n")[1:])
    following = (line for line, each in numbered if each and (each.style, each.value) == (own.style, own.value + 1))
    return next(following, "")
