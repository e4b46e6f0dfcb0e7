"""`breakdown demo`: two months of a fictional year, through the very pipeline, with the data of examples/demo."""

from __future__ import annotations

import csv
import os
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from breakdown import merging, pipeline, reports
from breakdown.columns import INPUT_COLUMNS, MEMBERS
from breakdown.demo_forms import Case, find_table, returned_form, steady_bytes
from breakdown.errors import FolderError
from breakdown.files.atomic import write_whole
from breakdown.files.folder import Folder, init_folder
from breakdown.files.templates import bundled, load_words
from breakdown.form import PLAN_COLUMNS
from breakdown.incoming import keep_notice
from breakdown.periods import Period, parse_period
from breakdown.problems import Problem
from breakdown.review.registry import MEMBER_SHEET

Say = Callable[[str], None]
Row = Mapping[str, str]


def run_demo(folder: Path, say: Say) -> None:
    """Run the demonstration in a new or empty folder, telling each step; FolderError when the folder holds anything."""
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise FolderError(f"“{folder}”里已经有内容", "演示要用新的或空的文件夹", "请换一个，如 breakdown demo 演示2")
    data = bundled("examples/demo")
    plan = tomllib.loads((data / "demo.toml").read_text(encoding="utf-8"))
    say("下面用一份虚构的通知演示两个月的工作，人名、地名、数字都是编的。")
    office = init_folder(folder, plan["name"], plan["year"], identity=plan["identity"], key=plan["key"])
    say(f"一、建文件夹：{folder}")
    _break_down(office, data / "notice.txt", plan["adopted_at"], say)
    for number, month in zip("四五六七八九", plan["months"], strict=False):
        _run_month(office, data, number, month, say)
    say((data / "tour.txt").read_text(encoding="utf-8").format(folder=folder).rstrip())


def _break_down(office: Folder, notice: Path, at: datetime, say: Say) -> None:
    """From the notice to the ledger."""
    keep_notice(office, notice)
    reading = pipeline.read_notices([office.notices / notice.name], load_words(office.path))
    pipeline.write_review(reading, office.review, office)
    say(f"二、分解：从通知读到{len(reading.tasks)}项任务，写出核对表；{_counted(reading.problems)}")
    pipeline.adopt(office, office.review, at)
    known = pipeline.records(office)
    say(f"三、建台账：{len(known.tasks)}项任务，{len(known.units)}个单位")


def _run_month(office: Folder, data: Path, number: str, month: Mapping[str, Any], say: Say) -> None:
    """Issue, fill in, merge, summary and bulletin of one month."""
    period = parse_period(month["period"])
    say(f"{number}、{period.title}")
    for collective, members in month.get("members", {}).items():
        _define_members(office, collective, members, month["issued_at"])
        say(f"　　名册：写明“{collective}”是{members}，从这一期起发给它们")
    issued = pipeline.issue(office, period, [], month["issued_at"])
    say(f"　　发表：{issued.rows}个单位各一个填报表；{_counted(issued.problems)}")
    count = 0
    for case in _cases(data, period):
        _hand_in(office, period, case)
        count += 1
    say(f"　　收表：收到{count}份")
    merged, came = merging.merge(office, [], period, month["merged_at"])
    said = "、".join(f"{state}{number}份" for state, number in came.states.items())
    say(f"　　合并：{said}；写退回单{came.slips}份；{_counted(merged.problems)}")
    day = month["merged_at"].date()
    made = reports.report_summary(office, period, day, day)
    say(f"　　汇总：{made.files[0].name}")
    made = reports.report_bulletin(office, period, day, day)
    say(f"　　通报：{made.files[0].name}")


def _counted(problems: list[Problem]) -> str:
    """How many problems of each severity, in a few words."""
    counts = Counter(problem.severity for problem in problems)
    said = "、".join(f"{severity}{counts[severity]}条" for severity in ("错误", "存疑", "提示") if counts[severity])
    return said or "没有问题"


def _cases(data: Path, period: Period) -> Iterator[Case]:
    """The files that come back for a period. 次 tells a correction from the first report: it says only what is new."""
    reports, plans = _rows(data / "reports.csv", period), _rows(data / "plans.csv", period)
    for row in _rows(data / "returns.csv", period):
        if not row["文件"]:
            continue
        own = [report for report in reports if report["单位"] == row["单位"] and report["次"] <= row["次"]]
        texts = {report["序号"]: {column.header: report[column.header] for column in INPUT_COLUMNS} for report in own}
        stages = [[stage[column.header] for column in PLAN_COLUMNS] for stage in plans if stage["单位"] == row["单位"]]
        came = datetime.fromisoformat(row["收到时间"])
        yield Case(row["单位"], row["文件"], came, _harms(row["情形"]), texts, stages)


def _harms(text: str) -> dict[str, list[str]]:
    """What is wrong with a form, by name with its details: 改动：9/完成时限/12月底前."""
    parts = [part.partition("：") for part in text.split("；") if part]
    return {name: details.split("/") for name, _, details in parts}


def _rows(path: Path, period: Period) -> list[Row]:
    with closing(path.open(encoding="utf-8", newline="")) as file:
        return [row for row in csv.DictReader(file) if row["期次"] == period.name]


def _hand_in(office: Folder, period: Period, case: Case) -> None:
    """Put a filled form where the clerk would put it, with the time at which it came."""
    target = office.returned(period) / case.file
    write_whole(target, returned_form(case, period, office.issued))
    os.utime(target, (case.received_at.timestamp(),) * 2)


def _define_members(office: Folder, collective: str, members: str, at: datetime) -> None:
    """Edit the registry as the office would: write the members beside the collective's name."""
    book = load_workbook(office.units)
    sheet = book[MEMBER_SHEET]
    table = find_table(sheet, MEMBERS.columns)
    for row in range(table.header_row + 2, sheet.max_row + 1):
        if sheet.cell(row, table.columns["collective"] + 1).value == collective:
            sheet.cell(row, table.columns["member"] + 1).value = members
    write_whole(office.units, steady_bytes(book, at))
