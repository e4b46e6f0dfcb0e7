"""The registry of units: names resolved by it, proposals merged with it, and its workbook units.xlsx."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd

from breakdown.book import Book, Grid, Lines, Sheet
from breakdown.cells import WorkbookCells
from breakdown.columns import MEMBERS, UNIT_KINDS, UNITS, make_frame
from breakdown.names import split_outside_brackets
from breakdown.problems import Problem
from breakdown.records import Reading
from breakdown.review.tables import TableRow, read_table

REGISTRY_SHEET, MEMBER_SHEET = "单位名册", "集合单位"
_UNIT_COLUMNS = tuple(replace(column, editable=True) for column in UNITS.columns)
_MEMBER_COLUMNS = tuple(replace(column, editable=True) for column in MEMBERS.columns)
_TEXTS = ("full_name", "kind", "contact", "phone", "note")
_GUIDE = (
    ("单位名册怎么用", "title"),
    ("一、“单位”是全系统使用的名称，每个单位一行。改名时直接改这一格，原来的名称会自动记为别名。", "body"),
    ("二、“别名”写同一单位的其他叫法，用顿号隔开。通知和回表中写别名的，都算作这个单位。", "body"),
    ("三、“类型”从下拉列表中选：部门、镇街、园区、企业、其他。汇总、考核按类型分组。", "body"),
    ("四、“集合单位”表写“各镇”“成员单位”这类名称具体指哪些单位，一行一个，也可在一格里用顿号隔开。没有写明成员的，不会向任何单位交办。", "body"),
    ("五、“区某局”与名称相近的另一个局很可能是两个单位，拿不准时不要合并。", "body"),
)


class Registry(NamedTuple):
    """Units and members of collectives (columns.UNITS, columns.MEMBERS), and what is wrong with them."""

    units: pd.DataFrame
    members: pd.DataFrame
    problems: list[Problem]


def split_names(text: str) -> list[str]:
    """The names in one cell, split at 、,，;； and line breaks outside brackets, each once."""
    return list(dict.fromkeys(name for part in split_outside_brackets(text) if (name := "".join(part.split()))))


def names_of(units: pd.DataFrame) -> dict[str, str]:
    """Every name that the registry knows (own, full, alias) → the registered unit; an own name beats another's alias."""
    known: dict[str, str] = {}
    rows = units.to_dict("records")
    for row in rows:
        for name in (*split_names(row["aliases"]), row["full_name"]):
            if name:
                known.setdefault(name, row["unit"])
    return known | {row["unit"]: row["unit"] for row in rows}


def apply_registry(reading: Reading, units: pd.DataFrame, members: pd.DataFrame) -> Reading:
    """A reading under the registry of the ledger: known units and collectives as registered, proposals for the others."""
    merged = merge_units(reading.units, units)
    defined = merge_members(reading.members, members, names_of(merged))
    wanted = set(reading.members["collective"])
    return resolve(replace(reading, units=merged, members=defined[defined["collective"].isin(wanted)]))


def resolve(reading: Reading) -> Reading:
    """A reading whose assignments and members bear registered names, and whose units and collectives are all listed."""
    single = reading.assignments[reading.assignments["via"] == "direct"]
    collectives = reading.assignments.loc[reading.assignments["via"] != "direct", "unit"]
    units = _complete(reading.units, [*single["unit"], *reading.members["member"]])
    known = names_of(units)
    assignments = reading.assignments.assign(unit=[
        known.get(unit, unit) if via == "direct" else unit
        for unit, via in zip(reading.assignments["unit"], reading.assignments["via"], strict=True)
    ])
    members = [dict(row, member=known.get(row["member"], row["member"])) for row in reading.members.to_dict("records")]
    listed = {row["collective"] for row in members}
    members += [{"collective": name} for name in dict.fromkeys(collectives) if name not in listed]
    return replace(reading, units=units, members=member_frame(members), assignments=assignments)


def merge_units(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Two registries as one: what `second` says wins, what it leaves blank comes from `first`; aliases are united.

    A name that `second` gives to one unit is taken from the others, also where it was a unit of its own in `first`.
    """
    known = names_of(second)
    rows = {row["unit"]: dict(row) for row in second.to_dict("records")}
    for row in first.to_dict("records"):
        unit = known.get(row["unit"], row["unit"])
        mine = rows.setdefault(unit, {"unit": unit, "aliases": ""})
        names = [name for name in (*split_names(row["aliases"]), row["unit"]) if known.get(name, unit) == unit]
        mine["aliases"] = "、".join([*split_names(mine["aliases"]), *names])
        for name in _TEXTS:
            mine[name] = mine.get(name) or row[name]
    return unit_frame(rows.values())


def merge_members(first: pd.DataFrame, second: pd.DataFrame, known: dict[str, str]) -> pd.DataFrame:
    """Two lists of collectives as one: a collective with members in `second` is as there, otherwise as in `first`."""
    defined = set(second.loc[second["member"] != "", "collective"])
    rows = [row for row in second.to_dict("records") if row["collective"] in defined]
    rows += [row for row in first.to_dict("records") if row["collective"] not in defined]
    rows += [row for row in second.to_dict("records") if row["collective"] not in defined]
    return member_frame([dict(row, member=known.get(row["member"], row["member"])) for row in rows])


def unit_frame(rows: Iterable[dict[Any, Any]]) -> pd.DataFrame:
    """Rows as columns.UNITS; aliases sorted, each once, without the unit's own name."""
    tidy = [dict(row, aliases="、".join(sorted(set(split_names(row["aliases"])) - {row["unit"]}))) for row in rows]
    return make_frame(UNITS, tidy)


def member_frame(rows: Iterable[dict[Any, Any]]) -> pd.DataFrame:
    """Rows as columns.MEMBERS, each once; the empty row of a collective goes when it has a member."""
    listed = list(rows)
    defined = {row["collective"] for row in listed if row.get("member")}
    kept: dict[tuple[str, str], dict[Any, Any]] = {}
    for row in listed:
        member = row.get("member") or ""
        if member or row["collective"] not in defined:
            kept.setdefault((row["collective"], member), row)
    return make_frame(MEMBERS, kept.values())


def _complete(units: pd.DataFrame, names: Iterable[str]) -> pd.DataFrame:
    known = names_of(units)
    missing = [name for name in dict.fromkeys(names) if name and name not in known]
    return unit_frame([*units.to_dict("records"), *({"unit": name, "aliases": ""} for name in missing)])


def registry_book(units: pd.DataFrame, members: pd.DataFrame) -> Book:
    """The registry as the workbook units.xlsx, to be edited by the office; a hidden id column tells a unit that was renamed."""
    title = (("单位名册", "title"), (f"共 {len(units)} 个单位。可直接修改、增加、删除，改完保存即可。", "note"))
    unit_grid = Grid(
        "units", _UNIT_COLUMNS, _rows(units), keys=tuple(units["unit"]), blank_rows=10, filtered=True,
    )
    member_title = (("集合单位的成员", "title"), ("没有写明成员的集合单位不会交办给任何单位，请补上。", "note"))
    return Book("units", (
        Sheet(REGISTRY_SHEET, (Lines(title), unit_grid)),
        Sheet(MEMBER_SHEET, (Lines(member_title), Grid("members", _MEMBER_COLUMNS, _rows(members), blank_rows=10)),
              landscape=False),
        Sheet("填写说明", (Lines(_GUIDE),), landscape=False, freeze=False),
    ))


def _rows(frame: pd.DataFrame) -> tuple[tuple[Any, ...], ...]:
    return tuple(frame.itertuples(index=False, name=None))


def read_registry(cells: WorkbookCells) -> Registry:
    """The registry out of units.xlsx; WorkbookError when a sheet or column is missing."""
    problems: list[Problem] = []
    units = _read_units(read_table(cells, REGISTRY_SHEET, _UNIT_COLUMNS, problems), problems)
    rows = read_table(cells, MEMBER_SHEET, _MEMBER_COLUMNS, problems)
    return Registry(units, read_members(rows, problems), problems)


def _read_units(rows: list[TableRow], problems: list[Problem]) -> pd.DataFrame:
    made: dict[str, dict[str, str]] = {}
    for row in rows:
        values = row.texts()
        values["unit"] = "".join(values["unit"].split())
        if not values["unit"]:
            problems.append(row.problem("row-empty", "这一行没有写单位名称，未采用", "请补上单位名称，或删去这一行"))
        elif values["unit"] in made:
            problems.append(row.problem("row-repeated", f"“{values['unit']}”已在前面登记，这一行未采用", "请合并为一行"))
        else:
            if row.key and row.key != values["unit"]:
                values["aliases"] += f"、{row.key}"
            made[values["unit"]] = checked_kind(row, values, problems)
    return unit_frame(_without_double_names(made, problems))


def checked_kind(row: TableRow, values: dict[str, str], problems: list[Problem]) -> dict[str, str]:
    """The row's values as they are, with a problem when its kind is none of the five."""
    if values["kind"] not in ("", *UNIT_KINDS):
        choices = "、".join(UNIT_KINDS)
        problems.append(row.problem("cell-wrong", f"类型“{values['kind']}”不在列表中", f"请选 {choices}", "kind"))
    return values


def _without_double_names(made: dict[str, dict[str, str]], problems: list[Problem]) -> Iterable[dict[str, str]]:
    """Each alias with the first unit that claims it; the name of a unit is nobody's alias, unless it was renamed."""
    owner: dict[str, str] = {}
    for unit, row in made.items():
        names = []
        for name in split_names(row["aliases"]):
            other = name if name in made and name != unit else owner.setdefault(name, unit)
            if other == unit:
                names.append(name)
            else:
                problems.append(Problem(
                    "存疑", f"{REGISTRY_SHEET}　{unit}", "unit-similar", f"别名“{name}”已属于“{other}”，未记在“{unit}”名下",
                    "请核对是哪个单位的别名", name,
                ))
        yield row | {"aliases": "、".join(names)}


def read_members(rows: list[TableRow], problems: list[Problem]) -> pd.DataFrame:
    """Rows of a sheet of collectives: several members in one cell are split; a row without collective belongs to the one above."""
    made: list[dict[Any, Any]] = []
    collective = ""
    for row in rows:
        own = "".join(row.text("collective").split())
        collective = own or collective
        if not collective:
            problems.append(row.problem("row-empty", "这一行没有写集合单位的名称，未采用", "请补上名称，或删去这一行"))
            continue
        for member in split_names(row.text("member")) or [""]:
            made.append({"collective": collective, "member": member, "note": row.text("note")})
    return member_frame(made)
