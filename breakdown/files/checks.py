"""What a cell offers and asks while it is typed into: a list, a prompt, a question that may be answered with yes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from breakdown.columns import Column

# A closed list (a status) refuses other words; a long one (unit names) cannot know them all and only asks.
_CLOSED_LIST = 12
_NUMERALS = "0123456789０１２３４５６７８９〇零一二三四五六七八九十两百千万亿半全"
# By kind of answer: the characters of which it should hold one, and what is asked where it holds none.
_ASKED = {
    "figure": (f"{_NUMERALS}无/—-", "看不出是多少。"),
    "day": (f"{_NUMERALS}年季月旬日底末长常无/—-", "看不出是哪天。"),
}
_STANDS = "没有的写“无”；就要这样写的，点“确定”即可。"

Source = Callable[[tuple[str, ...]], list[str] | str]


def input_check(column: Column, cell: str, source: Source) -> dict[str, Any] | None:
    """The data validation of a column whose first cell is `cell`; None where there is nothing to say.

    A closed list refuses; whatever else is typed stands, if the clerk says so.
    """
    if not column.editable or not (column.choices or column.prompt):
        return None
    prompt = {"input_title": column.header[:32], "input_message": column.prompt[:255]} if column.prompt else {}
    return {"validate": "any", **prompt, **_question(column, cell), **_list(column, source)}


def _list(column: Column, source: Source) -> dict[str, Any]:
    if not column.choices:
        return {}
    return {
        "validate": "list",
        "source": source(column.choices),
        "error_type": "stop" if len(column.choices) <= _CLOSED_LIST else "warning",
        "error_title": f"{column.header}不在列表中"[:32],
        "error_message": "请从下拉列表中选择。点单元格右边的小箭头即可看到全部选项。",
    }


def _question(column: Column, cell: str) -> dict[str, Any]:
    if column.typed not in _ASKED:
        return {}
    signs, asked = _ASKED[column.typed]
    # Excel takes no list of constants here: the signs are looked for one by one
    each = f'MID("{signs}",ROW($1:${len(signs)}),1)'
    return {
        "validate": "custom",
        "value": f"=SUMPRODUCT(ISNUMBER(FIND({each},{cell}))*1)>0",
        "error_type": "information",
        "error_title": f"请看一下{column.header}"[:32],
        "error_message": f"{asked}{column.prompt}。{_STANDS}",
    }
