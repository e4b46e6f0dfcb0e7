"""json and jsonl: a list of objects, one object per line, or an object that holds the list; one table comes of it.

Keys are the field names of `breakdown read --format jsonl` or words that may head a column of a table.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from breakdown.encoding import decode
from breakdown.errors import NoticeError
from breakdown.files.limits import MEGABYTE, MOST_TEXT
from breakdown.problems import Problem
from breakdown.read.contents import Contents, Placed, check_size
from breakdown.read.steps import Step

# Field names and the words that head their columns, in the order in which a table has them.
_HEADERS = {
    "no": "序号", "section": "重点工作", "subsection": "工作内容", "content": "主要任务", "goal": "年度目标",
    "leaders": "牵头领导", "lead_units": "牵头单位", "support_units": "配合单位", "deadline_text": "完成时限",
}  # fmt: skip
# Fields that are worked out anew from the others.
_DERIVED = ("open", "due", "ongoing", "done", "kind", "doubts", "targets", "milestones", "place", "expanded")
_FEWEST_FIELDS = 3
Record = Mapping[str, Any]


def gather(name: str, data: bytes, step: Step) -> Contents:
    """The table of a file of records; NoticeError when it is too large or holds no list of objects."""
    text = decode(data) or ""
    if len(data) > MOST_TEXT:
        found = f"“{name}”超过 {MOST_TEXT // MEGABYTE} MB"
        raise NoticeError(found, "应是一份任务清单", "请确认没有选错文件")
    check_size(text.count(":"))
    contents = Contents()
    records = _whole(contents, text)
    if records is None:
        records = _by_line(contents, name, text)
    if not records:
        expected = "应是任务对象的列表，或每行一个任务对象"
        raise NoticeError(f"“{name}”是 JSON 文件，但读不出任务清单", expected, "请检查文件是否完整")
    add_records(contents, name, records)
    return contents


def are_fields(header: Sequence[str]) -> bool:
    """Whether the header of a table is made of this program's own field names."""
    return "content" in header and sum(name in _HEADERS for name in header) >= _FEWEST_FIELDS


def add_records(contents: Contents, name: str, records: Sequence[tuple[str, Record]]) -> None:
    """Add one table with a row per record (its place and its fields), and name the fields that are left out."""
    rows = [(place, dict(_flat(record))) for place, record in records]
    keys = list(dict.fromkeys(key for _, row in rows for key, value in row.items() if _shown(value)))
    ours = are_fields(keys)
    dropped = [key for key in keys if ours and key.partition(".")[0] in _DERIVED]
    if "due" in dropped and not any("deadline_text" in row for _, row in rows):
        dropped.remove("due")
    order = [*_HEADERS, *keys] if ours else keys
    used = set(keys).difference(dropped)
    kept = [key for key in dict.fromkeys(order) if key in used]
    heads = _HEADERS | {"due": "完成时限"} if ours else {}
    check_size(len(rows) * len(kept))
    cells: list[Placed] = [(0, at, 1, 1, heads.get(key, key), "") for at, key in enumerate(kept)]
    for number, (place, row) in enumerate(rows, 1):
        # a record may lack what others have
        cells += [(number, at, 1, 1, _text(row, key), f"{place}“{key}”") for at, key in enumerate(kept) if key in row]
    contents.table(cells)
    if dropped:
        sentence = f"字段 {'、'.join(dropped)} 由其他字段推出，没有读入，将重新推出"
        contents.problems.append(Problem("提示", name, "layout", sentence))


def _text(row: Record, key: str) -> str:
    """A field as a cell; a list of units that is said to be open ends in the word for that."""
    text = _shown(row.get(key))
    last = "support_units" if _shown(row.get("support_units")) else "lead_units"
    still_open = str(row.get("open")) == "True" and key == last
    return f"{text}等" if text and still_open and not text.endswith("等") else text


def _whole(contents: Contents, text: str) -> list[tuple[str, Record]] | None:
    """The records of a file that is one value; None when it is not. What stands beside the list becomes paragraphs."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, dict):
        lists = {key: found for key, found in value.items() if _objects(found)}
        if not lists:
            return [("第1条", value)]
        longest = max(lists, key=lambda key: len(lists[key]))
        for key, other in value.items():
            if key != longest and _shown(other):
                contents.paragraph(_shown(other), f"“{key}”")
        value = value[longest]
    return [(f"第{at}条", record) for at, record in enumerate(_objects(value), 1)]


def _by_line(contents: Contents, name: str, text: str) -> list[tuple[str, Record]]:
    """The records of a file with one object per line; a line that is none is a problem."""
    found: list[tuple[str, Record]] = []
    for number, line in enumerate(text.split("\n"), 1):
        try:
            value = json.loads(line) if line.strip() else None
        except (ValueError, RecursionError):
            value = line
        if isinstance(value, dict):
            found.append((f"第{number}行", value))
        elif value is not None:
            sentence = f"这一行不是完整的 JSON 对象：“{line.strip()[:80]}”"
            hint = "请核对原文件；如是任务，请在“任务核对”表中补入"
            place = f"{name} 第{number}行"
            contents.problems.append(Problem("错误", place, "unread", sentence, hint, line.strip()))
    return found


def _objects(value: Any) -> list[Record]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _flat(record: Record, before: str = "") -> Iterable[tuple[str, Any]]:
    """Fields of a record; those of an object in it by both names, objects deeper within as text."""
    for key, value in record.items():
        if isinstance(value, dict) and not before:
            yield from _flat(value, f"{key}.")
        else:
            yield f"{before}{key}", value


def _shown(value: Any) -> str:
    """A value as a cell of a table shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        plain = not any(isinstance(each, dict | list) for each in value)
        return ("、" if plain else "\n").join(_shown(each) for each in value)
    if isinstance(value, dict):
        return "；".join(f"{key}：{_shown(each)}" for key, each in value.items())
    return str(value).strip()
