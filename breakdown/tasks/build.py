"""One reading out of parsed notices."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from breakdown.columns import ASSIGNMENTS, MEMBERS, MILESTONES, ORIGINS, TARGETS, TASKS, UNITS
from breakdown.errors import NoticeError
from breakdown.framed import Rows, fit_rows
from breakdown.parse import Parsed
from breakdown.problems import Problem
from breakdown.records import Reading
from breakdown.tasks.checks import CHECKS, Notice
from breakdown.tasks.collectives import find_definitions, make_members, unit_kind
from breakdown.tasks.glued import part_glued
from breakdown.tasks.numbers import fold_width
from breakdown.tasks.origins import told_origins
from breakdown.tasks.rows import (
    Built,
    When,
    assume_year_end,
    build_row,
    doubt_names,
    doubt_year,
    notice_problems,
    settle_repairs,
)
from breakdown.tasks.sharing import expand_names
from breakdown.tasks.signed import signing_day
from breakdown.words import Words

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年|[-./]\d)")


def build(parsed: Sequence[tuple[str, Parsed]], words: Words, year: int = 0, fallback: int = 0) -> Reading:
    """The reading that `build_tasks` promises; NoticeError as it says."""
    built: list[Built] = []
    problems: list[Problem] = []
    years: list[int] = []
    origins: list[dict[str, Any]] = []
    for name, each in parsed:
        work_year, unsaid = _work_year(name, each, year, fallback)
        years.append(work_year)
        when = When(work_year, signing_day(each.front.texts))
        read = [build_row(row, name, when, len(built) + index, words) for index, row in enumerate(each.rows("written"))]
        rows = assume_year_end(settle_repairs(doubt_year(read) if unsaid else read))
        rows, expanded = expand_names(part_glued(rows, words.units), name, words.units)
        rows = doubt_names(rows, words)
        problems += unsaid + expanded + _check(name, each, rows, words)
        origins += told_origins(each.rows("origins"), rows)
        built += rows
    units, members, more = _registry([each for _, each in parsed], built, words)
    title = next((each.front.title for _, each in parsed if each.front.title), "")
    return Reading(
        title, years[0],
        fit_rows(TASKS, [row.task for row in built]),
        fit_rows(ASSIGNMENTS, [item for row in built for item in row.assignments]),
        fit_rows(MILESTONES, [item for row in built for item in row.milestones]),
        fit_rows(TARGETS, [item for row in built for item in row.targets]),
        units, members, problems + more,
        origins=fit_rows(ORIGINS, origins),
    )


def _work_year(name: str, parsed: Parsed, given: int, fallback: int) -> tuple[int, list[Problem]]:
    """The work year and how it was found where the letter does not say it: from the deadlines, or the office's own."""
    written = parsed.rows("written")
    if not written:
        raise NoticeError(
            f"“{name}”里没有读到任务", "应是写明任务和责任单位的分解通知",
            "请确认没有选错文件；任务如在附件里，请读取附件",
        )
    if year := given or parsed.front.year:
        return year, []
    named = Counter(year for row in written for year in _YEAR.findall(fold_width(row["deadline_text"])))
    if named:
        year, how = int(named.most_common(1)[0][0]), "完成时限里写得最多的年份"
    elif fallback:
        year, how = fallback, "本文件夹的工作年度"
    else:
        sentence, hint = "没有写明年度，没有年份的完成时限无法定出日期", "请加 --year 指定，例如 --year 2021"
        return 0, [Problem("错误", name, "no-year", sentence, hint)]
    sentence = f"没有写明年度，按{how}（{year}年）理解"
    return year, [Problem("存疑", name, "no-year", sentence, "请核对；有误的请加 --year 指定", str(year))]


def _check(name: str, parsed: Parsed, rows: Sequence[Built], words: Words) -> list[Problem]:
    assignments = [item for row in rows for item in row.assignments]
    notice = Notice(name, parsed.front, [row.task for row in rows], assignments, words)
    return parsed.problems + notice_problems(name, rows) + [found for check in CHECKS for found in check(notice)]


def _registry(
    parsed: Sequence[Parsed], built: Sequence[Built], words: Words
) -> tuple[Rows, Rows, list[Problem]]:
    names: dict[str, Any] = {}
    collectives: list[str] = []
    for item in (item for row in built for item in row.assignments):
        if item["via"] == "direct":
            names.setdefault(item["unit"], unit_kind(item["unit"], words))
        else:
            collectives.append(item["unit"])
    definitions = [definition for each in parsed for definition in find_definitions(each.front, words)]
    for definition in definitions:
        for member in definition.members:
            names.setdefault(member, unit_kind(member, words))
    towns = [name for name, kind in names.items() if kind == "镇街"]
    members, problems = make_members(collectives, definitions, towns)
    units = fit_rows(UNITS, [{"unit": name, "kind": kind} for name, kind in names.items()])
    return units, fit_rows(MEMBERS, members), problems
