"""How each field of a row was read: by which rule, from which lines, and what else it could have been."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from breakdown.columns import WRITTEN
from breakdown.parse.duty.labels import Clause
from breakdown.parse.duty.times import TIME
from breakdown.parse.lines import squeeze
from breakdown.parse.outline.node import Node

_FIELD_OF = {
    "lead": "leads", "support": "supports", "leader": "leaders", "person": "remark", "deadline": "deadline_text",
    "goal": "goal", "task": "content", "remark": "remark",
    "progress": "remark",
}  # fmt: skip
# The fields that a person asks about; the others are marks of the reader's own.
_ASKED = ("section", "subsection", "content", "goal", "leaders", "leads", "supports", "deadline_text", "remark")
_BRACKET = re.compile(r"[（(【〔\[][^（()）【】〔〕\[\]]{2,60}[)）】〕\]]")
_TIME_BEFORE = re.compile(rf"(?:{TIME.pattern})(?:[底初中末]|[上中下]旬)?[之以]?前?")
_SHORT = 6


class Origin(NamedTuple):
    """One field of columns.WRITTEN: the rule in words, the numbers of its lines (none: sought among the row's own),
    and what else was considered.
    """

    field: str
    rule: str
    lines: tuple[int, ...] = ()
    considered: str = ""


def text_origins(node: Node) -> list[Origin]:
    """Where the fields of a numbered task come from."""
    own = f"编号“{node.number.printed}”后面的文字" if node.number.printed else "没有编号的段落，以其后的责任分工为界"
    headings = [Origin("section" if at == 0 else "subsection", "上面的标题", (parent.line.number,))
                for at, parent in enumerate(node.parents)]  # fmt: skip
    found = [*headings, Origin("content", own)]
    if node.duty is not None:
        found += [Origin(name, "句末的括号或分工句，按其中的牵头、负责、配合等词") for name in ("leads", "supports")]
        found.append(Origin("deadline_text", "句末的括号或分工句里的时间"))
    found += [_from_label(clause, node.clauses) for clause in node.clauses]
    above = next((parent for parent in reversed(node.parents) if parent.value("leader")), None)
    if above is not None and not node.value("leader"):
        found.append(Origin("leaders", "上面的标题写明的领导", (above.line.number,)))
    return found


def _from_label(clause: Clause, beside: Sequence[Clause]) -> Origin:
    said = f"标签“{clause.label}”后面的文字" if clause.label else "括号里标签前面的单位"
    if clause.role != "either":
        return Origin(_FIELD_OF[clause.role], said)
    if any(other.role == "lead" and other.value for other in beside):
        return Origin("supports", f"{said}；与牵头单位并列，按配合读取", considered="单独出现时按牵头读取")
    return Origin("leads", f"{said}；没有牵头单位与它并列，按牵头读取", considered="与牵头单位并列时按配合读取")


def origin_rows(
    rows: Sequence[Mapping[str, Any]], texts: Mapping[int, str], places: Mapping[int, str]
) -> list[dict[str, Any]]:
    """Rows of columns.ORIGINS: for every row as written (its index is `position`) the fields that hold something."""
    made = []
    for position, row in enumerate(rows):
        for name in _ASKED:
            if row[name] or (name == "deadline_text" and _passed_over(name, row)):
                made.append(_origin_row(position, name, row, texts, places))
    return made


def _origin_row(
    position: int, name: str, row: Mapping[str, Any], texts: Mapping[int, str], places: Mapping[int, str]
) -> dict[str, Any]:
    told = [origin for origin in row["origins"] if origin.field == name]
    lines = [line for origin in told for line in origin.lines]
    lines = lines or (_lines_with(row[name], row["lines"], texts) if row[name] else [])
    others = [*(origin.considered for origin in told), *_passed_over(name, row)]
    return {
        "position": position,
        "field": WRITTEN.column(name).header,
        "value": row[name],
        "rule": "；".join(dict.fromkeys(origin.rule for origin in told)) if row[name] else "没有读到",
        "place": "；".join(dict.fromkeys(places[line] for line in lines)),
        "quote": "\n".join(dict.fromkeys(texts[line] for line in lines if line in texts)),
        "considered": "；".join(dict.fromkeys(filter(None, others))),
    }


def _lines_with(value: str, lines: Sequence[int], texts: Mapping[int, str]) -> list[int]:
    """Those of the task's lines in which the value, or a piece of it, stands; all of them when it stands in none."""
    pieces = [squeeze(piece)[:_SHORT] for piece in re.split(r"[\n、，,；;]", value) if squeeze(piece)]
    bare = {line: squeeze(texts.get(line, "")) for line in lines}
    return [line for line in lines if any(piece in bare[line] for piece in pieces)] or list(lines)


def _passed_over(name: str, row: Mapping[str, Any]) -> list[str]:
    """What in the task's text looks like this field and was left in the text."""
    if name == "content":
        return [f"“{found}”里没有责任单位，留在正文" for found in _BRACKET.findall(row["content"])]
    if name == "deadline_text":
        times = dict.fromkeys(match[0] for match in _TIME_BEFORE.finditer(row["content"]))
        return [f"正文中的“{time}”没有作为时限" for time in times]
    return []
