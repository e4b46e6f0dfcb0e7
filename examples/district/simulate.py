"""A year of a fictional district through the real verbs: 150 tasks, 50 units, twelve months, on given days.

python -m examples.district.simulate FOLDER: fills a new folder. Every run makes the same ledger.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from breakdown import merging, pipeline
from breakdown.columns import UNITS, Column
from breakdown.demo_forms import Case, find_table, returned_form, steady_bytes
from breakdown.files.atomic import write_whole
from breakdown.files.folder import Folder, init_folder
from breakdown.files.templates import load_words
from breakdown.form import ADJUST, REQUEST_COLUMNS, VERIFY
from breakdown.frame import rows_of
from breakdown.merge.verify_form import CHECK_COLUMNS
from breakdown.periods import Period, parse_period
from breakdown.records import Records
from breakdown.review.registry import REGISTRY_SHEET
from breakdown.review.requests import COLUMNS as DECISION_COLUMNS
from breakdown.rulings import open_requests
from examples.district.notice import NAME, YEAR, notice_text
from examples.district.story import Matter, Target, lead_report, mishap, stages, support_report

IDENTITY, KEY = "d157r1c7d157", "district-key-" * 5
# From July on the second does what the first did until then.
REFORM = (7, "区招商服务局", "区投资促进局")
# Months after which the office checks what was claimed.
CHECKED = (3, 6, 9, 12)
Pair = tuple[str, str]


def simulate(folder: Path, months: int = 12, tell: Callable[[str], None] = lambda line: None) -> Folder:
    """Run the year, or its first months, in a new folder; tell: told what has been done."""
    office = init_folder(folder, NAME, YEAR, identity=IDENTITY, key=KEY)
    notice = office.notices / "2021年重点任务分解.txt"
    write_whole(notice, notice_text().encode())
    pipeline.write_review(pipeline.read_notices([notice], load_words(office.path)), office.review, office)
    pipeline.adopt(office, office.review, datetime(YEAR, 1, 22, 9))
    for month in range(1, months + 1):
        run_month(office, month)
        tell(f"{month}月：发表、收表、合并完毕")
    return office


def run_month(office: Folder, month: int) -> None:
    """Issue, fill in, merge; then what the office does with claims and requests."""
    period = parse_period(f"{YEAR}-{month:02d}")
    if month == REFORM[0]:
        _dissolve(office, *REFORM[1:], period.first_day - timedelta(days=1))
    pipeline.issue(office, period, [], datetime(YEAR, month, 25, 9))
    merged = datetime.combine(period.last_day + timedelta(days=10), datetime.min.time()).replace(hour=9)
    known = pipeline.records(office)
    for case, asked in _cases(known, period, month):
        _hand_in(office, period, case, asked)
    merging.merge(office, [], period, merged)
    if month in CHECKED:
        _check(office, period, merged + timedelta(days=1))
        merging.merge(office, [], period, merged + timedelta(days=2))
    if open_requests(pipeline.records(office)):
        _decide(office, merged + timedelta(days=3))


def _cases(known: Records, period: Period, month: int) -> Iterator[tuple[Case, list[list[str]]]]:
    """The files that come back for a month, each with what it asks to have changed."""
    matters, back = _matters(known), _sent_back(known)
    units = sorted(known.units["unit"])
    duties: dict[str, list[tuple[str, str]]] = {}
    for row in known.rows("issued"):
        if row["task_id"] and row["period"] == period.name:
            duties.setdefault(row["unit"], []).append((row["task_id"], row["role"]))
    for unit, listed in duties.items():
        wrong = mishap(units.index(unit), month)
        if wrong == "missing":
            continue
        lead = [matters[task_id] for task_id, role in listed if role == "牵头"]
        texts = {str(matters[task_id].number): support_report(matters[task_id], month)
                 for task_id, role in listed if role == "配合"}
        for matter in lead:
            texts[str(matter.number)] = lead_report(matter, month, (f"{YEAR}-{matter.number:03d}", unit) in back)
        plans = [row for matter in lead if month == 1 and matter.staged for row in stages(matter, "张三")]
        asked = [[str(matter.number), "完成时限", f"{matter.first + 1}月底前", "雨季长，施工晚了一个月。"]
                 for matter in lead if matter.asks_in == month]
        first = datetime.combine(period.last_day, datetime.min.time()) + timedelta(days=2, hours=9, minutes=len(unit))
        came = first + timedelta(days=6) if wrong == "late" else first
        yield Case(unit, f"{unit}_{period.name}.xlsx", came, _harms(wrong, lead), texts, plans), asked
        if wrong in ("截断", "twice"):
            better = _mended(texts, lead) if wrong == "twice" else texts
            again = first + timedelta(days=1)
            yield Case(unit, f"{unit}_{period.name}（更正）.xlsx", again, {}, better, plans), asked


def _harms(wrong: str, lead: list[Matter]) -> dict[str, list[str]]:
    if wrong in ("", "late", "twice") or (wrong == "改动" and not lead):
        return {}
    details = {"加列": ["备注栏", "已当面汇报"], "改动": [str(lead[0].number), "完成时限", "次年3月底"] if lead else []}
    return {wrong: details.get(wrong, [])}


def _mended(texts: Mapping[str, Mapping[str, str]], lead: list[Matter]) -> dict[str, dict[str, str]]:
    """The same reports with another sentence on the first task."""
    first = str(lead[0].number) if lead else next(iter(texts))
    return {number: {**said, "本期进展": "更正：" + said["本期进展"]} if number == first else dict(said)
            for number, said in texts.items()}


def _matters(known: Records) -> dict[str, Matter]:
    targets = {row["task_id"]: Target(row["kind"], row["value"], row["unit"], row["text"])
               for row in rows_of(known.targets) if row["kind"] != "qualitative"}
    original = {row["task_id"]: row["before"] for row in rows_of(known.rulings) if row["decision"] == "同意"}
    found = {}
    for row in rows_of(known.tasks):
        task_id, due = row["task_id"], 12 if row["ongoing"] else row["due"].month
        first = int(original[task_id].removesuffix("月底前")) if task_id in original else due
        found[task_id] = Matter(int(row["no"]), row["content"], targets.get(task_id, Target("", 0, "", "")), due, first,
                                row["ongoing"])
    return found


def _sent_back(known: Records) -> set[Pair]:
    return {(row["task_id"], row["unit"]) for row in rows_of(known.closings) if row["result"] == "退回"}


def _hand_in(office: Folder, period: Period, case: Case, asked: list[list[str]]) -> None:
    """Put a filled form where the clerk would, with the time at which it came."""
    data = returned_form(case, period, office.issued)
    if asked and not case.harms:
        book = load_workbook(BytesIO(data))
        table = find_table(book[ADJUST], REQUEST_COLUMNS)
        for at, row in enumerate(asked, table.header_row + 2):
            for column, text in zip(REQUEST_COLUMNS, row, strict=True):
                book[ADJUST].cell(at, table.columns[column.name] + 1).value = text
        data = steady_bytes(book, case.received_at)
    _save(office.returned(period) / case.file, data, case.received_at)


def _check(office: Folder, period: Period, at: datetime) -> None:
    """The office goes through the claims: most are struck off, every fifth is sent back."""
    def typed(row: Mapping[str, str]) -> dict[str, str]:
        if row["result"] or not row["no"]:
            return {}
        if int(row["no"]) % 5 == 0 and at.month != 1:
            return {"result": "退回", "reason": "验收材料缺第三方报告，请补齐。", "checked_on": f"{at:%Y-%m-%d}"}
        return {"result": "销号", "approver": "赵清源", "checked_on": f"{at:%Y-%m-%d}", "evidence": "查看验收单和现场"}

    _edit(office.reports(period) / f"{VERIFY}.xlsx", VERIFY, CHECK_COLUMNS, typed, at)


def _decide(office: Folder, at: datetime) -> None:
    """The office grants every other request, and refuses the rest."""
    def typed(row: Mapping[str, str]) -> dict[str, str]:
        if row["decision"] or not row["no"]:
            return {}
        granted = int(row["no"]) % 2 == 1
        return {"decision": "同意" if granted else "不同意", "approver": "赵清源", "decided_on": f"{at:%Y-%m-%d}",
                "note": "" if granted else "原定时限不变，请抓紧实施。"}

    _edit(office.review, ADJUST, DECISION_COLUMNS, typed, at)
    pipeline.adopt(office, office.review, at)


def _dissolve(office: Folder, unit: str, heir: str, last: date) -> None:
    def typed(row: Mapping[str, str]) -> dict[str, str]:
        return {"valid_to": f"{last}", "successor": heir} if row["unit"] == unit else {}

    _edit(office.units, REGISTRY_SHEET, UNITS.columns, typed, datetime.combine(last, datetime.min.time()))


def _edit(path: Path, sheet: str, columns: tuple[Column, ...], typed: Any, at: datetime) -> None:
    """Type into the rows of a table as the office would; typed: the row's texts by column → what to type."""
    book = load_workbook(path)
    table = find_table(book[sheet], columns)
    for row in range(table.header_row + 2, book[sheet].max_row + 1):
        texts = {name: str(book[sheet].cell(row, at + 1).value or "") for name, at in table.columns.items()}
        for name, text in typed(texts).items():
            book[sheet].cell(row, table.columns[name] + 1).value = text
    _save(path, steady_bytes(book, at), at)


def _save(path: Path, data: bytes, at: datetime) -> None:
    write_whole(path, data)
    os.utime(path, (at.timestamp(),) * 2)


if __name__ == "__main__":
    simulate(Path(sys.argv[1]), tell=print)
