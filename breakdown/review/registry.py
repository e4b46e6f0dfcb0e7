"""The registry of units as a workbook, units.xlsx, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd

from breakdown.book import Book, Grid, Lines, Sheet
from breakdown.cells import WorkbookCells
from breakdown.columns import MEMBERS, UNIT_KINDS, UNITS
from breakdown.problems import Problem
from breakdown.records import Changes, Records
from breakdown.review.amend import plan_changes
from breakdown.review.listed import list_registry
from breakdown.review.naming import (
    member_frame,
    merge_members,
    names_of,
    rename_units,
    split_names,
    unit_frame,
    with_ranking,
)
from breakdown.review.tables import TableRow, read_table
from breakdown.review.wording import read_day

REGISTRY_SHEET, MEMBER_SHEET = "单位名册", "集合单位"
_UNIT_COLUMNS = tuple(replace(column, editable=True) for column in UNITS.columns)
_MEMBER_COLUMNS = tuple(replace(column, editable=True) for column in MEMBERS.columns)
_TERM = ("valid_from", "valid_to")
# columns that the registry of an older program does not have
_LATER = ("ranking", "successor", *_TERM)
# Problems about what stands in the workbook and was not taken.
UNTAKEN = ("row-empty", "row-repeated", "cell-wrong", "cell-extra", "unit-similar")
_GUIDE = (
    ("单位名册怎么用", "title"),
    ("一、“单位”是全系统使用的名称，每个单位一行。改名时直接改这一格，原来的名称会自动记为别名。", "body"),
    ("二、“别名”写同一单位的其他叫法，用顿号隔开。通知和回表中写别名的，都算作这个单位。", "body"),
    ("三、“类型”从下拉列表中选：部门、镇街、园区、企业、其他。“排名分组”写排名时和谁比，可以自己改。", "body"),
    ("四、机构改革后不再使用的单位，不要删行：填“停用日期”，再在“承接单位”栏写接手的单位。", "body"),
    ("　　停用日期之后的期次，任务和填报表转给承接单位，接着原来的进展报；以前报的仍在原单位名下。", "body"),
    ("五、“集合单位”表写“各镇”“成员单位”这类名称具体指哪些单位，一行一个，也可在一格里用顿号隔开。", "body"),
    ("　　没有写明成员的集合单位，不会交办给任何单位。成员中途加入、退出的，填加入、退出日期，不要删行。", "body"),
    ("六、“区某局”与名称相近的另一个局很可能是两个单位，拿不准时不要合并。", "body"),
)


class Registry(NamedTuple):
    """Units and members of collectives (columns.UNITS, columns.MEMBERS), and what is wrong with them."""

    units: pd.DataFrame
    members: pd.DataFrame
    problems: list[Problem]


def registry_book(units: pd.DataFrame, members: pd.DataFrame) -> Book:
    """The registry as the workbook units.xlsx, to be edited by the office; hidden ids tell a unit that was renamed."""
    title = (("单位名册", "title"), (f"共 {len(units)} 个单位。可直接修改、增加、删除，改完保存即可。", "note"))
    unit_grid = Grid(
        "units", _UNIT_COLUMNS, _rows(units), keys=tuple(units["unit"]), blank_rows=10, filtered=True,
    )
    member_title = (("集合单位的成员", "title"), ("没有写明成员的集合单位不会交办给任何单位，请补上。", "note"))
    return Book("units", (
        Sheet(REGISTRY_SHEET, (Lines(title), unit_grid), paper="A3"),
        Sheet(MEMBER_SHEET, (Lines(member_title), Grid("members", _MEMBER_COLUMNS, _rows(members), blank_rows=10)),
              landscape=False),
        Sheet("填写说明", (Lines(_GUIDE),), landscape=False, freeze=False),
    ))


def _rows(frame: pd.DataFrame) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(_cell(value) for value in row) for row in frame.itertuples(index=False, name=None))


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return value
    return None if pd.isna(value) else value.date()


def read_registry(cells: WorkbookCells) -> Registry:
    """The registry out of units.xlsx; WorkbookError when a sheet or column is missing."""
    problems: list[Problem] = []
    listed = read_table(cells, REGISTRY_SHEET, _UNIT_COLUMNS, problems, optional=_LATER)
    units = _read_units(listed, problems)
    problems += _check_heirs(units)
    rows = read_table(cells, MEMBER_SHEET, _MEMBER_COLUMNS, problems, optional=_TERM)
    return Registry(units, read_members(rows, problems), problems)


def _read_units(rows: list[TableRow], problems: list[Problem]) -> pd.DataFrame:
    made: dict[str, dict[str, Any]] = {}
    for row in rows:
        values: dict[str, Any] = row.texts() | _term(row, problems)
        values["unit"] = "".join(values["unit"].split())
        values["successor"] = "".join(values.get("successor", "").split())
        if not values["unit"]:
            problems.append(row.problem("row-empty", "这一行没有写单位名称，未采用", "请补上单位名称，或删去这一行"))
        elif values["unit"] in made:
            sentence = f"“{values['unit']}”已在前面登记，这一行未采用"
            problems.append(row.problem("row-repeated", sentence, "请合并为一行"))
        else:
            if row.key and row.key != values["unit"]:
                values["aliases"] += f"、{row.key}"
            made[values["unit"]] = checked_kind(row, values, problems)
    return unit_frame(settle_aliases(made, problems))


def _term(row: TableRow, problems: list[Problem]) -> dict[str, Any]:
    """From when to when a row holds; a day that cannot be read is a problem that quotes it."""
    term: dict[str, Any] = {}
    for name in _TERM:
        found = read_day(row.value(name), 0)
        term[name] = found.day
        if not found.understood:
            sentence = f"“{row.text(name)}”不是日期，没有采用"
            problems.append(row.problem("cell-wrong", sentence, "请写成 2021-06-30 这样的日期", name))
    if all(term.values()) and term["valid_from"] > term["valid_to"]:
        sentence = "开始的日期晚于结束的日期"
        problems.append(row.problem("cell-wrong", sentence, "请核对这两个日期", "valid_to", "存疑"))
    return term


def _check_heirs(units: pd.DataFrame) -> list[Problem]:
    """Units that end without a successor, or have one and do not end."""
    problems = []
    for row in units.to_dict("records"):
        heir, place = row["successor"], f"单位“{row['unit']}”"
        if heir and pd.isna(row["valid_to"]):
            sentence = f"写了承接单位“{heir}”，没有写停用日期，任务仍发给“{row['unit']}”"
            problems.append(Problem("存疑", place, "successor", sentence, "请填写停用日期", heir))
        if not heir and not pd.isna(row["valid_to"]):
            sentence = f"写了停用日期，没有写承接单位，任务仍发给“{row['unit']}”"
            problems.append(Problem("存疑", place, "successor", sentence, "请填写承接单位"))
    return problems


def _heirs(units: pd.DataFrame, known: dict[str, str]) -> list[dict[str, Any]]:
    """Successors that nobody has registered, each as a unit of its predecessor's kind."""
    return [
        {"unit": row["successor"], "aliases": "", "kind": row["kind"], "ranking": row["ranking"]}
        for row in units.to_dict("records") if row["successor"] and row["successor"] not in known
    ]


def checked_kind(row: TableRow, values: dict[str, Any], problems: list[Problem]) -> dict[str, Any]:
    """The row's values as they are, with a problem when its kind is none of the five."""
    if values["kind"] not in ("", *UNIT_KINDS):
        choices = "、".join(UNIT_KINDS)
        problems.append(row.problem("cell-wrong", f"类型“{values['kind']}”不在列表中", f"请选 {choices}", "kind"))
    return values


def settle_aliases(made: dict[str, dict[str, Any]], problems: list[Problem]) -> Iterator[dict[str, Any]]:
    """Each alias with the first unit that claims it; the name of a unit is nobody's alias, unless it was renamed."""
    owner: dict[str, str] = {}
    for unit, row in made.items():
        names = []
        for name in split_names(row["aliases"]):
            other = name if name in made and name != unit else owner.setdefault(name, unit)
            if other == unit:
                names.append(name)
            else:
                sentence = f"别名“{name}”已属于“{other}”，未记在“{unit}”名下"
                place = f"单位“{unit}”"
                problems.append(Problem("存疑", place, "unit-similar", sentence, "请核对是哪个单位的别名", name))
        yield row | {"aliases": "、".join(names)}


def read_members(rows: list[TableRow], problems: list[Problem]) -> pd.DataFrame:
    """Rows of a sheet of collectives; several members in one cell are split, a row without name continues the last."""
    made: list[dict[Any, Any]] = []
    collective = ""
    for row in rows:
        own = "".join(row.text("collective").split())
        collective = own or collective
        if not collective:
            problems.append(row.problem("row-empty", "这一行没有写集合单位的名称，未采用", "请补上名称，或删去这一行"))
            continue
        term = _term(row, problems)
        for member in split_names(row.text("member")) or [""]:
            made.append({"collective": collective, "member": member, "note": row.text("note"), **term})
    return member_frame(made)


def unregistered_members(members: pd.DataFrame, known: Iterable[str]) -> list[Problem]:
    """Members of collectives that nobody has registered: a slip of the pen would be sent forms like any unit."""
    found = members[(members["member"] != "") & ~members["member"].isin(list(known))]
    return [
        Problem("存疑", f"集合单位“{row['collective']}”", "unit-unknown",
                f"成员“{row['member']}”没有在单位名册登记，会按这个名称单独发表",
                "写错了的请改正；确是另一个单位的，请在单位名册中加一行", row["member"])
        for row in found.to_dict("records")
    ]


def plan_registry(records: Records, registry: Registry) -> Changes:
    """What the edited registry changes in the ledger: it replaces units and members, and renames in assignments.

    A unit that still leads or supports a task stays registered, and a collective that is still used stays listed.
    """
    known = names_of(registry.units)
    assignments = rename_units(records.assignments, known)
    is_single = assignments["via"] == "direct"
    used = set(assignments.loc[is_single, "unit"])
    missing = [row for row in records.units.to_dict("records") if row["unit"] in used and row["unit"] not in known]
    listed = [row | {"successor": known.get(row["successor"], row["successor"])}
              for row in registry.units.to_dict("records")]
    heirs = {row["unit"]: row for row in _heirs(registry.units, known)}
    kept = records.members[records.members["collective"].isin(set(assignments.loc[~is_single, "unit"]))]
    after = {
        "units": with_ranking(unit_frame([*listed, *missing, *heirs.values()])),
        "members": merge_members(kept.assign(member="", valid_from=None, valid_to=None), registry.members, known),
        "assignments": assignments,
    }
    problems = [
        Problem("存疑", "单位名册", "registry-changed", f"“{row['unit']}”仍承担任务，未从名册中删去",
                "如已改名或合并，请把它写到新单位的“别名”栏", row["unit"])
        for row in missing
    ]
    problems += unregistered_members(registry.members, names_of(after["units"]))
    return plan_changes(records, after, [*registry.problems, *problems, *list_registry(records, after)])
