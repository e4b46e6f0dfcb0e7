"""One record of a table with borders → one row as written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Literal

from breakdown.columns import WRITTEN
from breakdown.names import looks_like_unit, split_outside_brackets
from breakdown.parse.duty.clause import Duty, assign_roles, lead_by_order, settle_roles, split_closing
from breakdown.parse.duty.labels import Clause, names_both, split_labels
from breakdown.parse.duty.persons import part_people
from breakdown.parse.lines import read_number
from breakdown.parse.origin import Origin
from breakdown.parse.outline.prose import kind_of
from breakdown.parse.tables.assume import looks_like_duty
from breakdown.parse.tables.evidence import Block, score
from breakdown.parse.tables.fields import Columns, Kind
from breakdown.parse.tables.records import Record
from breakdown.words import Words

_AMOUNT = re.compile(r"^[><≥≤＞＜=约]*\d[\d.,]*$")
_UNITS_AND_TIMES: tuple[tuple[str, Literal["lead", "support", "leader", "deadline"]], ...] = (
    ("leads", "lead"), ("supports", "support"), ("leaders", "leader"), ("deadline_text", "deadline"),
)  # fmt: skip
_FIELD_OF: dict[Kind, str] = {
    "content": "content", "goal": "goal", "measure": "goal", "deadline": "deadline_text", "stage": "deadline_text",
    "leader": "leaders", "lead": "leads", "support": "supports", "remark": "remark",
}  # fmt: skip
# So short a text that ends like a unit is one in a column of units, whatever else it reads as (安全部).
_SHORT = 8
# 第1件
_COUNTED = re.compile(r"第(\d+)[件项条号]")
_TICK = re.compile(r"^[√✓✔☑★●○■◆▲△]+$")


def fill_row(record: Record, columns: Columns, words: Words) -> dict[str, Any]:
    """The columns of columns.WRITTEN but for the place, part "table"."""
    headings = _headings(record, columns)
    row: dict[str, Any] = {
        "part": "table",
        "no": _number(_of(record, columns, "number")),
        "section": headings[0] if headings else "",
        "subsection": "／".join(headings[1:]),
        "content": _of(record, columns, "content"),
        "goal": _goal(record, columns),
        "leaders": _of(record, columns, "leader"),
        "leads": _units(record, columns, "lead", words),
        "supports": _units(record, columns, "support", words),
        "deadline_text": _deadline(record, columns),
        "remark": _remark(record, columns),
        "line": record.line,
        "lines": [line for _, line in record.cells],
        "origins": [*_origins(record, columns)],
        "doubts": "",
    }
    _settle(row, columns, words)
    doubts = [*record.doubts, *filter(None, [row["doubts"]]), *_doubts(row, record, columns, words)]
    indicator = "指标" in columns.columns[columns.at("content")[0]].title.word
    row["kind"] = "指标" if indicator else kind_of(row["section"], words)
    row["doubts"] = "\n".join(dict.fromkeys(doubts))
    return row


def _origins(record: Record, columns: Columns) -> Iterator[Origin]:
    """The column of every field, by its head as printed."""
    for at, above in enumerate(record.headings):
        yield Origin("section" if at == 0 else "subsection", "表格里或表格上方的标题", (above.line,))
    depth = len(record.headings)
    for column, line in sorted(record.cells):
        kind, title = columns.columns[column]
        field = _FIELD_OF.get(kind)
        if kind == "heading":
            field, depth = ("section" if depth == 0 else "subsection"), depth + 1
        if field:
            beside = "与牵头单位并列，按配合读取" if kind == "support" else "没有牵头单位栏，按牵头读取"
            rule = f"表格的“{title.word or WRITTEN.column(field).header}”栏"
            yield Origin(field, f"{rule}；{beside}" if title.role == "either" else rule, (line,))


def number_by_text(rows: Sequence[dict[str, Any]]) -> None:
    """Numbers from the heads of the task texts of a table without number column, where they count the rows."""
    numbers = [read_number(row["content"]) for row in rows]
    values = [number.value for number in numbers if number is not None]
    counts = len(values) == len(rows) > 1 and all(after in (before + 1, 1) for before, after in pairwise(values))
    if not counts or len(set(values)) == 1:
        return
    for row, number in zip(rows, numbers, strict=True):
        if number is not None:
            row |= {"no": number.printed, "content": number.rest}


def _of(record: Record, columns: Columns, kind: Kind) -> str:
    return "\n".join(record.values[index] for index in columns.at(kind) if record.values[index])


def _headings(record: Record, columns: Columns) -> list[str]:
    above = [heading.text for heading in record.headings]
    own = [" ".join(record.values[index].split()) for index in columns.at("heading")]
    return list(dict.fromkeys(filter(None, [*above, *own])))


def _number(text: str) -> str:
    """The number as printed, without its brackets or dot; several in one cell are parted by 、."""
    parts = []
    for part in text.split():
        number = read_number(part)
        if counted := _COUNTED.fullmatch(part):
            parts.append(counted[1])
            continue
        parts.append(number.printed if number and not number.rest else part.strip("()（）.．、"))
    return "、".join(parts)


def _goal(record: Record, columns: Columns) -> str:
    """The goals; a bare amount takes the unit that its column, or a column of units, gives."""
    measure = _of(record, columns, "measure")
    goals = []
    several = len(columns.at("goal")) > 1
    for index in columns.at("goal"):
        text, title = record.values[index], columns.columns[index].title
        if _AMOUNT.match(text):
            text += measure or title.unit
        if text:
            goals.append(f"{title.word}：{text}" if several else text)
    return "\n".join(goals)


def _units(record: Record, columns: Columns, kind: Kind, words: Words) -> str:
    """A list of units in which a name broken over two lines is whole again."""
    joined: list[str] = []
    for line in _of(record, columns, kind).split("\n"):
        last = split_outside_brackets(joined[-1])[-1].strip() if joined else ""
        first = split_outside_brackets(line)[0].strip()
        if last and first and not looks_like_unit(last, words.units) and looks_like_unit(last + first, words.units):
            joined[-1] += line.strip()
        else:
            joined.append(line.strip())
    return "\n".join(filter(None, joined))


def _deadline(record: Record, columns: Columns) -> str:
    """The deadline, then what each quarter or month is to bring; marks alone tick the times at which work is done."""
    at = columns.at("deadline")
    times = []
    for index in at:
        text, title = record.values[index], columns.columns[index].title
        if re.fullmatch(r"\d{1,2}", text) and title.unit.startswith("月"):
            text += "月"
        if text:
            times.append(f"{title.word}：{text}" if len(at) > 1 else text)
    stages = [(_time(record, columns, index), record.values[index]) for index in columns.at("stage")]
    written = [(time, text) for time, text in stages if text]
    if written and all(_TICK.match(text) for _, text in written):
        return "\n".join([*times, "、".join(time for time, _ in written)])
    return "\n".join([*times, *(f"{time}：{' '.join(text.split())}" for time, text in written)])


def _time(record: Record, columns: Columns, index: int) -> str:
    """The time of a stage; a cell merged over several of them takes the first and the last."""
    covered = columns.columns[index : index + record.spans.get(index, 1)]
    span = [column.title.time for column in covered if column.kind == "stage"]
    return span[0] if len(span) < 2 else f"{span[0]}—{span[-1]}"


def _remark(record: Record, columns: Columns) -> str:
    """What has no column of its own, each under its head."""
    lines = []
    for index in columns.at("remark"):
        text, title = record.values[index], columns.columns[index].title
        plain = title.role == "remark" or not title.word
        if text:
            lines.append(text if plain else f"{title.word}：{text}")
    if not columns.at("goal") and (measure := _of(record, columns, "measure")):
        lines.append(f"计量单位：{measure}")
    return "\n".join(lines)


def _settle(row: dict[str, Any], columns: Columns, words: Words) -> None:
    """Let labels, verbs, marks and persons inside the cells have their say; the row is changed in place."""
    row["said"] = bool(columns.at("support"))
    if not columns.at("lead") and not row["leads"]:
        text, closing = split_closing(row["content"], words)
        if closing is not None:
            row["content"] = text
            _apply(row, closing._replace(supports="、".join(filter(None, [closing.supports, row["supports"]]))))
        return
    for name, kind in _UNITS_AND_TIMES[:2]:
        if any("人" in columns.columns[index].title.word for index in columns.at(kind)):
            row[name], leaders, persons = part_people(row[name], words, mixed=True)
            _add(row, "leaders", "、".join(leaders))
            _add(row, "remark", f"责任人：{'、'.join(persons)}" if persons else "")
    before, clauses = split_labels(row["leads"], words)
    for clause in clauses:
        if clause.role in ("person", "remark", "goal", "task", "progress"):
            _add(row, "remark", f"{clause.label}：{clause.value}")
    if clauses and before.strip("、，；。 \n"):
        duty = assign_roles([Clause("either", "", before), *clauses], words)
        _apply(row, duty._replace(supports="、".join(filter(None, [duty.supports, row["supports"]]))))
    else:
        duty = settle_roles(row["leads"], row["supports"], words)
        heads = [columns.columns[at].title.word for at in columns.at("lead")]
        both = next((head for head in heads if names_both(head)), "")
        _apply(row, lead_by_order(duty, both, words) if both else duty)


def _apply(row: dict[str, Any], duty: Duty) -> None:
    row |= {"leads": duty.leads, "supports": duty.supports, "said": duty.said or row["said"]}
    _add(row, "leaders", duty.leaders)
    _add(row, "deadline_text", duty.deadline)
    _add(row, "remark", f"责任人：{duty.persons}" if duty.persons else "")
    _add(row, "remark", duty.note)
    _add(row, "doubts", duty.doubt)


def _add(row: dict[str, Any], name: str, text: str) -> None:
    row[name] = "\n".join(filter(None, [row[name], text]))


def _left_aside(row: dict[str, Any], record: Record, columns: Columns, words: Words) -> Iterator[str]:
    """A doubt for each cell of an unknown column that reads as what the task lacks."""
    free = {
        "units": not row["leads"] or not (row["supports"] or columns.at("support")),
        "deadline": not row["deadline_text"],
    }
    for column, text in zip(columns.columns, record.values, strict=True):
        aside = column.kind in ("remark", "heading") and not column.title.role and column.title.word
        if aside and text and free.get(looks_like_duty(text, words)):
            yield f"“{column.title.word}”栏的“{text[:20]}”没有归入责任单位或完成时限，请核对"


def _doubts(row: dict[str, Any], record: Record, columns: Columns, words: Words) -> Sequence[str]:
    doubts = [columns.assumed] if columns.assumed else []
    if not row["content"]:
        doubts.append("这一行没有读到任务内容")
    if "、" in row["no"]:
        doubts.append(f"一格中有几个序号（{row['no']}），按一项任务读取")
    doubts += _left_aside(row, record, columns, words)
    for name, kind in _UNITS_AND_TIMES:
        text = row[name]
        told = columns.at(kind) and text and text not in words.units.empty
        unit = kind in ("lead", "support") and text.endswith(words.units.endings) and len(text) <= _SHORT
        if told and not unit and score(Block((0,), (text,)), kind, words) < -2:
            doubts.append(f"“{text[:20]}”不像该栏的内容，请核对所在的栏")
    return doubts
