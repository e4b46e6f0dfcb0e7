"""Lines of a notice gathered into nodes: a numbered line, a heading or an unnumbered task, with all that follows it."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence

from breakdown.names import CLOSERS, OPENERS, looks_like_people, unit_share
from breakdown.parse.account import Account, is_footnote, is_furniture
from breakdown.parse.duty.clause import is_duty_line, read_duty, split_closing
from breakdown.parse.duty.labels import Clause, label_of, split_labels
from breakdown.parse.duty.times import is_time
from breakdown.parse.lines import UNNUMBERED, Line, Number, read_number
from breakdown.parse.outline.annexes import find_annexes, find_closings
from breakdown.parse.outline.below import units_below
from breakdown.parse.outline.leading import Leading, leading_duties
from breakdown.parse.outline.node import Node
from breakdown.parse.outline.numbering import find_numbers
from breakdown.parse.outline.several import add_task, begins_units, last_of, says_work, split_several, states_task
from breakdown.parse.outline.titles import find_titles, is_letter_title
from breakdown.parse.outline.unnumbered import find_openers
from breakdown.words import Words

_UNITS = ("lead", "support", "either")
# 以上3项，牵头单位：…
_COVERS = re.compile(
    r"^[（(]?(?P<said>(?:以上|上述|前述)(?:各|(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,2}))?[项条个]?(?:任务|工作|事项)?)"
    r"(?:[，,：:\s]|均|都)*(?=由|[^，。]{2,12}[:：])"
)
# （3月底前）; （2023—2025年） is part of a name
_TIME = re.compile(
    r"[（(〔【\[](?P<time>[^（()）〔〕【】\[\]]*(?:前|底|末|内|季度|[上下]半年|\d[月日]|完成|全年|长期|持续\w*|常态化|旬|起))[)）〕】\]][。；;]?\s*$"
)
# how a report begins that follows a task without any label
# when units report is no deadline of the task above
_REPORTING = re.compile(r"^(?:请|各)|报送|上报|报告")
_PROGRESS = re.compile(r"^(已|目前|截[至止]|正在|现已|现正|(?:\d{1,2}[-—至])?\d{1,2}月[份底末]?，?(?:已|完成))")


def gather_nodes(lines: Sequence[Line], words: Words, account: Account, tables: Sequence[int]) -> list[Node]:
    """The nodes in print order; page furniture, the closing of letters and titles of attachments are booked.

    tables: numbers of cells; behind a table no node goes on.
    """
    filled = [line for line in lines if not line.blank]
    numbers = find_numbers(filled)
    closings, annexes = find_closings(filled, numbers, words), find_annexes(filled, numbers, words)
    named = {index for title in annexes.values() for index in title}
    heads = _heads(filled, numbers, named, words)
    above, leading = leading_duties(filled, heads, words), Leading()
    heads = {index: number for index, number in heads.items() if index not in above}
    below = units_below(filled, numbers, words)
    nodes: list[Node] = []
    current: Node | None = None
    part, annex, letter = 0, "", False
    for index, line in enumerate(filled):
        if current is not None and any(current.lines[-1] < table < line.number for table in tables):
            current = None
        if index in annexes:
            part, annex, letter = part + 1, "".join(filled[at].text for at in annexes[index]), False
        elif is_letter_title(line.text) and any(node.bears for node in nodes):
            part, annex, letter = part + 1, "", True
            current = None
        if is_furniture(line.text, words.furniture):
            account.book(line.number, "furniture")
        elif index in closings or index in named:
            account.book(line.number, "closing" if index in closings else "front")
            current = None
        elif index in heads:
            current = _open_node(line, heads[index], words)
            current.part, current.annex, current.letter = part, annex, letter
            leading.give(current)
            nodes.append(current)
        elif is_footnote(line.text):
            # it belongs to none of the tasks above it, and stays unread
            current = None
        elif index in below and current is not None and not current.telling:
            current.duty = below[index]
            current.lines.append(line.number)
        elif letter and current is None:
            account.book(line.number, "closing")
        elif index in above:
            leading.note(above[index], line.number)
        elif current is not None:
            _add_line(current, line, words)
    return nodes


def _heads(
    filled: Sequence[Line], numbers: Mapping[int, Number], named: Container[int], words: Words
) -> dict[int, Number]:
    """The lines that open a node: numbered ones, headings without number, tasks without number."""
    titles = {index: style for index, style in find_titles(filled, numbers, words).items() if index not in named}
    openers = find_openers(filled, {*numbers, *titles}, words)
    bare = dict.fromkeys(openers, UNNUMBERED) | titles
    return {index: Number(style, "", 0, filled[index].text) for index, style in bare.items()} | dict(numbers)


def _add_line(node: Node, line: Line, words: Words) -> None:
    """Give a line to the last task under a number, or to one of its own that begins with it or the line before."""
    loose, node.loose = node.loose, None
    if loose is not None and begins_units(last_of(node), line.text, words):
        add_task(node, Node(loose, node.number, [loose.text], lines=[loose.number]))
        node.lines.append(loose.number)
    task = last_of(node)
    if _take(task, line.text, words):
        node.lines.append(line.number)
    elif task.bears and states_task(line.text, words):
        add_task(node, _make_node(line, node.number, line.text, words))
        node.lines.append(line.number)
    elif task.bears and says_work(line.text, words) and not split_labels(line.text, words)[1]:
        node.loose = line
        return
    if task is not node or last_of(node) is not task:
        last_of(node).lines.append(line.number)


def _open_node(line: Line, number: Number, words: Words) -> Node:
    first, *others = split_several(number.rest, words)
    node = _make_node(line, number, first, words)
    for other in others:
        add_task(node, _make_node(line, number, other, words))
    return node


def _make_node(line: Line, number: Number, text: str, words: Words) -> Node:
    before, clauses = split_labels(text, words)
    # the label may give no more than the time (A牵头，B配合，时间：6月底前)
    named = any(clause.role in _UNITS for clause in clauses)
    body, duty = split_closing(before.rstrip("，,；;"), words) if not named else (before, None)
    body = before if duty is None else body
    inline = bool(clauses or duty)
    body, time = _cut_time(body, words)
    if time and not any(clause.role == "deadline" for clause in clauses) and not (duty and duty.deadline):
        clauses.append(Clause("deadline", "", time))
    return Node(line, number, [body] if body else [], clauses, duty, [line.number], inline=inline)


def _cut_time(text: str, words: Words) -> tuple[str, str]:
    """A text without the bracket at its end that holds nothing but a deadline, and the deadline."""
    match = _TIME.search(text)
    unfixed = match is not None and match["time"].removesuffix("前") in words.deadlines.unfixed
    timed = match is not None and (unfixed or is_time(match["time"], words))
    return (text[: match.start()], match["time"]) if match and timed else (text, "")


def _take(node: Node, text: str, words: Words) -> bool:
    """Add a line without number to the node above it; False when it cannot belong there."""
    covers = _COVERS.match(text)
    if covers is not None:
        node.covers, node.said = _count_of(covers["count"] or ""), covers["said"]
        closed = text[0] in OPENERS and text.rstrip("。；; ")[-1] in CLOSERS
        text = text[covers.end() :].rstrip("。；; ")[: -1 if closed else None]
    before, clauses = split_labels(text, words)
    if clauses and (not before or not node.telling):
        if before and node.paragraphs and node.duty is None and is_duty_line(before, words):
            node.duty = read_duty(before, words)
        elif before:
            node.paragraphs.append(before)
        node.clauses += clauses
        return True
    role = label_of(text, words.labels)
    if role is not None and (node.telling or role in _UNITS):
        node.clauses.append(Clause(role, text, ""))
        return True
    # what a bracket or a line above the item said ends no text
    last = next((clause for clause in node.clauses[-1:] if clause.label), None)
    if last is not None and _continue_clause(node, last, text, words):
        return True
    if node.telling and _PROGRESS.match(text):
        node.clauses.append(Clause("progress", "", text))
        return True
    if (last is not None or node.duty is not None) and (node.bears or not is_duty_line(text, words)):
        return False
    body, duty = split_closing(text, words)
    if duty is None and node.paragraphs and is_duty_line(text, words):
        body, duty = "", read_duty(text, words)
    if body:
        node.paragraphs.append(body)
    node.duty = duty
    return True


def _count_of(printed: str) -> int:
    """How many items a line says it speaks for; 99 for all of them."""
    number = read_number(f"{printed}、".replace("两", "二")) if printed else None
    return number.value if number is not None else 99


def _continue_clause(node: Node, last: Clause, text: str, words: Words) -> bool:
    """Whether a line goes on with the labelled value above it: an empty label, a goal or task text, a longer list."""
    prose = last.role in ("task", "goal", "progress", "remark")
    if not last.value:
        node.clauses[-1] = last._replace(value=text if prose else text.rstrip("。；; "))
    elif prose:
        node.clauses[-1] = last._replace(value=f"{last.value}\n{text}")
    elif _goes_on(last, text, words):
        node.clauses[-1] = last._replace(value=f"{last.value}\n{text.rstrip('。；; ')}")
    else:
        return False
    return True


def _goes_on(last: Clause, text: str, words: Words) -> bool:
    """Whether a line is more of the same: units below units, people below people, a time below a time."""
    if last.role in _UNITS:
        return text[0] not in "（(〔[【" and unit_share(text, words.units) == 1
    if last.role in ("leader", "person"):
        return looks_like_people(text, words)
    return is_time(text.rstrip("。；; "), words) and not _REPORTING.search(text)
